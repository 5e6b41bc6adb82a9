package library

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"broadsheet/feeds"
)

// The test binary as a command that gives a password, and as one that leaves
// a trace of having run.
func init() {
	switch os.Getenv("BROADSHEET_TEST_AS") {
	case "password":
		_, _ = os.Stdout.WriteString("s3cret\nof no matter\n")
		os.Exit(0)
	case "trace":
		_ = os.WriteFile(os.Getenv("BROADSHEET_TEST_TRACE"), nil, 0o600)
		os.Exit(0)
	}
}

func TestAFeedsPasswordCanComeFromACommand(t *testing.T) {
	t.Setenv("BROADSHEET_TEST_AS", "password")
	server := httptest.NewServer(locked(says(rss("One"))))
	defer server.Close()
	titles, problem := declared(t, feeds.FeedSetting{URL: server.URL + "/feed", Options: feeds.FeedOptions{User: "me", PasswordCommand: []string{os.Args[0]}}})
	if len(titles) != 1 || problem != "" {
		t.Errorf("%q, %q", titles, problem)
	}
	t.Setenv("BROADSHEET_TEST_AS", "fail")
	_, problem = declared(t, feeds.FeedSetting{URL: server.URL + "/feed", Options: feeds.FeedOptions{User: "me", PasswordCommand: []string{os.Args[0]}}})
	if !strings.Contains(problem, "gave no password") || strings.Contains(problem, "no luck") {
		t.Errorf("%q: want it said, without what the command wrote", problem)
	}
}

func TestAFeedCanHaveItsOwnHTTPProxy(t *testing.T) {
	var asked atomic.Value
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		asked.Store(q.RequestURI)
		says(rss("Through the proxy"))(w, q)
	}))
	defer proxy.Close()
	titles, problem := declared(t, feeds.FeedSetting{URL: "http://news.example/feed", Options: feeds.FeedOptions{Proxy: proxy.URL}})
	if len(titles) != 1 || problem != "" || asked.Load() != "http://news.example/feed" {
		t.Errorf("%q, %q; the proxy was asked for %v", titles, problem, asked.Load())
	}
}

func TestAFeedCanHaveItsOwnSOCKSProxy(t *testing.T) {
	server := httptest.NewServer(says(rss("Through the proxy")))
	defer server.Close()
	proxy, wanted := socks(t, server.Listener.Addr().String())
	titles, problem := declared(t, feeds.FeedSetting{URL: "http://news.example/feed", Options: feeds.FeedOptions{Proxy: "socks5://" + proxy}})
	if len(titles) != 1 || problem != "" {
		t.Fatalf("%q, %q", titles, problem)
	}
	if host := <-wanted; host != "news.example" {
		t.Errorf("the proxy was asked for %q: it looks the name up, not this machine", host)
	}
}

// socks is a SOCKS 5 proxy (RFC 1928) that leads every name to one server and
// tells which was asked for.
func socks(t *testing.T, server string) (address string, wanted chan string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	wanted = make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		head := make([]byte, 2)
		_, _ = io.ReadFull(c, head) // version, number of methods
		_, _ = io.ReadFull(c, make([]byte, head[1]))
		_, _ = c.Write([]byte{5, 0})
		request := make([]byte, 5) // version, connect, reserved, by name, its length
		_, _ = io.ReadFull(c, request)
		if request[3] != 3 {
			wanted <- "an address"
			return
		}
		name := make([]byte, int(request[4])+2)
		_, _ = io.ReadFull(c, name)
		wanted <- string(name[:len(name)-2])
		to, err := net.Dial("tcp", server)
		if err != nil {
			return
		}
		defer to.Close()
		_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		go func() { _, _ = io.Copy(to, c) }()
		_, _ = io.Copy(c, to)
	}()
	return l.Addr().String(), wanted
}

func TestAFeedCanAcceptOneCertificate(t *testing.T) {
	server := httptest.NewTLSServer(says(rss("One")))
	defer server.Close()
	server.Config.ErrorLog = nil
	sum := sha256.Sum256(server.Certificate().Raw)
	accepted := hex.EncodeToString(sum[:])
	titles, problem := declared(t, feeds.FeedSetting{URL: server.URL + "/feed"})
	if len(titles) != 0 || !strings.Contains(problem, "accept it for this feed") {
		t.Errorf("nobody's: %q, %q", titles, problem)
	}
	titles, problem = declared(t, feeds.FeedSetting{URL: server.URL + "/feed", Options: feeds.FeedOptions{Certificate: accepted}})
	if len(titles) != 1 || problem != "" {
		t.Errorf("accepted: %q, %q", titles, problem)
	}
	titles, problem = declared(t, feeds.FeedSetting{URL: server.URL + "/feed", Options: feeds.FeedOptions{Certificate: strings.Repeat("0", 64)}})
	if len(titles) != 0 || !strings.Contains(problem, "no longer the one accepted") {
		t.Errorf("another: %q, %q", titles, problem)
	}
}

// newsboat#3400: an imported list must never be able to run a program.
//
// Faults: C01
func TestAnImportedListRunsNothingAndSetsNothing(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "ran")
	t.Setenv("BROADSHEET_TEST_AS", "trace")
	t.Setenv("BROADSHEET_TEST_TRACE", trace)
	r := newRig(t)
	r.answers(site, says(rss("One")))
	command := os.Args[0]
	report, err := r.ImportOPML(r.Context(), []byte(`<opml><body>
		<outline text="a" xmlUrl="exec:`+command+`"/><outline text="b" xmlUrl="|`+command+`"/><outline text="c" xmlUrl="filter:`+command+`:`+feedURL+`"/>
		<outline text="d" xmlUrl="file:///etc/passwd"/><outline text="e" xmlUrl="`+command+`"/>
		<outline text="fine" xmlUrl="`+feedURL+`" filtercmd="`+command+`" filter="`+command+`" exec="`+command+`" password_command="`+command+`" proxy="socks5://127.0.0.1:1"/>
		</body></opml>`), "list.opml")
	if err != nil || report.Added != 1 || len(report.Skipped) != 5 {
		t.Fatalf("%+v, %v; want one feed, and five that are named", report, err)
	}
	if reload := r.due(); reload.New != 1 || reload.Failed > 0 {
		t.Errorf("%+v", reload)
	}
	list, err := r.Feeds(r.Context())
	if err != nil || len(list) != 1 || !list[0].Options.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := os.Stat(trace); err == nil {
		t.Error("the list had a program run")
	}
}
