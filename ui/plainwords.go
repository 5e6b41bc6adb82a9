package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// utter gives what there is to say of the place where the keys go.
func (m *Model) utter() utterance {
	if m.help == nil && m.form == nil {
		switch p := m.over.(type) {
		case *prompt:
			return p.aloud()
		case *exporter:
			return p.aloud(m)
		}
	}
	switch {
	case m.help != nil, m.form != nil, m.over != nil:
		return m.dialogAloud()
	case m.letters != nil:
		return m.lettersAloud()
	case m.welcome != nil:
		return m.welcomeAloud()
	case m.health.open:
		return m.healthAloud()
	case m.talking():
		return m.talkAloud()
	case m.reader != nil && m.reader.choosing:
		return m.relatedAloud()
	case m.findsTyped():
		return m.findAloud()
	case m.reader != nil:
		r := m.reader
		return textAloud("article", &r.pane, r.id, r.err, r.offered)
	case m.focus == paneArticle:
		return textAloud("article beside its list", &m.art.pane, m.art.shown.id, m.art.err, false)
	case m.focus == paneSections:
		return m.sectionsAloud()
	case m.focus == paneRelated:
		return m.relatedAloud()
	case m.search != nil && m.search.typing:
		return m.searchAloud()
	case m.atFront():
		return m.frontAloud()
	case m.filtering():
		f := m.shelf.filter
		return utterance{place: "filter", here: "Narrow this list. Enter keeps these, Down chooses, Escape shows all.", row: "Filter: " + f.input.value(), rowID: "filter", typed: true,
			text: []string{m.shelfNote(), f.mistake}}
	case m.onShelf():
		return m.shelfAloud()
	}
	return m.headlinesAloud()
}

// list is a moment of a list: what it is called, and its row, which is empty
// where there is none.
func listAloud(place, here, row string, id any) utterance {
	if row == "" {
		id = nil
	}
	return utterance{place: place, here: here, row: row, rowID: id}
}

// sentences joins what is not empty, each ended.
func sentences(parts ...string) string {
	var b strings.Builder
	for _, s := range parts {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		if !strings.ContainsAny(s[len(s)-1:], ".!?:;") && !strings.HasSuffix(s, "…") {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// commas joins what is not empty.
func commas(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

func when(is bool, say string) string {
	if is {
		return say
	}
	return ""
}

// headlineAloud is a row: first what tells it apart, then what there is to know.
func (m *Model) headlineAloud(h *feeds.Headline, related int) string {
	return sentences(
		commas(when(m.heads.marks.has(h.ID), "Selected"), when(!h.Read, "Unread"), when(h.Bookmarked, "bookmarked"))+when(m.heads.marks.has(h.ID) || !h.Read || h.Bookmarked, ":")+" "+h.Title,
		commas(h.Source, age(m.opts.Now(), h.Published, m.opts.Location), inFeeds(h), m.reportsAloud(h), when(related > 0, itoa(related)+" related")), strings.Join(h.Topics[:min(len(h.Topics), 3)], ", "))
}

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
	return out
}

// plainLines are drawn lines as text, without the empty ones.
func plainLines(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l = strings.Join(strings.Fields(ansi.Strip(l)), " "); l != "" {
			out = append(out, spokenSigns.Replace(l))
		}
	}
	return out
}

// textAloud is a text that is read by paragraphs, with how far one is.
func textAloud(place string, p *article.Pane, id feeds.ArticleID, wrong string, offered bool) utterance {
	out := utterance{place: fmt.Sprint(place, " ", id), here: "Article.", text: p.Aloud(), whose: p.Page(), of: id}
	switch {
	case wrong != "":
		out.text = []string{"Failed: " + wrong}
	case p.Page() == nil:
		return utterance{} // said when it is there
	case offered:
		out.row, out.rowID = "The full text is there: v shows it.", "offered"
	case p.AtEnd():
		out.row, out.rowID = "End of the article.", "end"
	default:
		out.row, out.rowID = fmt.Sprintf("%d percent.", p.Percent()), "more"
		if p.Place().Block < 0 {
			out.row += " Space goes on."
		}
	}
	return out
}

// talkAloud is the comments, which come after one has arrived there: then the
// place is another.
func (m *Model) talkAloud() utterance {
	d := m.talk
	count, order := d.told()
	out := utterance{place: fmt.Sprint("comments ", d.at, count, order), here: sentences("Comments", commas(count, order))}
	switch {
	case d.err != "":
		out.text = []string{sentences("Failed: "+d.err, m.talkWays())}
	case d.busy && len(d.list) == 0:
		out.text = []string{"Fetching the comments."}
	case len(d.list) == 0:
		out.text = []string{"No comments yet."}
	case d.pane.Page() == nil:
		return utterance{} // said when they are laid out
	default:
		out.text, out.whose = d.pane.Aloud(), d.pane.Page()
		out.row, out.rowID = fmt.Sprintf("%d percent.", d.pane.Percent()), "more"
		if d.pane.AtEnd() {
			out.row, out.rowID = "End of the comments.", "end"
		}
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
	row := sentences(when(m.shelf.marks.has(b.ID), "Selected: ")+b.Title, commas(keptFrom(b), "saved "+savedAge(m.opts.Now(), b.Saved, m.opts.Location), when(b.Folder != "", "in "+b.Folder), tags, linkWords(b.Link)), note)
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

// searchAloud is the search while one types: the hits' number, and the first.
func (m *Model) searchAloud() utterance {
	h := &m.heads
	out := utterance{place: "search", here: "Search everything. Tab completes, Enter keeps the hits, Down chooses, Escape leaves.", row: "Search: " + m.search.input.value(), rowID: "search", typed: true}
	if searching(h.view) && !h.loading {
		out.text = []string{m.hits()}
		if c := h.current(); c != nil && h.list.Index() > 0 {
			out.text = append(out.text, m.headlineAloud(c, 0))
		}
	}
	if m.search.mistake != "" {
		out.text = append(out.text, "Mistake: "+m.search.mistake)
	}
	return out
}

// findAloud is the search in a text: how many, and the paragraph of the one at
// hand.
func (m *Model) findAloud() utterance {
	r := m.reader
	f := r.find
	out := utterance{place: "find", here: "Find in this text. Enter ends typing, then n and N go on and back.", row: "Find: " + f.input.value(), rowID: "find", typed: f.typing}
	switch n := len(f.hits); {
	case f.input.value() == "":
	case n == 0:
		out.text = []string{"Not in this text."}
	default:
		out.text = []string{fmt.Sprintf("%d of %d.", f.at+1, n), r.quoted()}
	}
	if !f.typing {
		out.row, out.rowID = "", nil
	}
	return out
}

func (m *Model) lettersAloud() utterance {
	l := m.letters
	out := utterance{place: "links", here: sentences("Links", ansi.Strip(m.lettersHint(plainWidth)))}
	for i, label := range l.labels {
		t := l.targets[i]
		out.text = append(out.text, label+": "+commas(t.Text, feeds.Host(m.letterURL(t))))
	}
	return out
}

func (m *Model) welcomeAloud() utterance {
	w := m.welcome
	out := utterance{place: "welcome", here: "Welcome. Where do your feeds come from? Down and Up choose, Enter takes, Escape starts empty."}
	if w.picking {
		s := w.subjects[w.row]
		tick := "not ticked"
		if w.on[w.row] {
			tick = "ticked"
		}
		out = listAloud("which sections", "Which sections? Space ticks, Enter begins, Escape goes back.", commas(s.Name, plural(len(s.Feeds), "feed", "feeds"), tick), fmt.Sprint(w.row, tick))
	} else {
		o := w.offers()[w.at]
		out.row, out.rowID = sentences(itoa(w.at+1)+": "+o.title, o.text), w.at
	}
	out.text = plainLines([]string{w.working, w.err})
	return out
}

// aloud is the command line. What it can become is said as Tab brings it.
func (p *prompt) aloud() utterance {
	out := utterance{
		place: "command line", here: "Command line. Enter runs it, Tab completes a word, Up brings earlier lines, Escape leaves.",
		row: ":" + p.input.value(), rowID: "command line", typed: true,
	}
	if p.at >= 0 && p.at < len(p.suggested) && p.suggested[p.at].Help != "" {
		out.text = []string{feeds.CleanLine(p.suggested[p.at].Help)}
	}
	return out
}

// boxed is a dialog as it was drawn.
type boxed struct {
	title, foot string
	body        []string
	top         int // the screen row of its first line
}

// dialogAloud is any dialog, taken from how it is drawn: the line one types in
// and the lines that are marked as chosen, else all of them are read.
func (m *Model) dialogAloud() utterance {
	f := newFrame(m.w, m.h)
	switch {
	case m.help != nil:
		m.drawHelp(f)
	case m.form != nil:
		m.drawForm(f)
	default:
		m.over.draw(m, f)
	}
	b := f.boxed
	if b.body == nil { // it is drawn without a box
		b.body = f.lines()
	}
	out := utterance{place: "dialog " + b.title, here: sentences(b.title, spokenSigns.Replace(b.foot)), whose: b.title}
	var chosen []string
	for i, l := range b.body {
		l = strings.TrimRight(ansi.Strip(l), " ")
		mark := strings.HasPrefix(l, m.st.Glyphs.Bar)
		l = strings.TrimSpace(strings.TrimPrefix(l, m.st.Glyphs.Bar))
		switch {
		case i == f.cy-b.top:
			out.row, out.rowID, out.typed = l, i, true
		case mark && l != "":
			chosen = append(chosen, strings.Join(strings.Fields(l), " "))
		case strings.Trim(l, m.st.Glyphs.Rule) == "": // a rule, or nothing
		default:
			out.text = append(out.text, spokenSigns.Replace(strings.Join(strings.Fields(l), " ")))
		}
	}
	switch {
	case len(chosen) == 0:
	case out.typed:
		out.text = []string{spokenSigns.Replace(sentences(chosen...))}
	default:
		out.text, out.row = nil, sentences(chosen...)
		out.rowID = out.row
	}
	return out
}
