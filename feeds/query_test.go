package feeds_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"broadsheet/feeds"
)

// The reader is in Berlin, at half past nine in the morning.
var (
	berlin = time.FixedZone("CET", 3600)
	asked  = time.Date(2026, 11, 22, 9, 30, 0, 0, berlin)
)

// shelf is what the queries of these tests are held against, each by a letter.
func shelf() map[string]*feeds.Queried {
	at := func(ago time.Duration) time.Time { return asked.Add(-ago).UTC() }
	const day = 24 * time.Hour
	return map[string]*feeds.Queried{
		"a": {Title: "Storm Iris closes the harbour", Body: "Forty thousand homes are without power. The storm is expected to pass by noon.", Authors: []string{"Ann Example"},
			Feed: "Harbour Gazette", Folder: "News/World", Topics: []string{"Weather", "West Coast"}, Language: "en-GB", URL: "https://gazette.example/storm-iris?x=1",
			Published: at(time.Hour), Words: 900, Image: true},
		"b": {Title: "Reactor restarted after leak", Body: "Halden's reactor leaked coolant; nobody was hurt, and the storm had no part in it.", Authors: []string{"Ben O'Hara", "Cy Young"},
			Feed: "Science Weekly", Folder: "Science", Topics: []string{"energy"}, Language: "en", URL: "https://weekly.example/halden", Published: at(30 * time.Hour), Words: 300, Read: true},
		"c": {Title: "Größer als je zuvor: das Hafenfest", Body: "Naïve Gäste kamen in Scharen an die Küste.", Feed: "Küstenbote", Folder: "News", Topics: []string{"C++"}, Language: "de",
			URL: "https://bote.example/fest", Published: at(9 * time.Hour), Words: 120, Bookmarked: true, Tags: []string{"read later", "go"}, Note: "Ask about the storm"},
		"d": {Title: "東京で雨", Body: "明日は東京タワーの近くで雨が降るでしょう。", Feed: "日報", Language: "ja", URL: "https://nippo.example/1", Published: at(3 * day), Words: 20, Comments: true},
		"e": {Title: "And or not: a play", Body: "The play's the thing. 3.14 is a number, C++ a language, R&D a budget.", Authors: []string{"Storm Petersen"}, Feed: "Stage",
			Folder: "Newsletters", Language: "en-US", URL: "https://stage.example/play", Published: at(20 * day), Words: 801, Audio: true, Story: true},
		"f": {Title: "Live updates", Body: "Stormy weather 🔥 tonight", Feed: "Live", Language: "", URL: "", Published: at(400 * day), Words: 4, Muted: true, Copy: true},
		"g": {Title: "What is kept", Body: "Nothing here", Feed: "Blog", Folder: "Later/Long reads", Published: at(2 * time.Minute), Words: 0, Bookmarked: true, Kept: true,
			Tags: []string{"Harbour"}, Note: "compare with the reactor", Highlight: true},
	}
}

// found gives the letters that a query matches, in order.
func found(t *testing.T, q feeds.Query) string {
	t.Helper()
	m := q.Matcher(asked)
	out := ""
	for _, letter := range strings.Split("abcdefg", "") {
		if m.Matches(shelf()[letter]) {
			out += letter
		}
	}
	return out
}

func TestQueriesFindWhatTheyAskForAndPrintAsThemselves(t *testing.T) {
	cases := []struct{ query, canonical, want string }{ // canonical: "" where it is the query itself
		// words
		{"storm", "", "abe"},
		{"STORM", "", "abe"},
		{"stör̈m", "", "abe"},
		{"sto", "", ""},
		{"sto*", "", "abef"},
		{"s*", "", "abcef"},
		{"storm*", "", "abef"},
		{"harbour", "", "ag"},
		{"grosser", "", "c"},
		{"GRÖSSER", "", "c"},
		{"kuste", "", "c"},
		{"naive gaste", "", "c"},
		{"kustenbote", "", "c"},
		{"halden's", "", "b"},
		{"halden", "", "b"},
		{"o'hara", "", "b"},
		{"o’hara", "", "b"},
		{"3.14", "", "e"},
		{"3 14", "", "e"},
		{"14.3", "", ""},
		{"R&D", "", "e"},
		{"R & D", "R D", "e"},
		{"storm-iris", "", "a"},
		{"iris-storm", "", ""},
		{"…", "", ""},
		{"🔥", `"🔥"`, "f"},
		{"", "", ""},
		{"   ", "", ""},
		// phrases
		{`"storm iris"`, "", "a"},
		{`"iris storm"`, "", ""},
		{`"Storm,  IRIS!"`, "", "a"},
		{`"storm"`, "storm", "abe"},
		{`"without pow"`, "", ""},
		{`"without pow"*`, "", "a"},
		{`“storm iris”`, `"storm iris"`, "a"},
		{`„storm iris“`, `"storm iris"`, "a"},
		{`"say \"storm\""`, "", ""},
		{`"storm \\ iris"`, "", "a"},
		{`"and"`, "", "be"},
		{`"and or not"`, "", "e"},
		{`"harbour forty"`, "", ""},        // not from one field into the next
		{`"ann example harbour"`, "", ""},  // nor from the author to the feed
		{`"hara cy"`, "", ""},              // nor from one author to the next
		{`storm"iris"`, "storm iris", "a"}, // a phrase ends the word before it
		// writing without spaces
		{"東京", "", "d"},
		{"京", "", "d"},
		{"雨", "", "d"},
		{"京東", "", ""},
		{"東京タワー", "", "d"},
		{"京タ", "", "d"},
		{"title:タワー", "", ""},
		{"body:タワー", "", "d"},
		{`"東京 タワー"`, "", ""},
		// and, or, not, brackets
		{"storm harbour", "", "a"},
		{"storm and harbour", "storm harbour", "a"},
		{"storm AND harbour", "storm harbour", "a"},
		{"harbour or reactor", "", "abg"},
		{"harbour OR reactor OR 東京", "harbour or reactor or 東京", "abdg"},
		{"storm -iris", "", "be"},
		{"storm not iris", "storm -iris", "be"},
		{"storm NOT iris", "storm -iris", "be"},
		{"-storm", "", "cdfg"},
		{"not storm", "-storm", "cdfg"},
		{"not not storm", "not -storm", "abe"},
		{"--storm", `"--storm"`, "abe"}, // dashes are signs
		{"storm - iris", "storm iris", "a"},
		{"storm -- iris", "storm iris", "a"},
		{"storm iris or reactor", "", "abg"},
		{"storm (iris or reactor)", "", "ab"},
		{"(storm iris) or reactor", "storm iris or reactor", "abg"},
		{"((storm))", "storm", "abe"},
		{"storm (halden coolant)", "storm halden coolant", "b"},
		{"-(storm or 東京)", "", "cfg"},
		{"-(storm iris)", "", "bcdefg"},
		{"not (storm or reactor)", "-(storm or reactor)", "cdf"},
		{"(a or b) (c or d)", "", "e"},
		{"storm -(iris or reactor)", "", "e"},
		{"a or (b or c)", "a or b or c", "e"},
		{"storm or -harbour", "", "abcdef"},
		{"andes or orb or nothing", "", "g"},
		{"storm andes", "", ""},
		{"and-or", "", "e"},
		// fields of text
		{"title:storm", "", "a"},
		{"Title:Storm", "title:Storm", "a"},
		{"body:storm", "", "ab"},
		{"author:storm", "", "e"},
		{"author:example", "", "a"},
		{`author:"ann example"`, "", "a"},
		{"author:young", "", "b"},
		{"title:sto*", "", "a"},
		{`title:"storm iris"`, "", "a"},
		{`title:"iris closes the har"*`, "", "a"},
		{"-title:storm", "", "bcdefg"},
		{"title:(storm or reactor)", "title:storm or title:reactor", "ab"},
		{"title:(storm iris)", "title:storm title:iris", "a"},
		{"title:(storm -iris)", "title:storm -title:iris", ""},
		{"title:(storm body:noon)", "title:storm body:noon", "a"},
		{"feed:gazette", "", "a"},
		{`feed:"harbour gazette"`, "", "a"},
		{"feed:harb*", "", "a"},
		{"feed:harb", "", ""},
		{"feed:日", "", "d"},
		{"note:storm", "", "c"},
		{"note:reactor", "", "g"},
		// folders, topics, tags, languages, addresses
		{"folder:News", "", "ac"},
		{"folder:news/world", "", "a"},
		{"folder:world", "", "a"},
		{"folder:New*", "", "ace"},
		{`folder:"long reads"`, "", "g"},
		{"folder:long", "", ""},
		{"topic:weather", "", "a"},
		{`topic:"west coast"`, "", "a"},
		{"topic:west", "", ""},
		{"topic:west*", "", "a"},
		{"topic:C++", "topic:C++", "c"},
		{"topic:c", "", ""},
		{"tag:harbour", "", "g"},
		{`tag:"read later"`, "", "c"},
		{"tag:read", "", ""},
		{"tag:read*", "", "c"},
		{"tag:go", "", "c"},
		{"lang:en", "", "abe"},
		{"lang:en-gb", "", "a"},
		{"lang:EN_GB", "lang:EN_GB", ""},
		{"lang:e*", "", "abe"},
		{"lang:ja or lang:de", "", "cd"},
		{"-lang:en", "", "cdfg"},
		{"url:gazette", "", "a"},
		{"url:GAZETTE.example/storm", "", "a"},
		{"url:?x=1", `url:"?x=1"`, "a"},
		{`url:"weekly.example"`, "url:weekly.example", "b"},
		{"https://gazette.example/storm-iris?x=1", "url:https://gazette.example/storm-iris?x=1", "a"},
		{"url:/halden$/", "", "b"},
		{"url:/halden", `url:"/halden"`, "b"},
		{"(url:gazette)", "url:gazette", "a"},
		{"url:x(1) or url:halden", `url:"x(1)" or url:halden`, "b"},
		{"url:.example", `url:".example"`, "abcde"},
		// states and things
		{"is:unread", "", "acdefg"},
		{"is:read", "", "b"},
		{"-is:read", "", "acdefg"},
		{"IS:Unread", "is:unread", "acdefg"},
		{"is:bookmarked", "", "cg"},
		{"is:story", "", "e"},
		{"is:copy", "", "f"},
		{"is:muted", "", "f"},
		{"has:audio", "", "e"},
		{"has:image", "", "a"},
		{"has:comments", "", "d"},
		{"has:note", "", "cg"},
		{"has:highlight", "", "g"},
		{"is:unread -has:note storm", "", "ae"},
		// ages, dates, lengths
		{"age:<2d", "", "abcg"},
		{"age:2d", "age:<2d", "abcg"},
		{"age:>2d", "", "def"},
		{"age:<10min", "", "g"},
		{"age:<90min", "", "ag"},
		{"age:<10h", "", "acg"},
		{"age:>2w", "", "ef"},
		{"age:>12mo", "", "f"},
		{"age:>1y", "", "f"},
		{"age:>1h age:<4d", "", "bcd"},
		{"date:today", "", "acg"},
		{"date:yesterday", "", "b"},
		{"date:yesterday..", "", "abcg"},
		{"date:..yesterday", "", "bdef"},
		{"date:2026-11-22", "", "acg"},
		{"date:2026-11-19..2026-11-21", "", "bd"},
		{"date:2026-11-19..", "", "abcdg"},
		{"date:..2026-11-19", "", "def"},
		{"date:2026-11", "", "abcdeg"},
		{"date:2026-11..2026-11", "date:2026-11", "abcdeg"},
		{"date:2026", "", "abcdeg"},
		{"date:2025", "", "f"},
		{"date:2025-10..2026-11-02", "", "ef"},
		{"date:2025-11..2026-11-02", "", "e"},
		{"-date:2026", "", "f"},
		{"words:>800", "", "ae"},
		{"words:>=801", "", "ae"},
		{"words:<20", "", "fg"},
		{"words:<=20", "", "dfg"},
		{"words:=300", "", "b"},
		{"words:>100 words:<400", "", "bc"},
		// regular expressions
		{"/lea(k|king)/", "", "b"},
		{"/^storm/", "", "aef"},
		{"/STORM IRIS/", "", "a"},
		{"title:/^storm/", "", "a"},
		{"title:/t$/", "", "cg"},
		{`/R&D a/`, "", "e"},
		{`/C\+\+/`, "", "e"},
		{"author:/^ben/", "", "b"},
		{"feed:/^s/", "", "be"},
		{"topic:/^w/", "", "a"},
		{"body:/größer/", "", ""},
		{"title:/größer/", "", "c"},
		{`/a\/b/`, "", ""},
		{"/storm/ -/iris/", "", "bef"},
		{"(/storm/)", "/storm/", "abef"},
		{"lang:/^..$/", "", "bcd"},
		// orders
		{"storm sort:best", "", "abe"},
		{"sort:best storm", "storm sort:best", "abe"},
		{"storm sort:date", "storm", "abe"},
		{"storm sort:feed", "", "abe"},
		{"sort:words", "", ""},
		// what looks like something else
		{"12:30", `"12:30"`, ""},
		{`"and" or "or"`, "", "be"},
		{"a(b)c", "a b c", ""},
		{"*", "", ""},
		{"storm *", "storm", "abe"},
		{"C#", "", "e"},
		{"@ann #storm", `"@ann" "#storm"`, "a"},
		{"storm\tiris\n", "storm iris", "a"},
		{"storm\x00iris", "storm iris", "a"},
		{"\xff storm", "storm", "abe"},
	}
	if len(cases) < 150 {
		t.Errorf("only %d expressions", len(cases))
	}
	for _, tc := range cases {
		t.Run(tc.query, func(t *testing.T) {
			q, err := feeds.ParseQuery(tc.query)
			if err != nil {
				t.Fatalf("%q: %v", tc.query, err)
			}
			want := tc.canonical
			if want == "" && q.Where != nil || q.Sort != "" && want == "" {
				want = tc.query
			}
			if q.String() != want {
				t.Errorf("%q prints as %q, want %q", tc.query, q, want)
			}
			again, err := feeds.ParseQuery(q.String())
			if err != nil || !reflect.DeepEqual(again, q) {
				t.Errorf("%q prints as %q, which reads as %#v, %v; want %#v", tc.query, q, again, err, q)
			}
			if got := found(t, q); got != tc.want {
				t.Errorf("%q finds %q, want %q", tc.query, got, tc.want)
			}
		})
	}
}

func TestAMistakeSaysWhereItIsAndWhatWasExpected(t *testing.T) {
	for _, tc := range []struct {
		query  string
		column int
		words  string // of the error
	}{
		{"titel:storm", 1, "did you mean title:?"},
		{"storm authr:ann", 7, "did you mean author:?"},
		{"東京 source:bbc", 4, "did you mean feed:?"},
		{"before:2026-11-10", 1, "did you mean date:..2026-11-10?"},
		{"after:2026", 1, "date:2026-11-10.."},
		{"foo:bar", 1, "there is no field foo:; put the words in quotes"},
		{"storm title:", 7, "nothing to look for after title:"},
		{"title: storm", 1, "nothing to look for after title:"},
		{"title:…", 1, "no letter, number or emoji"},
		{"(title:)", 2, "nothing to look for after title:"},
		{`""`, 1, "no letter, number or emoji"},
		{`storm "iris`, 7, "not closed by another quotation mark"},
		{"storm (iris", 7, "this bracket is not closed"},
		{"storm iris)", 11, "this bracket closes nothing"},
		{"storm () iris", 7, "nothing stands between these brackets"},
		{"and storm", 1, "before and"},
		{"storm and", 7, "after and"},
		{"storm and and iris", 7, "after and"},
		{"storm and or iris", 7, "after and"},
		{"or storm", 1, "before or"},
		{"storm or", 9, "after or"},
		{"storm or or iris", 9, "after or"},
		{"(storm or)", 10, "after or"},
		{"storm not", 7, "after not"},
		{"storm not and iris", 7, "after not"},
		{"is:unred", 1, "did you mean is:unread?"},
		{"is:", 1, "expected one of unread, read, bookmarked"},
		{"is:new", 1, "expected one of unread, read, bookmarked"},
		{"storm has:picture", 7, "expected one of audio, image"},
		{"has:images", 1, "did you mean has:image?"},
		{"age:2", 1, "expected an age such as <2d"},
		{"age:<2m", 1, "min, h, d, w, mo or y"},
		{"age:<0d", 1, "expected an age"},
		{"age:=2d", 1, "expected an age"},
		{"date:2026-13", 1, "expected a day, month or year"},
		{"date:2026-02-30", 1, "expected a day"},
		{"date:..", 1, "expected a day"},
		{"date:tomorrow", 1, "expected a day"},
		{"date:2026-11-10..2026-11-09", 1, "ends before it begins"},
		{"words:800", 1, "such as >800"},
		{"words:>many", 1, "such as >800"},
		{"words:>-1", 1, "such as >800"},
		{"/(/", 1, "cannot be read: missing closing ): ("},
		{"storm /iris", 7, "not closed by a slash"},
		{"title:/a(b/", 7, "cannot be read"},
		{"sort:newest", 1, "expected one of date, best"},
		{"sort:best sort:feed", 11, "stands twice"},
		{"(storm sort:best)", 8, "outside of brackets"},
		{"storm -sort:best", 8, "outside of brackets"},
		{strings.Repeat("(", 60) + "a" + strings.Repeat(")", 60), 51, "more than 50 brackets"},
		{strings.Repeat("not ", 60) + "a", 201, "more than 50 brackets"},
		{strings.Repeat("a ", 300), 513, "more than 256 conditions"},
		{strings.Repeat("a", 5000), 1, "longer than 4000 characters"},
	} {
		t.Run(tc.query[:min(len(tc.query), 40)], func(t *testing.T) {
			_, err := feeds.ParseQuery(tc.query)
			var e *feeds.QueryError
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v, want a mistake", tc.query, err)
			}
			if e.Column != tc.column || !strings.Contains(e.Text, tc.words) {
				t.Errorf("%q: column %d: %s; want column %d: …%s…", tc.query, e.Column, e.Text, tc.column, tc.words)
			}
		})
	}
}

func TestWhileItIsTypedAQueryIsWhatStandsThereSoFar(t *testing.T) {
	for _, tc := range []struct {
		typed, want string
		mistake     bool
	}{
		{"s", "s", false},
		{"st", "st*", false},
		{"storm", "storm*", false},
		{"storm ", "storm", false},
		{"storm i", "storm i", false},
		{"storm ir", "storm ir*", false},
		{"storm.", `storm.`, false},
		{"R&", "R&", false},
		{"雨", "雨", false},
		{"東京", "東京*", false},
		{`"`, "", false},
		{`"storm ir`, `"storm ir"*`, false},
		{`"storm ir"`, `"storm ir"`, false},
		{`storm "`, "storm", false},
		{"title", "title*", false},
		{"title:", "", false},
		{"storm title:", "storm", false},
		{"title:s", "title:s", false},
		{"title:st", "title:st*", false},
		{"feed:ga", "feed:ga*", false},
		{"topic:we", "topic:we*", false},
		{"url:ga", "url:ga", false},
		{"storm -", "storm", false},
		{"storm -ir", "storm -ir", false},
		{"storm not", "storm", false},
		{"storm an", "storm an*", false},
		{"storm and", "storm", false},
		{"storm or", "storm", false},
		{"storm or ", "storm", false},
		{"storm or i", "storm or i", false},
		{"or", "", false},
		{"and", "", false},
		{"(storm", "storm*", false},
		{"(storm or ", "storm", false},
		{"(", "", false},
		{"-(storm or ir", "-(storm or ir)", false},
		{"storm is:", "storm", false},
		{"storm is:unr", "storm", false},
		{"storm is:unread", "storm is:unread", false},
		{"storm is:unx", "storm", true},
		{"storm age:", "storm", false},
		{"storm age:<2", "storm", false},
		{"storm age:<2d", "storm age:<2d", false},
		{"storm date:2026-1", "storm", false},
		{"storm date:2026-11.", "storm", false},
		{"storm date:2026-11..", "storm date:2026-11..", false},
		{"storm date:yest", "storm", false},
		{"storm words:>", "storm", false},
		{"storm /lea(k", "storm", false},
		{"storm /lea(k/", "storm", true},
		{"storm sort:b", "storm", false},
		{"storm sort:best", "storm sort:best", false},
		{"titel:storm", `"titel:storm"*`, true},
		{"titel:storm iris", `"titel:storm" iris*`, true},
		{"12:30", `"12:30"*`, false},
		{"https://gaz", "url:https://gaz", false},
		{"storm) iris", "storm iris*", true},
	} {
		t.Run(tc.typed, func(t *testing.T) {
			q, err := feeds.LiveQuery(tc.typed)
			if q.String() != tc.want || (err != nil) != tc.mistake {
				t.Errorf("typing %q asks for %q with mistake %v, want %q", tc.typed, q, err, tc.want)
			}
			if again, err := feeds.ParseQuery(q.String()); err != nil || !reflect.DeepEqual(again, q) {
				t.Errorf("%q reads back as %#v, %v; want %#v", q, again, err, q)
			}
		})
	}
}

func TestAQueryThatIsKeptSaysWhatWasLeftOpenInIt(t *testing.T) {
	for typed, want := range map[string]string{
		"":                      "",
		"storm":                 "storm*",
		"storm ":                "storm",
		"storm*":                "storm*",
		"Storm  iris is:unread": "Storm  iris is:unread",
		"is:unread tag:wind":    "is:unread tag:wind*",
		"tag:wind sort:title":   "tag:wind sort:title",
		`"storm ir`:             `"storm ir"*`,
		`"storm iris"`:          `"storm iris"`,
		"(storm or flood":       "storm or flood*",
		"storm or":              "storm",
		"tag:":                  "tag:",
		"titel:storm":           "titel:storm",
		"storm -sport":          "storm -sport",
	} {
		if got := feeds.WrittenOut(typed); got != want {
			t.Errorf("%q is kept as %q, want %q", typed, got, want)
		}
	}
}

func TestMarksStandWhereTheWordsAre(t *testing.T) {
	for _, tc := range []struct{ query, text, want string }{
		{"storm", "Storm Iris: the storm, stormy", "[Storm] Iris: the [storm], stormy"},
		{"sto*", "Storm, stormy", "[Sto]rm, [sto]rmy"},
		{`"storm iris"`, "A Storm, Iris!", "A [Storm, Iris]!"},
		{"storm -iris", "Storm Iris", "[Storm] Iris"},
		{"grosser", "Größer geht's", "[Größer] geht's"},
		{"re*", "re\u0301sume\u0301, then", "[re\u0301]sume\u0301, then"},
		{"京", "東京で東京", "東[京]で東[京]"},
		{"/o.m/", "storm", "st[orm]"},
		{"/s*/ storm", "storm", "[storm]"},
		{"body:storm title:iris", "storm iris", "storm [iris]"},
		{"storm or iris", "storm iris", "[storm] [iris]"},
		{"is:unread", "storm", "storm"},
		{"", "storm", "storm"},
		{"storm", "", ""},
		{"ss", "ß ss", "[ß] [ss]"},
	} {
		t.Run(tc.query+" in "+tc.text, func(t *testing.T) {
			q, err := feeds.ParseQuery(tc.query)
			if err != nil {
				t.Fatal(err)
			}
			got, last := "", 0
			for _, span := range q.Marker().Find(feeds.FieldTitle, tc.text) {
				got += tc.text[last:span[0]] + "[" + tc.text[span[0]:span[1]] + "]"
				last = span[1]
			}
			if got += tc.text[last:]; got != tc.want {
				t.Errorf("%q marks %s, want %s", tc.query, got, tc.want)
			}
		})
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"storm -iris", `title:(a or "b c"*) sort:best`, "/a(/", "((", "not not", "date:2026-11..today", "a:b", `"\"`, "url:http://x/(y)", "is:x", "-", "or and or",
		"age:<2d words:>=3 has:audio", "東京*", "“a”", "folder:/", "title:/x/ /y z/ )", "and\"or", "a\u200b*", "x:\xff", "-/-/", "not(a)b", "*", `tag:"*"`} {
		f.Add(s)
	}
	one := shelf()["e"]
	f.Fuzz(func(t *testing.T, text string) {
		live, err := feeds.LiveQuery(text)
		if mistake := (*feeds.QueryError)(nil); err != nil && !errors.As(err, &mistake) {
			t.Fatalf("%q: %v is no QueryError", text, err)
		}
		for _, q := range []feeds.Query{live, parsed(t, text)} {
			again, err := feeds.ParseQuery(q.String())
			if err != nil || !reflect.DeepEqual(again, q) {
				t.Fatalf("%q prints as %q, which reads as %#v, %v; want %#v", text, q, again, err, q)
			}
			if a, b := again.Matcher(asked).Matches(one), q.Matcher(asked).Matches(one); a != b {
				t.Errorf("%q: %v and read again %v", q, b, a)
			}
			if line := q.Marker().Excerpt(text); line != feeds.CleanLine(line) || utf8.RuneCountInString(line) > 242 {
				t.Errorf("%q is quoted as %q", text, line)
			}
			for _, span := range q.Marker().Find(feeds.FieldBody, text) {
				if span[0] >= span[1] || span[1] > len(text) {
					t.Errorf("%q marks %v of %d bytes", q, span, len(text))
				}
			}
		}
	})
}

func parsed(t *testing.T, text string) feeds.Query {
	q, err := feeds.ParseQuery(text)
	var e *feeds.QueryError
	if err != nil && (!errors.As(err, &e) || e.Column < 1 || e.Text == "") {
		t.Fatalf("%q: %#v", text, err)
	}
	return q
}

func ExampleParseQuery() {
	_, err := feeds.ParseQuery("storm titel:iris")
	fmt.Println(err)
	q, _ := feeds.ParseQuery(`Storm AND (title:"west coast" OR is:unread) NOT sport age:2d`)
	fmt.Println(q)
	// Output:
	// column 7: there is no field titel:; did you mean title:?
	// Storm (title:"west coast" or is:unread) -sport age:<2d
}
