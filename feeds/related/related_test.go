package related

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

const (
	halden = `Operators at the Halden test reactor shut the Vesta unit down on Sunday night after coolant leaked into a basement. No one was hurt, the
regulator said, and no radiation left the building. Inspectors will arrive in the morning to look at a valve that was replaced in spring, and the
plant will stay closed until they have written their report for the ministry.`
	vesta = `A leak of coolant has closed the Vesta unit of the Halden reactor. The regulator ruled out any danger for people living nearby and
sent two inspectors, who suspect a valve.`
	sealed = `Halden's Vesta reactor was shut after a coolant leak. Regulator and inspectors look at a valve in the basement of the unit.`
	museum = `The museum of Halden opens its doors on Saturday with a show of glass from four centuries. Admission is free for children.`
	chess  = `A grandmaster from Tromsø won the chess open after nine rounds and a play-off in which he sacrificed both rooks.`
)

// world is what else there is to read: articles that share a word or two.
func world(x *Index, from int) {
	for i, text := range strings.Split(`Roads in the north to be mended|The ministry will report on roads in the morning, the building trade said, and money is short.
Kitchens of the harbour looked at|Two inspectors look at kitchens each spring; this year they found mice in three of them.
Noise by the ring road|People living nearby complain of lorries at night and have sent a letter to the mayor.
Brewery pipe bursts|No one was hurt when a valve gave way in a brewery and beer ran down Mill Street.
Rain ends play at the oval|Test cricket was closed by rain in the morning, with the visitors at forty for three.
Garden shop moves|The plant nursery stays where it is on Sunday and opens at its new site on Monday.
Divers ask for more|Danger money for divers will rise by a tenth, the harbour board decided after long talks.
Flat sold for a record sum|A basement in the old town was sold to a dentist who means to keep wine in it.
Hospital gets a wing|Radiation therapy moves to a new building with rooms for forty patients and a garden.
Ferries need help|Operators of ferries ask the state for help with fuel, which has doubled in price.
School choir wins in Vienna|Forty children sang for nine minutes and were given a cup and a cake by the jury.
Bridge closed for painting|The Lantern Bridge will be blue from summer, after a vote in which green came second.
Library buys a bus|Books will go to villages by bus, as they did until nineteen eighty four.
Owl lands on referee|A match was stopped for six minutes while an owl made up its mind.
Tram drivers learn to sing|A course for drivers ends with a concert in the depot; tickets are free.
Bakers run out of rye|A wet autumn and a strike have left mills without grain, the bakers say.
Mayor rides a bicycle to Rome|He means to be back before the budget is due and has a tent with him.
Students build a boat of paper|It floated for an hour, twice as long as the last one, before it came apart.
Museum finds a coin in a coat|The coat was given in a bag of clothes; the coin is from the time of the plague.
Choir of frogs keeps village awake|The pond may not be drained, a court found, and sent the village ear plugs.`, "\n") {
		title, body, _ := strings.Cut(text, "|")
		x.Add(signed(from+i, 900+i, -5, title, body))
	}
}

func subject(d Doc, source, title, text string) Subject {
	return Subject{Headline: feeds.Headline{ID: d.ID, FeedID: d.Feed, Source: source, Title: title, Published: time.Unix(d.Published, 0).UTC(), Story: d.Story}, Text: text, Language: "en"}
}

func TestAReportJoinsTheStoryOfItsEvent(t *testing.T) {
	x := new(Index)
	world(x, 100)
	first := signed(1, 1, 0, "Coolant leak closes Halden reactor", halden)
	if f, _ := x.File(first, Normal, nil); f != (Filing{}) {
		t.Fatalf("the first report of an event was filed %+v", f)
	}
	second := signed(2, 2, 1, "Vesta unit at Halden closed after coolant leak", vesta)
	f, _ := x.File(second, Normal, nil)
	if f.With != 1 || f.Story != 0 || f.Score < Normal.Story {
		t.Fatalf("the second was filed %+v, want with the first", f)
	}
	x.SetStory(1, 50)
	x.SetStory(2, 50)
	third := signed(3, 3, 2, "Halden reactor shut by leak", sealed)
	if f, _ = x.File(third, Normal, nil); f.Story != 50 || f.With != 0 {
		t.Errorf("the third was filed %+v, want in the story", f)
	}
	for name, d := range map[string]Doc{
		"another subject of the same place": signed(4, 4, 2, "Glass on show in Halden", museum),
		"something else":                    signed(5, 5, 2, "Chess open won in play-off", chess),
		"the same words three weeks later":  signed(6, 6, 24*21, "Vesta unit at Halden closed after coolant leak", vesta),
		"a story that it does not belong to": func() Doc {
			d := signed(7, 7, 2, "Halden reactor shut by leak", sealed)
			return d
		}(),
	} {
		not := func(h Hit) bool { return d.ID == 7 }
		if f, _ := x.File(d, Normal, not); f.Story != 0 || f.With != 0 {
			t.Errorf("%s was filed %+v", name, f)
		}
		x.Remove(d.ID)
	}
}

func TestAnArticleThatIsPlainlyOfTwoStoriesShowsThatTheyAreOne(t *testing.T) {
	x := new(Index)
	world(x, 100)
	x.Add(signed(1, 1, 0, "Coolant leak closes reactor", "A leak of coolant shut the unit; the regulator sent inspectors, who suspect a valve in the basement."))
	x.Add(signed(2, 2, 0, "Halden: Vesta to stay closed", "The Vesta unit at Halden stays closed, the ministry says, until a report on people living nearby is written."))
	x.SetStory(1, 50)
	x.SetStory(2, 60)
	both := `A leak of coolant shut the Vesta unit at Halden; the regulator sent inspectors, who suspect a valve in the basement. It stays closed, the
ministry says, until a report on people living nearby is written.`
	f, _ := x.File(signed(3, 3, 1, "Coolant leak closes Halden reactor Vesta", both), Normal, nil)
	if f.Also == nil || f.Story+f.Also.Story != 110 {
		t.Fatalf("filed %+v, want one of the stories and also the other", f)
	}
}

func TestWhatWaitsForItsPlaceIsNotFoundBefore(t *testing.T) {
	x := new(Index)
	world(x, 100)
	a, b := signed(1, 1, 0, "Coolant leak closes Halden reactor", halden), signed(2, 2, 1, "Vesta unit at Halden closed after coolant leak", vesta)
	x.Await([]Doc{a, b})
	if f, hits := x.File(a, Normal, nil); f.With != 0 || len(hits) > 0 && hits[0].ID == 2 {
		t.Errorf("the first was filed %+v by %+v", f, hits)
	}
	if f, _ := x.File(b, Normal, nil); f.With != 1 {
		t.Errorf("the second was filed %+v, want with the first", f)
	}
	if x.Len() != 22 || x.Dead() != 0 {
		t.Errorf("%d articles, %d dead", x.Len(), x.Dead())
	}
}

// storiesOf files documents one after the other and gives the size of every
// story that forms.
func storiesOf(x *Index, docs []Doc) (sizes map[feeds.StoryID]int, largest int) {
	next := feeds.StoryID(1)
	for _, d := range docs {
		f, _ := x.File(d, Normal, nil)
		if f.With != 0 {
			f.Story = next
			next++
			x.SetStory(f.With, f.Story)
		}
		x.SetStory(d.ID, f.Story)
	}
	for _, n := range x.sizes {
		largest = max(largest, n)
	}
	return x.sizes, largest
}

func TestNothingPilesUpInOneStory(t *testing.T) {
	repeat := func(n int, feed func(i int) int, title func(i int) string, body func(i int) string) (docs []Doc) {
		for i := range n {
			docs = append(docs, signed(1000+i, feed(i), float64(i)/100, title(i), body(i)))
		}
		return docs
	}
	own := func(i int) int { return 10 + i }
	one := func(int) int { return 7 }
	none := func(int) string { return "" }
	for _, tc := range []struct {
		name string
		docs []Doc
		most int
	}{
		{"ten thousand identical titles of as many feeds", repeat(10_000, own, func(int) string { return "Live updates" }, none), 0},
		{"articles of one word", repeat(2000, own, func(int) string { return "Live" }, none), 0},
		{"one repeated word", repeat(2000, own, func(int) string { return "spam spam spam" }, func(int) string { return strings.Repeat("spam ", 300) }), 0},
		{"articles of nothing", repeat(2000, own, none, none), 0},
		{"a template of one feed", repeat(1000, one, func(i int) string { return fmt.Sprintf("Mortgage rates today, March %d", i%31) },
			func(i int) string {
				return fmt.Sprintf("The average rate on a fixed mortgage is %d.%d percent today, lenders say.", 3+i%4, i%10)
			}), 4},
		{"a feed that writes its title anew every hour", repeat(500, one, func(i int) string { return fmt.Sprintf("Storm Ottilie: what we know at hour %d", i) },
			func(int) string { return halden }), 4},
		{"the same long title in every feed", repeat(3000, own, func(int) string { return "Breaking news live updates election results tonight" }, none), fullStory},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := new(Index)
			world(x, 100)
			if sizes, largest := storiesOf(x, tc.docs); largest > tc.most {
				t.Errorf("a story of %d among %d, want %d at most", largest, len(sizes), tc.most)
			}
		})
	}
}

func TestStrangeArticlesAreBorne(t *testing.T) {
	long := strings.Repeat("word salad with many turns ", 20_000)
	x := new(Index)
	world(x, 100)
	for name, text := range map[string][2]string{
		"nothing at all":                   {"", ""},
		"one word":                         {"Live", ""},
		"a hundred thousand words":         {"Long", long},
		"one word of a million characters": {"Wide", strings.Repeat("x", 1_000_000)},
		"a million characters of Chinese":  {"宽", strings.Repeat("宽度", 500_000)},
		"mixed languages":                  {"Шторм Ottilie 東京 العاصفة", "Der Sturm coupe le courant, 停電 и ещё " + halden},
		"no UTF-8":                         {"\xffa\xfe", "\x1b[31m\xf0\x90\x00"},
		"nothing but marks":                {strings.Repeat("\u0301", 1000), strings.Repeat("\u202e", 1000)},
	} {
		t.Run(name, func(t *testing.T) {
			from := time.Now()
			a, b := signed(1, 1, 0, text[0], text[1]), signed(2, 2, 0, text[0]+"!", text[1])
			x.File(a, Normal, nil)
			_, hits := x.File(b, Normal, nil)
			as, bs := subject(a, "A", text[0], text[1]), subject(b, "B\x1b[2J", text[0], text[1])
			var near []Match
			for _, h := range hits {
				if h.ID == 1 {
					near = append(near, Match{as, h})
				}
			}
			for _, r := range x.Relate(bs, near, Loose, 5, noUsual) {
				if r.Reason != feeds.CleanLine(r.Reason) || len(r.Reason) > 400 {
					t.Errorf("the reason %q is not clean", r.Reason)
				}
			}
			if d := time.Since(from); d > 5*time.Second {
				t.Errorf("it took %v", d)
			}
			x.Remove(1)
			x.Remove(2)
		})
	}
}
