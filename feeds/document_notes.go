package feeds

import (
	"fmt"
	"strings"
)

// isNotes says whether a list is the document's footnotes and nothing else:
// each of its items begins one.
func isNotes(b Block) bool {
	for _, item := range b.Items {
		if len(item.Blocks) == 0 || item.Blocks[0].Note == 0 {
			return false
		}
	}
	return b.Kind == List && len(b.Items) > 0
}

// footnote is Markdown's definition of note n (GitHub's and Pandoc's
// extension of CommonMark).
func footnote(n int, text string) string {
	return marked(text, fmt.Sprintf("[^%d]: ", n))
}

func markdownNotes(b Block) string {
	var notes []string
	for _, item := range b.Items {
		blocks := append([]Block(nil), item.Blocks...)
		n := blocks[0].Note
		blocks[0].Note = 0
		notes = append(notes, footnote(n, markdownBlocks(blocks)))
	}
	return strings.Join(notes, "\n\n")
}

// markdownDefinitions writes terms in bold with their meanings as a list:
// Markdown has no definitions of its own.
func markdownDefinitions(b Block) string {
	var parts []string
	for _, item := range b.Items {
		var term []Span
		for _, s := range item.Term {
			s.Style |= Bold
			term = append(term, s)
		}
		text := markdownSpans(term, "\\\n")
		if means := markdownBlocks(item.Blocks); means != "" {
			if text != "" {
				text += "\n\n"
			}
			text += marked(means, "- ")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "\n\n")
}

// definitions writes terms each with a meaning, be it empty: a list that does
// not begin with a term and end with a meaning is none (HTML 4.4.9).
func (w *htmlWriter) definitions(b Block) {
	if len(b.Items) == 0 {
		return
	}
	w.open("dl", b.RTL)
	w.WriteString("\n")
	for i, item := range b.Items {
		if len(item.Term) > 0 || i == 0 {
			w.WriteString("<dt>")
			w.spans(item.Term)
			w.WriteString("</dt>\n")
		}
		w.WriteString("<dd>")
		w.item(item.Blocks)
		w.WriteString("</dd>\n")
	}
	w.WriteString("</dl>")
}
