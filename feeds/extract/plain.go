package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// isPlain says whether source has no markup at all.
func isPlain(source string) bool {
	for i := strings.IndexByte(source, '<'); i >= 0 && i+1 < len(source); {
		if c := source[i+1]; c|0x20 >= 'a' && c|0x20 <= 'z' || c == '/' || c == '!' {
			return false
		}
		next := strings.IndexByte(source[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return true
}

// plainBlocks reads text without markup: blank lines part paragraphs, and
// where there are none every line is one; lines broken by the writer's editor
// are joined; addresses become links.
func plainBlocks(raw feeds.Raw) []feeds.Block {
	text := strings.Trim(feeds.Clean(raw), "\n")
	var blocks []feeds.Block
	lines := strings.Split(text, "\n")
	blanks := strings.Contains(strings.ReplaceAll(text, " ", ""), "\n\n")
	wrapped := isWrapped(lines)
	f := &flow{w: &walker{}}
	for _, line := range lines {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || !blanks && !wrapped:
			f.flush()
		case f.last != 0 && wrapped:
			f.add(" ", inline{})
		case f.last != 0:
			f.br(inline{})
		}
		f.linkified(line)
	}
	f.flush()
	return append(blocks, f.blocks...)
}

// isWrapped says whether lines were broken at a width: all but the last of a
// paragraph are long, and none much longer than the others.
func isWrapped(lines []string) bool {
	long, short := 0, 0
	for i, line := range lines {
		n := utf8.RuneCountInString(strings.TrimSpace(line))
		switch last := i+1 == len(lines) || strings.TrimSpace(lines[i+1]) == ""; {
		case n > 100:
			return false
		case last || n == 0:
		case n >= 50:
			long++
		default:
			short++
		}
	}
	return long > 1 && long > 4*short
}

// linkified adds a line, its addresses as links.
func (f *flow) linkified(line string) {
	for line != "" {
		i := strings.Index(line, "http")
		for i >= 0 && !strings.HasPrefix(line[i:], "http://") && !strings.HasPrefix(line[i:], "https://") {
			next := strings.Index(line[i+4:], "http")
			if next < 0 {
				i = -1
				break
			}
			i += 4 + next
		}
		if i < 0 {
			f.words(line, inline{})
			return
		}
		f.words(line[:i], inline{})
		end := strings.IndexAny(line[i:], " \t\"<>“”«»（）。、")
		if end < 0 {
			end = len(line) - i
		}
		ref := trimURL(line[i : i+end])
		f.words(ref, inline{url: feeds.StripTracking(feeds.WebURL("", ref))})
		line = line[i+len(ref):]
	}
}

// trimURL takes off what ends the sentence around an address.
func trimURL(s string) string {
	for s != "" {
		switch c := s[len(s)-1]; {
		case strings.IndexByte(".,;:!?'*_~", c) >= 0,
			c == ')' && strings.Count(s, "(") < strings.Count(s, ")"),
			c == ']' && strings.Count(s, "[") < strings.Count(s, "]"):
			s = s[:len(s)-1]
		default:
			return s
		}
	}
	return s
}

// linear reads HTML that is nested too deep, or has too many elements, for a
// tree: its text, parted where blocks begin and end.
func linear(source string) []feeds.Block {
	f := &flow{w: &walker{}}
	skip := ""
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			f.flush()
			return f.blocks
		case html.TextToken:
			if skip == "" {
				f.text(feeds.Raw(z.Text()), inline{})
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw, _ := z.TagName()
			name := string(raw)
			switch {
			case kind == html.StartTagToken && rawText[name]:
				skip = name
			case kind == html.EndTagToken && name == skip:
				skip = ""
			case name == "br":
				f.br(inline{})
			case parting[name] || structural[name]:
				f.flush()
			}
		}
	}
}

// The elements that linear knows: whose text is no text, and which part
// paragraphs beside those of walker.
var (
	rawText    = set("script style noscript title textarea iframe noembed noframes xmp")
	structural = set("h1 h2 h3 h4 h5 h6 ul ol dl menu blockquote pre table figure form hr summary")
)
