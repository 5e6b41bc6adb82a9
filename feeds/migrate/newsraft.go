package migrate

import (
	"cmp"
	"html"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

// newsraftLine is a feed of newsraft's list: an address, perhaps its title in
// quotes, a timer in square brackets and a limit in curly ones
// (newsraft(1), FEEDS FILE).
var newsraftLine = regexp.MustCompile(`^(\S+)(?:\s+"([^"]*)")?((?:\s+[\[{][^\]}]*[\]}])*)\s*$`)

// newsraft reads newsraft's list, whose sections are folders, and says of its
// config what there is of it.
func (p *plan) newsraft(f Files) {
	section := ""
	eachLine(f.Feeds, func(line int, text string) {
		if name, ok := strings.CutPrefix(text, "@"); ok {
			if i := strings.IndexAny(name, "[{"); i >= 0 {
				p.left("feeds", line, text, "the section is carried, its timer or limit is not: each feed has its own with E")
				name = name[:i]
			}
			section = strings.TrimSpace(name)
			return
		}
		if strings.HasPrefix(text, "$(") {
			p.left("feeds", line, text, "a command; add it yourself with exec under [[feeds]] in the config")
			return
		}
		m := newsraftLine.FindStringSubmatch(text)
		if m == nil {
			p.left("feeds", line, text, "it is no feed")
			return
		}
		var in []string
		if section != "" {
			in = []string{section}
		}
		if url := p.feed("feeds", line, m[1], m[2], in); url != "" && strings.TrimSpace(m[3]) != "" {
			p.left("feeds", line, text, "the feed is carried, its timer or limit is not: set them with E on the feed")
		}
	})
	p.file()
	eachLine(f.Config, func(line int, text string) {
		verb, rest, _ := strings.Cut(text, " ")
		name, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		switch {
		case verb == "bind" && strings.Contains(text, "exec"):
			p.left("config", line, verb+" "+name, "a command; macros in the config are lists of actions")
		case verb == "bind" || verb == "unbind":
			p.left("config", line, text, "keys are set under [keys] in the config")
		default:
			p.left("config", line, verb+" "+name, "there is no such setting here")
		}
	})
}

// newsraftArticle takes apart what newsraft packs into one text: of several
// texts the longest, of several people the first author, of several files the
// first that has an address. Where the feed gives neither identity nor address,
// the title stands in for both there, and not here.
func newsraftArticle(a feeds.MovedArticle) feeds.MovedArticle {
	texts, people, files := unpack(a.HTML), unpack(a.Author), unpack(a.Enclosure.URL)
	a.HTML, a.Author, a.Enclosure = "", "", feeds.Enclosure{}
	longest := 0
	for _, t := range texts {
		if text := t["text"]; len(text) > longest {
			longest = len(text)
			if a.HTML = text; t["type"] == "text/plain" || t["type"] == "text" {
				a.HTML = "<pre>" + html.EscapeString(text) + "</pre>"
			}
		}
	}
	for _, p := range people {
		if a.Author == "" && (p["type"] == "author" || p["type"] == "") {
			a.Author = cmp.Or(p["name"], p["email"])
		}
	}
	for _, f := range files {
		if a.Enclosure.URL == "" { // a group of files begins with a record that has none
			a.Enclosure = feeds.Enclosure{URL: f["url"], Type: f["type"]}
		}
	}
	if a.URL == "" && a.GUID == a.Title {
		a.GUID = ""
	}
	return a
}

// unpack reads newsraft's own form of records: the first byte parts entries, one
// that is ^ begins a record, any other is a name, = and a value.
func unpack(s string) []map[string]string {
	if s == "" {
		return nil
	}
	var out []map[string]string
	for _, entry := range strings.Split(s[1:], s[:1]) {
		if entry == "^" || len(out) == 0 {
			out = append(out, map[string]string{})
		}
		if name, value, ok := strings.Cut(entry, "="); ok {
			out[len(out)-1][name] = value
		}
	}
	return out
}
