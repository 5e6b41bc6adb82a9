package ui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"broadsheet/ui/style"
)

// exportFoot is what the keys do in the dialog of X.
const exportFoot = "↑↓ format · Tab next · ↵ write · esc cancel"

func (x *exporter) draw(m *Model, f *frame) {
	w := min(m.w-2, 110)
	inside := w - 4
	if x.run != nil {
		f.box(m, "Export", "↵ goes on behind · esc stops", w, x.running(m, inside))
		return
	}
	airy := m.h >= 18
	under := 3
	if airy {
		under = 5
	}
	room := max(1, min(m.h-4-under, x.rows.Len()))
	lines := append([]string{m.st.Dim.Render(style.Cut(x.which(m), inside))}, x.upper(m, inside, room)...)
	if airy {
		lines = append(lines, "", m.st.Dim.Render(m.st.Cut("Carries  "+x.format().Fields, inside)))
	}
	row, col := 0, 0
	option, at := x.option(m, inside)
	if x.field == fieldTemplate {
		row, col = len(lines), at
	}
	if option != "" {
		lines = append(lines, option)
	}
	name := "File     "
	if x.format().Folder {
		name = "Folder   "
	}
	typed, at := x.path.draw(inside - len(name))
	if x.field == fieldFile {
		row, col = len(lines), len(name)+at
	}
	lines = append(lines, m.label(x.field == fieldFile).Render(name)+m.st.Text.Render(typed))
	note, ask := x.note(m)
	pen := m.st.Dim
	switch {
	case x.err != "":
		pen, note = m.st.Error, m.st.Glyphs.Warn+" "+note
	case ask:
		pen = m.st.Attention
	}
	lines = append(lines, pen.Render(style.Cut(note, inside)))
	if option == "" { // the box stands still
		lines = append(lines, "")
	}
	foot := exportFoot
	switch line := x.line(); {
	case line != nil && line.offered():
		foot = "Tab completes · ↵ write · esc cancel"
	case x.field != fieldFormat && line == nil:
		foot = "← → change · Tab next · ↵ write · esc cancel"
	}
	r := f.box(m, "Export", foot, w, lines)
	x.at = rect{r.X + 2, r.Y + 2, x.left(inside), room}
	if x.line() != nil {
		f.cursorAt(r.X+2+col, r.Y+1+row)
	}
}

// label is how the name of a field is drawn.
func (m *Model) label(here bool) lipgloss.Style {
	if here {
		return m.st.AccentBold
	}
	return m.st.Dim
}

// which says what leaves.
func (x *exporter) which(m *Model) string {
	if len(x.export.IDs)+len(x.export.Articles) == 0 && x.export.View.Kind == "" && m.onShelf() {
		x.of = len(m.shelf.ids) // it may have changed meanwhile
	}
	if x.of < 0 {
		return strings.ToUpper(x.noun[1][:1]) + x.noun[1][1:] + ", " + x.what
	}
	return x.many(x.of) + ", " + x.what
}

// left is how wide the list of formats is: all there is where a preview would
// be too narrow.
func (x *exporter) left(inside int) int {
	switch {
	case inside < 60:
		return inside
	case inside < 90:
		return 34
	}
	return 50
}

// upper is the formats and the preview beside them; while a path is typed, the
// files that it may become.
func (x *exporter) upper(m *Model, inside, room int) []string {
	if line := x.line(); line != nil && line.offered() {
		rows := line.offers(m, inside, room)
		return append(rows, make([]string, room-len(rows))...)
	}
	left := x.left(inside)
	x.rows.SetRow(1, 0)
	x.rows.SetSize(left, room)
	rows := x.rows.Draw(func(i int, name string, selected bool) []string {
		p := m.paint(selected, x.field == fieldFormat)
		line := p.text.Render(m.st.Fit(name, 11)) + p.dim.Render(m.st.Cut(x.formats[i].Title, left-13))
		return []string{p.line(line, left)}
	})
	if left == inside {
		return rows
	}
	preview := x.preview(m, inside-left-3, room)
	for i := range rows {
		rows[i] += m.st.Rule.Render(" " + m.st.Glyphs.Divider + " ")
		if i < len(preview) {
			rows[i] += m.st.Dim.Render(preview[i])
		}
	}
	return rows
}

// preview is the first lines of what the format at hand would write.
func (x *exporter) preview(m *Model, w, n int) []string {
	of := x.format()
	text := x.seen[x.sight()]
	switch {
	case of.Folder:
		text = "A folder of notes, one for each " + x.noun[0] + ".\nWhat you wrote in one stays."
	case of.Binary:
		text = "A book: a chapter for each " + x.noun[0] + "."
	case of.Template && text == "":
		text = "What your own template makes of them:\nname its file below."
	}
	lines := strings.Split(text, "\n")
	lines = lines[:min(len(lines), n)]
	for i := range lines {
		lines[i] = m.st.Cut(strings.TrimRight(lines[i], " \r"), max(w, 0))
	}
	return lines
}

// option is the line of what else the format asks, and the cursor's column in
// it.
func (x *exporter) option(m *Model, w int) (string, int) {
	choice := func(at exportField, name, value string) string {
		here := x.field == at
		pen := m.st.Text
		if here {
			pen = m.st.AccentBold
		}
		return m.label(here).Render(name) + m.st.Dim.Render("‹ ") + pen.Render(value) + m.st.Dim.Render(" ›")
	}
	switch f := x.format(); {
	case f.Dialects != nil:
		columns, cells := choice(fieldColumns, "Columns  ", x.columns()), choice(fieldCells, "Formulas ", x.cells())
		if x.field == fieldCells && m.st.Width(columns+cells)+3 > w {
			return m.st.Cut(cells, w), 0
		}
		return m.st.Cut(columns+"   "+cells, w), 0
	case f.Pictures:
		return m.st.Cut(choice(fieldPictures, "Pictures ", x.pictures()), w), 0
	case f.Template:
		name := "Template "
		typed, at := x.tmpl.draw(w - len(name))
		return m.label(x.field == fieldTemplate).Render(name) + m.st.Text.Render(typed), len(name) + at
	}
	return "", 0
}

func (x *exporter) columns() string {
	f := x.format()
	if d := x.dialect[f.Name]; d != "" {
		return d
	}
	return f.Dialects[0]
}

func (x *exporter) cells() string {
	if x.export.CSVSafe {
		return "harmless: ' before each"
	}
	return "exact"
}

func (x *exporter) pictures() string {
	if x.export.Images {
		return "within, fetched now"
	}
	return "left out"
}

// note is what there is to say of the path: what is wrong, or what stands
// there; ask says that it asks for another Enter.
func (x *exporter) note(m *Model) (text string, ask bool) {
	switch {
	case x.err != "":
		return x.err, false
	case !x.there.There:
		return "", false
	case x.format().Folder:
		return "It is there: notes are added, and what is yours in it stays.", false
	}
	text = "It is there: " + size(x.there.Size) + ", " + age(m.opts.Now(), x.there.Changed, m.opts.Location)
	if x.sure != "" {
		return text + ". Enter again writes over it.", true
	}
	return text + "; it would be written over.", false
}

// running is how far an export is.
func (x *exporter) running(m *Model, w int) []string {
	n := int(x.run.written.Load())
	far := thousands(n) + " written"
	bar := ""
	if x.of > 0 {
		far = thousands(n) + " of " + x.many(x.of)
		full := w * min(n, x.of) / x.of
		bar = m.st.Accent.Render(strings.Repeat(m.st.Glyphs.RuleFocus, full)) + m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, w-full))
	}
	return []string{m.st.Text.Render(m.st.Cut("Writing "+x.run.path+" …", w)), bar, m.st.Dim.Render(m.st.Cut(far, w))}
}

// aloud is the dialog for those who hear it: the field, and what there is to
// say of the path.
func (x *exporter) aloud(m *Model) utterance {
	out := utterance{place: "export", whose: x,
		here: sentences("Export "+x.which(m), "Up and Down choose a format, Tab goes on to its options and the file, Enter writes, Escape cancels"), rowID: [2]any{x.field, x.format().Name}}
	if x.run != nil {
		return utterance{place: "exporting", here: "Writing. Escape stops it, Enter lets it go on behind."}
	}
	f := x.format()
	note, _ := x.note(m)
	if line := x.line(); line != nil && line.offered() && line.at < 0 {
		note = plural(len(line.files), "file begins", "files begin") + " so; Tab completes"
	}
	if note != "" {
		out.text = []string{note}
	}
	turned := ". Left and Right change it"
	switch x.field {
	case fieldFormat:
		out.row = sentences(f.Name, f.Title, "Carries "+f.Fields)
	case fieldColumns:
		out.row, out.rowID = sentences("Columns: "+x.columns()+turned), "columns "+x.columns()
	case fieldCells:
		out.row, out.rowID = sentences("Formulas: "+x.cells()+turned), "formulas "+x.cells()
	case fieldPictures:
		out.row, out.rowID = sentences("Pictures: "+x.pictures()+turned), "pictures "+x.pictures()
	case fieldTemplate:
		out.row, out.rowID, out.typed = "Template: "+x.tmpl.value(), "template", true
	case fieldFile:
		out.row, out.rowID, out.typed = when(f.Folder, "Folder: ")+when(!f.Folder, "File: ")+x.path.value(), "file", true
	}
	return out
}
