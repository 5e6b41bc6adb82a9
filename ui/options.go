// Package ui is the screen: the one tea.Model, its panes, layout, focus and
// keys. It knows the nouns of feeds and small interfaces that the library
// satisfies; it knows no room under feeds, no SQL, no HTTP and no files.
// Called by ui/cli alone.
package ui

import (
	"context"
	"math/rand/v2"
	"time"

	"broadsheet/feeds"
)

// Options is what the screen starts from.
type Options struct {
	// Backend is the opened library; nil on a first run, when the welcome
	// screen asks where feeds come from and calls Begin with the answer.
	Backend Backend
	Begin   func(ctx context.Context, choice feeds.Choice) (Backend, error)
	Starter []feeds.Subject     // what the welcome screen offers
	Others  []feeds.OtherReader // and whom one can move in from

	Settings feeds.Settings
	Problem  string       // a mistake in the config, shown until fixed; "" for none
	GoOn     *Whereabouts // where the last run broke off, nil when it did not
	GoOnText string       // what is said of that
	Sample   bool         // the throw-away sample edition: the header says so
	Plain    bool         // nothing is drawn, Plain says it all
	Dumb     bool         // to a terminal that is sent text alone
	Notices  Notices      // how it is asked to tell the person something
	Light    bool         // the terminal is believed to be light, until it answers

	// Verbs are the command line's, for ":"; nil for none. Lines are what was
	// typed there before, oldest first; Remember keeps them, nil not to.
	Verbs    Verbs
	Lines    []string
	Remember func(lines []string) error
	// Set gives the settings with one changed, until the program ends; Suggest
	// completes its name and value.
	Set     func(name, value string) (feeds.Settings, error)
	Suggest func(words []string) []Completion
	Files   func(path string) []Completion // what a path being typed may become; nil: nothing

	// Visited is when the person was last here, zero where that is not known;
	// Visit remembers that they were, nil not to.
	Visited time.Time
	Visit   func(time.Time) error

	Open     func(url string) error       // opens a web address in the person's browser
	Play     func(url, kind string) error // plays a recording or film; nil: Open
	Now      func() time.Time
	Location *time.Location      // dates are shown in it; nil means local time
	Env      func(string) string // what the terminal says of itself; nil: nothing
	Random   rand.Source         // for the numbers of pictures; nil: as the system gives it
}
