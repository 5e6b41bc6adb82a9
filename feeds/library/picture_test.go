package library

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"broadsheet/feeds"
)

func TestAPictureIsFetchedOnceAndSaysNothingOfTheReader(t *testing.T) {
	r := newRig(t)
	id := r.follow(feedURL)[0]
	f := r.feed(id)
	f.Options = feeds.FeedOptions{User: "me", Password: "secret", Headers: map[string]string{"X-Token": "mine", "Cookie": "a=b"}, UserAgent: "my reader"}
	if _, err := r.EditFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	r.answers(site, says("bytes", "Set-Cookie", "seen=1"))
	for range 3 {
		got, err := r.Picture(t.Context(), id, "http://news.example/p.png")
		if err != nil || string(got) != "bytes" {
			t.Fatalf("%q, %v", got, err)
		}
	}
	r.count(site, 1)
	if _, err := r.Picture(t.Context(), id, "http://news.example/q.png"); err != nil {
		t.Fatal(err)
	}
	for n := range 2 {
		for _, name := range []string{"Referer", "Cookie", "Authorization", "X-Token", "Origin"} {
			r.header(site, n+1, name, "")
		}
		r.header(site, n+1, "User-Agent", "my reader")
	}
}

func TestWhoWantsThePictureOnItsWayWaitsForIt(t *testing.T) {
	r := newRig(t)
	asked, answer := make(chan struct{}, 9), make(chan struct{})
	r.answers(site, func(w http.ResponseWriter, q *http.Request) {
		asked <- struct{}{}
		select {
		case <-answer:
		case <-q.Context().Done():
		}
		fmt.Fprint(w, "bytes")
	})
	first, giveUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, err := r.Picture(first, 0, "http://news.example/p.png")
		gone <- err
	}()
	<-asked
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if got, err := r.Picture(t.Context(), 0, "http://news.example/p.png"); err != nil || string(got) != "bytes" {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
	giveUp() // the others still want it
	if err := <-gone; err == nil {
		t.Error("who gave up got the picture")
	}
	<-asked
	close(answer)
	all.Wait()
	r.count(site, 2)
}

func TestWhyThereIsNoPicture(t *testing.T) {
	r := newRig(t)
	r.answers("gone.example", status(404))
	r.answers("shut.example", status(403))
	r.answers("busy.example", status(429, "Retry-After", "60"))
	r.answers("away.example", status(302, "Location", "http://127.0.0.2/p.png"))
	r.answers("big.example", says(strings.Repeat("x", 10<<20+1)))
	r.answers("cut.example", says("half", "Content-Length", "9"))
	r.setDown("lost.example", true)
	for _, tt := range []struct{ url, want string }{
		{"http://gone.example/p.png", "404"},
		{"http://shut.example/p.png", "403"},
		{"http://busy.example/p.png", "429"},
		{"http://busy.example/p.png", "its host asked to be left alone for a while"},
		{"http://lost.example/p.png", "its host cannot be reached"},
		{"http://away.example/p.png", "its address is a private one"},
		{"http://127.0.0.1/p.png", "its address is a private one"},
		{"http://localhost/p.png", "its address is a private one"},
		{"http://[::1]/p.png", "its address is a private one"},
		{"http://10.1.2.3/p.png", "its address is a private one"},
		{"http://169.254.169.254/latest/meta-data", "its address is a private one"},
		{"http://big.example/p.png", "more than 10 MB"},
		{"http://cut.example/p.png", "it broke off"},
		{"data:image/png;base64,AAAA", "it has no web address"},
		{"file:///etc/passwd", "it has no web address"},
		{"", "it has no web address"},
	} {
		if got, err := r.Picture(t.Context(), 0, tt.url); err == nil || err.Error() != tt.want || got != nil {
			t.Errorf("%s: %d bytes, %v; want %q", tt.url, len(got), err, tt.want)
		}
	}
}

// What a feed names is not asked for by reading it, and a private address not
// even when the person wants its pictures.
//
// Faults: N22
func TestNothingThatAFeedNamesIsAskedForUnasked(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("no second address on loopback: %v", err)
	}
	var connections atomic.Int64
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			_ = c.Close()
		}
	}()
	defer listener.Close()
	r := newRig(t)
	id := r.follow(feedURL)[0]
	at := "http://" + listener.Addr().String()
	r.answers(site, says(strings.ReplaceAll(`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><image><url>AT/logo.png</url></image>
		<item><guid>1</guid><title>A</title><link>http://news.example/a</link><enclosure url="AT/1.mp3" type="audio/mpeg" length="1"/><media:content url="AT/lead.png" medium="image"/>
		<description>&lt;p&gt;Text&lt;img src="AT/p.png"&gt;&lt;/p&gt;</description></item></channel></rss>`, "AT", at)))
	r.own(id)
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 9})
	if err != nil || len(page.Headlines) != 1 {
		t.Fatalf("%v, %d articles", err, len(page.Headlines))
	}
	reading, err := r.Article(t.Context(), page.Headlines[0].ID)
	if err != nil || reading.Article.Image != at+"/lead.png" || len(reading.Document.Blocks) < 2 {
		t.Fatalf("%v, %+v", err, reading)
	}
	for _, url := range []string{at + "/lead.png", at + "/p.png"} {
		if _, err := r.Picture(t.Context(), id, url); err == nil || err.Error() != "its address is a private one" {
			t.Errorf("%s: %v", url, err)
		}
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections", n)
	}
}

// A feed that the person put in at a private address may show its own
// pictures; others at private addresses stay out of reach.
func TestAPrivateFeedsOwnPicturesAreWithinReach(t *testing.T) {
	r := newRig(t)
	home := strings.TrimPrefix(r.server.URL, "http://")
	r.answers(home, says("bytes"))
	id := r.follow("http://" + home + "/feed")[0]
	if got, err := r.Picture(t.Context(), id, "http://"+home+"/p.png"); err != nil || string(got) != "bytes" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := r.Picture(t.Context(), id, "http://127.0.0.1:1/p.png"); err == nil || err.Error() != "its address is a private one" {
		t.Errorf("another port: %v", err)
	}
	if _, err := r.Picture(t.Context(), 0, "http://"+home+"/q.png"); err == nil {
		t.Error("another feed's article showed it")
	}
}

// So it is in a book made of what was kept of it.
func TestAPrivateFeedsOwnPicturesAreInItsBook(t *testing.T) {
	r := newRig(t)
	home := strings.TrimPrefix(r.server.URL, "http://")
	r.answers(home, func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path == "/p.png" {
			_, _ = w.Write([]byte("GIF89a picture"))
			return
		}
		says("<rss version=\"2.0\"><channel><title>T</title><item><guid>1</guid><title>Storm</title><link>http://"+home+"/1</link><description>"+
			strings.Repeat("Text. ", 200)+"&lt;img src='http://"+home+"/p.png'&gt;&lt;img src='http://127.0.0.1:1/q.png'&gt;</description></item></channel></rss>")(w, q)
	})
	r.follow("http://" + home + "/feed")
	if _, err := r.Reload(t.Context(), feeds.ReloadRequest{}); err != nil {
		t.Fatal(err)
	}
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 9})
	if err != nil || len(page.Headlines) != 1 {
		t.Fatalf("%v, %d articles", err, len(page.Headlines))
	}
	if _, err := r.Keep(t.Context(), page.Headlines[0].ID, feeds.Keeping{}); err != nil {
		t.Fatal(err)
	}
	for what, e := range map[string]feeds.BookmarkExport{"a bookmark": {}, "an article": {Articles: []feeds.ArticleID{page.Headlines[0].ID}}} {
		e.Format, e.Images = "epub", true
		if done, err := r.WriteBookmarks(t.Context(), io.Discard, e); err != nil || done.Pictures != 1 || done.NoPicture != 1 {
			t.Errorf("%s: %+v, %v", what, done, err)
		}
	}
}

func TestTheAlbumIsBounded(t *testing.T) {
	var a album
	big := make([]byte, albumBytes/4)
	fetched := 0
	get := func(name string) {
		t.Helper()
		if _, err := a.get(t.Context(), name, func() ([]byte, error) { fetched++; return big, nil }); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 4 {
		get(fmt.Sprint(i))
	}
	get("0") // used again: the next to go is 1
	get("4")
	if fetched != 5 || a.held != albumBytes || len(a.prints) != 4 {
		t.Errorf("%d fetched, %d bytes of %d pictures held", fetched, a.held, len(a.prints))
	}
	if get("0"); fetched != 5 {
		t.Error("what was used last was dropped")
	}
	if get("1"); fetched != 6 {
		t.Error("what was used longest ago was kept")
	}
}
