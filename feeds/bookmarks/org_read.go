package bookmarks

import (
	"encoding/json"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

var (
	orgHead  = regexp.MustCompile(`^(\*+)[ \t]+(.*)$`)
	orgTags  = regexp.MustCompile(`[ \t]+:([\p{L}\p{M}\p{N}_@#%:]+):[ \t]*$`)
	orgLink  = regexp.MustCompile(`\[\[([^\[\]]+)\](?:\[(.*?)\])?\]`)
	orgProp  = regexp.MustCompile(`^[ \t]*:([A-Za-z_]+):[ \t]*(.*?)[ \t]*$`)
	orgItem  = regexp.MustCompile(`^[ \t]*[-+][ \t]+(.*)$`)
	orgState = regexp.MustCompile(`^(TODO|NEXT|WAIT|DONE)[ \t]+`)
)

// orgReader reads headlines and list items that are links, ours with their
// drawers. Other headlines are folders.
type orgReader struct {
	in    *reader
	open  []string // the folder of each level
	b     *feeds.Bookmark
	start int
	head  bool   // a headline of a folder, whose drawer may name it
	text  string // what the fixed lines that follow are: "", "summary", "quote", "remark"
	lines []string
	paths int
}

func (in *reader) org(data []byte) error {
	r := &orgReader{in: in}
	n := 0
	for text := range strings.Lines(string(data)) {
		n++
		if err := r.line(n, strings.TrimRight(text, "\r\n")); err != nil {
			return finish(err)
		}
	}
	return finish(r.close())
}

func (r *orgReader) line(n int, text string) error {
	if m := orgHead.FindStringSubmatch(text); m != nil {
		if err := r.close(); err != nil {
			return err
		}
		return r.headline(n, len(m[1]), m[2])
	}
	fixed, isFixed := strings.CutPrefix(strings.TrimLeft(text, " \t"), ":")
	switch {
	case r.b != nil && isFixed && (fixed == "" || fixed[0] == ' '):
		r.lines = append(r.lines, strings.TrimPrefix(fixed, " "))
		return nil
	case r.b != nil && r.name(text):
		return nil
	}
	if m := orgProp.FindStringSubmatch(text); m != nil {
		r.property(strings.ToUpper(m[1]), m[2])
		return nil
	}
	if m := orgItem.FindStringSubmatch(text); m != nil && orgLink.MatchString(m[1]) {
		folder := r.folder(len(r.open))
		if err := r.close(); err != nil {
			return err
		}
		r.begin(n, m[1], nil, folder)
	}
	return nil
}

// name reads what names the fixed lines that follow.
func (r *orgReader) name(text string) bool {
	next, ok := map[string]string{"Summary:": "summary", "Highlight:": "quote", "Note on it:": "remark"}[text]
	if ok {
		r.settle()
		r.text = next
	}
	return ok
}

// settle gives the fixed lines read so far to whom they belong.
func (r *orgReader) settle() {
	if len(r.lines) == 0 {
		return
	}
	text := strings.Join(r.lines, "\n")
	r.lines = nil
	switch last := len(r.b.Highlights) - 1; {
	case r.text == "":
		r.b.Note = text
	case r.text == "summary":
		r.b.Summary = text
	case r.text == "quote":
		r.b.Highlights = append(r.b.Highlights, feeds.Highlight{Quote: text})
	case last >= 0:
		r.b.Highlights[last].Note = text
	}
}

func (r *orgReader) headline(n, level int, text string) error {
	var tags []string
	if m := orgTags.FindStringSubmatchIndex(text); m != nil {
		tags = strings.Split(text[m[2]:m[3]], ":")
		text = text[:m[0]]
	}
	state := orgState.FindStringSubmatch(text)
	if state != nil {
		text = text[len(state[0]):]
	}
	level = min(level, maxDepth)
	if orgLink.MatchString(text) {
		tags = tagged(tags, state != nil && state[1] != "DONE", feeds.ReadLater)
		r.begin(n, text, tags, r.folder(level-1))
		return nil
	}
	path := r.folder(level - 1)
	for len(r.open) < level {
		r.open = append(r.open, path)
	}
	r.open = r.open[:level]
	if r.head = true; r.paths < maxPaths {
		r.open[level-1] = within(path, text)
		r.paths += len(path) + len(text)
	}
	return nil
}

// folder is the folder that is open at a level.
func (r *orgReader) folder(level int) string {
	if level = min(level, len(r.open)); level > 0 {
		return r.open[level-1]
	}
	return ""
}

func (r *orgReader) begin(n int, text string, tags []string, folder string) {
	m := orgLink.FindStringSubmatch(text)
	r.b, r.start, r.text, r.head = &feeds.Bookmark{URL: m[1], Title: m[2], Tags: tags, Folder: folder}, n, "", false
}

func (r *orgReader) property(name, text string) {
	if r.b == nil {
		if name == "FOLDER" && r.head && len(r.open) > 0 {
			r.open[len(r.open)-1] = within(r.folder(len(r.open)-1), text)
		}
		return
	}
	switch b := r.b; name {
	case "URL":
		b.URL = text
	case "TITLE":
		b.Title = text
	case "CREATED", "SAVED":
		if date := parseDate(orgDate(text)); !date.IsZero() {
			b.Saved = date // SAVED, which is exact, comes later
		}
	case "PUBLISHED":
		b.Published = parseDate(text)
	case "SOURCE":
		b.Source = text
	case "AUTHORS":
		_ = json.Unmarshal([]byte(text), &b.Authors) // no list: no authors
	case "LABELS":
		if err := json.Unmarshal([]byte(text), &b.Tags); err != nil {
			return // the tags of the headline do
		}
	}
}

// orgDate takes the brackets and the day's name off a timestamp.
func orgDate(text string) string {
	fields := strings.Fields(strings.Trim(text, "[]<>"))
	if len(fields) > 1 && !strings.ContainsAny(fields[1], "0123456789") {
		fields = append(fields[:1], fields[2:]...)
	}
	return strings.Join(fields, " ")
}

func (r *orgReader) close() error {
	r.head = false
	if r.b == nil {
		return nil
	}
	r.settle()
	b := *r.b
	r.b = nil
	return r.in.add(r.start, b)
}
