package parse

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

var now = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

// corpus gives the folder of feeds kept for tests outside of the repository.
func corpus(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		tb.Skip("BROADSHEET_CORPUS does not name the folder with the feeds kept for tests.")
	}
	return filepath.Join(dir, "feeds")
}

func readFile(tb testing.TB, path string) []byte {
	tb.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// manifest gives the number of items expected of every real feed.
func manifest(tb testing.TB) map[string]int {
	tb.Helper()
	out := map[string]int{}
	lines := strings.Split(string(readFile(tb, filepath.Join(corpus(tb), "manifest.tsv"))), "\n")
	for _, line := range lines[1:] {
		if f := strings.Split(line, "\t"); len(f) > 3 {
			n, err := strconv.Atoi(f[2])
			if err != nil {
				tb.Fatal(err)
			}
			out[f[0]] = n
		}
	}
	return out
}

func TestEveryRealFeedGivesItsArticles(t *testing.T) {
	list := manifest(t)
	if len(list) != 89 {
		t.Errorf("the manifest lists %d feeds, want 89", len(list))
	}
	for name, want := range list {
		res, err := Parse(readFile(t, filepath.Join(corpus(t), name)), Source{URL: "https://feeds.example/" + name, Now: now})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(res.Articles) < max(want, 1) {
			t.Errorf("%s: %d articles, want at least %d; warnings %q", name, len(res.Articles), max(want, 1), res.Warnings)
		}
		checkResult(t, name, res)
		for i, a := range res.Articles {
			if strings.TrimSpace(a.Title) == "" || a.GUID == "" || a.Hash == "" || a.Published.IsZero() {
				t.Errorf("%s: article %d lacks a title, identity, hash or date: %+v", name, i, a)
			}
		}
	}
}

// checkResult fails when a field could harm a terminal or a program.
func checkResult(t *testing.T, name string, res Result) {
	t.Helper()
	lines := []string{res.Format, res.Feed.Title, res.Feed.Description, res.Feed.Language, res.Feed.SiteURL, res.Feed.URL, res.Hub, res.Self}
	lines = append(lines, res.Warnings...)
	for _, a := range res.Articles {
		lines = append(lines, a.GUID, a.URL, a.CanonicalURL, a.Title, a.Summary, a.Language, a.CommentsURL, a.CommentsFeed, a.Image, a.Hash)
		lines = append(lines, a.Authors...)
		lines = append(lines, a.Topics...)
		for _, e := range a.Enclosures {
			lines = append(lines, e.URL, e.Type)
		}
		for _, text := range []string{string(a.HTML), a.Text} {
			if i := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && feeds.Unsafe(r) }); i >= 0 {
				t.Errorf("%s: an unsafe character leaves in the text of %q: %q", name, a.Title, text[i:min(len(text), i+20)])
			}
		}
		for _, u := range []string{a.URL, a.CommentsURL, a.CommentsFeed, a.Image} {
			if u != "" && !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
				t.Errorf("%s: %q is no web address", name, u)
			}
		}
		if len(a.Topics) > maxTopics || len(a.Authors) > maxAuthors {
			t.Errorf("%s: %d topics and %d authors", name, len(a.Topics), len(a.Authors))
		}
	}
	for _, s := range lines {
		if strings.ContainsFunc(s, feeds.Unsafe) || strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
			t.Errorf("%s: an unsafe character leaves in %q", name, s)
		}
	}
}

func TestSyntheticFeedsReadAsExpected(t *testing.T) {
	dir := filepath.Join(corpus(t), "synthetic")
	var cases []struct {
		File        string
		Note        string
		ContentType string `json:"content_type"`
		Titles      []string
		Links       []string
		Authors     []string
		Dates       []*time.Time
		Loose       bool
	}
	if err := json.Unmarshal(readFile(t, filepath.Join(dir, "expected.json")), &cases); err != nil {
		t.Fatal(err)
	}
	noFeed := map[string]error{
		"not-a-feed.html": ErrNotFeed, "login-page.html": ErrNotFeed, "opml.opml": ErrNotFeed,
		"empty.xml": ErrEmpty, "rss-in-json.json": ErrNotFeed,
	}
	for _, c := range cases {
		t.Run(c.File, func(t *testing.T) {
			body := readFile(t, filepath.Join(dir, c.File))
			res, err := Parse(body, Source{URL: "https://feeds.example/" + c.File, ContentType: c.ContentType, Now: now})
			if want := noFeed[c.File]; want != nil {
				if !errors.Is(err, want) {
					t.Fatalf("%s: error %v, want %v", c.Note, err, want)
				}
				return
			}
			if err != nil {
				t.Fatalf("%s: %v", c.Note, err)
			}
			checkResult(t, c.File, res)
			var titles, links []string
			for _, a := range res.Articles {
				titles = append(titles, a.Title)
				links = append(links, a.URL)
			}
			for i := range c.Titles {
				c.Titles[i] = feeds.CleanLine(c.Titles[i]) // the list has a no-break space; ours are plain
			}
			if c.Titles != nil {
				if diff := cmp.Diff(c.Titles, titles); diff != "" {
					t.Errorf("%s: titles (-want +got)\n%s", c.Note, diff)
				}
			}
			if c.Links != nil {
				if diff := cmp.Diff(c.Links, links); diff != "" {
					t.Errorf("%s: links (-want +got)\n%s", c.Note, diff)
				}
			}
			if c.Authors != nil {
				if diff := cmp.Diff(c.Authors, res.Articles[0].Authors); diff != "" {
					t.Errorf("%s: authors (-want +got)\n%s", c.Note, diff)
				}
			}
			for i, want := range c.Dates {
				a := res.Articles[i]
				switch {
				case want == nil && !a.DateGuessed:
					t.Errorf("%s: article %d has the date %v, want none", c.Note, i, a.Published)
				case want != nil && !a.Published.Truncate(time.Second).Equal(*want):
					t.Errorf("%s: article %d has the date %v, want %v", c.Note, i, a.Published, want)
				}
			}
		})
	}
}
