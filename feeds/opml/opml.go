// Package opml reads and writes subscription lists (OPML 1.0 to 2.0,
// opml.org/spec2.opml).
//
// It reads what is published rather than what is well-formed: bare ampersands,
// quotes within quotes, upper case, missing end tags, wrong encodings. It never
// expands an entity of the file's own, opens a file or takes an address that
// is not of the web, so no list can make the program run a command. It knows no
// store and no network; the library subscribes to what it returns.
package opml

import (
	"errors"
	"fmt"
	"strings"

	"broadsheet/feeds"
)

// Limits of one list.
const (
	maxSize     = 32 << 20 // bytes
	maxOutlines = 100000
	maxDepth    = 32 // folders within each other; deeper ones count as the 32nd
)

// Outline is a feed of a list.
type Outline struct {
	URL     string // absolute http(s)
	Title   string // one line, "" when the list gives none
	Folder  string // "" at the top; nested folders as "News/World"
	SiteURL string // absolute http(s), "" for none
}

// List is a subscription list as read. Skipped has a sentence for everything
// that was left out, merged or changed.
type List struct {
	Title   string
	Feeds   []Outline
	Skipped []string
}

// ErrNotOPML is what Read's errors match when the bytes are no OPML.
var ErrNotOPML = errors.New("not an OPML list")

// Read reads a list. It fails only for what is no OPML at all, and says what
// it is instead and what to do.
func Read(data []byte) (List, error) {
	if len(data) > maxSize {
		return List{}, fmt.Errorf("read OPML: %w: the file is larger than 32 MiB", ErrNotOPML)
	}
	text, note := toText(data)
	if what := otherThanOPML(text); what != "" {
		return List{}, fmt.Errorf("read OPML: %w: %s", ErrNotOPML, what)
	}
	r := reader{seen: map[string]int{}}
	if note != "" {
		r.skip("%s", note)
	}
	r.read(text)
	return r.list, nil
}

// otherThanOPML says what text is when it is no OPML, with what to do.
func otherThanOPML(text string) string {
	names := elements(text, 50)
	for _, name := range names {
		switch name {
		case "opml", "outline":
			return ""
		case "rss", "rdf", "feed", "channel":
			return "it is a feed; subscribe to its address with “add”"
		case "html", "head", "body":
			return "it is a web page"
		}
	}
	return otherFormat(text, names)
}

// Sentence says an error of Read in words for a person, and what to do.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "read OPML: "), ErrNotOPML.Error()+": ")
}

// name is what a sentence calls an outline.
func (o Outline) name() string {
	if o.Title != "" {
		return "“" + o.Title + "”"
	}
	return "“" + feeds.CleanLine(o.URL) + "”"
}
