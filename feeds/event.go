package feeds

import "time"

// Event is something that happened in the library. Events arrive on one
// channel, in order; a slow reader sees progress merged, never lost endings.
type Event interface{ event() }

// ReloadStarted opens a reload of Total feeds.
type ReloadStarted struct{ Total int }

// ReloadProgress counts feeds done, those of them that failed, and new
// articles committed so far.
type ReloadProgress struct{ Done, Total, Failed, New int }

// ReloadFinished closes a reload.
type ReloadFinished struct{ Report ReloadReport }

// ArticlesChanged says that articles, counts or state changed in the store, by
// this process or another: read again what is shown.
type ArticlesChanged struct{ New int }

// MarkChanged says that MarkRead marked the one article it was asked to, and no
// copy of it: counts again, and lists. Who asked knows of the mark itself; no
// text is another for it, and nothing is related otherwise.
type MarkChanged struct{}

// FullTextReady says that the page's text of an article came into the store
// in the background: offer it where the article is shown.
type FullTextReady struct{ Article ArticleID }

// FeedsChanged says that subscriptions changed.
type FeedsChanged struct{}

// RelatedReady says that what is related can be found among more articles than
// before, where an answer said that they were still being indexed: ask again.
type RelatedReady struct{}

// SettingsProblem says that the configuration has a mistake; an empty Text,
// that it has none any more.
type SettingsProblem struct{ Text string }

// SettingsChanged says that the configuration was changed, and is in force.
type SettingsChanged struct{ Settings Settings }

// HookFailed says that a hook's program failed; it is told once until it goes
// well again.
type HookFailed struct{ Hook, Text string }

// RuleNotified says that a rule which tells of what it finds has found N new
// articles; Titles are those of the first few.
type RuleNotified struct {
	Rule   string
	N      int
	Titles []string
}

// CopyFailed says, in a sentence, that the day's copy of the bookmarks could
// not be written. The bookmarks themselves are safe in the store.
type CopyFailed struct{ Text string }

// MirrorFailed says, in a sentence, what is wrong with the files that mirror the
// bookmarks: that they are behind, which is told once until they have caught
// up, or that somebody has changed them.
type MirrorFailed struct{ Text string }

// SendFailed says why something did not go to a service; it is told once until
// that service takes something again.
type SendFailed struct{ Service, Text string }

// QueueChanged says that what is on its way to services changed.
type QueueChanged struct{}

// MovedIn says what moving in from another reader has brought. Left is how much
// of what that reader keeps it has not.
type MovedIn struct {
	Reader                string
	Feeds, Articles, Left int
}

// LinksProgress counts the links checked, and those of them found dead or moved.
type LinksProgress struct{ Done, Of, Dead, Moved int }

func (ReloadStarted) event()   {}
func (ReloadProgress) event()  {}
func (ReloadFinished) event()  {}
func (ArticlesChanged) event() {}
func (MarkChanged) event()     {}
func (FullTextReady) event()   {}
func (FeedsChanged) event()    {}
func (RelatedReady) event()    {}
func (SettingsProblem) event() {}
func (SettingsChanged) event() {}
func (HookFailed) event()      {}
func (RuleNotified) event()    {}
func (CopyFailed) event()      {}
func (MirrorFailed) event()    {}
func (SendFailed) event()      {}
func (QueueChanged) event()    {}
func (MovedIn) event()         {}
func (LinksProgress) event()   {}

// ReloadReport sums a reload up. Unless it was canceled, Feeds is the sum of
// Fetched, Unchanged, Failed, Skipped, Unreached and the length of Waiting.
type ReloadReport struct {
	Feeds     int // feeds asked for
	Fetched   int // 200 with a body
	Unchanged int // 304, or the same body
	Failed    int
	New       int           // new articles
	Skipped   int           // asked less than a minute ago, or being fetched elsewhere
	Recent    time.Duration // how long ago the latest of those was asked; 0: it is being asked now
	Canceled  bool
	Offline   bool // every host was out of reach: counted against no feed
	Unreached int  // feeds that were not reached because of that
	Errors    []FeedError
	Waiting   []FeedError // whose hosts want to be left alone: neither asked nor failed
	Moved     []FeedError // which have a new address for good; URL is the old one
	Started   time.Time
	Took      time.Duration
}

// FeedError is one feed's failure or news, as the sentence a person reads.
type FeedError struct {
	Feed FeedID
	URL  string
	Text string
}
