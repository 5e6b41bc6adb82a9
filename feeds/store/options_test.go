package store

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestAFeedsOptionsAreKeptEditedAndUndone(t *testing.T) {
	ctx, now := context.Background(), time.Unix(1_790_000_000, 0)
	s, err := Open(ctx, t.TempDir(), Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	first := feeds.FeedOptions{Interval: time.Hour * 2, Headers: map[string]string{"B": "2", "A": "1"}, Exec: []string{"x", "y z"}}
	out, _, _, err := s.Subscribe(ctx, []feeds.Feed{{URL: "https://a.example/", Options: first}}, "subscribe", "", now)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, out[0].Options); diff != "" {
		t.Error(diff)
	}
	edited := out[0]
	edited.Options = feeds.FeedOptions{Paused: true}
	if c, err := s.EditFeed(ctx, edited, now); err != nil || c.N != 1 {
		t.Fatal(c, err)
	}
	if c, err := s.EditFeed(ctx, edited, now); err != nil || c.N != 0 {
		t.Errorf("the same options again are a change: %v %v", c, err)
	}
	f, _ := s.Feed(ctx, edited.ID)
	if diff := cmp.Diff(feeds.FeedOptions{Paused: true}, f.Options); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	f, _ = s.Feed(ctx, edited.ID)
	if diff := cmp.Diff(first, f.Options); diff != "" {
		t.Errorf("undone: %s", diff)
	}
}

func TestOptionsOfTheConfigFollowTheFile(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, t.TempDir(), Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, want := range []feeds.FeedOptions{{User: "me", Password: "secret"}, {KeepDays: 3}, {}} {
		if _, err := s.SyncConfig(ctx, []feeds.Feed{{URL: "https://a.example/", Options: want}}, false); err != nil {
			t.Fatal(err)
		}
		f, err := s.FeedByURL(ctx, "https://a.example/")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, f.Options); diff != "" {
			t.Error(diff)
		}
	}
}
