package related

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

type labelled struct {
	Title, Text, Story string
	Published          time.Time
}

// corpus reads one labelled set, or skips.
func corpus(t *testing.T, name string) (set []labelled) {
	t.Helper()
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	raw, err := exec.Command("xz", "-dc", filepath.Join(dir, "related", name+".jsonl.xz")).Output()
	if err != nil {
		t.Skipf("the labelled set %s cannot be unpacked: %v", name, err)
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var in struct{ Title, Text, Story, Published string }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		a := labelled{Title: in.Title, Text: in.Text, Story: in.Story}
		a.Published, _ = time.Parse(time.RFC3339, in.Published)
		set = append(set, a)
	}
	return set
}

// variants are what becomes of an agency's text in other papers.
var variants = []struct {
	name string
	make func(rnd *rand.Rand, a, other labelled) (title, text string)
}{
	{"another headline", func(_ *rand.Rand, a, o labelled) (string, string) { return o.Title, a.Text }},
	{"another byline", func(_ *rand.Rand, a, o labelled) (string, string) {
		return a.Title, "By " + someWords(o.Text, 3) + ", staff writer. " + a.Text
	}},
	{"another trailer", func(_ *rand.Rand, a, o labelled) (string, string) {
		return a.Title, a.Text + " Read more: " + someWords(o.Text, 12) + ". Sign up for the newsletter of " + someWords(o.Title, 4)
	}},
	{"cut to three fifths", func(_ *rand.Rand, a, _ labelled) (string, string) {
		w := strings.Fields(a.Text)
		return a.Title, strings.Join(w[:len(w)*3/5], " ")
	}},
	{"one word in twenty changed", func(rnd *rand.Rand, a, o labelled) (string, string) {
		w, other := strings.Fields(a.Text), strings.Fields(o.Text+" said")
		for i := range w {
			if rnd.IntN(20) == 0 {
				w[i] = other[rnd.IntN(len(other))]
			}
		}
		return a.Title, strings.Join(w, " ")
	}},
}

func someWords(s string, n int) string {
	w := strings.Fields(s)
	return strings.Join(w[:min(n, len(w))], " ")
}

// TestCopiesAreFoundAndOtherReportsAreNot makes copies of real articles as
// papers do, and looks for each by the whole way it would take.
func TestCopiesAreFoundAndOtherReportsAreNot(t *testing.T) {
	set := corpus(t, "excerpts")
	x := new(Index)
	var docs []Doc
	for i, a := range set {
		docs = append(docs, Doc{ID: feeds.ArticleID(i + 1), Feed: feeds.FeedID(i + 1), Published: a.Published.Unix(), Signature: Sign(Text{Title: a.Title, Body: a.Text})})
	}
	x.Load(slices.Values(docs))
	read := func(id feeds.ArticleID) (string, error) { return set[id-1].Text, nil }
	find := func(title, text string, published int64, not feeds.ArticleID) feeds.ArticleID {
		d := Doc{ID: 1 << 20, Feed: 1 << 20, Published: published, Signature: Sign(Text{Title: title, Body: text})}
		hits := x.Near(Query{Signature: d.Signature, Published: published, Not: not, Limit: judged, Floor: Normal.Story / 3, Before: storyBefore, After: storyAfter,
			Budget: filingReads, Keeps: storyKeeps, Days: storyDays})
		id, err := Original(d, text, hits, 0, read)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	for _, v := range variants {
		n, found := 0, 0
		for i := 0; i < len(set); i += 3 {
			title, text := v.make(rnd, set[i], set[rnd.IntN(len(set))])
			if printOf(text) == nil {
				continue // too short to be known again
			}
			n++
			if id := find(title, text, docs[i].Published, 0); id != 0 && (int(id) == i+1 || Copied(set[i].Text, set[id-1].Text)) {
				found++
			}
		}
		share := float64(found) / float64(n)
		t.Logf("%s: %.4f of %d found", v.name, share, n)
		if share < .99 {
			t.Errorf("%s: %.4f found, want .99", v.name, share)
		}
	}

	pairs, taken, alike := 0, 0, 0
	of := map[string][]int{}
	for i, a := range set {
		of[a.Story] = append(of[a.Story], i)
	}
	for _, story := range of {
		for k, i := range story {
			pairs += len(story) - 1 - k
			switch id := find(set[i].Title, set[i].Text, docs[i].Published, docs[i].ID); {
			case id == 0:
			case printOf(set[i].Text).same(printOf(set[id-1].Text)) > .9:
				alike++ // the papers have printed the same agency's text
			default:
				taken++
			}
		}
	}
	t.Logf("of %d pairs of reports %d articles were taken for copies, and %d are", pairs, taken, alike)
	if float64(taken+alike) > float64(pairs)/200 {
		t.Errorf("%d of %d pairs taken for copies, want 1 in 200 at most", taken+alike, pairs)
	}
}
