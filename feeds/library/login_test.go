package library

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"broadsheet/feeds"
)

// locked lets only me:s3cret in.
func locked(open http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, q *http.Request) {
		if user, password, _ := q.BasicAuth(); user != "me" || password != "s3cret" {
			w.Header().Set("WWW-Authenticate", "Basic")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		open(w, q)
	}
}

func TestALoginInAnAddressBecomesTheFeedsOwn(t *testing.T) {
	r := newRig(t)
	r.answers(site, locked(says(rss("One"))))
	added, err := r.Subscribe(r.Context(), AddRequest{Address: "http://me:s3cret@news.example/feed"})
	if err != nil || added.Problem != "" || added.Feed.Articles != 1 {
		t.Fatalf("%+v, %v", added, err)
	}
	if f := r.feed(added.Feed.ID); f.URL != feedURL || f.Options.User != "me" || f.Options.Password != "s3cret" {
		t.Errorf("%q as %q with %q", f.URL, f.Options.User, f.Options.Password)
	}
	if report := r.again(added.Feed.ID); report.Failed > 0 {
		t.Errorf("the next reload fails: %v", report.Errors)
	}
}

func TestALoginIsNotSaidWhereAnAddressIsRefused(t *testing.T) {
	r := newRig(t)
	r.answers(site, locked(says(rss("One"))))
	for _, typed := range []string{"http://me:s3cret-wrong@news.example/feed", "me:s3cret-wrong@"} {
		_, err := r.Subscribe(r.Context(), AddRequest{Address: typed})
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", typed, err)
		}
	}
	_, err := r.Subscribe(r.Context(), AddRequest{Address: feedURL})
	if err == nil || !strings.Contains(err.Error(), "give them in the address") {
		t.Errorf("without a login: %v", err)
	}
}

func TestALoginStaysWithTheHostItWasGivenFor(t *testing.T) {
	r := newRig(t)
	r.answers(site, locked(says(`<html><head><link rel="alternate" type="application/rss+xml" href="http://feeds.example/rss"></head></html>`)))
	r.answers("feeds.example", says(rss("One")))
	added, err := r.Subscribe(r.Context(), AddRequest{Address: "http://me:s3cret@news.example/"})
	if err != nil || added.Feed.URL != "http://feeds.example/rss" {
		t.Fatalf("%+v, %v", added, err)
	}
	if f := r.feed(added.Feed.ID); f.Options.User != "" || f.Options.Password != "" {
		t.Errorf("another host's feed has the login of the page")
	}
	for _, q := range r.requests("feeds.example") {
		if q.header.Get("Authorization") != "" {
			t.Error("another host was told the login of the page")
		}
	}
}

func TestWhatIsChosenAmongSeveralHasTheLoginOfTheirPage(t *testing.T) {
	r := newRig(t)
	page := `<html><head><link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/b"></head></html>`
	r.answers(site, locked(func(w http.ResponseWriter, q *http.Request) {
		body := page
		if len(q.URL.Path) == 2 {
			body = rss("From " + q.URL.Path)
		}
		says(body)(w, q)
	}))
	_, err := r.Subscribe(r.Context(), AddRequest{Address: "http://me:s3cret@news.example/"})
	var several *feeds.SeveralError
	if !errors.As(err, &several) || len(several.Candidates) != 2 || strings.Contains(several.Error()+several.Address+several.Candidates[0].URL, "s3cret") {
		t.Fatalf("%v", err)
	}
	f, err := r.Add(r.Context(), several.Candidates[1].URL, "")
	if err != nil || f.Articles != 1 || f.Options.User != "me" {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestAddingAFeedAgainGivesItTheLoginItLacked(t *testing.T) {
	r := newRig(t)
	r.answers(site, locked(says(rss("One"))))
	id := r.follow(feedURL)[0]
	added, err := r.Subscribe(r.Context(), AddRequest{Address: "http://me:s3cret@news.example/feed"})
	if err != nil || !added.Duplicate || !added.Login {
		t.Fatalf("%+v, %v", added, err)
	}
	if report := r.due(); report.Failed > 0 || r.feed(id).Articles != 1 {
		t.Errorf("%+v", report)
	}
	if added, err = r.Subscribe(r.Context(), AddRequest{Address: feedURL}); err != nil || added.Login || r.feed(id).Options.Password != "s3cret" {
		t.Errorf("adding it without a login changed it: %+v, %v", added, err)
	}
}

func TestALoginInAnEditedAddressIsTakenOutOfIt(t *testing.T) {
	r := newRig(t)
	f := r.feed(r.follow(feedURL)[0])
	f.URL = "http://me:s3cret@news.example/feed"
	if _, err := r.EditFeed(r.Context(), f); err != nil {
		t.Fatal(err)
	}
	if f = r.feed(f.ID); f.URL != feedURL || f.Options.User != "me" || f.Options.Password != "s3cret" {
		t.Errorf("%+v", f)
	}
}

func TestAListsLoginsAreLeftOutAndSaid(t *testing.T) {
	r := newRig(t)
	report, err := r.ImportOPML(r.Context(), []byte(`<opml><body><outline text="Mine" xmlUrl="http://me:s3cret@news.example/feed"/></body></opml>`), "list.opml")
	if err != nil || report.Added != 1 || len(report.Skipped) != 1 || !strings.Contains(report.Skipped[0].Why, "password") || strings.Contains(report.Skipped[0].Why, "s3cret") {
		t.Fatalf("%+v, %v", report, err)
	}
	list, err := r.Feeds(r.Context())
	if err != nil || list[0].URL != feedURL || !list[0].Options.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestAnAddressIsCheckedWithItsLogin(t *testing.T) {
	server := httptest.NewServer(locked(says(rss("One"))))
	defer server.Close()
	opt := newRig(t).options()
	opt.policy = nil
	checked, err := CheckURL(t.Context(), opt, strings.Replace(server.URL, "//", "//me:s3cret@", 1))
	if err != nil || len(checked.Articles) != 1 || strings.Contains(checked.Feed.URL, "s3cret") {
		t.Errorf("%+v, %v", checked.Feed, err)
	}
}
