package library

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestAHighlightKeepsTheArticleAsOneStepOverARestart(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(`<rss version="2.0"><channel><title>News</title><item><guid>a</guid><link>http://news.example/a</link><title>Tides</title>
		<description>&lt;p&gt;The tide turns at six. The tide turns at noon.&lt;/p&gt;</description></item></channel></rss>`))
	r.follow(feedURL)
	r.due()
	id, err := r.FindArticle(t.Context(), "http://news.example/a")
	if err != nil {
		t.Fatal(err)
	}
	reading, err := r.Article(t.Context(), id)
	if err != nil || reading.Highlights != nil {
		t.Fatalf("%v, %v", reading.Highlights, err)
	}
	text := reading.Document.Plain()
	second, _ := feeds.HighlightOf(text, feeds.Passage{From: 23, To: 37})
	second.Made = noon
	if c, err := r.Highlight(t.Context(), id, 0, nil, []feeds.Highlight{second}); err != nil || c.Verb != "highlight" || c.What != "Tides" {
		t.Fatalf("%+v, %v", c, err)
	}
	r.restart()
	reading, err = r.Article(t.Context(), id)
	if err != nil || !reading.State.Bookmarked || cmp.Diff([]feeds.Highlight{second}, reading.Highlights) != "" {
		t.Errorf("%+v, %v", reading.Highlights, err)
	}
	if got := feeds.FindHighlights(text, reading.Highlights); got[0] != (feeds.Passage{From: 23, To: 37}) {
		t.Errorf("found at %v of %q", got, text)
	}
	noted := second
	noted.Note = "why"
	if c, err := r.Highlight(t.Context(), id, 0, []feeds.Highlight{second}, []feeds.Highlight{noted}); err != nil || c.Verb != "edit highlight" {
		t.Errorf("%+v, %v", c, err)
	}
	b, err := r.BookmarkOf(t.Context(), id)
	if err != nil || cmp.Diff([]feeds.Highlight{noted}, b.Highlights) != "" || b.Document == nil {
		t.Errorf("%+v, %v", b, err)
	}
	// By the bookmark, where its article is not known.
	if c, err := r.Highlight(t.Context(), 0, b.ID, []feeds.Highlight{noted}, nil); err != nil || c.Verb != "unhighlight" {
		t.Errorf("%+v, %v", c, err)
	}
	for range 3 {
		if _, err := r.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if reading, _ := r.Article(t.Context(), id); reading.State.Bookmarked || reading.Highlights != nil {
		t.Errorf("all undone: %v, %v", reading.State, reading.Highlights)
	}
	if c, err := r.Highlight(t.Context(), id, 0, []feeds.Highlight{noted}, nil); err != nil || c.N != 0 {
		t.Errorf("one of an article that is not kept: %+v, %v", c, err)
	}
	if _, err := r.Highlight(t.Context(), 0, 99, nil, []feeds.Highlight{noted}); err == nil || err.Error() != "the bookmark is gone" {
		t.Errorf("of a bookmark that is gone: %v", err)
	}
}
