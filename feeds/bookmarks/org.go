package bookmarks

import (
	"bufio"
	"encoding/json"
	"strings"
	"time"

	"broadsheet/feeds"
)

// org writes a headline for each folder and bookmark. What a headline cannot
// hold stands in its drawer of properties: org has no escape for brackets in a
// link's description, and tags of letters, digits and "_@#%" alone. Notes and
// quotes are lines of fixed width (": …"), in which nothing means anything.
type org struct {
	out *bufio.Writer
	outline
}

func newOrg(e *export) (encoder, error) {
	e.out.WriteString("#+TITLE: Bookmarks\n#+STARTUP: overview\n\n")
	o := &org{out: e.out}
	o.outline = outline{
		open: func(name string, depth int) {
			o.out.WriteString(strings.Repeat("*", depth+1) + " " + orgFolder(name) + "\n")
			if orgFolder(name) != name {
				o.out.WriteString(":PROPERTIES:\n:FOLDER: " + name + "\n:END:\n")
			}
		},
		close: func(int) {},
	}
	return o, nil
}

func (o *org) bookmark(b feeds.Bookmark) error {
	o.enter(folders(b.Folder))
	title := titled(b)
	o.out.WriteString(strings.Repeat("*", len(o.path)+1) + " [[" + orgURL(b.URL) + "][" + orgTitle(title) + "]]")
	var tags []string
	exact := true
	for _, t := range b.Tags {
		w := word(t, "_@#%", "_")
		exact = exact && w == t
		tags = append(tags, w)
	}
	if tags = unlike(tags); len(tags) > 0 {
		o.out.WriteString(" :" + strings.Join(tags, ":") + ":")
	}
	o.out.WriteString("\n:PROPERTIES:\n")
	if orgURL(b.URL) != b.URL {
		o.property("URL", breaksEncoded.Replace(b.URL))
	}
	if orgTitle(title) != title {
		o.property("TITLE", title)
	}
	if m := moment(b.Saved); m != nil {
		o.property("CREATED", m.Format("[2006-01-02 Mon 15:04]"))
		o.property("SAVED", m.Format(time.RFC3339Nano))
	}
	if m := moment(b.Published); m != nil {
		o.property("PUBLISHED", m.Format(time.RFC3339Nano))
	}
	o.property("SOURCE", oneLine(b.Source))
	o.property("AUTHORS", orgList(b.Authors))
	if !exact {
		o.property("LABELS", orgList(b.Tags))
	}
	o.out.WriteString(":END:\n")
	o.fixed("", b.Note)
	o.fixed("Summary:", b.Summary)
	for _, h := range b.Highlights {
		o.fixed("Highlight:", h.Quote)
		o.fixed("Note on it:", h.Note)
	}
	return nil
}

func (o *org) end() error { return nil }

func (o *org) property(name, value string) {
	if value != "" {
		o.out.WriteString(":" + name + ": " + value + "\n")
	}
}

// fixed writes a text under its name as lines of fixed width.
func (o *org) fixed(name, text string) {
	if text == "" {
		return
	}
	if name != "" {
		o.out.WriteString(name + "\n")
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			o.out.WriteString(":\n")
		} else {
			o.out.WriteString(": " + line + "\n")
		}
	}
}

// orgURL encodes what would end a link's target.
func orgURL(url string) string { return orgEncoded.Replace(url) }

// orgTitle writes brackets, which would end a link's description, as others.
func orgTitle(title string) string { return orgRounded.Replace(title) }

var (
	orgEncoded = strings.NewReplacer("[", "%5B", "]", "%5D", "\n", "%0A", "\r", "%0D", "\t", "%09")
	orgRounded = strings.NewReplacer("[", "(", "]", ")")
)

// orgFolder keeps a folder's name from being read as a link, or its end as
// tags.
func orgFolder(name string) string {
	name = orgTitle(name)
	if strings.HasSuffix(name, ":") {
		name += " ."
	}
	return name
}

// orgList is a list on one line, as JSON; "" for none.
func orgList(names []string) string {
	if len(names) == 0 {
		return ""
	}
	b, err := json.Marshal(names)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}
