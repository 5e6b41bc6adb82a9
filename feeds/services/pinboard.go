package services

import (
	"context"
	"net/url"
	"strings"
	"time"

	"broadsheet/feeds"
)

const (
	pinboardTitle = 255
	pinboardText  = 2000            // the whole bookmark is an address there
	pinboardGap   = 3 * time.Second // between two calls, by its rules
)

// pin is a post of Pinboard's: description is the title, extended the note.
type pin struct {
	Description string `json:"description"`
	Extended    string `json:"extended"`
	Time        string `json:"time"`
	Shared      string `json:"shared"`
	ToRead      string `json:"toread"`
	Tags        string `json:"tags"`
}

// pinboard keeps a post by its API (pinboard.in/api), in which every call is a
// GET with the token in its query. One that is there is not replaced, but read
// and added to.
func pinboard(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := c.secret(ctx, Token)
	if err != nil {
		return err
	}
	tags, unread := unread(b)
	tags = words(tags, " \t\n,", "_")
	p := pin{Description: feeds.Shorten(b.Title, pinboardTitle), Extended: feeds.Shorten(b.Note, pinboardText), Shared: "no", ToRead: "no", Tags: strings.Join(tags, " ")}
	if unread {
		p.ToRead = "yes"
	}
	if !b.Saved.IsZero() {
		p.Time = b.Saved.UTC().Format(time.RFC3339)
	}
	kept, err := p.add(ctx, c, token, b.URL, "no")
	if err != nil || !kept {
		return err
	}
	if !c.Rest(ctx, pinboardGap) {
		return ctx.Err()
	}
	var is struct {
		Posts []pin `json:"posts"`
	}
	query := url.Values{"auth_token": {token}, "format": {"json"}, "url": {b.URL}}
	if _, err := c.do(ctx, "GET", "/v1/posts/get?"+query.Encode(), nil, nil, &is); err != nil {
		return err
	}
	if len(is.Posts) == 0 {
		return nil // it is there all the same, under another spelling of the address
	}
	old := is.Posts[0]
	has := strings.Fields(old.Tags)
	if !adds(has, tags) && (old.Extended != "" || p.Extended == "") {
		return nil
	}
	old.Tags = strings.Join(union(has, tags), " ")
	if old.Extended == "" {
		old.Extended = p.Extended
	}
	if !c.Rest(ctx, pinboardGap) {
		return ctx.Err()
	}
	_, err = old.add(ctx, c, token, b.URL, "yes")
	return err
}

// add adds a post; kept says that one of its address is there and was left.
func (p pin) add(ctx context.Context, c *call, token, address, replace string) (kept bool, err error) {
	query := url.Values{
		"auth_token": {token}, "format": {"json"}, "url": {address}, "description": {p.Description}, "extended": {p.Extended},
		"tags": {p.Tags}, "shared": {p.Shared}, "toread": {p.ToRead}, "replace": {replace},
	}
	if p.Time != "" {
		query.Set("dt", p.Time)
	}
	var is struct {
		Code string `json:"result_code"`
	}
	_, err = c.do(ctx, "GET", "/v1/posts/add?"+query.Encode(), nil, nil, &is)
	switch {
	case err != nil || is.Code == "done":
		return false, err
	case is.Code == "item already exists":
		return true, nil
	case is.Code == "":
		return false, c.fail(&Error{Kind: ErrAnswer})
	}
	return false, c.fail(&Error{Kind: ErrRefused, Said: feeds.Shorten(feeds.CleanLine(is.Code), maxSaid)})
}
