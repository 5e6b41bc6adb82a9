package extract

import (
	"strings"

	"broadsheet/feeds"
)

// titleMarks part an article's title from its site's name in a page's title.
var titleMarks = []string{" | ", " - ", " – ", " — ", " • ", " · ", " :: ", " » ", " / ", ": "}

// settleTitle takes the site's name off a page's title: where a heading of the
// page is one side of it, or where the last part names the site.
func settleTitle(title, site, host string, headings []string) string {
	for _, mark := range titleMarks {
		before, after, found := strings.Cut(title, mark)
		if !found {
			continue
		}
		last := strings.LastIndex(title, mark)
		for _, part := range []string{title[:last], before, after, title[last+len(mark):]} {
			for _, h := range headings {
				if words := wordsOf(h, -1); len(words) > 0 && strings.Join(words, " ") == strings.Join(wordsOf(part, -1), " ") {
					return part
				}
			}
		}
		if mark != ": " && namesSite(title[last+len(mark):], site, host) && len(wordsOf(title[:last], -1)) > 1 {
			return title[:last]
		}
	}
	return title
}

// namesSite says whether the last part of a title is its site's name, or holds
// its host's.
func namesSite(part, site, host string) bool {
	name := strings.Join(wordsOf(part, -1), "")
	label, _, _ := strings.Cut(host, ".")
	label = strings.ReplaceAll(label, "-", "")
	return name != "" && (name == strings.Join(wordsOf(site, -1), "") || len(label) > 3 && (strings.Contains(name, label) || strings.Contains(label, name)))
}

// maxHeadings bounds the headings of a page in which its title is looked for.
const maxHeadings = 6

func (m *metadata) addHeading(name, text string) {
	text = feeds.CleanLine(text)
	if name == "h1" {
		m.heading = first(m.heading, text)
	}
	if text != "" && len(m.headings) < maxHeadings {
		m.headings = append(m.headings, text)
	}
}
