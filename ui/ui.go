package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// Model is the screen. Its Update does no I/O: commands do, and answer with
// one message each. After every message settle asks for what the screen lacks.
type Model struct {
	opts Options
	back Backend // nil while the welcome screen is up
	ctx  context.Context
	stop context.CancelFunc
	keys *keymap
	wait func(time.Duration, tea.Msg) tea.Cmd // one shot of a clock

	term   style.Terminal // its colours
	theme  feeds.Theme    // the one shown: that of the settings, or another chosen since
	wc     bool           // it measures characters by wcwidth
	signs  style.Signs
	st     style.Styles
	paints [3]paint // of rows: plain, selected, selected with the focus

	drawn tea.View // the last
	fresh bool     // it is of what is
	same  bool     // and the message at hand leaves it so

	w, h    int
	lay     layout
	focus   pane
	zoom    bool
	bare    bool // the reader shows nothing but text
	shift   int
	drag    *drag // a divider that the mouse holds
	measure int

	pressed string // the key at hand, as tea.Key.String gives it
	touched bool   // some key was pressed since there is news to see
	leader  leader
	count   int
	counted bool   // the action at hand came with a number
	steps   []step // of a macro, still to do

	side       side
	heads      headlines
	rereading  bool // soon
	links      linkRun
	dropped    []int64          // from the queue, the last one last: to be brought back there
	warned     feeds.BookmarkID // whose dead link was told before it is opened
	shelf      shelf
	front      front
	art        articlePane
	near       nearby
	reader     *reader
	talk       *discussion // the comments, nil when they are not shown
	pages      pages
	pics       pictures
	places     map[feeds.ArticleID]article.Place
	left       leftOff
	letters    *letters
	ask        *question
	piped      string // the last command an article went to
	sharedWith string // and that it was shared with
	pipedAs    string // and as what

	resting   feeds.ArticleID    // the cursor's article
	stopFetch context.CancelFunc // of what was asked for while it rested

	newestTalk, orderedTalk bool // the order of comments, once one was chosen

	welcome *welcome
	search  *searchBar
	form    *form
	forming bool // the bookmark that a form is for is being read
	marks   int  // how often highlights have changed
	tongues int  // and translations
	help    *helpBox
	health  health
	over    overlay // a dialog with keys of its own

	toast    toast
	said     []message // earlier toasts
	lines    []string  // of the command line, typed before
	reload   progress
	problem  string // a mistake in the config
	changes  changes
	quitting bool
}

// leader is a key sequence under way.
type leader struct {
	keys  string
	shown bool // long enough to tell what may follow
	gen   int
}

// progress is the reload under way, for the header.
type progress struct {
	running             bool
	done, total, failed int
}

// New makes the screen. What is wrong with the keys of the settings is left
// out: see KeyMistakes.
func New(opts Options) *Model {
	rows, _ := bound(opts.Settings.Keys)
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Location == nil {
		opts.Location = time.Local
	}
	m := &Model{
		opts: opts, back: opts.Backend, keys: newKeymap(rows), term: style.Terminal{Dark: !opts.Light}, wc: true,
		focus: paneHeadlines, theme: opts.Settings.Theme,
		problem: feeds.CleanLine(opts.Problem), lines: opts.Lines,
		places: map[feeds.ArticleID]article.Place{},
		wait: func(d time.Duration, msg tea.Msg) tea.Cmd {
			return tea.Tick(d, func(time.Time) tea.Msg { return msg })
		},
	}
	m.measure = m.usualMeasure()
	if m.problem != "" {
		m.note(toastFailed, m.problem)
	}
	m.pics = newPictures(opts)
	m.art.pane.SetLook(m.pics.look)
	m.ctx, m.stop = context.WithCancel(context.Background())
	m.side.folded = map[string]bool{keptFold: true}
	m.pages.reset()
	m.near.reset()
	m.heads.reset()
	m.shelf.reset()
	m.restyle()
	if m.back == nil {
		m.welcome = newWelcome(opts.Starter, opts.Others)
	}
	m.offerToGoOn()
	return m
}

// Init asks for the terminal's colours and starts reading the store.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.minute()}
	if !m.opts.Plain {
		cmds = append(cmds, tea.RequestBackgroundColor, tellTheme)
	}
	if m.back != nil {
		cmds = append(cmds, m.start())
	}
	if m.pics.on && !m.opts.Plain {
		cmds = append(cmds, m.askTerminal())
	}
	return batch(cmds...)
}

// start begins work with a library: it shows what is stored, the rows first. The
// library itself reloads what is due, and says so by its events.
func (m *Model) start() tea.Cmd {
	return batch(m.listen(), m.openView(m.firstView()), m.readMeasure())
}

// firstView is what the screen begins with.
func (m *Model) firstView() feeds.View {
	if kind := m.opts.Settings.Start; kind != "" {
		return feeds.View{Kind: kind}
	}
	return feeds.View{Kind: feeds.ViewToday}
}

// apply takes over settings that changed while the screen is open.
func (m *Model) apply(s feeds.Settings) tea.Cmd {
	was := m.opts.Settings
	m.opts.Settings = s
	if !s.Theme.Same(was.Theme) {
		m.theme = s.Theme
	}
	if s.Measure != was.Measure {
		m.widen(m.usualMeasure())
	}
	rows, _ := bound(s.Keys)
	m.keys, m.leader = newKeymap(rows), leader{gen: m.leader.gen}
	m.restyle()
	var cmd tea.Cmd
	if s.Stories != was.Stories {
		cmd = m.regroup()
	}
	if s.Images != was.Images && s.Images != m.pics.on && !m.opts.Plain {
		return batch(cmd, m.switchImages())
	}
	return cmd
}

// restyle follows the settings of looks and the terminal's background.
func (m *Model) restyle() {
	m.signs = map[string]style.Signs{"ascii": style.ASCIISigns, "ascii-only": style.ASCIIOnly}[m.opts.Settings.Icons]
	m.st = style.Aloud()
	if !m.opts.Plain {
		m.st = style.New(style.Resolve(m.theme, m.term))
		m.st.Ruler = style.Ruler{Wc: m.wc}
	}
	m.mix()
}

// arrange works the layout out again and tells the panes their sizes.
func (m *Model) arrange() {
	if m.opts.Plain {
		m.arrangePlain()
		return
	}
	m.lay = arrange(m.w, m.h, wants{
		Focus: m.focus, Zoom: m.zoom, Problem: m.problem != "",
		Alone: m.alone(), Shift: m.shift, Talk: m.talk != nil && m.talk.focused, Talks: m.talk != nil,
	})
	if m.lay.Class == tooSmall {
		return
	}
	m.side.resize(m.lay.inner(paneSections))
	r := m.listRect()
	lines, gap := m.rowShape(len(m.heads.rows), r.H)
	m.heads.resize(r, lines, gap)
	m.shelf.resize(m.listRect())
	if m.atFront() {
		m.resizeFront(m.listRect())
	}
	m.art.resize(m.lay.inner(paneArticle))
	m.near.resize(m.lay.inner(paneRelated))
	m.health.resize(m.healthRect(), m.density() == comfortable)
	if m.talk != nil && m.reader == nil {
		m.talk.resize(m.lay.Talk)
	}
	if m.reader != nil {
		at := m.readerRect()
		if m.talk != nil {
			var talk rect
			at, talk = m.talkRects(at)
			m.talk.resize(talk)
		}
		m.reader.resize(at)
		if m.reader.choosing {
			at := m.reader.size
			w := min(m.measure, at.W)
			m.near.resize(rect{at.X + (at.W-w)/2, at.Y, w, at.H})
		}
	}
}

// listRect is where the rows of the Headlines pane stand: below the lines that
// say something about the view.
func (m *Model) listRect() rect {
	r := m.lay.inner(paneHeadlines)
	n := min(len(m.notices(r.W)), max(0, r.H-2))
	return rect{r.X, r.Y + n, r.W, r.H - n}
}

// scope is where the keys are read.
func (m *Model) scope() scope {
	switch {
	case m.health.open:
		return scopeHealth
	case m.talking():
		return scopeComments
	case m.reader != nil && m.reader.choosing:
		return scopeRelated
	case m.selecting():
		return scopeSelection
	case m.reader != nil:
		return scopeReader
	case m.focus == paneSections:
		return scopeSections
	case m.focus == paneArticle:
		return scopeArticle
	case m.focus == paneRelated:
		return scopeRelated
	case m.atFront():
		return scopeFront
	case m.heads.view.Kind == feeds.ViewBookmarks:
		return scopeBookmarks
	}
	return scopeHeadlines
}
