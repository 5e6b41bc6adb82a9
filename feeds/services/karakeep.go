package services

import (
	"context"
	"net/url"
	"strings"

	"broadsheet/feeds"
)

// karakeepTitle is what Karakeep takes of a title, in characters.
const karakeepTitle = 1000

// karakeep keeps a link by its API (docs.karakeep.app/api). One that is there is
// given back as it is; tags are attached one by one, so that sending again does
// nothing twice.
func karakeep(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	auth := bearer("Bearer", token)
	c.URL = strings.TrimSuffix(c.URL, "/api/v1")
	link := map[string]any{"type": "link", "url": b.URL, "title": feeds.Shorten(b.Title, karakeepTitle)}
	if b.Note != "" {
		link["note"] = b.Note
	}
	if !b.Saved.IsZero() {
		link["createdAt"] = b.Saved.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	var is struct {
		ID string `json:"id"`
	}
	_, err = c.do(ctx, "POST", "/api/v1/bookmarks", auth, link, &is)
	switch {
	case err != nil:
		return there(err)
	case is.ID == "":
		return c.fail(&Error{Kind: ErrAnswer})
	}
	var tags []map[string]string
	for _, t := range b.Tags {
		tags = append(tags, map[string]string{"tagName": t})
	}
	if len(tags) == 0 {
		return nil
	}
	_, err = c.do(ctx, "POST", "/api/v1/bookmarks/"+url.PathEscape(is.ID)+"/tags", auth, map[string]any{"tags": tags}, new(any))
	return err
}
