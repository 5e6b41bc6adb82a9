package library

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// goesBack wants what a server sends to come back byte for byte, in this run
// of the program and the next.
func goesBack(header, as, value string) func(*rig) {
	return func(r *rig) {
		r.answers(site, says(rss("One"), header, value))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.restart()
		r.again(id)
		r.header(site, 1, as, "")
		r.header(site, 2, as, value)
		r.header(site, 3, as, value)
	}
}

const httpDate = "Mon, 6 Oct 2025 10:00:00 GMT"

// keepsAll wants an answer to leave validators and articles as they were, to
// show its error on the feed, and the next request to send the old ETag.
func keepsAll(bad http.HandlerFunc, says1 string) func(*rig) {
	return func(r *rig) {
		r.answers(site, says(rss("One", "Two"), "ETag", `"good"`), bad)
		id := r.follow(feedURL)[0]
		r.due()
		report := r.again(id)
		f := r.feed(id)
		if f.Articles != 2 || f.FetchState.ETag != `"good"` {
			r.Errorf("%d articles, ETag %q; want both articles and the good ETag", f.Articles, f.FetchState.ETag)
		}
		if !strings.Contains(f.FetchState.Error, says1) || report.Failed != 1 || f.FetchState.Health() != "failing" {
			r.Errorf("the feed says %q, %d failed; want %q and one", f.FetchState.Error, report.Failed, says1)
		}
		r.again(id)
		r.header(site, 3, "If-None-Match", `"good"`)
	}
}

var validatorChecks = []manner{
	{"01 the first request carries no validators", func(r *rig) {
		r.answers(site, says(rss("One")))
		r.follow(feedURL)
		r.due()
		r.header(site, 1, "If-None-Match", "")
		r.header(site, 1, "If-Modified-Since", "")
	}},
	{"02 an ETag goes back byte for byte", goesBack("ETag", "If-None-Match", `W/"aB-c=,;d--gzip"`)},
	{"03 an ETag without quotes goes back as it is", goesBack("ETag", "If-None-Match", `abc-123`)},
	{"03 an ETag with inner spaces goes back as it is", goesBack("ETag", "If-None-Match", `a  "b" c`)},
	{"04 a Last-Modified with a short day goes back as it is", goesBack("Last-Modified", "If-Modified-Since", httpDate)},
	{"04 a Last-Modified that is no HTTP date goes back as it is", goesBack("Last-Modified", "If-Modified-Since", "2025-10-06 10:00")},
	{"05 both validators are sent together", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"e"`, "Last-Modified", httpDate))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.header(site, 2, "If-None-Match", `"e"`)
		r.header(site, 2, "If-Modified-Since", httpDate)
	}},
	{"06 nothing is made up from Date or the clock", func(r *rig) {
		r.answers(site, says(rss("One"), "Date", "Mon, 06 Oct 2025 10:00:00 GMT"))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.header(site, 2, "If-None-Match", "")
		r.header(site, 2, "If-Modified-Since", "")
	}},
	{"07 the same body with new validators: the third request sends those", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"1"`, "Last-Modified", "then"), says(rss("One"), "ETag", `"2"`, "Last-Modified", "now"))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.again(id)
		r.header(site, 3, "If-None-Match", `"2"`)
		r.header(site, 3, "If-Modified-Since", "now")
	}},
	{"08 a 304 with a new ETag: the third request sends it", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"1"`), status(304, "ETag", `"2"`))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.again(id)
		r.header(site, 3, "If-None-Match", `"2"`)
	}},
	{"09 validators that are no longer sent are no longer sent back", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"1"`, "Last-Modified", httpDate), says(rss("One", "Two")))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		r.again(id)
		r.header(site, 2, "If-None-Match", `"1"`)
		r.header(site, 3, "If-None-Match", "")
		r.header(site, 3, "If-Modified-Since", "")
	}},
	{"10 a web page with an ETag changes nothing and is said", keepsAll(says("<!doctype html><title>Home</title><p>Hello", "ETag", `"bad"`), "web page")},
	{"10 garbage with an ETag changes nothing and is said", keepsAll(says("\x00\x01 no feed at all", "ETag", `"bad"`), "not a feed")},
	{"10 an empty body with an ETag changes nothing and is said", keepsAll(says("", "ETag", `"bad"`), "empty")},
	{"11 a body that breaks off gives its whole articles, no validators, and is said", func(r *rig) {
		body := rss("One", "Two", "Three")
		half := body[:strings.Index(body, "<title>Three")]
		r.answers(site, func(w http.ResponseWriter, _ *http.Request) {
			set(w, []string{"ETag", `"half"`, "Content-Length", fmt.Sprint(len(body))})
			fmt.Fprint(w, half)
		}, says(body, "ETag", `"whole"`))
		id := r.follow(feedURL)[0]
		report := r.due()
		f := r.feed(id)
		if f.Articles != 2 || f.FetchState.ETag != "" || f.FetchState.BodyHash != "" {
			r.Errorf("%d articles, ETag %q, hash %q; want two and nothing", f.Articles, f.FetchState.ETag, f.FetchState.BodyHash)
		}
		if !strings.Contains(f.FetchState.Error, "broke off") || len(report.Errors) != 1 || report.New != 2 {
			r.Errorf("the feed says %q; report %+v", f.FetchState.Error, report)
		}
		r.again(id)
		r.header(site, 2, "If-None-Match", "")
		if f := r.feed(id); f.Articles != 3 || f.FetchState.Error != "" {
			r.Errorf("then %d articles, %q; want three and no error", f.Articles, f.FetchState.Error)
		}
	}},
	{"11 a body that breaks off within its first article gives none, no validators, and is said", func(r *rig) {
		body := rss("One")
		r.answers(site, func(w http.ResponseWriter, _ *http.Request) {
			set(w, []string{"ETag", `"half"`, "Content-Length", fmt.Sprint(len(body))})
			fmt.Fprint(w, body[:strings.Index(body, "</title><desc")])
		})
		id := r.follow(feedURL)[0]
		r.due()
		if f := r.feed(id); f.Articles != 0 || f.FetchState.ETag != "" || !strings.Contains(f.FetchState.Error, "breaks off before its first whole article") {
			r.Errorf("%d articles, ETag %q, %q", f.Articles, f.FetchState.ETag, f.FetchState.Error)
		}
	}},
	{"11 a feed that its publisher cut counts as cut, though all of it came", func(r *rig) {
		body := rss("One", "Two", "Three")
		r.answers(site, says(body[:strings.Index(body, "<title>Three")], "ETag", `"half"`), says(body, "ETag", `"whole"`))
		id := r.follow(feedURL)[0]
		r.due()
		if f := r.feed(id); f.Articles != 2 || f.FetchState.ETag != "" || f.FetchState.BodyHash != "" || !strings.Contains(f.FetchState.Error, "broke off") {
			r.Errorf("%d articles, ETag %q, hash %q, %q", f.Articles, f.FetchState.ETag, f.FetchState.BodyHash, f.FetchState.Error)
		}
		r.again(id)
		if f := r.feed(id); f.Articles != 3 || f.FetchState.ETag != `"whole"` || f.FetchState.Error != "" {
			r.Errorf("then %d articles, ETag %q, %q", f.Articles, f.FetchState.ETag, f.FetchState.Error)
		}
	}},
	{"12 the ETag of a 404 is not kept", keepsAll(status(404, "ETag", `"bad"`), "404")},
	{"12 the ETag of a 500 is not kept", keepsAll(status(500, "ETag", `"bad"`), "500")},
	{"13 killed after a fetch and started again: one unconditional request in all", killed},
	{"14 an edited address starts without validators", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"old"`))
		id := r.follow(feedURL)[0]
		r.due()
		f := r.feed(id)
		f.URL = "http://news.example/other"
		if _, err := r.store.EditFeed(r.Context(), f, r.clock()); err != nil {
			r.Fatal(err)
		}
		r.pass(time.Minute)
		r.due()
		r.header(site, 2, "If-None-Match", "")
		if n := r.feed(id).Articles; n != 1 {
			r.Errorf("%d articles, want the one that was there", n)
		}
	}},
	{"15 a person's own reload: at most once a minute a feed, and said", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"e"`))
		id := r.follow(feedURL)[0]
		r.own()
		r.pass(20 * time.Second)
		report := r.own(id)
		if report.Skipped != 1 || report.Recent != 20*time.Second || report.Feeds != 1 {
			r.Errorf("report %+v, want one passed over that was asked 20 s ago", report)
		}
		r.count(site, 1)
		r.pass(40 * time.Second)
		if report = r.own(id); report.Skipped != 0 {
			r.Errorf("after a minute: %+v", report)
		}
		r.count(site, 2)
	}},
	{"55 an unchanged body without validators writes nothing but the check", func(r *rig) {
		r.answers(site, says(rss("One", "Two")))
		id := r.follow(feedURL)[0]
		r.due()
		before, changes := r.dump(), r.feed(id)
		report := r.again(id)
		if after := r.dump(); after != before {
			r.Errorf("the store changed from\n%s\nto\n%s", before, after)
		}
		if report.Unchanged != 1 || report.New != 0 || !r.feed(id).FetchState.Checked.After(changes.FetchState.Checked) {
			r.Errorf("report %+v, want one unchanged and the time of the check", report)
		}
	}},
	{"54 a reload makes one GET a feed and nothing else", func(r *rig) {
		r.answers(site, says(rss("One"), "ETag", `"e"`, "Link", `</favicon.ico>; rel="icon"`))
		id := r.follow(feedURL)[0]
		r.due()
		r.again(id)
		for _, a := range r.requests("") {
			if a.method != http.MethodGet || a.uri != "/feed" {
				r.Errorf("asked %s %s", a.method, a.uri)
			}
		}
		r.count(site, 2)
	}},
}
