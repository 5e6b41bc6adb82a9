package ui

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// relatedGap is the line between two of the related stories, where a section's
// name stands.
const relatedGap = 1

// namedAtLeast is how much of a source's name stands before all that may be
// left out for it.
const namedAtLeast = 16

// relatedSection is the heading that a relation stands under.
func relatedSection(r feeds.Relation) string {
	switch r {
	case feeds.RelationCopy, feeds.RelationStory:
		return "this story"
	case feeds.RelationMore:
		return "more from this feed"
	}
	return "related"
}

// relatedCount is "4 papers since 20 Nov · 3 related": who reports the story of
// the article at hand, since when where that is days, and what else is near.
func (m *Model) relatedCount() string {
	n := &m.near
	var parts []string
	papers, related := map[feeds.FeedID]bool{}, 0
	first, last := m.nearAge(), m.nearAge()
	for _, r := range n.rows {
		switch r.Relation {
		case feeds.RelationMore:
		case feeds.RelationStory, feeds.RelationCopy:
			papers[r.FeedID] = true
			if first.IsZero() || r.Published.Before(first) {
				first = r.Published
			}
			if r.Published.After(last) {
				last = r.Published
			}
		default:
			related++
		}
	}
	if len(papers) > 0 {
		s := plural(len(papers), "other paper", "other papers")
		if last.Sub(first) >= 24*time.Hour {
			s += fmt.Sprintf(", %s to %s", date(m.opts.Now(), first.In(m.opts.Location)), date(m.opts.Now(), last.In(m.opts.Location)))
		}
		parts = append(parts, s)
	}
	if related > 0 {
		parts = append(parts, itoa(related)+" related")
	}
	if len(parts) == 0 && len(n.rows) > 0 {
		parts = append(parts, "nobody else reports it")
	}
	if n.part && len(n.rows) > 0 {
		parts = append(parts, "indexing…")
	}
	return strings.Join(parts, " · ")
}

// nearAge is when the article was published whose related stories are shown.
func (m *Model) nearAge() time.Time {
	if r := m.reader; r != nil && r.id == m.near.id {
		return r.reading.Article.Published
	}
	if i, ok := m.heads.at[m.near.id]; ok {
		return m.heads.rows[i].Published
	}
	return time.Time{}
}

func (m *Model) drawRelated(r rect, focused bool) []string {
	n := &m.near
	switch {
	case n.err != "":
		return m.wrap(r.W, m.st.Error, m.st.Glyphs.Warn+" "+n.err)
	case len(n.rows) == 0 && (n.busy || n.old || n.id == 0):
		return nil
	case len(n.rows) == 0:
		return m.wrap(r.W-2, m.st.Dim, n.note)
	}
	from, to := n.list.Visible()
	lines := n.list.Draw(func(i int, _ feeds.ArticleID, selected bool) []string {
		word := ""
		if i == from {
			word = relatedSection(n.rows[i].Relation)
		}
		return m.drawNear(&n.rows[i], r.W, word, m.paint(selected && focused, true))
	})
	for i := from + 1; i < to && i < len(n.rows); i++ {
		name := relatedSection(n.rows[i].Relation)
		if y := (i-from)*(relatedRowHeight+relatedGap) - relatedGap; name != relatedSection(n.rows[i-1].Relation) && y < len(lines) {
			lines[y] = " " + m.st.Tag.Render(name) + " " + m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, max(0, r.W-m.st.Width(name)-3)))
		}
	}
	return lines
}

// drawNear is one related story: whose and when, its headline and how it
// begins; of the selected one why it stands here. word names the section
// where no line above does.
func (m *Model) drawNear(row *feeds.Related, w int, word string, p *paint) []string {
	room := w - 2
	measure := min(room, articleMeasure)
	end := p.tag.Render(word)
	if row.Bookmarked {
		end = p.attention.Render(m.st.Glyphs.Star) + p.text.Render(" ") + end
	}
	left := max(0, room-m.st.Width(end)-2)
	fits := func(when string) bool { return min(m.st.Width(row.Source), namedAtLeast)+m.st.Width(when) <= left }
	when := " · " + age(m.opts.Now(), row.Published, m.opts.Location)
	if !fits(when) {
		when = " · " + shortAge(m.opts.Now(), row.Published, m.opts.Location)
	}
	more := []string{inFeeds(&row.Headline)}
	if row.Relation == feeds.RelationCopy {
		more = append(more, "same text")
	}
	for _, s := range more {
		if s != "" && fits(when+" · "+s) {
			when += " · " + s
		}
	}
	meta := p.source.Render(m.st.Cut(row.Source, max(0, left-m.st.Width(when)))) + p.dim.Render(when)
	meta = m.st.Cut(meta, left)
	if word != "" || row.Bookmarked {
		meta += p.text.Render(style.Blank(room-m.st.Width(meta)-m.st.Width(end))) + end
	}
	title := p.bold
	if row.Read {
		title = p.text
	}
	lines := []string{p.line(meta, w), p.line(title.Render(m.st.Cut(row.Title, room)), w)}
	why := ""
	if p.selected {
		why = row.Reason
	}
	rest := 2
	if why != "" {
		rest = 1
	}
	for _, l := range cutLines(wrapPlain(row.Summary, measure), rest, measure) {
		lines = append(lines, p.line(p.dim.Render(l), w))
	}
	if why != "" {
		if brief := clauses(why, room); brief != "" {
			why = brief
		}
		lines = append(lines, p.line(p.accent.Render(m.st.Cut(why, room)), w))
	}
	for len(lines) < relatedRowHeight && p.selected {
		lines = append(lines, p.line("", w))
	}
	return lines
}

// clauses is as many of a reason's clauses as fit into w cells, each whole.
func clauses(why string, w int) string {
	for style.Width(why) > w {
		i := strings.LastIndex(why, "; ")
		if i < 0 {
			return ""
		}
		why = why[:i]
	}
	return why
}

// relationWords says how a story is related and why, for who does not see its
// section.
func relationWords(r feeds.Related) string {
	word := map[feeds.Relation]string{
		feeds.RelationCopy: "the same text", feeds.RelationStory: "the same story", feeds.RelationMore: "more from this feed",
	}[r.Relation]
	if word == "" {
		word = "related"
	}
	return commas(word, r.Reason)
}
