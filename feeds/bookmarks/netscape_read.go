package bookmarks

import (
	"bytes"
	"strings"

	"broadsheet/feeds"

	"golang.org/x/net/html"
)

// netscapeReader walks the tags of a Netscape file in order. A tree would not
// do: HTML's rules reorder DL, DT and DD, which no exporter nests rightly.
type netscapeReader struct {
	lines *line
	most  int // entries

	entries []feeds.Bookmark
	starts  []int // the line of each

	open   []string // the path within each open DL
	deeper int      // DLs open beyond the last of them
	paths  int      // bytes of all paths made
	folder string   // the name an H3 gave to the DL that follows
	anew   int      // times reading started anew
	state  state
	text   strings.Builder
	entry  feeds.Bookmark // the A that is open
	at     int            // its line
	spaced []int          // bookmarks whose tags may be parted by spaces
	commas bool           // some tags were parted by commas
	link   string         // address of a link within a note
	unread bool           // the entries stand under "Unread", as Pocket and Instapaper have it
}

// maxAnew bounds how often a file can make itself be read again.
const maxAnew = 20

// state says where text belongs.
type state uint8

const (
	between   state = iota
	inTitle         // the file's own title, a folder's description: nobody's
	inHeading       // H1, which in a list of links says whether those under it are read
	inFolder        // H3
	inEntry         // A
	inNote          // DD of an entry
)

func (in *reader) netscape(data []byte) error {
	r := &netscapeReader{lines: &line{data: data}, most: in.most}
	base := 0
	for base < len(data) {
		next := r.walk(data, base)
		if next <= base {
			break
		}
		base = next
	}
	r.endText()
	if !r.commas && !bytes.Contains(data[:min(len(data), 1024)], []byte(ours)) {
		// Old exporters part tags by spaces; nothing here says otherwise.
		for _, i := range r.spaced {
			b := &r.entries[i]
			b.Tags = cleanList(strings.Fields(strings.Join(b.Tags, " ")))
		}
	}
	for i, b := range r.entries {
		if err := in.add(r.starts[i], b); err != nil {
			return finish(err)
		}
	}
	return nil
}

// walk reads tags from base on, to the end or to where reading must start
// anew, which it returns.
func (r *netscapeReader) walk(data []byte, base int) int {
	z := html.NewTokenizer(bytes.NewReader(data[base:]))
	at := base
	for {
		kind := z.Next()
		raw := len(z.Raw())
		switch kind {
		case html.ErrorToken:
			return len(data)
		case html.TextToken:
			r.addText(string(z.Text()))
		case html.CommentToken:
			// A stray "<!--" in a title would swallow the rest of the file.
			if open := []byte("<!--"); bytes.HasPrefix(z.Raw(), open) && !bytes.HasSuffix(z.Raw(), []byte("-->")) && r.anew < maxAnew {
				r.anew++
				r.addText(string(open))
				return at + len(open)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			line := r.lines.of(at)
			if len(r.entries) > r.most { // one more than is taken: that is said then
				return len(data)
			}
			name, more := z.TagName()
			r.start(string(name), attributes(z, more), line)
			// Else an unescaped <textarea> in a title would do the same.
			z.NextIsNotRawText()
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(string(name))
		}
		at += raw
	}
}

// attributes gives the first of each name, in lower case, but for icons, which
// are big and not ours to keep.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	attrs := map[string]string{}
	for n := 0; more && n < 100; n++ {
		var key, value []byte
		key, value, more = z.TagAttr()
		name := string(key)
		if _, seen := attrs[name]; !seen && name != "icon" {
			attrs[name] = string(value)
		}
	}
	return attrs
}

func (r *netscapeReader) start(name string, attrs map[string]string, line int) {
	switch name {
	case "title", "h2":
		r.endText()
		r.state = inTitle
	case "h1":
		r.endText()
		r.state = inHeading
	case "h3":
		r.endText()
		r.state = inFolder
	case "dl":
		r.endText()
		r.enter()
	case "dt", "hr":
		r.endText()
	case "dd":
		r.endText()
		if r.state = inNote; r.at == 0 {
			r.state = inTitle // of a folder, or of an entry that was skipped
		}
	case "br", "p", "ul", "ol", "li", "div":
		r.addText("\n")
	case "a":
		// A link in a note is no bookmark; a date makes it one all the same.
		if _, dated := attrs["add_date"]; !dated && (r.state == inNote || r.state == inTitle) {
			r.link = attrs["href"]
			return
		}
		r.endText()
		r.openEntry(attrs, line)
	}
}

func (r *netscapeReader) end(name string) {
	switch name {
	case "a":
		if r.state == inEntry {
			r.endText()
		} else if r.state == inNote && r.link != "" {
			if !strings.HasSuffix(r.text.String(), r.link) {
				r.addText(" (" + r.link + ")")
			}
			r.link = ""
		}
	case "h3", "title", "h1", "h2":
		if r.state == inFolder || r.state == inTitle || r.state == inHeading {
			r.endText()
		}
	case "dl":
		r.endText()
		r.folder, r.at = "", 0
		switch {
		case r.deeper > 0:
			r.deeper--
		case len(r.open) > 0:
			r.open = r.open[:len(r.open)-1]
		}
	}
}

func (r *netscapeReader) addText(s string) {
	if r.state != between && r.text.Len() < maxNote {
		r.text.WriteString(s)
	}
}

// endText gives the text since the last tag that mattered to whom it belongs.
func (r *netscapeReader) endText() {
	text := r.text.String()
	r.text.Reset()
	state := r.state
	r.state = between
	switch state {
	case inHeading:
		r.unread = strings.EqualFold(strings.TrimSpace(text), "unread")
	case inFolder:
		r.folder, r.at = folderName(text), 0
	case inEntry:
		r.closeEntry(text)
	case inNote:
		r.link = ""
		if n := len(r.entries); n > 0 {
			b := &r.entries[n-1]
			b.Note = strings.TrimSpace(b.Note + "\n" + cleanText(text, maxNote))
		}
	}
}

// path is the folder that is open.
func (r *netscapeReader) path() string {
	if len(r.open) == 0 {
		return ""
	}
	return r.open[len(r.open)-1]
}

// enter opens the folder that the last H3 named; a DL without one, and one too
// deep, leaves the path as it is.
func (r *netscapeReader) enter() {
	path, name := r.path(), r.folder
	r.folder = ""
	if len(r.open) == maxDepth+1 { // the outermost DL is no folder
		r.deeper++
		return
	}
	if name != "" && r.paths < maxPaths {
		if path != "" {
			path += "/"
		}
		path += name
		r.paths += len(path)
	}
	r.open = append(r.open, path)
}
