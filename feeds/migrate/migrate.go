// Package migrate reads what other feed readers keep: newsboat, nom, newsraft
// and goread. It gives feeds, read marks, queries, rules and keys as plain
// values, and names every line that it does not carry over.
//
// The files are outside text. No command that they name is run, and none is
// carried over: a person adds those again by hand. Of several tags of a feed the
// first is its folder; a tag that is not the folder of all its feeds becomes a
// saved search as well, so that none is lost. It opens no file and no store: the
// library brings the bytes and the rows.
package migrate

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// Readers are the names of those whose files can be read.
var Readers = []string{"newsboat", "nom", "newsraft", "goread"}

// Limits of one reader's files.
const (
	maxFeeds = 20000
	maxLine  = 16 << 10 // bytes; a longer one is no line of such a file
)

// Place is where a reader's files are: the list of feeds, its settings, its
// articles, and its read marks where these have a file of their own. "" for
// what the reader does not have.
type Place struct{ Feeds, Config, Articles, Marks string }

// Files are the bytes of a Place that are there. Titles are the feeds' own, by
// address, from where the articles are.
type Files struct {
	Feeds, Config []byte
	Titles        map[string]string
}

// Places are where a reader may have its files, the likeliest first, for a home
// directory and an environment.
func Places(reader, home string, env func(string) string) []Place {
	dir := func(variable string, instead ...string) string {
		if d := env(variable); d != "" {
			return d
		}
		return filepath.Join(append([]string{home}, instead...)...)
	}
	config, data, cache := dir("XDG_CONFIG_HOME", ".config"), dir("XDG_DATA_HOME", ".local", "share"), dir("XDG_CACHE_HOME", ".cache")
	both := func(reader, lists, articles string) Place {
		p, kept := In(reader, filepath.Join(lists, reader)), In(reader, filepath.Join(articles, reader))
		p.Articles, p.Marks = kept.Articles, kept.Marks
		return p
	}
	mac := filepath.Join(home, "Library", "Application Support")
	switch reader {
	case "newsboat", "newsraft":
		return []Place{both(reader, config, data), In(reader, filepath.Join(home, "."+reader))}
	case "nom":
		return []Place{both(reader, config, config), both(reader, mac, mac)}
	case "goread":
		return []Place{both(reader, config, cache), both(reader, mac, filepath.Join(home, "Library", "Caches"))}
	}
	return nil
}

// In is where a reader's files are within a folder.
//
//go:noinline
func In(reader, dir string) Place {
	at := func(name string) string { return filepath.Join(dir, name) }
	switch reader {
	case "newsboat":
		return Place{Feeds: at("urls"), Config: at("config"), Articles: at("cache.db")}
	case "nom":
		return Place{Feeds: at("config.yml"), Articles: at("nom.db")}
	case "newsraft":
		return Place{Feeds: at("feeds"), Config: at("config"), Articles: at("newsraft.sqlite3")}
	}
	return Place{Feeds: at("urls.yml"), Articles: at("cache.json"), Marks: at("read_status")}
}

// Read reads a reader's files.
func Read(reader string, f Files) (feeds.Migration, error) {
	p := &plan{titles: f.Titles}
	var err error
	switch reader {
	case "newsboat":
		p.newsboat(f)
	case "newsraft":
		p.newsraft(f)
	case "nom":
		err = p.nom(f)
	case "goread":
		err = p.goread(f)
	default:
		err = fmt.Errorf("there is no reader %q here; they are %s", reader, strings.Join(Readers, ", "))
	}
	file := []string{"urls", "urls.yml", "config.yml", "feeds", "config"} // the list of feeds first
	feeds.SortStable(p.LeftOut, func(a, b feeds.LeftOut) int {
		return cmp.Or(cmp.Compare(slices.Index(file, a.File), slices.Index(file, b.File)), cmp.Compare(a.Line, b.Line))
	})
	return p.Migration, err
}

// plan is a migration in the making.
type plan struct {
	feeds.Migration
	titles map[string]string
	tags   map[string][]string // of each feed, by address
	order  []string            // the tags, in the order they came
}

// left notes a line that is not carried over.
func (p *plan) left(file string, line int, what, why string, args ...any) {
	what = feeds.Shorten(feeds.CleanLine(what), 100)
	p.LeftOut = append(p.LeftOut, feeds.LeftOut{File: file, Line: line, What: what, Why: fmt.Sprintf(why, args...)})
}

// feed adds a feed, or adds to the one that is there with its address. It gives
// its address, "" where it is none.
func (p *plan) feed(file string, line int, address, title string, tags []string) string {
	bare, user, password := feeds.SplitLogin(address)
	url := feeds.WebURL("", bare)
	switch {
	case url == "":
		p.left(file, line, address, "it is no web address")
		return ""
	case len(p.Feeds) >= maxFeeds:
		p.left(file, line, url, "there are more than %d feeds", maxFeeds)
		return ""
	}
	if user != "" || password != "" {
		p.left(file, line, url, "the feed is carried, the name and password in its address are not: set them with E on the feed, or user and password_command in the config")
	}
	if p.tags == nil {
		p.tags = map[string][]string{}
	}
	_, there := p.tags[url]
	for _, t := range tags {
		if t = folderName(t); t != "" && !slices.Contains(p.tags[url], t) {
			p.tags[url] = append(p.tags[url], t)
			if !slices.Contains(p.order, t) {
				p.order = append(p.order, t)
			}
		}
	}
	if there {
		return url
	}
	if p.tags[url] == nil {
		p.tags[url] = []string{}
	}
	f := feeds.Feed{URL: url, OwnTitle: feeds.CleanLine(title), Title: feeds.CleanLine(cmp.Or(p.titles[address], p.titles[Bare(address)])), Origin: feeds.OriginImport}
	if f.Title == f.OwnTitle {
		f.OwnTitle = ""
	}
	p.Feeds = append(p.Feeds, f)
	return url
}

// Bare is a feed's address as newsraft keeps its articles by: without slashes
// at its end, whatever its list of feeds says.
func Bare(address string) string { return strings.TrimRight(address, "/") }

// folderName is a tag or a section as a folder: one line, without empty steps.
func folderName(s string) string {
	var steps []string
	for _, step := range strings.Split(feeds.CleanLine(s), "/") {
		if step = strings.TrimSpace(step); step != "" {
			steps = append(steps, step)
		}
	}
	return strings.Join(steps, "/")
}

// file puts the feeds into their folders, and makes saved searches of the tags
// that are not the folder of all their feeds.
func (p *plan) file() {
	for i := range p.Feeds {
		if tags := p.tags[p.Feeds[i].URL]; len(tags) > 0 {
			p.Feeds[i].Folder = tags[0]
		}
	}
	for _, tag := range p.order {
		if q, whole := p.tagged(tag); !whole && q != "" {
			p.Searches = append(p.Searches, feeds.NamedQuery{Name: tag, Query: q})
		}
	}
}

// tagged is the query for what has a tag; whole says that its folder is it.
func (p *plan) tagged(tag string) (query string, whole bool) {
	var parts []string
	whole = true
	for _, f := range p.Feeds {
		tags := p.tags[f.URL]
		switch {
		case !slices.Contains(tags, tag):
		case tags[0] == tag:
			if part := "folder:" + quoted(tag); !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		default:
			whole = false
			parts = append(parts, "feed:"+quoted(f.Name()))
		}
	}
	return strings.Join(parts, " or "), whole
}

// quoted is text as a query has it.
func quoted(s string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`) + `"`
}
