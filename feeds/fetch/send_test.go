package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const secret = "5ecre7"

// message carries a secret wherever one may stand.
func message(method, url string) Message {
	return Message{Method: method, URL: url + "?auth_token=" + secret, Header: http.Header{"Authorization": {"Token " + secret}}, Body: []byte("{}")}
}

// notSent sends and wants an error that names no secret.
func notSent(t *testing.T, c *Client, m Message, kind ErrKind, words ...string) *Error {
	t.Helper()
	_, err := c.Send(t.Context(), m)
	var e *Error
	if !errors.Is(err, kind) || !errors.As(err, &e) {
		t.Fatalf("send: %v, want %q", err, kind)
	}
	for _, said := range []string{e.Sentence(), e.Error(), fmt.Sprintf("%+v", e)} {
		if strings.Contains(said, secret) {
			t.Errorf("the secret is told: %s", said)
		}
	}
	for _, w := range words {
		if !strings.Contains(e.Sentence(), w) {
			t.Errorf("the sentence %q does not say %q", e.Sentence(), w)
		}
	}
	return e
}

func TestWhatIsSentArrivesAsItIsAndTheAnswerComesBackWhateverItsStatus(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("links.example", func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			w.Header().Set("Retry-After", "120")
			w.Header().Set("Bookmark-Id", "x")
			w.WriteHeader(429)
			fmt.Fprintf(w, "%s %s %s", r.Method, r.RequestURI, body)
		})
		c := n.client(t)
		reply, err := c.Send(t.Context(), message("PATCH", "http://links.example/api/x/"))
		if err != nil {
			t.Fatal(err)
		}
		if reply.Status != 429 || reply.RetryAfter != 2*time.Minute || reply.Header.Get("Bookmark-Id") != "x" || string(reply.Body) != "PATCH /api/x/?auth_token="+secret+" {}" {
			t.Errorf("%+v %s", reply, reply.Body)
		}
		got := n.requests("links.example")
		if h := got[0].header; h.Get("Authorization") != "Token "+secret || h.Get("User-Agent") != c.policy.UserAgent || len(got) != 1 {
			t.Errorf("%v", got)
		}
	})
}

// Faults: B15
func TestNothingIsSentTwiceOrSentOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("evil.example", func(http.ResponseWriter, *http.Request) {})
		for _, code := range []int{301, 302, 303, 307, 308} {
			host := fmt.Sprintf("links%d.example", code)
			n.site(host, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", "http://evil.example/?back="+r.URL.RawQuery)
				w.WriteHeader(code)
			})
			e := notSent(t, n.client(t), message("POST", "http://"+host+"/api/"), ErrRedirect, "redirects to http://evil.example,", "a secret would go along")
			if e.Status != code || len(n.requests(host)) != 1 {
				t.Errorf("%d: %+v, asked %d times", code, e, len(n.requests(host)))
			}
		}
		if got := n.requests("evil.example"); len(got) > 0 {
			t.Errorf("it went on: %v", got)
		}
	})
	aborted := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	aborted.Config.ErrorLog = nil
	defer aborted.Close()
	notSent(t, wired(t, aborted), message("POST", "http://news.example/"), ErrBroken, "broke off")
}

func TestAnAnswerThatIsCutOrStallsIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("cut.example", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, `{"id":`)
		})
		n.site("stall.example", func(http.ResponseWriter, *http.Request) { time.Sleep(17 * time.Second) })
		n.site("large.example", func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(make([]byte, maxReply+1))
		})
		c := n.client(t)
		notSent(t, c, message("POST", "http://cut.example/"), ErrBroken, "cut.example broke off")
		began := time.Now()
		notSent(t, c, message("POST", "http://stall.example/"), ErrTimeout, "did not answer within 15 s")
		if took := time.Since(began); took != 15*time.Second {
			t.Errorf("given up after %v", took)
		}
		notSent(t, c, message("POST", "http://large.example/"), ErrTooLarge, "1 MiB")
		notSent(t, c, message("POST", "http://nowhere.example/"), ErrDNS, "no host nowhere.example")
		notSent(t, c, message("POST", "gopher://x.example/"), ErrBadURL)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if _, err := c.Send(ctx, message("POST", "http://cut.example/")); !errors.Is(err, ErrCanceled) {
			t.Errorf("canceled: %v", err)
		}
	})
}

func TestAServiceAtHomeIsReachedAndNothingElseThere(t *testing.T) {
	home := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") }))
	defer home.Close()
	c := New(Policy{})
	defer c.Close()
	reply, err := c.Send(t.Context(), Message{Method: "POST", URL: home.URL + "/api"})
	if err != nil || string(reply.Body) != "ok" {
		t.Errorf("%v %s", err, reply.Body)
	}
	if _, err := c.Get(t.Context(), Request{URL: home.URL}); !errors.Is(err, ErrPrivate) {
		t.Errorf("what is sent to it lets others in: %v", err)
	}
}

func TestACertificateThatNobodyVouchesForIsRefused(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	started(t, srv, srv.StartTLS)
	c := wired(t, srv, func(p *Policy) { p.Roots = nil })
	notSent(t, c, message("POST", "https://example.com/"), ErrTLS, "signed by nobody this machine trusts; check the address")
}
