package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// gist is the dialog that says what an article, or its whole story, says: in
// sentences of its own, in those of the reader's assistant, or as the
// assistant's answer to a question.
type gist struct {
	pager
	of    feeds.ArticleID
	story bool // what was asked for last
	shown feeds.Summary
	have  bool
	err   string

	ask    *asking // nil where no assistant is asked
	quoted bool    // the sentences of its own are wanted all the same
}

// summary sums up the article at hand; where one chooses among related
// articles, its story.
func (m *Model) summary(int) tea.Cmd {
	id, cmd := m.articleAsked()
	if id == 0 {
		return cmd
	}
	g := &gist{of: id, story: m.scope() == scopeRelated}
	g.lines = g.text
	m.over = g
	if m.opts.Settings.Assistant.Ready() {
		g.ask = &asking{}
	}
	return m.sumUp(g)
}

// sumUp asks for the summary: the extracted one, which is there at once, and
// the assistant's where there is one.
func (m *Model) sumUp(g *gist) tea.Cmd {
	back, story, req := m.back, g.story, feeds.SummaryRequest{Article: g.of, Story: g.story}
	if g.stop != nil {
		g.stop()
	}
	ctx, stop := context.WithCancel(m.ctx)
	g.stop = stop
	extract := func() tea.Msg {
		s, err := back.Summary(ctx, req)
		return summaryMsg{g, story, s, err}
	}
	if g.ask == nil || g.quoted {
		return extract
	}
	g.ask.req = feeds.AssistantRequest{Act: feeds.AssistSummary, Article: g.of, Story: g.story}
	return batch(extract, m.consult(g.ask))
}

func (g *gist) took(msg summaryMsg) {
	switch {
	case g.stopped || msg.story != g.story: // closed, or asked otherwise since
	case msg.err != nil:
		g.err, g.have = sentence(msg.err), false
	default:
		g.shown, g.have, g.err, g.top = msg.summary, true, "", 0
	}
}

// asked says whether the dialog shows an answer to a question.
func (g *gist) asked() bool { return g.ask != nil && g.ask.req.Act == feeds.AssistAnswer }

func (g *gist) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch name := k.String(); {
	case name == "esc" && g.ask.halt():
		return nil
	case name == "esc", name == "q", name == "enter", name == "p":
		g.ask.halt()
		g.close(m)
		return nil
	case name == "s" && !g.asked():
		g.story = !g.story
		g.ask.halt()
		return m.sumUp(g)
	case name == "e" && g.ask != nil && !g.asked():
		g.quoted, g.top = !g.quoted, 0
		if g.quoted || g.ask.req.Story == g.story {
			return nil
		}
		return m.sumUp(g)
	case name == "r" && g.ask != nil && !g.quoted:
		g.ask.req.Again, g.top = true, 0
		return m.consult(g.ask)
	case g.ask != nil && !g.quoted && len(name) == 1 && name >= "1" && name <= "9":
		return g.open(m, int(name[0]-'0'))
	}
	return g.pager.key(m, k)
}

// open opens the article of a source in the reader view.
func (g *gist) open(m *Model, n int) tea.Cmd {
	if n > len(g.ask.answer.Sources) {
		return nil
	}
	id := g.ask.answer.Sources[n-1].Article
	g.ask.halt()
	g.close(m)
	if m.reader != nil && m.reader.id == id {
		return nil
	}
	return m.openReader(id, true)
}

func (g *gist) draw(m *Model, f *frame) {
	name := m.opts.Settings.Assistant.Name()
	var ways []string // the last ones matter most
	switch {
	case g.asked():
		g.title = "Answer"
	case g.story:
		g.title, ways = "Summary of the story", []string{"s article"}
	default:
		g.title, ways = "Summary of the article", []string{"s whole story"}
	}
	switch {
	case g.ask == nil:
	case g.quoted:
		ways = append(ways, "e by "+name)
	default:
		g.title += " · " + name
		if !g.asked() {
			ways = append([]string{"e extracted"}, ways...)
		}
		if n := len(g.ask.answer.Sources); g.ask.numbered() && n > 0 {
			ways = append([]string{"1–" + itoa(n) + " open"}, ways...)
		}
		ways = append(ways, "r again")
	}
	ways = append(ways, "esc close")
	if g.ask != nil && g.ask.busy {
		ways = []string{"esc stop"}
	}
	g.foot = m.waysIn(ways, min(m.w-2, max(m.measure, 40)+4))
	g.pager.draw(m, f)
}

// text lays out what there is.
func (g *gist) text(m *Model, w int) []string {
	switch {
	case g.asked():
		return append(append(m.wrap(w, m.st.Bold, g.ask.req.Question), ""), g.answered(m, w)...)
	case g.ask == nil, g.quoted:
		return g.extracted(m, w)
	}
	var lines []string
	if title := g.shown.Title; title != "" {
		lines = append(m.wrap(w, m.st.Bold, title), "")
	}
	lines = append(lines, g.answered(m, w)...)
	if len(g.ask.answer.Sentences) == 0 && g.have && !(m.opts.Plain && g.ask.busy) { // until the first words come, or in their place
		lines = append(append(lines, ""), g.sentences(m, w)...)
	}
	return lines
}

// extracted is the summary in the articles' own sentences.
func (g *gist) extracted(m *Model, w int) []string {
	switch {
	case g.err != "":
		return m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" "+g.err)
	case !g.have:
		return m.wrap(w, m.st.Accent, "reading …")
	}
	return append(append(m.wrap(w, m.st.Bold, g.shown.Title), ""), g.sentences(m, w)...)
}

// sentences lays the extracted ones out, each above its paper, and says where
// they are from.
func (g *gist) sentences(m *Model, w int) []string {
	if len(g.shown.Sentences) == 0 {
		return m.wrap(w, m.st.Dim, "There is too little text to sum up.")
	}
	var lines []string
	for _, s := range g.shown.Sentences {
		lines = append(lines, m.wrap(w, m.st.Text, s.Text)...)
		lines = append(lines, m.wrap(w, m.st.Dim, s.Source)...)
		lines = append(lines, "")
	}
	return append(lines, m.wrap(w, m.st.Dim, g.told())...)
}

// told says where the sentences are from.
func (g *gist) told() string {
	switch {
	case !g.story:
		return "Extracted: sentences of the article, as they stand there."
	case g.shown.Articles < 2:
		return "Extracted: no other paper's report of this is known; sentences of the article, as they stand there."
	}
	return "Extracted: sentences of " + itoa(g.shown.Articles) + " reports, as they stand there."
}

// waysIn is the foot of a box w wide: the last of some ways out that there is
// room for, the very last always.
func (m *Model) waysIn(ways []string, w int) string {
	for len(ways) > 1 && m.st.Width(strings.Join(ways, " · ")) > w-17 { // the box, its corners, and "more"
		ways = ways[1:]
	}
	return strings.Join(ways, " · ")
}
