package ui

import (
	"fmt"
	"strings"

	"broadsheet/feeds"
)

// headlineAloud is a row: first what tells it apart, then what there is to know.
func (m *Model) headlineAloud(h *feeds.Headline, related int) string {
	topics := feeds.ShownTopics(h.Topics)
	return sentences(
		commas(when(m.heads.marks.has(h.ID), "Selected"), when(!h.Read, "Unread"), when(h.Bookmarked, "bookmarked"))+when(m.heads.marks.has(h.ID) || !h.Read || h.Bookmarked, ":")+" "+h.Title,
		commas(hiddenAloud(h.HiddenBy), h.Source, age(m.opts.Now(), h.Published, m.opts.Location), inFeeds(h), m.reportsAloud(h), when(related > 0, itoa(related)+" related")), strings.Join(topics[:min(len(topics), 3)], ", "))
}

func hiddenAloud(by string) string { return when(by != "", "hidden by "+by) }

func (m *Model) headlinesAloud() utterance {
	h := &m.heads
	place := fmt.Sprint("headlines ", h.view.Kind, h.view.Folder, h.view.Feed, h.view.Topic, h.view.Query)
	name := m.viewName(h.view)
	if searching(h.view) {
		name = "Hits for " + m.searchText()
	}
	count := ""
	if n, ok := m.viewUnread(h.view); ok {
		count = itoa(n) + " unread"
	}
	if h.loading || !m.side.loaded && m.side.err == "" {
		return utterance{} // said when its rows are there
	}
	out := listAloud(place, sentences("Headlines", commas(name, count)), "", nil)
	if c := h.current(); c != nil {
		related := 0
		if m.near.id == c.ID {
			related = len(m.near.rows)
		}
		out.row, out.rowID = m.headlineAloud(c, related), c.ID
	}
	out.text = plainLines(m.notices(plainWidth))
	if m.search != nil {
		out.text = []string{m.hits()}
	}
	switch {
	case out.row != "":
	case m.reload.running:
		out.text = []string{"Fetching the news."} // how far it is would be said for every feed
	default:
		out.text = plainLines(m.drawHeadlines(rect{0, 0, plainWidth, plainHeight}))
	}
	if m.search != nil {
		out.text = append(out.text, plainLines([]string{m.besideWords()})...)
	}
	return out
}

func (m *Model) sectionsAloud() utterance {
	s := &m.side
	k, ok := s.list.Selected()
	row := s.rows[k]
	if !ok {
		return listAloud("sections", "Sections.", s.err, "none")
	}
	kind := ""
	if row.fold {
		kind = "folder, open"
		if s.folded[k.folder] {
			kind = "folder, closed"
		}
	}
	count := ""
	switch {
	case k.rising != "":
		kind, count = "rising today", plural(row.unread, "article", "articles")
	case k.kind == feeds.ViewBookmarks:
		count = itoa(row.unread)
	case row.unread > 0:
		count = itoa(row.unread) + " unread"
	}
	in := ""
	if f, ok := s.feed(k.feed); ok && f.Folder != "" {
		in = "in " + f.Folder
	}
	return listAloud("sections", "Sections.", commas(row.name, kind, count, when(row.failed, "failing"), in), fmt.Sprint(k, kind))
}

func (m *Model) relatedAloud() utterance {
	n := &m.near
	if n.busy {
		return utterance{}
	}
	place := fmt.Sprint("related ", n.id)
	id, ok := n.list.Selected()
	if !ok {
		return utterance{place: place, here: "Related.", text: []string{sentences(n.note, n.err)}}
	}
	row := ""
	for _, r := range n.rows {
		if r.ID == id {
			row = sentences(when(!r.Read, "Unread: ")+r.Title, commas(r.Source, age(m.opts.Now(), r.Published, m.opts.Location), relationWords(r)), r.Summary)
		}
	}
	return listAloud(place, sentences("Related", m.relatedCount()), row, id)
}

func (m *Model) shelfAloud() utterance {
	s := &m.shelf
	if s.loading || s.waits() {
		return utterance{}
	}
	name := m.viewName(m.heads.view)
	place := "bookmarks " + m.heads.view.Query
	b := s.current()
	if b == nil {
		return utterance{place: place, here: name + ".", text: plainLines(m.drawShelf(rect{0, 0, plainWidth, plainHeight}))}
	}
	tags := ""
	if len(b.Tags) > 0 {
		tags = "tags " + strings.Join(b.Tags, ", ")
	}
	note := ""
	if b.Note != "" {
		note = "Note: " + feeds.CleanLine(b.Note)
	}
	row := sentences(when(m.shelf.marks.has(b.ID), "Selected: ")+b.Title, commas(hiddenAloud(b.HiddenBy), keptFrom(b), "saved "+savedAge(m.opts.Now(), b.Saved, m.opts.Location), when(b.Folder != "", "in "+b.Folder), tags, linkWords(b.Link)), note)
	return listAloud(place, sentences(name, m.shelfNote()), row, b.ID)
}

func (m *Model) healthAloud() utterance {
	h := &m.health
	if !h.loaded && h.err == "" {
		return utterance{}
	}
	f, ok := h.current()
	if !ok {
		return listAloud("feeds", "Feeds.", h.err, "none")
	}
	now := m.opts.Now()
	last := "never read"
	if t := f.FetchState.Succeeded; !t.IsZero() {
		last = "last read " + age(now, t, m.opts.Location)
	}
	c := columnsFor(plainWidth)
	alerts, facts := m.facts(f, c, plainWidth, now)
	row := sentences(f.Name(), commas(when(failing(f.Feed), "failing"), last, "next "+m.nextCheck(f.Feed, now)), feeds.CleanLine(f.FetchState.Error), alerts, facts)
	return listAloud("feeds", sentences("Feeds", m.healthSum()), row, f.ID)
}
