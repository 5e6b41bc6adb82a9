package library

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// TestTheSampleEditionsOwnStoriesAreFound reads the edition as a newcomer
// does, then what it prints later.
func TestTheSampleEditionsOwnStoriesAreFound(t *testing.T) {
	r := newRig(t)
	if err := r.Begin(r.Context(), feeds.Choice{Sample: true}); err != nil {
		t.Fatal(err)
	}
	reload := func() {
		if _, err := r.Reload(r.Context(), feeds.ReloadRequest{}); err != nil {
			t.Fatal(err)
		}
	}
	reload()
	if r.edition.Advance() == 0 {
		t.Fatal("the edition has nothing for later")
	}
	r.pass(10 * time.Minute)
	reload()
	r.findsTheEdition()
}

// TestInWhichOrderFeedsAnswerMakesNoDifferenceToStories commits what each feed
// of the edition brings by itself, in one order after another.
func TestInWhichOrderFeedsAnswerMakesNoDifferenceToStories(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("order ", seed), func(t *testing.T) {
			r := newRig(t)
			if err := r.Begin(r.Context(), feeds.Choice{Sample: true}); err != nil {
				t.Fatal(err)
			}
			order := rand.New(rand.NewPCG(seed, 1))
			r.reloadIn(order)
			r.edition.Advance()
			r.pass(10 * time.Minute)
			r.reloadIn(order)
			r.findsTheEdition()
		})
	}
}

// TestHoweverReloadsAreSplitTheStoriesAreTheSame reads the edition in several
// reloads within minutes, of some of its feeds each, all filed before the next
// begins.
func TestHoweverReloadsAreSplitTheStoriesAreTheSame(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("split ", seed), func(t *testing.T) {
			r := newRig(t)
			if err := r.Begin(r.Context(), feeds.Choice{Sample: true}); err != nil {
				t.Fatal(err)
			}
			order := rand.New(rand.NewPCG(seed, 2))
			for range 2 {
				list := r.all()
				order.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
				for len(list) > 0 {
					n := 1 + order.IntN(min(3, len(list)))
					var ids []feeds.FeedID
					for _, f := range list[:n] {
						ids = append(ids, f.ID)
					}
					list = list[n:]
					r.own(ids...)
				}
				r.edition.Advance()
				r.pass(10 * time.Minute)
			}
			r.findsTheEdition()
		})
	}
}

// TestWhatWasOpenedBetweenReloadsStaysInItsStory opens reports meanwhile.
func TestWhatWasOpenedBetweenReloadsStaysInItsStory(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("split ", seed), func(t *testing.T) {
			r := newRig(t)
			if err := r.Begin(r.Context(), feeds.Choice{Sample: true}); err != nil {
				t.Fatal(err)
			}
			opened, rnd := map[feeds.ArticleID]feeds.StoryID{}, rand.New(rand.NewPCG(seed, 3))
			list := r.all()
			rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			for _, f := range list {
				r.own(f.ID)
				page, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500})
				if err != nil {
					t.Fatal(err)
				}
				for _, h := range page.Headlines {
					if h.Story == 0 || opened[h.ID] != 0 || rnd.IntN(8) > 0 {
						continue
					}
					opened[h.ID] = h.Story
					if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{h.ID}, true); err != nil {
						t.Fatal(err)
					}
				}
			}
			if len(opened) < 3 {
				t.Fatalf("%d were opened", len(opened))
			}
			for id, story := range opened {
				if st, err := r.Story(r.Context(), id); err != nil || st.ID != story {
					t.Errorf("article %d is of story %d, was opened in %d, %v", id, st.ID, story, err)
				}
			}
		})
	}
}

// reloadIn reloads all feeds, which answer in a random order, each in a commit
// of its own.
func (r *rig) reloadIn(order *rand.Rand) {
	r.Helper()
	c, err := r.choose(r.Context(), feeds.ReloadRequest{})
	if err != nil {
		r.Fatal(err)
	}
	order.Shuffle(len(c.feeds), func(i, j int) { c.feeds[i], c.feeds[j] = c.feeds[j], c.feeds[i] })
	one := &reload{lib: r.Library, total: len(c.feeds), first: c.first, placed: r.clock()}
	one.begin()
	for _, f := range c.feeds {
		if err := one.commit(r.Context(), []answer{r.ask(r.Context(), f)}); err != nil {
			r.Fatal(err)
		}
	}
	one.end(r.Context())
	if err := r.Settle(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// findsTheEdition compares what the edition's papers report together with what
// the stories say.
func (r *rig) findsTheEdition() {
	r.Helper()
	page, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500})
	if err != nil {
		r.Fatal(err)
	}
	stories, copies := map[feeds.StoryID][]string{}, map[string]string{}
	note := func(list []feeds.Headline) {
		url := map[feeds.ArticleID]string{}
		for _, h := range list {
			url[h.ID] = h.URL
		}
		for _, h := range list {
			if h.CopyOf != 0 {
				copies[h.URL] = url[h.CopyOf]
			}
			if h.Story != 0 && !slices.Contains(stories[h.Story], h.URL) {
				stories[h.Story] = append(stories[h.Story], h.URL)
			}
		}
	}
	for _, h := range page.Headlines {
		st, err := r.Story(r.Context(), h.ID)
		if err != nil {
			r.Fatal(err)
		}
		note(st.Articles)
	}
	if diff := cmp.Diff(r.edition.Copies(), copies); diff != "" {
		r.Errorf("copies, -want +got:\n%s", diff)
	}
	sorted := func(all [][]string) []string {
		var out []string
		for _, s := range all {
			slices.Sort(s)
			out = append(out, strings.Join(s, "\n"))
		}
		slices.Sort(out)
		return out
	}
	want := sorted(slices.Collect(maps.Values(r.edition.Events())))
	got := sorted(slices.Collect(maps.Values(stories)))
	if diff := cmp.Diff(want, got); diff != "" {
		r.Errorf("stories, -want +got:\n%s", diff)
	}
}

// TestHoweverReloadsAreSplitRealReportsFormTheSameStories does so with the first
// reports of a labelled set, in twelve papers: all in one reload, some in
// each, and each paper in one of its own, also by another run of the program.
func TestHoweverReloadsAreSplitRealReportsFormTheSameStories(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	raw, err := exec.CommandContext(t.Context(), "xz", "-dc", filepath.Join(dir, "related", "excerpts.jsonl.xz")).Output()
	if err != nil {
		t.Skipf("the labelled set is not unpacked: %v", err)
	}
	rnd := rand.New(rand.NewPCG(4, 4))
	papers := make([][]told, 12)
	for i, line := range strings.Split(string(raw), "\n")[:400] {
		var a struct{ ID, Title, Text string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		at := rnd.IntN(len(papers))
		papers[at] = append(papers[at], told{a.ID, a.Title, a.Text, 40 - float64(i)/10})
	}
	stories := func(parts int, runs bool) (out []string) {
		r := newRig(t)
		var ids []feeds.FeedID
		for i, list := range papers {
			host := string(rune('a'+i)) + ".example"
			r.answers(host, says(paper(host, list...)))
			ids = append(ids, r.follow("http://"+host+"/feed")...)
		}
		for some := range slices.Chunk(ids, (len(ids)+parts-1)/parts) {
			r.own(some...)
			r.pass(20 * time.Second)
			if runs {
				r.restart()
			}
		}
		of := map[feeds.StoryID][]string{}
		for _, f := range r.all() {
			p, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: f.ID}, Limit: 500})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range p.Headlines {
				if h.Story != 0 {
					of[h.Story] = append(of[h.Story], h.Title)
				}
			}
		}
		for _, s := range of {
			slices.Sort(s)
			out = append(out, strings.Join(s, "\n"))
		}
		slices.Sort(out)
		return out
	}
	once := stories(1, false)
	if len(once) < 50 {
		t.Fatalf("%d stories formed", len(once))
	}
	for name, got := range map[string][]string{"three reloads": stories(3, false), "twelve": stories(12, false), "three runs": stories(3, true)} {
		if diff := cmp.Diff(once, got); diff != "" {
			t.Errorf("in %s, -once +split:\n%s", name, diff)
		}
	}
}
