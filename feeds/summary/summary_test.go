package summary

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func common(w string) bool {
	return slices.Contains([]string{"the", "of", "and", "to", "in", "that", "was", "it", "is", "on", "for", "with", "at", "by", "from", "an", "has", "had", "will", "be", "as", "who", "were", "their"}, w)
}

const reactor = `The regulator closed the Halden reactor on Sunday after coolant leaked into a basement.
It was a cold night in town. Two inspectors arrived in the morning to look at the valve from which the coolant leaked. Neighbours drank coffee and talked about football.
The Halden reactor will stay closed until the regulator has the inspectors' report on the valve. What happens next? The mayor likes jazz. Read on:`

func TestTheSentencesThatCarryTheArticleAreTakenAsTheyStand(t *testing.T) {
	got := Extract([]Text{{Article: 7, Source: "Fjord Post", Title: "Coolant leak closes Halden reactor", Body: reactor}}, 3, common)
	want := []string{"The regulator closed the Halden reactor on Sunday", "Two inspectors arrived in the morning", "The Halden reactor will stay closed"}
	if len(got) != 3 {
		t.Fatalf("three sentences were wanted: %v", got)
	}
	for i, s := range got {
		if !strings.HasPrefix(s.Text, want[i]) || s.Article != 7 || s.Source != "Fjord Post" {
			t.Errorf("sentence %d is %+v, want it to begin %q", i, s, want[i])
		}
		if !strings.Contains(reactor, s.Text) {
			t.Errorf("%q is not in the article as it stands", s.Text)
		}
	}
}

func TestAStoryIsToldByItsPapersWithoutRepeatingThem(t *testing.T) {
	first := "The regulator closed the Halden reactor on Sunday after coolant leaked into a basement. Nobody was hurt by the leak at the reactor."
	second := "The regulator has closed the Halden reactor on Sunday after coolant leaked into its basement. Inspectors suspect a valve that was replaced at the reactor in spring."
	got := Extract([]Text{{1, "Fjord Post", "Halden reactor closed", first}, {2, "Harbour Times", "Leak at Halden reactor", second}}, 3, common)
	closed, papers := 0, map[string]bool{}
	for _, s := range got {
		papers[s.Source] = true
		if strings.Contains(s.Text, "closed the Halden") {
			closed++
		}
	}
	if len(got) != 3 || closed != 1 || len(papers) != 2 {
		t.Errorf("want three sentences of both papers and the closing told once: %+v", got)
	}
}

func TestStrangeTextsHaveABoundedSummary(t *testing.T) {
	for name, body := range map[string]string{
		"empty": "", "one word": "Halden", "one word again and again": strings.Repeat("halden ", 20000), "marks": strings.Repeat("?!. ", 5000),
		"no stops at all": strings.Repeat("word and another ", 30000), "100,000 words": strings.Repeat("The reactor leaked in the night near town. ", 14000),
		"common words alone": "It was as it is.", "a control character": "The reactor \x1b[31mleaked coolant into the basement on Sunday.",
	} {
		got := Extract([]Text{{Title: name, Body: body}}, 3, common)
		if len(got) > 3 {
			t.Errorf("%s: %d sentences", name, len(got))
		}
		for _, s := range got {
			if s.Text != feeds.CleanLine(s.Text) || s.Text == "" {
				t.Errorf("%s: %q is not clean", name, s.Text)
			}
		}
	}
	if got := Extract(nil, 3, common); got != nil {
		t.Errorf("no text has a summary: %v", got)
	}
}

func TestChineseIsSummedUp(t *testing.T) {
	body := "周日晚上冷却剂泄漏后，监管机构关闭了哈尔登反应堆。镇上的夜晚很冷，人们在喝咖啡。检查人员早上到达，检查冷却剂泄漏的反应堆阀门。"
	got := Extract([]Text{{Title: "冷却剂泄漏关闭哈尔登反应堆", Body: body}}, 2, common)
	if len(got) != 2 || !strings.Contains(got[0].Text, "监管机构") || !strings.Contains(got[1].Text, "检查人员") {
		t.Errorf("got %+v", got)
	}
}

func BenchmarkExtract1000Words(b *testing.B) {
	var body strings.Builder
	for i := range 50 {
		fmt.Fprintf(&body, "The regulator number%d said that reactor%d leaked coolant%d into basement%d during night%d while inspectors%d looked at valve%d and talked%d.\n",
			i, i%7, i%5, i%11, i, i%13, i%3, i)
	}
	t := []Text{{Title: "Coolant leak closes Halden reactor", Body: body.String()}}
	b.ReportMetric(float64(feeds.CountWords(body.String())), "words")
	for b.Loop() {
		Extract(t, 3, common)
	}
}
