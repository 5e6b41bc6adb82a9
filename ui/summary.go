package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// gist is the dialog that says what an article, or its whole story, says.
type gist struct {
	pager
	of    feeds.ArticleID
	story bool // what was asked for last
	shown feeds.Summary
	have  bool
	err   string
}

// summary sums up the article at hand; where one chooses among related
// articles, its story.
func (m *Model) summary(int) tea.Cmd {
	at, ok := m.atHand()
	switch {
	case !ok:
		return nil
	case at.ID == 0:
		return m.say("the article of this bookmark is gone")
	}
	g := &gist{of: at.ID, story: m.scope() == scopeRelated}
	g.lines = g.text
	m.over = g
	return m.sumUp(g)
}

func (m *Model) sumUp(g *gist) tea.Cmd {
	back, story, req := m.back, g.story, feeds.SummaryRequest{Article: g.of, Story: g.story}
	if g.stop != nil {
		g.stop()
	}
	ctx, stop := context.WithCancel(m.ctx)
	g.stop = stop
	return func() tea.Msg {
		s, err := back.Summary(ctx, req)
		return summaryMsg{g, story, s, err}
	}
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

func (g *gist) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "s":
		g.story = !g.story
		return m.sumUp(g)
	case "p":
		g.close(m)
		return nil
	}
	return g.pager.key(m, k)
}

func (g *gist) draw(m *Model, f *frame) {
	g.title, g.foot = "Summary of the article", "s of the whole story · esc close"
	if g.story {
		g.title, g.foot = "Summary of the story", "s of this article · esc close"
	}
	g.pager.draw(m, f)
}

// text lays the sentences out, each above its paper, and says where they are from.
func (g *gist) text(m *Model, w int) []string {
	switch {
	case g.err != "":
		return m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" "+g.err)
	case !g.have:
		return m.wrap(w, m.st.Accent, "reading …")
	}
	lines := append(m.wrap(w, m.st.Bold, g.shown.Title), "")
	if len(g.shown.Sentences) == 0 {
		return append(lines, m.wrap(w, m.st.Dim, "There is too little text to sum up.")...)
	}
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
