package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// drag is a divider that the mouse holds.
type drag struct{ grip int } // cells from the divider to where it was taken

// gripAt is the divider between headlines and what is right of them, when it
// stands at a cell or beside it.
func (m *Model) gripAt(x, y int) (drag, bool) {
	list := m.lay.Panes[paneHeadlines]
	for _, d := range m.lay.Dividers {
		if d.X == list.X+list.W+1 && y >= d.Y && y < d.Y+d.H && x >= d.X-1 && x <= d.X+1 {
			return drag{x - d.X}, true
		}
	}
	return drag{}, false
}

// dragTo moves the divider that is held to a column, as far as it goes.
func (m *Model) dragTo(x int) {
	list := m.lay.Panes[paneHeadlines]
	if m.drag == nil || list.hidden() {
		return
	}
	rest := m.lay.Body.X + m.lay.Body.W - (list.X + list.W + gutter)
	want := min(max(x-m.drag.grip-1-list.X, listLeast), list.W+rest-textLeast)
	m.shift += want - list.W
	m.sized()
}

// clickText follows a link, a topic or an author in the text of a pane, which
// is drawn from a corner; false when none stands there.
func (m *Model) clickText(p *article.Pane, corner rect, at tea.Mouse) (tea.Cmd, bool) {
	lines, x, y := p.Draw(), at.X-corner.X, at.Y-corner.Y
	if y < 0 || y >= len(lines) {
		return nil, false
	}
	if url, text := linkAt(lines[y], x); url != "" {
		return m.openLink(url, text), true
	}
	if t, ok := p.TargetAt(x, y); ok && t.Topic != "" {
		return m.goToTopic(t.Topic), true
	}
	return nil, false
}

// linkAt is the hyperlink at a cell of a drawn line, and what it says there.
func linkAt(line string, x int) (url, text string) {
	cells, at, found := 0, "", false
	for line != "" {
		seq, w, n, _ := ansi.DecodeSequence(line, ansi.NormalState, nil)
		line = line[max(n, 1):]
		if w == 0 {
			if rest, ok := strings.CutPrefix(seq, "\x1b]8;"); ok {
				if found {
					return at, text
				}
				_, to, _ := strings.Cut(strings.TrimRight(rest, "\x1b\\\a"), ";")
				at, text = to, ""
			}
			continue
		}
		text += seq
		found = found || x >= cells && x < cells+w && at != ""
		cells += w
	}
	if found {
		return at, text
	}
	return "", ""
}

// topicAt is the topic whose name stands at a cell of a drawn line.
func topicAt(line string, x int, topics []string) string {
	plain := ansi.Strip(line)
	for _, t := range topics {
		for _, cell := range topicsIn(plain, t) {
			if x >= cell && x < cell+style.Width(feeds.TopicLabel(t)) {
				return t
			}
		}
	}
	return ""
}

// topicsIn are the cells of a line where the name of a topic begins.
func topicsIn(plain, topic string) (cells []int) {
	name := feeds.TopicLabel(topic)
	for from := 0; ; from += len(name) {
		i := strings.Index(plain[from:], name)
		if i < 0 {
			return cells
		}
		from += i
		if after := plain[from+len(name):]; after == "" || after[0] == ' ' { // not #gold in #golden
			cells = append(cells, style.Width(plain[:from]))
		}
	}
}

// clickRowTopic shows the topic under the pointer in the headlines.
func (m *Model) clickRowTopic(at tea.Mouse) (tea.Cmd, bool) {
	r := m.listRect()
	id, ok := m.heads.list.At(at.Y - r.Y)
	i, there := m.heads.at[id]
	if !ok || !there {
		return nil, false
	}
	lines, y := m.drawHeadlines(r), at.Y-r.Y
	if y >= len(lines) {
		return nil, false
	}
	t := topicAt(lines[y], at.X-r.X, m.heads.rows[i].Topics)
	if t == "" {
		return nil, false
	}
	return m.goToTopic(t), true
}

// clickArticle follows what stands under the pointer in the article pane.
func (m *Model) clickArticle(at tea.Mouse) (tea.Cmd, bool) {
	in := m.lay.inner(paneArticle)
	if m.heads.current() == nil || m.art.pane.Page() == nil || !in.contains(at.X, at.Y) {
		return nil, false
	}
	return m.clickText(&m.art.pane, in, at)
}
