package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// utter gives what there is to say of the place where the keys go.
func (m *Model) utter() utterance {
	if m.help == nil && m.form == nil {
		switch p := m.over.(type) {
		case *prompt:
			return p.aloud()
		case *exporter:
			return p.aloud(m)
		}
	}
	switch {
	case m.help != nil, m.form != nil, m.over != nil:
		return m.dialogAloud()
	case m.letters != nil:
		return m.lettersAloud()
	case m.welcome != nil:
		return m.welcomeAloud()
	case m.health.open:
		return m.healthAloud()
	case m.talking():
		return m.talkAloud()
	case m.reader != nil && m.reader.choosing:
		return m.relatedAloud()
	case m.findsTyped():
		return m.findAloud()
	case m.reader != nil:
		r := m.reader
		return textAloud("article", &r.pane, r.id, r.err, r.offered)
	case m.focus == paneArticle:
		return textAloud("article beside its list", &m.art.pane, m.art.shown.id, m.art.err, false)
	case m.focus == paneSections:
		return m.sectionsAloud()
	case m.focus == paneRelated:
		return m.relatedAloud()
	case m.search != nil && m.search.typing:
		return m.searchAloud()
	case m.atFront():
		return m.frontAloud()
	case m.filtering():
		f := m.shelf.filter
		return utterance{place: "filter", here: "Narrow this list. Enter keeps these, Down chooses, Escape shows all.", row: "Filter: " + f.input.value(), rowID: "filter", typed: true,
			text: []string{m.shelfNote(), f.mistake}}
	case m.onShelf():
		return m.shelfAloud()
	}
	return m.headlinesAloud()
}

// listAloud is a moment of a list: what it is called, and its row, which is empty
// where there is none.
func listAloud(place, here, row string, id any) utterance {
	if row == "" {
		id = nil
	}
	return utterance{place: place, here: here, row: row, rowID: id}
}

// sentences joins what is not empty, each ended.
func sentences(parts ...string) string {
	var b strings.Builder
	for _, s := range parts {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		if !strings.ContainsAny(s[len(s)-1:], ".!?:;") && !strings.HasSuffix(s, "…") {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// commas joins what is not empty.
func commas(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

func when(is bool, say string) string {
	if is {
		return say
	}
	return ""
}

// plainLines are drawn lines as text, without the empty ones.
func plainLines(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l = strings.Join(strings.Fields(ansi.Strip(l)), " "); l != "" {
			out = append(out, spokenSigns.Replace(l))
		}
	}
	return out
}

// textAloud is a text that is read by paragraphs, with how far one is.
func textAloud(place string, p *article.Pane, id feeds.ArticleID, wrong string, offered bool) utterance {
	out := utterance{place: fmt.Sprint(place, " ", id), here: "Article.", text: p.Aloud(), whose: p.Page(), of: id}
	switch {
	case wrong != "":
		out.text = []string{"Failed: " + wrong}
	case p.Page() == nil:
		return utterance{} // said when it is there
	case offered:
		out.row, out.rowID = "The full text is there: v shows it.", "offered"
	case p.AtEnd():
		out.row, out.rowID = "End of the article.", "end"
	default:
		out.row, out.rowID = fmt.Sprintf("%d percent.", p.Percent()), "more"
		if p.Place().Block < 0 {
			out.row += " Space goes on."
		}
	}
	return out
}

// talkAloud is the comments, which come after one has arrived there: then the
// place is another.
func (m *Model) talkAloud() utterance {
	d := m.talk
	count, order := d.told()
	out := utterance{place: fmt.Sprint("comments ", d.at, count, order), here: sentences("Comments", commas(count, order))}
	switch {
	case d.err != "":
		out.text = []string{sentences("Failed: "+d.err, m.talkWays())}
	case d.busy && len(d.list) == 0:
		out.text = []string{"Fetching the comments."}
	case len(d.list) == 0:
		out.text = []string{"No comments yet."}
	case d.pane.Page() == nil:
		return utterance{} // said when they are laid out
	default:
		out.text, out.whose = d.pane.Aloud(), d.pane.Page()
		out.row, out.rowID = fmt.Sprintf("%d percent.", d.pane.Percent()), "more"
		if d.pane.AtEnd() {
			out.row, out.rowID = "End of the comments.", "end"
		}
	}
	return out
}

// searchAloud is the search while one types: the hits' number, and the first.
func (m *Model) searchAloud() utterance {
	h := &m.heads
	out := utterance{place: "search", here: "Search everything. Tab completes, Enter keeps the hits, Down chooses, Escape leaves.", row: "Search: " + m.search.input.value(), rowID: "search", typed: true}
	if searching(h.view) && !h.loading {
		out.text = []string{m.hits()}
		if c := h.current(); c != nil && h.list.Index() > 0 {
			out.text = append(out.text, m.headlineAloud(c, 0))
		}
	}
	if m.search.mistake != "" {
		out.text = append(out.text, "Mistake: "+m.search.mistake)
	}
	return out
}

// findAloud is the search in a text: how many, and the paragraph of the one at
// hand.
func (m *Model) findAloud() utterance {
	r := m.reader
	f := r.find
	out := utterance{place: "find", here: "Find in this text. Enter ends typing, then n and N go on and back.", row: "Find: " + f.input.value(), rowID: "find", typed: f.typing}
	switch n := len(f.hits); {
	case f.input.value() == "":
	case n == 0:
		out.text = []string{"Not in this text."}
	default:
		out.text = []string{fmt.Sprintf("%d of %d.", f.at+1, n), r.quoted()}
	}
	if !f.typing {
		out.row, out.rowID = "", nil
	}
	return out
}
