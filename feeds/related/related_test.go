package related

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func subject(id int, feed int, source, title, text string, hours float64) Subject {
	return Subject{feeds.Headline{
		ID: feeds.ArticleID(id), FeedID: feeds.FeedID(feed), Source: source, Title: title,
		Published: noon.Add(time.Duration(hours * float64(time.Hour))),
	}, text}
}

const (
	halden = `Operators at the Halden test reactor shut the Vesta unit down on Sunday night after coolant leaked into a basement. No one was hurt, the
regulator said, and no radiation left the building. Inspectors will arrive in the morning to look at a valve that was replaced in spring, and the
plant will stay closed until they have written their report for the ministry.`
	vesta = `A leak of coolant has closed the Vesta unit of the Halden reactor. The regulator ruled out any danger for people living nearby and
sent two inspectors, who suspect a valve.`
	museum = `The museum of Halden opens its doors on Saturday with a show of glass from four centuries. Admission is free for children.`
	chess  = `A grandmaster from Tromsø won the chess open after nine rounds and a play-off in which he sacrificed both rooks.`
)

// background is what else the index would find: articles that share a word or two.
func background(from int) []Subject {
	var all []Subject
	for i, text := range []string{
		"The ministry will report on roads in the morning, the building trade said.",
		"Two inspectors look at kitchens of the harbour each spring.",
		"People living nearby complain of noise at night; the regulator sent a letter.",
		"No one was hurt when a valve burst in a brewery.",
		"Test cricket: play in the morning was closed by rain.",
		"The plant nursery stays closed on Sunday.",
	} {
		all = append(all, subject(from+i, 90+i, "Daily Filler", "Notes of the day "+string(rune('a'+i)), text, -5))
	}
	return all
}

func relations(got []feeds.Related) map[feeds.ArticleID]feeds.Relation {
	m := map[feeds.ArticleID]feeds.Relation{}
	for _, r := range got {
		m[r.ID] = r.Relation
	}
	return m
}

func TestRankTellsCopyStoryAndTheRest(t *testing.T) {
	of := subject(1, 1, "Fjord Post", "Coolant leak closes Halden reactor", halden, 0)
	cut, _, _ := strings.Cut(halden, "and the\nplant")
	candidates := append(background(50),
		of,
		subject(2, 2, "Harbour Times", "Reactor shut after leak", "By our reporter. "+halden, -2),
		subject(3, 3, "Sound Telegraph", "Leak at Halden: inspectors on the way", cut, 1),
		subject(4, 4, "North Gazette", "Vesta unit at Halden closed after coolant leak", vesta, 1),
		subject(5, 5, "Arts Weekly", "Glass on show in Halden", museum, -3),
		subject(6, 6, "Board Games", "Chess open won in play-off", chess, -1),
		subject(7, 1, "Fjord Post", "What the Vesta unit of the Halden reactor is for", "The Vesta unit tests fuel and coolant for the Halden reactor.", 3),
	)
	got := Rank(of, candidates, 10)
	if len(got) < 3 {
		t.Fatalf("%d results: %+v", len(got), got)
	}
	is := relations(got)
	for id, want := range map[feeds.ArticleID]feeds.Relation{1: "", 3: "", 4: feeds.RelationStory, 6: "", 7: feeds.RelationMore} {
		if is[id] != want {
			t.Errorf("article %d is %q, want %q", id, is[id], want)
		}
	}
	if got[0].Relation != feeds.RelationCopy || got[0].ID != 2 {
		t.Errorf("the copy is not first: %+v", got[0])
	}
	if want := "the same text, first in Harbour Times; also in Sound Telegraph"; got[0].Reason != want {
		t.Errorf("the copy's reason is %q, want %q", got[0].Reason, want)
	}
	if last := got[len(got)-1]; last.Relation != feeds.RelationMore {
		t.Errorf("more of the same feed is not last: %+v", last)
	}
	for _, r := range got {
		if r.Relation != feeds.RelationStory {
			continue
		}
		if !strings.HasPrefix(r.Reason, "both name ") || !strings.Contains(r.Reason, "Halden") || !slices.Contains(r.Words, "Vesta") {
			t.Errorf("the story's reason is %q, its words %q", r.Reason, r.Words)
		}
		if r.Score <= 0 || r.Score > 1 {
			t.Errorf("score %v", r.Score)
		}
	}
	if again := Rank(of, candidates, 10); cmp.Diff(got, again) != "" {
		t.Error("the same input gave another answer")
	}
	if one := Rank(of, candidates, 1); len(one) != 1 || one[0].ID != 2 {
		t.Errorf("a limit of one gave %+v", one)
	}
}

func TestRankKnowsOnePageByItsAddress(t *testing.T) {
	of := subject(1, 1, "A", "Glass on show", museum, 0)
	of.URL = "https://www.arts.example/glass?utm_source=rss"
	other := subject(2, 2, "B", "Untitled", "", 5)
	other.URL = "http://arts.example/glass/"
	got := Rank(of, []Subject{other}, 5)
	if len(got) != 1 || got[0].Relation != feeds.RelationCopy || got[0].Reason != "the same text" {
		t.Errorf("got %+v", got)
	}
}

func TestRankPutsTheNearerInTimeFirst(t *testing.T) {
	of := subject(1, 1, "A", "Leak closes Halden reactor", vesta, 0)
	old := subject(2, 2, "B", "Halden reactor closed by coolant leak", "The Vesta unit leaked.", -24*40)
	fresh := subject(3, 3, "C", "Halden reactor closed by coolant leak", "The Vesta unit leaked.", -1)
	got := Rank(of, append(background(50), old, fresh), 5)
	is := relations(got)
	if len(got) < 2 || got[0].ID != 3 || is[3] != feeds.RelationStory || is[2] != feeds.RelationRelated {
		t.Errorf("got %+v", got)
	}
}

func TestRankAsksForMoreThanOneWord(t *testing.T) {
	of := subject(1, 1, "A", "Halden", "2026 Halden", 0)
	got := Rank(of, []Subject{subject(2, 2, "B", "Halden", "2026", 0)}, 5)
	if len(got) != 0 {
		t.Errorf("one name and a year made a relation: %+v", got)
	}
}

func TestRankReadsWritingWithoutSpaces(t *testing.T) {
	for _, tc := range []struct{ name, title, text, other, otherText, word string }{
		{"Japanese by runs of kanji and katakana", "東京電力、柏崎刈羽原発を再稼働へ", "東京電力は柏崎刈羽原発のタービンを点検した。",
			"柏崎刈羽原発が再稼働", "タービンの点検が終わり、東京電力が発表した。", "柏崎刈羽原発"},
		{"Chinese by pairs", "北京地铁新线路今日开通运营", "北京地铁公司宣布新线路开通。", "新线路开通北京地铁客流增长", "地铁公司表示客流增长。", "地铁"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			of := subject(1, 1, "A", tc.title, tc.text, 0)
			got := Rank(of, append(background(50), subject(2, 2, "B", tc.other, tc.otherText, 1)), 5)
			if len(got) != 1 || got[0].ID != 2 || !slices.Contains(got[0].Words, tc.word) {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestRankBearsStrangeArticles(t *testing.T) {
	long := strings.Repeat("word salad with many turns ", 20_000)
	for name, of := range map[string]Subject{
		"nothing at all":                        {},
		"one word":                              subject(1, 1, "", "Live", "", 0),
		"one word repeated":                     subject(1, 1, "", "spam spam spam", strings.Repeat("spam ", 1000), 0),
		"a hundred thousand words, and no date": {Headline: feeds.Headline{ID: 1, Title: "Long"}, Text: long},
		"no UTF-8":                              subject(1, 1, "\xff", "\xffa\xfe", "\x1b[31m\xf0\x90", 0),
	} {
		t.Run(name, func(t *testing.T) {
			candidates := []Subject{{}, of, subject(2, 2, "B\x1b[2J", of.Title, of.Text, 0), subject(3, 3, "", "", long, 0)}
			for _, r := range Rank(of, candidates, 10) {
				if r.Reason != feeds.CleanLine(r.Reason) {
					t.Errorf("reason %q is not clean", r.Reason)
				}
			}
		})
	}
	if got := Rank(Subject{}, nil, 10); got != nil {
		t.Errorf("no candidates gave %v", got)
	}
}

func TestRankTakesTitlesThatAreAllAlikeForNoStory(t *testing.T) {
	var all []Subject
	for i := range 200 {
		all = append(all, subject(i+2, i+2, fmt.Sprint("Paper ", i), "Live updates", "", float64(i)))
	}
	got := Rank(subject(1, 1, "A", "Live updates", "", 0), all, 10)
	for _, r := range got {
		if r.Relation == feeds.RelationCopy || r.Relation == feeds.RelationStory {
			t.Fatalf("two words that everyone uses made %s", r.Relation)
		}
	}
}

func BenchmarkRank200(b *testing.B) {
	words := strings.Fields(halden + vesta + museum + chess)
	text := func(seed int) string {
		var s strings.Builder
		for i := range 130 {
			s.WriteString(words[(i*i+seed*7+i*seed)%len(words)])
			if i%3 == 0 {
				fmt.Fprint(&s, (i*seed)%701)
			}
			s.WriteByte(' ')
		}
		return s.String()
	}
	var all []Subject
	for i := range 200 {
		all = append(all, subject(i+2, i%20, "A", "Coolant leak closes Halden reactor", text(i), float64(-i)))
	}
	of := subject(1, 1, "A", "Coolant leak at Halden", text(999), 0)
	b.ReportAllocs()
	for b.Loop() {
		Rank(of, all, 20)
	}
}
