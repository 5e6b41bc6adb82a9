package bookmarks

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// dialect is whose columns a CSV file has.
type dialect struct {
	name string
	head string
	row  func(feeds.Bookmark) []string
}

var dialects = []dialect{
	{"raindrop", "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite", raindropRow},
	{"instapaper", "URL,Title,Selection,Folder,Timestamp,Tags", instapaperRow},
	{"readwise", "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen", readwiseRow},
	{"pocket", "title,url,time_added,tags,status", pocketRow},
}

// Dialects names whose columns CSV can have, the one that is meant unless
// another is named first.
func Dialects() []string {
	var names []string
	for _, d := range dialects {
		names = append(names, d.name)
	}
	return names
}

// csvWriter writes RFC 4180: UTF-8 without a mark, CRLF behind each row, line
// breaks within a cell as they are (encoding/csv would make those CRLF too).
type csvWriter struct {
	out  *bufio.Writer
	row  func(feeds.Bookmark) []string
	safe bool
}

func newCSV(e *export) (encoder, error) {
	i := slices.IndexFunc(dialects, func(d dialect) bool { return d.name == e.Dialect || e.Dialect == "" })
	if i < 0 {
		return nil, fmt.Errorf("no dialect of csv is called %q; known are %s", e.Dialect, strings.Join(Dialects(), ", "))
	}
	e.out.WriteString(dialects[i].head + "\r\n")
	return &csvWriter{e.out, dialects[i].row, e.CSVSafe}, nil
}

func (c *csvWriter) bookmark(b feeds.Bookmark) error {
	for i, cell := range c.row(b) {
		if i > 0 {
			c.out.WriteByte(',')
		}
		// A spreadsheet runs what begins so (OWASP, CSV injection).
		if c.safe && cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
			cell = "'" + cell
		}
		if strings.ContainsAny(cell, "\",\r\n;\t") || strings.TrimSpace(cell) != cell {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		c.out.WriteString(cell)
	}
	c.out.WriteString("\r\n")
	return nil
}

func (c *csvWriter) end() error { return nil }

// raindropRow has the columns of Raindrop's own export. Tags are parted by
// ", ", so that a comma within one becomes a space.
func raindropRow(b feeds.Bookmark) []string {
	created := ""
	if m := moment(b.Saved); m != nil {
		created = m.Format("2006-01-02T15:04:05.000Z")
	}
	id := ""
	if b.ID != 0 {
		id = b.ID.String()
	}
	return []string{id, b.Title, b.Note, b.Summary, b.URL, b.Folder, joinTags(b.Tags, ",", ", "), created, "", raindropHighlights(b.Highlights), strconv.FormatBool(slices.Contains(b.Tags, starredTag))}
}

const (
	highlightMark = "Highlight:"
	noteMark      = "Note:"
)

func raindropHighlights(list []feeds.Highlight) string {
	var out []string
	for _, h := range list {
		out = append(out, highlightMark+h.Quote)
		if h.Note != "" {
			out = append(out, noteMark+h.Note)
		}
	}
	return strings.Join(out, "\n")
}

// instapaperRow puts each in one folder, as Instapaper does: Unread and
// Archive are folders of its own.
func instapaperRow(b feeds.Bookmark) []string {
	folder := b.Folder
	switch {
	case folder != "":
	case b.ReadLater():
		folder = "Unread"
	default:
		folder = "Archive"
	}
	tags, err := json.Marshal(list(b.Tags))
	if err != nil {
		panic(err) // strings always marshal
	}
	return []string{b.URL, b.Title, b.Note, folder, seconds(b.Saved), string(tags)}
}

// readwiseRow writes tags as Reader does, as Python does its lists.
func readwiseRow(b feeds.Bookmark) []string {
	saved := ""
	if m := moment(b.Saved); m != nil {
		saved = m.Format("2006-01-02 15:04:05.000000+00:00")
	}
	location, seen := "archive", "True"
	if b.ReadLater() {
		location, seen = "new", "False"
	}
	tags := each(b.Tags, func(t string) string {
		if strings.Contains(t, "'") && !strings.Contains(t, `"`) {
			return `"` + strings.ReplaceAll(t, `\`, `\\`) + `"`
		}
		return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(t) + "'"
	})
	return []string{b.Title, b.URL, stable(b), "[" + strings.Join(tags, ", ") + "]", saved, "0.0", location, seen}
}

func pocketRow(b feeds.Bookmark) []string {
	status := "archive"
	if b.ReadLater() {
		status = "unread"
	}
	return []string{b.Title, b.URL, seconds(b.Saved), joinTags(b.Tags, "|", "|"), status}
}

// joinTags parts tags by sep; what would part them within one is a space.
func joinTags(tags []string, not, sep string) string {
	return strings.Join(unlike(each(tags, func(t string) string { return oneLine(strings.ReplaceAll(t, not, " ")) })), sep)
}

func seconds(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(t.Unix(), 10)
}
