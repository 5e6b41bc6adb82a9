package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// completer is a line of input that knows words which may stand in it: the
// tags in use, of which it takes several, or the folders, of which it takes
// one. What is typed narrows the words it offers, those that begin so first.
// Tab and Shift-Tab put them into the line, one after another, and at last what
// was typed; Ctrl-n and Ctrl-p do the same where nothing was typed yet. Without
// words it is a plain line of input.
//
// Its owner gives it the keys (key says whether it had a use for one), draws it
// with draw and, below that, offers; words may come when it is open already.
// What came of it is its value: for tags, as splitTags reads it.
type completer struct {
	input
	several bool         // tags, as splitTags reads them; else the line is one word
	words   []feeds.Used // the most used first
	guide   guide        // of a line whose words depend on what is typed, nil for others

	hits    []feeds.Used // those offered
	stem    string       // what they were found by
	at      int          // the one that stands in the line, -1 for none
	typed   string       // the line before that, and where its cursor was
	typedAt int
}

// guide gives for a line and the cursor's byte in it the part that may be
// completed, the words for that, and how one is written into the line.
type guide func(line string, at int) (part feeds.QueryPart, words []feeds.Used, write func(string) string)

// completeTags is a line for tags, of which some are there.
func completeTags(tags []string, words []feeds.Used) completer {
	c := completer{input: newInput(tagLine(tags)), several: true, at: -1}
	c.know(words)
	return c
}

// completeWord is a line for one word.
func completeWord(word string, words []feeds.Used) completer {
	c := completer{input: newInput(word), at: -1}
	c.know(words)
	return c
}

// know gives the words that may be offered.
func (c *completer) know(words []feeds.Used) {
	c.words = words
	if c.at < 0 {
		c.find()
	}
}

// key takes a key; false for one that is neither an edit nor of use in
// completing.
func (c *completer) key(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "tab", "shift+tab":
		if c.at < 0 && (c.stem == "" && c.guide == nil || len(c.hits) == 0 || !c.several && c.stem == c.hits[0].Word) {
			return false
		}
		return c.complete(map[bool]int{true: 1, false: -1}[k.String() == "tab"])
	case "ctrl+n":
		return c.complete(1)
	case "ctrl+p":
		return c.complete(-1)
	case ",":
		if c.at >= 0 && c.several { // it is there already
			c.at = -1
			c.find()
			return true
		}
	}
	if !c.input.key(k) {
		return false
	}
	c.at = -1
	c.find()
	return true
}

// insert puts pasted text in.
func (c *completer) insert(s string) {
	c.input.insert(s)
	c.at = -1
	c.find()
}

// stemAt is the word at the cursor: its place in the line. In a line of tags
// without commas it is all of the line up to the cursor if a tag begins so,
// which has spaces itself.
func (c *completer) stemAt() tagPart {
	line, at := []rune(c.value()), c.line.Position()
	if !c.several {
		return tagPart{0, len(line)}
	}
	parts := tagParts(line)
	i := slices.IndexFunc(parts, func(p tagPart) bool { return at <= p.to })
	p := parts[max(i, 0)]
	for j := range i {
		before := strings.ToLower(string(line[parts[j].from:p.to]))
		if len(parts) > 1 && line[parts[0].to] == ' ' && slices.ContainsFunc(c.words, func(w feeds.Used) bool { return strings.HasPrefix(strings.ToLower(w.Word), before) }) {
			return tagPart{parts[j].from, p.to}
		}
	}
	return p
}

// find looks for what the word at the cursor may become. Tags that are in the
// line are not offered again.
func (c *completer) find() {
	if c.guide != nil {
		part, words, _ := c.guided()
		c.stem = part.Text
		c.offer(words)
		return
	}
	line, p := []rune(c.value()), c.stemAt()
	c.stem = strings.TrimSpace(string(line[p.from:p.to]))
	words := c.words
	if c.several {
		c.stem = tagOf(c.stem)
		there := append(splitTags(string(line[:p.from])), splitTags(string(line[p.to:]))...)
		words = slices.DeleteFunc(slices.Clone(words), func(w feeds.Used) bool {
			return slices.ContainsFunc(there, func(t string) bool { return strings.EqualFold(t, w.Word) })
		})
	}
	c.offer(words)
}

// guided asks the guide what may stand at the cursor.
func (c *completer) guided() (feeds.QueryPart, []feeds.Used, func(string) string) {
	return c.guide(c.value(), len(string([]rune(c.value())[:c.line.Position()])))
}

// offer chooses the words that the stem finds.
func (c *completer) offer(words []feeds.Used) {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Word
	}
	c.hits = nil
	for _, f := range match(c.stem, texts) {
		c.hits = append(c.hits, words[f.index])
	}
}

// complete puts the next or the previous of the words offered into the line;
// false where there is none.
func (c *completer) complete(step int) bool {
	n := len(c.hits)
	if n == 0 {
		return false
	}
	if c.at < 0 {
		c.typed, c.typedAt = c.value(), c.line.Position()
	}
	// One beyond either end is what was typed.
	c.at = (c.at+1+step+n+1)%(n+1) - 1
	c.line.SetValue(c.typed)
	c.line.SetCursor(c.typedAt)
	if c.at < 0 {
		return true
	}
	word := c.hits[c.at].Word
	if c.guide != nil {
		part, _, write := c.guided()
		before, after := c.typed[:part.From]+write(word), string([]rune(c.typed)[c.typedAt:])
		c.line.SetValue(before + after)
		c.line.SetCursor(len([]rune(before)))
	} else if !c.several {
		c.line.SetValue(word)
		c.line.CursorEnd()
	} else {
		line, p := []rune(c.typed), c.stemAt()
		before := tagLine(append(splitTags(string(line[:p.from])), word))
		c.line.SetValue(before + strings.TrimSuffix(tagLine(splitTags(string(line[p.to:]))), ", "))
		c.line.SetCursor(len([]rune(before)))
	}
	if n == 1 {
		c.at = -1
		c.find()
	}
	return true
}

// offers draws what may be chosen, in at most n rows of w cells.
func (c *completer) offers(m *Model, w, n int) []string {
	n = min(n, len(c.hits))
	from := max(0, min(c.at-n+1, len(c.hits)-n))
	var rows []string
	for i := from; i < from+n; i++ {
		hit, with := c.hits[i], m.paint(i == c.at, true)
		count := thousands(hit.N)
		word := m.st.Cut(feeds.CleanLine(hit.Word), max(w-4-style.Width(count), 1))
		gap := style.Blank(w - 3 - m.st.Width(word) - style.Width(count))
		rows = append(rows, with.line(marked(word, marks(c.stem, word), with.text, with.accentBold)+with.text.Render(gap)+with.dim.Render(count), w))
	}
	return rows
}
