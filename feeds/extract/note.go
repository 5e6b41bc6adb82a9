package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// maxNote bounds an editor's note, in characters; longer ones are articles.
const maxNote = 1200

// noteStart knows how publishers open a note to the reader, in English,
// German, French and Spanish. A note by name needs no colon; a correction or
// an update does, with at most a date before it.
var noteStart = expression(`(?i)^[\s*\[(_–—-]*(?:` +
	`(?:editors?['’]?s?['’]? note|note from the (?:editor|author)s?\b|author['’]?s note|publisher['’]?s note` +
	`|anmerkung der redaktion|hinweis der redaktion|anm\. d\. red\.` +
	`|note de la rédaction|note de l['’]éditeur|nota del editor\b|nota de la redacción)` +
	`|(?:corrections?|clarifications?|correction notice|updated?|korrektur(?:hinweis)?|richtigstellung|aktualisierung` +
	`|rectificatif|erratum|mise à jour|corrección|rectificación|fe de errat[ae]s|aclaración|actualización)` +
	`(?:[\s,(]*[^:：\n]{0,30}\d[^:：\n]{0,20}?\)?)?\s*[:：—–])`)

// isNote says whether the page itself marks an element as a note.
func isNote(n *html.Node) bool {
	class := strings.ToLower(token(n, "class"))
	if !strings.Contains(class, "note") && !strings.Contains(class, "correction") && !strings.Contains(class, "clarification") {
		return false
	}
	for c := range strings.FieldsSeq(class) {
		if noteClasses[c] {
			return utf8.RuneCountInString(textOf(n, 4*maxNote+8)) <= maxNote
		}
	}
	return false
}

var noteClasses = set(`editors-note editor-note editorsnote editornote editors_note editor_note editorial-note correction corrections
	correction-note article-correction article__correction clarification story-correction update-note article-note`)

// note keeps an element's text as a note of the editor's.
func (f *flow) note(n *html.Node, in inline) {
	f.flush()
	if text := spansText(f.w.flat(func(sub *flow) { sub.children(n, in) }, " ")); text != "" {
		f.w.notes = append(f.w.notes, text)
	}
}

// liftNote takes an editor's note, correction or update out of the first or
// last paragraphs.
func liftNote(blocks []feeds.Block) (string, []feeds.Block) {
	if len(blocks) < 2 {
		return "", blocks
	}
	var notes []string
	drop := map[int]bool{}
	for i := range blocks {
		if i > 1 && i < len(blocks)-3 {
			continue
		}
		if text := noteText(blocks[i]); text != "" {
			notes = append(notes, text)
			drop[i] = true
		}
	}
	if len(notes) == 0 || len(drop) == len(blocks) {
		return "", blocks
	}
	kept := make([]feeds.Block, 0, len(blocks))
	for i, b := range blocks {
		if !drop[i] {
			kept = append(kept, b)
		}
	}
	return strings.Join(notes, "\n"), trimRules(kept)
}

// noteText is a block's text when it is a note, "" else.
func noteText(b feeds.Block) string {
	var text string
	switch {
	case b.Kind == feeds.Paragraph:
		text = spansText(b.Spans)
	case b.Kind == feeds.Quote && len(b.Blocks) == 1 && b.Blocks[0].Kind == feeds.Paragraph:
		text = spansText(b.Blocks[0].Spans)
	default:
		return ""
	}
	if utf8.RuneCountInString(text) > maxNote || !noteStart.MatchString(cut(text, 200)) {
		return ""
	}
	return text
}

// spansText is the text of spans on one line.
func spansText(spans []feeds.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
