package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// welcome is the first screen: where feeds come from. Nothing is fetched or
// written before a choice.
type welcome struct {
	at       int
	subjects []feeds.Subject
	others   []feeds.OtherReader
	picking  bool // the starter's subjects are up
	on       []bool
	row      int
	working  string
	urls     []string // what was pasted
	stop     context.CancelFunc
	err      string
	places   []int // the screen row of each choice, as last drawn
}

// offer is one choice of the welcome screen.
type offer struct {
	kind  offerKind
	key   string // the letter that takes it; its number does too
	title string
	text  string
	from  string // the reader to move in from
}

type offerKind int

const (
	offerSample offerKind = iota
	offerStarter
	offerMove
	offerOPML
	offerPaste
)

func newWelcome(subjects []feeds.Subject, others []feeds.OtherReader) *welcome {
	on := make([]bool, len(subjects))
	for i := range on {
		on[i] = true
	}
	return &welcome{subjects: subjects, others: others[:min(len(others), 2)], on: on}
}

func (w *welcome) offers() []offer {
	n := 0
	var names []string
	for _, s := range w.subjects {
		n += len(s.Feeds)
		names = append(names, s.Name)
	}
	starter := plural(n, "feed", "feeds")
	if len(names) > 0 {
		starter += ": " + strings.Join(names, ", ")
	}
	out := []offer{
		{kind: offerSample, key: "s", title: "Look at the sample edition", text: "Eight made-up papers, to try it all offline"},
		{kind: offerStarter, key: "p", title: "Pick from starter sections", text: starter},
	}
	for i, o := range w.others {
		out = append(out, offer{
			kind: offerMove, key: "mn"[i : i+1], from: o.Name, title: "Move in from " + o.Name,
			text: plural(o.Feeds, "feed", "feeds") + " with tags, titles, articles and what you read; its files stay as they are",
		})
	}
	return append(out,
		offer{kind: offerOPML, key: "i", title: "Import an OPML file", text: "The list another reader exports"},
		offer{kind: offerPaste, key: "a", title: "Paste an address", text: "Of a feed or a site: https://…"},
	)
}

// find is the number of the first offer of a kind.
func (w *welcome) find(kind offerKind) int {
	return slices.IndexFunc(w.offers(), func(o offer) bool { return o.kind == kind })
}

func (m *Model) welcomeKey(k tea.KeyPressMsg) tea.Cmd {
	w := m.welcome
	if w.working != "" {
		if k.String() == "esc" {
			w.stop()
		}
		return nil
	}
	if w.picking {
		return m.pickKey(k)
	}
	key := k.String()
	switch key {
	case "j", "down", "tab":
		w.at = (w.at + 1) % len(w.offers())
	case "k", "up", "shift+tab":
		w.at = (w.at + len(w.offers()) - 1) % len(w.offers())
	case "enter", "space":
		return m.choose(w.at)
	case "esc":
		return m.begin(feeds.Choice{}, "starting empty…")
	case "q", "Q":
		return m.quit()
	case "?":
		w.err = ""
	default:
		for i, o := range w.offers() {
			if key == o.key || key == itoa(i+1) {
				w.at = i
				return m.choose(i)
			}
		}
	}
	return nil
}

func (m *Model) choose(i int) tea.Cmd {
	w := m.welcome
	w.err = ""
	switch o := w.offers()[i]; o.kind {
	case offerMove:
		return m.begin(feeds.Choice{Move: o.from}, "moving in from "+o.from+"… esc stops")
	case offerSample:
		return m.begin(feeds.Choice{Sample: true}, "opening the sample edition…")
	case offerStarter:
		if len(w.subjects) == 0 {
			w.err = "There is no starter list in this build."
			return nil
		}
		w.picking = true
	case offerOPML:
		m.form = newForm("Import an OPML file", "The path of the file; ~ is your home.", func(m *Model, v []string) (tea.Cmd, string) {
			path := strings.TrimSpace(v[0])
			if path == "" {
				return nil, "A path is needed."
			}
			return m.begin(feeds.Choice{OPML: path}, "importing…"), ""
		}, "File", "")
	case offerPaste:
		m.form = newForm("Paste an address", "One address, or several parted by spaces.", func(m *Model, v []string) (tea.Cmd, string) {
			urls := strings.Fields(v[0])
			if len(urls) == 0 {
				return nil, "An address is needed: https://…"
			}
			return m.beginWith(urls, "looking for feeds at "+feeds.CleanLine(urls[0])+" …"), ""
		}, "Address", "")
	}
	return nil
}

// pickKey ticks subjects of the starter list.
func (m *Model) pickKey(k tea.KeyPressMsg) tea.Cmd {
	w := m.welcome
	switch k.String() {
	case "j", "down", "tab":
		w.row = (w.row + 1) % len(w.subjects)
	case "k", "up", "shift+tab":
		w.row = (w.row + len(w.subjects) - 1) % len(w.subjects)
	case "space", "x":
		w.on[w.row] = !w.on[w.row]
	case "a":
		all := true
		for _, on := range w.on {
			all = all && on
		}
		for i := range w.on {
			w.on[i] = !all
		}
	case "esc", "q":
		w.picking, w.err = false, ""
	case "enter":
		var names []string
		for i, s := range w.subjects {
			if w.on[i] {
				names = append(names, s.Name)
			}
		}
		if len(names) == 0 {
			w.err = "Tick at least one, or go back with esc."
			return nil
		}
		return m.begin(feeds.Choice{Starter: names}, "setting up…")
	}
	return nil
}

// beginWith begins with addresses.
func (m *Model) beginWith(urls []string, working string) tea.Cmd {
	m.welcome.urls = urls
	return m.begin(feeds.Choice{URLs: urls}, working+" esc stops")
}

// begin hands the choice over.
func (m *Model) begin(c feeds.Choice, working string) tea.Cmd {
	m.welcome.working, m.welcome.err = working, ""
	ctx, stop := context.WithCancel(m.ctx)
	m.welcome.stop = stop
	begin := m.opts.Begin
	return func() tea.Msg {
		if begin == nil {
			return begunMsg{nil, fmt.Errorf("nothing can be set up here")}
		}
		back, err := begin(ctx, c)
		return begunMsg{back, err}
	}
}

// tookBegun opens the paper, or says what went wrong and asks again.
func (m *Model) tookBegun(msg begunMsg) tea.Cmd {
	w := m.welcome
	if w == nil {
		return nil
	}
	w.stop()
	if msg.err != nil || msg.backend == nil {
		w.working = ""
		w.err = "That did not work."
		switch {
		case m.offerAtBegin(msg.err):
			w.err = ""
		case errors.Is(msg.err, context.Canceled):
			w.err = "Stopped. Choose again."
		case msg.err != nil:
			w.err = sentence(msg.err)
		}
		return nil
	}
	sample := w.at == 0 && strings.Contains(w.working, "sample")
	m.back, m.welcome, m.form = msg.backend, nil, nil
	m.opts.Sample = m.opts.Sample || sample
	m.touched = false
	return m.start()
}

func (m *Model) welcomeClick(y int) tea.Cmd {
	w := m.welcome
	if w.working != "" || w.picking {
		return nil
	}
	for i, at := range w.places {
		if y == at || y == at+1 {
			if w.at == i {
				return m.choose(i)
			}
			w.at = i
		}
	}
	return nil
}

// movedIn says what came from another reader, and where what did not is named.
func (m *Model) movedIn(e feeds.MovedIn) tea.Cmd {
	text := plural(e.Feeds, "feed", "feeds") + ", " + plural(e.Articles, "article", "articles")
	if e.Left > 0 {
		text += " · :migrate " + e.Reader + " --dry-run names the rest"
	}
	return m.done(text)
}
