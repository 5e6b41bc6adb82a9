package rising

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

var now = time.Date(2026, 11, 22, 20, 0, 0, 0, time.UTC)

func common(w string) bool {
	return slices.Contains(strings.Fields("the a an of and to in that was it is on for with at by from has had will be as who were their new after says"), w)
}

func article(feed int, hours float64, title, text string) feeds.Headline {
	return feeds.Headline{FeedID: feeds.FeedID(feed), Source: fmt.Sprint("Paper ", feed), Title: title, Summary: text, Published: now.Add(-time.Duration(hours * float64(time.Hour)))}
}

func texts(list []Name) (out []string) {
	for _, n := range list {
		out = append(out, n.Text)
	}
	return out
}

func TestANameThatManyPapersBeginToWriteRises(t *testing.T) {
	var all []feeds.Headline
	for i := range 5 {
		all = append(all, article(i, float64(i), "Roofs gone after storm", "On Sunday the wind of Storm Ottilie took roofs in the north. The Meridian Council met."))
		for d := 1; d < 6; d++ { // a name of every day
			all = append(all, article(i, float64(24*d+2), "Talks go on", "In the north the Meridian Council met on Monday."))
		}
	}
	got := texts(Names(all, now, 5, common))
	if len(got) != 1 || got[0] != "Storm Ottilie" {
		t.Errorf("rising: %q, want Storm Ottilie alone", got)
	}
}

func TestWhatIsNoNameDoesNotRise(t *testing.T) {
	for name, text := range map[string]string{
		"a word that begins sentences": "Roofs are gone. Roofs will be mended.",
		"a day and a month":            "It will open on Monday in November.",
		"a name that two papers write": "",
		"a word written small as well": "It was Weather that the weather did, weather and weather, weather again, weather.",
		"a paper's own name":           "As the Paper 1 wrote of the Paper 2 and the Paper 3.",
	} {
		var all []feeds.Headline
		for i := range 4 {
			if text == "" && i < 2 {
				all = append(all, article(i, 1, "", "They met Ottilie there."))
				continue
			}
			all = append(all, article(i, 1, "", text))
		}
		for _, got := range Names(all, now, 5, common) {
			if got.Text != "Paper" { // the names of papers as a whole
				t.Errorf("%s: %q rises", name, got.Text)
			}
		}
	}
}

// TestTheNamesOfTheDaysEventsAreFound plays the labelled headlines day by day.
// A name is right where most of the day's headlines with it are of one event;
// an event of the day is found where one of the names stands in its headlines.
func TestTheNamesOfTheDaysEventsAreFound(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	raw, err := exec.Command("xz", "-dc", filepath.Join(dir, "related", "headlines.jsonl.xz")).Output()
	if err != nil {
		t.Skipf("the labelled set cannot be unpacked: %v", err)
	}
	type labelled struct {
		feeds.Headline
		story string
	}
	byDay := map[string][]labelled{}
	papers := map[string]feeds.FeedID{}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var in struct{ Title, Source, Published, Story string }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, in.Published)
		if err != nil {
			continue
		}
		if papers[in.Source] == 0 {
			papers[in.Source] = feeds.FeedID(len(papers) + 1)
		}
		d := at.Format(time.DateOnly)
		byDay[d] = append(byDay[d], labelled{feeds.Headline{FeedID: papers[in.Source], Source: in.Source, Title: in.Title, Published: at}, in.Story})
	}
	right, told, found, events := 0, 0, 0, 0
	for date, list := range byDay {
		if len(list) < 20 {
			continue
		}
		end, _ := time.Parse(time.DateOnly, date)
		end = end.Add(24 * time.Hour)
		var window []feeds.Headline
		for d := range 7 {
			for _, a := range byDay[end.Add(-time.Duration(d+1)*24*time.Hour).Format(time.DateOnly)] {
				window = append(window, a.Headline)
			}
		}
		names := Names(window, end, 5, common)
		size, hit := map[string]int{}, map[string]bool{}
		for _, a := range list {
			size[a.story]++
		}
		for _, n := range names {
			with, all := map[string]int{}, 0
			for _, a := range list {
				if within(n.Text, a.Title) {
					with[a.story]++
					all++
				}
			}
			told++
			for story, k := range with {
				if 2*k > all {
					right++
					hit[story] = true
					break
				}
			}
		}
		large := 0
		for story, k := range size {
			if k >= 10 {
				large++
				if hit[story] {
					found++
				}
			}
		}
		events += min(large, 5) // there are no more names a day
	}
	t.Logf("%d of %d names are one event's; %d of %d events of ten headlines and more are named", right, told, found, events)
	if told < 10 || 10*right < 9*told || 2*found < events {
		t.Errorf("%d of %d names are one event's; %d of %d events are named", right, told, found, events)
	}
}

func BenchmarkNames3000(b *testing.B) {
	var all []feeds.Headline
	for i := range 3000 {
		all = append(all, article(i%40, float64(i)/20, fmt.Sprintf("Council of Place%d meets over Bridge%d", i%300, i%70),
			fmt.Sprintf("The council of Place%d will meet on Monday to talk with Ada Person%d about the Bridge%d, which was closed for the winter after a storm.", i%300, i%90, i%70)))
	}
	for b.Loop() {
		Names(all, now, 5, common)
	}
}
