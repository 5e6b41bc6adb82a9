package store

import (
	"fmt"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestAnswersAreKeptForAWhileAndGoWithTheirArticle(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("a", ""))[0]
	commit(t, s, f.ID, item("1", 1, "One"))
	id := page(t, s, feeds.View{Kind: feeds.ViewAll})[0].ID
	answer := func(asked string) string { return ok(s.Answer(ctx, []byte(asked)))(t) }
	must(t, s.KeepAnswer(ctx, []byte("why"), id, "Because.", t0))
	must(t, s.KeepAnswer(ctx, []byte("page"), 0, "Of no article.", t0))
	must(t, s.KeepAnswer(ctx, []byte("gone"), 99999, "Of none that is there.", t0))
	must(t, s.KeepAnswer(ctx, []byte("why"), id, "Because of it.", t0.Add(time.Second)))
	s = reopen(t, s)
	if answer("why") != "Because of it." || answer("page") != "Of no article." || answer("gone") == "" || answer("never") != "" {
		t.Errorf("%q, %q, %q, %q", answer("why"), answer("page"), answer("gone"), answer("never"))
	}
	must(t, s.update(ctx, "drop", func(w *session) error { return w.drop(id) }))
	if answer("why") != "" || answer("page") == "" {
		t.Error("an answer did not go with its article, or another's did")
	}
	must(t, s.KeepAnswer(ctx, []byte("later"), 0, "Later.", t0.Add(keptAnswer+time.Minute)))
	if answer("page") != "" || answer("later") == "" {
		t.Error("what is old is still there, or what is new is not")
	}
	for i := range mostAnswers + 5 {
		must(t, s.KeepAnswer(ctx, fmt.Appendf(nil, "q%d", i), 0, "A.", t0.Add(keptAnswer+time.Hour+time.Duration(i)*time.Second)))
	}
	if answer("later") != "" || answer("q4") != "" || answer("q5") == "" || answer(fmt.Sprint("q", mostAnswers+4)) == "" {
		t.Error("more answers are kept than may be, or fewer")
	}
}
