package services

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// wallabag keeps an entry by its API (doc.wallabag.org, and /api/doc of every
// server): a token for user and client, then the entry, or the tags alone of
// one that is there. It reads the page itself.
func wallabag(ctx context.Context, c *call, b feeds.Bookmark) error {
	token, err := wallabagToken(ctx, c)
	if err != nil {
		return err
	}
	auth := bearer("Bearer", token)
	tags := strings.Join(words(b.Tags, ",", " "), ",")
	var is struct {
		Exists json.RawMessage `json:"exists"` // the id; null or false for none
	}
	if _, err := c.do(ctx, "GET", "/api/entries/exists.json?return_id=1&url="+url.QueryEscape(b.URL), auth, nil, &is); err != nil {
		return err
	}
	id, err := strconv.ParseInt(string(is.Exists), 10, 64)
	switch there := err == nil && id > 0; {
	case there && tags == "":
		return nil
	case there:
		_, err = c.do(ctx, "POST", fmt.Sprintf("/api/entries/%d/tags.json", id), auth, url.Values{"tags": {tags}}, new(any))
		return err
	}
	_, err = c.do(ctx, "POST", "/api/entries.json", auth, map[string]any{"url": b.URL, "title": b.Title, "tags": tags}, new(any))
	return there(err)
}

// wallabagToken signs in (OAuth 2, the password grant of RFC 6749, section
// 4.3). A wrong password is answered with 400 there.
func wallabagToken(ctx context.Context, c *call) (string, error) {
	password, err := c.secret(ctx, Token)
	if err != nil {
		return "", err
	}
	client, err := c.secret(ctx, ClientSecret)
	if err != nil {
		return "", err
	}
	var got struct {
		AccessToken string `json:"access_token"`
	}
	_, err = c.do(ctx, "POST", "/oauth/v2/token", nil, url.Values{
		"grant_type": {"password"}, "client_id": {c.ClientID}, "client_secret": {client}, "username": {c.User}, "password": {password},
	}, &got)
	var e *Error
	switch {
	case errors.As(err, &e) && e.Status == 400:
		e.Kind, e.Said = ErrToken, ""
		return "", e
	case err != nil:
		return "", err
	case got.AccessToken == "":
		return "", c.fail(&Error{Kind: ErrAnswer})
	}
	c.secrets = append(c.secrets, got.AccessToken)
	return got.AccessToken, nil
}
