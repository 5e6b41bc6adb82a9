package feeds

import (
	"slices"
	"testing"
	"time"
)

// noon is a Wednesday.
var noon = time.Date(2026, 11, 4, 12, 0, 0, 0, time.UTC)

func at(rand float64) ScheduleOptions { return ScheduleOptions{Now: noon, Rand: rand} }

func TestNextRequestOfAFeedThatAnswers(t *testing.T) {
	good := Answer{Outcome: OutcomeGood, Status: 200}
	with := func(change func(*Answer)) Answer { a := good; change(&a); return a }
	tests := map[string]struct {
		answer   Answer
		opt      ScheduleOptions
		min, max time.Duration
	}{
		"16: nothing said, lowest jitter: an hour":    {good, at(0), time.Hour, time.Hour},
		"16: nothing said, highest jitter: 66 min":    {good, at(1), 66 * time.Minute, 66 * time.Minute},
		"18: max-age of 2 h":                          {with(func(a *Answer) { a.MaxAge = 2 * time.Hour }), at(0), 2 * time.Hour, 2 * time.Hour},
		"19: max-age of a year is cut to a day":       {with(func(a *Answer) { a.MaxAge = 365 * 24 * time.Hour }), at(1), 24 * time.Hour, 24 * time.Hour},
		"20: Expires in the past: an hour":            {with(func(a *Answer) { a.Expires = noon.Add(-time.Hour) }), at(0), time.Hour, time.Hour},
		"21: Expires in 3 h":                          {with(func(a *Answer) { a.Expires = noon.Add(3 * time.Hour) }), at(0.5), 3 * time.Hour, 198 * time.Minute},
		"Expires counts from the server's own clock":  {with(func(a *Answer) { a.Date = noon.AddDate(10, 0, 0); a.Expires = a.Date.Add(2 * time.Hour) }), at(0), 2 * time.Hour, 2 * time.Hour},
		"Expires ten years ahead: a day":              {with(func(a *Answer) { a.Expires = noon.AddDate(10, 0, 0) }), at(0), 24 * time.Hour, 24 * time.Hour},
		"22: ttl of 3 h":                              {with(func(a *Answer) { a.Parsed, a.TTL = true, 3*time.Hour }), at(0), 3 * time.Hour, 3 * time.Hour},
		"22: sy:updatePeriod daily":                   {with(func(a *Answer) { a.Parsed, a.UpdatePeriod = true, 24*time.Hour }), at(0), 24 * time.Hour, 24 * time.Hour},
		"22: skipHours 13 and 14 move 13:00 to 15:00": {with(func(a *Answer) { a.Parsed, a.SkipHours = true, []int{13, 14} }), at(0), 3 * time.Hour, 3 * time.Hour},
		"22: skipDays today: after midnight":          {with(func(a *Answer) { a.Parsed, a.SkipDays = true, []time.Weekday{time.Wednesday} }), at(1), 12 * time.Hour, 12*time.Hour + 6*time.Minute},
		"all hours skipped: a day, not for ever":      {with(func(a *Answer) { a.Parsed, a.SkipHours = true, hours(0, 23) }), at(1), 24 * time.Hour, 24 * time.Hour},
		"the person's interval of 3 h":                {good, ScheduleOptions{Now: noon, Interval: 3 * time.Hour}, 3 * time.Hour, 3 * time.Hour},
		"the person's interval of two days stands":    {good, ScheduleOptions{Now: noon, Interval: 48 * time.Hour, Rand: 0.5}, 48 * time.Hour, 50*time.Hour + 24*time.Minute},
		"an interval of a second is no interval":      {good, ScheduleOptions{Now: noon, Interval: time.Second}, 5 * time.Minute, 5 * time.Minute},
		"negative max-age is nothing":                 {with(func(a *Answer) { a.MaxAge = -time.Hour }), at(0), time.Hour, time.Hour},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := FetchState{}.After(test.answer, test.opt)
			if gap := s.Next.Sub(noon); gap < test.min || gap > test.max {
				t.Errorf("asked again after %v, want %v to %v", gap, test.min, test.max)
			}
			if s.Failures != 0 || !s.Succeeded.Equal(noon) || !s.Checked.Equal(noon) {
				t.Errorf("state %+v", s)
			}
		})
	}
}

func hours(from, to int) (list []int) {
	for h := from; h <= to; h++ {
		list = append(list, h)
	}
	return list
}

func TestWhatAFeedAsksForHoldsForAnswersWithoutABody(t *testing.T) {
	s := FetchState{}.After(Answer{Outcome: OutcomeGood, Status: 200, Parsed: true, TTL: 3 * time.Hour}, at(0))
	s = s.After(Answer{Outcome: OutcomeGood, Status: 304, NotModified: true}, at(0))
	if gap := s.Next.Sub(noon); gap != 3*time.Hour {
		t.Errorf("after 304 asked again in %v, want the feed's own 3 h", gap)
	}
	s = s.After(Answer{Outcome: OutcomeGood, Status: 200, Parsed: true}, at(0))
	if gap := s.Next.Sub(noon); gap != time.Hour {
		t.Errorf("once the feed asks for nothing: %v, want an hour", gap)
	}
}

func TestTroubleSlowsAFeedDown(t *testing.T) {
	tests := map[string]struct {
		answer Answer
		gaps   []time.Duration // after the first, second, … failure running, without jitter
	}{
		"29: 500 doubles from the interval to a day": {Answer{Outcome: OutcomeBad, Status: 500},
			[]time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour}},
		"29: a refused connection doubles":           {Answer{Outcome: OutcomeFailed}, []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour}},
		"29: an unreached host doubles while online": {Answer{Outcome: OutcomeUnreached}, []time.Duration{time.Hour, 2 * time.Hour}},
		"30: 404 goes towards once a day":            {Answer{Outcome: OutcomeBad, Status: 404}, []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour}},
		"33: 401 is no retry storm":                  {Answer{Outcome: OutcomeBad, Status: 401}, []time.Duration{time.Hour, 2 * time.Hour}},
		"25: 429 with Retry-After of 2 h":            {Answer{Outcome: OutcomeBad, Status: 429, RetryAfter: 2 * time.Hour}, []time.Duration{2 * time.Hour, 2 * time.Hour}},
		"25: Retry-After under the interval":         {Answer{Outcome: OutcomeBad, Status: 429, RetryAfter: time.Minute}, []time.Duration{time.Hour}},
		"27: 429 without it doubles to a day":        {Answer{Outcome: OutcomeBad, Status: 429}, []time.Duration{time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour}},
		"28: 503 with Retry-After keeps the gap":     {Answer{Outcome: OutcomeBad, Status: 503, RetryAfter: 5 * time.Hour}, []time.Duration{5 * time.Hour, 5 * time.Hour}},
		"Retry-After of a century: a week":           {Answer{Outcome: OutcomeBad, Status: 503, RetryAfter: 876000 * time.Hour}, []time.Duration{7 * 24 * time.Hour}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := FetchState{}
			for i, want := range test.gaps {
				s = s.After(test.answer, at(0))
				if gap := s.Next.Sub(noon); gap != want {
					t.Errorf("failure %d: asked again after %v, want %v", i+1, gap, want)
				}
				if s.Failures != i+1 {
					t.Errorf("failure %d counted as %d", i+1, s.Failures)
				}
			}
			s = s.After(Answer{Outcome: OutcomeGood, Status: 304, NotModified: true}, at(0))
			if gap := s.Next.Sub(noon); gap != time.Hour || s.Failures != 0 || s.Error != "" {
				t.Errorf("after a success: %v, state %+v; want an hour and no failure", gap, s)
			}
		})
	}
	t.Run("29: failures are jittered up to a tenth", func(t *testing.T) {
		s := FetchState{}.After(Answer{Outcome: OutcomeFailed}, at(1))
		if gap := s.Next.Sub(noon); gap != 66*time.Minute {
			t.Errorf("%v, want 66 min", gap)
		}
	})
	t.Run("a hundred failures overflow nothing", func(t *testing.T) {
		s := FetchState{Failures: 10_000}.After(Answer{Outcome: OutcomeFailed}, at(1))
		if gap := s.Next.Sub(noon); gap != 24*time.Hour {
			t.Errorf("%v, want a day", gap)
		}
	})
	t.Run("27: a short interval still waits 10 min after 429", func(t *testing.T) {
		s := FetchState{}.After(Answer{Outcome: OutcomeBad, Status: 429}, ScheduleOptions{Now: noon, Interval: 5 * time.Minute})
		if gap := s.Next.Sub(noon); gap != 10*time.Minute {
			t.Errorf("%v, want 10 min", gap)
		}
	})
}

func TestValidatorsAreOnlyWhatTheServerSentWithAWholeFeed(t *testing.T) {
	old := FetchState{ETag: `"old"`, LastModified: "Mon, 6 Oct 2025 10:00:00 GMT", BodyHash: "aa"}
	tests := map[string]struct {
		answer             Answer
		etag, modified, is string
	}{
		"7: a good 200 brings new ones":           {Answer{Outcome: OutcomeGood, Status: 200, ETag: `W/"aB-c=,;d--gzip"`, LastModified: "2025-10-06 10:00", BodyHash: "bb"}, `W/"aB-c=,;d--gzip"`, "2025-10-06 10:00", "bb"},
		"8: a 304 brings a new ETag":              {Answer{Outcome: OutcomeGood, Status: 304, NotModified: true, ETag: "new one"}, "new one", old.LastModified, "aa"},
		"304 without any keeps the old":           {Answer{Outcome: OutcomeGood, Status: 304, NotModified: true}, old.ETag, old.LastModified, "aa"},
		"9: a good 200 without any drops them":    {Answer{Outcome: OutcomeGood, Status: 200, BodyHash: "bb"}, "", "", "bb"},
		"10: garbage with an ETag keeps the old":  {Answer{Outcome: OutcomeBad, Status: 200, ETag: `"garbage"`, Error: "not a feed"}, old.ETag, old.LastModified, "aa"},
		"11: a body cut short keeps the old":      {Answer{Outcome: OutcomeCut, Status: 200, ETag: `"half"`, BodyHash: "bb"}, old.ETag, old.LastModified, "aa"},
		"12: a 404 with an ETag keeps the old":    {Answer{Outcome: OutcomeBad, Status: 404, ETag: `"lost"`}, old.ETag, old.LastModified, "aa"},
		"12: a 500 with an ETag keeps the old":    {Answer{Outcome: OutcomeBad, Status: 500, ETag: `"ouch"`}, old.ETag, old.LastModified, "aa"},
		"an unreached host keeps the old":         {Answer{Outcome: OutcomeUnreached}, old.ETag, old.LastModified, "aa"},
		"a request that was stopped keeps it all": {Answer{Outcome: OutcomeCanceled}, old.ETag, old.LastModified, "aa"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := old.After(test.answer, at(0))
			if s.ETag != test.etag || s.LastModified != test.modified || s.BodyHash != test.is {
				t.Errorf("kept %q, %q, %q; want %q, %q, %q", s.ETag, s.LastModified, s.BodyHash, test.etag, test.modified, test.is)
			}
		})
	}
	t.Run("14: an edited URL starts without", func(t *testing.T) {
		if s := old.Forgotten(); s != (FetchState{}) {
			t.Errorf("left: %+v", s)
		}
	})
}

func TestAGoneFeedIsNotAskedByScheduleAgain(t *testing.T) {
	s := FetchState{}.After(Answer{Outcome: OutcomeBad, Status: 410, Error: "gone"}, at(0))
	if !s.Gone || s.Health() != "gone" || Due(s, noon.AddDate(5, 0, 0)) {
		t.Errorf("after 410: %+v", s)
	}
	if s = s.After(Answer{Outcome: OutcomeGood, Status: 200}, at(0)); s.Gone || s.Health() != "ok" {
		t.Errorf("a person asked and it is back: %+v", s)
	}
}

func TestOfflineCountsAgainstNobody(t *testing.T) {
	before := FetchState{Checked: noon.Add(-2 * time.Hour), Succeeded: noon.Add(-2 * time.Hour), Next: noon.Add(-time.Hour), Status: 200}
	o := at(0)
	o.Offline = true
	s := before.After(Answer{Outcome: OutcomeUnreached, Error: "no network"}, o)
	if s.Failures != 0 || s.Error != "" || !s.Checked.Equal(before.Checked) || s.Status != 200 {
		t.Errorf("offline was counted: %+v", s)
	}
	if gap := s.Next.Sub(noon); gap <= 0 || gap > 10*time.Minute {
		t.Errorf("looked again after %v, want a few minutes", gap)
	}
}

func TestAHostThatWaitsHoldsItsFeedsBackWithoutBlame(t *testing.T) {
	s := FetchState{Failures: 0, Next: noon}.After(Answer{Outcome: OutcomeWaiting, RetryAfter: time.Hour}, at(0))
	if s.Failures != 0 || s.Next.Sub(noon) != time.Hour {
		t.Errorf("state %+v", s)
	}
}

func TestAPermanentRedirectIsBelievedAfterThreeReloads(t *testing.T) {
	moved := Answer{Outcome: OutcomeGood, Status: 200, Moved: "https://new.example/feed"}
	s := FetchState{}
	for i, want := range []string{"", "", "https://new.example/feed"} {
		if s = s.After(moved, at(0)); s.NewURL() != want {
			t.Fatalf("34: after reload %d the URL is %q, want %q", i+1, s.NewURL(), want)
		}
	}
	tests := map[string]Answer{
		"35: one answer from the old address starts over": {Outcome: OutcomeGood, Status: 200},
		"38: a page instead of a feed starts over":        {Outcome: OutcomeBad, Status: 200, Moved: moved.Moved},
		"another target starts over":                      {Outcome: OutcomeGood, Status: 200, Moved: "https://other.example/"},
	}
	for name, between := range tests {
		t.Run(name, func(t *testing.T) {
			s := FetchState{}
			for _, a := range []Answer{moved, moved, between, moved} {
				s = s.After(a, at(0))
			}
			if got := s.NewURL(); got != "" {
				t.Errorf("moved to %q too early", got)
			}
		})
	}
	t.Run("a time-out between proves nothing", func(t *testing.T) {
		s := FetchState{}
		for _, a := range []Answer{moved, moved, {Outcome: OutcomeFailed}, moved} {
			s = s.After(a, at(0))
		}
		if s.NewURL() == "" {
			t.Error("not moved after three good reloads")
		}
	})
}

func TestDue(t *testing.T) {
	tests := map[string]struct {
		state FetchState
		want  bool
	}{
		"a new feed is due":                                 {FetchState{}, true},
		"17: one checked a minute ago is not":               {FetchState{Checked: noon.Add(-time.Minute), Next: noon.Add(59 * time.Minute)}, false},
		"one whose time is now is":                          {FetchState{Checked: noon.Add(-time.Hour), Next: noon}, true},
		"a gone one is never":                               {FetchState{Gone: true}, false},
		"one from a clock years ahead is, once set back":    {FetchState{Checked: noon.AddDate(10, 0, 0), Next: noon.AddDate(10, 0, 1)}, true},
		"one checked a few minutes ahead of a clock is not": {FetchState{Checked: noon.Add(5 * time.Minute), Next: noon.Add(65 * time.Minute)}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := Due(test.state, noon); got != test.want {
				t.Errorf("due: %v, want %v", got, test.want)
			}
		})
	}
}

func TestAPersonsOwnReloadIsAtMostOnceAMinuteAFeed(t *testing.T) {
	for ago, want := range map[time.Duration]bool{0: true, 59 * time.Second: true, time.Minute: false, -time.Hour: false} {
		if got := AskedTooSoon(FetchState{Checked: noon.Add(-ago)}, noon); got != want {
			t.Errorf("15: asked %v ago: too soon %v, want %v", ago, got, want)
		}
	}
	if AskedTooSoon(FetchState{}, noon) {
		t.Error("a feed never asked cannot have been asked too soon")
	}
}

func TestAWokenLaptopAsksItsFeedsOverAMinute(t *testing.T) {
	delays := Spread(300, 10*time.Hour)
	if len(delays) != 300 || delays[0] != 0 || delays[299] < time.Minute || !slices.IsSorted(delays) {
		t.Errorf("23: %d delays from %v to %v", len(delays), delays[0], delays[len(delays)-1])
	}
	if d := slices.Max(Spread(300, time.Second)); d != 0 {
		t.Errorf("a schedule on time is delayed by %v", d)
	}
	if len(Spread(0, 10*time.Hour)) != 0 || len(Spread(1, 10*time.Hour)) != 1 {
		t.Error("wrong number of delays")
	}
}

func TestAFeedIsMarkedLostAfterThreeDaysOf404(t *testing.T) {
	s := FetchState{Succeeded: noon.Add(-71 * time.Hour), Status: 404, Failures: 9}
	if s.Lost(noon) || !s.Lost(noon.Add(time.Hour)) {
		t.Error("30: want lost from the third day on")
	}
	if s.Status = 500; s.Lost(noon.Add(time.Hour)) {
		t.Error("a server in trouble is not a lost feed")
	}
}
