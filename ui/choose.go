package ui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// overlay is a dialog that takes all keys, over whatever is shown.
type overlay interface {
	key(m *Model, k tea.KeyPressMsg) tea.Cmd
	paste(m *Model, s string)
	wheel(m *Model, n int)
	click(m *Model, at tea.Mouse) tea.Cmd
	draw(m *Model, f *frame)
}

// adder looks for the feeds an address stands for and subscribes to them;
// where there are several it lists them to choose from.
type adder struct {
	address string
	folder  string
	urls    []string // all that the welcome screen was given: it adds by beginning again

	found   []feeds.Candidate
	rows    list.List[int]
	marked  map[int]bool
	working string // what is under way, "" while one chooses
	err     string
	stop    context.CancelFunc
	at      rect // where the rows stand, as last drawn
}

// addForm asks for the address of a feed.
func addForm(address, folder, problem string) *form {
	f := newForm("Add a feed", "An address, a site or a handle, typed or pasted.", func(m *Model, v []string) (tea.Cmd, string) {
		address := strings.TrimSpace(v[0])
		if address == "" {
			return nil, "An address is needed: https://…"
		}
		return m.lookUp(address, feeds.CleanLine(v[1])), ""
	}, "Address", address, "Folder", folder)
	f.err, f.brief = problem, true
	return f
}

// lookUp adds what an address stands for. Esc takes it back.
func (m *Model) lookUp(address, folder string) tea.Cmd {
	shown, _, _ := feeds.SplitLogin(address)
	a := &adder{address: address, folder: folder, working: "looking for feeds at " + feeds.CleanLine(shown) + " …"}
	m.over = a
	return m.add(a, []string{address})
}

// add subscribes to addresses, one after the other.
func (m *Model) add(a *adder, addresses []string) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	a.stop = stop
	back, folder := m.back, a.folder
	return func() tea.Msg {
		msg := addedMsg{by: a}
		for _, address := range addresses {
			f, err := back.Add(ctx, address, folder)
			if f.ID != 0 {
				msg.feeds = append(msg.feeds, f)
			}
			if err == nil {
				msg.added++
				msg.articles += f.Articles
			} else if msg.err == nil {
				msg.err = err
			}
			if ctx.Err() != nil {
				break
			}
		}
		return msg
	}
}

// tookAdded tells what was added, and asks again where that failed.
func (m *Model) tookAdded(msg addedMsg) tea.Cmd {
	a := msg.by
	a.stop()
	current := m.over == a
	var several *feeds.SeveralError
	switch {
	case current && errors.As(msg.err, &several) && len(several.Candidates) > 0:
		a.offer(several.Candidates)
		return nil
	case !current && len(msg.feeds) == 0:
		return nil // taken back in time
	case len(msg.feeds) == 0 && msg.err != nil:
		text := sentence(msg.err)
		if !strings.Contains(text, "not added") {
			text = "not added: " + text
		}
		if len(a.found) > 0 {
			a.working, a.err = "", text
			return nil
		}
		m.over, m.form = nil, addForm(a.address, a.folder, text)
		return nil
	}
	if current {
		m.over = nil
	}
	last := msg.feeds[len(msg.feeds)-1].ID
	m.side.want, m.health.want = last, last
	cmd := batch(m.addedToast(msg), m.refresh())
	if m.focus == paneSections && m.reader == nil && !m.health.open {
		return batch(cmd, m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: last})) // its cursor's row is what is shown
	}
	return cmd
}

// folderHere is the folder of what is shown, for a feed about to be added.
func (m *Model) folderHere() string {
	v := m.heads.view
	if k, ok := m.side.list.Selected(); ok && m.focus == paneSections {
		v = k.view()
	}
	if f, ok := m.side.feed(v.Feed); ok {
		return f.Folder
	}
	return v.Folder
}

func (m *Model) addedToast(msg addedMsg) tea.Cmd {
	var parts []string
	if msg.added > 0 {
		what := plural(msg.added, "feed", "feeds")
		if len(msg.feeds) == 1 {
			what = msg.feeds[0].Name()
		}
		parts = append(parts, "added "+what)
		if msg.articles > 0 {
			parts = append(parts, plural(msg.articles, "article", "articles"))
		}
	}
	if msg.err != nil && !errors.Is(msg.err, context.Canceled) {
		// Its words say themselves what became of the feed.
		return m.tell(toastFailed, strings.Join(append(parts, sentence(msg.err)), " · "))
	}
	return m.done(m.undoable(strings.Join(parts, " · ")))
}

// offer lists candidates to choose from.
func (a *adder) offer(found []feeds.Candidate) {
	a.found, a.working, a.err, a.marked = found, "", "", map[int]bool{}
	keys := make([]int, len(found))
	for i := range keys {
		keys[i] = i
	}
	a.rows = list.New[int]()
	a.rows.SetKeys(keys)
}

// offerAtBegin is offer for the welcome screen; false when the error is
// another one.
func (m *Model) offerAtBegin(err error) bool {
	var several *feeds.SeveralError
	if !errors.As(err, &several) || len(several.Candidates) == 0 {
		return false
	}
	a := &adder{address: several.Address, urls: m.welcome.urls}
	a.offer(several.Candidates)
	m.over = a
	return true
}

// chosen are the addresses of the feeds marked, else of the one at hand.
func (a *adder) chosen() []string {
	var out []string
	for i, c := range a.found {
		if a.marked[i] {
			out = append(out, c.URL)
		}
	}
	if i, ok := a.rows.Selected(); ok && len(out) == 0 {
		out = append(out, a.found[i].URL)
	}
	return out
}

func (a *adder) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if name == "esc" || name == "q" && a.working == "" {
		m.over = nil
		if a.stop != nil {
			a.stop()
		}
		return nil
	}
	if a.working != "" {
		return nil
	}
	switch name {
	case "enter":
		return a.take(m)
	case "x", "space":
		if i, ok := a.rows.Selected(); ok {
			a.mark(i, !a.marked[i])
		}
	case "a":
		all := len(a.marked) < len(a.found)
		for i := range a.found {
			a.mark(i, all)
		}
	default:
		moves := map[string]action{
			"j": actDown, "down": actDown, "tab": actDown, "k": actUp, "up": actUp, "shift+tab": actUp, "home": actTop, "g": actTop,
			"end": actBottom, "G": actBottom, "pgdown": actPageDown, "ctrl+f": actPageDown, "pgup": actPageUp, "ctrl+b": actPageUp,
			"ctrl+d": actHalfDown, "ctrl+u": actHalfUp,
		}
		moveList(&a.rows, moves[name], 1)
	}
	return nil
}

func (a *adder) mark(i int, on bool) {
	if on {
		a.marked[i] = true
	} else {
		delete(a.marked, i)
	}
}

// take adds what was chosen. The welcome screen begins again with it in the
// place of the address that stood for several.
func (a *adder) take(m *Model) tea.Cmd {
	chosen := a.chosen()
	if m.welcome != nil {
		var urls []string
		for _, u := range a.urls {
			if u == a.address {
				urls = append(urls, chosen...)
			} else {
				urls = append(urls, u)
			}
		}
		if len(a.urls) == 0 {
			urls = chosen
		}
		m.over = nil
		return m.beginWith(urls, "adding "+plural(len(chosen), "feed", "feeds")+"…")
	}
	a.working = "adding " + plural(len(chosen), "feed", "feeds") + " …"
	a.err = ""
	return m.add(a, chosen)
}

func (a *adder) paste(*Model, string) {}

func (a *adder) wheel(_ *Model, n int) { a.rows.Scroll(sign(n)) }

func (a *adder) click(m *Model, at tea.Mouse) tea.Cmd {
	if a.working != "" || !a.at.contains(at.X, at.Y) {
		return nil
	}
	return clickList(at.Y-a.at.Y, &a.rows, func() tea.Cmd { return a.take(m) })
}
