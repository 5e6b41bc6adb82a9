package feeds

import (
	"cmp"
	"math"
	"time"
)

// The schedule's bounds. What servers ask for lies between the interval and
// MaxInterval.
const (
	DefaultInterval = time.Hour
	MaxInterval     = 24 * time.Hour
	MovedAfter      = 3                  // reloads running that a permanent redirect takes to be believed
	minInterval     = 5 * time.Minute    // whatever a person or a server says
	tooMany         = 10 * time.Minute   // after 429 without Retry-After, then doubling
	maxRetryAfter   = 7 * 24 * time.Hour // a server's own word counts for longer than ours
	offlineRest     = 5 * time.Minute    // before an offline machine looks again
	ownReload       = time.Minute        // between a person's own reloads of one feed
	lostAfter       = 3 * 24 * time.Hour // of 404 or 403 before a feed is marked
	spreadOver      = time.Minute
	spreadStep      = 2 * time.Second // between two of them at most
	jitter          = 0.1
)

// Outcome says how a request for a feed ended.
type Outcome string

// The outcomes.
const (
	OutcomeGood      Outcome = "good"      // a body that was read whole as a feed, or not modified
	OutcomeCut       Outcome = "cut"       // a body that ended early; its whole articles count, its validators do not
	OutcomeBad       Outcome = "bad"       // a body that is no feed, or an error status
	OutcomeFailed    Outcome = "failed"    // no answer that HTTP understands
	OutcomeUnreached Outcome = "unreached" // nothing of the host was reached; perhaps this machine is offline
	OutcomeWaiting   Outcome = "waiting"   // not asked: the host wants to be left alone
	OutcomeCanceled  Outcome = "canceled"  // not asked to the end
)

// Answer is what a request for a feed brought, as plain values: what HTTP said
// and, with a body, what the feed says about itself.
type Answer struct {
	Outcome      Outcome
	Status       int    // HTTP status, 0 for none
	NotModified  bool   // 304
	ETag         string // of this answer, as sent
	LastModified string
	BodyHash     string // of a body read whole, "" otherwise
	RetryAfter   time.Duration
	MaxAge       time.Duration
	Expires      time.Time
	Date         time.Time // the server's clock when it answered, zero unknown
	Moved        string    // where permanent redirects led, "" none
	Took         time.Duration
	Error        string // the sentence for a person, "" when fine

	Parsed       bool // the four below were read from a body; otherwise the last ones known hold
	TTL          time.Duration
	UpdatePeriod time.Duration
	SkipHours    []int // 0 to 23, UTC
	SkipDays     []time.Weekday
}

// ScheduleOptions are the clock, the person's wish and the dice.
type ScheduleOptions struct {
	Now      time.Time
	Interval time.Duration // 0 for DefaultInterval
	Rand     float64       // in [0, 1): where in the jitter this feed falls
	Offline  bool          // no host at all was reached in this reload
}

func (o ScheduleOptions) interval() time.Duration {
	if o.Interval <= 0 {
		return DefaultInterval
	}
	return max(o.Interval, minInterval)
}

// later adds up to a tenth, so that feeds asked together drift apart.
func (o ScheduleOptions) later(d time.Duration) time.Duration {
	r := min(max(o.Rand, 0), 1)
	return d + time.Duration(float64(d)*jitter*r)
}

// After is the state that answer a leaves behind.
func (s FetchState) After(a Answer, o ScheduleOptions) FetchState {
	switch {
	case a.Outcome == OutcomeCanceled:
		return s
	case a.Outcome == OutcomeUnreached && o.Offline:
		s.Next = later(s.Next, o.Now.Add(o.later(offlineRest)))
		return s
	case a.Outcome == OutcomeWaiting:
		// What is far enough away stays: asking in vain must not add up.
		if wait := min(a.RetryAfter, maxRetryAfter); s.Next.Before(o.Now.Add(wait)) {
			s.Next = o.Now.Add(o.later(wait))
		}
		s.Error = a.Error
		return s
	}
	s.Checked, s.Status, s.Took, s.Error = o.Now, a.Status, a.Took, a.Error
	switch a.Outcome {
	case OutcomeGood:
		return s.good(a, o)
	case OutcomeCut:
		s.Failures = 0
		s.Next = s.next(o.interval(), o)
		return s
	}
	s.Failures++
	if a.Outcome == OutcomeBad {
		s.Moved, s.MovedCount = "", 0
	}
	if a.Status == 410 {
		s.Gone, s.Next = true, time.Time{}
		return s
	}
	s.Next = o.Now.Add(s.backOff(a, o))
	return s
}

// good keeps what a good answer says: validators, hash, rhythm, where it moved.
func (s FetchState) good(a Answer, o ScheduleOptions) FetchState {
	s.Succeeded, s.Failures, s.Gone = o.Now, 0, false
	switch {
	case !a.NotModified:
		// None sent means none kept: made-up validators are worse than none.
		s.ETag, s.LastModified, s.BodyHash = a.ETag, a.LastModified, a.BodyHash
	default:
		s.ETag, s.LastModified = cmp.Or(a.ETag, s.ETag), cmp.Or(a.LastModified, s.LastModified)
	}
	if a.Parsed {
		s.Every = max(a.TTL, a.UpdatePeriod, 0)
		s.SkipHours, s.SkipDays = hourMask(a.SkipHours), dayMask(a.SkipDays)
	}
	switch {
	case a.Moved == "":
		s.Moved, s.MovedCount = "", 0
	case a.Moved == s.Moved:
		s.MovedCount++
	default:
		s.Moved, s.MovedCount = a.Moved, 1
	}
	fresh := a.MaxAge
	if !a.Expires.IsZero() {
		asOf := o.Now
		if !a.Date.IsZero() {
			asOf = a.Date // their clock against their clock
		}
		fresh = max(fresh, a.Expires.Sub(asOf))
	}
	s.Next = s.next(max(o.interval(), fresh, s.Every), o)
	return s
}

// next is the time after gap, with jitter, outside the hours and days the feed
// wants to be left alone, within a day unless the person asked for longer.
func (s FetchState) next(gap time.Duration, o ScheduleOptions) time.Time {
	limit := max(MaxInterval, o.later(o.interval()))
	gap = min(o.later(min(gap, limit)), limit)
	last := o.Now.Add(limit)
	t := o.Now.Add(gap)
	if !s.skips(t) {
		return t
	}
	for s.skips(t) && t.Before(last) {
		t = t.UTC().Truncate(time.Hour).Add(time.Hour)
	}
	// Not everybody at the full hour.
	if u := t.Add(o.later(time.Hour) - time.Hour); !s.skips(u) {
		t = u
	}
	if t.After(last) {
		return last
	}
	return t
}

// skips says whether the feed wants to be left alone at t (RSS 2.0, skipHours
// and skipDays, both in GMT).
func (s FetchState) skips(t time.Time) bool {
	t = t.UTC()
	return s.SkipHours&(1<<t.Hour()) != 0 || s.SkipDays&(1<<t.Weekday()) != 0
}

// backOff is how long a failing feed is left alone: the interval, doubled with
// every failure running, up to a day.
func (s FetchState) backOff(a Answer, o ScheduleOptions) time.Duration {
	first := o.interval()
	if a.Status == 429 {
		first = max(first, tooMany)
	}
	doubled := float64(first) * math.Exp2(float64(min(s.Failures-1, 30)))
	d := time.Duration(min(doubled, float64(max(MaxInterval, first))))
	d = min(o.later(d), max(MaxInterval, o.interval()))
	if a.RetryAfter > 0 && (a.Status == 429 || a.Status == 503) {
		d = max(o.interval(), o.later(min(a.RetryAfter, maxRetryAfter)))
	}
	return d
}

// Due says whether schedule may ask now. A clock that was set back does not
// keep a feed waiting for the future it came from.
func Due(s FetchState, now time.Time) bool {
	switch {
	case s.Gone:
		return false
	case s.Next.IsZero(), !now.Before(s.Next):
		return true
	}
	return now.Before(s.Checked.Add(-time.Hour))
}

// AskedTooSoon says whether the last request is too fresh for a person's own
// reload: at most one a minute a feed.
func AskedTooSoon(s FetchState, now time.Time) bool {
	ago := now.Sub(s.Checked)
	return ago >= 0 && ago < ownReload
}

// NewURL is where the feed has moved for good, "" for nowhere yet: permanent
// redirects led there, to a feed, three reloads running. Whoever stores it as
// the feed's URL clears Moved and MovedCount and keeps the validators.
func (s FetchState) NewURL() string {
	if s.MovedCount < MovedAfter {
		return ""
	}
	return s.Moved
}

// Forgotten is what is left of s when a person edits the feed's URL: nothing
// that the old address said.
func (s FetchState) Forgotten() FetchState { return FetchState{Checked: s.Checked} }

// Lost says whether the feed has answered 404 or 403 for three days: time to
// tell the person.
func (s FetchState) Lost(now time.Time) bool {
	if s.Status != 404 && s.Status != 403 || s.Failures == 0 {
		return false
	}
	if s.Succeeded.IsZero() {
		return s.Failures >= 6 // 1+2+4+8+16+24 hours of backing off
	}
	return now.Sub(s.Succeeded) >= lostAfter
}

// Slow says whether the feed belongs in the lane of the slow ones.
func (s FetchState) Slow() bool {
	return s.Took >= 5*time.Second || s.Failures > 0 && s.Status == 0
}

// Spread gives each of n due feeds a delay when the schedule is late by more
// than it should be: a laptop that woke asks many over a minute, a few over
// less, not all at once. The first goes now.
func Spread(n int, late time.Duration) []time.Duration {
	delays := make([]time.Duration, n)
	if late < minInterval || n < 2 {
		return delays
	}
	over := min(spreadOver, spreadStep*time.Duration(n-1))
	for i := range delays {
		delays[i] = over * time.Duration(i) / time.Duration(n-1)
	}
	return delays
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func hourMask(hours []int) (mask uint32) {
	for _, h := range hours {
		if h >= 0 && h <= 24 {
			mask |= 1 << (h % 24)
		}
	}
	return mask
}

func dayMask(days []time.Weekday) (mask uint8) {
	for _, d := range days {
		if d >= time.Sunday && d <= time.Saturday {
			mask |= 1 << d
		}
	}
	return mask
}
