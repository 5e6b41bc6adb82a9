package services

import (
	"context"
	"net/http"
	"net/url"

	"broadsheet/feeds"
)

// instapaperText is how much of a note or a summary goes along, in characters.
const instapaperText = 2000

// instapaper adds a page by its simple API (instapaper.com/api/simple), which
// answers in plain text. A page that is there is marked unread and moved to the
// top; there is no second one. Tags have no place in it.
func instapaper(ctx context.Context, c *call, b feeds.Bookmark) error {
	password, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	form := url.Values{"url": {b.URL}, "title": {b.Title}}
	if text := b.Note; text != "" || b.Summary != "" {
		if text == "" {
			text = b.Summary
		}
		form.Set("selection", feeds.Shorten(text, instapaperText))
	}
	status, err := c.do(ctx, "POST", "/api/add", basic(c.User, password), form, nil)
	if err == nil && status != http.StatusCreated {
		err = c.fail(&Error{Kind: ErrAnswer, Status: status})
	}
	return there(err)
}
