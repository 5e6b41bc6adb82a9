package library

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The benchmarks' server is a process of its own, so that its processor time
// and memory are not counted as ours.
const serverFeeds = "BROADSHEET_TEST_SERVE_FEEDS"

const (
	benchFeeds = 1000
	benchHosts = 500
	benchItems = 30
)

// serveFeeds serves made-up feeds at every loopback address, until its
// standard input ends. ?ms= is how long an answer takes.
func serveFeeds() {
	bodies := make([][]byte, benchFeeds)
	for i := range bodies {
		bodies[i] = benchFeed(i)
	}
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if ms, _ := strconv.Atoi(q.FormValue("ms")); ms > 0 {
			time.Sleep(time.Duration(ms) * time.Millisecond)
		}
		i, err := strconv.Atoi(strings.TrimPrefix(q.URL.Path, "/feed/"))
		if err != nil || i < 0 || i >= len(bodies) {
			http.NotFound(w, q)
			return
		}
		etag := fmt.Sprintf(`"%d"`, i)
		w.Header().Set("ETag", etag)
		if q.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write(bodies[i])
	})}
	fmt.Println(l.Addr().(*net.TCPAddr).Port)
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); os.Exit(0) }()
	_ = s.Serve(l)
}

// benchServer starts the server and gives its port.
func benchServer(b testing.TB) string {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Skip("only Linux has all of 127.0.0.0/8 at hand")
	}
	binary, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.CommandContext(context.Background(), binary)
	c.Env = append(os.Environ(), serverFeeds+"=1")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = in.Close(); _ = c.Wait() })
	port, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(port)
}

// benchURLs are the addresses of all feeds, two at a host.
func benchURLs(port string, ms int) (urls []string) {
	for i := range benchFeeds {
		h := i % benchHosts
		urls = append(urls, fmt.Sprintf("http://127.0.%d.%d:%s/feed/%d?ms=%d", 1+h/250, 1+h%250, port, i, ms))
	}
	return urls
}

// benchFeed is RSS as WordPress writes it, its words as uneven as English is.
func benchFeed(feed int) []byte {
	rnd := rand.New(rand.NewPCG(1, uint64(feed)))
	zipf := rand.NewZipf(rnd, 1.1, 4, 30000)
	words := func(b *strings.Builder, n int) {
		for range n {
			b.WriteString(word(zipf.Uint64()))
			b.WriteByte(' ')
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper %d</title><link>https://paper%d.example/</link><description>News</description>
`, feed, feed)
	for i := range benchItems {
		fmt.Fprintf(&b, `<item><title>f%d.%d `, feed, i)
		words(&b, 7)
		fmt.Fprintf(&b, `</title><link>https://paper%d.example/%d/</link><guid isPermaLink="false">paper%d-%d</guid><dc:creator>A. Writer</dc:creator>
<pubDate>%s</pubDate><category><![CDATA[%s]]></category><description><![CDATA[`, feed, i, feed, i,
			noon.Add(-time.Duration(rnd.IntN(86400*30))*time.Second).Format(time.RFC1123Z), word(zipf.Uint64()%300))
		words(&b, 20)
		b.WriteString("]]></description><content:encoded><![CDATA[")
		for range 5 {
			b.WriteString("<p>")
			words(&b, 60)
			fmt.Fprintf(&b, `<a href="https://paper%d.example/more">%s</a></p>`, feed, word(zipf.Uint64()))
		}
		b.WriteString("]]></content:encoded></item>\n")
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

// word is a made-up word for a number: short for small ones.
func word(n uint64) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var w []byte
	for n++; n > 0; n /= 70 {
		w = append(w, consonants[n%70/5], vowels[n%5])
	}
	return string(w)
}
