package ui

import (
	"slices"
	"strings"

	"broadsheet/feeds"
)

// setSearch puts a query into the search bar. Its words are completed by Tab.
func (m *Model) setSearch(query string) {
	m.search.input = completer{input: newInput(query), guide: m.queryWords, at: -1}
	m.search.input.find()
}

// queryWords says what may stand in a query at the cursor: the fields, and of
// those that have them the values that are in use here.
func (m *Model) queryWords(line string, at int) (feeds.QueryPart, []feeds.Used, func(string) string) {
	p := feeds.QueryPartAt(line, at)
	if p.Field == "" {
		var fields []feeds.Used
		for _, f := range feeds.QueryFields() {
			if strings.HasPrefix(f, strings.ToLower(p.Text)) {
				fields = append(fields, feeds.Used{Word: f + ":"})
			}
		}
		return p, fields, func(field string) string { return field }
	}
	var words []feeds.Used
	for _, v := range p.Values() {
		words = append(words, feeds.Used{Word: v})
	}
	if len(words) > 0 {
		return p, words, func(v string) string { return v }
	}
	switch p.Field {
	case "feed":
		for _, f := range m.side.data.Feeds {
			words = append(words, feeds.Used{Word: f.Name(), N: f.Articles})
		}
	case "folder":
		for _, f := range m.side.data.Feeds {
			for dir := f.Folder; dir != ""; dir = parent(dir) {
				words = used(words, dir, f.Articles)
			}
		}
	case "topic":
		words = m.search.topics
	case "tag":
		words = m.side.words.Tags
	case "lang":
		for _, f := range m.side.data.Feeds {
			if f.Language != "" {
				words = used(words, f.Language, f.Articles)
			}
		}
	}
	return p, words, feeds.QueryValue
}

// topicsHere are the topics followed and those of the rows that are here: once
// a query is being typed, those are its hits.
func (m *Model) topicsHere() (words []feeds.Used) {
	for _, t := range m.side.data.Followed {
		words = used(words, t.Topic, 1)
	}
	for i := range m.heads.rows {
		for _, t := range m.heads.rows[i].Topics {
			words = used(words, t, 1)
		}
	}
	return words
}

// used counts n more of a word.
func used(words []feeds.Used, word string, n int) []feeds.Used {
	for i := range words {
		if strings.EqualFold(words[i].Word, word) {
			words[i].N += n
			return words
		}
	}
	return append(words, feeds.Used{Word: word, N: n})
}

// drawSuggestions is a line of what may stand where the query is typed on, the
// one that Tab has put there marked.
func (m *Model) drawSuggestions(w int) string {
	c := &m.search.input
	if !m.search.typing || len(c.hits) == 0 || len(c.hits) == 1 && c.at < 0 && c.stem == c.hits[0].Word {
		return ""
	}
	out, room := "  ", w-2
	for i, hit := range slices.All(c.hits[max(c.at, 0):]) {
		word := feeds.CleanLine(hit.Word)
		if room -= m.st.Width(word) + 2; room < 0 && i > 0 {
			break
		}
		st := m.st.Dim
		if i == 0 && c.at >= 0 {
			st = m.st.AccentBold
		}
		out += st.Render(word) + "  "
	}
	return m.st.Cut(out, w)
}
