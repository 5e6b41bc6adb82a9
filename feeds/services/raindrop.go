package services

import (
	"context"
	"fmt"
	"net/http"

	"broadsheet/feeds"
)

// What Raindrop takes of a title, and of an excerpt or a note, in characters.
const (
	raindropTitle = 1000
	raindropText  = 10000
)

// raindrop keeps a raindrop by its API (developer.raindrop.io). It would keep a
// second one of a page, so that it is asked first, and added to.
func raindrop(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	auth := bearer("Bearer", token)
	tags := words(b.Tags, ",", " ")
	var found struct {
		IDs []int64 `json:"ids"` // result is false where there is none
	}
	if _, err := c.do(ctx, "POST", "/rest/v1/import/url/exists", auth, map[string]any{"urls": []string{b.URL}}, &found); err != nil {
		return err
	}
	if len(found.IDs) > 0 {
		return raindropAdd(ctx, c, auth, b, tags, found.IDs[0])
	}
	drop := map[string]any{
		"link": b.URL, "title": feeds.Shorten(b.Title, raindropTitle), "excerpt": feeds.Shorten(b.Summary, raindropText), "note": feeds.Shorten(b.Note, raindropText),
		"tags": tags, "pleaseParse": struct{}{},
	}
	if !b.Saved.IsZero() {
		drop["created"] = b.Saved.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	var marks []map[string]string
	for _, h := range b.Highlights {
		marks = append(marks, map[string]string{"text": h.Quote, "note": h.Note})
	}
	if len(marks) > 0 {
		drop["highlights"] = marks
	}
	var is struct {
		Result  bool   `json:"result"`
		Message string `json:"errorMessage"`
	}
	_, err = c.do(ctx, "POST", "/rest/v1/raindrop", auth, drop, &is)
	if err == nil && !is.Result {
		err = c.fail(&Error{Kind: ErrRefused, Said: feeds.Shorten(feeds.CleanLine(is.Message), maxSaid)})
	}
	return there(err)
}

func raindropAdd(ctx context.Context, c *call, auth http.Header, b feeds.Bookmark, tags []string, id int64) error {
	path := fmt.Sprintf("/rest/v1/raindrop/%d", id)
	var is struct {
		Item struct {
			Tags []string `json:"tags"`
			Note string   `json:"note"`
		} `json:"item"`
	}
	if _, err := c.do(ctx, "GET", path, auth, nil, &is); err != nil {
		return err
	}
	add := map[string]any{}
	if adds(is.Item.Tags, tags) {
		add["tags"] = union(is.Item.Tags, tags)
	}
	if is.Item.Note == "" && b.Note != "" {
		add["note"] = feeds.Shorten(b.Note, raindropText)
	}
	if len(add) == 0 {
		return nil
	}
	_, err := c.do(ctx, "PUT", path, auth, add, new(any))
	return err
}
