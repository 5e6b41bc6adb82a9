package ui

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// hintLetters name the links in view: the easy ones first, without y, b and a,
// which say what is to become of the link.
const hintLetters = "sdfjklghweruiotpqvncxmz"

// letters is the mode in which links, topics and authors have letters.
type letters struct {
	pane    *article.Pane // nil where only a row has some
	page    *article.Page
	row     feeds.ArticleID  // the headline whose topics have some, 0 for none
	targets []article.Target // the row's, then the text's, in reading order
	labels  []string
	inText  []int // of each target in view in the pane, where it is among all
	at      int   // the one that Tab led to, -1 for none
	typed   string
	verb    string // "y", "b", "a", "F", "" to open
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

// startLetters puts letters on the links, topics and authors in view.
func (m *Model) startLetters() tea.Cmd {
	l := &letters{at: -1}
	if id, topics := m.rowTopics(); len(topics) > 0 {
		l.row = id
		for _, t := range topics {
			l.targets = append(l.targets, article.Target{Topic: t, Text: feeds.TopicLabel(t)})
		}
	}
	p := m.textPane()
	if p != nil && p.Page() != nil {
		l.pane, l.page = p, p.Page()
		for _, t := range p.Targets() {
			at := slices.IndexFunc(l.targets, func(o article.Target) bool { return t.Topic != "" && o.Topic == t.Topic })
			if at < 0 {
				at = len(l.targets)
				l.targets = append(l.targets, t)
			}
			l.inText = append(l.inText, at)
		}
	}
	switch {
	case len(l.targets) > 0:
	case l.pane == nil:
		return m.say("no text here to follow links in")
	default:
		return m.say("no link in view")
	}
	l.label()
	m.letters = l
	l.show()
	return nil
}

// label gives the targets their letters: a link its own whether topics stand
// before it or not.
func (l *letters) label() {
	l.labels = make([]string, len(l.targets))
	free := labels(len(l.targets))
	for _, topics := range []bool{false, true} {
		for i, t := range l.targets {
			if (t.Topic != "") == topics && len(free) > 0 {
				l.labels[i], free = free[0], free[1:]
			}
		}
	}
}

// show draws the letters in the text.
func (l *letters) show() {
	if l.pane == nil {
		return
	}
	out, now := make([]string, len(l.inText)), -1
	for i, at := range l.inText {
		if out[i] = l.labels[at]; at == l.at {
			now = i
		}
	}
	l.pane.SetLabels(out, now)
}

// stale says whether the text is another than that which got the letters.
func (l *letters) stale() bool { return l.pane != nil && l.pane.Page() != l.page }

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
	if m.letters != nil && m.letters.pane != nil {
		m.letters.pane.SetLabels(nil, -1)
	}
	m.letters = nil
}

// keepLetters puts the letters on again where the page was set anew: related
// stories came, or the page's text.
func (m *Model) keepLetters() {
	l := m.letters
	if l == nil || !l.stale() {
		return
	}
	verb, at := l.verb, article.Target{}
	if l.at >= 0 {
		at = l.targets[l.at]
	}
	m.endLetters()
	if m.textPane() != l.pane || l.pane.Page() == nil || len(l.pane.Targets()) == 0 {
		return
	}
	m.startLetters()
	m.letters.verb = verb
	if at != (article.Target{}) {
		m.letters.at = slices.Index(m.letters.targets, at)
		m.letters.show()
	}
}

func (m *Model) letterKey(k tea.KeyPressMsg) tea.Cmd {
	l := m.letters
	key := k.String()
	if k.BaseCode > ' ' && len(key) != 1 && k.Mod == 0 {
		key = string(k.BaseCode) // on a keyboard of another script
	}
	switch {
	case l.stale():
		m.endLetters()
		return nil
	case key == "enter":
		at := max(l.at, 0)
		m.endLetters()
		return m.follows(l.pane, l.targets[at], l.verb)
	case key == "tab" || key == "right" || key == "down":
		l.move(1)
		return nil
	case key == "shift+tab" || key == "left" || key == "up":
		l.move(-1)
		return nil
	case len(key) != 1:
		m.endLetters()
		return nil
	case l.typed == "" && strings.Contains("ybaF", key):
		if l.at >= 0 {
			m.endLetters()
			return m.follows(l.pane, l.targets[l.at], key)
		}
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

// move goes to another target, round at the ends.
func (l *letters) move(n int) {
	if l.typed = ""; l.at < 0 && n < 0 {
		l.at = 0
	}
	l.at = (l.at + n + len(l.targets)) % len(l.targets)
	l.show()
}

// lettersHint says what a letter does now, or Enter with the target at hand.
func (m *Model) lettersHint(w int) string {
	l := m.letters
	does := map[string]string{"": "opens", "y": "copies", "b": "bookmarks", "a": "subscribes", "F": "follows"}[l.verb]
	all := []string{m.st.Text.Render("a letter " + does)}
	if l.at >= 0 {
		t := l.targets[l.at]
		name := feeds.CleanLine(cmp.Or(t.Text, feeds.Host(m.letterURL(t)), "the place"))
		all = []string{m.hint("↵", does+" "+m.st.Cut(name, 30))}
	}
	for _, v := range [][2]string{{"y", "copy"}, {"b", "bookmark"}, {"a", "subscribe"}, {"F", "follow"}} {
		if l.verb != v[0] && (v[0] != "F" || slices.ContainsFunc(l.targets, func(t article.Target) bool { return t.Topic != "" })) {
			all = append(all, m.hint(v[0], v[1]))
		}
	}
	return m.joinHints(append(all, m.hint("tab", "choose"), m.hint("esc", "back")), w, "")
}

// letterURL is the address of one of the targets, "" for none.
func (m *Model) letterURL(t article.Target) string {
	if m.letters.page == nil {
		return ""
	}
	return m.letters.page.URL(t)
}

// jumpBack goes back to where the last jump within the text began.
func (m *Model) jumpBack(int) tea.Cmd {
	p := m.textPane()
	if p == nil || !p.Return() {
		return m.say("no jump in this text to go back from")
	}
	return nil
}

// follows does with a link, a topic, or a footnote's mark, what was asked for.
func (m *Model) follows(p *article.Pane, t article.Target, verb string) tea.Cmd {
	if t.Topic != "" {
		return m.followsTopic(t, verb)
	}
	if verb == "F" {
		return m.say("a topic or an author can be followed")
	}
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
	return batch(m.say("keeping "+feeds.Host(url)+" …"), keep)
}

func (m *Model) tookLinkKept(msg linkKeptMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.fail("not kept: ", msg.err)
	case msg.change.N == 0:
		return m.say("bookmarked already")
	}
	return batch(m.done(m.undoable(strings.TrimSpace("bookmarked "+msg.change.What))), m.reread())
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
