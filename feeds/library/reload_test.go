package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/sample"
)

func TestBadInputIsNamedOnItsFeedAndHarmsNoOther(t *testing.T) {
	r := newRig(t)
	tests := map[string]struct {
		answer http.HandlerFunc // nil: the host is out of reach
		says   string
	}{
		"gone.example":    {nil, "no host gone.example"},
		"missing.example": {status(404), "404"},
		"page.example":    {says("<!doctype html><html><title>Home</title>"), "web page"},
		"empty.example":   {says(""), "empty"},
		"deep.example":    {says(rssWith(strings.Repeat("<a>", 3000))), "256 deep"},
		"fine.example":    {says(rss("Three", "Two", "One")), ""},
	}
	ids := map[string]feeds.FeedID{}
	for host := range tests {
		r.answers(host, says(rss("Two", "One"), "ETag", `"good"`))
		ids[host] = r.follow("http://" + host + "/feed")[0]
	}
	r.due()
	for host, test := range tests {
		if test.answer == nil {
			r.setDown(host, true)
		} else {
			r.answers(host, test.answer)
		}
	}
	r.pass(jittered)
	report := r.due()
	if report.Failed != 5 || len(report.Errors) != 5 || report.New != 1 || report.Fetched != 1 {
		t.Errorf("report %+v; want five failures and one new article", report)
	}
	for host, test := range tests {
		t.Run(host, func(t *testing.T) {
			f := r.feed(ids[host])
			articles, etag := 2, `"good"`
			if test.says == "" {
				articles, etag = 3, ""
			}
			if f.Articles != articles || f.FetchState.ETag != etag {
				t.Errorf("%d articles, ETag %q; want %d, %q", f.Articles, f.FetchState.ETag, articles, etag)
			}
			if e := f.FetchState.Error; (e == "") != (test.says == "") || !strings.Contains(e, test.says) {
				t.Errorf("the feed says %q, want %q", e, test.says)
			}
		})
	}
}

func TestACanceledReloadKeepsWhatIsDoneAndFreesTheRest(t *testing.T) {
	r := newRig(t)
	urls := r.many(6)
	stuck := make(chan struct{})
	defer close(stuck)
	for i := 3; i < 6; i++ {
		r.answers(fmt.Sprintf("paper%d.example", i), func(_ http.ResponseWriter, q *http.Request) {
			select {
			case <-stuck:
			case <-q.Context().Done():
			}
		})
	}
	r.follow(urls...)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for e := range r.Events() {
			if p, ok := e.(feeds.ReloadProgress); ok && p.Done == 3 {
				cancel()
			}
		}
	}()
	report, err := r.Library.Reload(ctx, feeds.ReloadRequest{Due: true})
	if !errors.Is(err, context.Canceled) || !report.Canceled || report.New != 3 || report.Failed != 0 {
		t.Errorf("report %+v, %v; want canceled with three articles", report, err)
	}
	for i := 3; i < 6; i++ {
		r.answers(fmt.Sprintf("paper%d.example", i), says(rss("One")))
	}
	if report := r.due(); report.New != 3 || report.Feeds != 3 {
		t.Errorf("then %+v; want the three others at once", report)
	}
}

func TestArticlesAppearWhileAReloadRuns(t *testing.T) {
	r := newRig(t)
	urls := r.many(2)
	seen := make(chan struct{})
	r.answers("paper1.example", func(w http.ResponseWriter, q *http.Request) {
		<-seen
		says(rss("Late"))(w, q)
	})
	r.follow(urls...)
	go func() {
		defer close(seen)
		for e := range r.Events() {
			if c, ok := e.(feeds.ArticlesChanged); ok && c.New == 1 {
				return
			}
		}
	}()
	if report := r.due(); report.New != 2 {
		t.Errorf("report %+v", report)
	}
}

func TestAReloadThatFindsNothingNewTellsTheScreenOfNoArticles(t *testing.T) {
	r := newRig(t)
	r.follow(r.many(3)...)
	r.due()
	r.restart()
	r.pass(jittered)
	r.due()
	for e := range r.Events() {
		switch e := e.(type) {
		case feeds.ArticlesChanged:
			t.Errorf("the screen was told %+v", e)
		case feeds.ReloadFinished:
			return
		}
	}
}

func TestACorrectedArticleStaysReadThroughAReload(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("One")), says(strings.Replace(rss("One"), "All about", "Corrected: all about", 1)))
	id := r.follow(feedURL)[0]
	r.due()
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 9})
	if err != nil || len(page.Headlines) != 1 {
		t.Fatalf("%d headlines, %v", len(page.Headlines), err)
	}
	article := page.Headlines[0].ID
	if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{article}, true); err != nil {
		t.Fatal(err)
	}
	report := r.again(id)
	now, err := r.Stored(t.Context(), article)
	if err != nil || !now.State.Read || !strings.Contains(now.Article.Text, "Corrected") || report.New != 0 {
		t.Errorf("read %v, %q, %d new, %v", now.State.Read, now.Article.Text, report.New, err)
	}
}

func TestTheSampleEditionKeepsItsDatesOverRuns(t *testing.T) {
	r := newRig(t)
	if err := r.Begin(t.Context(), feeds.Choice{Sample: true}); err != nil {
		t.Fatal(err)
	}
	first := r.due()
	dates := func() (out []time.Time) {
		page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Headlines {
			out = append(out, h.Published)
		}
		return out
	}
	before := dates()
	if first.Feeds != sample.FeedCount || first.Failed != 0 || len(before) == 0 {
		t.Fatalf("report %+v, %d articles", first, len(before))
	}
	r.pass(30 * time.Hour)
	r.restart()
	again := r.due()
	if again.New != 0 || again.Failed != 0 || again.Unchanged != sample.FeedCount {
		t.Errorf("the next day: %+v; want nothing new", again)
	}
	for i, d := range dates() {
		if !d.Equal(before[i]) {
			t.Errorf("article %d is now of %v, was of %v", i, d, before[i])
		}
	}
}
