package library

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
)

// teasers gives the rig a feed of articles of one line each, and their pages.
func teasers(r *rig, page http.HandlerFunc, titles ...string) (ids []feeds.ArticleID) {
	r.Helper()
	var items strings.Builder
	for _, t := range titles {
		fmt.Fprintf(&items, "<item><guid>%s</guid><link>http://news.example/%s</link><title>%s</title><description>A teaser of %s…</description></item>", t, t, t, t)
	}
	feed := says(`<rss version="2.0"><channel><title>News</title>` + items.String() + `</channel></rss>`)
	r.answers(site, func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/feed" {
			feed(w, q)
			return
		}
		page(w, q)
	})
	r.follow(feedURL)
	r.due()
	for _, t := range titles {
		id, err := r.FindArticle(r.Context(), "http://news.example/"+t)
		if err != nil {
			r.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// whole is a page with an article, and links in its head.
func whole(word, head string) string {
	return `<html><head><title>T</title>` + head + `</head><body><article>` +
		strings.Repeat("<p>The harbour was counted again, and the "+word+" in it were more than anybody had thought, which pleased the council and its guests.</p>", 6) + `</article></body></html>`
}

func pages(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		h(w, q)
	}
}

// ready takes events until no more are waiting, and gives the full texts told.
func ready(r *rig, want int) (ids []feeds.ArticleID) {
	r.Helper()
	timeout := time.After(10 * time.Second)
	for len(ids) < want {
		select {
		case e := <-r.Events():
			if e, ok := e.(feeds.FullTextReady); ok {
				ids = append(ids, e.Article)
			}
		case <-timeout:
			r.Fatalf("told of %v, want %d full texts", ids, want)
		}
	}
	return ids
}

func TestPagesAreReadAheadKeptAndFoundWithoutChangingWhatIsRead(t *testing.T) {
	r := newRig(t)
	ids := teasers(r, pages(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, whole("walruses", "")) }), "one", "two", "three", "four")
	before := len(r.requests(site))
	if err := r.Prefetch(r.Context(), ids); err != nil {
		t.Fatal(err)
	}
	if got := len(r.requests(site)) - before; got != 3 {
		t.Errorf("%d pages were asked for, want the three that come next", got)
	}
	if got := ready(r, 3); got[0] != ids[0] || got[2] != ids[2] {
		t.Errorf("told of %v, want %v", got, ids[:3])
	}
	a, err := r.Article(r.Context(), ids[0])
	if err != nil || a.FromPage || strings.Contains(a.Document.Plain(), "walruses") || a.Page == nil || !strings.Contains(a.Page.Plain(), "walruses") {
		t.Errorf("the article: %v, from its page %v, page %v", err, a.FromPage, a.Page)
	}
	found, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewSearch, Query: "walruses"}, Limit: 10})
	if err != nil || len(found.Headlines) != 3 {
		t.Errorf("the pages' words find %d articles, want 3 (%v)", len(found.Headlines), err)
	}
	asked := len(r.requests(site))
	if err := r.Prefetch(r.Context(), ids[:3]); err != nil {
		t.Fatal(err)
	}
	full, err := r.FullText(r.Context(), ids[0])
	if err != nil || !full.FromPage || full.Problem != "" {
		t.Errorf("full text: %v, %+v", err, full.Problem)
	}
	r.count(site, asked)
	r.restart()
	if a, err = r.Article(r.Context(), ids[1]); err != nil || a.Page == nil {
		t.Errorf("after a restart: %v, %v", err, a.Page)
	}
}

func TestATextOfAnEarlierVersionIsMadeAgainAndStaysUntilThen(t *testing.T) {
	r := newRig(t)
	ids := teasers(r, pages(func(w http.ResponseWriter, q *http.Request) { fmt.Fprint(w, whole("seals", "")) }), "one")
	old := &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "made long ago"}}}}}
	if err := r.store.SetPageDocument(r.Context(), ids[0], old, extract.Version-1); err != nil {
		t.Fatal(err)
	}
	r.setDown(site, true)
	full, err := r.FullText(r.Context(), ids[0])
	if err != nil || !full.FromPage || full.Document.Plain() != "made long ago" {
		t.Errorf("out of reach: %v, %q", err, full.Document.Plain())
	}
	r.setDown(site, false)
	r.pass(2 * time.Hour)
	if err := r.Prefetch(r.Context(), ids); err != nil {
		t.Fatal(err)
	}
	if full, err = r.FullText(r.Context(), ids[0]); err != nil || !strings.Contains(full.Document.Plain(), "seals") {
		t.Errorf("made again: %v, %q", err, full.Document.Plain())
	}
}

func TestAPageThatCannotBeHadLeavesTheFeedsTextAndSaysWhyInOneLine(t *testing.T) {
	for name, c := range map[string]struct {
		page http.HandlerFunc
		says string
	}{
		"refused":                   {status(403), "403"},
		"nothing there":             {status(404), "nothing at this address"},
		"N36: no page":              {says("%PDF-1.7", "Content-Type", "application/pdf"), "not a web page"},
		"needs JavaScript":          {pages(says(`<html><body><div id="root"></div><script src="/a.js"></script></body></html>`)), "JavaScript"},
		"N37: empty":                {pages(says("")), "no article text"},
		"paywall":                   {pages(says(`<html><head><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script></head><body><article><p>Twelve words of a text are shown here, and then no more of it.</p></article></body></html>`)), "paywall"},
		"N13: too large":            {pages(says("<p>" + strings.Repeat("a ", 3<<20))), "MiB"},
		"N17: to a file":            {status(302, "Location", "file:///etc/passwd"), "redirect"},
		"N22: to a private address": {status(302, "Location", "http://127.0.0.2/"), "private"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			id := teasers(r, c.page, "one")[0]
			if err := r.Prefetch(r.Context(), []feeds.ArticleID{id}); err != nil {
				t.Fatal(err)
			}
			asked := len(r.requests(site))
			_ = r.Prefetch(r.Context(), []feeds.ArticleID{id})
			r.count(site, asked) // left alone for an hour
			a, err := r.Article(r.Context(), id)
			if err != nil || !strings.Contains(a.Problem, c.says) || strings.Contains(a.Problem, "\n") || !strings.HasSuffix(a.Problem, feeds.ProblemKeys) || a.FromPage {
				t.Errorf("%v, problem %q", err, a.Problem)
			}
			if !strings.Contains(a.Document.Plain(), "teaser") {
				t.Errorf("the feed's text is gone: %q", a.Document.Plain())
			}
			full, err := r.AskPage(r.Context(), id)
			if err != nil || full.Problem != a.Problem {
				t.Errorf("asked again: %v, %q", err, full.Problem)
			}
			if len(r.requests(site)) == asked {
				t.Error("trying again did not ask")
			}
		})
	}
}

func TestAPageWithLessThanTheFeedGivesIsNotShownInItsPlace(t *testing.T) {
	r := newRig(t)
	r.opt.Settings.FullText = feeds.FullTextAlways
	long := strings.Repeat("&lt;p&gt;The feed itself has all that was ever said about the harbour, its seals and the council.&lt;/p&gt;", 30)
	feed := says(`<rss version="2.0"><channel><title>News</title><item><guid>1</guid><link>http://news.example/1</link><title>T</title><description>` + long + `</description></item></channel></rss>`)
	r.answers(site, func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/feed" {
			feed(w, q)
			return
		}
		pages(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, whole("seals", "")) })(w, q)
	})
	r.follow(feedURL)
	r.due()
	id, err := r.FindArticle(t.Context(), "http://news.example/1")
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.FullText(t.Context(), id)
	if err != nil || got.FromPage || got.Page == nil || !strings.Contains(got.Document.Plain(), "The feed itself") {
		t.Errorf("the page is shown: %v, %v", got.FromPage, err)
	}
	if got, err = r.AskPage(t.Context(), id); err != nil || !got.FromPage {
		t.Errorf("asked for, the page is not shown: %v", err)
	}
}

func TestFullTextIsAskedForAsTheSettingsSay(t *testing.T) {
	for _, c := range []struct {
		name    string
		general feeds.FullText
		own     feeds.FeedOptions
		want    bool
	}{
		{"a teaser's page, if nothing is said", "", feeds.FeedOptions{}, true},
		{"never", feeds.FullTextNever, feeds.FeedOptions{}, false},
		{"never, but always for this feed", feeds.FullTextNever, feeds.FeedOptions{FullText: feeds.FullTextAlways}, true},
		{"never, but reader_view for this feed", feeds.FullTextNever, feeds.FeedOptions{ReaderView: true}, true},
		{"always, but never for this feed", feeds.FullTextAlways, feeds.FeedOptions{FullText: feeds.FullTextNever}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			r.opt.Settings.FullText = c.general
			got := r.wanted(feeds.Reading{Article: feeds.Article{URL: "http://news.example/a"}, Feed: feeds.Feed{Options: c.own}, Stub: true})
			if got != c.want {
				t.Errorf("wanted %v", got)
			}
		})
	}
}

func TestNextPagesOfAnArticleAreJoinedPolitely(t *testing.T) {
	r := newRig(t)
	id := teasers(r, pages(func(w http.ResponseWriter, q *http.Request) {
		n := 1
		_, _ = fmt.Sscan(q.URL.Query().Get("page"), &n)
		fmt.Fprint(w, strings.Replace(whole("seals", fmt.Sprintf(`<link rel="next" href="?page=%d">`, n+1)), "</article>",
			fmt.Sprintf("<p>Here ends the page of the number %d, as every reader of it can see.</p></article>", n), 1))
	}), "one")[0]
	before := len(r.requests(site))
	full, err := r.FullText(r.Context(), id)
	if err != nil || !full.FromPage {
		t.Fatal(err, full.Problem)
	}
	text := full.Document.Plain()
	if !strings.Contains(text, "number 6,") || strings.Contains(text, "number 7,") {
		t.Errorf("joined:\n%s", text)
	}
	if got := len(r.requests(site)) - before; got != 6 {
		t.Errorf("%d requests, want the page and five more", got)
	}
}

func TestTwoWhoWantOnePageShareItsRequest(t *testing.T) {
	r := newRig(t)
	release := make(chan struct{})
	entered := make(chan struct{}, 9)
	id := teasers(r, pages(func(w http.ResponseWriter, q *http.Request) {
		entered <- struct{}{}
		<-release
		fmt.Fprint(w, whole("seals", ""))
	}), "one")[0]
	before := len(r.requests(site))
	done := make(chan error, 2)
	go func() { done <- r.Prefetch(context.Background(), []feeds.ArticleID{id}) }()
	<-entered
	go func() { _, err := r.FullText(context.Background(), id); done <- err }()
	close(release)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	r.count(site, before+1)
}
