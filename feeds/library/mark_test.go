package library

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// hears gives the kinds of the events that what is done leads to.
func (r *rig) hears(do func() (feeds.Change, error)) (kinds []string) {
	r.Helper()
	drain := func() (out []string) {
		r.events.send(feeds.QueueChanged{})
		for e := range r.Events() {
			if _, end := e.(feeds.QueueChanged); end {
				return out
			}
			out = append(out, fmt.Sprintf("%T", e))
		}
		return out
	}
	drain()
	if _, err := do(); err != nil {
		r.Fatal(err)
	}
	return drain()
}

func TestOnlyWhatIsOneMarkAloneIsToldAsOne(t *testing.T) {
	copied := leak
	copied.guid, copied.title, copied.text = "copied", "Reactor shut after leak", "By our reporter. "+leak.text
	r, _ := press(t, paper("A", leak, chess), paper("B", copied))
	r.want("beside the leak", r.near("leak"), "copy B")
	here, other, alone := r.find("leak").ID, r.find("copied").ID, r.find("chess").ID
	mark := func(read bool, ids ...feeds.ArticleID) func() (feeds.Change, error) {
		return func() (feeds.Change, error) { return r.MarkRead(r.Context(), ids, read) }
	}
	one, all := []string{"feeds.MarkChanged"}, []string{"feeds.ArticlesChanged"}
	for _, step := range []struct {
		name string
		do   func() (feeds.Change, error)
		want []string
	}{
		{"an article that has no copy", mark(true, alone), one},
		{"it is so already", mark(true, alone), nil},
		{"it is unread again", mark(false, alone), one},
		{"that is undone: the screen did not mark it itself", func() (feeds.Change, error) { return r.Undo(r.Context()) }, all},
		{"an article whose copy is marked with it", mark(true, here), all},
		{"the copy, and the article with it", mark(false, other), all},
		{"of two the one that was not so", mark(false, alone, here), all},
	} {
		if diff := cmp.Diff(step.want, r.hears(step.do)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
}

func TestOneMarkIsNoNewsBesideManyAndHidesNone(t *testing.T) {
	mark, many := feeds.MarkChanged{}, feeds.ArticlesChanged{New: 2}
	for name, tt := range map[string]struct{ sent, want []feeds.Event }{
		"marks are one":          {[]feeds.Event{mark, mark}, []feeds.Event{mark}},
		"a mark before articles": {[]feeds.Event{mark, many}, []feeds.Event{many}},
		"a mark after articles":  {[]feeds.Event{many, mark, many}, []feeds.Event{feeds.ArticlesChanged{New: 4}}},
		"beside other news":      {[]feeds.Event{mark, feeds.FeedsChanged{}, many}, []feeds.Event{many, feeds.FeedsChanged{}}},
		"after a reload's end":   {[]feeds.Event{many, feeds.ReloadFinished{}, mark, many}, []feeds.Event{many, feeds.ReloadFinished{}, many}},
	} {
		var got []feeds.Event
		for _, e := range tt.sent {
			got = merge(got, e)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
