package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// toReadQuery is the view of what was kept to be read.
const toReadQuery = "tag:" + feeds.ReadLater

// shelfFilter is the line above the bookmarks in which one types what they
// shall be.
type shelfFilter struct {
	input   input
	typing  bool
	gen     int
	mistake string
	marker  *feeds.Marker
}

// shelfSort is the order of the view.
func (m *Model) shelfSort() feeds.Sort {
	q, _ := feeds.ParseQuery(m.heads.view.Query)
	return q.Sort
}

// shelfQuery is what the view asks for besides its order.
func (m *Model) shelfQuery() string {
	q, _ := feeds.ParseQuery(m.heads.view.Query)
	q.Sort = feeds.SortDate
	return q.String()
}

// orders are those of bookmarks, as they are told.
var orders = []struct {
	by   feeds.Sort
	name string
}{{feeds.SortDate, "saved"}, {feeds.SortPublished, "published"}, {feeds.SortTitle, "title"}, {feeds.SortFeed, "source"}, {feeds.SortFolder, "folder"}}

func orderName(by feeds.Sort) string {
	for _, o := range orders {
		if o.by == by {
			return o.name
		}
	}
	return string(by)
}

// showShelf shows the bookmarks that a query asks for. The filter's line says
// it, unless it is a view of its own.
func (m *Model) showShelf(q feeds.Query) tea.Cmd {
	query := q.String()
	if s := &m.shelf; s.filter == nil || !s.filter.typing {
		s.filter = nil
		if q.Where != nil && query != toReadQuery {
			s.filter = &shelfFilter{input: newInput(query)}
		}
	}
	if m.shelf.filter != nil {
		m.shelf.filter.marker = q.Marker()
	}
	if m.heads.view.Query == query && m.onShelf() {
		return nil
	}
	kept := m.shelf.filter
	cmd := m.openView(feeds.View{Kind: feeds.ViewBookmarks, Query: query})
	m.shelf.filter = kept
	return cmd
}

// startFilter opens the line, with what the view asks for.
func (m *Model) startFilter(int) tea.Cmd {
	s := &m.shelf
	if s.filter == nil {
		s.filter = &shelfFilter{}
		s.filter.input = newInput(m.heads.view.Query)
	}
	s.filter.input.another()
	s.filter.typing = true
	m.focus = paneHeadlines
	return nil
}

func (m *Model) filterKey(k tea.KeyPressMsg) tea.Cmd {
	f := m.shelf.filter
	switch k.String() {
	case "esc":
		f.typing = false
		return m.endFilter()
	case "enter":
		if strings.TrimSpace(f.input.value()) == "" {
			f.typing = false
			return m.endFilter()
		}
		cmd := m.filterNow()
		f.typing, f.input = false, newInput(feeds.WrittenOut(f.input.value()))
		return cmd
	case "down", "ctrl+n":
		m.shelf.list.Move(1)
		return nil
	case "up", "ctrl+p":
		m.shelf.list.Move(-1)
		return nil
	}
	if f.input.key(k) {
		return m.filterChanged()
	}
	return nil
}

func (m *Model) filterChanged() tea.Cmd {
	f := m.shelf.filter
	f.gen++
	return m.wait(searchWait, filterMsg{f, f.gen})
}

func (m *Model) filterDue(msg filterMsg) tea.Cmd {
	if m.shelf.filter != msg.by || msg.gen != msg.by.gen || !m.onShelf() {
		return nil
	}
	return m.filterNow()
}

// filterNow asks for what is typed.
func (m *Model) filterNow() tea.Cmd {
	f := m.shelf.filter
	q, err := feeds.LiveQuery(f.input.value())
	f.mistake = ""
	if err != nil {
		f.mistake = sentence(err)
	}
	return m.showShelf(q)
}

// endFilter shows all bookmarks again, in the order they have.
func (m *Model) endFilter() tea.Cmd {
	by := m.shelfSort()
	m.shelf.filter = nil
	return m.showShelf(feeds.Query{Sort: by})
}

// pickOrder picks another order.
func (m *Model) pickOrder(int) tea.Cmd {
	q, _ := feeds.ParseQuery(m.heads.view.Query)
	var list []choice
	at := 0
	for i, o := range orders {
		if o.by == q.Sort {
			at = i
		}
		list = append(list, choice{text: "by " + o.name, also: "sort:" + string(o.by), do: func(m *Model) tea.Cmd {
			q.Sort = o.by
			return m.showShelf(q)
		}})
	}
	m.pick(&picker{title: "Order", width: 40, choices: list}, at)
	return nil
}

// pickLabel picks a tag or a folder, which the bookmarks shown then have as
// well as what was asked of them.
func (m *Model) pickLabel(int) tea.Cmd {
	list := m.labels()
	if len(list) == 0 {
		return m.say("no bookmark has a tag or a folder yet")
	}
	m.pick(&picker{title: "Tag or folder", choices: list}, 0)
	return nil
}

func (m *Model) labels() (out []choice) {
	add := func(kind string, in feeds.Field, list []feeds.Used) {
		for _, w := range list {
			text := w.Word
			if in == feeds.FieldTag {
				text = "[" + text + "]"
			}
			out = append(out, choice{text: text, note: thousands(w.N), also: kind, do: func(m *Model) tea.Cmd {
				return m.showShelf(feeds.Query{Where: feeds.Words{In: in, Text: w.Word}, Sort: m.shelfSort()})
			}})
		}
	}
	add("folder", feeds.FieldFolder, m.shelf.words.Folders)
	add("tag", feeds.FieldTag, m.shelf.words.Tags)
	return out
}

// drawFilter is the line and, below it, what is wrong with what is typed.
func (m *Model) drawFilter(w int) []string {
	f := m.shelf.filter
	text, _ := f.input.draw(w - 3)
	if f.input.value() == "" {
		text = m.st.Dim.Render(style.Cut("narrow this list: words, tag: folder: title: note: sort:", w-3))
	} else {
		text = m.st.Text.Render(text)
	}
	out := []string{style.Fit(m.st.AccentBold.Render("& ")+text, w)}
	if f.mistake != "" {
		lines := m.wrap(w-1, m.st.Error, m.st.Glyphs.Warn+" "+f.mistake)
		return append(out, lines[:min(len(lines), 3)]...)
	}
	return append(out, "")
}

// shelfMarked draws a row's text with what the filter looks for marked in it.
func (m *Model) shelfMarked(in feeds.Field, text string, as pen, p *paint) string {
	if m.shelf.filter == nil || m.shelf.filter.marker == nil {
		return as.Render(text)
	}
	return markedBy(m.shelf.filter.marker, in, text, as, p)
}

// loadWords reads which tags and folders there are.
func (m *Model) loadWords() tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		words, err := back.KeepingWords(ctx)
		return wordsMsg{words, err}
	}
}

func (m *Model) tookWords(msg wordsMsg) {
	if msg.err != nil {
		return // the bookmarks themselves say what is wrong
	}
	m.shelf.words = msg.words
	m.side.words = msg.words
	m.side.build()
}

// aboutBookmarks says whether a change may have given them other tags.
func aboutBookmarks(verb string) bool {
	return strings.Contains(verb, "bookmark") || verb == "edit" || verb == "tag" || verb == "move"
}

// filtering says whether one types in the filter.
func (m *Model) filtering() bool {
	return m.shelf.filter != nil && m.shelf.filter.typing && m.onShelf()
}
