package migrate

import (
	"strings"

	"broadsheet/feeds"
)

// newsboat reads urls and config as newsboat 2.21 to 2.44 write them
// (newsboat.org/releases/2.44/docs/newsboat.html).
func (p *plan) newsboat(f Files) {
	p.Preset = "newsboat"
	type query struct {
		line             int
		name, expression string
	}
	var queries []query
	eachLine(f.Feeds, func(line int, text string) {
		w := words(text, false)
		if len(w) == 0 {
			return
		}
		scheme, rest, _ := strings.Cut(w[0], ":")
		switch scheme {
		case "query":
			name, expression, _ := strings.Cut(rest, ":")
			queries = append(queries, query{line, name, expression})
		case "exec":
			p.left("urls", line, text, "a command; add it yourself with exec under [[feeds]] in the config")
		case "filter":
			p.left("urls", line, text, "a command; add the feed yourself with filter under [[feeds]] in the config")
		case "file":
			p.left("urls", line, text, "a file of this machine; add it yourself with file under [[feeds]] in the config")
		default:
			p.newsboatFeed(line, w)
		}
	})
	p.file()
	for _, q := range queries {
		name := feeds.CleanLine(q.name)
		text, why := p.filter(q.expression)
		if why != "" {
			p.left("urls", q.line, "query:"+name+":"+q.expression, "%s", why)
			continue
		}
		p.Searches = append(p.Searches, feeds.NamedQuery{Name: name, Query: text})
	}
	eachLine(f.Config, p.newsboatSetting)
}

// newsboatFeed reads a line of the list: an address, then tags. One that begins
// with ~ is a title, with ! it hides the feed.
func (p *plan) newsboatFeed(line int, w []string) {
	title, hidden := "", false
	var tags []string
	for _, tag := range w[1:] {
		switch {
		case strings.HasPrefix(tag, "#"): // the rest is a comment
		case strings.HasPrefix(tag, "~"):
			title = tag[1:]
			continue
		case strings.HasPrefix(tag, "!"):
			hidden = true
			continue
		default:
			tags = append(tags, tag)
			continue
		}
		break
	}
	if url := p.feed("urls", line, w[0], title, tags); url != "" && hidden {
		p.left("urls", line, url, "the feed is carried, that it is hidden is not: no feed is hidden here")
	}
}

// newsboatArticle makes an article of newsboat's what its feed says: where that
// gives no identity, newsboat's is the address and the date in one.
func newsboatArticle(a feeds.MovedArticle) feeds.MovedArticle {
	a.Kept, a.Tags = a.Flags != "", FlagTags(a.Flags)
	if rest, ok := strings.CutPrefix(a.GUID, a.URL); ok && a.URL != "" && rest != "" && strings.ContainsAny(rest, " :") {
		a.GUID = ""
	}
	return a
}
