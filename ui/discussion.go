package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// discussion is the pane of the comments under the article at hand. It closes
// when another article comes to hand.
type discussion struct {
	article feeds.Article
	at      feeds.ArticleID // the article at hand when it opened
	list    []feeds.Comment
	newest  bool // the newest thread stands first
	busy    bool
	err     string
	stop    context.CancelFunc

	focused bool
	pane    article.Pane
	size    rect // of its lines
	shown   talkKey
	setting bool // being laid out
}

// talkKey is everything its page depends on.
type talkKey struct {
	n      int // comments, and 1
	width  int
	wc     bool
	theme  string
	newest bool
}

// talking says that the keys go to the comments.
func (m *Model) talking() bool { return m.talk != nil && m.talk.focused && !m.health.open }

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
// their page where not. Where they are shown, it goes there, and from there
// closes them.
func (m *Model) comments() tea.Cmd {
	switch {
	case m.talking():
		m.closeTalk()
		return nil
	case m.reader != nil && m.reader.choosing:
		return m.say(m.offer("its comments stand beside its text", actOpen, "reads it"))
	case m.talk != nil && m.talk.at == m.articleHere():
		m.talk.focused = true
		return nil
	}
	return m.withArticle(func(m *Model, a feeds.Article) tea.Cmd {
		switch {
		case a.CommentsFeed != "" && a.ID != 0:
			return m.openTalk(a)
		case a.CommentsURL != "":
			return m.openURL(a.CommentsURL)
		}
		return m.say("the feed names no comments")
	})
}

// articleHere is the article that the pane of comments stands beside.
func (m *Model) articleHere() feeds.ArticleID {
	if m.reader != nil {
		return m.reader.id
	}
	at, _ := m.atHand()
	return at.ID
}

func (m *Model) openTalk(a feeds.Article) tea.Cmd {
	m.closeTalk()
	m.talk = &discussion{article: a, at: m.articleHere(), focused: true, newest: m.newestTalk}
	return m.loadTalk()
}

// loadTalk fetches the comments, also again.
func (m *Model) loadTalk() tea.Cmd {
	d := m.talk
	if d.busy {
		return nil
	}
	d.busy, d.err = true, ""
	ctx, stop := context.WithCancel(m.ctx)
	d.stop = stop
	back, id := m.back, d.article.ID
	return func() tea.Msg {
		list, err := back.Comments(ctx, id)
		return commentsMsg{d, list, err}
	}
}

func (m *Model) closeTalk() {
	if m.talk == nil {
		return
	}
	if m.talk.stop != nil {
		m.talk.stop()
	}
	if m.letters != nil && m.letters.pane == &m.talk.pane {
		m.endLetters()
	}
	m.talk = nil
}

func (m *Model) tookComments(msg commentsMsg) tea.Cmd {
	d := msg.by
	d.stop()
	d.busy = false
	switch {
	case m.talk != d, errors.Is(msg.err, context.Canceled):
		return nil
	case msg.err != nil && len(d.list) > 0: // what was read stays
		return m.fail("no newer comments: ", msg.err)
	case msg.err != nil:
		d.err = sentence(msg.err)
		return nil
	}
	if len(d.list) == 0 && !m.orderedTalk {
		d.newest = newestFirst(msg.comments) // as the feed has them, until a person chose
	}
	d.list, d.shown = msg.comments, talkKey{}
	return nil
}

// doTalk does the comments' own verbs; false when a is none of them.
func (m *Model) doTalk(a action, n int) (tea.Cmd, bool) {
	d := m.talk
	switch a {
	case actGoOn:
		if !d.pane.PageDown() {
			return m.say("the end of the comments"), true
		}
	case actText:
		d.newest = !d.newest
		m.newestTalk, m.orderedTalk = d.newest, true
	case actReload:
		return m.loadTalk(), true
	case actBrowser:
		if d.article.CommentsURL == "" {
			return m.say("the feed names no page of the comments"), true
		}
		return m.openURL(d.article.CommentsURL), true
	case actLeft, actRight, actNextPane, actPrevPane:
		d.focused = false
	case actSearch:
		return m.say(m.offer("the article's text can be searched", actNextPane, "goes there")), true
	case actOpen:
	default:
		return nil, scroll(&d.pane, a, n)
	}
	return nil, true
}

// settleTalk closes the comments of an article that is no longer at hand, and
// lays out what changed.
func (m *Model) settleTalk() tea.Cmd {
	d := m.talk
	if d == nil {
		return nil
	}
	if d.at != m.articleHere() {
		m.closeTalk()
		m.arrange()
		return nil
	}
	key := talkKey{n: len(d.list) + 1, width: d.size.W, wc: m.wc, theme: m.st.Key, newest: d.newest}
	if d.size.hidden() || len(d.list) == 0 || key == d.shown || d.setting {
		return nil
	}
	d.setting = true
	list, st, now, loc, linear := d.list, m.st, m.opts.Now(), m.opts.Location, m.opts.Plain
	return func() tea.Msg {
		doc := &feeds.Document{Blocks: threadBlocks(list, key.newest, now, loc)}
		return talkMsg{d, key, article.Set(article.Head{}, doc, st, article.Options{Width: key.width, Measure: articleMeasure, Wc: key.wc, Linear: linear})}
	}
}

func (m *Model) tookTalk(msg talkMsg) {
	d := msg.by
	d.setting = false
	d.pane.SetPage(msg.page, d.shown.n == msg.key.n && d.shown.newest == msg.key.newest)
	d.shown = msg.key
}
