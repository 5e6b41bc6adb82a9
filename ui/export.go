package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
	"broadsheet/ui/style"
)

// previewBytes is how much of an export is made to look at.
const previewBytes = 4096

// exporter is the dialog of X: the formats, the beginning of what the chosen
// one would write, and the file.
type exporter struct {
	export  feeds.BookmarkExport
	what    string // which bookmarks, in a few words
	formats []feeds.BookmarkFormat
	rows    list.List[string]
	path    input
	own     bool // the path was typed: another format only changes its ending
	typing  bool // in the path
	err     string
	seen    map[string]string // previews by format
	at      rect
}

type previewMsg struct {
	by     *exporter
	format string
	text   string
	err    error
}

// startExport opens the dialog for what is selected, else for all that the view
// shows.
func (m *Model) startExport(int) tea.Cmd {
	x := &exporter{formats: m.back.BookmarkFormats(), seen: map[string]string{}}
	switch ids := m.chosenKept(); {
	case len(ids) > 0:
		x.export.IDs, x.what = ids, plural(len(ids), "bookmark", "bookmarks")+", those selected"
	case m.shelfQuery() != "":
		x.export.Query, x.what = m.shelfQuery(), plural(len(m.shelf.ids), "bookmark", "bookmarks")+", those shown"
	default:
		x.what = "all " + plural(len(m.shelf.ids), "bookmark", "bookmarks")
	}
	var keys []string
	for _, f := range x.formats {
		if f.Name != "template" { // it needs a file of its own: the command line takes it
			keys = append(keys, f.Name)
		}
	}
	x.rows = list.New[string]()
	x.rows.SetKeys(keys)
	x.path = newInput("~/broadsheet-bookmarks" + x.format().Ext)
	m.over = x
	return x.look(m)
}

func (x *exporter) format() feeds.BookmarkFormat {
	name, _ := x.rows.Selected()
	for _, f := range x.formats {
		if f.Name == name {
			return f
		}
	}
	return feeds.BookmarkFormat{}
}

// look makes the preview of the format at hand, once.
func (x *exporter) look(m *Model) tea.Cmd {
	f := x.format()
	if _, seen := x.seen[f.Name]; seen || f.Binary || f.Folder {
		return nil
	}
	x.seen[f.Name] = ""
	e, back, ctx := x.export, m.back, m.ctx
	e.Format = f.Name
	return func() tea.Msg {
		text, err := back.PreviewBookmarks(ctx, e, previewBytes)
		return previewMsg{x, f.Name, text, err}
	}
}

func (m *Model) tookPreview(msg previewMsg) {
	if msg.err != nil {
		msg.text = "no preview: " + sentence(msg.err)
	}
	msg.by.seen[msg.format] = msg.text
}

func (x *exporter) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	switch {
	case name == "esc", name == "q" && !x.typing:
		m.over = nil
	case name == "tab", name == "shift+tab":
		x.typing = !x.typing
	case name == "enter":
		return x.write(m)
	case name == "down", name == "ctrl+n", name == "j" && !x.typing:
		return x.move(m, 1)
	case name == "up", name == "ctrl+p", name == "k" && !x.typing:
		return x.move(m, -1)
	case x.typing:
		if x.path.key(k) {
			x.own, x.err = true, ""
		}
	}
	return nil
}

// move goes to another format; the file's ending follows it.
func (x *exporter) move(m *Model, n int) tea.Cmd {
	was := x.format()
	x.rows.Move(n)
	now, path := x.format(), x.path.value()
	if was.Ext != "" && strings.HasSuffix(path, was.Ext) {
		path = strings.TrimSuffix(path, was.Ext)
	}
	if !x.own || path != x.path.value() || was.Ext == "" {
		x.path = newInput(path + now.Ext)
	}
	return x.look(m)
}

func (x *exporter) write(m *Model) tea.Cmd {
	path := strings.TrimSpace(x.path.value())
	if path == "" {
		x.err, x.typing = "A file name is needed.", true
		return nil
	}
	m.over = nil
	m.shelf.marks.clear()
	e, back, ctx := x.export, m.back, m.ctx
	e.Format = x.format().Name
	return func() tea.Msg {
		done, err := back.ExportBookmarks(ctx, path, e)
		return exportedMsg{feeds.CleanLine(path), done, err}
	}
}

func (m *Model) tookExported(msg exportedMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("not exported: ", msg.err)
	}
	text := plural(msg.done.Written, "bookmark", "bookmarks") + " written to " + msg.path
	if n := msg.done.LeftOut; n > 0 {
		text += fmt.Sprintf(" · %d left out: no address to share", n)
	}
	if n := msg.done.Untouched; n > 0 {
		text += " · " + plural(n, "note", "notes") + " of yours left alone"
	}
	return m.done(text)
}

func (x *exporter) paste(_ *Model, s string) {
	x.typing, x.own, x.err = true, true, ""
	x.path.insert(strings.TrimSpace(s))
}

func (x *exporter) wheel(_ *Model, n int) { x.rows.Scroll(sign(n)) }

func (x *exporter) click(m *Model, at tea.Mouse) tea.Cmd {
	if !x.at.contains(at.X, at.Y) {
		return nil
	}
	cmd := clickList(at.Y-x.at.Y, &x.rows, func() tea.Cmd { return nil })
	return tea.Batch(cmd, x.move(m, 0))
}

func (x *exporter) draw(m *Model, f *frame) {
	w := min(m.w-2, 110)
	inside := w - 4
	room := max(1, min(m.h-8, x.rows.Len()))
	left := min(24, inside)
	if inside >= 60 {
		left = 34
	}
	x.rows.SetRow(1, 0)
	x.rows.SetSize(left, room)
	rows := x.rows.Draw(func(_ int, name string, selected bool) []string {
		p := m.paint(selected, !x.typing)
		line := p.text.Render(m.st.Fit(name, 11))
		for _, of := range x.formats {
			if of.Name == name && left > 24 {
				line += p.dim.Render(m.st.Cut(of.Title, left-14))
			}
		}
		return []string{p.line(line, left)}
	})
	preview := x.preview(m, inside-left-3, room)
	for i := range rows {
		if inside-left > 20 {
			rows[i] += m.st.Rule.Render(" " + m.st.Glyphs.Divider + " ")
			if i < len(preview) {
				rows[i] += m.st.Dim.Render(preview[i])
			}
		}
	}
	label := m.st.Dim
	if x.typing {
		label = m.st.AccentBold
	}
	name := "File  "
	if x.format().Folder {
		name = "Folder  "
	}
	typed, col := x.path.draw(inside - len(name))
	lines := append([]string{m.st.Dim.Render(style.Cut(x.what, inside))}, rows...)
	lines = append(lines, "", label.Render(name)+m.st.Text.Render(typed))
	if x.err != "" {
		lines = append(lines, m.st.Error.Render(style.Cut(m.st.Glyphs.Warn+" "+x.err, inside)))
	}
	r := f.box(m, "Export", "↑↓ format · Tab file · ↵ write · esc cancel", w, lines)
	x.at = rect{r.X + 2, r.Y + 2, left, len(rows)}
	if x.typing {
		f.cursorAt(r.X+2+len(name)+col, r.Y+3+len(rows))
	}
}

// preview is the first lines of what the format at hand would write.
func (x *exporter) preview(m *Model, w, n int) []string {
	of := x.format()
	text := x.seen[of.Name]
	switch {
	case of.Folder:
		text = "A folder of notes, one for each bookmark.\nWhat you wrote in one stays."
	case of.Binary:
		text = "A book: a chapter for each bookmark."
	}
	lines := strings.Split(text, "\n")
	lines = lines[:min(len(lines), n)]
	for i := range lines {
		lines[i] = m.st.Cut(strings.TrimRight(lines[i], " \r"), max(w, 0))
	}
	return lines
}
