// Package sample is the sample edition: eight made-up papers, their articles,
// and the loopback HTTP server that publishes them as RSS, Atom and JSON feeds
// with article pages and pictures.
//
// It knows what the papers print and nothing of how they are read: the
// edition goes through the same fetch, parse, extract and store as any feed.
// Every name in it is invented. library starts it for --sample and for the
// welcome screen's first choice; tests start it for news that never changes.
package sample

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"broadsheet/feeds"
)

// Suffix ends the host name of every sample paper. RFC 2606 keeps .invalid
// from ever being a real place.
const Suffix = ".sample.invalid"

// FeedCount is the number of feeds in the edition.
const FeedCount = 8

// Edition is a running sample edition. Its methods may be called from any
// goroutine until Close.
type Edition struct {
	now      time.Time
	articles []*article // all of them, advance articles too
	listener net.Listener
	stop     context.CancelFunc // breaks off what is under way
	open     sync.WaitGroup     // the listener and its connections

	mu       sync.RWMutex
	advanced bool
	routes   map[string]*resource // host + path -> what stands there
}

// Start publishes the edition on a loopback port of the system's choice, with
// articles dated from 12 minutes to 3 days before now. The same now, to the
// minute, gives the same bytes; a store that keeps the edition does well to
// keep its first now, too.
func Start(now time.Time) (*Edition, error) {
	articles, err := load(now.UTC().Truncate(time.Minute))
	if err != nil {
		return nil, fmt.Errorf("read the sample edition: %w", err)
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serve the sample edition: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	e := &Edition{
		now:      now.UTC().Truncate(time.Minute),
		articles: articles,
		listener: listener,
		stop:     stop,
	}
	e.routes = e.publish(false)
	e.open.Go(func() { e.serve(ctx) })
	return e, nil
}

// Addresses maps each paper's "host:80" to the loopback address that serves
// it, as fetch.Policy.Addresses takes it.
func (e *Edition) Addresses() map[string]string {
	m := make(map[string]string, len(papers))
	for _, p := range papers {
		m[p.host()+":80"] = e.listener.Addr().String()
	}
	return m
}

// Feeds lists the edition's feeds in reading order, as subscriptions to add.
func (e *Edition) Feeds() []feeds.Feed {
	list := make([]feeds.Feed, 0, len(papers))
	for _, p := range papers {
		list = append(list, feeds.Feed{
			URL: p.feedURL(), Title: p.title, Folder: p.folder, SiteURL: p.site(),
			Description: p.description, Language: p.lang, Origin: feeds.OriginSample,
		})
	}
	return list
}

// Advance publishes the edition's last three articles, dated 3 to 9 minutes
// before now, and gives how many are new: 3 the first time, 0 after.
func (e *Edition) Advance() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.advanced {
		return 0
	}
	e.advanced = true
	n := 0
	for _, a := range e.articles {
		if a.late {
			n++
		}
	}
	e.routes = e.publish(true)
	return n
}

// Events gives, for each event that several papers report, the addresses of
// those articles: what a test of related stories should find together. Copies
// and the articles of Advance are among them.
func (e *Edition) Events() map[string][]string {
	m := map[string][]string{}
	for _, a := range e.articles {
		if a.event != "" {
			m[a.event] = append(m[a.event], a.url())
		}
	}
	return m
}

// Copies maps the address of each syndicated copy to that of its original.
func (e *Edition) Copies() map[string]string {
	m := map[string]string{}
	for _, a := range e.articles {
		if a.original != nil {
			m[a.url()] = a.original.url()
		}
	}
	return m
}

// Close stops the server and every connection it has.
func (e *Edition) Close() error {
	err := e.listener.Close()
	e.stop()
	e.open.Wait()
	if err != nil {
		return fmt.Errorf("close the sample edition: %w", err)
	}
	return nil
}

// IsSample says whether a web address belongs to the sample edition.
func IsSample(url string) bool {
	host := feeds.Host(url)
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	return strings.HasSuffix(host, Suffix)
}
