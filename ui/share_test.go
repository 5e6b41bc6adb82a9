package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// sharing is what the fake knows of services.
type sharing struct {
	targets []feeds.Target
	sending feeds.Sending // what comes of sharing
	sent    []string

	queue, dropped []feeds.Sending
	retried        [][]int64
}

func (f *fake) Targets(context.Context, feeds.Shared) ([]feeds.Target, error) {
	return f.sharing.targets, f.fail()
}

func (f *fake) Share(_ context.Context, what feeds.Shared, to string) (feeds.Sending, error) {
	f.sharing.sent = append(f.sharing.sent, fmt.Sprintf("%d to %s", what.Article, to))
	s := f.sharing.sending
	s.Service = to
	return s, f.fail()
}

func (f *fake) ShareWith(_ context.Context, what feeds.Shared, argv []string) (string, error) {
	f.sharing.sent = append(f.sharing.sent, fmt.Sprintf("%d with %s", what.Article, strings.Join(argv, "|")))
	return f.output, f.fail()
}

func (f *fake) Sendings(context.Context) ([]feeds.Sending, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.sharing.queue), nil
}

func (f *fake) RetrySending(_ context.Context, ids []int64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sharing.retried = append(f.sharing.retried, ids)
	for _, s := range f.sharing.dropped {
		if slices.Contains(ids, s.ID) {
			f.sharing.queue = append(f.sharing.queue, s)
		}
	}
	return f.fail()
}

func (f *fake) DropSending(_ context.Context, ids []int64) (n int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sharing.queue = slices.DeleteFunc(f.sharing.queue, func(s feeds.Sending) bool {
		drop := slices.Contains(ids, s.ID) && s.State != feeds.SendGoing
		if drop {
			n++
			f.sharing.dropped = append(f.sharing.dropped, s)
		}
		return drop
	})
	return n, f.fail()
}

func (f *fake) Draft(_ context.Context, what feeds.Shared) (string, error) {
	return feeds.Draft("Storm & more", what.URL), f.fail()
}

func TestAnArticleIsSharedWithoutBeingKept(t *testing.T) {
	d := opened(t, 120, 36)
	f := d.fake
	f.sharing.targets = []feeds.Target{
		{Name: "links", Kind: "linkding", Sent: f.now.Add(-3 * time.Hour)},
		{Name: "archive", Kind: "command", Waiting: true},
	}
	f.sharing.sending = feeds.Sending{State: feeds.SendDone}
	d.keys("S")
	d.expect("every way out, and what went where", "Share", "links", "sent 3 hours ago", "archive", "on its way", "Mail", "Command…", "Clipboard")
	d.keys("enter")
	d.expect("it says that it is there", "sent to links")
	d.keys("S")
	d.typed("linkd") // by the service's own name
	d.keys("enter")
	if len(f.sharing.sent) != 2 || !strings.HasSuffix(f.sharing.sent[1], " to links") {
		t.Errorf("sent %q", f.sharing.sent)
	}

	f.sharing.sending = feeds.Sending{State: feeds.SendWaiting, Problem: "links has trouble of its own (500)"}
	d.keys("S", "enter")
	d.expect("what waits says why", "not sent yet", "trouble of its own")
	f.sharing.sending = feeds.Sending{State: feeds.SendHeld, Problem: "links does not take the API token"}
	d.keys("S", "enter")
	d.expect("what needs a person says where it is", ":queue", "does not take")
	f.failNext = errors.New("the store is full")
	d.keys("S")
	d.expect("a failure is told", "not shared", "the store is full")
}

func TestAnArticleGoesByMailToACommandAndToTheClipboard(t *testing.T) {
	d := opened(t, 120, 36)
	f := d.fake
	d.keys("S")
	d.expect("how services are named is said", "bookmarks.services")
	d.typed("mail")
	d.keys("enter")
	if len(d.opens) != 1 || !strings.HasPrefix(d.opens[0], "mailto:?subject=Storm%20%26%20more&body=http") || !feeds.IsDraft(d.opens[0]) {
		t.Errorf("opened %q", d.opens)
	}
	d.keys("S")
	d.typed("command")
	d.keys("enter")
	d.expect("it asks which", "Share with a command", "no shell")
	f.output = "thank you"
	d.typed("keep 'two words'")
	d.keys("enter")
	d.expect("what it says is shown", "thank you")
	if len(f.sharing.sent) != 1 || !strings.HasSuffix(f.sharing.sent[0], "with keep|two words") {
		t.Errorf("sent %q", f.sharing.sent)
	}
	d.keys("esc", "S")
	d.typed("clip")
	d.keys("enter")
	d.expect("title and link", "copied")
}

func TestTheShareDialogFitsEveryScreen(t *testing.T) {
	for _, size := range [][2]int{{20, 5}, {46, 18}, {80, 24}, {220, 60}} {
		d := opened(t, size[0], size[1])
		f := d.fake
		for i := range 30 {
			f.sharing.targets = append(f.sharing.targets, feeds.Target{Name: fmt.Sprintf("service-%d", i), Kind: "command"})
		}
		d.keys("S")
		if n := strings.Count(d.screen(), "\n") + 1; n != size[1] {
			t.Errorf("%v: %d lines", size, n)
		}
	}
}

func TestFailuresInTheBackgroundAreTold(t *testing.T) {
	d := opened(t, 120, 36)
	d.send(eventMsg{feeds.SendFailed{Service: "links", Text: "links asks to be left alone"}})
	d.expect("what was not sent", "not sent to links", ":queue")
	d.send(eventMsg{feeds.MirrorFailed{Text: "The mirror of the bookmarks is behind: no room"}})
	d.expect("a mirror that is behind", "The mirror of the bookmarks is behind")
}
