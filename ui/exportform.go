package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// exportField is what the keys change in the dialog of X.
type exportField int

const (
	fieldFormat exportField = iota
	fieldColumns
	fieldCells
	fieldPictures
	fieldTemplate
	fieldFile
)

// fields are those of the format at hand, in order.
func (x *exporter) fields() []exportField {
	f, out := x.format(), []exportField{fieldFormat}
	if f.Dialects != nil {
		out = append(out, fieldColumns, fieldCells)
	}
	if f.Pictures {
		out = append(out, fieldPictures)
	}
	if f.Template {
		out = append(out, fieldTemplate)
	}
	return append(out, fieldFile)
}

// line is the path that is typed in, nil for none.
func (x *exporter) line() *pathLine {
	switch x.field {
	case fieldTemplate:
		return &x.tmpl
	case fieldFile:
		return &x.path
	}
	return nil
}

func (x *exporter) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name, line := k.String(), x.line()
	switch {
	case x.run != nil:
		return x.runKey(m, name)
	case name == "esc", name == "q" && line == nil:
		m.over = nil
	case name == "enter":
		if line != nil && line.enter() {
			return x.changed(m, line)
		}
		return x.begin(m)
	case name == "tab", name == "shift+tab":
		return x.tab(m, map[bool]int{true: 1, false: -1}[name == "tab"])
	case name == "down", name == "ctrl+n", name == "j" && line == nil:
		return x.step(m, 1)
	case name == "up", name == "ctrl+p", name == "k" && line == nil:
		return x.step(m, -1)
	case line == nil && (name == "end" || name == "G"):
		return x.move(m, len(x.formats))
	case line == nil && (name == "home" || name == "g"):
		return x.move(m, -len(x.formats))
	case line != nil:
		if line.key(k) {
			x.own = x.own || x.field == fieldFile
			return x.changed(m, line)
		}
	case name == "right", name == "l", name == "space":
		return x.turn(m, 1)
	case name == "left", name == "h":
		return x.turn(m, -1)
	}
	return nil
}

// runKey takes a key while the export is written.
func (x *exporter) runKey(m *Model, name string) tea.Cmd {
	switch name {
	case "esc":
		x.run.stopped = true
		x.run.stop()
		m.over = nil
	case "enter", "q", "space":
		m.over = nil
		m.unselect()
		return m.say("the export goes on; it says when it is done")
	}
	return nil
}

// tab completes a path, or goes to another field.
func (x *exporter) tab(m *Model, step int) tea.Cmd {
	if line := x.line(); line != nil && line.complete(step) {
		if x.own = x.own || x.field == fieldFile; line.tab != 0 {
			return x.see(m, "", false)
		}
		return x.changed(m, line)
	}
	fields := x.fields()
	n := len(fields)
	x.field = fields[(slices.Index(fields, x.field)+step+n)%n]
	return nil
}

// step goes to another of the files that are offered, else to another format.
func (x *exporter) step(m *Model, n int) tea.Cmd {
	if line := x.line(); line != nil && line.offered() {
		line.complete(n)
		x.own = x.own || x.field == fieldFile
		return x.changed(m, line)
	}
	return x.move(m, n)
}

// move goes to another format; the file's ending follows it.
func (x *exporter) move(m *Model, n int) tea.Cmd {
	was := x.format()
	x.rows.Move(n)
	now, path := x.format(), x.path.value()
	if !slices.Contains(x.fields(), x.field) {
		x.field = fieldFormat
	}
	if was.Name == now.Name {
		return nil
	}
	if was.Ext != "" && strings.HasSuffix(path, was.Ext) {
		path = strings.TrimSuffix(path, was.Ext)
	}
	if !x.own || path != x.path.value() || was.Ext == "" {
		x.path.set(path + now.Ext)
	}
	return batch(x.look(m), x.changed(m, &x.path))
}

// turn changes what the field says to the next or the previous.
func (x *exporter) turn(m *Model, n int) tea.Cmd {
	switch f := x.format(); x.field {
	case fieldColumns:
		i := max(slices.Index(f.Dialects, x.dialect[f.Name]), 0)
		x.dialect[f.Name] = f.Dialects[(i+n+len(f.Dialects))%len(f.Dialects)]
	case fieldCells:
		x.export.CSVSafe = !x.export.CSVSafe
	case fieldPictures:
		x.export.Images = !x.export.Images
	}
	return x.look(m)
}

// changed is for after every change of a path: what is there, and what it may
// become, is looked up when the typing rests.
func (x *exporter) changed(m *Model, line *pathLine) tea.Cmd {
	x.err, x.sure, x.there = "", "", feeds.ExportPlace{}
	return x.rest(m, line)
}

// pathDueMsg says that the typing of a path has rested.
type pathDueMsg struct {
	by   *exporter
	line *pathLine
	gen  int
	text string
}

func (x *exporter) rest(m *Model, line *pathLine) tea.Cmd {
	return m.wait(suggestWait, pathDueMsg{x, line, line.gen, line.value()})
}

func (m *Model) pathDue(msg pathDueMsg) tea.Cmd {
	x := msg.by
	if m.over != x || x.run != nil || msg.gen != msg.line.gen || msg.text != msg.line.value() {
		return nil
	}
	return batch(x.see(m, "", false), x.look(m))
}

// pathSeenMsg says what stands where a path leads, and what the path being
// typed may become.
type pathSeenMsg struct {
	by    *exporter
	path  string // the export's
	there feeds.ExportPlace
	err   error
	write bool // it is to be written to
	line  *pathLine
	gen   int
	files []Completion
}

// see looks where the export's path leads, to write there if a path is given,
// and for what the line being typed may become.
func (x *exporter) see(m *Model, path string, write bool) tea.Cmd {
	msg := pathSeenMsg{by: x, path: path, write: write}
	if !write {
		msg.path = strings.TrimSpace(x.path.value())
	}
	typed := ""
	if line := x.line(); line != nil && line.edited && line.at < 0 && !write {
		msg.line, msg.gen, typed = line, line.gen, line.value()
	}
	back, ctx, files, format := m.back, m.ctx, m.opts.Files, x.format().Name
	return func() tea.Msg {
		if msg.path != "" {
			msg.there, msg.err = back.ExportPlace(ctx, msg.path, format)
		}
		if msg.line != nil && files != nil {
			msg.files = files(typed)
		}
		return msg
	}
}

func (m *Model) tookPathSeen(msg pathSeenMsg) tea.Cmd {
	x := msg.by
	if m.over != x || x.run != nil {
		return nil
	}
	var cmd tea.Cmd
	if msg.line != nil && msg.line.know(msg.gen, msg.files) {
		cmd = x.changed(m, msg.line)
	}
	if msg.path != strings.TrimSpace(x.path.value()) {
		return cmd
	}
	x.there = msg.there
	switch {
	case !msg.write:
	case msg.err != nil:
		x.field, x.err = fieldFile, sentence(msg.err)
	case msg.there.There && !x.format().Folder && x.sure != msg.path:
		x.sure = msg.path
	default:
		return x.start(m, msg.path)
	}
	return cmd
}

func (x *exporter) paste(m *Model, s string) {
	if x.run != nil {
		return
	}
	line := x.line()
	if line == nil {
		x.field, line = fieldFile, &x.path
	}
	line.insert(strings.TrimSpace(s))
	line.change()
	x.own, x.err, x.sure, x.there = x.own || line == &x.path, "", "", feeds.ExportPlace{}
}

func (x *exporter) wheel(_ *Model, n int) { x.rows.Scroll(sign(n)) }

func (x *exporter) click(m *Model, at tea.Mouse) tea.Cmd {
	if x.run != nil || !x.at.contains(at.X, at.Y) {
		return nil
	}
	was := x.format().Name
	clickList(at.Y-x.at.Y, &x.rows, func() tea.Cmd { return nil })
	chosen, _ := x.rows.Selected()
	x.rows.Select(was)
	x.field = fieldFormat
	from, to := slices.IndexFunc(x.formats, named(was)), slices.IndexFunc(x.formats, named(chosen))
	return x.move(m, to-from)
}

func named(name string) func(feeds.BookmarkFormat) bool {
	return func(f feeds.BookmarkFormat) bool { return f.Name == name }
}
