package feeds

import (
	"strings"
	"unicode"
)

// wordsPerMinute is how fast an adult reads prose on a screen.
const wordsPerMinute = 230

// Plain is the document's words alone, a line to a block: for the index, for
// counting and for comparing. Alternative texts and labels are not in it.
func (d *Document) Plain() string {
	var b strings.Builder
	if d.Note != "" {
		b.WriteString(d.Note)
		b.WriteByte('\n')
	}
	plainBlocks(&b, d.Blocks)
	return strings.TrimSuffix(b.String(), "\n")
}

func plainBlocks(b *strings.Builder, blocks []Block) {
	EachText(blocks, func(t Text) {
		for _, s := range t.Spans {
			b.WriteString(s.Text)
		}
		b.WriteString(t.Code)
		b.WriteString(t.End)
	})
}

// Text is a run of words of a document: spans, or a block of code. End parts
// it from what follows.
type Text struct {
	Spans []Span
	Block *Block // the one whose spans or code they are; nil for a term's or a cell's
	Code  string
	End   string
}

// EachText visits the texts of blocks in reading order: those that Plain is
// made of.
func EachText(blocks []Block, visit func(Text)) {
	for i := range blocks {
		block := &blocks[i]
		if len(block.Spans) > 0 {
			visit(Text{Spans: block.Spans, Block: block, End: "\n"})
		}
		if block.Kind == Code {
			visit(Text{Block: block, Code: block.Text, End: "\n"})
		}
		for _, item := range block.Items {
			if len(item.Term) > 0 {
				visit(Text{Spans: item.Term, End: "\n"})
			}
			EachText(item.Blocks, visit)
		}
		EachText(block.Blocks, visit)
		for _, row := range block.Rows {
			for i, cell := range row.Cells {
				end := " "
				if i == len(row.Cells)-1 {
					end = ""
				}
				visit(Text{Spans: cell.Spans, End: end})
			}
			visit(Text{End: "\n"})
		}
	}
}

// Prose is the document's paragraphs, those of quotations and lists too, one to
// a line: what it says in sentences, without headings, tables, code and what
// stands under pictures.
func (d *Document) Prose() string {
	var b strings.Builder
	prose(&b, d.Blocks)
	return b.String()
}

func prose(b *strings.Builder, blocks []Block) {
	for _, block := range blocks {
		switch block.Kind {
		case Paragraph:
			for _, s := range block.Spans {
				b.WriteString(strings.ReplaceAll(s.Text, "\n", " "))
			}
			b.WriteByte('\n')
		case Quote:
			prose(b, block.Blocks)
		case List, Definitions:
			for _, item := range block.Items {
				prose(b, item.Blocks)
			}
		}
	}
}

// Words counts the document's words. Chinese and Japanese, written without
// spaces, count two characters as a word.
func (d *Document) Words() int { return CountWords(d.Plain()) }

// CountWords counts the words of a text as Document.Words does.
func CountWords(text string) int {
	words, wide, in := 0, 0, false
	for _, r := range text {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z': // most text is this
			if !in {
				words++
			}
			in = true
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			wide++
			in = false
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !in {
				words++
			}
			in = true
		case unicode.IsMark(r), r == '\'', r == '’', r == '-', r == '\u200d', r == '\u200c':
			// within a word as well as outside
		default:
			in = false
		}
	}
	return words + (wide+1)/2
}

// Minutes is how long the document takes to read, at least 1.
func (d *Document) Minutes() int {
	return max(1, (d.Words()+wordsPerMinute/2)/wordsPerMinute)
}

// Links are the document's links in order of first appearance, one for each
// URL: the link numbered n on the screen is Links()[n-1].
func (d *Document) Links() []Link {
	var links []Link
	seen := map[string]bool{}
	add := func(url, text string) {
		if url != "" && !seen[url] {
			seen[url] = true
			links = append(links, Link{URL: url, Text: CleanLine(text)})
		}
	}
	eachRun(d.Blocks, func(spans []Span) {
		for i := 0; i < len(spans); {
			j, text := i, ""
			for ; j < len(spans) && spans[j].URL == spans[i].URL; j++ {
				if spans[i].URL != "" && len(text) < 4*MaxLine {
					text += spans[j].Text
				}
			}
			add(spans[i].URL, text)
			i = j
		}
	}, add)
	return links
}

// Jumps is how many places of the document its own links lead to: they are
// numbered from 1.
func (d *Document) Jumps() int {
	n := 0
	eachRun(d.Blocks, func(spans []Span) {
		for _, s := range spans {
			n = max(n, s.Jump)
		}
	}, func(string, string) {})
	return n
}

// eachRun visits the spans of blocks in reading order, and embeds by embed.
func eachRun(blocks []Block, visit func([]Span), embed func(url, label string)) {
	for _, b := range blocks {
		switch {
		case b.Kind == Embed:
			embed(b.URL, b.Alt)
		case b.Link != "":
			embed(b.Link, b.Alt)
		}
		visit(b.Spans)
		for _, item := range b.Items {
			visit(item.Term)
			eachRun(item.Blocks, visit, embed)
		}
		eachRun(b.Blocks, visit, embed)
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				visit(cell.Spans)
			}
		}
	}
}

// numbers gives each link's URL its number.
func (d *Document) numbers() map[string]int {
	m := map[string]int{}
	for i, l := range d.Links() {
		m[l.URL] = i + 1
	}
	return m
}

// byline is who wrote it, where and when, as one line.
func (d *Document) byline() string {
	var parts []string
	for _, s := range []string{d.Byline, d.Site} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if !d.Published.IsZero() {
		parts = append(parts, d.Published.UTC().Format("2 January 2006"))
	}
	return strings.Join(parts, " · ")
}

// raised is text of a superscript or subscript without markup: in the digits
// Unicode has for it, else behind ^ or _. Ordinals and marks stay as they are.
func raised(s Span) string {
	mark, table := "^", superscripts
	switch {
	case s.Style.Has(Superscript):
	case s.Style.Has(Subscript):
		mark, table = "_", subscripts
	default:
		return s.Text
	}
	text := strings.TrimSpace(s.Text)
	switch strings.ToLower(text) {
	case "", "st", "nd", "rd", "th", "er", "e", "re", "tm", "sm", "®", "™", "©", "*", "†", "‡", "o", "a":
		return s.Text
	}
	if text[0] == '[' || text[0] == '(' {
		return s.Text
	}
	var b strings.Builder
	count := 0
	for _, r := range text {
		if t, ok := table[r]; ok {
			b.WriteRune(t)
			continue
		}
		count = -1
		break
	}
	switch {
	case count == 0:
		return b.String()
	case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }):
		return mark + "(" + text + ")"
	}
	return mark + text
}

var (
	superscripts = digits("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼", map[rune]rune{'n': 'ⁿ', 'i': 'ⁱ', '−': '⁻'})
	subscripts   = digits("₀₁₂₃₄₅₆₇₈₉₊₋₌", map[rune]rune{'−': '₋'})
)

func digits(set string, more map[rune]rune) map[rune]rune {
	for i, r := range []rune(set) {
		more[rune("0123456789+-="[i])] = r
	}
	return more
}
