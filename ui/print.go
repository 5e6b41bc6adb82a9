package ui

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// Print is a document set for a terminal, width columns wide, as a verb writes
// it: the reader view's page with its emphasis, links that the terminal opens,
// and their addresses at the end. It has no colours, since nobody has asked
// what the terminal's ground is, and long lines of code are left whole.
func Print(d *feeds.Document, width int, loc *time.Location) string {
	head := article.Head{Path: d.Section, Title: d.Title, Standfirst: d.Standfirst, Source: d.Site, Topics: d.Topics, Comments: -1}
	if d.Byline != "" && !strings.EqualFold(d.Byline, d.Site) {
		head.Byline = "By " + d.Byline
	}
	if !d.Published.IsZero() {
		head.Date = moment(d.Published, loc)
	}
	if d.Note != "" {
		head.Notes = []string{d.Note}
	}
	st := style.New(style.Plain(true))
	page := article.Set(head, d, st, article.Options{Width: width, Airy: true, Still: true})
	var b strings.Builder
	for _, line := range page.Lines {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	for i, l := range page.Links {
		if i == 0 {
			b.WriteString("\n")
		}
		if l.URL != "" {
			fmt.Fprintf(&b, "%s\n", st.Dim.Render(fmt.Sprintf("[%d] %s", i+1, l.URL)))
		}
	}
	return b.String()
}
