package library

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/services"
	"broadsheet/feeds/store"
)

const linksURL = "http://links.example"

// linked is a rig with an article and linkding at links.example, whose token is
// in the environment.
func linked(t *testing.T, onBookmark bool, does func(w http.ResponseWriter, q *http.Request, made []string)) (r *rig, id feeds.ArticleID, made *[]string) {
	t.Helper()
	t.Setenv("LINKS_TOKEN", "s3cret-token")
	r, made = newRig(t), new([]string)
	r.sites["links.example"] = func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		before := len(*made)
		var b struct {
			URL string `json:"url"`
		}
		if q.Method == http.MethodPost && json.Unmarshal(body, &b) == nil {
			*made = append(*made, b.URL)
		}
		list := append([]string(nil), (*made)[:before]...)
		r.mu.Unlock()
		if q.Header.Get("Authorization") != "Token s3cret-token" {
			http.Error(w, "{}", http.StatusUnauthorized)
			return
		}
		does(w, q, list)
	}
	r.answers(site, says(`<rss version="2.0"><channel><title>Paper</title><item><title>Storm</title><link>http://news.example/storm</link><description>Wind.</description></item></channel></rss>`))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	links := feeds.Service{Name: "links", Kind: "linkding", URL: linksURL, Token: feeds.Secret{Env: "LINKS_TOKEN"}, OnBookmark: onBookmark}
	if err := r.Apply(t.Context(), feeds.Settings{FullText: feeds.FullTextNever, Services: []feeds.Service{links}}, false); err != nil {
		t.Fatal(err)
	}
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 5})
	if err != nil || len(page.Headlines) != 1 {
		t.Fatal(page, err)
	}
	return r, page.Headlines[0].ID, made
}

// takes is linkding that has nothing yet and takes all.
func takes(w http.ResponseWriter, q *http.Request, _ []string) {
	if q.Method == http.MethodGet {
		_, _ = io.WriteString(w, `{"bookmark": null, "metadata": {}, "auto_tags": []}`)
		return
	}
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, `{"id": 1}`)
}

func queueOf(t *testing.T, l *Library) []feeds.Sending {
	t.Helper()
	list, err := l.Sendings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhatIsKeptGoesToAServiceOnce(t *testing.T) {
	r, id, made := linked(t, true, takes)
	if _, err := r.Keep(t.Context(), id, feeds.Keeping{Tags: []string{"sea"}}); err != nil {
		t.Fatal(err)
	}
	if list := queueOf(t, r.Library); len(list) != 1 || list[0].State != feeds.SendWaiting {
		t.Fatalf("queued %+v", list)
	}
	r.FinishSending(t.Context())
	if len(*made) != 1 || len(queueOf(t, r.Library)) != 0 {
		t.Fatalf("made %q, queue %+v", *made, queueOf(t, r.Library))
	}
	// Taken off, undone and kept again: it is there, and stays there once.
	for range 2 {
		if _, err := r.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Keep(t.Context(), id, feeds.Keeping{}); err != nil {
			t.Fatal(err)
		}
		r.FinishSending(t.Context())
	}
	if len(*made) != 1 {
		t.Errorf("sent %d times", len(*made))
	}
}

// Faults: B15
func TestAQueueSurvivesARestartAndWaitsAsLongAsItsServiceAsks(t *testing.T) {
	busy := true
	r, id, made := linked(t, false, func(w http.ResponseWriter, q *http.Request, made []string) {
		if busy {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		takes(w, q, made)
	})
	s, err := r.Share(t.Context(), feeds.Shared{Article: id}, "links")
	if err != nil || s.State != feeds.SendWaiting || !strings.Contains(s.Problem, "left alone") || s.Next.Sub(noon) < 2*time.Hour {
		t.Fatalf("%+v %v", s, err)
	}
	settings := r.settings()
	r.restart()
	if err := r.Apply(t.Context(), settings, false); err != nil {
		t.Fatal(err)
	}
	busy = false
	r.pass(time.Hour)
	r.sendDue(t.Context())
	if len(*made) != 0 || len(queueOf(t, r.Library)) != 1 {
		t.Fatalf("it was sent before its service wanted it: %q", *made)
	}
	r.pass(61 * time.Minute)
	r.sendDue(t.Context())
	if len(*made) != 1 || len(queueOf(t, r.Library)) != 0 {
		t.Errorf("made %q, queue %+v", *made, queueOf(t, r.Library))
	}
}

func TestATokenThatIsRefusedHoldsTheQueueUntilItIsMended(t *testing.T) {
	r, id, made := linked(t, false, takes)
	t.Setenv("LINKS_TOKEN", "old-token")
	s, err := r.Share(t.Context(), feeds.Shared{Article: id}, "links")
	if err != nil || s.State != feeds.SendHeld || !strings.Contains(s.Problem, "401") || strings.Contains(s.Problem, "old-token") {
		t.Fatalf("%+v %v", s, err)
	}
	r.pass(48 * time.Hour)
	before := len(r.requests("links.example"))
	r.sendDue(t.Context())
	if n := len(r.requests("links.example")); n != before {
		t.Errorf("a service that refused its token was asked %d times more", n-before)
	}
	t.Setenv("LINKS_TOKEN", "s3cret-token")
	if err := r.SendAgain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(*made) != 1 || len(queueOf(t, r.Library)) != 0 {
		t.Errorf("made %q, queue %+v", *made, queueOf(t, r.Library))
	}
}

// Between sending and putting that down the program may die.
//
// Faults: B15
func TestASendThatWasBrokenOffIsAskedForAndNeverDoneTwiceByAProgram(t *testing.T) {
	asks := map[string]bool{"links": true, "tool": false}
	r, id, _ := linked(t, false, takes)
	s := r.settings()
	s.Services = append(s.Services, feeds.Service{Name: "tool", Kind: feeds.ServiceCommand, Command: []string{"false"}})
	if err := r.Apply(t.Context(), s, false); err != nil {
		t.Fatal(err)
	}
	b, err := r.shared(t.Context(), feeds.Shared{Article: id})
	if err != nil {
		t.Fatal(err)
	}
	for name, asks := range asks {
		if _, err := r.store.Enqueue(t.Context(), name, b, r.clock()); err != nil {
			t.Fatal(err)
		}
		if _, ok, err := r.store.ClaimSend(t.Context(), store.SendClaim{Service: name, Lease: sendLease, Asks: asks, Now: r.clock()}); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	r.pass(sendLease + time.Minute)
	r.sendDue(t.Context())
	list := queueOf(t, r.Library)
	if len(list) != 1 || list[0].Service != "tool" || list[0].State != feeds.SendUnsure || !strings.Contains(list[0].Problem, "may have been done") {
		t.Errorf("queue %+v", list)
	}
}

func TestWithoutANetworkNothingIsCountedAndASentenceSaysSo(t *testing.T) {
	r, id, made := linked(t, false, takes)
	r.setDown("links.example", true)
	s, err := r.Share(t.Context(), feeds.Shared{Article: id}, "links")
	if err != nil || s.State != feeds.SendWaiting || s.Problem == "" {
		t.Fatalf("%+v %v", s, err)
	}
	r.setDown("links.example", false)
	r.pass(24 * time.Hour)
	r.sendDue(t.Context())
	if len(*made) != 1 {
		t.Errorf("made %q", *made)
	}
}

// memorySafe is a keyring in a test; slow never answers.
type memorySafe struct {
	at   map[string]string
	slow chan struct{}
}

func (m memorySafe) Get(_, user string) (string, error) {
	if m.slow != nil {
		<-m.slow
	}
	if s, ok := m.at[user]; ok {
		return s, nil
	}
	return "", errNotFiled
}

func (m memorySafe) Set(_, user, secret string) error {
	m.at[user] = secret
	return nil
}

func (m memorySafe) Delete(_, user string) error {
	delete(m.at, user)
	return nil
}

func TestSecretsComeFromTheKeyringACommandOrTheEnvironmentAndAreNeverTold(t *testing.T) {
	r := newRig(t)
	safe := memorySafe{at: map[string]string{}}
	r.opt.keyring = safe
	bare := feeds.Service{Name: "links", Kind: "linkding", URL: linksURL}
	if err := r.Apply(t.Context(), feeds.Settings{Services: []feeds.Service{bare}}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := r.secret(t.Context(), bare, services.Token); err == nil || !strings.Contains(err.Error(), "bookmarks login links") {
		t.Errorf("an empty keyring: %v", err)
	}
	if err := r.Login(t.Context(), "links", false, "from the keyring"); err != nil {
		t.Fatal(err)
	}
	if got, err := r.secret(t.Context(), bare, services.Token); got != "from the keyring" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	if err := r.Login(t.Context(), "links", false, "two\nlines"); err == nil {
		t.Error("a secret of two lines was filed")
	}
	withCommand := bare
	withCommand.Token.Command = []string{"printf", `first line\nsecond`}
	if got, err := r.secret(t.Context(), withCommand, services.Token); got != "first line" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	withCommand.Token.Command = []string{"sh", "-c", "echo hunter2; echo hunter2 is wrong >&2; exit 4"}
	if _, err := r.secret(t.Context(), withCommand, services.Token); err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "code 4") {
		t.Errorf("a failing command: %v", err)
	}
}

// Faults: C10
func TestAKeyringThatDoesNotAnswerIsNotWaitedForLong(t *testing.T) {
	r := newRig(t)
	slow := make(chan struct{})
	defer close(slow)
	r.opt.keyring = memorySafe{slow: slow}
	ctx, cancel := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, errSlowKeyring)
	defer cancel()
	if _, err := r.fromKeyring(ctx, "links", services.Token); !errors.Is(err, errSlowKeyring) {
		t.Error(err)
	}
}

func TestNoLogHoldsASecret(t *testing.T) {
	r, id, _ := linked(t, false, func(w http.ResponseWriter, _ *http.Request, _ []string) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"detail": "Token s3cret-token may not"}`)
	})
	s, err := r.Share(t.Context(), feeds.Shared{Article: id}, "links")
	if err != nil || s.Problem == "" || strings.Contains(s.Problem, "s3cret") {
		t.Errorf("%+v %v", s, err)
	}
	for _, name := range []string{"broadsheet.db", "broadsheet.db-wal"} {
		if data, err := os.ReadFile(r.dir + "/" + name); err == nil && strings.Contains(string(data), "s3cret-token") {
			t.Errorf("%s holds the token", name)
		}
	}
}
