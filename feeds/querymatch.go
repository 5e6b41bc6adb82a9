package feeds

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Queried is what a query asks of one article or bookmark. Only what the query
// names need be filled in. One goroutine at a time matches it: it keeps folded
// text for the next query.
type Queried struct {
	Title     string
	Body      string // plain text, the page's as well where it was had
	Authors   []string
	Feed      string // Feed.Name, or a bookmark's source
	Folder    string
	Topics    []string
	Language  string
	URL       string
	Published time.Time
	Words     int

	Read, Bookmarked, Story, Copy, Muted bool
	Audio, Image, Comments, Highlight    bool

	Tags []string
	Note string // with those on highlights
	Kept bool   // it is a bookmark: its tags and note are among its words
	Link LinkState

	folded map[Field]string
}

// QueriedArticle is what a query asks of an article that was read from the
// store; text is its page's where that was had.
func QueriedArticle(r Reading) *Queried {
	a := &r.Article
	v := &Queried{Title: a.Title, Body: a.Text, Authors: a.Authors, Feed: r.Feed.Name(), Folder: r.Feed.Folder, Topics: a.Topics,
		Language: a.Language, URL: a.URL, Published: a.Published, Words: a.Words, Read: r.State.Read, Bookmarked: r.State.Bookmarked, Muted: r.State.Muted}
	v.Audio, v.Image, v.Comments = a.Carries()
	if r.Page != nil {
		v.Body += "\n" + r.Page.Plain()
	}
	return v
}

// QueriedBookmark is what a query asks of a bookmark: unread is one that waits to
// be read, and where nobody knows when it was published, its age is since it was
// kept.
func QueriedBookmark(b Bookmark) *Queried {
	v := &Queried{Title: b.Title, Body: b.Summary, Authors: b.Authors, Feed: b.Source, Folder: b.Folder, Topics: b.Topics, URL: b.URL,
		Published: b.Published, Bookmarked: true, Read: !b.ReadLater(), Tags: b.Tags, Note: b.Note, Highlight: len(b.Highlights) > 0, Kept: true, Link: b.Link.State}
	if v.Published.IsZero() {
		v.Published = b.Saved
	}
	for _, h := range b.Highlights {
		if h.Note != "" {
			v.Note = strings.TrimPrefix(v.Note+"\n"+h.Note, "\n")
		}
	}
	if d := b.Document; d != nil {
		v.Body, v.Language, v.Words = d.Plain(), d.Language, d.Words()
	}
	return v
}

// Carries says what an article brings besides its text.
func (a *Article) Carries() (audio, image, comments bool) {
	image = a.Image != ""
	for _, e := range a.Enclosures {
		kind := strings.ToLower(e.Type)
		audio = audio || strings.HasPrefix(kind, "audio/")
		image = image || strings.HasPrefix(kind, "image/")
	}
	return audio, image, a.CommentsURL != "" || a.CommentsFeed != "" || a.Comments > 0
}

// Matcher is a query made ready to be held against many articles at one time
// and place: those of now. Several goroutines may use it.
type Matcher struct{ holds condition }

type condition func(*Queried) bool

// Matcher makes the query ready.
func (q Query) Matcher(now time.Time) *Matcher {
	if q.Where == nil {
		return &Matcher{func(*Queried) bool { return false }}
	}
	return &Matcher{ready(q.Where, now)}
}

// MatcherOf is Matcher for a part of a query.
func MatcherOf(n Node, now time.Time) *Matcher { return &Matcher{ready(n, now)} }

// Matches says whether v is what the query asks for. One that asks nothing
// matches nothing.
func (m *Matcher) Matches(v *Queried) bool { return m.holds(v) }

func ready(n Node, now time.Time) condition {
	switch n := n.(type) {
	case And:
		all := readyAll(n, now)
		return func(v *Queried) bool {
			return !slices.ContainsFunc(all, func(c condition) bool { return !c(v) })
		}
	case Or:
		any := readyAll(n, now)
		return func(v *Queried) bool {
			return slices.ContainsFunc(any, func(c condition) bool { return c(v) })
		}
	case Not:
		inner := ready(n.Node, now)
		return func(v *Queried) bool { return !inner(v) }
	case Words:
		return n.ready()
	case Pattern:
		return n.ready()
	case Is:
		return func(v *Queried) bool { return v.is(n.State) }
	case Has:
		return func(v *Queried) bool { return v.has(n.Thing) }
	case Age:
		border := n.Border(now)
		if n.Than == ">" {
			return func(v *Queried) bool { return !v.Published.IsZero() && v.Published.Before(border) }
		}
		return func(v *Queried) bool { return v.Published.After(border) }
	case Dates:
		from, to := n.Span(now)
		return func(v *Queried) bool {
			p := v.Published
			return !p.IsZero() && !p.Before(from) && (to.IsZero() || p.Before(to))
		}
	case Length:
		return func(v *Queried) bool { return n.holds(v.Words) }
	}
	return func(*Queried) bool { return false }
}

func readyAll(list []Node, now time.Time) []condition {
	out := make([]condition, len(list))
	for i, n := range list {
		out[i] = ready(n, now)
	}
	return out
}

// Border is the time that separates younger from older.
func (a Age) Border(now time.Time) time.Time { return now.Add(-time.Duration(a.N) * ages[a.Unit]) }

// Span is the time from which and before which, zero for no end.
func (d Dates) Span(now time.Time) (from, before time.Time) {
	if d.From != "" {
		from, _ = daySpan(d.From, now)
	}
	if d.To != "" {
		_, before = daySpan(d.To, now)
	}
	return from, before
}

func (l Length) holds(n int) bool {
	switch l.Than {
	case "<":
		return n < l.N
	case "<=":
		return n <= l.N
	case ">=":
		return n >= l.N
	case ">":
		return n > l.N
	}
	return n == l.N
}

func (v *Queried) is(state string) bool {
	switch state {
	case "read":
		return v.Read
	case "unread":
		return !v.Read
	case "bookmarked":
		return v.Bookmarked
	case "story":
		return v.Story
	case "copy":
		return v.Copy
	case "dead", "moved":
		return v.Link == LinkState(state)
	}
	return v.Muted
}

func (v *Queried) has(thing string) bool {
	switch thing {
	case "audio":
		return v.Audio
	case "image":
		return v.Image
	case "comments":
		return v.Comments
	case "note":
		return v.Note != ""
	}
	return v.Highlight
}

// needle is what words are in folded text: with a space at an end where a word
// begins or ends there. Writing without spaces is found within its runs.
func (w Words) needle() string {
	s := Fold(w.Text)
	if s == "" {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(s); !Unspaced(first) {
		s = " " + s
	}
	if last, _ := utf8.DecodeLastRuneInString(s); !Unspaced(last) && !w.Start {
		s += " "
	}
	return s
}

func (w Words) ready() condition {
	switch w.In {
	case FieldTopic:
		return func(v *Queried) bool { return w.label(v.Topics) }
	case FieldTag:
		return func(v *Queried) bool { return w.label(v.Tags) }
	case FieldLang:
		return func(v *Queried) bool { return v.Language != "" && w.label(Tongues(v.Language)) }
	case FieldFolder:
		want := Level(w.Text)
		if w.Start {
			want = strings.TrimSuffix(want, "/")
		}
		return func(v *Queried) bool { return strings.Contains(Level(v.Folder), want) }
	case FieldURL:
		want := strings.ToLower(w.Text)
		return func(v *Queried) bool { return strings.Contains(strings.ToLower(v.URL), want) }
	}
	needle := w.needle()
	if needle == "" {
		return func(*Queried) bool { return false }
	}
	return func(v *Queried) bool {
		for _, f := range v.fields(w.In) {
			if strings.Contains(v.fold(f), needle) {
				return true
			}
		}
		return false
	}
}

// label says whether one of the labels is the words, or begins so.
func (w Words) label(labels []string) bool {
	want := FoldLabel(w.Text)
	return want != "" && slices.ContainsFunc(labels, func(l string) bool {
		l = FoldLabel(l)
		return l == want || w.Start && strings.HasPrefix(l, want)
	})
}

// Tongues are the names that a BCP 47 tag goes by: en-GB is en as well.
func Tongues(tag string) []string {
	tag = strings.ToLower(strings.ReplaceAll(tag, "_", "-"))
	out := []string{tag}
	for i := len(tag) - 1; i > 0; i-- {
		if tag[i] == '-' {
			out = append(out, tag[:i])
		}
	}
	return out
}

// Level is a folder's path with a slash at both ends of each name, folded.
func Level(path string) string {
	var b strings.Builder
	b.WriteByte('/')
	for name := range strings.SplitSeq(path, "/") {
		if name = FoldLabel(name); name != "" {
			b.WriteString(name)
			b.WriteByte('/')
		}
	}
	return b.String()
}

// fields are the texts that words of a field stand in, the shortest first.
func (v *Queried) fields(in Field) []Field {
	switch {
	case in != Anywhere:
		return []Field{in}
	case v.Kept:
		return []Field{FieldTitle, FieldFeed, FieldAuthor, FieldTag, FieldNote, FieldBody}
	}
	return []Field{FieldTitle, FieldFeed, FieldAuthor, FieldBody}
}

// fold gives a field's folded words, with a space at both ends and each text on
// a line of its own.
func (v *Queried) fold(f Field) string {
	if s, ok := v.folded[f]; ok {
		return s
	}
	var out []byte
	for _, text := range v.texts(f) {
		out = append(appendFold(append(out, '\n'), nil, text), ' ')
	}
	s := string(out)
	if v.folded == nil {
		v.folded = make(map[Field]string, 4)
	}
	v.folded[f] = s
	return s
}

// texts are a field's texts as they were written.
func (v *Queried) texts(f Field) []string {
	switch f {
	case FieldTitle:
		return []string{v.Title}
	case FieldBody:
		return []string{v.Body}
	case FieldAuthor:
		return v.Authors
	case FieldFeed:
		return []string{v.Feed}
	case FieldFolder:
		return []string{v.Folder}
	case FieldTopic:
		return v.Topics
	case FieldLang:
		return []string{v.Language}
	case FieldURL:
		return []string{v.URL}
	case FieldTag:
		return v.Tags
	case FieldNote:
		return []string{v.Note}
	}
	return nil
}

func (p Pattern) ready() condition {
	re, err := compilePattern(p.Source)
	if err != nil { // only of a query that ParseQuery did not make
		return func(*Queried) bool { return false }
	}
	return func(v *Queried) bool {
		for _, f := range v.fields(p.In) {
			if slices.ContainsFunc(v.texts(f), func(s string) bool { return re.MatchString(s) }) {
				return true
			}
		}
		return false
	}
}
