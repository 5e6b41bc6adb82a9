package library

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"broadsheet/feeds"
)

// asks wants the gap that an answer leads to.
func asks(answer http.HandlerFunc, least, most time.Duration) func(*rig) {
	return func(r *rig) {
		r.answers(site, answer)
		id := r.follow(feedURL)[0]
		r.due()
		r.between(r.gap(id), least, most)
		r.pass(r.gap(id) - time.Second)
		r.due()
		r.count(site, 1)
		r.pass(time.Second)
		r.due()
		r.count(site, 2)
	}
}

const (
	hour = time.Hour
	// jittered is the default interval with its tenth.
	jittered = 66 * time.Minute
	day      = 24 * time.Hour
)

func inHTTP(t time.Time) string { return t.UTC().Format(http.TimeFormat) }

var timingChecks = []manner{
	{"16 nothing special: an hour and up to a tenth", asks(says(rss("One")), hour, jittered)},
	{"17 started ten times in ten minutes: one request", func(r *rig) {
		r.answers(site, says(rss("One")))
		r.follow(feedURL)
		for range 10 {
			r.due()
			r.pass(time.Minute)
			r.restart()
		}
		r.count(site, 1)
	}},
	{"18 max-age of two hours", asks(says(rss("One"), "Cache-Control", "max-age=7200"), 2*hour, 2*hour+12*time.Minute)},
	{"18 max-age of two hours, 100 s old", asks(says(rss("One"), "Cache-Control", "max-age=7200", "Age", "100"), 2*hour-100*time.Second, 2*hour+11*time.Minute)},
	{"19 max-age of a year counts as a day", asks(says(rss("One"), "Cache-Control", "max-age=31536000"), 20*hour, day)},
	{"20 no-cache is no wish", asks(says(rss("One"), "Cache-Control", "no-cache"), hour, jittered)},
	{"20 max-age=0 is no wish", asks(says(rss("One"), "Cache-Control", "max-age=0"), hour, jittered)},
	{"20 Expires: 0 is no wish", asks(says(rss("One"), "Expires", "0"), hour, jittered)},
	{"20 Expires in the past is no wish", asks(says(rss("One"), "Date", inHTTP(noon), "Expires", inHTTP(noon.Add(-hour))), hour, jittered)},
	{"21 Expires in three hours", asks(says(rss("One"), "Date", inHTTP(noon), "Expires", inHTTP(noon.Add(3*hour))), 3*hour, 3*hour+18*time.Minute)},
	{"22 a ttl of 180 minutes", asks(says(rssWith("<ttl>180</ttl>", "One")), 3*hour, 3*hour+18*time.Minute)},
	{"22 a daily sy:updatePeriod", asks(says(rssWith("<sy:updatePeriod>daily</sy:updatePeriod>", "One")), 12*hour, day)},
	{"22 skipHours: nothing in those hours", asks(says(rssWith("<skipHours><hour>13</hour><hour>14</hour></skipHours>", "One")), 3*hour, 3*hour+6*time.Minute)},
	{"22 skipDays: nothing today", asks(says(rssWith("<skipDays><day>Monday</day></skipDays>", "One")), 12*hour, 12*hour+6*time.Minute)},
	{"22 what a feed asks for holds after a restart and a 304", func(r *rig) {
		r.answers(site, says(rssWith("<ttl>180</ttl><skipDays><day>Tuesday</day></skipDays>", "One"), "ETag", `"e"`), status(304))
		id := r.follow(feedURL)[0]
		r.due()
		r.restart()
		r.again(id)
		r.between(r.gap(id), 3*hour, 3*hour+18*time.Minute)
		if s := r.feed(id).FetchState; s.Every != 3*hour || s.SkipDays != 1<<time.Tuesday {
			r.Errorf("kept every %v, days %b", s.Every, s.SkipDays)
		}
	}},
	{"23 a machine that slept asks its feeds one after another, until a person asks", func(r *rig) {
		urls := r.many(40)
		r.follow(urls...)
		r.due()
		r.count("", 40)
		r.pass(10 * hour)
		first := make(chan struct{}, 80)
		r.mu.Lock()
		r.rest = func(*rig) { first <- struct{}{} }
		r.mu.Unlock()
		spread := make(chan feeds.ReloadReport, 1)
		go func() {
			report, _ := r.Library.reload(r.Context(), feeds.ReloadRequest{Due: true}, true)
			spread <- report
		}()
		<-first
		if n := len(r.requests("")); n > 60 {
			r.Errorf("%d of 40 feeds were asked at once", n-40)
		}
		// What is claimed by the spread reload is not asked a second time.
		r.own()
		if report := <-spread; report.Unchanged != 40 {
			r.Errorf("report %+v, want 40 unchanged", report)
		}
		r.count("", 80)
	}},
	{"23 at the start of the program all that is due goes at once", func(r *rig) {
		urls := r.many(40)
		r.follow(urls...)
		r.due()
		r.pass(10 * hour)
		if err := r.Close(); err != nil {
			r.Fatal(err)
		}
		opt := r.options()
		opt.Settings.OnStart = true
		lib, err := Open(r.Context(), opt)
		if err != nil {
			r.Fatal(err)
		}
		defer lib.Close()
		began := time.Now()
		lib.Start()
		for e := range lib.Events() {
			if _, over := e.(feeds.ReloadFinished); over {
				break
			}
		}
		if took := time.Since(began); took > 40*time.Second { // spread it takes 60
			r.Errorf("took %v", took)
		}
		r.count("", 80)
	}},
	{"24 two copies of the program ask each feed once an interval", func(r *rig) {
		urls := r.many(30)
		r.follow(urls...)
		other, err := Open(r.Context(), r.options())
		if err != nil {
			r.Fatal(err)
		}
		defer other.Close()
		for i := range 3 {
			done := make(chan error)
			go func() {
				_, err := other.Reload(r.Context(), feeds.ReloadRequest{Due: true})
				done <- err
			}()
			r.due()
			if err := <-done; err != nil {
				r.Error(err)
			}
			r.count("", 30*(i+1))
			r.pass(jittered)
		}
	}},
	{"24 nor do two at once ask by a person's word", func(r *rig) {
		urls := r.many(30)
		r.follow(urls...)
		other, err := Open(r.Context(), r.options())
		if err != nil {
			r.Fatal(err)
		}
		defer other.Close()
		done := make(chan feeds.ReloadReport)
		go func() {
			report, _ := other.Reload(r.Context(), feeds.ReloadRequest{})
			done <- report
		}()
		one := r.own()
		two := <-done
		if one.Skipped+two.Skipped != 30 || one.New+two.New != 30 {
			r.Errorf("reports %+v and %+v; want 30 new and 30 passed over", one, two)
		}
		r.count("", 30)
	}},
}

// many gives the addresses of n feeds, each at a host of its own.
func (r *rig) many(n int) (urls []string) {
	for i := range n {
		host := fmt.Sprintf("paper%d.example", i)
		r.answers(host, says(rss("One")))
		urls = append(urls, "http://"+host+"/feed")
	}
	return urls
}

func TestAReloadHoldsItsClaimsOnlyWhileItRuns(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("One")))
	id := r.follow(feedURL)[0]
	r.due()
	r.pass(jittered)
	c, err := r.choose(t.Context(), feeds.ReloadRequest{Due: true}) // as a process that is then killed
	if err != nil || len(c.feeds) != 1 {
		t.Fatalf("claimed %d, %v", len(c.feeds), err)
	}
	r.due()
	r.count(site, 1)
	r.pass(lease)
	r.due()
	r.count(site, 2)
	if f := r.feed(id); f.FetchState.Error != "" {
		t.Error(f.FetchState.Error)
	}
}
