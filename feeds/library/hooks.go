package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
)

const (
	hooksAtOnce = 2    // programs running
	hooksQueued = 1000 // waiting; what comes beyond is told and dropped
	hookTime    = 30 * time.Second
)

// The names of the hooks, as the config has them.
const (
	onNew      = "on_new"
	onBookmark = "on_bookmark"
	onOpen     = "on_open"
	onRule     = "rule" // of the config
)

// hookJSON is what a hook's program reads: the article as `list --json` has
// it, which hook this is, the article's text, and what it was kept with.
type hookJSON struct {
	Hook string `json:"hook"`
	Rule string `json:"rule,omitempty"` // by its name, of the hook "rule"
	ArticleJSON
	Text     string        `json:"text"`
	Bookmark *BookmarkJSON `json:"bookmark,omitempty"`
}

// hookJob is one run to come.
type hookJob struct {
	hook     string
	rule     string // the name of one, for onRule
	article  feeds.ArticleID
	bookmark *feeds.Bookmark
}

// hooks runs a person's programs when something happens: a few at once, each
// for as long as it may take, in the order of what happened.
type hooks struct {
	lib *Library

	mu      sync.Mutex
	queue   []hookJob
	running int
	failed  map[string]bool // told already
	idle    chan struct{}   // closed once nothing runs or waits; nil while nobody waits for that
}

func newHooks(l *Library) *hooks { return &hooks{lib: l, failed: map[string]bool{}} }

// name is what a failure names.
func (j hookJob) name() string { return strings.TrimSpace(j.hook + " " + j.rule) }

// argv is a hook's program, nil for none.
func (h *hooks) argv(job hookJob) []string {
	s := h.lib.settings()
	switch job.hook {
	case onNew:
		return s.Hooks.New
	case onBookmark:
		return s.Hooks.Bookmark
	case onRule:
		for _, r := range s.Rules {
			if r.Name == job.rule {
				return r.Run
			}
		}
		return nil
	}
	return s.Hooks.Open
}

// fresh runs on_new for articles.
func (h *hooks) fresh(ids []feeds.ArticleID) {
	for _, id := range ids {
		h.add(hookJob{hook: onNew, article: id})
	}
}

// kept runs on_bookmark.
func (h *hooks) kept(b feeds.Bookmark) {
	h.add(hookJob{hook: onBookmark, article: b.ArticleID, bookmark: &b})
}

// Opened says that a person opened an article, in the reader view or in the
// browser: it goes into the history.
func (l *Library) Opened(id feeds.ArticleID) {
	if err := l.store.Visit(context.Background(), id, l.opt.Now()); err != nil {
		l.opt.Log.Warn("keep the history", "article", id, "error", err)
	}
	l.hooks.add(hookJob{hook: onOpen, article: id})
}

func (h *hooks) add(job hookJob) {
	if len(h.argv(job)) == 0 || h.lib.opt.Sample {
		return
	}
	h.mu.Lock()
	if len(h.queue) >= hooksQueued {
		h.mu.Unlock()
		h.fail(job.name(), fmt.Errorf("more than %d articles wait for it; the rest goes without", hooksQueued))
		return
	}
	h.queue = append(h.queue, job)
	start := h.running < hooksAtOnce
	if start {
		h.running++
	}
	h.mu.Unlock()
	if start && !h.lib.background(h.work) {
		h.mu.Lock()
		h.running-- // the library is closed
		h.mu.Unlock()
	}
}

// work runs what waits until nothing does.
func (h *hooks) work(ctx context.Context) {
	for {
		h.mu.Lock()
		if len(h.queue) == 0 || ctx.Err() != nil {
			h.running--
			if h.running == 0 && h.idle != nil {
				close(h.idle)
				h.idle = nil
			}
			h.mu.Unlock()
			return
		}
		job := h.queue[0]
		h.queue = h.queue[1:]
		h.mu.Unlock()
		if err := h.run(ctx, job); err == nil {
			h.mu.Lock()
			delete(h.failed, job.name())
			h.mu.Unlock()
		} else if ctx.Err() == nil {
			h.fail(job.name(), err)
		}
	}
}

// run runs one program to its end.
func (h *hooks) run(ctx context.Context, job hookJob) error {
	argv := h.argv(job)
	if len(argv) == 0 {
		return nil // the settings changed meanwhile
	}
	in, err := h.input(ctx, job)
	if err != nil {
		return err
	}
	limit := h.lib.settings().Hooks.Timeout
	if limit == 0 {
		limit = hookTime
	}
	out, err := command.Runner{Timeout: limit}.Run(ctx, argv, in)
	switch {
	case errors.Is(err, command.ErrNotFound):
		return fmt.Errorf("there is no program %s", feeds.CleanLine(argv[0]))
	case errors.Is(err, command.ErrTimeout):
		return fmt.Errorf("%s took longer than %v and was stopped", feeds.CleanLine(argv[0]), limit)
	case err != nil:
		return err
	case out.Code != 0:
		return ended(argv, out)
	}
	return nil
}

// ended says with which code a program ended, and what it said about it.
func ended(argv []string, out command.Output) error {
	said := feeds.CleanLine(out.Stderr)
	if said == "" {
		said = feeds.CleanLine(string(out.Stdout[:min(len(out.Stdout), 2<<10)]))
	}
	if said != "" {
		said = ": " + said
	}
	return fmt.Errorf("%s ended with code %d%s", feeds.CleanLine(argv[0]), out.Code, said)
}

// input is the article as the program reads it.
func (h *hooks) input(ctx context.Context, job hookJob) ([]byte, error) {
	return h.lib.articleJSON(ctx, hookJSON{Hook: job.hook, Rule: job.rule}, job.article, job.bookmark)
}

// articleJSON is what a program reads that is run for an article, for what it
// was bookmarked as, or both. An article that is gone is told by its bookmark.
func (l *Library) articleJSON(ctx context.Context, out hookJSON, article feeds.ArticleID, b *feeds.Bookmark) ([]byte, error) {
	r, err := l.Article(ctx, article)
	switch {
	case article != 0 && err == nil:
		out.ArticleJSON = ArticleOut(r)
		d := r.Document
		if r.Page != nil {
			d = r.Page
		}
		out.Text = strings.TrimRight(d.Plain(), "\n")
	case b == nil:
		return nil, err
	default: // a page that no feed brought
		out.ArticleJSON = ArticleOut(feeds.Reading{
			Article: feeds.Article{URL: b.URL, Title: b.Title, Authors: b.Authors, Published: b.Published, Topics: b.Topics, Summary: b.Summary},
			Feed:    feeds.Feed{Title: b.Source}, State: feeds.State{Bookmarked: b.ID != 0},
		})
		if b.Document != nil {
			out.Text = strings.TrimRight(b.Document.Plain(), "\n")
		}
	}
	if b != nil && b.ID != 0 {
		kept := BookmarkOut(*b)
		out.Bookmark = &kept
	}
	var buf bytes.Buffer
	err = WriteJSON(&buf, out)
	return buf.Bytes(), err
}

// fail writes a failure to the log, and tells it unless the last one of that
// hook was told.
func (h *hooks) fail(hook string, err error) {
	text := feeds.CleanLine(err.Error())
	h.lib.opt.Log.Error("a hook failed", "hook", hook, "error", text)
	h.mu.Lock()
	told := h.failed[hook]
	h.failed[hook] = true
	h.mu.Unlock()
	if !told {
		h.lib.events.send(feeds.HookFailed{Hook: hook, Text: text})
	}
}

// FinishHooks waits until every hook that was set off has run; false when ctx
// ended first.
func (l *Library) FinishHooks(ctx context.Context) bool {
	h := l.hooks
	h.mu.Lock()
	if h.running == 0 {
		h.mu.Unlock()
		return true
	}
	if h.idle == nil {
		h.idle = make(chan struct{})
	}
	idle := h.idle
	h.mu.Unlock()
	select {
	case <-idle:
		return true
	case <-ctx.Done():
		return false
	}
}
