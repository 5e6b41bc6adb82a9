package library

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// shared is what is at hand as a bookmark: as it is kept where it is, else as it
// would be.
func (l *Library) shared(ctx context.Context, what feeds.Shared) (feeds.Bookmark, error) {
	if what.Bookmark != 0 {
		b, err := l.store.Bookmark(ctx, what.Bookmark)
		if err != nil {
			return b, fmt.Errorf("find the bookmark: %w", err)
		}
		return b, nil
	}
	if what.Article != 0 {
		if b, err := l.store.BookmarkOf(ctx, what.Article); err == nil {
			return b, nil
		}
		r, err := l.store.Article(ctx, what.Article)
		if err != nil {
			return feeds.Bookmark{}, fmt.Errorf("find the article: %w", err)
		}
		a := r.Article
		return feeds.Bookmark{
			ArticleID: a.ID, URL: a.URL, CanonicalURL: a.CanonicalURL, Title: a.Title, Source: r.Feed.Name(),
			Authors: a.Authors, Published: a.Published, Topics: a.Topics, Summary: a.Summary,
		}, nil
	}
	u := feeds.WebURL("", what.URL)
	if u == "" {
		return feeds.Bookmark{}, fmt.Errorf("%q is no web address", feeds.CleanLine(what.URL))
	}
	return feeds.Bookmark{URL: u, CanonicalURL: feeds.CanonicalURL(u), Title: u, Source: feeds.Host(u)}, nil
}

// FindShared finds what a person names: an article by its id or address, a
// bookmark by its address, or any web address.
func (l *Library) FindShared(ctx context.Context, idOrURL string) (feeds.Shared, error) {
	if id, err := l.FindArticle(ctx, idOrURL); err == nil {
		return feeds.Shared{Article: id}, nil
	}
	if b, err := l.store.BookmarkByURL(ctx, idOrURL); err == nil && b.ID != 0 {
		return feeds.Shared{Bookmark: b.ID}, nil
	}
	if feeds.WebURL("", idOrURL) == "" {
		return feeds.Shared{}, fmt.Errorf("%q is neither an article's id nor a web address; `broadsheet list` shows ids", feeds.CleanLine(idOrURL))
	}
	return feeds.Shared{URL: idOrURL}, nil
}

// Targets are the services that something can be sent to, and whether it is
// there or on its way.
func (l *Library) Targets(ctx context.Context, what feeds.Shared) ([]feeds.Target, error) {
	list := l.settings().Services
	if len(list) == 0 {
		return nil, nil
	}
	b, err := l.shared(ctx, what)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	sent, waiting, err := l.store.Whereabouts(ctx, b, names)
	if err != nil {
		return nil, err
	}
	out := make([]feeds.Target, len(list))
	for i, s := range list {
		out[i] = feeds.Target{Name: s.Name, Kind: s.Kind, Sent: sent[s.Name], Waiting: waiting[s.Name]}
	}
	return out, nil
}

// Share sends something to a service, and says how it went: what does not go now
// is queued and goes by itself. Only what cannot be queued is an error.
func (l *Library) Share(ctx context.Context, what feeds.Shared, to string) (feeds.Sending, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.Sending{}, err
	}
	defer done()
	s, ok := l.service(to)
	if !ok {
		return feeds.Sending{}, l.noService(to)
	}
	b, err := l.shared(ctx, what)
	if err != nil {
		return feeds.Sending{}, err
	}
	id, err := l.store.Enqueue(ctx, s.Name, b, l.opt.Now())
	if err != nil {
		return feeds.Sending{}, err
	}
	out := feeds.Sending{ID: id, Service: s.Name, URL: b.URL, Title: b.Title, State: feeds.SendDone}
	if tried, why := l.sendOne(ctx, s, id); tried && why == nil {
		return out, nil
	}
	list, err := l.Sendings(context.WithoutCancel(ctx))
	for _, o := range list {
		if o.ID == id {
			out = o // not there any more: another process has just sent it
		}
	}
	return out, err
}

// noService says which services there are.
func (l *Library) noService(name string) error {
	var names []string
	for _, s := range l.settings().Services {
		names = append(names, s.Name)
	}
	if len(names) == 0 {
		return errors.New("there are no services; [bookmarks.services] in the settings is where they are named")
	}
	return fmt.Errorf("there is no service %q; there are %s", feeds.CleanLine(name), strings.Join(names, ", "))
}

// ShareWith gives something as JSON to a person's program, once and now, and
// answers with what that wrote, cleaned.
func (l *Library) ShareWith(ctx context.Context, what feeds.Shared, argv []string) (string, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	b, err := l.shared(ctx, what)
	if err != nil {
		return "", err
	}
	in, err := l.articleJSON(ctx, hookJSON{Hook: "send"}, b.ArticleID, &b)
	if err != nil {
		return "", err
	}
	return runPiped(ctx, argv, in)
}

// Draft is the address of a mail about something: its title, where it stands,
// and the person's note or what it says of itself.
func (l *Library) Draft(ctx context.Context, what feeds.Shared) (string, error) {
	b, err := l.shared(ctx, what)
	if err != nil {
		return "", err
	}
	return feeds.Draft(b.Title, DraftBody(b)), nil
}

// DraftBody is what a mail about a bookmark says.
func DraftBody(b feeds.Bookmark) string {
	parts := []string{b.Title, b.URL}
	if b.Source != "" {
		parts[0] = strings.TrimSpace(b.Title + "\n" + b.Source)
	}
	for _, h := range b.Highlights {
		parts = append(parts, "> "+strings.ReplaceAll(h.Quote, "\n", "\n> "))
	}
	switch {
	case b.Note != "":
		parts = append(parts, b.Note)
	case len(b.Highlights) == 0 && b.Summary != "":
		parts = append(parts, b.Summary)
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

// The sentences of what waits without a failure to tell of.
const (
	unsureWords = "it was broken off and may have been done; try it again, or drop it"
	goneWords   = "there is no such service in the settings; name it again there, or drop this"
)

// Sendings are what is on its way, in the order it was put there, each with the
// reason why it is still here.
func (l *Library) Sendings(ctx context.Context) ([]feeds.Sending, error) {
	list, err := l.store.Outbox(ctx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		switch _, ok := l.service(list[i].Service); {
		case !ok:
			list[i].State, list[i].Next, list[i].Problem = feeds.SendHeld, time.Time{}, goneWords
		case list[i].State == feeds.SendUnsure:
			list[i].Problem = unsureWords
		}
	}
	return list, nil
}

// RetrySending tries what is queued, or was dropped, again, all for no ids; it
// does not wait for it.
func (l *Library) RetrySending(ctx context.Context, ids []int64) error {
	err := l.retry(ctx, ids)
	l.wakeSender()
	return err
}

func (l *Library) retry(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		list, err := l.store.Outbox(ctx)
		if err != nil {
			return err
		}
		for _, o := range list {
			ids = append(ids, o.ID)
		}
	}
	l.forgetSecrets()
	_, err := l.store.Retry(ctx, ids, l.opt.Now())
	l.events.send(feeds.QueueChanged{})
	return err
}

// SendAgain tries everything that is queued again, now, and waits for it.
func (l *Library) SendAgain(ctx context.Context) error {
	if err := l.retry(ctx, nil); err != nil {
		return err
	}
	l.sendDue(ctx)
	return ctx.Err()
}

// DropSending takes what waits out of the queue; RetrySending brings it back.
// It says how many: what is being sent this moment stays.
func (l *Library) DropSending(ctx context.Context, ids []int64) (int, error) {
	n, err := l.store.DropSends(ctx, ids, l.opt.Now())
	l.events.send(feeds.QueueChanged{})
	return n, err
}
