package feeds

import (
	"strings"
	"time"
)

// SavedRule is what a person wants done with articles that a query finds, as they
// come or are corrected. What it says of an article it says once.
type SavedRule struct {
	ID    RuleID
	Name  string // one line, no other rule has it
	Query string // as Query.String writes it
	Acts  RuleActs
	Ends  time.Time // when it stops acting; zero for never. What it muted stays so
	Off   bool      // it does not act, and what it muted is shown
	Line  int       // where it stands in the config, from 1; 0 for one of the store's own
	Muted int       // articles that it hides
}

// RuleID names a rule for as long as it asks for the same.
type RuleID int64

// RuleActs is what a rule does with an article.
type RuleActs struct {
	Mute     bool     `json:"mute,omitempty"` // kept, but shown and counted nowhere
	Read     bool     `json:"read,omitempty"`
	Bookmark bool     `json:"bookmark,omitempty"`
	Tags     []string `json:"tags,omitempty"` // bookmarked with them
	Notify   bool     `json:"notify,omitempty"`
	// Run says that a program of the person's gets the article. Which, the config
	// says under the rule's name, and nothing else can.
	Run bool `json:"run,omitempty"`
}

// RuleSetting is one [[rules]] table of config.toml.
type RuleSetting struct {
	Name, Query string
	Acts        RuleActs
	Run         []string // argument vector; it gets the article as hooks do
	Ends        time.Time
	Off         bool
	Line        int // where it stands in the file, from 1
}

// TrialDays is how far back a rule is tried out before it is made, and applied.
const TrialDays = 30

// Lately is the query of what a rule's finds of the last days.
func (q Query) Lately(days int) Query { return Query{Where: And{q.Where, Age{"<", days, "d"}}} }

// Later says whether an act is for the library: it keeps, tells of or hands on
// what the store has taken in.
func (a RuleActs) Later() bool { return a.Keeps() || a.Notify || a.Run }

// Keeps says whether the rule bookmarks.
func (a RuleActs) Keeps() bool { return a.Bookmark || len(a.Tags) > 0 }

// None says that nothing would be done.
func (a RuleActs) None() bool { return !a.Mute && !a.Read && !a.Later() }

// String says what is done, in the words of the screen: "mute, tag later".
func (a RuleActs) String() string {
	var out []string
	for _, act := range []struct {
		is   bool
		name string
	}{{a.Mute, "mute"}, {a.Read, "mark read"}, {a.Bookmark && len(a.Tags) == 0, "bookmark"}, {len(a.Tags) > 0, "tag " + strings.Join(a.Tags, " ")},
		{a.Notify, "notify"}, {a.Run, "run"}} {
		if act.is {
			out = append(out, act.name)
		}
	}
	return strings.Join(out, ", ")
}

// Acting says whether the rule acts at a time.
func (r SavedRule) Acting(now time.Time) bool {
	return !r.Off && (r.Ends.IsZero() || now.Before(r.Ends))
}

// RuleEnd reads when a rule made now is to end: a day, to its end, or so long
// from now ("30d", "2w", "1mo"); "" and "never" are zero.
func RuleEnd(text string, now time.Time) (end time.Time, ok bool) {
	switch text = strings.ToLower(strings.TrimSpace(text)); text {
	case "", "never":
		return end, true
	}
	if day, err := time.ParseInLocation(time.DateOnly, text, now.Location()); err == nil {
		return day.AddDate(0, 0, 1), true
	}
	if a, ok := age(text).(Age); ok && text[0] != '<' && text[0] != '>' {
		return now.Add(time.Duration(a.N) * ages[a.Unit]), true
	}
	return end, false
}
