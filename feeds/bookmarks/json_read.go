package bookmarks

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"

	"broadsheet/feeds"
)

var (
	ownHead  = regexp.MustCompile(`^\{"version":(\d+),"generator":"Broadsheet",(?:"exported":"[^"]*",)?"bookmarks":\[\r?\n`)
	lineHead = regexp.MustCompile(`^\{(?:"id":"\d+",)?(?:"article_id":"\d+",)?"url":"`)
)

// ownLinesOf says whether a file begins as our JSON or JSON lines do, a line a
// bookmark: these are read as they come, whatever their length, and a line
// that is damaged costs no other.
func ownLinesOf(head []byte) string {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	switch {
	case ownHead.Match(head):
		return "json"
	case lineHead.Match(head):
		return "jsonl"
	}
	return ""
}

// ownLines reads our JSON by lines, see kept.
func (in *reader) ownLines(r *bufio.Reader) error {
	whole := in.report.Format == "jsonl"
	for n := 1; ; n++ {
		text, long, err := readLine(r)
		text = bytes.TrimSpace(text)
		if n == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
			if m := ownHead.FindSubmatch(append(text, '\n')); m != nil {
				if err := knownVersion(string(m[1])); err != nil {
					return err
				}
				text = nil
			}
		}
		switch {
		case long:
			in.skip(n, string(clip(text)), "the line is over 64 MiB")
		case len(text) == 0:
		case bytes.Equal(text, []byte("]}")):
			whole = true
		default:
			if err := in.own(n, bytes.Trim(text, ", ")); err != nil {
				return err
			}
		}
		var corrupt flate.CorruptInputError // of a packed file: what came before is good
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
			whole, err = false, io.EOF
		}
		if errors.Is(err, io.EOF) {
			if !whole {
				in.skip(n, "the rest of the file", "it is damaged or cut short")
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("read bookmarks: %w", err)
		}
	}
}

// readLine reads to the end of a line; one over maxLine is passed over, and
// its beginning returned.
func readLine(r *bufio.Reader) (text []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(text)+len(part) > maxLine {
			long = true
		} else {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, long, err
		}
	}
}

func knownVersion(s string) error {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > version {
		return fmt.Errorf("read bookmarks: %w: it is of version %d, from a newer Broadsheet; this one knows version %d", ErrUnknown, n, version)
	}
	return nil
}

// own hands over one bookmark of our own JSON.
func (in *reader) own(line int, raw []byte) error {
	var k kept
	if err := json.Unmarshal(raw, &k); err != nil {
		why := "it is damaged or cut short"
		var other *json.UnmarshalTypeError
		switch {
		case errors.As(err, &other) && other.Field == "":
			why = "it is not a bookmark"
		case errors.As(err, &other):
			why = fmt.Sprintf("its %s is a %s, which is not what a bookmark has there", other.Field, other.Value)
		case json.Valid(raw): // a date that is none
			why = "it is not a bookmark: " + feeds.CleanLine(err.Error())
		}
		in.skip(line, string(clip(raw)), why)
		return nil
	}
	switch {
	case len(k.URL) > maxAddress:
		in.skip(line, k.Title, "its address is over 64 KiB")
		return nil
	case cleanURL(k.URL) == "" && cleanLine(k.Title, maxTitle) == "":
		in.skip(line, k.Title, "it has neither address nor title")
		return nil
	}
	in.n++
	return in.take(k.bookmark())
}

// ownTree reads our JSON that another program has laid out anew: the file, or
// the list of bookmarks alone.
func (in *reader) ownTree(data []byte) error {
	t := newTree(data)
	each := func(v value) error {
		return in.damage(t, t.items(v, func(m value) error { return in.own(t.at(m), t.bytes(m)) }), in.n > 0)
	}
	if t.kind(t.root()) == '[' {
		return each(t.root())
	}
	f, err := t.fields(t.root())
	if err := knownVersion(t.str(f["version"])); err != nil {
		return err
	}
	list, ok := f["bookmarks"]
	switch {
	case !ok && err != nil:
		return in.damage(t, err, false)
	case t.kind(list) != '[':
		return fmt.Errorf("read bookmarks: %w: it looks like Broadsheet's JSON, but \"bookmarks\" is not a list", ErrUnknown)
	}
	return each(list)
}

func (k kept) bookmark() feeds.Bookmark {
	// Of our own nothing is cut or trimmed that the store may hold.
	b := feeds.Bookmark{
		URL: cleanURL(k.URL), CanonicalURL: cleanURL(k.CanonicalURL), Title: ownLine(k.Title), Source: ownLine(k.Source),
		Authors: listBy(k.Authors, ownLine), Published: utc(k.Published), Saved: utc(k.Saved), Topics: listBy(k.Topics, ownLine),
		Summary: feeds.Clean(k.Summary), Tags: listBy(k.Tags, ownLine), Note: feeds.Clean(k.Note), Folder: folderBy(k.Folder, ownLine),
		HTML: feeds.Raw(k.HTML), Document: cleanDocument(k.Document),
	}
	b.Offline = k.Offline && b.Document != nil
	for _, h := range k.Highlights {
		b.Highlights = append(b.Highlights, feeds.Highlight{
			Quote: feeds.Clean(h.Quote), Prefix: feeds.Clean(h.Prefix), Suffix: feeds.Clean(h.Suffix), Note: feeds.Clean(h.Note), Made: h.Made.UTC(),
		})
	}
	b.Link = cleanLink(k.Link)
	if b.CanonicalURL == "" {
		b.CanonicalURL = feeds.CanonicalURL(b.URL)
	}
	if id, err := strconv.ParseInt(k.ID, 10, 64); err == nil && id > 0 {
		b.ID = feeds.BookmarkID(id)
	}
	if id, err := strconv.ParseInt(k.ArticleID, 10, 64); err == nil && id > 0 {
		b.ArticleID = feeds.ArticleID(id)
	}
	return b
}

func utc(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// cleanLink is what a file says of a link, nothing where that makes no sense.
func cleanLink(c *feeds.LinkCheck) feeds.LinkCheck {
	if c == nil || c.Checked.IsZero() {
		return feeds.LinkCheck{}
	}
	out := feeds.LinkCheck{State: c.State, Checked: c.Checked.UTC(), Status: max(c.Status, 0), Reason: ownLine(c.Reason), Failed: max(c.Failed, 0)}
	if !c.Since.IsZero() {
		out.Since = c.Since.UTC()
	}
	switch c.State {
	case feeds.LinkAlive, feeds.LinkDead, feeds.LinkUnsure:
		return out
	case feeds.LinkMoved:
		if out.To = feeds.WebURL("", c.To); out.To != "" {
			return out
		}
	}
	return feeds.LinkCheck{}
}
