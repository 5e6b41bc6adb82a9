package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestSearchTakesWordsAndNeverSyntax(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""), feedNamed("Küstenbote", ""))
	put := func(feed feeds.FeedID, minutes int, title, text, author string) {
		a := item(title, minutes, title)
		a.Text, a.Authors = text, []string{author}
		commit(t, s, feed, a)
	}
	put(f[0].ID, 1, "Café closes", "The harbour café shuts AND nobody knows why.", "Ann Example")
	put(f[0].ID, 2, "Reactor", `He said "never again" about C++ and 3.14, or not.`, "Ben Example")
	put(f[1].ID, 3, "東京の天気", "明日は東京で雨が降るでしょう。", "花子")
	put(f[1].ID, 4, "Hafenfest", "Größer als je zuvor: naïve Gäste.", "Cy Example")

	for _, tc := range []struct {
		name, query string
		want        []string
	}{
		{"a word of the title", "reactor", []string{"Reactor"}},
		{"a word of the text, in any case", "HARBOUR", []string{"Café closes"}},
		{"an author, newest first", "example ", []string{"Hafenfest", "Reactor", "Café closes"}},
		{"the feed's name", "gazette", []string{"Reactor", "Café closes"}},
		{"every word must be there", "harbour reactor", nil},
		{"words from title, text and feed together", "café gazette harbour", []string{"Café closes"}},
		{"the last word may be unfinished", "never ag", []string{"Reactor"}},
		{"a finished one may not", "never ag ", nil},
		{"one letter is a word, not a start", "h", nil},
		{"without diacritics", "cafe", []string{"Café closes"}},
		{"with diacritics where the text has none", "reäctor", []string{"Reactor"}},
		{"diacritics of the feed's name", "kustenbote haf", []string{"Hafenfest"}},
		{"a quotation mark", `"`, nil},
		{"an open quotation", `"never`, []string{"Reactor"}},
		{"quotation marks around words", `"never again"`, []string{"Reactor"}},
		{"a word that binds is a word in quotes", `"AND"`, []string{"Reactor", "Café closes"}},
		{"NOT leaves out", "NOT reactor", []string{"Hafenfest", "東京の天気", "Café closes"}},
		{"NEAR and brackets are no syntax", "NEAR(never again)", nil},
		{"a star alone", "*", nil},
		{"a column", "title:reactor", []string{"Reactor"}},
		{"a column of the index is no syntax", "terms : reactor", nil},
		{"a caret and braces", "^{reactor}", []string{"Reactor"}},
		{"a minus", "-reactor", []string{"Hafenfest", "東京の天気", "Café closes"}},
		{"punctuation within", "3.14", []string{"Reactor"}},
		{"nothing", "", nil},
		{"blanks", "  \t", nil},
		{"a NUL parts words", "reac\x00tor", nil},
		{"bytes that are no text", "\xff\xfe reactor", []string{"Reactor"}},
		{"Japanese within a run of characters", "東京", []string{"東京の天気"}},
		{"one character", "雨", []string{"東京の天気"}},
		{"characters in another order", "京東", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := titles(page(t, s, typing(tc.query)))
			if want := append([]string{}, tc.want...); !cmp.Equal(got, want) {
				t.Errorf("searching %q gave %q, want %q", tc.query, got, want)
			}
		})
	}
}

// typing is the view of a search that is being typed.
func typing(text string) feeds.View {
	q, _ := feeds.LiveQuery(text)
	return feeds.View{Kind: feeds.ViewSearch, Query: q.String(), Now: t0}
}

func TestExcerptsComeFromTheFeedsTextAndFromThePages(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	put := func(minutes int, title, text string) feeds.ArticleID {
		a := item(title, minutes, title)
		a.Text = text
		commit(t, s, f.ID, a)
		page, err := s.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return page.Headlines[0].ID
	}
	text, title, page := put(1, "Harbour", "At night the harbour lies still."), put(2, "Harbour again", "No word of it."), put(3, "Reactor", "A teaser.")
	doc := &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "The page knows the harbour."}}}}}
	if err := s.SetPageDocument(t.Context(), page, doc, 1); err != nil {
		t.Fatal(err)
	}
	q, _ := feeds.ParseQuery("harbour")
	got, err := s.Excerpts(t.Context(), []feeds.ArticleID{text, title, page, 999}, q.Marker())
	if err != nil {
		t.Fatal(err)
	}
	want := map[feeds.ArticleID]string{text: "At night the harbour lies still.", page: "… The page knows the harbour."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range []string{"a", `"`, "a OR", "NEAR(", "東京*", "\x00", "\xff", "a\u0301", "''", ";--", "col : x", "\U0001F600"} {
		f.Add(q)
	}
	s := fresh(f)
	commit(f, s, subscribed(f, s, feedNamed("gazette", ""))[0].ID, item("a", 1, "Some news"))
	f.Fuzz(func(t *testing.T, query string) {
		for _, v := range []feeds.View{typing(query), {Kind: feeds.ViewTopic, Topic: query}, {Kind: feeds.ViewFolder, Folder: query}} {
			if _, err := s.List(ctx, feeds.ListRequest{View: v, Limit: 5}); err != nil {
				t.Errorf("%q: %v", query, err)
			}
		}
	})
}

func TestARenamedFeedIsFoundByItsNewName(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "Storm"))
	f.OwnTitle = "Morning paper"
	ok(s.EditFeed(ctx, f, t0))(t)
	for query, want := range map[string]int{"morning": 1, "gazette ": 0, "storm": 1} {
		if got := page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: query}); len(got) != want {
			t.Errorf("%q finds %d, want %d", query, len(got), want)
		}
	}
}
