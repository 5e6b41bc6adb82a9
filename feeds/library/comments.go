package library

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"sort"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/extract"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/parse"
)

const (
	maxComments = 1000
	maxDepth    = 12 // replies deeper than that stand no deeper
)

// Comments fetches the comments under an article from the feed that the
// article names, in the feed's order, each followed by its replies, the oldest
// of these first.
// Its errors are sentences.
func (l *Library) Comments(ctx context.Context, id feeds.ArticleID) ([]feeds.Comment, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	r, err := l.store.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	if r.Article.CommentsFeed == "" {
		return nil, errors.New("the feed names no comments to read here")
	}
	// The address is the feed's word, not the person's: only the feed's own
	// origin may be a private one.
	req, err := l.request(ctx, r.Feed, r.Article.CommentsFeed)
	if err != nil {
		return nil, err
	}
	req.Kind = fetch.KindFeed
	res, err := l.fetcher().Get(ctx, req)
	if err != nil {
		return nil, err
	}
	return readComments(res, l.opt.Now())
}

func readComments(res fetch.Response, now time.Time) ([]feeds.Comment, error) {
	got, err := parse.Parse(res.Body, parse.Source{URL: res.URL, ContentType: res.ContentType, Now: now, Max: maxComments})
	switch {
	case errors.Is(err, parse.ErrEmpty):
		return nil, nil
	case err != nil:
		return nil, errors.New(parse.Sentence(err))
	}
	to := replies(res.Body)
	here := map[string]bool{}
	for _, a := range got.Articles {
		here[a.GUID] = true
	}
	under := map[string][]int{} // the comments that reply to one, "" for the top
	for i, a := range got.Articles {
		parent := to[a.GUID]
		if parent == a.GUID || !here[parent] {
			parent = ""
		}
		under[parent] = append(under[parent], i)
	}
	for parent, list := range under {
		if parent != "" {
			sort.SliceStable(list, func(i, j int) bool { return earlier(got.Articles[list[i]], got.Articles[list[j]]) })
		}
	}
	var out []feeds.Comment
	seen := make([]bool, len(got.Articles))
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		for _, i := range under[parent] {
			if seen[i] {
				continue
			}
			seen[i] = true
			out = append(out, comment(got.Articles[i], depth))
			walk(got.Articles[i].GUID, min(depth+1, maxDepth))
		}
	}
	walk("", 0)
	for i, a := range got.Articles { // replies in a circle
		if !seen[i] {
			out = append(out, comment(a, 0))
		}
	}
	return out, nil
}

// earlier says whether one comment is known to be older than another.
func earlier(a, b feeds.Article) bool {
	return !a.DateGuessed && !b.DateGuessed && a.Published.Before(b.Published)
}

func comment(a feeds.Article, depth int) feeds.Comment {
	c := feeds.Comment{Author: strings.Join(a.Authors, ", "), Blocks: extract.FromComment(a.HTML, a.URL), URL: a.URL, Depth: depth}
	if len(c.Blocks) == 0 {
		c.Blocks = []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: a.Title}}}}
	}
	if !a.DateGuessed {
		c.Published = a.Published
	}
	return c
}

// replies reads which comment replies to which (RFC 4685): the id of the
// other by the own. A broken feed gives what stands before the break.
func replies(body []byte) map[string]string {
	out := map[string]string{}
	d := xml.NewDecoder(bytes.NewReader(body))
	d.Strict = false
	id, ref, in := "", "", ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local
			switch in {
			case "item", "entry":
				id, ref = "", ""
			case "in-reply-to":
				for _, a := range t.Attr {
					if a.Name.Local == "ref" {
						ref = strings.TrimSpace(a.Value)
					}
				}
			}
		case xml.CharData:
			if in == "guid" || in == "id" {
				id += strings.TrimSpace(string(t))
			}
		case xml.EndElement:
			in = ""
			if (t.Name.Local == "item" || t.Name.Local == "entry") && id != "" && ref != "" {
				out[id] = ref
			}
		}
	}
}
