package library

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

const tinyFeed = `<rss version="2.0"><channel><title>Tiny</title><item><title>NAME</title><guid>1</guid></item></channel></rss>`

// The test binary stands in for a person's programs: no shell is needed, on
// any system.
func init() {
	switch os.Getenv("BROADSHEET_TEST_AS") {
	case "feed":
		_, _ = os.Stdout.WriteString(strings.Replace(tinyFeed, "NAME", "made by a command", 1))
		os.Exit(0)
	case "shout":
		data, _ := io.ReadAll(os.Stdin)
		_, _ = os.Stdout.WriteString(strings.ReplaceAll(string(data), "NAME", "through a filter"))
		os.Exit(0)
	case "fail":
		_, _ = os.Stderr.WriteString("no luck today\n")
		os.Exit(3)
	}
}

func openTest(t *testing.T) *Library {
	t.Helper()
	l, err := Open(context.Background(), Options{Dir: t.TempDir(), Version: "test", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// declared joins one feed of the config, reloads, and gives the titles stored
// and the error on the feed.
func declared(t *testing.T, s feeds.FeedSetting) (titles []string, problem string) {
	t.Helper()
	ctx, l := context.Background(), openTest(t)
	if err := l.JoinConfig(ctx, []feeds.FeedSetting{s}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Reload(ctx, feeds.ReloadRequest{}); err != nil {
		t.Fatal(err)
	}
	page, err := l.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range page.Headlines {
		titles = append(titles, h.Title)
	}
	list, err := l.Feeds(ctx)
	if err != nil || len(list) != 1 {
		t.Fatal(err, list)
	}
	return titles, list[0].FetchState.Error
}

func TestAFeedCanBeACommandsOutput(t *testing.T) {
	t.Setenv("BROADSHEET_TEST_AS", "feed")
	titles, problem := declared(t, feeds.FeedSetting{URL: "exec:mine", Options: feeds.FeedOptions{Exec: []string{os.Args[0]}}})
	if len(titles) != 1 || titles[0] != "made by a command" || problem != "" {
		t.Errorf("%q, %q", titles, problem)
	}
}

func TestACommandThatFailsSaysHow(t *testing.T) {
	t.Setenv("BROADSHEET_TEST_AS", "fail")
	_, problem := declared(t, feeds.FeedSetting{URL: "exec:mine", Options: feeds.FeedOptions{Exec: []string{os.Args[0]}}})
	if !strings.Contains(problem, "code 3") || !strings.Contains(problem, "no luck today") {
		t.Errorf("%q", problem)
	}
	_, problem = declared(t, feeds.FeedSetting{URL: "exec:gone", Options: feeds.FeedOptions{Exec: []string{"/no/such/program"}}})
	if problem == "" {
		t.Error("a missing program is no error")
	}
}

func TestAFeedCanBeAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a feed.xml")
	if err := os.WriteFile(path, []byte(strings.Replace(tinyFeed, "NAME", "in a file", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	address := (&url.URL{Scheme: "file", Path: path}).String()
	titles, problem := declared(t, feeds.FeedSetting{URL: address})
	if len(titles) != 1 || titles[0] != "in a file" || problem != "" {
		t.Errorf("%q, %q", titles, problem)
	}
	if _, problem = declared(t, feeds.FeedSetting{URL: "file:///no/such/file.xml"}); !strings.Contains(problem, "there is no file") {
		t.Errorf("%q", problem)
	}
	if _, problem = declared(t, feeds.FeedSetting{URL: "file:///dev/zero"}); !strings.Contains(problem, "no plain file") {
		t.Errorf("%q", problem)
	}
}

func TestAFeedGoesThroughItsFilterWithItsCredentials(t *testing.T) {
	t.Setenv("BROADSHEET_TEST_AS", "shout")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != "me" || password != "secret" || r.Header.Get("X-Token") != "abc" || r.UserAgent() != "Mine/1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(tinyFeed))
	}))
	defer server.Close()
	titles, problem := declared(t, feeds.FeedSetting{URL: server.URL + "/feed", Options: feeds.FeedOptions{
		User: "me", Password: "secret", Headers: map[string]string{"X-Token": "abc"}, UserAgent: "Mine/1", Filter: []string{os.Args[0]},
	}})
	if len(titles) != 1 || titles[0] != "through a filter" || problem != "" {
		t.Errorf("%q, %q", titles, problem)
	}
}

// Faults: N19
func TestCredentialsStayWithTheFeedsOrigin(t *testing.T) {
	l := openTest(t)
	f := feeds.Feed{URL: "https://a.example/feed", Options: feeds.FeedOptions{User: "me", Password: "secret", Headers: map[string]string{"X-Token": "abc"}}}
	for address, own := range map[string]bool{
		"https://a.example/page": true, "http://a.example/page": false, "https://a.example:444/": false, "https://b.example/": false,
	} {
		r, err := l.request(context.Background(), f, address)
		if err != nil {
			t.Fatal(err)
		}
		if (r.User != "") != own || (r.Password != "") != own || (len(r.Header) > 0) != own {
			t.Errorf("for %s the request has %q and %v", address, r.User, r.Header)
		}
	}
}

func TestAPausedFeedIsAskedOnlyByAPerson(t *testing.T) {
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		_, _ = w.Write([]byte(tinyFeed))
	}))
	defer server.Close()
	ctx, l := context.Background(), openTest(t)
	if err := l.JoinConfig(ctx, []feeds.FeedSetting{{URL: server.URL + "/", Options: feeds.FeedOptions{Paused: true}}}, false); err != nil {
		t.Fatal(err)
	}
	for _, due := range []bool{true, false} {
		if _, err := l.Reload(ctx, feeds.ReloadRequest{Due: due}); err != nil {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
}
