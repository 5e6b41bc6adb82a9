package assistant

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// pieceSent bounds what is translated in one go, in bytes: the answer is about
// as long.
const pieceSent = 3 << 10

// Translation is a Document on its way into another language: its texts in
// pieces, each of which is asked for by itself, and what has come of them.
type Translation struct {
	Language string
	Title    string

	doc   *feeds.Document
	texts []string       // in the order of the document, the title first
	put   map[int]string // by their places
	goes  [][]int        // which of them go together
	ends  []int          // where the texts of each block of the document end
}

// Translate begins to translate a title and the document under it.
func Translate(title string, d *feeds.Document, language string) *Translation {
	t := &Translation{Language: feeds.CleanLine(language), Title: title, doc: d, put: map[int]string{}}
	t.texts = append(t.texts, feeds.CleanLine(title))
	gather := func(spans []feeds.Span) []feeds.Span {
		t.texts = append(t.texts, tagged(spans))
		return spans
	}
	walkHead(d, gather)
	for _, b := range d.Blocks {
		walkBlocks([]feeds.Block{b}, gather)
		t.ends = append(t.ends, len(t.texts))
	}
	var group []int
	size := 0
	for i, text := range t.texts {
		if !worded(text) {
			continue
		}
		if len(group) > 0 && size+len(text) > pieceSent {
			t.goes, group, size = append(t.goes, group), nil, 0
		}
		group, size = append(group, i), size+len(text)
	}
	if len(group) > 0 {
		t.goes = append(t.goes, group)
	}
	return t
}

// Pieces is how many prompts it takes.
func (t *Translation) Pieces() int { return len(t.goes) }

// Count is how many texts there are to translate, and Done how many are.
func (t *Translation) Count() (n int) {
	for _, g := range t.goes {
		n += len(g)
	}
	return n
}

// Done is how many texts are translated.
func (t *Translation) Done() int { return len(t.put) }

// Complete says whether nothing of a piece is left to translate: models leave
// lines out.
func (t *Translation) Complete(piece int) bool {
	for _, i := range t.goes[piece] {
		if t.put[i] == "" {
			return false
		}
	}
	return true
}

// Whole is how many blocks, from the top, have nothing left to translate; none
// while the title has.
func (t *Translation) Whole() int {
	open := 0
	for open < len(t.texts) && (t.put[open] != "" || !worded(t.texts[open])) {
		open++
	}
	n := 0
	for n < len(t.ends) && t.ends[n] <= open {
		n++
	}
	return n
}

// Prompt is that of a piece.
func (t *Translation) Prompt(piece int) Prompt {
	var lines strings.Builder
	for n, i := range t.goes[piece] {
		fmt.Fprintf(&lines, "[%d] %s\n", n+1, t.texts[i])
	}
	hash := sha256.Sum256([]byte(lines.String()))
	mark := hex.EncodeToString(hash[:6])
	return Prompt{
		System: "You translate news text into " + t.Language + ". The text stands between the lines that begin with <<< and >>>." + hostile +
			" Each of its lines begins with its number in square brackets. Write each line again, translated, with the same number before it, one line each and nothing else." +
			" Tags such as <1>…</1> and <br> stay around what they stand around. Names stay as they are; what is in " + t.Language + " already is written again as it is.",
		Text: "<<< text " + mark + "\n" + lines.String() + ">>> text " + mark,
	}
}

// numbered is a line of a translation with its number.
var numbered = regexp.MustCompile(`^\s*\[(\d{1,4})\]\s*(.*)$`)

// Take takes what a piece's answer says so far; ended says that it is all. The
// last line counts only then. It says whether something new is translated.
func (t *Translation) Take(piece int, answer string, ended bool) bool {
	group := t.goes[piece]
	have := len(t.put)
	at := -1
	var text []string
	keep := func() {
		if joined := strings.TrimSpace(strings.Join(text, " ")); at >= 0 && joined != "" {
			if _, there := t.put[group[at]]; !there { // the first counts
				t.put[group[at]] = joined
			}
		}
	}
	for l := range strings.Lines(answer) {
		l = strings.TrimRight(l, "\n")
		m := numbered.FindStringSubmatch(l)
		if m == nil {
			if at >= 0 && strings.TrimSpace(l) != "" && !strings.HasPrefix(l, ">>>") {
				text = append(text, strings.TrimSpace(l))
			}
			continue
		}
		keep()
		n, err := strconv.Atoi(m[1])
		if at = n - 1; err != nil || at < 0 || at >= len(group) {
			at = -1
		}
		text = []string{m[2]}
	}
	if ended {
		keep()
	}
	return len(t.put) > have
}

// Document is the document with what is translated, and its title. What is not
// stays as it was; so do pictures, code, links and the order of blocks.
func (t *Translation) Document() (string, *feeds.Document) {
	i := 0
	out := walk(t.doc, func(spans []feeds.Span) []feeds.Span {
		i++
		if text, ok := t.put[i]; ok {
			return untagged(text, spans)
		}
		return spans
	})
	title := t.Title
	if text, ok := t.put[0]; ok {
		title = feeds.CleanLine(text)
		if out.Title != "" {
			out.Title = title
		}
	}
	return title, out
}
