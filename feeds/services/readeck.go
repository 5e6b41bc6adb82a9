package services

import (
	"context"
	"net/url"

	"broadsheet/feeds"
)

// readeckLook is how many bookmarks of the page's site are looked through, the
// latest first: Readeck finds none by its address, and keeps a second one.
const readeckLook = "100"

// readeck keeps a bookmark by its API (docs/api of every server). It reads the
// page itself.
func readeck(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	auth := bearer("Bearer", token)
	labels := words(b.Tags, "", "")
	var list []struct {
		ID      string   `json:"id"`
		URL     string   `json:"url"`
		Labels  []string `json:"labels"`
		Deleted bool     `json:"is_deleted"`
	}
	query := url.Values{"site": {feeds.Host(b.URL)}, "sort": {"-created"}, "limit": {readeckLook}}
	if _, err := c.do(ctx, "GET", "/api/bookmarks?"+query.Encode(), auth, nil, &list); err != nil {
		return err
	}
	for _, is := range list {
		switch {
		case is.Deleted || is.ID == "" || feeds.CanonicalURL(is.URL) != feeds.CanonicalURL(b.URL):
			continue
		case !adds(is.Labels, labels):
			return nil
		}
		_, err = c.do(ctx, "PATCH", "/api/bookmarks/"+url.PathEscape(is.ID), auth, map[string]any{"add_labels": labels}, new(any))
		return err
	}
	_, err = c.do(ctx, "POST", "/api/bookmarks", auth, map[string]any{"url": b.URL, "title": b.Title, "labels": labels}, nil)
	return there(err)
}
