package library

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

// told is an article as a test's paper prints it, so many hours before noon.
type told struct {
	guid, title, text string
	age               float64
}

// paper is a feed that prints articles.
func paper(name string, list ...told) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><language>en</language>`, name)
	for _, a := range list {
		at := noon.Add(-time.Duration(a.age * float64(time.Hour))).Format(time.RFC1123Z)
		link := ""
		if strings.HasPrefix(a.guid, "http") {
			link = a.guid
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%s</guid><link>%s</link><title>%s</title><description>%s</description><pubDate>%s</pubDate></item>\n",
			a.guid, link, html.EscapeString(a.title), html.EscapeString(a.text), at)
	}
	return b.String() + "</channel></rss>"
}

var (
	leak = told{"leak", "Coolant leak closes Halden reactor",
		"Operators at the Halden test reactor shut the Vesta unit down on Sunday night after coolant leaked into a basement. No one was hurt, the regulator said, and no radiation left the building.", 5}
	vesta = told{"vesta", "Vesta unit at Halden closed after coolant leak",
		"A leak of coolant has closed the Vesta unit of the Halden reactor. The regulator ruled out any danger for people living nearby and sent two inspectors, who suspect a valve.", 4}
	sealed = told{"sealed", "Halden reactor shut by leak",
		"Halden's Vesta reactor was shut after a coolant leak. The regulator and two inspectors look at a valve in the basement of the unit.", 3}
	chess = told{"chess", "Chess open won in play-off",
		"A grandmaster from Tromsø won the chess open after nine rounds and a play-off in which he sacrificed both rooks.", 2}
)

// world prints what else there is to read: how common words are is known by it.
func world() string {
	var list []told
	for i, text := range []string{
		"Roads in the north to be mended|The ministry will report on roads in the morning, the building trade said, and money is short.",
		"Kitchens of the harbour looked at|Inspectors look at kitchens each spring; this year they found mice in three of them.",
		"Noise by the ring road|People complain of lorries at night and have sent a letter to the mayor.",
		"Brewery pipe bursts|No one was hurt when a pipe gave way in a brewery and beer ran down Mill Street.",
		"Rain ends play at the oval|Cricket was closed by rain in the morning, with the visitors at forty for three.",
		"Garden shop moves|The nursery stays where it is on Sunday and opens at its new site on Monday.",
		"Divers ask for more|Danger money for divers will rise by a tenth, the harbour board decided after long talks.",
		"Flat sold for a record sum|A flat in the old town was sold to a dentist who means to keep wine in it.",
		"Ferries need help|Ferry companies ask the state for help with fuel, which has doubled in price.",
		"School choir wins in Vienna|Forty children sang for nine minutes and were given a cup and a cake by the jury.",
		"Bridge closed for painting|The Lantern Bridge will be blue from summer, after a vote in which green came second.",
		"Owl lands on referee|A match was stopped for six minutes while an owl made up its mind.",
	} {
		title, body, _ := strings.Cut(text, "|")
		list = append(list, told{fmt.Sprint("world", i), title, body, 20 + float64(i)})
	}
	return paper("The World", list...)
}

// press is a rig with a paper for each text, and the world; hosts are
// world.example, a.example, b.example …
func press(t *testing.T, papers ...string) (r *rig, ids []feeds.FeedID) {
	t.Helper()
	r = newRig(t)
	urls := []string{"http://world.example/feed"}
	r.answers("world.example", says(world()))
	for i, text := range papers {
		host := string(rune('a'+i)) + ".example"
		r.answers(host, says(text))
		urls = append(urls, "http://"+host+"/feed")
	}
	ids = r.follow(urls...)
	r.due()
	return r, ids
}

// find gives the article with a guid.
func (r *rig) find(guid string) (out feeds.Headline) {
	r.Helper()
	for _, f := range r.all() {
		p, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: f.ID}, Limit: 1000})
		if err != nil {
			r.Fatal(err)
		}
		for _, h := range p.Headlines {
			a, err := r.Stored(r.Context(), h.ID)
			if err != nil {
				r.Fatal(err)
			}
			if a.Article.GUID == guid {
				return h
			}
		}
	}
	r.Fatalf("there is no article %s", guid)
	return out
}

func (r *rig) all() []feeds.Feed {
	r.Helper()
	list, err := r.Feeds(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return list
}

// near gives relation and source of what is related to an article.
func (r *rig) near(guid string) (out []string) {
	r.Helper()
	return r.nearby(feeds.RelatedRequest{Article: r.find(guid).ID})
}

func (r *rig) nearby(req feeds.RelatedRequest) (out []string) {
	r.Helper()
	got, err := r.RelatedNow(r.Context(), req)
	if err != nil {
		r.Fatal(err)
	}
	if got.Indexing {
		r.Error("what all had been looked at for is still being indexed")
	}
	for _, row := range got.Rows {
		out = append(out, string(row.Relation)+" "+row.Source)
	}
	return out
}

// want compares lists, nothing and an empty one being the same.
func (r *rig) want(what string, got []string, want ...string) {
	r.Helper()
	if !slices.Equal(got, want) {
		r.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestReportsOfOneEventAreAStory(t *testing.T) {
	copied := leak
	copied.guid, copied.title, copied.text, copied.age = "copied", "Reactor shut after leak", "By our reporter. "+leak.text, 1
	r, _ := press(t, paper("A", leak), paper("B", vesta), paper("C", sealed, chess), paper("D", copied))
	r.want("beside the leak", r.near("leak"), "copy D", "story C", "story B")
	r.want("beside chess", r.near("chess"))
	st, err := r.Story(r.Context(), r.find("sealed").ID)
	if err != nil {
		t.Fatal(err)
	}
	r.want("the story's sources", st.Sources(), "A", "B", "C")
	if st.Head().Title != leak.title || len(st.Articles) != 4 || !st.First().Equal(noon.Add(-5*time.Hour)) || !st.Last().Equal(noon.Add(-time.Hour)) {
		t.Errorf("the story is %+v", st)
	}
	list, err := r.Stories(r.Context(), feeds.StoriesRequest{Since: noon.Add(-24 * time.Hour)})
	if err != nil || len(list) != 1 || list[0].ID != st.ID || list[0].Score <= 0 {
		t.Errorf("the stories are %+v, %v", list, err)
	}
	p, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewUnread}, Limit: 100, Stories: true})
	if err != nil {
		t.Fatal(err)
	}
	if h := p.Headlines[slices.IndexFunc(p.Headlines, func(h feeds.Headline) bool { return h.Story != 0 })]; len(p.Headlines) != 14 || h.Reports != 2 || h.Copies != 1 {
		t.Errorf("%d rows, the story's %+v", len(p.Headlines), h)
	}
}

func TestAStoryGrowsOverDaysAndWhatWasOpenedStays(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", vesta))
	first := r.find("leak")
	if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{first.ID}, true); err != nil {
		t.Fatal(err)
	}
	late := sealed
	late.age = -30 // a day later
	r.answers("b.example", says(paper("B", late, vesta)))
	r.pass(40 * time.Hour)
	r.own(ids[2])
	if h := r.find("leak"); h.Story != first.Story || h.Story == 0 || r.find("sealed").Story != h.Story {
		t.Errorf("the first report is of story %d, was of %d; the last of %d", h.Story, first.Story, r.find("sealed").Story)
	}
}

func TestAnArticleIsComparedByItsCorrectedText(t *testing.T) {
	wrong := chess
	wrong.guid = leak.guid
	r, ids := press(t, paper("A", wrong), paper("B", vesta))
	r.want("before", r.near("vesta"))
	r.answers("a.example", says(paper("A", leak)))
	r.pass(time.Hour)
	r.own(ids[1])
	r.want("after", r.near("vesta"), "story A")
	if a, b := r.find("leak").Story, r.find("vesta").Story; a == 0 || a != b {
		t.Errorf("the stories are %d and %d", a, b)
	}
}

func TestWhatIsCorrectedBeforeAnythingCanBeFiledFindsItsStory(t *testing.T) {
	for _, tc := range []struct {
		name  string
		begin func(*rig)
		end   func(*rig)
	}{
		{"before the index is read", (*rig).restart, func(*rig) {}},
		{"while a first load is held", func(r *rig) { r.near("vesta"); r.hold(true) }, func(r *rig) {
			r.hold(false)
			r.fileLater(r.Context())
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			wrong := chess
			wrong.guid = leak.guid
			r, ids := press(t, paper("A", wrong), paper("B", vesta))
			tc.begin(r)
			r.answers("a.example", says(paper("A", leak)))
			r.pass(time.Hour)
			r.own(ids[1])
			tc.end(r)
			r.want("beside it", r.near("vesta"), "story A")
			if a, b := r.find("leak").Story, r.find("vesta").Story; a == 0 || a != b {
				t.Errorf("the stories are %d and %d", a, b)
			}
			if !r.shelf.ready || len(r.shelf.late) > 0 {
				t.Errorf("%v still wait", r.shelf.late)
			}
		})
	}
}

// What waits for its place when it is corrected is compared by the correction
// from then on, though the index has read it as it was.
func TestWhatIsCorrectedWhileItWaitsIsComparedByTheCorrection(t *testing.T) {
	r, ids := press(t, paper("A", chess), paper("B", chess))
	r.near("chess")
	r.hold(true)
	wrong := told{leak.guid, "Owls in the park", "Three owls were counted in the park by children, who wrote their names down.", 5}
	r.answers("a.example", says(paper("A", wrong)))
	r.pass(time.Hour)
	r.own(ids[1])
	if err := r.readIndex(t.Context()); err != nil { // as a worn one is
		t.Fatal(err)
	}
	r.answers("a.example", says(paper("A", leak)))
	r.answers("b.example", says(paper("B", vesta)))
	r.pass(time.Hour)
	r.own(ids[1], ids[2])
	r.hold(false)
	r.fileLater(t.Context())
	r.want("beside it", r.near("vesta"), "story A")
	if a, b := r.find("leak").Story, r.find("vesta").Story; a == 0 || a != b {
		t.Errorf("the stories are %d and %d", a, b)
	}
}

// inTurn reads papers in one first load, one after the other.
func (r *rig) inTurn(papers ...string) {
	r.Helper()
	one := &reload{lib: r.Library, total: len(papers), first: true, placed: r.clock()}
	one.begin()
	for i, text := range papers {
		host := string(rune('a'+i)) + ".example"
		r.answers(host, says(text))
		if err := one.commit(r.Context(), []answer{r.ask(r.Context(), r.feed(r.follow("http://" + host + "/feed")[0]))}); err != nil {
			r.Fatal(err)
		}
	}
	one.end(r.Context())
	if err := r.Settle(r.Context()); err != nil {
		r.Fatal(err)
	}
}

// One page in two feeds is one article of its story, whichever of them came
// first and whatever their dates.
func TestOnePageOfTwoFeedsIsOfItsStory(t *testing.T) {
	late, soon := leak, leak
	late.guid, late.age = "http://paper.example/leak#late", 1
	soon.guid = "http://paper.example/leak#soon"
	r := newRig(t)
	r.inTurn(paper("A", late), paper("B", soon), paper("C", vesta), world())
	a, b, c := r.find(late.guid), r.find(soon.guid), r.find("vesta")
	if a.CopyOf+b.CopyOf != min(a.ID, b.ID) || c.Story == 0 || a.Story != c.Story || b.Story != c.Story {
		t.Errorf("copies of %d and %d, of the stories %d, %d and %d", a.CopyOf, b.CopyOf, a.Story, b.Story, c.Story)
	}
}

// A story that is filed anew is the same story: what is unfolded of it, and where
// it stands on the front page, goes by its number.
func TestAStoryThatIsFiledAnewKeepsItsNumber(t *testing.T) {
	other := told{"gale", "Gale tears roofs from boats at Norvik", "A gale tore the roofs from four boats at Norvik quay on Sunday, the harbour master said, and sank a fifth.", 6}
	again := told{"gale again", "Boats at Norvik lose roofs in gale", "Four boats lost their roofs and a fifth sank when a gale hit Norvik quay, said its harbour master.", 5}
	r, ids := press(t, paper("A", leak, other), paper("B", vesta, again), paper("C", chess))
	leaks, gales := r.find("leak").Story, r.find("gale").Story
	if leaks == 0 || gales == 0 || leaks == gales {
		t.Fatalf("the stories are %d and %d", leaks, gales)
	}
	r.answers("c.example", says(paper("C", sealed, chess)))
	r.pass(2 * time.Minute)
	r.own(ids[3])
	for guid, want := range map[string]feeds.StoryID{"leak": leaks, "vesta": leaks, "sealed": leaks, "gale": gales, "gale again": gales} {
		if got := r.find(guid).Story; got != want {
			t.Errorf("%s is of story %d, want %d", guid, got, want)
		}
	}
}

// What cannot be filed anew keeps its place: the index may be gone at any moment.
func TestNothingLosesItsPlaceWhereItCannotBeFiledAnew(t *testing.T) {
	r, _ := press(t, paper("A", leak), paper("B", vesta))
	a, b := r.find("leak"), r.find("vesta")
	r.shelf.recent = nil
	could, err := r.store.File(t.Context(), []feeds.ArticleID{a.ID, b.ID}, 0, r.refile)
	if could || !errors.Is(err, errUnread) {
		t.Errorf("filed anew %v, %v", could, err)
	}
	if got := r.find("leak").Story; got == 0 || got != a.Story || r.find("vesta").Story != got {
		t.Errorf("the story is %d, was %d", got, a.Story)
	}
}

// Two stories that a later report shows to be one are joined, unless the
// reader has opened something of both.
func TestAReportThatIsPlainlyOfTwoStoriesJoinsThem(t *testing.T) {
	for name, opened := range map[string][]string{"nothing opened": nil, "one of them opened": {"why"}, "both opened": {"why", "leak"}} {
		t.Run(name, func(t *testing.T) {
			r, ids := press(t,
				paper("A", told{"leak", "Coolant leak closes reactor", "A leak of coolant shut the unit; the regulator sent inspectors, who suspect a valve in the basement.", 9}),
				paper("B", told{"leak again", "Reactor closed by coolant leak", "Inspectors, sent by the regulator, suspect a basement valve; the unit was shut by the leak of coolant.", 8}),
				paper("C", told{"why", "Halden: Vesta to stay closed", "The Vesta unit at Halden stays closed, the ministry says, until a report on people living nearby is written.", 7}),
				paper("D", told{"why again", "Vesta at Halden stays closed", "Until a report is written on nearby living people, the ministry says, Halden has the Vesta unit closed: it stays so.", 6}),
				paper("E", chess))
			one, two := r.find("leak").Story, r.find("why").Story
			if one == 0 || two == 0 || one == two || r.find("leak again").Story != one || r.find("why again").Story != two {
				t.Fatalf("the stories are %d and %d", one, two)
			}
			for _, guid := range opened {
				if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{r.find(guid).ID}, true); err != nil {
					t.Fatal(err)
				}
			}
			r.answers("e.example", says(paper("E", told{"both", "Coolant leak closes Halden reactor Vesta", `Coolant has leaked: the Vesta unit at Halden was shut and stays closed, says the ministry.
Inspectors sent by the regulator look at the valve they suspect, in the basement, until a report is written on nearby living people.`, 0})))
			r.pass(time.Hour)
			r.own(ids[5])
			first, second := r.find("leak").Story, r.find("why").Story
			switch len(opened) {
			case 0:
				if first != second || r.find("both").Story != first || r.find("leak again").Story != first || r.find("why again").Story != first {
					t.Errorf("the stories are %d and %d, want one", first, second)
				}
			case 1:
				if first != two || second != two {
					t.Errorf("the stories are %d and %d, want the one of which something was opened", first, second)
				}
			default:
				if first != one || second != two {
					t.Errorf("the stories are %d and %d, want them as they were opened", first, second)
				}
			}
		})
	}
}

// More articles than one step takes are filed in the order of their time all
// the same: what was printed first is the original, whichever came first.
func TestManyArticlesAreFiledInTheOrderOfTheirTime(t *testing.T) {
	copied := leak
	copied.guid, copied.title, copied.age = "copied", "Reactor shut after leak", 1
	many := []told{copied}
	for i := range fileStep {
		many = append(many, told{fmt.Sprint("many", i), fmt.Sprintf("Notice %d of the harbour", i), fmt.Sprintf("Berth %d is free from pier %d on.", i, i*7), 2})
	}
	r := newRig(t)
	r.inTurn(paper("A", many...), paper("B", leak))
	if first, second := r.find("leak"), r.find("copied"); first.CopyOf != 0 || second.CopyOf != first.ID {
		t.Errorf("the one of five hours ago is a copy of %d, that of one hour ago of %d, want %d", first.CopyOf, second.CopyOf, first.ID)
	}
}

func TestWhatIsNotIndexedYetIsSaidAndTold(t *testing.T) {
	r, _ := press(t, paper("A", leak), paper("B", vesta))
	r.restart() // nothing is read yet
	events := make(chan feeds.Event, 100)
	go func() {
		defer close(events)
		for e := range r.Events() {
			events <- e
		}
	}()
	id := r.find("leak").ID
	got, err := r.Related(t.Context(), feeds.RelatedRequest{Article: id})
	if err != nil || !got.Indexing {
		t.Fatalf("at once: %+v, %v", got, err)
	}
	if len(got.Rows) != 1 || got.Rows[0].Relation != feeds.RelationStory {
		t.Errorf("what is known of its story meanwhile: %+v", got.Rows)
	}
	for e := range events {
		if _, ready := e.(feeds.RelatedReady); ready {
			break
		}
	}
	if got, err = r.Related(t.Context(), feeds.RelatedRequest{Article: id}); err != nil || got.Indexing || len(got.Rows) != 1 || got.Rows[0].Score == 0 {
		t.Errorf("when it is ready: %+v, %v", got, err)
	}
}

// The screen would show for one frame that an earlier time is being indexed.
func TestAnEarlierTimeIsReadBeforeTheAnswer(t *testing.T) {
	r, _ := press(t, paper("A", told{"old", "Notice of the harbour", "Berths are free from the pier on.", 365 * 24}), paper("B", leak))
	r.near("leak") // what is recent is read
	r.blink = time.Minute
	if got, err := r.Related(t.Context(), feeds.RelatedRequest{Article: r.find("old").ID}); err != nil || got.Indexing {
		t.Errorf("the answer is not whole: %+v, %v", got, err)
	}
}

func TestADismissalHoldsAndIsUndone(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", vesta), paper("C", chess))
	a, b := r.find("leak"), r.find("vesta")
	c, err := r.Dismiss(t.Context(), b.ID, a.ID)
	if err != nil || c.N != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	r.want("beside the leak", r.near("leak"))
	r.want("beside the other", r.near("vesta"))
	r.answers("c.example", says(paper("C", sealed)))
	r.pass(time.Hour)
	r.own(ids[3])
	if h := r.find("vesta"); h.Story != 0 && h.Story == r.find("leak").Story {
		t.Error("a third report brought them together again")
	}
	r.want("beside the leak, with a third report", r.near("leak"), "story C")
	for h := r.find("vesta"); h.Story == 0; h = r.find("vesta") {
		c, err := r.Undo(t.Context())
		if err != nil || c.N == 0 {
			t.Fatalf("undo: %+v, %v", c, err)
		}
	}
	if got := r.near("leak"); !slices.Contains(got, "story B") {
		t.Errorf("undone: %q", got)
	}
}

func TestAFeedIsLeftOutByItsOptions(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", vesta), paper("C", chess))
	f := r.feed(ids[2])
	f.Options.Unrelated = true
	if _, err := r.EditFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	got, err := r.RelatedNow(t.Context(), feeds.RelatedRequest{Article: r.find("vesta").ID})
	if err != nil || !got.Unrelated || len(got.Rows) != 0 {
		t.Errorf("beside an article of the feed: %+v, %v", got, err)
	}
	r.want("beside another", r.near("leak"))
	r.answers("c.example", says(paper("C", sealed)))
	r.pass(time.Hour)
	r.own(ids[3])
	if got := r.near("sealed"); !slices.Contains(got, "story A") || slices.Contains(got, "story B") {
		t.Errorf("of what came since: %q", got)
	}
	if _, err := r.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.want("undone", r.near("leak"), "story C", "story B")
}

func TestWhatAnotherProcessBringsIsNoticed(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", chess))
	r.near("leak") // the index is read
	other := &rig{T: t, dir: r.dir, server: r.server, now: noon, sites: r.sites, down: r.down}
	other.start()
	r.answers("b.example", says(paper("B", vesta, chess)))
	other.pass(time.Hour)
	other.own(ids[2])
	if _, err := other.MarkRead(t.Context(), []feeds.ArticleID{other.find("leak").ID}, true); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	r.places(t.Context()) // as the watch does when the store has changed
	id := r.find("vesta").ID
	if x := r.shelf.recent; !x.Has(id) {
		t.Error("the index does not have what the other process filed")
	}
	r.want("beside the leak", r.near("leak"), "story B")
	r.answers("a.example", says(paper("A", sealed, leak)))
	r.pass(2 * time.Hour)
	r.own(ids[1])
	if a, b := r.find("sealed").Story, r.find("vesta").Story; a == 0 || a != b {
		t.Errorf("the next report is of story %d, the other process's of %d", a, b)
	}
}

func TestOldArticlesAreLookedAtOnDemandAndLetGo(t *testing.T) {
	old := vesta
	old.age = 24 * 200
	r, ids := press(t, paper("A", leak), paper("B", old))
	r.pass(100 * 24 * time.Hour)
	news := sealed
	news.guid, news.age = "news", -24*100+1
	r.answers("a.example", says(paper("A", news)))
	r.own(ids[1])
	r.want("near in time", r.near("news"))
	id := r.find("news").ID
	r.want("of all time", r.nearby(feeds.RelatedRequest{Article: id, AllTime: true}), "related B", "more A")
	r.want("around an old one", r.near("vesta"))
	if r.shelf.earlier == nil {
		t.Fatal("nothing of earlier times is there")
	}
	r.pass(unused + time.Second)
	if !r.endPeriod(r.shelf.earlier) || r.shelf.earlier != nil {
		t.Error("what nobody uses was kept")
	}
}

// Who walks through last year's articles has one index of that time read, not
// one for each of them, and never holds two.
func TestAnIndexOfAnEarlierTimeServesForItsNeighboursAndMakesWayForAnother(t *testing.T) {
	days := func(a told, guid string, n float64) told {
		a.guid, a.age = guid, 24*n
		return a
	}
	r, _ := press(t, paper("A", leak, days(vesta, "late", 200), days(sealed, "soon", 208)), paper("B", days(chess, "early", 300)))
	r.near("late")
	first := r.shelf.earlier
	if first == nil {
		t.Fatal("nothing of earlier times is there")
	}
	for _, guid := range []string{"soon", "late", "leak"} {
		r.near(guid)
		if r.shelf.earlier != first {
			t.Errorf("for %q another index was read", guid)
		}
	}
	r.near("early")
	if r.shelf.earlier == first || r.shelf.earlier == nil {
		t.Fatal("for an article a hundred days earlier there is none")
	}
	if !r.endPeriod(first) {
		t.Error("the first is kept beside it")
	}
}

func TestSignaturesOfAnOlderVersionAreMadeAgain(t *testing.T) {
	r, _ := press(t, paper("A", leak), paper("B", vesta))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), r.dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for from := feeds.ArticleID(0); from != 1; {
		if from, err = s.Sign(t.Context(), related.Version-1, 50, func(*store.Fresh) []byte { return []byte("older") }); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r.start()
	r.want("beside the leak", r.near("leak"), "story B")
	got, err := r.RelatedNow(t.Context(), feeds.RelatedRequest{Article: r.find("leak").ID})
	if err != nil || len(got.Rows) != 1 || got.Rows[0].Score < related.Normal.Story {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestDeletedArticlesVanish(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", vesta))
	if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{r.find("vesta").ID}, true); err != nil {
		t.Fatal(err)
	}
	gone := r.find("vesta").ID
	f := r.feed(ids[2])
	f.Options.KeepDays = 1
	if _, err := r.EditFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	r.near("leak")
	r.answers("b.example", says(paper("B", told{"new", "Owls in the park", "Three owls were counted in the park on Monday by children.", -72})))
	r.pass(72 * time.Hour)
	r.own(ids[2])
	if r.shelf.recent.Has(gone) {
		t.Error("the index has an article that is gone")
	}
	r.want("beside the leak", r.near("leak"))
	if _, err := r.Story(t.Context(), gone); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the story of what is gone: %v", err)
	}
}

func TestThePreferredFeedLeads(t *testing.T) {
	r, ids := press(t, paper("A", leak), paper("B", chess))
	f := r.feed(ids[2])
	f.Options.Preferred = true
	if _, err := r.EditFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	r.answers("b.example", says(paper("B", vesta, chess)))
	r.pass(time.Hour)
	r.own(ids[2])
	if st, err := r.Story(t.Context(), r.find("leak").ID); err != nil || st.Lead != r.find("vesta").ID {
		t.Errorf("%+v, %v", st, err)
	}
}

func TestStrictnessFollowsTheSettings(t *testing.T) {
	r, _ := press(t, paper("A", leak), paper("B", vesta))
	for s, want := range map[feeds.Strictness]related.Strictness{"": related.Normal, feeds.StrictnessStrict: related.Strict,
		feeds.StrictnessNormal: related.Normal, feeds.StrictnessLoose: related.Loose} {
		if err := r.Apply(t.Context(), feeds.Settings{Interval: time.Hour, Related: s}, true); err != nil {
			t.Fatal(err)
		}
		if got := r.strictness(); got != want {
			t.Errorf("%q is %+v", s, got)
		}
	}
}

// TestAFeedThatRewritesItsTitlesStaysApart reloads a feed that changes its
// titles every hour and one in which everything is called the same.
func TestAFeedThatRewritesItsTitlesStaysApart(t *testing.T) {
	var live []told
	for i := range 200 {
		live = append(live, told{fmt.Sprint("live", i), "Live updates", "", float64(i) / 10})
	}
	r, ids := press(t, paper("A", leak), paper("B", vesta), paper("C", live...))
	story := r.find("leak").Story
	for hour := range 6 {
		t.Helper()
		again := leak
		again.title = fmt.Sprintf("Halden reactor: what we know at %d o'clock", hour)
		r.answers("a.example", says(paper("A", again)))
		r.pass(time.Hour)
		r.own(ids[1])
	}
	if h := r.find("leak"); h.Story != story || story == 0 {
		t.Errorf("it is of story %d, was of %d", h.Story, story)
	}
	list, err := r.Stories(t.Context(), feeds.StoriesRequest{Since: noon.AddDate(0, 0, -2)})
	if err != nil || len(list) != 1 || len(list[0].Articles) != 2 {
		t.Errorf("the stories are %+v, %v", list, err)
	}
	r.want("beside one of many of one title", r.near("live7"))
	if diff := cmp.Diff([]string{"story B"}, r.near("leak")); diff != "" {
		t.Error(diff)
	}
}
