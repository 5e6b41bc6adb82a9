package related

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// pane files articles and lists what is related to the first of them.
func pane(t *testing.T, articles ...Subject) []feeds.Related {
	t.Helper()
	x := new(Index)
	world(x, 100)
	var docs []Doc
	for i := range articles {
		a := &articles[i]
		a.ID, a.Language = feeds.ArticleID(i+1), "en"
		d := Doc{ID: a.ID, Feed: a.FeedID, Published: a.Published.Unix(), Story: a.Story,
			Signature: Sign(Text{Title: a.Title, Body: a.Text, Language: "en", Source: a.Source})}
		x.Add(d)
		docs = append(docs, d)
	}
	var near []Match
	for _, h := range x.Near(Nearby(docs[0], Normal)) {
		if int(h.ID) <= len(articles) {
			near = append(near, Match{articles[h.ID-1], h})
		}
	}
	for i := range articles[1:] { // what is of its story or a copy is given as well
		a := articles[i+1]
		if !slices.ContainsFunc(near, func(m Match) bool { return m.Headline.ID == a.ID }) && (a.Story != 0 || a.CopyOf != 0) {
			near = append(near, Match{a, Hit{ID: a.ID, Feed: a.FeedID}})
		}
	}
	return x.Relate(articles[0], near, Normal, 10, noUsual)
}

func report(feed int, source, title, text string, hours float64) Subject {
	return Subject{Headline: feeds.Headline{FeedID: feeds.FeedID(feed), Source: source, Title: title,
		Published: noon.Add(time.Duration(hours * float64(time.Hour)))}, Text: text}
}

func TestRelateTellsCopyStoryAndTheRest(t *testing.T) {
	cut, _, _ := strings.Cut(halden, "and the\nplant")
	of := report(1, "Fjord Post", "Coolant leak closes Halden reactor", halden, 0)
	got := pane(t, of,
		report(2, "Harbour Times", "Reactor shut after leak", "By our reporter. "+halden, -2),
		report(3, "Sound Telegraph", "Leak at Halden: inspectors on the way", cut, 1),
		report(4, "North Gazette", "Vesta unit at Halden closed after coolant leak", vesta, 1),
		report(5, "Arts Weekly", "Glass on show in Halden", museum, -3),
		report(6, "Board Games", "Chess open won in play-off", chess, -1),
		report(1, "Fjord Post", "What the Vesta unit of the Halden reactor is for", "The Vesta unit tests fuel and coolant for the Halden reactor.", 3),
	)
	var is []string
	for _, r := range got {
		is = append(is, string(r.Relation)+" "+r.Source)
		if r.Score < 0 || r.Score > 1 {
			t.Errorf("%s: score %v", r.Source, r.Score)
		}
	}
	if diff := cmp.Diff([]string{"copy Harbour Times", "story North Gazette", "more Fjord Post"}, is); diff != "" {
		t.Fatal(diff)
	}
	if want := "the same text, first in Harbour Times; also in Sound Telegraph"; got[0].Reason != want {
		t.Errorf("the copy's reason is %q, want %q", got[0].Reason, want)
	}
	if r := got[1]; !strings.HasPrefix(r.Reason, "shares ") || !strings.HasSuffix(r.Reason, "; 1 hour apart") || !slices.Contains(r.Words, "Halden") {
		t.Errorf("the story's reason is %q, its words %q", r.Reason, r.Words)
	}
}

func TestRelateGoesByTheStoriesThatHaveFormed(t *testing.T) {
	in := func(s Subject, story feeds.StoryID) Subject {
		s.Story = story
		return s
	}
	of := in(report(1, "A", "Coolant leak closes Halden reactor", halden, 0), 7)
	got := pane(t, of,
		in(report(2, "B", "Chess open won in play-off", chess, 0), 7),                              // far by its words
		in(report(3, "C", "Vesta unit at Halden closed after coolant leak", vesta, 1), 8),          // of another event, a person or the clustering said
		report(4, "D", "Halden reactor shut by leak", sealed, 1),                                   // in no story yet
		report(5, "E", "Vesta unit at Halden closed after coolant leak, a year on", vesta, 24*300), // too old for the event
	)
	is := map[string]feeds.Relation{}
	for _, r := range got {
		is[r.Source] = r.Relation
	}
	want := map[string]feeds.Relation{"B": feeds.RelationStory, "C": feeds.RelationRelated, "D": feeds.RelationStory}
	if _, there := is["E"]; there {
		want["E"] = feeds.RelationRelated
	}
	if diff := cmp.Diff(want, is); diff != "" {
		t.Error(diff)
	}
}

func TestCopiesOfOneAnotherComeAsOne(t *testing.T) {
	of := report(1, "A", "Coolant leak closes Halden reactor", halden, 0)
	b, c, d := report(2, "B", "Vesta unit at Halden closed after coolant leak", vesta, 1), report(3, "C", "Vesta unit at Halden closed after leak", vesta, 2),
		report(4, "D\x1b[2J", "Vesta unit at Halden closed by coolant leak", vesta, 3)
	c.CopyOf, d.CopyOf = 2, 2
	got := pane(t, of, b, c, d)
	if len(got) != 1 || got[0].Relation != feeds.RelationStory || !strings.Contains(got[0].Reason, "the same text in ") {
		t.Fatalf("got %+v", got)
	}
	if r := got[0].Reason; r != feeds.CleanLine(r) {
		t.Errorf("the reason %q is not clean", r)
	}
}

func TestEachFurtherResultOfASourceCountsLess(t *testing.T) {
	rows := []row{}
	for i, s := range []struct {
		feed  feeds.FeedID
		score float64
	}{{2, .50}, {2, .48}, {2, .46}, {3, .42}, {1, .47}} {
		rows = append(rows, row{Match: &Match{Subject{Headline: feeds.Headline{ID: feeds.ArticleID(i), FeedID: s.feed}}, Hit{Score: s.score}}, relation: feeds.RelationRelated})
	}
	order(1, rows)
	var got []feeds.ArticleID
	for _, r := range rows {
		got = append(got, r.Headline.ID)
	}
	if diff := cmp.Diff([]feeds.ArticleID{0, 3, 1, 4, 2}, got); diff != "" {
		t.Error(diff)
	}
}

func TestReasonsNameWhatIsShared(t *testing.T) {
	minister := `Former transport minister Iswaran was sentenced on Thursday. Property tycoon Ong Beng Seng will be charged with obstruction of justice, prosecutors said.`
	for _, tc := range []struct {
		name, title, text, other, otherText string
		minutes                             float64
		words                               []string // told, wherever
		after                               string
	}{
		{"names whole, other words in lower case", "Tycoon to be charged", minister, "Ong Beng Seng in court on Friday",
			"Ong Beng Seng, who gave Iswaran tickets, is Charged.", 41, []string{"Ong Beng Seng", "Iswaran", "charged"}, "; 41 minutes apart"},
		{"numbers only within a name", "Boeing 737 makes emergency landing", "Flight 1284 landed with 189 people.", "Emergency landing of a Boeing 737",
			"All 189 people on flight 1284 are well.", 0, []string{"Boeing 737", "emergency"}, "; in the same minute"},
		{"Japanese as it stands", "東京電力、柏崎刈羽原発を再稼働へ", "東京電力は柏崎刈羽原発のタービンを点検した。", "柏崎刈羽原発が再稼働",
			"タービンの点検が終わり、東京電力が発表した。", 60 * 30, []string{"柏崎刈羽原発", "東京電力", "再稼働"}, "; 30 hours apart"},
		{"Chinese joined from its pairs", "北京地铁新线路今日开通", "", "北京地铁新线路客流增长", "", 60 * 24 * 3, []string{"北京地铁新线路"}, "; 3 days apart"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := pane(t, report(1, "A", tc.title, tc.text, 0), report(2, "B", tc.other, tc.otherText, tc.minutes/60))
			if len(got) != 1 {
				t.Fatalf("%d results", len(got))
			}
			r := got[0]
			if want := "shares " + strings.Join(r.Words, ", ") + tc.after; r.Reason != want || len(r.Words) > mostTold {
				t.Errorf("%q, want %q", r.Reason, want)
			}
			for _, w := range tc.words {
				if !slices.Contains(r.Words, w) {
					t.Errorf("%q does not tell %q", r.Reason, w)
				}
			}
			for _, w := range r.Words {
				if !strings.ContainsFunc(w, unicode.IsLetter) {
					t.Errorf("%q tells the bare number %q", r.Reason, w)
				}
			}
		})
	}
}

func TestReasonsStayShort(t *testing.T) {
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft Kapitän Wilhelmine Übermut-Hochleitner ", 40)
	got := pane(t, report(1, "A", "Kapitän Wilhelmine Hochleitner", long, 0), report(2, strings.Repeat("Source ", 90), "Wilhelmine Hochleitner, Kapitän", long+"!", 0))
	for _, r := range got {
		if n := len([]rune(r.Reason)); n > 700 || r.Reason != feeds.CleanLine(r.Reason) {
			t.Errorf("a reason of %d characters: %q", n, r.Reason)
		}
		for _, w := range r.Words {
			if len([]rune(w)) > mostName {
				t.Errorf("a name of %d characters", len([]rune(w)))
			}
		}
	}
}

func TestOriginalKnowsACopy(t *testing.T) {
	texts := map[feeds.ArticleID]string{1: halden, 2: vesta, 3: "Read it there.", 4: strings.Repeat("What I think of this is another matter altogether. ", 6)}
	read := func(id feeds.ArticleID) (string, error) { return texts[id], nil }
	hit := func(id feeds.ArticleID, feed int, alike, cosine float64) Hit {
		return Hit{ID: id, Feed: feeds.FeedID(feed), Alike: alike, Cosine: cosine}
	}
	cut := strings.Join(strings.Fields(halden)[:30], " ")
	for _, tc := range []struct {
		name string
		text string
		hits []Hit
		twin feeds.ArticleID
		want feeds.ArticleID
	}{
		{"a cut one, with a byline and a trailer", "By A. Writer. " + cut + " Read more in the Harbour Times.", []Hit{hit(2, 2, .6, .5), hit(1, 3, .9, .4)}, 0, 1},
		{"not another report", vesta, []Hit{hit(1, 3, .6, .5)}, 0, 0},
		{"not of its own feed", halden, []Hit{hit(1, 9, 1, 1)}, 0, 0},
		{"not what shares few words", halden, []Hit{hit(1, 3, .2, .1)}, 0, 0},
		{"not of a few words", "Live updates", []Hit{hit(1, 3, 1, 1)}, 0, 0},
		{"a teaser of the same address", "Read it here.", nil, 1, 1},
		{"a long text of the same address, if it says the same", "Today: " + halden, nil, 1, 1},
		{"and one that is near by its words", texts[4], []Hit{hit(1, 3, .3, .5)}, 1, 1},
		{"not a remark on a page under its address", texts[4], nil, 1, 0},
		{"what has the same address and no text", halden, nil, 3, 3},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Original(Doc{ID: 8, Feed: 9}, tc.text, tc.hits, tc.twin, read)
			if err != nil || got != tc.want {
				t.Errorf("%d, %v; want %d", got, err, tc.want)
			}
		})
	}
	broken := errors.New("the disk is gone")
	if _, err := Original(Doc{ID: 8, Feed: 9}, halden, []Hit{hit(1, 3, .9, .9)}, 0, func(feeds.ArticleID) (string, error) { return "", broken }); !errors.Is(err, broken) {
		t.Errorf("an error was kept: %v", err)
	}
}

func TestAStoryIsLedByItsMostCompleteReport(t *testing.T) {
	for _, tc := range []struct {
		name       string
		next, lead Candidate
		want       bool
	}{
		{"the first stays", Candidate{Words: 400}, Candidate{Words: 350}, false},
		{"a whole report before a teaser", Candidate{Words: 300}, Candidate{Words: 40}, true},
		{"words beyond the usual do not matter", Candidate{Words: 4000}, Candidate{Words: 310}, false},
		{"a preferred feed", Candidate{Words: 300, Preferred: true}, Candidate{Words: 400}, true},
		{"but not its teaser", Candidate{Words: 40, Preferred: true}, Candidate{Words: 400}, false},
		{"nor before another preferred one", Candidate{Words: 300, Preferred: true}, Candidate{Words: 300, Preferred: true}, false},
		{"what was read stays", Candidate{Words: 300, Preferred: true}, Candidate{Words: 40, Read: true}, false},
	} {
		if got := Leads(tc.next, tc.lead); got != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

func TestStoriesWeighByTheirSources(t *testing.T) {
	now := noon
	source := func(id feeds.FeedID) string { return map[feeds.FeedID]string{1: "a", 2: "b", 3: "a", 4: "c"}[id] }
	story := func(hours float64, ids ...int) (s feeds.Story) {
		for i, id := range ids {
			s.Articles = append(s.Articles, feeds.Headline{ID: feeds.ArticleID(i + 1), FeedID: feeds.FeedID(id), Topics: []string{"Weather"},
				Published: now.Add(-time.Duration(hours * float64(time.Hour)))})
		}
		return s
	}
	kept, copied := story(1, 1, 2), story(1, 1, 2)
	kept.Articles[0].Bookmarked = true
	copied.Articles[1].CopyOf = 1
	w := func(s feeds.Story, followed ...string) float64 { return Weight(s, now, followed, source) }
	for _, tc := range []struct {
		name        string
		more, fewer float64
	}{
		{"three sources before two", w(story(1, 1, 2, 4)), w(story(1, 1, 2))},
		{"two sites before one with two feeds", w(story(1, 1, 2)), w(story(1, 1, 3))},
		{"a copy is no source", w(story(1, 1, 2)), w(copied)},
		{"the fresher", w(story(1, 1, 2)), w(story(20, 1, 2))},
		{"what was kept", w(kept), w(story(1, 1, 2))},
		{"what is followed", w(story(1, 1, 2), "weather"), w(story(1, 1, 2))},
	} {
		if tc.more <= tc.fewer {
			t.Errorf("%s: %.2f, %.2f", tc.name, tc.more, tc.fewer)
		}
	}
}

func TestRelatedAreInTheArticlesLanguageFirstAndOfItsOutletLast(t *testing.T) {
	german := "Aus der Anlage in Halden ist Kühlmittel ausgetreten, und der Reaktor Vesta wurde von den Betreibern für die nächsten Tage stillgelegt; die Aufsicht ist mit zwei Leuten auf dem Weg nach Halden."
	of := Subject{Headline: feeds.Headline{ID: 1, FeedID: 1, Title: "Coolant leak closes Halden reactor", URL: "https://fjord.example/1"}, Text: halden, Language: "en"}
	at := func(id int, relation feeds.Relation, text, language, outlet string, score float64) row {
		return row{relation: relation, Match: &Match{
			Subject{Headline: feeds.Headline{ID: feeds.ArticleID(id), FeedID: feeds.FeedID(id), URL: outlet}, Text: text, Language: language}, Hit{Score: score}}}
	}
	rows := []row{
		at(2, feeds.RelationRelated, vesta, "en", "https://fjord.example/x", .9),
		at(3, feeds.RelationStory, german, "de", "https://berg.example/x", .8),
		at(4, feeds.RelationStory, vesta, "en-GB", "https://fjord.example/x", .75),
		at(5, feeds.RelationStory, german, "en", "https://default.example/x", .7), // says it is English, and is not
		at(6, feeds.RelationStory, vesta, "", "https://gazette.example/x", .4),    // says nothing, and is English
		at(7, feeds.RelationRelated, vesta, "en", "", .3),
		at(8, feeds.RelationStory, "", "", "", .2), // of which nothing is known
	}
	rate(&of, rows)
	order(of.FeedID, rows)
	var got []feeds.ArticleID
	for _, r := range rows {
		got = append(got, r.Headline.ID)
	}
	if diff := cmp.Diff([]feeds.ArticleID{6, 8, 3, 5, 4, 7, 2}, got); diff != "" {
		t.Error(diff)
	}
}
