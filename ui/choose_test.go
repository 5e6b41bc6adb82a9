package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// finder is a library that knows what addresses stand for.
type finder struct {
	*fake
	stands map[string][]feeds.Candidate
	asked  []string // "address folder"
	fails  map[string]error
}

func (f *finder) Add(ctx context.Context, address, folder string) (feeds.Feed, error) {
	f.asked = append(f.asked, strings.TrimSpace(address+" "+folder))
	if err := ctx.Err(); err != nil {
		return feeds.Feed{}, err
	}
	if err := f.fails[address]; err != nil {
		return feeds.Feed{}, err
	}
	if c := f.stands[address]; c != nil {
		return feeds.Feed{}, &feeds.SeveralError{Address: address, Candidates: c}
	}
	for _, known := range f.feeds {
		if known.URL == address {
			return known, fmt.Errorf("%s is there already, in %s", known.Name(), known.Folder)
		}
	}
	return f.fake.Add(ctx, address, folder)
}

func newFinder() *finder {
	return &finder{fake: newFake(), fails: map[string]error{}, stands: map[string][]feeds.Candidate{
		"https://forge.example": {
			{URL: "https://forge.example/releases.atom", Title: "Forge", Label: "releases", Format: "atom 1.0", Headlines: []string{"Version 3 is out", "Version 2.9", "Version 2.8"}},
			{URL: "https://forge.example/commits.atom", Title: "Forge", Label: "commits", Format: "atom 1.0", Headlines: []string{"Fix a leak"}},
			{URL: "https://forge.example/talk.xml", Title: "Forge talk", Format: "rss 2.0", Comments: true},
		},
	}}
}

func finding(t *testing.T, w, h int) (*driver, *finder) {
	f := newFinder()
	d := newDriver(t, f.fake, func(o *Options) { o.Backend = f })
	d.size(w, h)
	return d, f
}

func TestSeveralFeedsAreOfferedAndOneIsAdded(t *testing.T) {
	d, f := finding(t, 120, 36)
	d.keys("a")
	d.typed("https://forge.example")
	d.keys("enter")
	d.expect("what there is to choose from", "stands for 3 feeds", "Forge (releases)", "atom 1.0", "https://forge.example/releases.atom", "• Version 3 is out",
		"• Version 2.8", "Forge (commits)", "Forge talk (comments)")
	d.keys("j", "enter")
	d.expect("the one chosen is added", "✓ added New Paper · 30 articles · u undo")
	d.expectNot("and the list is gone", "Which of these?")
	if want := []string{"https://forge.example", "https://forge.example/commits.atom"}; !cmp.Equal(want, f.asked) {
		t.Errorf("asked %q", f.asked)
	}
	if k, _ := d.m.side.list.Selected(); k.feed != f.feeds[len(f.feeds)-1].ID {
		t.Errorf("Sections stand on %+v", k)
	}
}

func TestSeveralMayBeMarked(t *testing.T) {
	d, f := finding(t, 80, 24)
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFolder, Folder: "Technology"}))
	d.keys("a")
	d.typed("https://forge.example")
	d.keys("enter", "x", "j", "j", "space")
	d.expect("the marks, and what Enter does", "[x] Forge (releases)", "[ ] Forge (commits)", "[x] Forge talk", "↵ add 2")
	d.keys("enter")
	d.expect("all marked are added", "added 2 feeds · 60 articles · u undo")
	if want := []string{"https://forge.example Technology", "https://forge.example/releases.atom Technology", "https://forge.example/talk.xml Technology"}; !cmp.Equal(want, f.asked) {
		t.Errorf("asked %q; the folder is that of the view", f.asked)
	}
}

func TestWhileItLooksEscTakesItBack(t *testing.T) {
	d, f := finding(t, 120, 36)
	before := len(f.feeds)
	d.keys("a")
	d.typed("https://slow.example/feed")
	_, cmd := d.m.Update(press("enter"))
	d.expect("what is under way", "looking for feeds at https://slow.example/feed …", "esc cancel")
	d.keys("j", "esc")
	d.expectNot("the wait is over", "looking for feeds")
	d.run(cmd)
	d.expectNot("a late answer is no news", "slow.example", "added")
	if len(f.feeds) != before {
		t.Error("it was added although it was taken back")
	}
}

func TestWhatIsNotFoundIsAskedAgain(t *testing.T) {
	d, f := finding(t, 120, 36)
	f.fails["https://blog.example"] = errors.New("https://blog.example was not added: the page names no feed")
	d.keys("a")
	d.typed("https://blog.example")
	d.keys("enter")
	d.expect("the error, and the address to mend", "! https://blog.example was not added: the page names no feed", "Address  https://blog.example")
	d.keys("esc", "a")
	d.typed("https://paper4.example/feed")
	d.keys("enter")
	d.expect("where it already is", "! Ledger & Coin is there already, in Business")
	d.expectNot("said once", "not added")
	if k, _ := d.m.side.list.Selected(); k.feed != 4 {
		t.Errorf("Sections stand on %+v", k)
	}
	f.fails["https://forge.example/releases.atom"] = errors.New("the server answers 500")
	d.keys("a")
	d.typed("https://forge.example")
	d.keys("enter", "enter")
	d.expect("the choice stays when the chosen one fails", "Which of these?", "! not added: the server answers 500")
	d.keys("j", "enter")
	d.expect("and another can be taken", "added New Paper")
	d.keys("a")
	d.typed("https://forge.example")
	d.keys("enter")
	d.expect("what is subscribed to is marked so", "https://forge.example/commits.atom · there already")
}

func TestTheWelcomeScreenOffersSeveralToo(t *testing.T) {
	f := newFinder()
	var got [][]string
	stopped := false
	d := newDriver(t, f.fake, func(o *Options) {
		o.Backend = nil
		o.Begin = func(ctx context.Context, c feeds.Choice) (Backend, error) {
			got = append(got, c.URLs)
			stopped = ctx.Err() != nil
			if stopped {
				return nil, ctx.Err()
			}
			for _, u := range c.URLs {
				if c := f.stands[u]; c != nil {
					return nil, fmt.Errorf("begin: %w", &feeds.SeveralError{Address: u, Candidates: c})
				}
			}
			return f, nil
		}
	})
	d.size(80, 24)
	d.keys("4")
	d.typed("https://one.example https://forge.example https://two.example")
	d.keys("enter")
	d.expect("the same list", "Which of these?", "Forge (releases)")
	d.keys("esc")
	d.expect("Esc leads back to the welcome", "Welcome to Broadsheet")
	d.keys("4")
	d.typed("https://one.example https://forge.example https://two.example")
	d.keys("enter", "j", "enter")
	d.expect("the paper", "Today", first[:20])
	want := []string{"https://one.example", "https://forge.example/commits.atom", "https://two.example"}
	if !cmp.Equal(want, got[len(got)-1]) {
		t.Errorf("began with %q", got)
	}

	d = newDriver(t, f.fake, func(o *Options) {
		o.Backend = nil
		o.Begin = func(ctx context.Context, _ feeds.Choice) (Backend, error) { return nil, ctx.Err() }
	})
	d.size(80, 24)
	d.keys("4")
	d.typed("https://slow.example")
	_, cmd := d.m.Update(press("enter"))
	d.expect("what is under way", "looking for feeds at https://slow.example …")
	d.keys("esc")
	d.run(cmd)
	d.expect("stopped, and the choice again", "Stopped. Choose again.", "Paste an address")
}
