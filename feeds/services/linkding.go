package services

import (
	"context"
	"fmt"
	"net/url"

	"broadsheet/feeds"
)

// What linkding takes of a title, a description and a tag, in characters.
const (
	linkdingTitle = 512
	linkdingText  = 2000
	linkdingTag   = 64
)

// linkding keeps a bookmark by its REST API (linkding.link/api). Creating one
// that is there would replace it, so that it is asked first, and added to.
func linkding(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	auth := bearer("Token", token)
	tags, unread := unread(b)
	tags = words(tags, " \t\n,", "-")
	for i := range tags {
		tags[i] = feeds.Shorten(tags[i], linkdingTag)
	}
	var is struct {
		Bookmark *struct {
			ID    int      `json:"id"`
			Tags  []string `json:"tag_names"`
			Notes string   `json:"notes"`
		} `json:"bookmark"`
	}
	if _, err := c.do(ctx, "GET", "/api/bookmarks/check/?url="+url.QueryEscape(b.URL), auth, nil, &is); err != nil {
		return err
	}
	if is.Bookmark == nil {
		_, err = c.do(ctx, "POST", "/api/bookmarks/", auth, map[string]any{
			"url": b.URL, "title": feeds.Shorten(b.Title, linkdingTitle), "description": feeds.Shorten(b.Summary, linkdingText), "notes": b.Note,
			"tag_names": tags, "unread": unread, "shared": false, "is_archived": false,
		}, new(any))
		return there(err)
	}
	add := map[string]any{}
	if adds(is.Bookmark.Tags, tags) {
		add["tag_names"] = union(is.Bookmark.Tags, tags)
	}
	if is.Bookmark.Notes == "" && b.Note != "" {
		add["notes"] = b.Note
	}
	if len(add) == 0 {
		return nil
	}
	_, err = c.do(ctx, "PATCH", fmt.Sprintf("/api/bookmarks/%d/", is.Bookmark.ID), auth, add, new(any))
	return err
}
