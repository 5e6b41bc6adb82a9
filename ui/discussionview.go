package ui

import (
	"fmt"
	"strings"
)

// leastTalk is the width from which the reader view has room for the comments
// beside its text.
const leastTalk = 116

// talkRects is where the comments stand with their title, and textRect where
// the reader's text stands meanwhile; the one that is hidden has no size.
func (m *Model) talkRects(whole rect) (text, talk rect) {
	if whole.W < leastTalk {
		if m.talk.focused {
			return rect{}, whole
		}
		return whole, rect{}
	}
	w := min(max(whole.W*2/5, 40), 64)
	return rect{whole.X, whole.Y, whole.W - w - gutter, whole.H}, rect{whole.X + whole.W - w, whole.Y, w, whole.H}
}

// underHead is a pane without its title and rule.
func underHead(r rect) rect { return rect{r.X, r.Y + 2, r.W, max(0, r.H-2)} }

// resize gives the comments their place with its title, fill that of their
// lines.
func (d *discussion) resize(whole rect) {
	if whole.hidden() {
		d.fill(rect{})
		return
	}
	d.fill(underHead(whole))
}

func (d *discussion) fill(lines rect) {
	d.size = lines
	d.pane.SetSize(lines.W, lines.H)
}

// drawTalk draws the comments into their place.
func (m *Model) drawTalk(f *frame, whole rect) {
	if whole.hidden() {
		return
	}
	d := m.talk
	note := ""
	if count, order := d.told(); count != "" {
		note = fmt.Sprintf("%s · %s · %d%%", count, order, d.pane.Percent())
	}
	m.drawHead(f, whole, "Comments", m.st.Dim.Render(note), d.focused)
	in := underHead(whole)
	switch {
	case in.hidden():
	case d.err != "":
		f.put(in, append(m.wrap(in.W, m.st.Error, m.st.Glyphs.Warn+" "+d.err), m.wrap(in.W, m.st.Dim, m.talkWays())...))
	case d.busy && len(d.list) == 0:
		f.put(in, m.wrap(in.W, m.st.Accent, "fetching the comments …"))
	case len(d.list) == 0:
		f.put(in, m.wrap(in.W, m.st.Dim, "No comments yet."))
	case d.pane.Page() != nil:
		f.put(in, d.pane.Draw())
	default:
		f.put(in, nil)
	}
}

// told is how many comments there are and their order, "" without any.
func (d *discussion) told() (count, order string) {
	switch {
	case len(d.list) == 0:
		return "", ""
	case d.newest:
		return itoa(len(d.list)), "newest first"
	}
	return itoa(len(d.list)), "oldest first"
}

// talkWays says what can be done where the comments could not be had.
func (m *Model) talkWays() string {
	var ways []string
	if key := m.keyIn(scopeComments, actReload); key != "" {
		ways = append(ways, key+" tries again")
	}
	if key := m.keyIn(scopeComments, actBrowser); key != "" && m.talk.article.CommentsURL != "" {
		ways = append(ways, key+" opens them in the browser")
	}
	return sentences(strings.Join(ways, ", "))
}
