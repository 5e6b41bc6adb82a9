package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// leaderTime is how long a started sequence waits before it says what may
// follow.
const leaderTime = 400 * time.Millisecond

// key reads one key: dialogs first, then counts and sequences, then actions.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	m.pressed = k.String()
	switch m.pressed {
	case "ctrl+c":
		return m.quit()
	case "esc":
		m.steps = nil
	}
	switch {
	case m.help != nil:
		return m.helpKey(k)
	case m.form != nil:
		return m.formKey(k)
	case m.over != nil:
		return m.over.key(m, k)
	case m.ask != nil:
		ask := m.ask
		m.ask = nil
		if m.pressed == "enter" {
			return ask.do(m)
		}
		return nil
	case m.letters != nil:
		return m.letterKey(k)
	case m.reader != nil && m.reader.find != nil && m.reader.find.typing:
		return m.findKey(k)
	case m.welcome != nil:
		return m.welcomeKey(k)
	case m.back == nil:
		return nil
	case m.search != nil && m.search.typing:
		return m.searchKey(k)
	case m.filtering():
		return m.filterKey(k)
	}
	if m.lay.Class == tooSmall {
		if m.pressed == "q" || m.pressed == "Q" {
			return m.quit()
		}
		return nil
	}
	if m.leader.keys == "" && m.counts() {
		m.count = min(m.count*10+int(m.pressed[0]-'0'), 9999)
		return nil
	}
	name := m.pressed
	if m.leader.keys != "" {
		name = m.leader.keys + " " + name
	}
	a, waiting := m.keys.find(m.scope(), name)
	if a == "" && !waiting && k.BaseCode > ' ' && k.Mod == 0 {
		// On a keyboard of another script, the key that stands there counts.
		a, waiting = m.keys.find(m.scope(), strings.TrimSuffix(name, m.pressed)+string(k.BaseCode))
	}
	if waiting {
		m.leader = leader{keys: name, gen: m.leader.gen + 1}
		return m.wait(leaderTime, leaderMsg{m.leader.gen})
	}
	n, counted := max(m.count, 1), m.count > 0 || m.leader.keys != ""
	m.counted = m.count > 0
	m.count, m.leader = 0, leader{gen: m.leader.gen}
	if a == "" || counted && a == actBack && m.pressed == "esc" {
		return nil // Esc takes a count or a started sequence back, and no more
	}
	return m.do(a, n)
}

// counts says whether the key at hand is a digit of a count. One that a person
// has bound begins none.
func (m *Model) counts() bool {
	if len(m.pressed) != 1 || m.pressed < "0" || m.pressed > "9" {
		return false
	}
	if m.count > 0 {
		return true
	}
	a, waiting := m.keys.find(m.scope(), m.pressed)
	return m.pressed != "0" && a == "" && !waiting
}

// do does an action, n times where that means something: what the place makes
// of it first, then what it means everywhere.
func (m *Model) do(a action, n int) tea.Cmd {
	row, known := m.keys.binding(m.scope(), a)
	if row.Run != nil && row.Scope != scopeGlobal && !row.moved {
		return row.Run(m, n)
	}
	if m.choosing() {
		if cmd, ok := m.doChosen(a); ok {
			return cmd
		}
	}
	if known && !m.meant(m.scope(), row) {
		return m.say("not here: " + row.Help)
	}
	if cmd, ok := m.doHere(a, n); ok {
		return cmd
	}
	if row.Run != nil {
		return row.Run(m, n)
	}
	switch a {
	case actBack:
		return m.goBack()
	case actQuit:
		return m.quit()
	case actLeft, actPrevPane:
		m.movePane(-1, a == actPrevPane)
	case actRight, actNextPane:
		m.movePane(1, a == actNextPane)
	case actNext, actPrev:
		if a == actPrev {
			n = -n
		}
		return m.step(n)
	case actNextUnread, actPrevUnread:
		way := 1
		if a == actPrevUnread {
			way = -1
		}
		if m.atFront() {
			return m.frontUnread(way < 0)
		}
		if m.search != nil && searching(m.heads.view) {
			return m.step(way * n) // while a search stands, its hits
		}
		return m.seekUnread(way * n)
	case actGoOn:
		return m.goOn()
	case actFront, actToday, actUnread, actAll, actBookmarks:
		return m.goTo(a)
	case actHealth:
		return m.openHealth()
	case actFeedSettings:
		return m.feedSettings()
	case actUndo, actRedo:
		var cmds []tea.Cmd
		for range min(n, 100) {
			cmds = append(cmds, m.undo(a == actRedo))
		}
		return batch(cmds...)
	case actReadAll:
		return m.markAll()
	case actSearch:
		return m.startSearch()
	case actAdd:
		m.form = addForm("", m.folderHere(), "")
	case actReload:
		return m.reloadHere()
	case actReloadAll:
		return m.reloadCmd(feeds.ReloadRequest{})
	case actHelp:
		m.help = m.newHelp()
	case actRedraw:
		return tea.Sequence(m.dropPictures(), tea.ClearScreen) // pictures are sent again
	case actSuspend:
		return m.without(tea.Suspend)
	case actRemove:
		return m.removeFeed()
	case actFollow:
		return m.startLetters()
	case actNumber:
		if m.counted {
			return m.openNumber(n)
		}
		return m.numberForm()
	case actComments:
		return m.comments()
	case actPlay:
		return m.play(n)
	case actImages:
		return m.switchImages()
	default:
		if m.doScreen(a, n) {
			return nil
		}
		return m.doArticleVerb(a)
	}
	return nil
}

// doHere gives the action to what has the focus; false when it means nothing
// of its own there.
func (m *Model) doHere(a action, n int) (tea.Cmd, bool) {
	switch {
	case m.health.open:
		return m.doHealth(a, n)
	case m.talking():
		return m.doTalk(a, n)
	case m.reader != nil:
		return m.doReader(a, n)
	case m.focus == paneSections:
		return m.doSections(a, n)
	case m.focus == paneArticle:
		return m.doArticle(a, n)
	case m.focus == paneRelated:
		return m.doRelated(a, n)
	case (m.heads.loading || m.heads.hasten) && m.keys.reaches[a] == reachRows:
		m.heads.hold(a, n)
		return nil, true
	case m.atFront():
		return m.doFront(a, n)
	case m.heads.view.Kind == feeds.ViewBookmarks:
		return m.doBookmarks(a, n)
	case a == actOpen:
		if c := m.heads.current(); c != nil {
			return m.openReader(c.ID, false), true
		}
		return nil, true
	}
	if a == actNext || a == actPrev {
		return nil, false
	}
	return m.moveHeadlines(a, n)
}

// doScreen does what changes only how things are shown.
func (m *Model) doScreen(a action, n int) bool {
	switch a {
	case actZoom:
		if m.reader != nil {
			m.bare = !m.bare
		} else {
			m.zoom = !m.zoom
		}
	case actSections:
		m.zoom = false
		switch {
		case m.reader != nil:
		case m.focus == paneSections:
			m.focus = paneHeadlines
		default:
			m.focus = paneSections
		}
	case actShrink:
		m.shift = max(m.shift-4*n, -40)
		m.sized()
	case actGrow:
		m.shift = min(m.shift+4*n, 80)
		m.sized()
	case actEven:
		if m.reader != nil {
			m.widen(m.usualMeasure())
			return true
		}
		m.shift = 0
		m.sized()
	case actWider:
		m.widen(m.measure + 4*n)
	case actNarrower:
		m.widen(m.measure - 4*n)
	default:
		return false
	}
	return true
}

// doArticleVerb does what acts on the article at hand.
func (m *Model) doArticleVerb(a action) tea.Cmd {
	at, ok := m.atHand()
	if !ok && m.reader == nil && !m.heads.loading {
		return m.say("there is no article here")
	}
	if !ok {
		return nil
	}
	switch a {
	case actOpen:
		return m.openReader(at.ID, false)
	case actRead:
		return m.setRead(at.ID, !at.Read, true)
	case actBookmark:
		return m.bookmark(at.ID)
	case actBookmarkWith:
		return m.keepWith(at)
	case actBrowser:
		return batch(m.openURL(at.URL), m.opened(at.ID))
	case actBrowserNext:
		return batch(m.openURL(at.URL), m.opened(at.ID), m.markRead(at.ID, true), m.seekUnread(1))
	case actCopy:
		return m.copy(at.URL, at.URL, "link copied")
	case actCopyMarkdown:
		return m.copyMarkdown(at)
	case actSave:
		return m.saveForm(at)
	case actPipe:
		return m.pipeForm(at)
	case actRelated:
		if m.alone() {
			return m.say("open it: its related stories stand below its text")
		}
		if m.focus == paneRelated {
			m.focusOn(paneHeadlines)
		} else {
			m.focusOn(paneRelated)
		}
	}
	return nil
}

// atHand is the article that verbs act on: in the reader its own, in Related
// the chosen one, else the one under the cursor.
func (m *Model) atHand() (feeds.Headline, bool) {
	r := m.reader
	switch {
	case m.inRelated():
		id, _ := m.near.list.Selected()
		return m.near.find(id)
	case r != nil && r.loaded:
		a := r.reading.Article
		return feeds.Headline{ID: a.ID, FeedID: a.FeedID, Title: a.Title, URL: a.URL, State: r.reading.State}, true
	case r != nil:
		return feeds.Headline{}, false
	case m.atFront():
		h := m.front.selected()
		return h, h.ID != 0
	case m.heads.view.Kind == feeds.ViewBookmarks:
		b := m.shelf.current()
		if b == nil {
			return feeds.Headline{}, false
		}
		return feeds.Headline{ID: b.ArticleID, Title: b.Title, URL: b.URL, State: feeds.State{Read: true, Bookmarked: true}}, true
	}
	c := m.heads.current()
	if c == nil {
		return feeds.Headline{}, false
	}
	return *c, true
}

func (m *Model) copy(url, text, said string) tea.Cmd {
	switch {
	case url == "":
		return m.say("no link here")
	case m.opts.Dumb: // it has no clipboard
		return m.say(text)
	}
	return batch(tea.SetClipboard(text), m.done(said))
}

// markdownLink is a title and link that Markdown reads as one.
func markdownLink(title, url string) string {
	esc := strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)
	return "[" + esc.Replace(title) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(url) + ">)"
}
