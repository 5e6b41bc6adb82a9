package ui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// hintLetters name the links in view: the easy ones first, without y, b and a,
// which say what is to become of the link.
const hintLetters = "sdfjklghweruiotpqvncxmz"

// letters is the mode in which links have letters.
type letters struct {
	pane    *article.Pane
	page    *article.Page
	targets []article.Target
	labels  []string
	typed   string
	verb    string // "y", "b", "a", "" to open
}

// question is asked in the hint line: Enter does it, any other key does not.
type question struct {
	text string
	do   func(m *Model) tea.Cmd
}

// textPane is the pane whose text can be followed here.
func (m *Model) textPane() *article.Pane {
	switch r := m.reader; {
	case m.talking():
		return &m.talk.pane
	case m.health.open, r != nil && r.choosing:
		return nil
	case r != nil:
		return &r.pane
	case m.art.size.hidden():
		return nil
	}
	return &m.art.pane
}

// startLetters puts letters on the links in view.
func (m *Model) startLetters() tea.Cmd {
	p := m.textPane()
	if p == nil || p.Page() == nil {
		return m.say("no text here to follow links in")
	}
	l := &letters{pane: p, page: p.Page(), targets: p.Targets()}
	if len(l.targets) == 0 {
		return m.say("no link in view")
	}
	l.labels = labels(len(l.targets))
	m.letters = l
	l.pane.SetLabels(l.labels)
	return nil
}

// labels makes n labels of the same length, one letter or two.
func labels(n int) []string {
	out := make([]string, 0, n)
	if n <= len(hintLetters) {
		for i := range n {
			out = append(out, hintLetters[i:i+1])
		}
		return out
	}
	for i := 0; i < n && i < len(hintLetters)*len(hintLetters); i++ {
		out = append(out, string(hintLetters[i/len(hintLetters)])+string(hintLetters[i%len(hintLetters)]))
	}
	return out
}

func (m *Model) endLetters() {
	if m.letters != nil {
		m.letters.pane.SetLabels(nil)
		m.letters = nil
	}
}

// keepLetters puts the letters on again where the page was set anew: related
// stories came, or the page's text.
func (m *Model) keepLetters() {
	l := m.letters
	if l == nil || l.pane.Page() == l.page {
		return
	}
	verb := l.verb
	m.endLetters()
	if m.textPane() != l.pane || l.pane.Page() == nil || len(l.pane.Targets()) == 0 {
		return
	}
	m.startLetters()
	m.letters.verb = verb
}

func (m *Model) letterKey(k tea.KeyPressMsg) tea.Cmd {
	l := m.letters
	key := k.String()
	if k.BaseCode > ' ' && len(key) != 1 && k.Mod == 0 {
		key = string(k.BaseCode) // on a keyboard of another script
	}
	switch {
	case l.pane.Page() != l.page, len(key) != 1:
		m.endLetters()
		return nil
	case l.typed == "" && strings.Contains("yba", key):
		if l.verb == key {
			key = ""
		}
		l.verb = key
		return nil
	}
	l.typed += key
	open := false
	for i, label := range l.labels {
		if label == l.typed {
			m.endLetters()
			return m.follows(l.pane, l.targets[i], l.verb)
		}
		open = open || strings.HasPrefix(label, l.typed)
	}
	if !open {
		m.endLetters()
	}
	return nil
}

// lettersHint says what a letter does now.
func (m *Model) lettersHint(w int) string {
	does := map[string]string{"": "opens", "y": "copies", "b": "bookmarks", "a": "subscribes"}[m.letters.verb]
	all := []string{m.st.Text.Render("a letter " + does)}
	for _, v := range [][2]string{{"y", "copy"}, {"b", "bookmark"}, {"a", "subscribe"}} {
		if m.letters.verb != v[0] {
			all = append(all, m.hint(v[0], v[1]))
		}
	}
	return m.joinHints(append(all, m.hint("esc", "back")), w, "")
}

// jumpBack goes back to where the last jump within the text began.
func (m *Model) jumpBack(int) tea.Cmd {
	p := m.textPane()
	if p == nil || !p.Return() {
		return m.say("no jump in this text to go back from")
	}
	return nil
}

// follows does with a link, or a footnote's mark, what was asked for.
func (m *Model) follows(p *article.Pane, t article.Target, verb string) tea.Cmd {
	if t.Within() {
		if !p.Jump(t) {
			return m.say("that place is not in the text")
		}
		return m.say(m.offer("jumped", actJumpBack, "goes back"))
	}
	url := p.Page().URL(t)
	switch {
	case url == "":
		return m.say("that link leads nowhere safe")
	case verb == "y":
		return m.copy(url, url, "link copied: "+url)
	case verb == "b":
		return m.keepURL(url)
	case verb == "a":
		// Shown first: a link's address is the publisher's word, and one that is
		// subscribed to is the person's.
		m.form = addForm(url, m.folderHere(), "")
		return nil
	}
	return m.openLink(url, t.Text)
}

// openLink opens a link's address. Where its text names another host, it asks
// first: the text is the publisher's word, the address is where one goes.
func (m *Model) openLink(url, text string) tea.Cmd {
	host := feeds.Host(url)
	said := hostIn(text)
	if said == "" || host == "" || sameSite(said, host) {
		return m.openURL(url)
	}
	m.ask = &question{"text says " + said + ", goes to " + host + " · ↵ opens", func(m *Model) tea.Cmd { return m.openURL(url) }}
	return nil
}

// keepURL bookmarks what stands at an address. Its page is fetched for that,
// so other changes do not wait for it.
func (m *Model) keepURL(url string) tea.Cmd {
	back, ctx := m.back, m.ctx
	keep := func() tea.Msg {
		c, err := back.KeepURL(ctx, url)
		return linkKeptMsg{c, err}
	}
	return tea.Batch(m.say("keeping "+feeds.Host(url)+" …"), keep)
}

func (m *Model) tookLinkKept(msg linkKeptMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.fail("not kept: ", msg.err)
	case msg.change.N == 0:
		return m.say("bookmarked already")
	}
	return tea.Batch(m.done(m.undoable(strings.TrimSpace("bookmarked "+msg.change.What))), m.reread())
}

// openNumber opens a link by its number.
func (m *Model) openNumber(n int) tea.Cmd {
	p := m.textPane()
	if p == nil || p.Page() == nil {
		return m.say("no text here to follow links in")
	}
	t, ok := p.Page().Numbered(n)
	if !ok {
		return m.say("there is no link " + strconv.Itoa(n))
	}
	return m.follows(p, t, "")
}

// numberForm asks for a link's number.
func (m *Model) numberForm() tea.Cmd {
	p := m.textPane()
	if p == nil || p.Page() == nil || p.Page().Numbers() == 0 {
		return m.say("no link here")
	}
	most := p.Page().Numbers()
	m.form = newForm("Open a link", "Its number in the text, 1 to "+strconv.Itoa(most)+".", func(m *Model, v []string) (tea.Cmd, string) {
		n, err := strconv.Atoi(strings.Trim(strings.TrimSpace(v[0]), "#[]"))
		if err != nil || n < 1 || n > most {
			return nil, "A number from 1 to " + strconv.Itoa(most) + "."
		}
		return m.openNumber(n), ""
	}, "Number", "")
	return nil
}

// fileEndings look like a host's last part and are mostly a file's.
var fileEndings = map[string]bool{
	"html": true, "htm": true, "js": true, "ts": true, "go": true, "md": true, "txt": true, "pdf": true, "png": true, "jpg": true, "jpeg": true,
	"gif": true, "css": true, "json": true, "xml": true, "yml": true, "yaml": true, "toml": true, "py": true, "rs": true, "sh": true, "zip": true,
	"exe": true, "c": true, "h": true, "cpp": true, "java": true, "rb": true, "php": true, "csv": true, "doc": true, "docx": true, "mp3": true,
}

// hostIn is the host that a link's text names, "" for none.
func hostIn(text string) string {
	for _, word := range strings.Fields(strings.ToLower(text)) {
		rest, scheme := strings.CutPrefix(word, "https://")
		if !scheme {
			rest, scheme = strings.CutPrefix(word, "http://")
		}
		rest = strings.Trim(rest, "()[]<>\"'“”‘’«».,;:!?")
		if _, after, mail := strings.Cut(rest, "@"); mail {
			rest = after
		}
		host, _, path := strings.Cut(rest, "/")
		host, _, _ = strings.Cut(host, ":")
		parts := strings.Split(host, ".")
		last := parts[len(parts)-1]
		certain := scheme || path || parts[0] == "www"
		if len(parts) < 2 || len(last) < 2 || strings.ContainsAny(last, "0123456789_-") || fileEndings[last] && !certain {
			continue
		}
		whole := true
		for _, p := range parts {
			whole = whole && p != "" && !strings.ContainsAny(p, "_=&#%+*$\\|~…")
		}
		if whole {
			return host
		}
	}
	return ""
}

// sameSite says whether two hosts are one, or one is part of the other.
func sameSite(a, b string) bool {
	a, b = strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www.")
	return a == b || strings.HasSuffix(a, "."+b) || strings.HasSuffix(b, "."+a)
}
