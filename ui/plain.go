package ui

import (
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Plain is the screen for those who do not look at it. Nothing is drawn and
// nothing is drawn over: what there is to know is written as lines, one below
// the other, as a screen reader speaks them by itself and a braille display
// shows them. The cursor rests on the line of the selected row.
//
// A change of place says where one is; a move says the new row, or the
// paragraphs that came into view; all else is said when it happens. It is run
// without Bubble Tea's renderer.
type Plain struct {
	*Model
	voice voice
	last  utterance
	said  map[string]bool // paragraphs that were said where one is
	read  map[string]bool // and those of the article that is open
	open  feeds.ArticleID
	told  int // the generation of the last toast that was told
	asked *question
	hints bool
	wrong string // the mistake in the config that was told
	fresh string // what the last reload brought, until something else is told
}

// utterance is what there is to say of a moment.
type utterance struct {
	place string   // where one is: its name
	here  string   // and what is said on arrival
	text  []string // paragraphs in view
	whose any      // the text they are of
	of    feeds.ArticleID
	row   string // the row at hand
	rowID any    // and its name, which stays when its words change
	typed bool   // the row is being typed
}

// The screen that panes and dialogs are laid out for: so wide that nothing is
// cut, and as high as a page of rows. A page of text is a few paragraphs.
const plainWidth, plainHeight, plainParagraphs = 400, 24, 6

// NewPlain is the plain form of m, which was made with Options.Plain. It writes
// to out, whose columns width gives, 0 for unknown.
func NewPlain(m *Model, out io.Writer, width func() int) *Plain {
	return &Plain{Model: m, voice: voice{out: out, dumb: m.opts.Dumb, width: width, signs: m.signs}, said: map[string]bool{}}
}

// Init says hello.
func (p *Plain) Init() tea.Cmd {
	p.voice.say("Broadsheet, plain mode. ? lists the keys, q goes back, and at the top quits.")
	if p.voice.dumb {
		p.voice.say("This terminal hands over whole lines: type keys and Enter. Enter alone opens; up, down, space, tab and esc are typed as words.")
	}
	_, size := p.Model.Update(tea.WindowSizeMsg{Width: plainWidth, Height: plainHeight})
	return batch(size, p.Model.Init())
}

// Update is the model's, and then says what is new.
func (p *Plain) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg: // the terminal's: it matters where lines are wrapped, and there alone
	case Line:
		cmd = p.line(string(msg))
	default:
		cmd = p.take(msg)
	}
	p.voice.flush()
	return p, cmd
}

func (p *Plain) take(msg tea.Msg) tea.Cmd {
	scope := p.scope()
	_, cmd := p.Model.Update(msg)
	if e, ok := msg.(eventMsg); ok {
		p.arrived(e.event)
	}
	p.news()
	p.speak()
	switch msg := msg.(type) {
	case tea.ResumeMsg:
		p.repeat()
	case tea.KeyPressMsg:
		switch a, _ := p.keys.find(scope, msg.String()); {
		case a == actRedraw:
			p.repeat()
		case cmd == nil && p.voice.said.Len() == 0 && !p.last.typed && p.over == nil && p.help == nil && p.form == nil && p.letters == nil:
			b, _ := p.keys.binding(scope, a)
			p.stuck(b.Group, msg)
		}
	}
	return cmd
}

// Line is a line typed on a terminal that hands over whole lines alone: where
// one types, it is what is typed, and Enter; else it is keys, each a character
// or, alone on the line, a key's name. An empty line is Enter.
type Line string

func (p *Plain) line(s string) tea.Cmd {
	var cmds []tea.Cmd
	press := func(k tea.KeyPressMsg) { cmds = append(cmds, p.take(k)) }
	word := strings.ToLower(strings.TrimSpace(s))
	named, is := lineKeys[word]
	switch {
	case is:
		press(named)
	case len(word) == len("ctrl+x") && strings.HasPrefix(word, "ctrl+"):
		press(tea.KeyPressMsg{Code: rune(word[len("ctrl+")]), Mod: tea.ModCtrl})
	case p.last.typed:
		cmds = append(cmds, p.take(tea.PasteMsg{Content: s}))
		press(lineKeys[""])
	default:
		typing := false
		for _, c := range s {
			typing = p.last.typed // as in "/storm" or ":reload", which Enter ends as well
			press(tea.KeyPressMsg{Code: c, Text: string(c)})
		}
		if typing && p.last.typed {
			press(lineKeys[""])
		}
	}
	return batch(cmds...)
}

// lineKeys are the keys that have a name on such a terminal.
var lineKeys = map[string]tea.KeyPressMsg{
	"": {Code: tea.KeyEnter}, "enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "space": {Code: ' ', Text: " "}, "tab": {Code: tea.KeyTab},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgdn": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
}

// View draws nothing.
func (p *Plain) View() tea.View { return tea.View{} }

// End leaves the cursor on a line of its own.
func (p *Plain) End() {
	p.voice.end()
	p.voice.flush()
}

// speak says what changed since it last spoke.
func (p *Plain) speak() {
	now, was := p.utter(), p.last
	switch {
	case now.place == "": // nothing yet
		return
	case now.place != was.place:
		p.arrive(now)
		p.voice.gap()
		p.voice.say(now.here)
		p.paragraphs(now)
		p.row(now)
	case now.rowID != was.rowID && p.near.busy && p.reader == nil:
		return // its related stories are being looked for: it is said once, and whole
	case p.paragraphs(now) || now.rowID != was.rowID:
		p.row(now)
	case now.typed && now.row != was.row:
		p.voice.edit(was.row, now.row)
	}
	p.last = now
}

// arrive forgets what was said elsewhere. Who comes back to an article from a
// dialog over it does not hear all of it again.
func (p *Plain) arrive(now utterance) {
	p.said = map[string]bool{}
	switch {
	case now.of != 0 && now.of == p.open:
		p.said = p.read
	case now.of != 0:
		p.open, p.read = now.of, p.said
	case p.reader == nil && p.talk == nil && p.help == nil && p.form == nil && p.over == nil && p.letters == nil:
		p.open = 0
	}
}

// repeat says where one is, whatever was said before.
func (p *Plain) repeat() {
	p.last, p.open = utterance{}, 0
	if s := p.status(0, false); s != "" {
		p.voice.say(s)
	}
	p.speak()
}

// stuck says that a key has no meaning, or that a move has led nowhere, and of
// a text how far one is.
func (p *Plain) stuck(group string, key tea.KeyPressMsg) {
	switch {
	case group == "" && p.leader.keys == "" && p.count == 0:
		p.voice.stay(show(key.String()) + " means nothing here.")
	case group != groupMove, p.near.busy && p.reader == nil: // then it is yet to be said
	case p.last.whose != nil:
		p.voice.stay(p.last.row)
	default:
		p.voice.stay("There is no more.")
	}
}

func (p *Plain) row(now utterance) {
	switch {
	case now.row == "":
	case now.typed:
		p.voice.prompt(now.row)
	default:
		p.voice.stay(now.row)
	}
}

// paragraphs says the text in view: what was not in view before or, where the
// text was set anew, what of it was never said.
func (p *Plain) paragraphs(now utterance) (any bool) {
	before := p.said
	if p.last.whose == now.whose && p.last.place == now.place {
		before = map[string]bool{}
		for _, l := range p.last.text {
			before[l] = true
		}
	}
	for _, l := range now.text {
		if !before[l] {
			p.voice.read(l)
			any = true
		}
	}
	for _, l := range now.text {
		p.said[l] = true
	}
	return any
}

// arrived says what a reload brought.
func (p *Plain) arrived(e feeds.Event) {
	switch e := e.(type) {
	case feeds.ReloadStarted:
		p.fresh = ""
	case feeds.ReloadFinished:
		if e.Report.New > 0 {
			p.fresh = news(e.Report.New)
			p.voice.stay(p.fresh)
		}
	}
}

// news says what happened by itself or was just done.
func (p *Plain) news() {
	if p.problem != p.wrong {
		if p.wrong = p.problem; p.problem != "" {
			p.voice.stay("There is a mistake in the settings: " + p.problem)
		}
	}
	if p.toast.gen != p.told {
		p.told = p.toast.gen
		switch {
		case p.toast.text == "", p.toast.text == p.fresh: // a reload of the person's own says it, too
		case p.toast.kind == toastFailed:
			p.voice.stay("Failed: " + p.toast.text)
		default:
			p.voice.stay(p.toast.text)
		}
	}
	if p.ask != p.asked {
		if p.asked = p.ask; p.ask != nil {
			p.voice.stay(p.ask.text + "; any other key leaves it.")
		}
	}
	if p.leader.shown != p.hints {
		if p.hints = p.leader.shown; p.hints {
			p.voice.stay(p.following())
		}
	}
}

// following is what the keys pressed so far can become.
func (p *Plain) following() string {
	var all []string
	for _, b := range p.keys.after(p.scope(), p.leader.keys) {
		all = append(all, show(b.Keys[0])+" "+b.Hint)
	}
	return strings.Join(append(all, "esc back"), ", ")
}

// aloud says what who looks sees.
func (m *Model) aloud(text string) tea.Cmd {
	if !m.opts.Plain {
		return nil
	}
	return m.say(text)
}

// arrangePlain lays out what is not seen: one pane at a time, rows of a line.
func (m *Model) arrangePlain() {
	all := rect{0, 0, plainWidth, plainHeight}
	text := rect{0, 0, plainWidth, plainParagraphs}
	m.lay = layout{Class: narrow, W: plainWidth, H: plainHeight, Body: all}
	m.lay.Panes[m.focus] = all
	m.side.resize(all)
	m.heads.resize(all, 1, 0)
	m.shelf.resize(all)
	if m.atFront() {
		m.resizeFront(all)
	}
	m.near.resize(all)
	m.health.resize(all, false)
	m.art.resize(rect{})
	if m.focus == paneArticle {
		m.art.resize(text)
	}
	if m.reader != nil {
		m.reader.resize(text)
	}
	if m.talk != nil {
		m.talk.fill(text)
	}
}
