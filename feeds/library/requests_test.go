package library

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
)

// TestOnlyFeedsTheirPagesAndWhatIsConfiguredAreAsked records each name that is
// looked up and each address that is dialled on a tour through all that a reader
// does, over a feed that names other hosts wherever a feed and a page can. That
// nothing dials but through the policy is held by feeds' walls.
func TestOnlyFeedsTheirPagesAndWhatIsConfiguredAreAsked(t *testing.T) {
	r, _, made := linked(t, true, takes)
	const elsewhere = "http://elsewhere.example/"
	r.answers(site, says(strings.ReplaceAll(`<?xml version="1.0"?><?xml-stylesheet href="ELSE1.css"?><!DOCTYPE rss SYSTEM "ELSE2.dtd">
		<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>Paper</title><link>ELSE3</link>
		<atom:link rel="hub" href="ELSE4"/><atom:link rel="self" href="ELSE5"/><atom:link rel="next" href="ELSE6"/><image><url>ELSE7.png</url></image><cloud domain="elsewhere.example" port="80" path="/rpc" registerProcedure="x" protocol="xml-rpc"/>
		<item><guid isPermaLink="false">ELSE8</guid><title>Calm</title><link>http://pages.example/calm</link><enclosure url="ELSE9.mp3" type="audio/mpeg" length="1"/><media:thumbnail url="ELSE10.png"/><source url="ELSE11">Else</source>
		<comments>ELSE12</comments><wfw:commentRss>http://talk.example/feed</wfw:commentRss><description>&lt;p&gt;Text &lt;img src="ELSE13.png"&gt;&lt;iframe src="ELSE14"&gt;&lt;/iframe&gt;&lt;a href="ELSE15" ping="ELSE16"&gt;x&lt;/a&gt;&lt;/p&gt;</description></item></channel></rss>`, "ELSE", elsewhere)))
	r.answers("pages.example", says(strings.ReplaceAll(`<html><head><link rel="canonical" href="ELSE20"><link rel="icon" href="ELSE21.ico"><link rel="stylesheet" href="ELSE22.css"><link rel="amphtml" href="ELSE23"><link rel="prefetch" href="ELSE24">
		<meta property="og:image" content="ELSE25.png"><meta http-equiv="refresh" content="0;url=ELSE26"><script src="ELSE27.js"></script></head><body><article><h1>Calm</h1><p>`+strings.Repeat("It was calm all day, and nobody minded. ", 60)+`<img src="ELSE28.png"></p><video src="ELSE29.mp4"></video><a rel="next" href="ELSE30">next</a></article></body></html>`, "ELSE", elsewhere),
		"Content-Type", "text/html", "Link", "<"+elsewhere+"31>; rel=next"))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	asked := map[string]int{}
	opt := r.options()
	opt.Settings = r.opt.Settings
	usual := opt.policy
	opt.policy = func(p *fetch.Policy) {
		usual(p)
		resolve := p.Resolve
		p.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			mu.Lock()
			asked[host]++
			mu.Unlock()
			return resolve(ctx, host)
		}
	}
	lib, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	r.Library = lib
	defer lib.Close()
	step := func(what string, allowed ...string) {
		t.Helper()
		lib.FinishSending(t.Context())
		mu.Lock()
		defer mu.Unlock()
		for host := range asked {
			if !slices.Contains(allowed, host) {
				t.Errorf("%s asked %s", what, host)
			}
		}
		asked = map[string]int{}
	}
	ctx := t.Context()
	done := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	step("opening the library")
	r.pass(hour)
	_, err = lib.Reload(ctx, feeds.ReloadRequest{})
	done(err)
	step("a reload", site)
	page, err := lib.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 9})
	done(err)
	var id feeds.ArticleID
	for _, h := range page.Headlines {
		if h.Title == "Calm" {
			id = h.ID
		}
	}
	reading, err := lib.Article(ctx, id)
	if err != nil || !strings.Contains(fmt.Sprintf("%+v", reading.Document), "elsewhere.example") {
		t.Fatalf("%v: the article names nobody", err)
	}
	_, err = lib.Related(ctx, feeds.RelatedRequest{Article: id})
	done(err)
	_, err = lib.Sections(ctx)
	done(err)
	_, err = lib.Summary(ctx, feeds.SummaryRequest{Article: id})
	done(err)
	_, err = lib.MarkRead(ctx, []feeds.ArticleID{id}, true)
	done(err)
	_, err = lib.Undo(ctx)
	done(err)
	_, err = lib.Health(ctx)
	done(err)
	step("reading, related, marking, undo and health")
	_, err = lib.AskPage(ctx, id)
	done(err)
	step("the article's page", "pages.example")
	if _, err = lib.Comments(ctx, id); err != nil {
		t.Log(err) // there are none: that they were asked for is enough
	}
	step("its comments, when they are asked for", "talk.example")
	_, err = lib.Keep(ctx, id, feeds.Keeping{Tags: []string{"a"}})
	done(err)
	step("keeping it, where a service is configured", "links.example", "pages.example")
	if len(*made) == 0 {
		t.Error("the service was not sent to, so nothing is tried")
	}
	dir := t.TempDir()
	for _, f := range lib.BookmarkFormats() {
		if !f.Folder && f.Name != "template" {
			_, err = lib.WriteBookmarks(ctx, io.Discard, feeds.BookmarkExport{Format: f.Name})
			done(err)
		}
	}
	done(lib.SaveArticle(ctx, id, filepath.Join(dir, "a.html")))
	done(lib.ExportOPML(ctx, io.Discard))
	done(lib.Backup(ctx, filepath.Join(dir, "copy.db")))
	_, err = lib.Clean(ctx)
	done(err)
	step("exports, a backup and cleaning")
	if _, err = lib.Picture(ctx, reading.Feed.ID, elsewhere+"13.png"); err == nil {
		t.Error("a picture that is not there was given")
	}
	mu.Lock()
	if asked["elsewhere.example"] == 0 {
		t.Error("names are not recorded, so nothing is tried")
	}
	mu.Unlock()
	step("a picture, when it is asked for", "elsewhere.example")
}
