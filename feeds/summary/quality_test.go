package summary

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"broadsheet/feeds"
)

type labelled struct {
	Title, Text, Source, Story string
}

// stories reads a labelled set by its stories, or skips.
func stories(t *testing.T, name string) [][]labelled {
	t.Helper()
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: the labelled sets are not part of the tree")
	}
	raw, err := exec.Command("xz", "-dc", filepath.Join(dir, "related", name+".jsonl.xz")).Output()
	if err != nil {
		t.Skipf("the labelled set %s cannot be unpacked: %v", name, err)
	}
	var out [][]labelled
	place := map[string]int{}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a labelled
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		i, ok := place[a.Story]
		if !ok {
			i = len(out)
			place[a.Story] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], a)
	}
	return out
}

// overlap is ROUGE-1 of a text against a reference: the F-measure of the
// telling words they share, each once.
func overlap(text, reference string) float64 {
	bag := func(s string) map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(feeds.Fold(s)) {
			if len(w) > 3 && !common(w) {
				m[stem(w)] = true
			}
		}
		return m
	}
	a, b := bag(text), bag(reference)
	both := 0.0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return 2 * both / float64(len(a)+len(b))
}

func joined(list []feeds.Sentence) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Text)
	}
	return strings.Join(out, " ")
}

// TestSummariesSayWhatTheOtherPapersBeginWith measures summaries against what
// editors elsewhere thought the most of the same event: title and beginning of
// the story's other papers. Beside it stand what a text begins with, which is
// hard to beat in the news, and three sentences from all over it.
func TestSummariesSayWhatTheOtherPapersBeginWith(t *testing.T) {
	set := stories(t, "pairs")
	var ours, lead, spread, n float64
	for _, story := range set {
		for i, a := range story[:min(len(story), 6)] {
			list := Sentences(a.Text)
			if len(list) < 8 {
				continue
			}
			reference := ""
			for j, other := range story[:min(len(story), 6)] {
				if j != i {
					s := Sentences(other.Text)
					reference += other.Title + " " + strings.Join(s[:min(2, len(s))], " ") + " "
				}
			}
			ours += overlap(joined(Extract([]Text{{Title: a.Title, Body: a.Text}}, 3, common)), reference)
			lead += overlap(strings.Join(list[:3], " "), reference)
			spread += overlap(list[len(list)/4]+" "+list[len(list)/2]+" "+list[3*len(list)/4], reference)
			n++
		}
	}
	t.Logf("%.0f articles: summary %.3f, the first three sentences %.3f, three from all over %.3f", n, ours/n, lead/n, spread/n)
	if n < 50 || ours < 1.8*spread || ours < .97*lead {
		t.Errorf("a summary says %.3f of the other papers' beginnings, the first sentences %.3f, any three %.3f", ours/n, lead/n, spread/n)
	}
}

// TestAStorysSummarySaysWhatTheThirdPaperSays takes a story's summary from all
// papers but one and measures it against that one.
func TestAStorysSummarySaysWhatTheThirdPaperSays(t *testing.T) {
	set := stories(t, "excerpts")
	var ours, one, n float64
	for i, story := range set {
		if i%5 != 0 || len(story) < 3 {
			continue
		}
		var texts []Text
		for _, a := range story[:2] {
			texts = append(texts, Text{Source: a.Source, Title: a.Title, Body: a.Text})
		}
		reference := story[2].Title + " " + story[2].Text
		ours += overlap(joined(Extract(texts, 3, common)), reference)
		list := Sentences(story[0].Text)
		one += overlap(strings.Join(list[:min(3, len(list))], " "), reference)
		n++
	}
	t.Logf("%.0f stories: summary of two papers %.3f, the first paper's beginning %.3f", n, ours/n, one/n)
	if n < 100 || ours < one {
		t.Errorf("a summary of two papers says %.3f of a third, the first paper's beginning %.3f", ours/n, one/n)
	}
}
