package store

import (
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestAFeedMovesToWhereItsRedirectsLed(t *testing.T) {
	tests := map[string]struct {
		feed   feeds.Feed
		to     string
		moved  bool
		origin feeds.Origin
	}{
		"to another host, whose addresses nobody vouches for": {feedNamed("gazette", ""), "https://elsewhere.example/feed", true, feeds.OriginMoved},
		"within its host it stays the person's own":           {feedNamed("gazette", ""), "https://gazette.example/new", true, feeds.OriginAdded},
		"not where another feed is":                           {feedNamed("gazette", ""), "https://herald.example/feed", false, feeds.OriginAdded},
		"not where the config has the say": {feeds.Feed{URL: "https://gazette.example/feed", Origin: feeds.OriginConfig},
			"https://elsewhere.example/feed", false, feeds.OriginConfig},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			f := subscribed(t, s, test.feed, feedNamed("herald", ""))[0]
			st := feeds.FetchState{ETag: `"e"`, BodyHash: "ab", Checked: t0, Moved: test.to, MovedCount: 3}
			c := ok(s.Commit(ctx, []FeedResult{{Feed: f.ID, State: st, Moved: test.to}}, nil))(t)
			got := ok(s.Feed(ctx, f.ID))(t)
			want, count := f.URL, 3
			if test.moved {
				want, count = test.to, 0
			}
			if c[0].Moved != test.moved || got.URL != want || got.Origin != test.origin {
				t.Errorf("moved %v to %s, origin %s; want %v, %s, %s", c[0].Moved, got.URL, got.Origin, test.moved, want, test.origin)
			}
			if got.FetchState.ETag != `"e"` || got.FetchState.MovedCount != count {
				t.Errorf("state %+v; want the validators kept and a count of %d", got.FetchState, count)
			}
		})
	}
}

func TestAHeldClaimOutlastsItsLease(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	claim := func(now time.Time) int {
		t.Helper()
		return len(ok(s.ClaimFeeds(ctx, Claim{Lease: time.Minute, Now: now}))(t))
	}
	if claim(t0) != 1 || claim(t0.Add(30*time.Second)) != 0 {
		t.Fatal("want one claim, and no other within its lease")
	}
	must(t, s.Hold(ctx, []feeds.FeedID{f.ID}, t0.Add(100*time.Second)))
	if claim(t0.Add(70*time.Second)) != 0 {
		t.Error("claimed while another holds it")
	}
	if claim(t0.Add(101*time.Second)) != 1 {
		t.Error("not free after the hold")
	}
	must(t, s.Release(ctx, []feeds.FeedID{f.ID}))
	must(t, s.Hold(ctx, []feeds.FeedID{f.ID}, t0.Add(time.Hour)))
	if claim(t0.Add(200*time.Second)) != 1 {
		t.Error("a claim that had ended was held")
	}
}

// Faults: D17
func TestAClockSetBackHoldsNoFeedUp(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	ahead := t0.AddDate(10, 0, 0)
	ok(s.Commit(ctx, []FeedResult{{Feed: f.ID, State: feeds.FetchState{Checked: ahead, Next: ahead.Add(time.Hour)}}}, nil))(t)
	if n := len(ok(s.ClaimFeeds(ctx, Claim{Due: true, Lease: time.Minute, Now: t0}))(t)); n != 1 {
		t.Errorf("claimed %d feeds, want the one that waits for a year that is far away", n)
	}
}

func TestAValueIsKept(t *testing.T) {
	s := fresh(t)
	if v := ok(s.Value(ctx, "edition"))(t); v != "" {
		t.Errorf("a value from nowhere: %q", v)
	}
	must(t, s.SetValue(ctx, "edition", "one"))
	must(t, s.SetValue(ctx, "edition", "two"))
	if v := ok(s.Value(ctx, "edition"))(t); v != "two" {
		t.Errorf("kept %q, want two", v)
	}
}
