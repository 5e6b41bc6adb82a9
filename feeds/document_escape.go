package feeds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markdownLine is markdownSpans on one line.
func markdownLine(spans []Span) string { return markdownSpans(spans, " ") }

// markdownSpans writes spans as Markdown, with brk for a line break.
func markdownSpans(spans []Span, brk string) string {
	var b strings.Builder
	start := true // at the start of a line, where more marks mean something
	for i := 0; i < len(spans); {
		if n := spans[i].Note; n > 0 {
			fmt.Fprintf(&b, "[^%d]", n)
			for i < len(spans) && spans[i].Note == n {
				i++
			}
			start = false
			continue
		}
		j := i
		for j < len(spans) && spans[j].URL == spans[i].URL && spans[j].Note == 0 {
			j++
		}
		u := markdownURL(spans[i].URL)
		if u != "" {
			b.WriteByte('[')
			start = false
		}
		for k := i; k < j; k++ {
			s, style := markdownSpan(spans, k, start, brk)
			b.WriteString(s)
			if s != "" && style == 0 {
				start = strings.HasSuffix(s, brk) && brk == "\\\n"
			} else if s != "" {
				start = false
			}
		}
		if u != "" {
			b.WriteString("](" + u + ")")
		}
		i = j
	}
	return strings.TrimSpace(b.String())
}

// markdownSpan writes one span: its text escaped, its style around it.
func markdownSpan(spans []Span, i int, start bool, brk string) (string, SpanStyle) {
	s := spans[i]
	core := strings.Trim(s.Text, " \n")
	if s.URL != "" {
		core = strings.ReplaceAll(core, "\n", " ")
	}
	if core == "" {
		return strings.ReplaceAll(s.Text, "\n", brk), 0
	}
	at := strings.Index(s.Text, core[:1])
	left := strings.ReplaceAll(s.Text[:at], "\n", brk)
	right := strings.ReplaceAll(strings.TrimPrefix(s.Text[at:], strings.Trim(s.Text, " \n")), "\n", brk)
	var text string
	if s.Style.Has(Mono) {
		text = codeSpan(strings.ReplaceAll(core, "\n", " "), brk == "<br>")
	} else {
		text = escapeMarkdown(core, start || left != "" && brk == "\\\n", brk)
	}
	before, after := neighbours(spans, i, left, right)
	plain := plainEdges(core, s.Style, before, after)
	for k := len(spanTags) - 1; k >= 0; k-- {
		t := spanTags[k]
		if !s.Style.Has(t.style) || t.style == Mono {
			continue
		}
		mark := map[SpanStyle]string{Bold: "**", Italic: "*", Strike: "~~"}[t.style]
		if mark != "" && plain {
			text = mark + text + mark
		} else {
			text = "<" + t.name + ">" + text + "</" + t.name + ">"
		}
	}
	return left + text + right, s.Style
}

// neighbours are the characters on either side of a span's core.
func neighbours(spans []Span, i int, left, right string) (before, after rune) {
	before, after = ' ', ' '
	if left == "" && i > 0 {
		before, _ = utf8.DecodeLastRuneInString(spans[i-1].Text)
		if spans[i-1].Style != 0 || spans[i-1].URL != spans[i].URL {
			before = '*'
		}
	}
	if right == "" && i+1 < len(spans) {
		after, _ = utf8.DecodeRuneInString(spans[i+1].Text)
		if spans[i+1].Style != 0 || spans[i+1].URL != spans[i].URL {
			after = '*'
		}
	}
	return before, after
}

// plainEdges says whether marks of emphasis around core would be read as such
// (CommonMark 6.2: flanking runs); else tags must do.
func plainEdges(core string, style SpanStyle, before, after rune) bool {
	if before == '*' || after == '*' || style.Has(Bold|Italic|Strike) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(core)
	last, _ := utf8.DecodeLastRuneInString(core)
	if style.Has(Mono) {
		first, last = '`', '`'
	}
	edge := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	return (!edge(first) || unicode.IsSpace(before)) && (!edge(last) || unicode.IsSpace(after))
}

// codeSpan fences text with more backticks than are in it.
func codeSpan(text string, cell bool) string {
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	if cell {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	return fence + text + fence
}

// escapeMarkdown escapes what Markdown would read as markup in text.
func escapeMarkdown(text string, start bool, brk string) string {
	var b strings.Builder
	number := start // only digits so far on this line
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\n':
			b.WriteString(brk)
			start, number = true, true
			continue
		case strings.IndexByte("\\`*_[]<>#|~&!$^", c) >= 0:
			b.WriteByte('\\')
		case start && strings.IndexByte("-+=:", c) >= 0:
			b.WriteByte('\\')
		case number && i > 0 && (c == '.' || c == ')') && (i+1 == len(text) || text[i+1] == ' '):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
		number = number && c >= '0' && c <= '9'
		start = false
	}
	return b.String()
}

// markdownURL is an address as a link's bare target, "" when it may not be
// one. What would end the target, or pair with a mark outside, is encoded.
func markdownURL(raw string) string {
	u := LinkURL("", raw)
	if !strings.ContainsAny(u, "()<>[] \\`|*_&~") {
		return u
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(u); i++ {
		c := u[i]
		switch {
		case strings.IndexByte("()<>[] \\`|", c) >= 0:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		case c == '&' && isEntity(u[i:]):
			b.WriteString("&amp;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isEntity says whether s starts with what HTML would read as a character
// reference.
func isEntity(s string) bool {
	end := strings.IndexByte(s, ';')
	if end < 2 || end > 32 {
		return false
	}
	for _, c := range []byte(s[1:end]) {
		if !(c == '#' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z') {
			return false
		}
	}
	return true
}
