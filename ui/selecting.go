package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// While a passage is being chosen in the reader view the keys move its end.
// A highlight that was stepped to is such a passage: it can then be given
// other ends or a note, or be removed.

// selecting says whether a passage is being chosen.
func (m *Model) selecting() bool {
	return m.reader != nil && !m.reader.choosing && m.reader.pane.Selecting()
}

// startHighlight begins a selection at the line in front.
func (m *Model) startHighlight(int) tea.Cmd {
	r := m.reader
	if r.translated() != nil {
		return m.inOriginal()
	}
	if r.pane.Page() == nil || !r.pane.Begin() {
		return m.say("no text here to highlight")
	}
	r.picked = nil
	return nil
}

// endSelecting leaves the selection, and what was stepped to.
func (r *reader) endSelecting() {
	r.pane.Deselect()
	r.picked = nil
}

// motions are what moves the end of a selection.
var motions = map[action]article.Motion{
	actDown: article.LineDown, actUp: article.LineUp, actHalfDown: article.HalfDown, actHalfUp: article.HalfUp,
	actPageDown: article.PageDown, actPageUp: article.PageUp, actGoOn: article.PageDown, actTop: article.TextStart, actBottom: article.TextEnd,
	actRight: article.CharNext, actLeft: article.CharPrev,
	actWordNext: article.WordNext, actWordPrev: article.WordPrev, actWordEnd: article.WordEnd,
	actSentenceNext: article.SentenceNext, actSentencePrev: article.SentencePrev,
	actParagraphNext: article.ParagraphNext, actParagraphPrev: article.ParagraphPrev,
	actLineStart: article.LineStart, actLineEnd: article.LineEnd,
}

// doSelection does the verbs of a selection; false when a is of no place.
// What would lead away from the text waits until it is left.
func (m *Model) doSelection(a action, n int) (tea.Cmd, bool) {
	r := m.reader
	if by, ok := motions[a]; ok {
		r.pane.Move(by, n)
		return nil, true
	}
	switch a {
	case actOpen:
		return m.keepHighlight(), true
	case actBookmarkWith:
		return m.noteHighlight(), true
	case actRemove:
		return m.removeHighlight(), true
	case actCopy:
		text := r.selected()
		return m.copy(text, text, "passage copied"), true
	case actCopyMarkdown:
		at, ok := m.atHand()
		if !ok {
			return nil, true
		}
		return m.copyMarkdown(at), true
	case actOtherEnd:
		r.pane.Swap()
	case actWiden:
		r.pane.Grow()
	case actBack:
		r.endSelecting()
	case actHelp, actRedraw, actSuspend, actQuit, actTheme, actWider, actNarrower, actPalette, actCommand, actMessages:
		return nil, false
	default:
		return m.say("a passage is being chosen" + m.keySentence("; ", actBack, " leaves it")), true
	}
	return nil, true
}

// selected is the words of the passage being chosen.
func (r *reader) selected() string {
	if !r.pane.Selecting() {
		return ""
	}
	at := r.pane.Selected()
	return r.pane.Page().Quote(at)
}

// passage is the highlight that the selection would become; false where it has
// no words.
func (m *Model) passage() (feeds.Highlight, bool) {
	r := m.reader
	if r.picked != nil && r.pane.Selected() == r.picked.At {
		return r.picked.Highlight, true // also one that the text has no more
	}
	h, ok := feeds.HighlightOf(r.pane.Page().Text(), r.pane.Selected())
	h.Made = m.opts.Now()
	if r.picked != nil {
		h.Note, h.Made = r.picked.Note, r.picked.Made
	}
	return h, ok
}

// keepHighlight keeps what is selected.
func (m *Model) keepHighlight() tea.Cmd {
	h, ok := m.passage()
	if !ok {
		return m.say("nothing is selected")
	}
	return m.putHighlight(h)
}

// noteHighlight asks for a note and keeps what is selected with it.
func (m *Model) noteHighlight() tea.Cmd {
	h, ok := m.passage()
	if !ok {
		return m.say("nothing is selected")
	}
	note := feeds.CleanLine(h.Note)
	m.form = newForm("Highlight", "“"+feeds.CleanLine(h.Quote)+"”", func(m *Model, v []string) (tea.Cmd, string) {
		if v[0] != note { // a note of several lines stays as it was
			h.Note = feeds.Clean(v[0])
		}
		if m.reader == nil {
			return nil, ""
		}
		return m.putHighlight(h), ""
	}, "Note", note)
	return nil
}

// putHighlight keeps a highlight in the place of the one stepped to.
func (m *Model) putHighlight(h feeds.Highlight) tea.Cmd {
	var gone []feeds.Highlight
	if p := m.reader.picked; p != nil {
		gone = []feeds.Highlight{p.Highlight}
	}
	return m.highlight(gone, []feeds.Highlight{h})
}

// removeHighlight removes the highlight stepped to, or those that the selection
// touches.
func (m *Model) removeHighlight() tea.Cmd {
	r := m.reader
	var gone []feeds.Highlight
	for _, h := range r.pane.Page().Highlights() {
		at := r.pane.Selected()
		if r.picked != nil && h == *r.picked || r.picked == nil && h.At.From < at.To && at.From < h.At.To {
			gone = append(gone, h.Highlight)
		}
	}
	if len(gone) == 0 {
		return m.say("no highlight here")
	}
	return m.highlight(gone, nil)
}

// highlight changes the highlights of what the reader view shows.
func (m *Model) highlight(gone, others []feeds.Highlight) tea.Cmd {
	r, back := m.reader, m.back
	r.endSelecting()
	if r.translated() != nil {
		return m.inOriginal()
	}
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) {
			return back.Highlight(ctx, r.id, r.kept, gone, others)
		},
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.fail("not highlighted: ", err)
			case c.N == 0:
				return m.say("highlighted already")
			}
			if r.kept == 0 && len(others) > 0 {
				m.showKept(r.id, true)
			}
			return batch(m.done(m.undoable(changed(c))), m.readHighlights())
		},
	})
}

// stepHighlight goes to the next or the previous highlight, round and round.
func (m *Model) stepHighlight(n int) tea.Cmd {
	r := m.reader
	if r.pane.Page() == nil {
		return nil
	}
	list := r.pane.Page().Highlights()
	if len(list) == 0 {
		if r.translated() != nil {
			return m.inOriginal()
		}
		return m.say("no highlights here" + m.keySentence("; ", actHighlight, " begins one"))
	}
	at := r.pane.HighlightNear(n)
	if r.picked != nil {
		for i, h := range list {
			if h == *r.picked {
				at = i + n
			}
		}
	}
	h := list[(at%len(list)+len(list))%len(list)]
	r.picked = &h
	r.pane.Select(h.At)
	return nil
}

func (m *Model) nextHighlight(n int) tea.Cmd { return m.stepHighlight(n) }

func (m *Model) prevHighlight(n int) tea.Cmd { return m.stepHighlight(-n) }

// highlightsMsg brings the highlights of an article or bookmark, read anew.
type highlightsMsg struct {
	id   feeds.ArticleID
	kept feeds.BookmarkID
	list []feeds.Highlight
	err  error
}

// readHighlights reads those of what the reader view shows, after a change.
func (m *Model) readHighlights() tea.Cmd {
	r := m.reader
	m.pages.forget()
	m.marks++
	if r == nil || !r.loaded {
		return nil
	}
	back, ctx, id, kept := m.back, m.ctx, r.id, r.kept
	return func() tea.Msg {
		if kept != 0 {
			b, err := back.Bookmark(ctx, kept)
			return highlightsMsg{id, kept, b.Highlights, err}
		}
		got, err := back.Article(ctx, id)
		return highlightsMsg{id, kept, got.Highlights, err}
	}
}

func (m *Model) tookHighlights(msg highlightsMsg) {
	if msg.err != nil {
		return // the bookmark is gone; what is shown stays
	}
	for r := m.reader; r != nil; r = r.under {
		if r.id == msg.id && r.kept == msg.kept {
			r.reading.Highlights = msg.list
			m.pages.forget()
			m.marks++
		}
	}
}

// selectingWords are what the line of hints begins with while a passage is chosen.
func (m *Model) selectingWords() string {
	r := m.reader
	if r.picked == nil {
		return plural(len(strings.Fields(r.selected())), "word", "words")
	}
	if r.picked.Note != "" {
		return "✎ " + feeds.CleanLine(r.picked.Note)
	}
	return "highlight"
}

// selectTo takes a selection along with the mouse, which was pressed on the
// text.
func (m *Model) selectTo(x, y int) {
	r := m.reader
	if r == nil || r.pressed == nil || m.dialog() {
		return
	}
	from := *r.pressed
	if !r.dragging {
		if x == from.X && y == from.Y || !r.pane.Press(from.X-r.size.X, from.Y-r.size.Y) {
			return
		}
		r.dragging, r.picked = true, nil
	}
	r.pane.Drag(x-r.size.X, y-r.size.Y)
}
