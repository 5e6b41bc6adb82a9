package ui

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

const (
	// previewBytes is how much of an export is made to look at.
	previewBytes = 4096
	// exportTick is how often one under way is seen to.
	exportTick = 150 * time.Millisecond
)

// exporter is the dialog of X: the formats, the beginning of what the chosen
// one would write, what else it asks, and the file; then how far writing is.
type exporter struct {
	export  feeds.BookmarkExport
	of      int    // how many there are, -1 while that is not known
	what    string // which they are, after their number
	noun    [2]string
	formats []feeds.BookmarkFormat
	rows    list.List[string]
	field   exportField
	dialect map[string]string // what was chosen, by format
	tmpl    pathLine
	path    pathLine
	own     bool // the path was typed: another format only changes its ending

	there feeds.ExportPlace // where the path leads
	sure  string            // the path that may be written over
	err   string
	seen  map[string]string // previews by format and what it asks
	at    rect

	run *exportRun
}

// exportRun is an export under way.
type exportRun struct {
	written atomic.Int64
	stop    context.CancelFunc
	stopped bool
	path    string
}

type (
	previewMsg struct {
		by       *exporter
		of, text string
		err      error
	}
	exportCountMsg struct {
		by    *exporter
		count feeds.Count
		err   error
	}
	exportTickMsg struct{ by *exporter }
	exportedMsg   struct {
		by   *exporter
		done feeds.BookmarksExported
		err  error
	}
)

// startExport opens the dialog for what is selected, else for all that the view
// shows; where one article is read, for that.
func (m *Model) startExport(int) tea.Cmd {
	x := &exporter{formats: m.back.BookmarkFormats(), dialect: map[string]string{}, seen: map[string]string{}}
	if !x.choose(m) {
		return m.say("nothing to export here")
	}
	keys := make([]string, len(x.formats))
	for i, f := range x.formats {
		keys[i] = f.Name
	}
	x.rows = list.New[string]()
	x.rows.SetKeys(keys)
	x.tmpl = newPathLine("~/")
	x.path = newPathLine("~/broadsheet-" + x.noun[1] + x.format().Ext)
	m.over = x
	cmd := batch(x.look(m), x.rest(m, &x.path))
	if x.of < 0 {
		back, ctx, view := m.back, m.ctx, x.export.View
		cmd = batch(cmd, func() tea.Msg {
			n, err := back.Count(ctx, view)
			return exportCountMsg{x, n, err}
		})
	}
	return cmd
}

// choose says what is to leave; false for nothing.
func (x *exporter) choose(m *Model) bool {
	x.noun = [2]string{"bookmark", "bookmarks"}
	switch ids, rows, r := m.chosenKept(), m.chosenRows(), m.reader; {
	case m.health.open || m.talking():
		return false
	case r != nil && !r.choosing && r.kept != 0:
		x.export.IDs, x.of, x.what = []feeds.BookmarkID{r.kept}, 1, "the one in front"
	case r != nil || m.inRelated() || m.atFront() || m.focus == paneArticle && !m.onShelf():
		at, ok := m.atHand()
		if !ok || at.ID == 0 {
			return false
		}
		x.articles([]feeds.ArticleID{at.ID}, "the one in front")
	case m.onShelf() && len(ids) > 0:
		x.export.IDs, x.of, x.what = ids, len(ids), "those selected"
	case m.onShelf():
		x.export.Query, x.of, x.what = m.shelfQuery(), len(m.shelf.ids), "all of them"
		if x.export.Query != "" {
			x.what = "those shown"
		}
		return x.of > 0
	case len(rows) > 0:
		list := make([]feeds.ArticleID, len(rows))
		for i, h := range rows {
			list[i] = h.ID
		}
		x.articles(list, "those selected")
	default:
		x.articles(nil, "those of "+m.viewName(m.heads.view))
		x.export.View, x.of = m.heads.view, -1
		return len(m.heads.rows) > 0
	}
	return true
}

func (x *exporter) articles(ids []feeds.ArticleID, what string) {
	x.export.Articles, x.of, x.what, x.noun = ids, len(ids), what, [2]string{"article", "articles"}
}

func (m *Model) tookExportCount(msg exportCountMsg) {
	if msg.err == nil && !msg.count.More {
		msg.by.of = msg.count.N
	}
}

// many is how many of them there are, in words.
func (x *exporter) many(n int) string {
	if n == 1 {
		return "1 " + x.noun[0]
	}
	return thousands(n) + " " + x.noun[1]
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

// asked is the export with what the format at hand asks.
func (x *exporter) asked() feeds.BookmarkExport {
	f, e := x.format(), x.export
	e.Format, e.Dialect = f.Name, x.dialect[f.Name]
	e.CSVSafe = e.CSVSafe && f.Dialects != nil
	e.Images = e.Images && f.Pictures
	if f.Template {
		e.TemplateFile = strings.TrimSpace(x.tmpl.value())
	}
	return e
}

// sight names the preview of the format at hand.
func (x *exporter) sight() string {
	e := x.asked()
	name := e.Format + " " + e.Dialect + " " + e.TemplateFile
	if e.CSVSafe {
		name += " safe"
	}
	return name
}

// look makes the preview of the format at hand, once.
func (x *exporter) look(m *Model) tea.Cmd {
	f, of := x.format(), x.sight()
	if _, seen := x.seen[of]; seen || f.Binary || f.Folder || f.Template && (!x.tmpl.edited || x.tmpl.at >= 0) {
		return nil
	}
	x.seen[of] = ""
	e, back, ctx := x.asked(), m.back, m.ctx
	return func() tea.Msg {
		text, err := back.PreviewBookmarks(ctx, e, previewBytes)
		return previewMsg{x, of, text, err}
	}
}

func (m *Model) tookPreview(msg previewMsg) {
	if msg.err != nil {
		msg.text = "no preview: " + sentence(msg.err)
	}
	msg.by.seen[msg.of] = msg.text
}

// begin writes, unless something is in the way. A file that is there is
// written over once that was said.
func (x *exporter) begin(m *Model) tea.Cmd {
	path := strings.TrimSpace(x.path.value())
	switch {
	case path == "":
		x.field, x.err = fieldFile, "A file name is needed."
		return nil
	case x.format().Template && x.asked().TemplateFile == "":
		x.field, x.err = fieldTemplate, "A template is needed: a file of yours, as go's text/template has it."
		return nil
	}
	return x.see(m, path, true)
}

// start writes in the background.
func (x *exporter) start(m *Model, path string) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	run := &exportRun{stop: stop, path: path}
	x.run = run
	e, back := x.asked(), m.back
	e.Told = func(written int) { run.written.Store(int64(written)) }
	return batch(m.wait(exportTick, exportTickMsg{x}), func() tea.Msg {
		defer stop()
		done, err := back.ExportBookmarks(ctx, path, e)
		return exportedMsg{x, done, err}
	})
}

// exportGoesOn has the screen drawn again while the dialog shows how far it is.
func (m *Model) exportGoesOn(x *exporter) tea.Cmd {
	if x.run == nil || m.over != x {
		return nil
	}
	return m.wait(exportTick, exportTickMsg{x})
}

func (m *Model) tookExported(msg exportedMsg) tea.Cmd {
	x := msg.by
	run := x.run
	x.run = nil
	shown := m.over == x
	switch {
	case msg.err != nil && run.stopped && errors.Is(msg.err, context.Canceled):
		return m.say("the export was stopped" + when(!x.format().Folder, "; nothing was written"))
	case msg.err != nil && shown: // it stays, to name another place
		x.field, x.err = fieldFile, sentence(msg.err)
		return m.fail("not exported: ", msg.err)
	case msg.err != nil:
		return m.fail("not exported: ", msg.err)
	}
	if shown {
		m.over = nil
		m.unselect()
	}
	return m.done(x.exported(m, run.path, msg.done))
}

// exported says what was written, and what was not.
func (x *exporter) exported(m *Model, path string, done feeds.BookmarksExported) string {
	to := " → "
	if m.opts.Plain { // an arrow is a key there
		to = " written to "
	}
	text := x.many(done.Written) + to + path
	if n := done.Pictures; n > 0 {
		text += " · with " + plural(n, "picture", "pictures")
	}
	if n := done.LeftOut; n > 0 {
		text += " · " + thousands(n) + " left out: "
		if done.Schemes == "" {
			text += "no address to share"
		} else {
			text += done.Schemes + " links"
		}
	}
	if n := done.Untouched; n > 0 {
		text += " · " + plural(n, "note", "notes") + " of yours left alone"
	}
	if n := done.NoPicture; n > 0 {
		text += " · " + plural(n, "picture", "pictures") + " could not be had"
	}
	return text
}
