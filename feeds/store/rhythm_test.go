package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestRhythmCountsEightWeeksAndTheLatest(t *testing.T) {
	ctx, now := context.Background(), time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	s, err := Open(ctx, t.TempDir(), Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	out, _, _, err := s.Subscribe(ctx, []feeds.Feed{{URL: "https://busy.example/"}, {URL: "https://silent.example/"}, {URL: "https://new.example/"}}, "import", "x", now)
	if err != nil {
		t.Fatal(err)
	}
	var busy []feeds.Article
	for day := range 100 { // one a day: 56 of them within eight weeks
		busy = append(busy, feeds.Article{GUID: fmt.Sprint(day), Title: "x", Hash: "h", Published: now.AddDate(0, 0, -day)})
	}
	old := []feeds.Article{{GUID: "old", Title: "x", Hash: "h", Published: now.AddDate(0, -5, 0)}}
	if _, err := s.Commit(ctx, []FeedResult{{Feed: out[0].ID, Articles: busy}, {Feed: out[1].ID, Articles: old}}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := s.Rhythm(ctx, now)
	if err != nil {
		t.Fatal(err)
	}
	if r := got[out[0].ID]; r.PerWeek != 7 || !r.Latest.Equal(now) {
		t.Errorf("the busy feed: %+v", r)
	}
	if r := got[out[1].ID]; r.PerWeek != 0 || !r.Latest.Equal(now.AddDate(0, -5, 0)) {
		t.Errorf("the silent feed: %+v", r)
	}
	if r := got[out[2].ID]; r.PerWeek != 0 || !r.Latest.IsZero() {
		t.Errorf("the new feed: %+v", r)
	}
}
