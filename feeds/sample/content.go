package sample

import (
	"broadsheet/feeds"
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The articles, one file a paper. An article starts with "=== slug", then
// "key: value" lines, an empty line and the body in the markup of markup.go;
// "--- name, 2h later" starts a comment; "{day}" becomes a weekday. Keys: title, by (names parted by ;),
// topics, age (how long before now, "1d2h5m"), updated (an age too), lead,
// note, event, image ("file.png | alternative text | caption"), audio (file.wav),
// late (published by Advance), copy ("paper/slug"); a copy's body is its
// edits, "old => new", one a line.
//
//go:embed content/*.txt
var content embed.FS

// article is one text of the edition, as written.
type article struct {
	paper              *paper
	slug, title        string
	authors, topics    []string
	lead, note, event  string
	image, alt, credit string
	audio              string
	late               bool
	published, updated time.Time // updated is zero when never
	body               string    // markup
	comments           []comment
	original           *article // of a syndicated copy
}

type comment struct {
	author, body string
	at           time.Time
}

func (a *article) path() string { return a.paper.section + a.slug }
func (a *article) url() string  { return "http://" + a.paper.host() + a.path() }

// changed is when the article was last touched.
func (a *article) changed() time.Time {
	if a.updated.After(a.published) {
		return a.updated
	}
	return a.published
}

// load reads every article, newest first within its paper.
func load(now time.Time) ([]*article, error) {
	var all []*article
	for _, p := range papers {
		raw, err := content.ReadFile("content/" + p.key + ".txt")
		if err != nil {
			return nil, err
		}
		var list []*article
		for _, part := range strings.Split("\n"+string(raw), "\n=== ")[1:] {
			a, err := readArticle(p, part, now)
			if err != nil {
				slug, _, _ := strings.Cut(part, "\n")
				return nil, fmt.Errorf("%s/%s: %w", p.key, slug, err)
			}
			list = append(list, a)
		}
		feeds.SortStable(list, func(a, b *article) int { return b.published.Compare(a.published) })
		all = append(all, list...)
	}
	// A copy may stand before its original: bodies are joined at the end.
	for _, a := range all {
		if a.original != nil {
			o := find(all, a.original.paper, a.original.slug)
			if o == nil || o.original != nil {
				return nil, fmt.Errorf("%s: its original is missing", a.slug)
			}
			if err := a.copyFrom(o); err != nil {
				return nil, fmt.Errorf("%s: %w", a.slug, err)
			}
		}
	}
	for _, a := range all {
		for _, text := range []*string{&a.title, &a.lead, &a.note, &a.body} {
			*text = weekdays(*text, a.published.In(a.paper.zone))
		}
	}
	return all, nil
}

var weekday = regexp.MustCompile(`\{day([+-]\d)?\}`)

// weekdays writes the name of the day an article is of for "{day}", and of
// days around it for "{day-1}" and "{day+1}": news says "on Sunday", and now
// is not known when it is written.
func weekdays(s string, t time.Time) string {
	return weekday.ReplaceAllStringFunc(s, func(m string) string {
		n, _ := strconv.Atoi(m[4 : len(m)-1]) // "" is 0
		return t.AddDate(0, 0, n).Weekday().String()
	})
}

func find(all []*article, p *paper, slug string) *article {
	for _, a := range all {
		if a.paper == p && a.slug == slug {
			return a
		}
	}
	return nil
}

// copyFrom takes the original's text with this paper's small edits, which
// stand in body as "old => new" lines until now.
func (a *article) copyFrom(o *article) error {
	body := o.body
	for _, edit := range strings.Split(strings.TrimSpace(a.body), "\n") {
		old, repl, ok := strings.Cut(edit, " => ")
		if !ok || !strings.Contains(body, old) {
			return fmt.Errorf("edit %q does not fit", edit)
		}
		body = strings.Replace(body, old, strings.TrimSpace(repl), 1)
	}
	a.original, a.body = o, body
	return nil
}

func readArticle(p *paper, text string, now time.Time) (*article, error) {
	head, body, ok := strings.Cut(text, "\n\n")
	if !ok {
		return nil, fmt.Errorf("no body")
	}
	slug, head, _ := strings.Cut(head, "\n")
	a := &article{paper: p, slug: strings.TrimSpace(slug)}
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("not a key and a value: %q", line)
		}
		if err := a.set(key, strings.TrimSpace(value), now); err != nil {
			return nil, err
		}
	}
	if a.title == "" || a.published.IsZero() {
		return nil, fmt.Errorf("no title or no age")
	}
	parts := strings.Split(body, "\n--- ")
	a.body = strings.TrimSpace(parts[0])
	for _, part := range parts[1:] {
		first, text, _ := strings.Cut(part, "\n")
		author, after, ok := strings.Cut(strings.TrimSuffix(first, " later"), ", ")
		d, err := age(after)
		if !ok || err != nil {
			return nil, fmt.Errorf("comment %q: %w", first, err)
		}
		a.comments = append(a.comments, comment{author, strings.TrimSpace(text), a.published.Add(d)})
	}
	return a, nil
}

func (a *article) set(key, value string, now time.Time) error {
	switch key {
	case "title":
		a.title = value
	case "by":
		a.authors = list(value, ";")
	case "topics":
		a.topics = list(value, ",")
	case "lead":
		a.lead = value
	case "note":
		a.note = value
	case "event":
		a.event = value
	case "audio":
		a.audio = value
	case "late":
		a.late = true
	case "image":
		parts := append(list(value, "|"), "", "")
		a.image, a.alt, a.credit = parts[0], parts[1], parts[2]
	case "age", "updated":
		d, err := age(value)
		if err != nil {
			return err
		}
		if key == "age" {
			a.published = now.Add(-d)
		} else {
			a.updated = now.Add(-d)
		}
	case "copy":
		key, slug, _ := strings.Cut(value, "/")
		a.original = &article{paper: paperByKey(key), slug: slug}
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

func list(s, sep string) []string {
	parts := strings.Split(s, sep)
	for i, p := range parts {
		parts[i] = strings.TrimSpace(p)
	}
	return parts
}

// age reads "1d2h5m".
func age(s string) (time.Duration, error) {
	var total time.Duration
	rest := s
	for rest != "" {
		i := strings.IndexAny(rest, "dhm")
		if i < 1 {
			return 0, fmt.Errorf("not an age: %q", s)
		}
		n, err := strconv.Atoi(rest[:i])
		if err != nil {
			return 0, fmt.Errorf("not an age: %q", s)
		}
		unit := map[byte]time.Duration{'d': 24 * time.Hour, 'h': time.Hour, 'm': time.Minute}[rest[i]]
		total += time.Duration(n) * unit
		rest = rest[i+1:]
	}
	return total, nil
}
