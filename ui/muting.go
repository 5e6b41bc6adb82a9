package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// offersOfTitle is how many names, or words, of a title M offers.
const offersOfTitle = 2

// mutingMsg is the article that M is to make a rule from.
type mutingMsg struct {
	at      feeds.Headline
	reading feeds.Reading
	story   feeds.Story
	by      feeds.SavedRule // that hides it, ID 0 for none
	err     error
}

// mute opens the dialog of a rule from the article at hand. Of one that is
// hidden it asks first what is to become of the rule that hides it.
func (m *Model) mute(int) tea.Cmd {
	at, ok := m.atHand()
	if !ok || at.ID == 0 {
		return m.say("no article here to make a rule from")
	}
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		msg := mutingMsg{at: at}
		if msg.reading, msg.err = back.Article(ctx, at.ID); msg.err != nil {
			return msg
		}
		if msg.reading.State.Muted {
			msg.by, msg.err = back.HiddenBy(ctx, at.ID)
		} else if at.Story != 0 {
			msg.story, msg.err = back.Story(ctx, at.ID)
		}
		return msg
	}
}

func (m *Model) tookMuting(msg mutingMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.fail("no rule from this: ", msg.err)
	case m.dialog():
		return nil // the person has gone on
	case msg.by.ID != 0:
		m.offerHider(msg)
		return nil
	}
	return m.openRule(feeds.SavedRule{Acts: feeds.RuleActs{Mute: true}}, m.ruleOffers(msg))
}

// readHider reads anew which rule hides what the reader shows: a change of one's
// own may have been that of a rule.
func (m *Model) readHider() tea.Cmd {
	if m.reader == nil || m.reader.id == 0 {
		return nil
	}
	back, ctx, id := m.back, m.ctx, m.reader.id
	return func() tea.Msg {
		by, _ := back.HiddenBy(ctx, id) // none is told as an error
		return hiderMsg{id, by.Name}
	}
}

func (m *Model) tookHider(msg hiderMsg) {
	for r := m.reader; r != nil; r = r.under {
		if r.id == msg.id {
			r.reading.State.HiddenBy, r.reading.State.Muted = msg.by, msg.by != ""
		}
	}
}

// offerHider asks what is to become of the rule that hides an article.
func (m *Model) offerHider(msg mutingMsg) {
	r := msg.by
	p := &picker{title: "Hidden by " + m.st.Cut(r.Name, 40), width: 64, hint: m.st.Cut(r.Query, 58)}
	if r.Line > 0 {
		p.hint = "it stands in config.toml, line " + itoa(r.Line) + "; change it there"
	} else {
		p.choices = append(p.choices,
			choice{text: "Remove the rule", note: "shows " + plural(r.Muted, "article", "articles"), also: "unmute show delete", do: func(m *Model) tea.Cmd { return m.removeRule(r, nil) }},
			choice{text: "Switch it off", note: "for now", also: "unmute show", do: func(m *Model) tea.Cmd { return m.switchRule(r, nil) }},
			choice{text: "Change the rule…", also: "edit", do: func(m *Model) tea.Cmd { return m.openRule(r, nil) }},
		)
	}
	p.choices = append(p.choices,
		choice{text: "All rules", do: func(m *Model) tea.Cmd { return m.openRules(1) }},
		choice{text: "Another rule from this article…", also: "mute", do: func(m *Model) tea.Cmd {
			return m.openRule(feeds.SavedRule{Acts: feeds.RuleActs{Mute: true}}, m.ruleOffers(msg))
		}})
	m.pick(p, 0)
}

// ruleOffer is a query that a rule may begin with.
type ruleOffer struct{ text, query string }

// ruleOffers are the queries that an article suggests.
func (m *Model) ruleOffers(msg mutingMsg) (out []ruleOffer) {
	a := msg.reading.Article
	add := func(text string, n feeds.Node) {
		q := feeds.Query{Where: n}.String()
		if !slices.ContainsFunc(out, func(o ruleOffer) bool { return o.query == q }) {
			out = append(out, ruleOffer{text, q})
		}
	}
	words := func(in feeds.Field, text string) feeds.Node { return feeds.Words{In: in, Text: text} }
	for i, name := range a.Authors {
		if i < offersOfTitle {
			add("author: "+name, words(feeds.FieldAuthor, name))
		}
	}
	add("feed: "+msg.reading.Feed.Name(), words(feeds.FieldFeed, msg.reading.Feed.Name()))
	for _, name := range titleNames(a.Title) {
		add("in the title: "+name, words(feeds.FieldTitle, name))
	}
	if list := storyWords(msg.story); len(list) > 1 {
		var all feeds.And
		for _, w := range list {
			all = append(all, words(feeds.FieldTitle, w))
		}
		add("this story: "+strings.Join(list, ", "), all)
	}
	for i, t := range a.Topics {
		if i < 3 {
			add("topic: "+t, words(feeds.FieldTopic, t))
		}
	}
	if v := m.heads.view; v.Kind == feeds.ViewSearch {
		if q, err := feeds.ParseQuery(v.Query); err == nil && q.Where != nil {
			add("the search: "+v.Query, q.Where)
		}
	}
	return out
}

// titleNames are the names in a title, which its capitals tell, or else its
// longest words.
func titleNames(title string) (out []string) {
	words := strings.Fields(title)
	for i := range words {
		words[i] = strings.TrimFunc(words[i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	}
	capital := func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return unicode.IsUpper(r)
	}
	many := 0 // a title that has capitals throughout tells no names
	for _, w := range words {
		if capital(w) {
			many++
		}
	}
	if 4*many <= 3*len(words) {
		for i := 1; i < len(words) && len(out) < offersOfTitle; i++ { // the first word has one anyway
			from := i
			for i < len(words) && capital(words[i]) {
				i++
			}
			if i > from {
				out = append(out, strings.Join(words[from:i], " "))
			}
		}
	}
	if len(out) == 0 {
		long := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return utf8.RuneCountInString(w) < 4 })
		feeds.SortStable(long, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
		out = long[:min(len(long), offersOfTitle)]
	}
	return out
}

// storyWords are the words that more than half of a story's titles share, three
// at most, those of most titles first.
func storyWords(s feeds.Story) (out []string) {
	in := map[string]int{}
	var order []string
	for _, a := range s.Articles {
		seen := map[string]bool{}
		for _, w := range strings.Fields(feeds.Fold(a.Title)) {
			if utf8.RuneCountInString(w) < 4 || seen[w] {
				continue
			}
			if seen[w] = true; in[w] == 0 {
				order = append(order, w)
			}
			in[w]++
		}
	}
	feeds.SortStable(order, func(a, b string) int { return in[b] - in[a] })
	for _, w := range order {
		if 2*in[w] > len(s.Articles) && len(s.Articles) > 1 && len(out) < 3 {
			out = append(out, w)
		}
	}
	return out
}
