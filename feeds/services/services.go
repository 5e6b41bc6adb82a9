// Package services sends articles to bookmark services, one file a service:
// each by the API that the service documents, so that sending twice does
// nothing twice. What a person has there already is added to, never replaced.
//
// It knows requests and answers. The network, the secrets and the running of
// programs are handed to it as functions (Means); it knows no queue, no clock
// and no settings file. What a service answers is outside text: none of it
// reaches a person but a cleaned line of what it says about a refusal.
// library calls it.
package services

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Request is one request to a service.
type Request struct {
	Method, URL string
	Header      http.Header
	Body        []byte
}

// Answer is what a service answered, whatever its status.
type Answer struct {
	Status     int
	Header     http.Header
	Body       []byte
	RetryAfter time.Duration // 0 none
}

// Output is what a program left behind.
type Output struct {
	Stdout []byte
	Stderr string
	Code   int
}

// Means are what services are reached by. The functions' errors are sentences,
// and name no secret.
type Means struct {
	Exchange func(ctx context.Context, r Request) (Answer, error) // once, without redirects
	Secret   func(ctx context.Context, which string) (string, error)
	Run      func(ctx context.Context, argv []string, stdin []byte) (Output, error)
	Article  func(ctx context.Context) ([]byte, error)       // what is sent, as JSON
	Rest     func(ctx context.Context, d time.Duration) bool // false when ctx ended first
}

// The secrets that Means are asked for.
const (
	Token        = "token"
	ClientSecret = "client_secret"
)

// senders make a service have a bookmark, by the kind's name.
var senders = map[string]func(context.Context, *call, feeds.Bookmark) error{
	"linkding": linkding, "wallabag": wallabag, "readeck": readeck, "karakeep": karakeep, "raindrop": raindrop, "pinboard": pinboard,
	"instapaper": instapaper, feeds.ServiceCommand: command, feeds.ServiceNewsboat: newsboat,
}

// Send makes a service have b. Its errors are *Error, but for the context's.
func Send(ctx context.Context, s feeds.Service, m Means, b feeds.Bookmark) error {
	kind, ok := feeds.ServiceKindOf(s.Kind)
	send := senders[s.Kind]
	c := &call{Service: s, Means: m, kind: kind}
	switch {
	case !ok || send == nil:
		return c.fail(&Error{Kind: ErrAnswer})
	case kind.Token != "" && feeds.WebURL("", b.URL) == "":
		return c.fail(&Error{Kind: ErrRefused, Said: "it has no web address"})
	}
	b.Tags = union(b.Tags, s.Tags)
	if b.Title == "" {
		b.Title = b.URL
	}
	err := send(ctx, c, b)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// Gap is how long a kind of service wants to be left alone between two calls; 0
// for no rule of its own.
func Gap(kind string) time.Duration {
	if kind == "pinboard" {
		return pinboardGap
	}
	return 0
}

// union gives a and what b adds, each word once whatever its case.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, word := range b {
		if !slices.ContainsFunc(out, func(have string) bool { return strings.EqualFold(have, word) }) {
			out = append(out, word)
		}
	}
	return out
}

// adds says whether b has a word that a lacks.
func adds(a, b []string) bool { return len(union(a, b)) > len(a) }

// unread parts the tags from the one that says that it waits to be read, for
// services that have a mark of its own for that.
func unread(b feeds.Bookmark) (tags []string, unread bool) {
	for _, t := range b.Tags {
		if !strings.EqualFold(t, feeds.ReadLater) {
			tags = append(tags, t)
		}
	}
	return tags, b.ReadLater()
}

// words makes tags such as a service takes: without the characters of parts,
// white space among them, which by stands for.
func words(tags []string, parts, by string) []string {
	out := []string{}
	for _, t := range tags {
		t = strings.Join(strings.FieldsFunc(t, func(r rune) bool { return strings.ContainsRune(parts, r) }), by)
		if t != "" {
			out = union(out, []string{t})
		}
	}
	return out
}
