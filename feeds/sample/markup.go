package sample

import (
	"html"
	"regexp"
	"strings"
)

// The markup articles are written in, a small part of Markdown: blocks parted
// by empty lines; "## " heading, "> " quote (its last line "-- name" a cite),
// "- " and "1. " lists, "| a | b |" table, "```lang" code,
// "![alt](file.png) caption"; inline **strong**, *em*, `code`, [text](address)
// where "@paper/slug" is an article of the edition.

// toHTML renders markup. Pictures and links of the paper itself are written
// after base: "" for relative ones, as on its pages.
func toHTML(markup string, p *paper, base string) string {
	var b strings.Builder
	for _, block := range blocks(markup) {
		writeBlock(&b, block, p, base)
	}
	return b.String()
}

// blocks parts markup at empty lines, but not within code.
func blocks(markup string) []string {
	var out []string
	var code bool
	for part := range strings.SplitSeq(strings.TrimSpace(markup), "\n\n") {
		fences := strings.Count("\n"+part, "\n```")
		if code {
			out[len(out)-1] += "\n\n" + part
		} else if part = strings.Trim(part, "\n"); part != "" {
			out = append(out, part)
		}
		if fences%2 == 1 {
			code = !code
		}
	}
	return out
}

var (
	ordered = regexp.MustCompile(`^\d+\. `)
	picture = regexp.MustCompile(`^!\[([^\]]*)\]\(([^)]+)\)\s*(.*)$`)
)

func writeBlock(b *strings.Builder, block string, p *paper, base string) {
	text := func(s string) string { return inline(s, p, base) }
	lines := strings.Split(block, "\n")
	switch {
	case strings.HasPrefix(block, "```"):
		code := strings.TrimSuffix(strings.Join(lines[1:], "\n"), "```")
		b.WriteString("<pre><code")
		if lang := strings.TrimPrefix(lines[0], "```"); lang != "" {
			b.WriteString(` class="language-` + html.EscapeString(lang) + `"`)
		}
		b.WriteString(">" + html.EscapeString(code) + "</code></pre>\n")
	case strings.HasPrefix(block, "## "):
		b.WriteString("<h2>" + text(block[3:]) + "</h2>\n")
	case strings.HasPrefix(block, "> "):
		b.WriteString("<blockquote><p>")
		for i, line := range lines {
			line = strings.TrimPrefix(line, "> ")
			if name, ok := strings.CutPrefix(line, "-- "); ok {
				b.WriteString("</p><p><cite>" + text(name) + "</cite>")
				continue
			}
			if i > 0 {
				b.WriteString(" ")
			}
			b.WriteString(text(line))
		}
		b.WriteString("</p></blockquote>\n")
	case strings.HasPrefix(block, "- "):
		writeList(b, "ul", lines, func(s string) string { return text(s[2:]) })
	case ordered.MatchString(block):
		writeList(b, "ol", lines, func(s string) string { return text(ordered.ReplaceAllString(s, "")) })
	case strings.HasPrefix(block, "|"):
		b.WriteString("<table>\n")
		for i, line := range lines {
			tag := "td"
			if i == 0 {
				tag = "th"
			}
			b.WriteString("<tr>")
			for _, cell := range list(strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|"), "|") {
				b.WriteString("<" + tag + ">" + text(cell) + "</" + tag + ">")
			}
			b.WriteString("</tr>\n")
		}
		b.WriteString("</table>\n")
	case picture.MatchString(block):
		m := picture.FindStringSubmatch(block)
		writeFigure(b, base+"/img/"+m[2], m[1], text(m[3]))
	default:
		b.WriteString("<p>" + text(strings.Join(lines, " ")) + "</p>\n")
	}
}

func writeList(b *strings.Builder, tag string, lines []string, item func(string) string) {
	b.WriteString("<" + tag + ">\n")
	for _, line := range lines {
		b.WriteString("<li>" + item(line) + "</li>\n")
	}
	b.WriteString("</" + tag + ">\n")
}

// writeFigure takes the caption as HTML, "" for none.
func writeFigure(b *strings.Builder, src, alt, caption string) {
	b.WriteString(`<figure><img src="` + html.EscapeString(src) + `" alt="` + html.EscapeString(alt) + `" width="640" height="360">`)
	if caption != "" {
		b.WriteString("<figcaption>" + caption + "</figcaption>")
	}
	b.WriteString("</figure>\n")
}

var (
	codeSpan = regexp.MustCompile("`([^`]+)`")
	link     = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	strong   = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	emph     = regexp.MustCompile(`\*([^*]+)\*`)
)

// inline renders the spans of one line. Code is set aside first, so that no
// sign within it is taken for markup.
func inline(s string, p *paper, base string) string {
	var codes []string
	s = codeSpan.ReplaceAllStringFunc(s, func(c string) string {
		codes = append(codes, "<code>"+html.EscapeString(c[1:len(c)-1])+"</code>")
		return "\x00"
	})
	s = html.EscapeString(s)
	s = link.ReplaceAllStringFunc(s, func(l string) string {
		m := link.FindStringSubmatch(l)
		return `<a href="` + address(m[2], p, base) + `">` + m[1] + "</a>"
	})
	s = strong.ReplaceAllString(s, "<strong>$1</strong>")
	s = emph.ReplaceAllString(s, "<em>$1</em>")
	for _, c := range codes {
		s = strings.Replace(s, "\x00", c, 1)
	}
	return s
}

// address resolves "@paper/slug"; others stand as written.
func address(href string, p *paper, base string) string {
	at, ok := strings.CutPrefix(href, "@")
	if !ok {
		return href
	}
	key, slug, _ := strings.Cut(at, "/")
	to := paperByKey(key)
	switch {
	case to == nil:
		return href
	case to == p && base == "":
		return to.section + slug
	}
	return "http://" + to.host() + to.section + slug
}
