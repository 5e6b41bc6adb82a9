package related

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"broadsheet/feeds"
)

type labelled struct {
	Subject
	story string
}

// corpus reads one labelled set, or skips.
func corpus(t *testing.T, name string) []labelled {
	t.Helper()
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	xz, err := exec.LookPath("xz")
	if err != nil {
		t.Skip("no xz program to unpack the labelled sets with")
	}
	raw, err := exec.Command(xz, "-dc", filepath.Join(dir, "related", name+".jsonl.xz")).Output()
	if err != nil {
		t.Skipf("the labelled set %s cannot be unpacked: %v", name, err)
	}
	var set []labelled
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var in struct{ Title, Text, Source, Published, Story string }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		id := len(set) + 1
		h := feeds.Headline{ID: feeds.ArticleID(id), FeedID: feeds.FeedID(id), Source: in.Source, Title: in.Title}
		h.Published, _ = time.Parse(time.RFC3339, in.Published)
		set = append(set, labelled{Subject{h, in.Text}, in.Story})
	}
	return set
}

// index stands in for the store: which articles hold a word, and BM25 over
// title and lead as FTS5 computes it.
type index struct {
	set      []labelled
	postings map[string][]int
	tf       []map[string]float64
}

func newIndex(set []labelled) *index {
	x := &index{set: set, postings: map[string][]int{}, tf: make([]map[string]float64, len(set))}
	for i, a := range set {
		x.tf[i] = map[string]float64{}
		for _, text := range []string{a.Title, a.Text} {
			n := 0
			tokens(text, func(w []byte, _, _ int) bool {
				x.tf[i][string(w)]++
				n++
				return n < leadWords
			})
		}
		for w := range x.tf[i] {
			x.postings[w] = append(x.postings[w], i)
		}
	}
	return x
}

func (x *index) df(words []string) (map[string]int, error) {
	m := make(map[string]int, len(words))
	for _, w := range words {
		m[w] = len(x.postings[w])
	}
	return m, nil
}

// find gives the best n articles of any of the words within 14 days.
func (x *index) find(words []string, near time.Time, n int) []Subject {
	score := map[int]float64{}
	for _, w := range words {
		idf := math.Log(1 + float64(len(x.set))/float64(len(x.postings[w])))
		for _, i := range x.postings[w] {
			if d := x.set[i].Published.Sub(near).Abs(); near.IsZero() || x.set[i].Published.IsZero() || d < 14*24*time.Hour {
				score[i] += idf * 2.2 * x.tf[i][w] / (x.tf[i][w] + 1.2)
			}
		}
	}
	ids := make([]int, 0, len(score))
	for i := range score {
		ids = append(ids, i)
	}
	slices.SortFunc(ids, func(a, b int) int {
		if score[a] != score[b] {
			if score[a] > score[b] {
				return -1
			}
			return 1
		}
		return a - b
	})
	out := make([]Subject, min(n, len(ids)))
	for i := range out {
		out[i] = x.set[ids[i]].Subject
	}
	return out
}

// TestQualityOnLabelledStories holds Terms and Rank to what the measurements
// of FTS5 candidates scored again by signatures promise. The labels are
// incomplete, so the figures are lower bounds; the floors stand a little under
// what was measured when this was written.
func TestQualityOnLabelledStories(t *testing.T) {
	for _, tc := range []struct {
		name               string
		queries            int
		ndcg, recall, sure float64
	}{
		{"excerpts", 400, .75, .78, .90},
		{"pairs", 400, .88, .85, .95},
		{"headlines", 400, .80, .78, .94},
	} {
		t.Run(tc.name, func(t *testing.T) {
			set := corpus(t, tc.name)
			x := newIndex(set)
			size := map[string]int{}
			for _, a := range set {
				size[a.story]++
			}
			var ndcg, recall, n, stories, right float64
			var took time.Duration
			step := max(1, len(set)/tc.queries)
			for q := 0; q < len(set); q += step {
				of := set[q]
				relevant := size[of.story] - 1
				if relevant == 0 {
					continue
				}
				words, err := Terms(of.Title, of.Text, x.df, len(set))
				if err != nil {
					t.Fatal(err)
				}
				candidates := x.find(words, of.Published, 100)
				start := time.Now()
				got := Rank(of.Subject, candidates, 10)
				took += time.Since(start)
				var dcg, ideal, hits float64
				for i := range min(10, relevant) {
					ideal += 1 / math.Log2(float64(i)+2)
				}
				for i, r := range got {
					if set[r.ID-1].story == of.story {
						dcg += 1 / math.Log2(float64(i)+2)
						hits++
					}
				}
				if len(got) > 0 && got[0].Relation == feeds.RelationStory {
					stories++
					if set[got[0].ID-1].story == of.story {
						right++
					}
				}
				ndcg += dcg / ideal
				recall += hits / math.Min(10, float64(relevant))
				n++
			}
			sure := right / max(1, stories)
			t.Logf("%.0f queries: nDCG@10 %.3f, recall@10 %.3f, first story right %.3f in %.0f%% of articles, %s a query",
				n, ndcg/n, recall/n, sure, 100*stories/n, (took / time.Duration(n)).Round(time.Microsecond))
			for _, f := range []struct {
				what      string
				got, want float64
			}{{"nDCG@10", ndcg / n, tc.ndcg}, {"recall@10", recall / n, tc.recall}, {"first story right", sure, tc.sure}} {
				if f.got < f.want {
					t.Errorf("%s is %s, want at least %s", f.what, strconv.FormatFloat(f.got, 'f', 3, 64), strconv.FormatFloat(f.want, 'f', 3, 64))
				}
			}
		})
	}
}
