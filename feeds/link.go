package feeds

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// LinkState is what is known of where a bookmark's link leads.
type LinkState string

// The states; "" is a link that was never checked.
const (
	LinkAlive  LinkState = "alive"
	LinkMoved  LinkState = "moved" // for good, to LinkCheck.To
	LinkDead   LinkState = "dead"
	LinkUnsure LinkState = "unsure" // no answer that settles it
)

// LinkCheck is what the checks of a link have found.
type LinkCheck struct {
	State   LinkState `json:"state"`
	Checked time.Time `json:"checked"`
	Status  int       `json:"status,omitempty"` // of HTTP, 0 where no answer came
	Reason  string    `json:"reason,omitempty"` // why it is not alive, in a few words
	To      string    `json:"to,omitempty"`     // with LinkMoved
	Failed  int       `json:"failed,omitempty"` // checks in a row that found it dead or its host in trouble
	Since   time.Time `json:"since,omitzero"`   // the first of these
}

// LinkFate is what one check found.
type LinkFate int

// The fates.
const (
	FateAlive   LinkFate = iota
	FateGone             // it is said to be gone, or there is no such host
	FateTrouble          // no answer, or one that a server in trouble gives: it may pass
	FateBarred           // an answer that is not for programs; a person may well see the page
)

// LinkAnswer is what came of asking for a link once.
type LinkAnswer struct {
	Fate   LinkFate
	At     time.Time
	Status int
	Reason string
	To     string // where it has moved for good, "" nowhere
}

// A host in trouble is not called dead on one bad day: so many checks in a row
// must have found it so, over so long.
const (
	LinkChecks = 3
	LinkDays   = 7
)

// After is what is known after one more answer.
func (c LinkCheck) After(a LinkAnswer) LinkCheck {
	out := LinkCheck{State: LinkAlive, Checked: a.At, Status: a.Status, Reason: a.Reason}
	switch a.Fate {
	case FateAlive:
		if out.Reason = ""; a.To != "" {
			out.State, out.To = LinkMoved, a.To
		}
		return out
	case FateBarred:
		out.State = LinkUnsure
		return out
	}
	if out.Failed, out.Since = c.Failed+1, c.Since; c.Failed == 0 {
		out.Since = a.At
	}
	out.State = LinkUnsure
	if a.Fate == FateGone || out.Failed >= LinkChecks && a.At.Sub(out.Since) >= LinkDays*24*time.Hour {
		out.State = LinkDead
	}
	return out
}

// Note says what a person should know of a link, as a clause: "the link was
// dead on 12 Nov (404)"; "" where there is nothing to say. day writes a date.
func (c LinkCheck) Note(day func(time.Time) string) string {
	switch c.State {
	case LinkDead:
		return "the link was dead on " + day(c.Checked) + " (" + c.Reason + ")"
	case LinkMoved:
		return "the page has moved for good to " + c.To
	case LinkUnsure:
		note := "the link could not be checked on " + day(c.Checked) + " (" + c.Reason + ")"
		if c.Failed > 1 {
			note += ", " + strconv.Itoa(c.Failed) + " times in a row"
		}
		return note
	}
	return ""
}

// Due says whether a link is to be asked again: checked longer ago than older,
// or unsure for a day.
func (c LinkCheck) Due(now time.Time, older time.Duration) bool {
	if c.State == LinkUnsure {
		older = min(older, 24*time.Hour)
	}
	ago := now.Sub(c.Checked)
	return c.Checked.IsZero() || ago < 0 || ago >= older
}

// LinkMoves is where a link has moved to, as the end of its permanent
// redirects says; "" where that is but another spelling of the same address.
// aside says that it leads away from what was there: to a front page or to
// where one signs in, which is no new address of it.
func LinkMoves(from, to string) (moved string, aside bool) {
	if to == "" || CanonicalURL(to) == CanonicalURL(from) {
		return "", false
	}
	old, err := url.Parse(from)
	if err != nil {
		return "", false
	}
	now, err := url.Parse(to)
	if err != nil {
		return "", false
	}
	path := strings.ToLower(now.Path)
	for _, sign := range []string{"login", "signin", "sign-in", "register", "captcha", "consent"} {
		if strings.Contains(path, sign) && !strings.Contains(strings.ToLower(old.Path), sign) {
			return "", true
		}
	}
	if strings.Trim(now.Path, "/") == "" && now.RawQuery == "" && strings.Trim(old.Path, "/") != "" {
		return "", true
	}
	return to, false
}

// LinksRequest asks which links to check.
type LinksRequest struct {
	Query string        // one that ParseQuery reads, "" for all bookmarks
	IDs   []BookmarkID  // these alone; Query then counts for nothing
	Older time.Duration // those checked more lately are left out
}

// LinkChecked is what came of checking one bookmark's link.
type LinkChecked struct {
	Done, Of int
	Bookmark BookmarkID
	URL      string
	Title    string
	Link     LinkCheck
}

// LinksReport sums a check of links up.
type LinksReport struct {
	Of      int // links to be asked
	Alive   int
	Moved   int
	Dead    int
	Unsure  int
	Lately  int  // left out: they were checked lately
	NoWeb   int  // left out: no web addresses
	Waiting int  // not asked: their hosts want to be left alone for now
	Offline bool // no host at all was reached, and nothing was put down
}

// Done is how many links there is an answer of.
func (r LinksReport) Done() int { return r.Alive + r.Moved + r.Dead + r.Unsure }
