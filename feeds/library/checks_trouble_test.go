package library

import (
	"net/http"
	"strings"
	"time"

	"broadsheet/feeds"
)

const (
	otherFeed = "http://news.example/other"
	otherHost = "calm.example"
	calmURL   = "http://calm.example/feed"
)

// byPath answers each path in its own way.
func byPath(paths map[string]http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		if h := paths[q.URL.Path]; h != nil {
			h(w, q)
			return
		}
		http.NotFound(w, q)
	}
}

// hostWaits wants 429 to keep every feed of its host from being asked for an
// hour, also by a person and after a restart, and no other host's.
func hostWaits(retryAfter string) func(*rig) {
	return func(r *rig) {
		busy := status(429, "Retry-After", retryAfter, "Date", inHTTP(noon))
		r.answers(site, byPath(map[string]http.HandlerFunc{"/feed": busy, "/other": says(rss("One"))}))
		r.answers(otherHost, says(rss("Calm")))
		id := r.follow(feedURL)[0]
		report := r.due()
		if report.Failed != 0 || len(report.Waiting) != 1 || !strings.Contains(report.Waiting[0].Text, "429") {
			r.Errorf("report %+v, want one that waits, not failed", report)
		}
		other := r.follow(otherFeed, calmURL)[0]
		r.pass(30 * time.Minute)
		r.restart()
		report = r.own()
		if report.New != 1 || len(report.Waiting) != 2 || report.Failed != 0 {
			r.Errorf("half an hour later: %+v; want the calm host's article and two that wait", report)
		}
		f := r.feed(other)
		if f.FetchState.Health() == "failing" || !strings.Contains(f.FetchState.Error, "asked not to be asked again for 3") {
			r.Errorf("the other feed is %s and says %q; want no failure, and for how long", f.FetchState.Health(), f.FetchState.Error)
		}
		r.count(site, 1)
		r.between(r.gap(id), 30*time.Minute, 36*time.Minute)
		r.pass(40 * time.Minute)
		r.due()
		r.count(site, 3)
		if f := r.feed(other); f.Articles != 1 || f.FetchState.Error != "" {
			r.Errorf("the other feed has %d articles and says %q", f.Articles, f.FetchState.Error)
		}
	}
}

// doubles wants trouble to be asked about half as often each time, up to a
// day, and no more than tries requests a turn; then all to be well again.
func doubles(trouble http.HandlerFunc, tries int) func(*rig) {
	return func(r *rig) {
		r.answers(site, trouble)
		id := r.follow(feedURL)[0]
		least := hour
		for turn := 1; turn <= 7; turn++ {
			r.again(id)
			if n := len(r.requests(site)); n > turn*tries {
				r.Errorf("%d requests in %d turns", n, turn)
			}
			r.between(r.gap(id), least, min(least+least/10, day))
			least = min(2*least, day)
		}
		if f := r.feed(id); f.FetchState.Failures != 7 || f.FetchState.Error == "" {
			r.Errorf("%d failures, %q", f.FetchState.Failures, f.FetchState.Error)
		}
		r.answers(site, says(rss("One")))
		r.again(id)
		r.between(r.gap(id), hour, jittered)
		if f := r.feed(id); f.FetchState.Health() != "ok" {
			r.Errorf("well again, it is %s: %q", f.FetchState.Health(), f.FetchState.Error)
		}
	}
}

// hangUp breaks the connection before a byte is sent.
func hangUp(w http.ResponseWriter, _ *http.Request) {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = c.Close()
	}
}

// lost wants a code to be asked about ever less, and to mark the feed after
// three days.
func lost(code int) func(*rig) {
	return func(r *rig) {
		r.answers(site, says(rss("One")), status(code))
		id := r.follow(feedURL)[0]
		r.due()
		for end := r.clock().Add(73 * hour); r.clock().Before(end); {
			r.again(id)
			if early := r.clock().Before(noon.Add(70 * hour)); early && r.feed(id).FetchState.Lost(r.clock()) {
				r.Errorf("marked at %v", r.clock())
			}
		}
		f := r.feed(id)
		if !f.FetchState.Lost(r.clock()) || f.Articles != 1 {
			r.Errorf("after three days: lost %v, %d articles; want it marked and its article kept", f.FetchState.Lost(r.clock()), f.Articles)
		}
		r.between(r.gap(id), 20*hour, day)
		if n := len(r.requests(site)); n > 10 {
			r.Errorf("%d requests in three days", n)
		}
	}
}

var troubleChecks = []manner{
	{"25 after 429 the whole host is left alone for as long as it says", hostWaits("3600")},
	{"26 after 429 the whole host is left alone until the date it says", hostWaits(inHTTP(noon.Add(hour)))},
	{"25 on a private host 429 holds for its feed alone", func(r *rig) {
		host := r.server.Listener.Addr().String()
		r.answers(host, byPath(map[string]http.HandlerFunc{"/feed": status(429, "Retry-After", "3600"), "/other": says(rss("One"))}))
		r.follow("http://"+host+"/feed", "http://"+host+"/other")
		r.due()
		r.pass(jittered)
		r.restart()
		if report := r.due(); report.Unchanged != 1 {
			r.Errorf("report %+v", report)
		}
	}},
	{"27 429 without Retry-After: at least ten minutes, doubling up to a day", doubles(status(429), 1)},
	{"28 after 503 the feed alone is left alone for as long as it says", func(r *rig) {
		r.answers(site, byPath(map[string]http.HandlerFunc{"/feed": status(503, "Retry-After", "10800"), "/other": says(rss("One"))}))
		ids := r.follow(feedURL, otherFeed)
		r.due()
		r.between(r.gap(ids[0]), 3*hour, 3*hour+18*time.Minute)
		r.between(r.gap(ids[1]), hour, jittered)
	}},
	{"29 a 500 is asked again half as often each time", doubles(status(500), 1)},
	{"29 a 502 is asked again half as often each time", doubles(status(502), 1)},
	{"29 a connection that is reset is tried once more, then half as often each time", doubles(hangUp, 2)},
	{"29 a refused connection is asked again half as often each time", func(r *rig) {
		r.answers(otherHost, says(rss("One")))
		id := r.follow("http://127.0.0.1:1/feed", calmURL)[0]
		r.due()
		first := r.gap(id)
		r.again(id)
		r.between(first, hour, jittered)
		r.between(r.gap(id), 2*hour, 2*jittered)
	}},
	{"30 a 404 is asked about ever less and marked after three days", lost(404)},
	{"30 a 403 is asked about ever less and marked after three days", lost(403)},
	{"31 after 410 a feed is never asked again but by its name", func(r *rig) {
		r.answers(site, says(rss("One")), status(410))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		for range 5 {
			r.pass(100 * day)
			r.due()
			r.own()
		}
		r.count(site, 2)
		if f := r.feed(id); f.FetchState.Health() != "gone" || f.Articles != 1 {
			r.Errorf("it is %s with %d articles; want gone, with its article", f.FetchState.Health(), f.Articles)
		}
		r.own(id)
		r.count(site, 3)
	}},
	{"32 offline: one message, counted against nobody", func(r *rig) {
		ids := r.follow(r.many(5)...)
		r.due()
		before := r.feed(ids[0])
		r.pass(jittered)
		r.setDown("*", true)
		report := r.due()
		if !report.Offline || report.Failed != 0 || len(report.Errors) != 0 {
			r.Errorf("report %+v, want Offline and nobody blamed", report)
		}
		f := r.feed(ids[0])
		if f.FetchState.Failures != 0 || f.FetchState.Error != "" || !f.FetchState.Checked.Equal(before.FetchState.Checked) {
			r.Errorf("counted: %+v", f.FetchState)
		}
		r.setDown("*", false)
		r.pass(6 * time.Minute)
		if report := r.due(); report.Unchanged != 5 || report.Offline {
			r.Errorf("back on line: %+v", report)
		}
	}},
	{"32 a host that is out of reach alone is a failure, and a feed next door no proof", func(r *rig) {
		local := "http://" + r.server.Listener.Addr().String() + "/feed"
		r.answers(r.server.Listener.Addr().String(), says(rss("Local")))
		ids := r.follow(append(r.many(3), local)...)
		r.due()
		r.pass(jittered)
		r.setDown("paper0.example", true)
		if report := r.due(); report.Failed != 1 || report.Offline || r.feed(ids[0]).FetchState.Failures != 1 {
			r.Errorf("one is out of reach: %+v", report)
		}
		r.pass(3 * hour)
		r.setDown("*", true)
		if report := r.due(); !report.Offline || report.Failed != 0 || report.Unchanged != 1 {
			r.Errorf("all but the one next door are out of reach: %+v", report)
		}
	}},
	{"33 a 401 says what is wanted and is asked once", func(r *rig) {
		r.answers(site, status(401, "WWW-Authenticate", `Basic realm="x"`))
		id := r.follow(feedURL)[0]
		r.due()
		r.due()
		r.count(site, 1)
		if e := r.feed(id).FetchState.Error; !strings.Contains(e, "password") {
			r.Errorf("the feed says %q", e)
		}
		r.between(r.gap(id), hour, jittered)
	}},
}

// redirect answers with a code and where to go.
func redirect(code int, to string) http.HandlerFunc { return status(code, "Location", to) }

const newURL = "http://moved.example/feed"

// stays wants a feed's address and articles to be as they were after four
// reloads through first, then answers of the target.
func stays(answers []http.HandlerFunc, target http.HandlerFunc, articles int) func(*rig) {
	return func(r *rig) {
		r.answers(site, answers...)
		r.answers("moved.example", target)
		id := r.follow(feedURL)[0]
		for range 5 {
			if report := r.again(id); len(report.Moved) != 0 {
				r.Errorf("report %+v", report)
			}
		}
		if f := r.feed(id); f.URL != feedURL || f.Articles != articles {
			r.Errorf("at %s with %d articles; want %s with %d", f.URL, f.Articles, feedURL, articles)
		}
		r.count(site, 5)
	}
}

// moves wants a feed to be asked at its new address from the fourth reload on.
func moves(first http.HandlerFunc) func(*rig) {
	return func(r *rig) {
		r.answers(site, first)
		r.answers("moved.example", byPath(map[string]http.HandlerFunc{"/feed": says(rss("One"), "ETag", `"e"`), "/away": redirect(302, "/feed")}))
		id := r.follow(feedURL)[0]
		var report feeds.ReloadReport
		for range 3 {
			report = r.again(id)
		}
		f := r.feed(id)
		if f.URL != newURL || len(report.Moved) != 1 || report.Moved[0].URL != feedURL || !strings.Contains(report.Moved[0].Text, newURL) {
			r.Errorf("at %s, told %+v", f.URL, report.Moved)
		}
		if f.FetchState.Moved != "" || f.Trusted() != "" {
			r.Errorf("moved to %q; trusted %q, want neither", f.FetchState.Moved, f.Trusted())
		}
		r.again(id)
		r.count(site, 3)
		r.count("moved.example", 4)
		r.header("moved.example", 4, "If-None-Match", `"e"`)
		if f := r.feed(id); f.Articles != 1 {
			r.Errorf("%d articles, want one", f.Articles)
		}
	}
}

var redirectChecks = []manner{
	{"34 301 three times: the fourth goes straight there, and is told", moves(redirect(301, newURL))},
	{"34 308 three times: the fourth goes straight there, and is told", moves(redirect(308, newURL))},
	{"34 not to where another feed is: told once", func(r *rig) {
		r.answers(site, redirect(301, newURL))
		r.answers("moved.example", says(rss("One")))
		id := r.follow(feedURL, newURL)[0]
		told := 0
		for range 5 {
			r.pass(jittered)
			told += len(r.due().Moved)
		}
		if r.feed(id).URL != feedURL || told != 1 {
			r.Errorf("at %s, told %d times", r.feed(id).URL, told)
		}
	}},
	{"35 301 once, then 200: the address stays", stays([]http.HandlerFunc{redirect(301, newURL), says(rss("One"))}, says(rss("One")), 1)},
	{"36 302 is followed and the address stays", stays([]http.HandlerFunc{redirect(302, newURL)}, says(rss("One")), 1)},
	{"36 303 is followed and the address stays", stays([]http.HandlerFunc{redirect(303, newURL)}, says(rss("One")), 1)},
	{"36 307 is followed and the address stays", stays([]http.HandlerFunc{redirect(307, newURL)}, says(rss("One")), 1)},
	{"37 301, then 302: the 301's part alone is stored", func(r *rig) {
		r.answers(site, redirect(301, "http://moved.example/away"))
		r.answers("moved.example", byPath(map[string]http.HandlerFunc{"/feed": says(rss("One")), "/away": redirect(302, "/feed")}))
		id := r.follow(feedURL)[0]
		for range 4 {
			r.again(id)
		}
		if f := r.feed(id); f.URL != "http://moved.example/away" || f.Articles != 1 {
			r.Errorf("at %s with %d articles", f.URL, f.Articles)
		}
		r.count(site, 3)
	}},
	{"38 301 to a web page: address and articles stay",
		stays([]http.HandlerFunc{says(rss("One", "Two")), redirect(301, newURL)}, says("<!doctype html><title>Please sign in</title>"), 2)},
	{"39 a loop ends within ten requests, and is not tried again in this turn", func(r *rig) {
		r.answers(site, redirect(302, feedURL))
		id := r.follow(feedURL)[0]
		r.due()
		r.due()
		if n := len(r.requests(site)); n > 10 {
			r.Errorf("%d requests", n)
		}
		if e := r.feed(id).FetchState.Error; !strings.Contains(e, "redirects too often") {
			r.Errorf("the feed says %q", e)
		}
	}},
}
