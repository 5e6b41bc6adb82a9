package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// asking is something that the reader's own model was asked: what has come of
// it so far, and what ends it.
type asking struct {
	req    feeds.AssistantRequest
	answer feeds.AssistantAnswer
	busy   bool
	sent   bool   // it has begun to answer, or was sent something
	err    string // why there is no more

	gen  int
	stop context.CancelFunc
	line chan assistMsg // the latest that was told and not taken yet
}

// consult asks, also again. What comes of it is told message by message.
func (m *Model) consult(a *asking) tea.Cmd {
	a.halt()
	ctx, stop := context.WithCancel(m.ctx)
	line := make(chan assistMsg, 1)
	a.busy, a.sent, a.err, a.stop, a.line = true, false, "", stop, line
	a.answer = feeds.AssistantAnswer{}
	a.gen++
	back, req, gen := m.back, a.req, a.gen
	return batch(func() tea.Msg {
		answer, err := back.Assist(ctx, req, func(so feeds.AssistantAnswer) {
			select { // only the latest counts
			case <-line:
			default:
			}
			line <- assistMsg{by: a, gen: gen, answer: so}
		})
		close(line)
		return assistMsg{by: a, gen: gen, answer: answer, err: err, done: true}
	}, a.next())
}

// next waits for what is told next.
func (a *asking) next() tea.Cmd {
	line := a.line
	return func() tea.Msg {
		if msg, ok := <-line; ok {
			return msg
		}
		return nil
	}
}

func (m *Model) tookAssist(msg assistMsg) tea.Cmd {
	a := msg.by
	if msg.gen != a.gen || !a.busy { // stopped, or asked anew since
		return nil
	}
	a.answer, a.sent = msg.answer, true
	m.tongues++
	if r := m.reader; r != nil && r.tongue != nil && r.tongue.asking == a {
		r.tongue.version = m.tongues
	}
	if !msg.done {
		return a.next()
	}
	a.busy = false
	a.stop()
	if msg.err != nil {
		a.err = sentence(msg.err)
	}
	return nil
}

// halt stops what is under way; what has come stays. False where nothing is.
func (a *asking) halt() bool {
	if a == nil || !a.busy {
		return false
	}
	a.stop()
	a.busy, a.err = false, "stopped"
	return true
}

// ready says whether there is an assistant; where not, a dialog says how to
// have one.
func (m *Model) ready() bool {
	if m.opts.Settings.Assistant.Ready() {
		return true
	}
	m.over = &pager{title: "No assistant", lines: m.setUpWords}
	return false
}

// setUpWords say how to set an assistant up.
func (m *Model) setUpWords(_ *Model, w int) []string {
	var out []string
	say := func(text string) { out = append(append(out, m.wrap(w, m.st.Text, text)...), "") }
	show := func(lines ...string) {
		for _, l := range lines {
			out = append(out, m.st.Accent.Render(m.st.Cut("  "+l, w)))
		}
		out = append(out, "")
	}
	say("A language model of yours can sum articles and stories up, translate them, and answer questions about a story. None is set up, and nothing is sent anywhere.")
	say("The settings say which: `broadsheet config path` tells where they are. With Ollama on this machine, for one:")
	show("[assistant]", `url = "http://127.0.0.1:11434"`, `model = "llama3.2"`)
	say("Any server that speaks as OpenAI's does will do, or a program that is asked on its standard input:")
	show("[assistant]", `command = ["llm", "-m", "mistral"]`)
	say("Texts are sent there when you ask for something, never by themselves. Changed settings hold at once.")
	return out[:len(out)-1]
}

// articleAsked is the article at hand, for the assistant.
func (m *Model) articleAsked() (feeds.ArticleID, tea.Cmd) {
	at, ok := m.atHand()
	if ok && at.ID == 0 {
		return 0, m.say("the article of this bookmark is gone")
	}
	return at.ID, nil
}

// askStory asks for a question about the story at hand, and for its answer.
func (m *Model) askStory(int) tea.Cmd {
	if !m.ready() {
		return nil
	}
	id, cmd := m.articleAsked()
	if id == 0 {
		return cmd
	}
	m.form = newForm("Ask about the story", "its reports are sent to "+m.opts.Settings.Assistant.Where(), func(m *Model, values []string) (tea.Cmd, string) {
		question := feeds.CleanLine(values[0])
		if question == "" {
			return nil, "type a question, or press Esc"
		}
		g := &gist{of: id, story: true, ask: &asking{req: feeds.AssistantRequest{Act: feeds.AssistAnswer, Article: id, Story: true, Question: question}}}
		g.lines = g.text
		m.over = g
		return m.consult(g.ask), ""
	}, "Question", "")
	return nil
}

// numbered says whether the sentences have the numbers of their articles: not
// where there is but one, and no question.
func (a *asking) numbered() bool {
	return a.req.Act == feeds.AssistAnswer || len(a.answer.Sources) > 1
}

// sentWords name what was sent.
func sentWords(a feeds.AssistantAnswer) string {
	what, of := "the text", "of the article"
	if len(a.Sources) > 1 {
		what, of = "the texts", "of "+itoa(len(a.Sources))+" articles"
	}
	if a.Shortened {
		what = "the beginning"
		if len(a.Sources) > 1 {
			what = "the beginnings"
		}
	}
	return what + " " + of
}

// numbersOf are the sources of a sentence as they stand behind it.
func numbersOf(s feeds.AssistantSentence) string {
	var b strings.Builder
	for _, n := range s.Sources {
		b.WriteString("[" + itoa(n) + "]")
	}
	return b.String()
}
