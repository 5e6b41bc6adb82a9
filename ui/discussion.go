package ui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

const (
	commentIndent = 2
	deepest       = 6 // steps that replies are indented at most
)

// withArticle does something with the whole article at hand, which is read
// where it is not in memory.
func (m *Model) withArticle(do func(m *Model, a feeds.Article) tea.Cmd) tea.Cmd {
	at, ok := m.atHand()
	switch {
	case !ok:
		return nil
	case m.reader != nil && !m.reader.choosing:
		return do(m, m.reader.reading.Article)
	}
	if r, ok := m.pages.readings[at.ID]; ok {
		return do(m, r.Article)
	}
	if at.ID == 0 {
		return m.say("the article of this bookmark is gone")
	}
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		r, err := back.Article(ctx, at.ID)
		return articleMsg{r.Article, err, do}
	}
}

// comments shows the comments where they can be had as a feed, and opens
// their page where not.
func (m *Model) comments() tea.Cmd {
	return m.withArticle(func(m *Model, a feeds.Article) tea.Cmd {
		switch {
		case a.CommentsFeed != "" && a.ID != 0:
			return m.readComments(a)
		case a.CommentsURL != "":
			return m.openURL(a.CommentsURL)
		}
		return m.say("the feed names no comments")
	})
}

func (m *Model) readComments(a feeds.Article) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	p := &pager{title: "Comments", foot: "esc cancel", stop: stop, lines: func(m *Model, w int) []string {
		return m.wrap(w, m.st.Accent, "fetching the comments …")
	}}
	m.over = p
	back := m.back
	return func() tea.Msg {
		list, err := back.Comments(ctx, a.ID)
		return commentsMsg{p, list, a.CommentsURL, err}
	}
}

func (m *Model) tookComments(msg commentsMsg) tea.Cmd {
	p := msg.by
	p.stop()
	p.stop = nil
	if m.over != p || errors.Is(msg.err, context.Canceled) {
		return nil
	}
	p.foot = "esc close"
	if msg.err != nil {
		text := m.st.Glyphs.Warn + " " + sentence(msg.err)
		p.lines = func(m *Model, w int) []string { return m.wrap(w, m.st.Error, text) }
		return nil
	}
	if len(msg.comments) == 0 {
		p.lines = func(m *Model, w int) []string { return m.wrap(w, m.st.Dim, "No comments yet.") }
		return nil
	}
	p.title = plural(len(msg.comments), "comment", "comments")
	threads, reversed := threadsOf(msg.comments), false
	name := func() {
		p.foot = "o oldest first · esc close"
		if reversed == newestFirst(threads) {
			p.foot = "o newest first · esc close"
		}
	}
	name()
	p.turn = func() {
		reversed = !reversed
		name()
	}
	p.lines = func(m *Model, w int) []string { return m.drawThreads(threads, reversed, w) }
	return nil
}

// threadsOf parts comments into those at the top, each with its replies.
func threadsOf(list []feeds.Comment) [][]feeds.Comment {
	var out [][]feeds.Comment
	for _, c := range list {
		if c.Depth == 0 || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], c)
	}
	return out
}

// newestFirst says how the feed orders its comments.
func newestFirst(threads [][]feeds.Comment) bool {
	first, last := threads[0][0].Published, threads[len(threads)-1][0].Published
	return first.After(last)
}

// drawThreads sets the threads one after the other, the replies indented.
func (m *Model) drawThreads(threads [][]feeds.Comment, reversed bool, w int) []string {
	var lines []string
	now := m.opts.Now()
	for i := range threads {
		thread := threads[i]
		if reversed {
			thread = threads[len(threads)-1-i]
		}
		for _, c := range thread {
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			in := style.Blank(min(commentIndent*min(c.Depth, deepest), w/3))
			room := w - len(in)
			author := feeds.CleanLine(c.Author)
			if author == "" {
				author = "somebody"
			}
			when := ""
			if !c.Published.IsZero() {
				when = " · " + age(now, c.Published, m.opts.Location)
			}
			author = m.st.Cut(author, max(room-style.Width(when), 8))
			lines = append(lines, in+m.st.Source.Render(author)+m.st.Dim.Render(when))
			for _, para := range strings.Split(feeds.Clean(c.Text), "\n") {
				for _, l := range m.wrap(room, m.st.Text, para) {
					lines = append(lines, in+l)
				}
			}
		}
	}
	return lines
}
