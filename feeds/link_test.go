package feeds

import (
	"testing"
	"time"
)

func TestALinkIsCalledDeadAtOnceOrAfterABadWeek(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, 1+n, 8, 0, 0, 0, time.UTC) }
	gone := LinkAnswer{Fate: FateGone, Status: 404, Reason: "404"}
	trouble := LinkAnswer{Fate: FateTrouble, Status: 503, Reason: "503"}
	barred := LinkAnswer{Fate: FateBarred, Status: 403, Reason: "403"}
	alive := LinkAnswer{Fate: FateAlive, Status: 200}
	type step struct {
		day int
		LinkAnswer
		want LinkState
	}
	for name, steps := range map[string][]step{
		"what is said to be gone is dead":           {{0, gone, LinkDead}},
		"a bad day is none":                         {{0, trouble, LinkUnsure}, {0, trouble, LinkUnsure}, {0, trouble, LinkUnsure}},
		"three days are not a week":                 {{0, trouble, LinkUnsure}, {1, trouble, LinkUnsure}, {2, trouble, LinkUnsure}},
		"two checks are too few, however far apart": {{0, trouble, LinkUnsure}, {30, trouble, LinkUnsure}},
		"three checks over a week":                  {{0, trouble, LinkUnsure}, {3, trouble, LinkUnsure}, {7, trouble, LinkDead}},
		"an answer in between begins anew":          {{0, trouble, LinkUnsure}, {3, alive, LinkAlive}, {7, trouble, LinkUnsure}, {8, trouble, LinkUnsure}},
		"being barred is never death":               {{0, barred, LinkUnsure}, {10, barred, LinkUnsure}, {20, barred, LinkUnsure}, {30, barred, LinkUnsure}},
		"the dead come back":                        {{0, gone, LinkDead}, {1, alive, LinkAlive}},
	} {
		t.Run(name, func(t *testing.T) {
			var c LinkCheck
			for i, s := range steps {
				s.At = day(s.day)
				c = c.After(s.LinkAnswer)
				if c.State != s.want || !c.Checked.Equal(s.At) {
					t.Fatalf("after check %d it is %q of %v, want %q", i+1, c.State, c.Checked, s.want)
				}
			}
		})
	}
}

func TestWhatIsKnownOfALinkIsSaidInWords(t *testing.T) {
	at := time.Date(2026, 11, 12, 8, 0, 0, 0, time.UTC)
	day := func(t time.Time) string { return t.Format("2 Jan") }
	for want, c := range map[string]LinkCheck{
		"":                                  {State: LinkAlive, Checked: at},
		"the link was dead on 12 Nov (404)": {State: LinkDead, Checked: at, Reason: "404"},
		"the page has moved for good to https://new.example/a":                          {State: LinkMoved, To: "https://new.example/a"},
		"the link could not be checked on 12 Nov (403)":                                 {State: LinkUnsure, Checked: at, Reason: "403"},
		"the link could not be checked on 12 Nov (no answer in time), 2 times in a row": {State: LinkUnsure, Checked: at, Reason: "no answer in time", Failed: 2},
	} {
		if got := c.Note(day); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}

func TestALinkIsAskedAgainInItsTime(t *testing.T) {
	now := time.Date(2026, 11, 12, 8, 0, 0, 0, time.UTC)
	week := 7 * 24 * time.Hour
	for _, c := range []struct {
		name string
		link LinkCheck
		want bool
	}{
		{"never checked", LinkCheck{}, true},
		{"yesterday", LinkCheck{State: LinkAlive, Checked: now.Add(-25 * time.Hour)}, false},
		{"a week ago", LinkCheck{State: LinkDead, Checked: now.Add(-week)}, true},
		{"an hour ago, unsure", LinkCheck{State: LinkUnsure, Checked: now.Add(-time.Hour)}, false},
		{"yesterday, unsure", LinkCheck{State: LinkUnsure, Checked: now.Add(-25 * time.Hour)}, true},
		{"by a clock that was wrong", LinkCheck{State: LinkAlive, Checked: now.Add(time.Hour)}, true},
	} {
		if got := c.link.Due(now, week); got != c.want {
			t.Errorf("%s: due %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWhereALinkHasMoved(t *testing.T) {
	for _, c := range []struct {
		name, from, to, moved string
		aside                 bool
	}{
		{"to another address", "https://a.example/1", "https://b.example/one", "https://b.example/one", false},
		{"to its own with encryption", "http://www.a.example/1/", "https://a.example/1", "", false},
		{"nowhere", "https://a.example/1", "", "", false},
		{"to the front page", "https://a.example/2020/1", "https://a.example/", "", true},
		{"from front page to front page", "https://a.example/", "https://b.example/", "https://b.example/", false},
		{"to where one signs in", "https://a.example/1", "https://a.example/login?next=/1", "", true},
		{"within a page on signing in", "https://a.example/login-tips", "https://a.example/help/login-tips", "https://a.example/help/login-tips", false},
	} {
		if moved, aside := LinkMoves(c.from, c.to); moved != c.moved || aside != c.aside {
			t.Errorf("%s: %q, aside %v; want %q, %v", c.name, moved, aside, c.moved, c.aside)
		}
	}
}
