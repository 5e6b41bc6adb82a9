package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"broadsheet/feeds"
)

var muting = feeds.RuleActs{Mute: true}

func madeRule(t testing.TB, s *Store, name, query string, acts feeds.RuleActs) feeds.RuleID {
	t.Helper()
	_, _, err := s.SaveRule(ctx, feeds.SavedRule{Name: name, Query: query, Acts: acts}, Ruled{}, t0)
	must(t, err)
	list := ok(s.Rules(ctx))(t)
	return list[slices.IndexFunc(list, func(r feeds.SavedRule) bool { return r.Name == name && r.Line == 0 })].ID
}

// A rule takes, of all that comes, what searching finds by its query.
func TestARuleTakesExactlyWhatItsQueryFinds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 4))
	s, _ := someStore(t, rnd, 60, true)
	var list []feeds.SavedRule
	for len(list) < 30 {
		q, err := feeds.ParseQuery(someQuery(rnd, 2))
		if err == nil && q.Where != nil && !feeds.Asks(q.Where, feeds.Is{State: "bookmarked"}) {
			list = append(list, feeds.SavedRule{Name: fmt.Sprint("rule ", len(list)), Query: q.String(), Acts: feeds.RuleActs{Bookmark: true}})
		}
	}
	n, _, err := s.SaveRules(ctx, list, t0)
	must(t, err)
	if n != len(list) {
		t.Fatalf("%d rules were made of %d", n, len(list))
	}
	newest := ok(s.Sections(ctx, t0))(t).Newest
	var came []feeds.Article
	for i := range 120 {
		a := item(fmt.Sprint("new", i), 0, someText(rnd, 4)+"x")
		a.Text, a.Published, a.Hash = someText(rnd, 10), t0.Add(-time.Duration(rnd.IntN(90*24))*time.Hour), fmt.Sprint("n", i)
		a.HTML = feeds.Raw(a.Text)
		a.Authors, a.Topics, a.Words = []string{someText(rnd, 2)}, []string{pick(rnd, someTopics)}, rnd.IntN(1200)
		came = append(came, a)
	}
	paper := ok(s.Feeds(ctx))(t)[0]
	ok(s.Commit(ctx, []FeedResult{{Feed: paper.ID, State: feeds.FetchState{Checked: t0}, Articles: came}}, nil))(t)
	took := map[string]map[feeds.ArticleID]bool{}
	var last RuleTask
	for {
		tasks := ok(s.RuleTasks(ctx, last, 50))(t)
		if len(tasks) == 0 {
			break
		}
		for _, task := range tasks {
			last = task
			if took[task.Name] == nil {
				took[task.Name] = map[feeds.ArticleID]bool{}
			}
			took[task.Name][task.Article] = true
		}
	}
	some := 0
	for _, r := range list {
		want := 0
		for _, id := range ok(s.RuleFinds(ctx, ok(feeds.ParseQuery(r.Query))(t), t0))(t) {
			if id <= newest {
				continue
			}
			if want++; !took[r.Name][id] {
				t.Errorf("%s did not take %d, which searching finds", r.Query, id)
			}
		}
		if len(took[r.Name]) != want {
			t.Errorf("%s took %d, searching finds %d", r.Query, len(took[r.Name]), want)
		}
		if want > 0 {
			some++
		}
	}
	if some < 10 {
		t.Errorf("only %d rules took something: the test tests little", some)
	}
}

func TestMutedArticlesAreFoundByIsMutedAlone(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	madeRule(t, s, "Storms", "storm", muting)
	commit(t, s, f.ID, item("a", 0, "A storm at sea"), item("b", 1, "Calm"), item("c", 2, "Storm again"))
	for query, want := range map[string][]string{
		"is:muted":            {"Storm again", "A storm at sea"},
		"is:muted sea":        {"A storm at sea"},
		"storm":               nil,
		"-calm":               nil,
		"calm or is:muted":    {"Storm again", "Calm", "A storm at sea"},
		"not is:muted":        {"Calm"},
		"is:unread":           {"Calm"},
		"is:unread is:muted":  {"Storm again", "A storm at sea"},
		"/st.rm/ is:muted":    {"Storm again", "A storm at sea"},
		"is:read is:muted":    nil,
		"(is:muted again) -x": {"Storm again"},
	} {
		if got := titles(page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: query, Now: t0})); !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0}) {
		if h.HiddenBy != "Storms" {
			t.Errorf("%s is hidden by %q", h.Title, h.HiddenBy)
		}
	}
	// Nor does marking a search of them touch them.
	c := ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0}, 1<<40, t0))(t)
	if c.N != 0 {
		t.Errorf("marking them all read changed %d", c.N)
	}
}

func TestRulesActInTheirOrderAndKnowWhatWasMutedBefore(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	second := madeRule(t, s, "Rest", "storm -is:muted", feeds.RuleActs{Read: true})
	madeRule(t, s, "Sea", "sea", muting)
	ok(s.MoveRule(ctx, second, true, t0))(t)
	commit(t, s, f.ID, item("a", 0, "A storm at sea"), item("b", 1, "A storm"))
	if got := page(t, s, feeds.View{Kind: feeds.ViewAll}); len(got) != 1 || !got[0].Read {
		t.Errorf("shown is %+v, want the storm, read", got)
	}
	if got := page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0}); len(got) != 1 || got[0].Read {
		t.Errorf("muted is %+v, want the sea, unread", got)
	}
	if got := page(t, s, feeds.View{Kind: feeds.ViewUnread, Opened: t0.Add(-time.Hour)}); len(got) != 0 {
		t.Errorf("what a rule marked read is shown as read lately: %+v", got)
	}
}

func TestARuleActsUntilItsEndAndWhatItHidStaysHidden(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	_, _, err := s.SaveRule(ctx, feeds.SavedRule{Name: "Cup", Query: "cup", Acts: muting, Ends: t0.Add(time.Hour)}, Ruled{}, t0)
	must(t, err)
	at := func(now time.Time, guid string) {
		ok(s.Commit(ctx, []FeedResult{{Feed: f.ID, State: feeds.FetchState{Checked: now, Succeeded: now}, Articles: []feeds.Article{item(guid, 0, "Cup "+guid)}}}, nil))(t)
	}
	at(t0, "first")
	at(t0.Add(time.Hour), "second")
	if got := titles(page(t, s, feeds.View{Kind: feeds.ViewAll})); !slices.Equal(got, []string{"Cup second"}) {
		t.Errorf("shown are %q", got)
	}
}

func TestAnEditShowsWhatTheOldQueryHidAndUndoHidesItAgain(t *testing.T) {
	s := reopened(t, t.TempDir())
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	id := madeRule(t, s, "Weather", "storm", muting)
	commit(t, s, f.ID, item("a", 0, "A storm"), item("b", 1, "Rain"), item("c", 2, "Calm"))
	shown := func(want ...string) {
		t.Helper()
		if got := titles(page(t, s, feeds.View{Kind: feeds.ViewAll})); !slices.Equal(got, want) {
			t.Errorf("shown are %q, want %q", got, want)
		}
	}
	shown("Calm", "Rain")
	rain := ok(s.RuleFinds(ctx, ok(feeds.ParseQuery("rain"))(t), t0))(t)
	_, c, err := s.SaveRule(ctx, feeds.SavedRule{ID: id, Name: "Weather", Query: "rain", Acts: muting}, Ruled{Articles: rain}, t0)
	must(t, err)
	if c.Verb != "edit rule" || c.N != 2 {
		t.Errorf("the change is %+v", c)
	}
	shown("Calm", "A storm")
	s = reopen(t, s)
	ok(s.Undo(ctx))(t)
	shown("Calm", "Rain")
	ok(s.Redo(ctx))(t)
	shown("Calm", "A storm")
	ok(s.Undo(ctx))(t)
	// Switched off it shows what it hid; another rule's stays hidden.
	madeRule(t, s, "Twice", "storm", muting)
	storm := ok(s.RuleFinds(ctx, ok(feeds.ParseQuery("is:muted storm"))(t), t0))(t)
	list := ok(s.Rules(ctx))(t)
	_, _, err = s.SaveRule(ctx, list[1], Ruled{Articles: storm}, t0)
	must(t, err)
	off := ok(s.Rules(ctx))(t)[0]
	off.Off = true
	_, _, err = s.SaveRule(ctx, off, Ruled{}, t0)
	must(t, err)
	shown("Calm", "Rain")
	if r := ok(s.HiddenBy(ctx, storm[0]))(t); r.Name != "Twice" {
		t.Errorf("hidden by %q", r.Name)
	}
	ok(s.RemoveRule(ctx, ok(s.Rules(ctx))(t)[1].ID, t0))(t)
	shown("Calm", "Rain", "A storm")
	if _, err := s.HiddenBy(ctx, storm[0]); !errors.Is(err, ErrNotFound) {
		t.Errorf("hidden still: %v", err)
	}
}

func TestRulesThatCannotBeAreRefused(t *testing.T) {
	s := fresh(t)
	id := madeRule(t, s, "Storms", "storm  OR iris sort:best", muting)
	if r := ok(s.Rules(ctx))(t)[0]; r.Query != "storm or iris" {
		t.Errorf("kept as %q", r.Query)
	}
	for _, r := range []feeds.SavedRule{{Name: "", Query: "x", Acts: muting}, {Name: "x", Query: "(x", Acts: muting}, {Name: "x", Query: " ", Acts: muting}, {Name: "x", Query: "x"}} {
		if _, _, err := s.SaveRule(ctx, r, Ruled{}, t0); err == nil {
			t.Errorf("%+v was kept", r)
		}
	}
	if _, _, err := s.SaveRule(ctx, feeds.SavedRule{Name: "Storms", Query: "x", Acts: muting}, Ruled{}, t0); !errors.Is(err, ErrRuleNamed) {
		t.Errorf("a name twice: %v", err)
	}
	ok(s.RemoveRule(ctx, id, t0))(t)
	if _, err := s.RemoveRule(ctx, id, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if _, _, err := s.SaveRule(ctx, feeds.SavedRule{ID: id, Name: "y", Query: "y", Acts: muting}, Ruled{}, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("changed once removed: %v", err)
	}
}

// Two thousand new articles against fifty rules, of which each takes few.
func BenchmarkRules(b *testing.B) {
	for _, n := range []int{0, 50} {
		b.Run(fmt.Sprint(n, " rules"), func(b *testing.B) {
			rnd := rand.New(rand.NewPCG(1, 2))
			s := fresh(b)
			f := subscribed(b, s, feedNamed("Gazette", ""))[0]
			var list []feeds.SavedRule
			for i := range n {
				query := fmt.Sprintf("title:word%d or author:\"Nobody %d\"", i*37, i)
				if i%5 == 0 {
					query = fmt.Sprintf("body:word%d -feed:elsewhere", i*91)
				}
				list = append(list, feeds.SavedRule{Name: query, Query: query, Acts: muting})
			}
			must(b, third(s.SaveRules(ctx, list, t0)))
			text := func(words int) string {
				var t string
				for range words {
					t += fmt.Sprintf("word%d ", rnd.IntN(20000))
				}
				return t
			}
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				b.StopTimer()
				var came []feeds.Article
				for k := range 2000 {
					a := item(fmt.Sprint(i, "-", k), k, text(8))
					a.Text, a.Hash = text(300), fmt.Sprint(i, k)
					came = append(came, a)
				}
				b.StartTimer()
				ok(s.Commit(ctx, []FeedResult{{Feed: f.ID, Articles: came}}, nil))(b)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/2000, "ns/article")
		})
	}
}

func third[A, B any](_ A, _ B, err error) error { return err }

func TestRulesOfTheConfigComeAndGoWithItAndKeepWhatTheyHid(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	own := madeRule(t, s, "Storms", "storm", feeds.RuleActs{Read: true})
	sync := func(keep bool, list ...feeds.RuleSetting) bool {
		t.Helper()
		for i := range list {
			list[i].Acts, list[i].Line = muting, 3*i+1
		}
		return ok(s.SyncRules(ctx, list, keep))(t)
	}
	rule := func(name, query string) feeds.RuleSetting { return feeds.RuleSetting{Name: name, Query: query} }
	if !sync(false, rule("Storms", "storm"), rule("B", "rain")) || sync(false, rule("Storms", "storm"), rule("B", "rain")) {
		t.Error("the first sync changes something, the second nothing")
	}
	commit(t, s, f.ID, item("a", 0, "A storm"), item("b", 1, "Rain"), item("c", 2, "Calm"))
	hidden := func(want ...string) {
		t.Helper()
		var got []string
		for _, h := range page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0}) {
			got = append(got, h.Title+" by "+h.HiddenBy)
		}
		if !slices.Equal(got, want) {
			t.Errorf("hidden are %q, want %q", got, want)
		}
	}
	hidden("Rain by B", "A storm by Storms")
	sync(false, rule("B", "storm"), rule("Storms", "rain")) // they have changed their names
	hidden("Rain by Storms", "A storm by B")
	if list := ok(s.Rules(ctx))(t); len(list) != 3 || list[0].Name != "B" || list[2].ID != own {
		t.Errorf("the rules are %+v", list)
	}
	if _, err := s.RemoveRule(ctx, ok(s.Rules(ctx))(t)[0].ID, t0); !errors.Is(err, ErrRuleDeclared) {
		t.Errorf("removing one of the config: %v", err)
	}
	sync(true) // the file has a mistake: nothing goes
	hidden("Rain by Storms", "A storm by B")
	sync(true, rule("B", "calm"))
	hidden("Rain by Storms")
	sync(false)
	hidden()
	if list := ok(s.Rules(ctx))(t); len(list) != 1 || list[0].ID != own {
		t.Errorf("without the config's there are %+v", list)
	}
}

// A later version may read queries otherwise; news is kept all the same.
func TestARuleThatReadsNoMoreStopsNoNews(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	id := madeRule(t, s, "Storms", "storm", muting)
	w := <-s.writer
	_, err := w.conn.ExecContext(ctx, "UPDATE rules SET query = 'new:storm (' WHERE id = ?", int64(id))
	s.writer <- w
	must(t, err)
	if c := commit(t, s, f.ID, item("a", 0, "A storm")); c.New != 1 || len(page(t, s, feeds.View{Kind: feeds.ViewAll})) != 1 {
		t.Errorf("the commit was %+v", c)
	}
}
