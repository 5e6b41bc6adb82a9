package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
)

const week = 7 * 24 * time.Hour

// check checks links and gives what is known of each address then.
func (r *rig) check(req feeds.LinksRequest) (feeds.LinksReport, map[string]string) {
	r.Helper()
	report, err := r.CheckLinks(r.Context(), req, nil)
	if err != nil {
		r.Fatal(err)
	}
	return report, r.links()
}

func (r *rig) links() map[string]string {
	r.Helper()
	list, err := r.Bookmarks(r.Context(), feeds.BookmarkRequest{Limit: 1000})
	if err != nil {
		r.Fatal(err)
	}
	out := map[string]string{}
	for _, b := range list {
		out[b.URL] = strings.TrimSpace(string(b.Link.State) + " " + b.Link.Reason + b.Link.To)
	}
	return out
}

func TestLinksAreCheckedAndWhatIsFoundIsKept(t *testing.T) {
	r := newRig(t)
	r.take("https://fine.example/\nhttp://fine.example/a\nhttp://gone.example/1\nhttp://nameless.invalid/1\nhttp://nameless.invalid/2\n" +
		"http://moved.example/old\nhttp://front.example/2020/story\nhttp://shut.example/\nhttp://broken.example/\nhttp://loop.example/\n" +
		"http://inside.example/\nhttp://10.0.0.1/admin\nhttp://lost.example/\nmailto:ann@fine.example\n")
	to := func(where string) http.HandlerFunc { return status(301, "Location", where) }
	r.answers("fine.example", says("here"))
	r.answers("gone.example", status(410))
	r.answers("moved.example", to("http://fine.example/new"))
	r.answers("front.example", func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path != "/" {
			to("http://front.example/")(w, q)
		}
	})
	r.answers("shut.example", status(403))
	r.answers("broken.example", status(503))
	r.answers("loop.example", to("http://loop.example/"))
	r.answers("inside.example", to("http://10.0.0.1/"))
	r.answers("lost.example", to("http://nowhere.invalid/"))
	report, links := r.check(feeds.LinksRequest{Older: week})
	want := map[string]string{
		"https://fine.example/": "unsure no safe connection", "http://fine.example/a": "alive", "http://gone.example/1": "dead 410",
		"http://nameless.invalid/1": "dead no such host", "http://nameless.invalid/2": "dead no such host",
		"http://moved.example/old":        "moved http://fine.example/new",
		"http://front.example/2020/story": "unsure it leads to front.example, but no longer to the page",
		"http://shut.example/":            "unsure 403", "http://broken.example/": "unsure 503",
		"http://loop.example/": "unsure it leads somewhere else", "http://inside.example/": "unsure its address is a private one",
		"http://10.0.0.1/admin": "unsure its address is a private one", "http://lost.example/": "unsure its host cannot be reached",
		"mailto:ann@fine.example": "",
	}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Error(diff)
	}
	if want := (feeds.LinksReport{Of: 13, Alive: 1, Moved: 1, Dead: 3, Unsure: 8, NoWeb: 1}); report != want {
		t.Errorf("the report is %+v, want %+v", report, want)
	}
	for _, q := range r.requests("") {
		if q.header.Get("Cookie")+q.header.Get("Referer")+q.header.Get("Range") != "" {
			t.Errorf("%s %s carried %v", q.method, q.uri, q.header)
		}
	}

	// Those checked lately are left out, the unsure ones after a day no more.
	n := len(r.requests(""))
	if report, _ := r.check(feeds.LinksRequest{Older: week}); report.Of != 0 || report.Lately != 13 || len(r.requests("")) != n {
		t.Errorf("at once again: %+v, %d requests more", report, len(r.requests(""))-n)
	}
	r.pass(25 * time.Hour)
	if report, _ := r.check(feeds.LinksRequest{Older: week}); report.Of != 8 {
		t.Errorf("a day later: %+v", report)
	}
	r.pass(week)
	if report, links := r.check(feeds.LinksRequest{Older: week}); report.Of != 13 || links["http://broken.example/"] != "dead 503" || links["http://shut.example/"] != "unsure 403" {
		t.Errorf("a bad week later: %+v, %s, %s", report, links["http://broken.example/"], links["http://shut.example/"])
	}
}

func TestLinksAreCheckedByQueryAndByName(t *testing.T) {
	r := newRig(t)
	r.take(three)
	r.answers("a.example", says("here"))
	if report, _ := r.check(feeds.LinksRequest{Query: "tag:water"}); report.Of != 2 {
		t.Errorf("by query: %+v", report)
	}
	b, err := r.FindBookmark(t.Context(), "https://a.example/2")
	if err != nil {
		t.Fatal(err)
	}
	if report, _ := r.check(feeds.LinksRequest{IDs: []feeds.BookmarkID{b.ID}, Query: "tag:none"}); report.Of != 1 {
		t.Errorf("by name: %+v", report)
	}
	if _, err := r.CheckLinks(t.Context(), feeds.LinksRequest{Query: "is:nothing"}, nil); err == nil {
		t.Error("a wrong query was no error")
	}
}

func TestALinkInAPersonsOwnNetworkIsAskedWhereTheyHaveAFeed(t *testing.T) {
	r := newRig(t)
	own := r.server.Listener.Addr().String()
	r.take("http://" + own + "/page\nhttp://127.0.0.1:1/other\n")
	r.answers(own, says("here"))
	if _, links := r.check(feeds.LinksRequest{}); links["http://"+own+"/page"] != "unsure its address is a private one" || len(r.requests("")) > 0 {
		t.Errorf("without a feed: %v, asked %d times", links, len(r.requests("")))
	}
	r.pass(time.Minute)
	r.follow("http://" + own + "/feed")
	if _, links := r.check(feeds.LinksRequest{}); links["http://"+own+"/page"] != "alive" || links["http://127.0.0.1:1/other"] != "unsure its address is a private one" {
		t.Errorf("with one: %v", links)
	}
}

func TestWhenNoHostIsReachedNothingIsCalledDead(t *testing.T) {
	r := newRig(t)
	r.take("http://one.example/\nhttp://two.example/\n")
	r.setDown("*", true)
	report, links := r.check(feeds.LinksRequest{})
	if !report.Offline || report.Done() != 0 || links["http://one.example/"] != "" {
		t.Errorf("offline: %+v, %v", report, links)
	}
	one := newRig(t)
	one.take("http://one.example/\n")
	one.setDown("*", true)
	if report, links := one.check(feeds.LinksRequest{}); report.Offline || links["http://one.example/"] != "unsure no such host" {
		t.Errorf("one host alone: %+v, %v", report, links)
	}
}

func TestAHostThatWantsToBeLeftAloneIs(t *testing.T) {
	r := newRig(t)
	r.take(addresses("http://busy.example/%d", 50))
	r.answers("busy.example", says("here"), says("here"), status(429, "Retry-After", "3600"))
	report, _ := r.check(feeds.LinksRequest{})
	if want := (feeds.LinksReport{Of: 50, Alive: 2, Unsure: 1, Waiting: 47}); report != want {
		t.Errorf("%+v, want %+v", report, want)
	}
	r.count("busy.example", 3)
	r.answers("busy.example", says("here"))
	r.pass(2 * time.Hour)
	if report, _ := r.check(feeds.LinksRequest{Older: week}); report.Alive != 47 || report.Lately != 3 {
		t.Errorf("when it may be asked again: %+v", report)
	}
}

func addresses(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format+"\n", i)
	}
	return b.String()
}

func TestTenThousandLinksOfAMuteHostAreThreeRequests(t *testing.T) {
	r := newRig(t)
	r.take(addresses("http://mute.example/%d", 10_000) + "http://fine.example/\n")
	r.answers("fine.example", says("here"))
	r.answers("mute.example", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	report, err := r.CheckLinks(t.Context(), feeds.LinksRequest{}, nil)
	if err != nil || report.Unsure != 10_000 || report.Alive != 1 {
		t.Errorf("%+v, %v", report, err)
	}
	if n := len(r.requests("mute.example")); n > linkMute*3 { // HEAD, GET, and GET again over a new connection
		t.Errorf("a mute host was asked %d times", n)
	}
}

func TestAHostIsAskedForOneLinkAtATimeAndManyHostsSideBySide(t *testing.T) {
	r := newRig(t)
	list := addresses("http://big.example/%d", 300)
	for i := range 40 {
		host := fmt.Sprintf("h%d.example", i)
		list += "http://" + host + "/\n"
		r.answers(host, says("here"))
	}
	r.take(list)
	var big, most, all, sides atomic.Int32
	raise := func(n *atomic.Int32, most *atomic.Int32) {
		if now := n.Add(1); now > most.Load() {
			most.Store(now)
		}
	}
	r.answers("big.example", func(http.ResponseWriter, *http.Request) {
		raise(&big, &most)
		big.Add(-1)
	})
	r.mu.Lock()
	r.rest = func(*rig) { raise(&all, &sides); all.Add(-1) }
	r.mu.Unlock()
	if report, _ := r.check(feeds.LinksRequest{}); report.Alive != 340 {
		t.Errorf("%+v", report)
	}
	if most.Load() != 1 || sides.Load() > linkHosts {
		t.Errorf("%d at once of one host, %d in all", most.Load(), sides.Load())
	}
}

func TestACheckThatIsStoppedGoesOnWithTheRest(t *testing.T) {
	r := newRig(t)
	r.take(addresses("http://slow.example/%d", 20))
	ctx, stop := context.WithCancel(t.Context())
	asked := atomic.Int32{}
	r.answers("slow.example", func(w http.ResponseWriter, q *http.Request) {
		if asked.Add(1) == 6 {
			stop()
			<-q.Context().Done()
		}
	})
	var told []feeds.LinkChecked
	report, err := r.CheckLinks(ctx, feeds.LinksRequest{Older: week}, func(c feeds.LinkChecked) { told = append(told, c) })
	if !errors.Is(err, context.Canceled) || report.Alive != 5 || len(told) != 5 {
		t.Fatalf("stopped after %+v, told %d, %v", report, len(told), err)
	}
	if last := told[4]; last.Done != 5 || last.Of != 20 || last.Link.State != feeds.LinkAlive || last.Title == "" {
		t.Errorf("told %+v", last)
	}
	r.restart()
	if report, _ := r.check(feeds.LinksRequest{Older: week}); report.Alive != 15 || report.Lately != 5 {
		t.Errorf("then %+v", report)
	}
}

func TestLinksAreCheckedOneTimeAtATime(t *testing.T) {
	r := newRig(t)
	r.take("http://slow.example/\n")
	ctx, stop := context.WithCancel(t.Context())
	here := make(chan bool)
	r.answers("slow.example", func(_ http.ResponseWriter, q *http.Request) {
		here <- true
		<-q.Context().Done()
	})
	done := make(chan error)
	go func() {
		_, err := r.CheckLinks(ctx, feeds.LinksRequest{}, nil)
		done <- err
	}()
	<-here
	if _, err := r.CheckLinks(t.Context(), feeds.LinksRequest{}, nil); !errors.Is(err, errChecking) {
		t.Errorf("a second check gave %v", err)
	}
	stop()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestABookmarkTakesTheAddressItsPageMovedTo(t *testing.T) {
	r := newRig(t)
	r.take("http://moved.example/old\n")
	r.answers("moved.example", status(308, "Location", "http://fine.example/new"))
	r.answers("fine.example", says("here"))
	r.check(feeds.LinksRequest{})
	b, err := r.FindBookmark(t.Context(), "http://moved.example/old")
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.FollowMoved(t.Context(), []feeds.BookmarkID{b.ID})
	if err != nil || c.N != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	if got := r.links(); cmp.Diff(map[string]string{"http://fine.example/new": "alive"}, got) != "" {
		t.Errorf("then %v", got)
	}
	if _, err := r.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := r.links(); cmp.Diff(map[string]string{"http://moved.example/old": "moved http://fine.example/new"}, got) != "" {
		t.Errorf("undone %v", got)
	}
}

func TestABookmarkOutlivesItsFeedAndItsSite(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(`<rss version="2.0"><channel><title>News</title><item><guid>1</guid><title>Storm</title><link>http://news.example/1</link><author>Ann</author>
		<category>Coast</category><description>&lt;p&gt;`+strings.Repeat("The whole text of the storm. ", 60)+`&lt;/p&gt;</description></item></channel></rss>`))
	id := r.follow(feedURL)[0]
	r.own(id)
	article, err := r.FindArticle(t.Context(), "http://news.example/1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Keep(t.Context(), article, feeds.Keeping{Tags: []string{"sea"}, Note: "mine", Folder: "A"}); err != nil {
		t.Fatal(err)
	}
	before, err := r.FindBookmark(t.Context(), "http://news.example/1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Remove(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	r.setDown("*", true)
	r.restart()
	after, err := r.Bookmark(t.Context(), before.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	if after.Document.Words() < 300 || after.Source != "News" || after.HTML == "" || len(after.Topics) == 0 || after.URL == "" || after.Note != "mine" {
		t.Errorf("left of it: %d words of %+v", after.Document.Words(), after)
	}
}

func TestAHostThatNeverAnswersIsGivenUpOnAndHoldsNobodyUp(t *testing.T) {
	r := newRig(t)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	opt := r.options()
	network := opt.policy
	opt.policy = func(p *fetch.Policy) { network(p); p.FirstByte = 30 * time.Millisecond }
	lib, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	r.Library = lib
	t.Cleanup(func() { _ = lib.Close() })
	r.take(addresses("http://slow.example/%d", 40) + "http://fine.example/\n")
	r.answers("fine.example", says("here"))
	r.answers("slow.example", func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })
	report, links := r.check(feeds.LinksRequest{})
	if report.Unsure != 40 || report.Alive != 1 || links["http://slow.example/39"] != "unsure no answer in time" {
		t.Errorf("%+v, %s", report, links["http://slow.example/39"])
	}
	if n := len(r.requests("slow.example")); n > linkMute {
		t.Errorf("it was asked %d times", n)
	}
}
