package main

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"broadsheet/feeds/related"
)

// TestQualityOnLabelledStories holds the engine to what it must reach on the
// sets it is tuned on. The labels are incomplete, so figures are lower bounds.
func TestQualityOnLabelledStories(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	if _, err := exec.LookPath("xz"); err != nil {
		t.Skip("no xz program to unpack the labelled sets with")
	}
	for _, tc := range []struct {
		name                 string
		ndcg, bcubed, firsts float64
	}{
		{"excerpts", .75, .74, .81},
		{"pairs", .93, .83, .97},
		{"headlines", .85, .64, .90},
	} {
		t.Run(tc.name, func(t *testing.T) {
			set, err := read(filepath.Join(dir, "related", tc.name+".jsonl.xz"))
			if err != nil {
				t.Fatal(err)
			}
			f := measure(set, related.Normal)
			t.Log("\n" + f.String())
			for _, c := range []struct {
				what      string
				got, want float64
			}{
				{"nDCG@10", f.Ranking.NDCG, tc.ndcg}, {"B-cubed F1", f.BCubed.F, tc.bcubed}, {"first result right", f.First.Right, tc.firsts},
			} {
				if c.got < c.want-.01 {
					t.Errorf("%s is %.3f, want %.2f", c.what, c.got, c.want)
				}
			}
		})
	}
}

const tiny = `{"id":"1","title":"Coolant leak closes Halden reactor Vesta","text":"A leak of coolant closed the Vesta unit.","source":"A","published":"2026-11-22T12:00:00Z","story":"leak","language":"en"}

{"id":"2","title":"Halden reactor Vesta closed by coolant leak","text":"The Vesta unit was closed by a leak of coolant.","source":"B","published":"2026-11-22T11:00:00Z","story":"leak"}
{"id":"3","title":"Chess open won in play-off","text":"A grandmaster sacrificed both rooks.","source":"A","published":"","story":"chess"}
`

func TestASetIsReadInTheOrderOfItsTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set.jsonl")
	if err := os.WriteFile(path, []byte(tiny), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := read(path)
	if err != nil || len(set) != 3 || set[0].ID != "3" || set[1].ID != "2" || set[2].ID != "1" || !set[0].Published.IsZero() {
		t.Fatalf("%+v, %v", set, err)
	}
	for text, want := range map[string]string{"{": "line 1", `{"published":"yesterday"}`: "line 1", "{}\n{]": "line 2"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := read(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestTheFiguresAreThoseOfTheLabels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set.jsonl")
	if err := os.WriteFile(path, []byte(tiny), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := read(path)
	if err != nil {
		t.Fatal(err)
	}
	f := measure(set, related.Normal)
	if f.Articles != 3 || f.Queries != 2 || f.Ranking.NDCG != 1 || f.Ranking.Recall != 1 || f.Ranking.MAP != 1 || f.First.Right != 1 || f.BCubed.F < .999 {
		t.Errorf("%+v", f)
	}
	// Two articles put together of which one belongs elsewhere, and one left out.
	l := file(set, related.Normal)
	l.docs[0].Story, l.docs[1].Story, l.docs[2].Story = 1, 1, 0 // chess and leak; leak
	p, r, _ := l.bCubed()
	if math.Abs(p-(.5+.5+1)/3) > 1e-9 || math.Abs(r-(1+.5+.5)/3) > 1e-9 {
		t.Errorf("B-cubed precision %v, recall %v", p, r)
	}
}
