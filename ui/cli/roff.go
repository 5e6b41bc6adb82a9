package cli

import "strings"

// roff is a page of the manual in the man macros: see man(7).
type roff struct{ strings.Builder }

// macro writes a request with its words.
func (w *roff) macro(name string, words ...string) {
	w.WriteString("." + name)
	for _, s := range words {
		w.WriteString(` "` + strings.ReplaceAll(escape(s), `"`, `\(dq`) + `"`)
	}
	w.WriteString("\n")
}

func (w *roff) section(title string) { w.macro("SH", title) }

// line writes a line that is set as roff already.
func (w *roff) line(s string) { w.WriteString(s + "\n") }

// text writes paragraphs, parted by blank lines.
func (w *roff) text(s string) {
	for i, para := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			w.macro("PP")
		}
		for l := range strings.Lines(para) {
			w.line(escape(strings.TrimSpace(l)))
		}
	}
}

// term writes a word that is explained, and its explanation.
func (w *roff) term(word, text string) {
	w.macro("TP")
	w.line(word)
	w.line(escape(text))
}

// literal writes text as it stands.
func (w *roff) literal(s string) {
	w.macro("PP")
	w.macro("RS", "4")
	w.macro("nf")
	for l := range strings.Lines(strings.TrimRight(s, "\n")) {
		w.line(escape(strings.TrimRight(l, "\n")))
	}
	w.macro("fi")
	w.macro("RE")
}

func bold(s string) string   { return `\fB` + escape(s) + `\fR` }
func italic(s string) string { return `\fI` + escape(s) + `\fR` }

// escape makes text that roff sets as it is: no request, no escape, and every
// hyphen one that can be copied from the page into a shell.
func escape(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "^", `\(ha`, "~", `\(ti`, "`", `\(ga`, "'", `\(aq`).Replace(s)
	if strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}
