package bookmarks

import (
	"bufio"
	"strings"

	"broadsheet/feeds"
)

// bibtex writes @online entries, as biblatex has them.
type bibtex struct{ out *bufio.Writer }

func newBibTeX(e *export) (encoder, error) { return bibtex{e.out}, nil }

func (x bibtex) bookmark(b feeds.Bookmark) error {
	x.out.WriteString("@online{" + citeKey(b))
	field := func(name, value string) {
		if value != "" {
			x.out.WriteString(",\n  " + name + " = {" + value + "}")
		}
	}
	field("title", "{"+tex(titled(b))+"}") // braces keep capitals as they are
	// A name in braces is taken as it is: a feed's authors are written anyhow.
	field("author", strings.Join(each(b.Authors, func(name string) string { return "{" + tex(name) + "}" }), " and "))
	field("url", texURL(b.URL))
	field("date", day(b.Published))
	field("urldate", day(b.Saved))
	if source := tex(b.Source); source != "" {
		field("organization", "{"+source+"}")
	}
	field("keywords", tex(joinTags(b.Tags, ",", ", ")))
	field("abstract", tex(b.Summary))
	field("annotation", tex(b.Note))
	x.out.WriteString("\n}\n\n")
	return nil
}

func (x bibtex) end() error { return nil }

// citeKey is stable: the site, the year and a few digits of the page's name.
func citeKey(b feeds.Bookmark) string {
	year := ""
	if m := moment(b.Published); m != nil {
		year = m.Format("2006")
	}
	site, _, _ := strings.Cut(feeds.Host(b.URL), ".")
	ascii := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, site)
	return "b" + ascii + year + "x" + stable(b)[:8]
}

// tex writes text on one line so that TeX sets it as it is. Hyphens are kept
// apart: two or three together would become a dash.
func tex(s string) string {
	s = texEscaper.Replace(oneLine(s))
	for _, pair := range []string{"--", "``", "''"} {
		for strings.Contains(s, pair) {
			s = strings.ReplaceAll(s, pair, pair[:1]+"{}"+pair[1:])
		}
	}
	return s
}

var texEscaper = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `#`, `\#`, `$`, `\$`, `%`, `\%`, `&`, `\&`, `_`, `\_`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// texURL is an address as the url field takes it, verbatim but for braces and
// the backslash.
func texURL(url string) string { return texEncoded.Replace(breaksEncoded.Replace(url)) }

var texEncoded = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20")
