package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

const (
	// showAfter is how long a command runs before it is seen to.
	showAfter = 150 * time.Millisecond
	// mostSaid bounds what a command may say, in bytes.
	mostSaid = 4 << 20
	// mostLines bounds how many lines typed are remembered.
	mostLines = 500
)

// Verbs are the verbs of the command line, for the ":" of the screen. Its
// methods are called from commands, never in Update.
type Verbs interface {
	Names() []string // of the verbs
	// Complete gives what the last of words may become; the others stand.
	Complete(ctx context.Context, words []string) []Completion
	// Run does a verb. What it says is written to out as it comes, uncleaned;
	// the error is a sentence, or says nothing.
	Run(ctx context.Context, words []string, out io.Writer) error
}

// ownVerb is a verb of the screen's own.
type ownVerb struct {
	name, help string
	run        func(m *Model, words []string) tea.Cmd
}

var ownVerbs = []ownVerb{
	{"set", "a setting, until the program ends: set theme ink", (*Model).setSetting},
	{"undo", "take back the last change", func(m *Model, _ []string) tea.Cmd { return m.undo(false) }},
	{"redo", "do it again", func(m *Model, _ []string) tea.Cmd { return m.undo(true) }},
	{"messages", "what was said lately", func(m *Model, _ []string) tea.Cmd { return m.messages(1) }},
	{"rules", "what is muted, marked, kept", (*Model).rulesLine},
	{"quit", "leave", func(m *Model, _ []string) tea.Cmd { return m.quit() }},
	{"q", "leave", func(m *Model, _ []string) tea.Cmd { return m.quit() }},
}

// ownVerbs are what may begin a line beside the verbs of the command line: the
// screen's own, and the names of all actions.
func (m *Model) ownVerbs() (out []Completion) {
	for _, v := range ownVerbs {
		out = append(out, Completion{Word: v.name, Help: v.help})
	}
	for _, b := range m.keys.within(m.scope()) {
		c := Completion{Word: string(b.Action), Help: b.Help}
		if !b.leader && !slices.ContainsFunc(out, func(o Completion) bool { return o.Word == c.Word }) {
			out = append(out, c)
		}
	}
	return out
}

// typedLine runs a line that was typed, and remembers it.
func (m *Model) typedLine(line string) tea.Cmd {
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), ":"))
	if line == "" {
		return nil
	}
	return batch(m.rememberLine(line), m.runLine(line))
}

// rememberLine puts a line behind those typed before, and keeps them.
func (m *Model) rememberLine(line string) tea.Cmd {
	m.lines = append(slices.DeleteFunc(m.lines, func(l string) bool { return l == line }), line)
	m.lines = m.lines[max(0, len(m.lines)-mostLines):]
	remember := m.opts.Remember
	if remember == nil {
		return nil
	}
	lines := slices.Clone(m.lines)
	return func() tea.Msg { return rememberedMsg{remember(lines)} }
}

// rememberedMsg says how keeping the lines went.
type rememberedMsg struct{ err error }

// runLine runs a line: one of the screen's own verbs, a verb of the command
// line, or an action by its name, with a count before it or after it.
func (m *Model) runLine(line string) tea.Cmd {
	if query, ok := searchLine(line); ok {
		return m.searchFor(query)
	}
	words, err := feeds.SplitWords(line)
	switch {
	case err != nil:
		return m.tell(toastFailed, "a quotation mark is not closed in: "+line)
	case len(words) == 0:
		return nil
	}
	if cmd, ok := m.linksLine(words); ok {
		return cmd
	}
	for _, v := range ownVerbs {
		if v.name == words[0] {
			return v.run(m, words[1:])
		}
	}
	if m.opts.Verbs == nil || m.isAction(words) {
		return m.runAction(words)
	}
	return m.runVerb(line, words)
}

// searchLine is the query of a line that searches on the screen, as it was
// typed: its quotation marks are the query's own. Apostrophes around the whole
// of it are a shell's habit. With a flag it is the command line's verb.
func searchLine(line string) (query string, ok bool) {
	query, ok = strings.CutPrefix(line, "search ")
	query = strings.TrimSpace(query)
	if !ok || query == "" || slices.ContainsFunc(strings.Fields(query), func(w string) bool { return strings.HasPrefix(w, "--") }) {
		return "", false
	}
	if n := len(query); n > 2 && query[0] == '\'' && strings.IndexByte(query[1:], '\'') == n-2 {
		query = query[1 : n-1]
	}
	return query, true
}

// isAction says whether words are an action and perhaps a count, and no verb.
func (m *Model) isAction(words []string) bool {
	name, _, ok := counted(words)
	_, known := m.keys.reaches[name]
	return ok && known && !slices.Contains(m.opts.Verbs.Names(), words[0])
}

// counted parts an action from its count.
func counted(words []string) (a action, n int, ok bool) {
	switch len(words) {
	case 1:
		return action(words[0]), 1, true
	case 2:
		for i := range words {
			if n, err := strconv.Atoi(words[i]); err == nil && n > 0 {
				return action(words[1-i]), min(n, 9999), true
			}
		}
	}
	return "", 0, false
}

func (m *Model) runAction(words []string) tea.Cmd {
	a, n, ok := counted(words)
	if _, known := m.keys.reaches[a]; !ok || !known {
		return m.tell(toastFailed, fmt.Sprintf("there is no command %q", words[0]))
	}
	m.pressed, m.counted = "", len(words) > 1
	return m.do(a, n)
}

// setSetting is ":set NAME VALUE".
func (m *Model) setSetting(words []string) tea.Cmd {
	if m.opts.Set == nil || len(words) < 2 {
		return m.tell(toastFailed, "set takes a setting and its value: set theme ink")
	}
	name, value := words[0], strings.Join(words[1:], " ")
	set := m.opts.Set
	return func() tea.Msg {
		s, err := set(name, value)
		return settingMsg{name, value, s, err}
	}
}

// settingMsg brings the settings with one of them changed.
type settingMsg struct {
	name, value string
	settings    feeds.Settings
	err         error
}

func (m *Model) tookSetting(msg settingMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("not set: ", msg.err)
	}
	return batch(m.apply(msg.settings), m.done(msg.name+" is "+msg.value+" until the program ends"))
}

// speech is what a command says, gathered as it is said.
type speech struct {
	mu   sync.Mutex
	text strings.Builder
	cut  bool
	wake chan struct{}
}

func (s *speech) Write(p []byte) (int, error) {
	s.mu.Lock()
	room := mostSaid - s.text.Len()
	if len(p) > room {
		s.cut = true
	}
	s.text.Write(p[:min(len(p), room)])
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return len(p), nil
}

// said is all of it, cleaned.
func (s *speech) said() string {
	s.mu.Lock()
	text, cut := s.text.String(), s.cut
	s.mu.Unlock()
	text = strings.TrimRight(feeds.Clean(strings.ReplaceAll(text, "\t", "    ")), " \n")
	if cut {
		text += "\n… and more than can be shown here"
	}
	return text
}

// verbRun is a verb under way.
type verbRun struct {
	line  string
	pager *pager
	said  *speech
	done  chan struct{} // closed with it
	ended bool          // and its end is told
}

// The messages of a verb under way: it has run for a while, said something,
// and ended.
type (
	verbSlowMsg  struct{ run *verbRun }
	verbSaidMsg  struct{ run *verbRun }
	verbEndedMsg struct {
		run *verbRun
		err error
	}
)

// runVerb runs a verb of the command line. One that takes its time shows what
// it says; Esc ends it.
func (m *Model) runVerb(line string, words []string) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	r := &verbRun{line: line, said: &speech{wake: make(chan struct{}, 1)}, done: make(chan struct{})}
	r.pager = &pager{title: feeds.CleanLine(":" + line), foot: "esc cancel", stop: stop, extra: 40, lines: func(m *Model, w int) []string {
		return m.wrap(w, m.st.Accent, "running …")
	}}
	verbs := m.opts.Verbs
	run := func() tea.Msg {
		defer close(r.done)
		return verbEndedMsg{r, verbs.Run(ctx, words, r.said)}
	}
	return batch(run, r.listen(), m.wait(showAfter, verbSlowMsg{r}))
}

// listen waits for the verb to say something.
func (r *verbRun) listen() tea.Cmd {
	return func() tea.Msg {
		select {
		case <-r.said.wake:
			return verbSaidMsg{r}
		case <-r.done:
			return nil
		}
	}
}

func (m *Model) verbSlow(r *verbRun) {
	if !r.ended && !m.dialog() {
		m.over = r.pager
	}
}

// verbSaid shows what there is so far, the end of it in view.
func (m *Model) verbSaid(r *verbRun) tea.Cmd {
	if r.ended {
		return nil
	}
	if text := r.said.said(); text != "" {
		r.pager.lines = textLines(text)
		r.pager.end = true
	}
	return r.listen()
}

func (m *Model) verbEnded(msg verbEndedMsg) tea.Cmd {
	r := msg.run
	r.ended = true
	p := r.pager
	canceled := p.stopped
	p.stop()
	p.stop = nil
	current := m.over == p
	text := r.said.said()
	problem := ""
	if msg.err != nil && !errors.Is(msg.err, context.Canceled) {
		problem = sentence(msg.err)
	}
	one := !strings.Contains(text, "\n") && m.st.Width(text+problem) <= m.w-4
	switch {
	case canceled:
		return m.say("stopped: " + r.line)
	case one && (problem == "" || text == ""): // a word is enough
		if current {
			m.over = nil
		}
		switch {
		case problem != "":
			return m.tell(toastFailed, problem)
		case msg.err != nil:
			return m.tell(toastFailed, text)
		case text == "":
			return m.done(r.line + " is done")
		}
		return m.done(text)
	}
	if problem != "" {
		text = strings.TrimPrefix(text+"\n\n", "\n\n") + m.st.Glyphs.Warn + " " + problem
	}
	p.lines, p.foot, p.end, p.top = textLines(text), "", false, 0
	if current || !m.dialog() {
		m.over = p
		return nil
	}
	return m.say(r.line + " is done; run it again to see what it said")
}
