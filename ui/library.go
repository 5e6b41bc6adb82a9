package ui

import (
	"context"

	"broadsheet/feeds"
)

// Reader reads what is stored. Only FullText, AskPage, Prefetch
// and Comments may touch the network, as Pictures and Assistant do; every
// method may touch the disk, so all are called from commands, never in Update.
type Reader interface {
	Sections(ctx context.Context) (feeds.Sections, error)
	List(ctx context.Context, req feeds.ListRequest) (feeds.Page, error)
	Article(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error)
	// FullText is Article with the page's text where the feed gives a teaser;
	// Reading.Problem says why it could not be had. The error is for a lost
	// article or store alone.
	FullText(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error)
	// AskPage is FullText for a person who asks for the page whatever the
	// settings say.
	AskPage(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error)
	// Prefetch reads the pages of what will probably be opened next; what
	// came is told by feeds.FullTextReady.
	Prefetch(ctx context.Context, ids []feeds.ArticleID) error
	Related(ctx context.Context, req feeds.RelatedRequest) (feeds.Nearby, error)
	// Story gives the story of an article, the earliest report first, copies
	// among them; one without an ID where the article stands alone.
	Story(ctx context.Context, id feeds.ArticleID) (feeds.Story, error)
	// Stories gives the stories of several papers, what matters most first.
	Stories(ctx context.Context, req feeds.StoriesRequest) ([]feeds.Story, error)
	// Comments fetches the comments under an article from the feed it names.
	Comments(ctx context.Context, id feeds.ArticleID) ([]feeds.Comment, error)
}

// Summarizer says in a few sentences what an article, or its story, says.
type Summarizer interface {
	Summary(ctx context.Context, req feeds.SummaryRequest) (feeds.Summary, error)
}

// Assistant asks the reader's own model, and nobody but it sends anything: only
// for a person who asked.
type Assistant interface {
	// Assist does what is asked and gives what is answered to tell as it comes,
	// from its own goroutine. An error comes with what there is by then.
	Assist(ctx context.Context, req feeds.AssistantRequest, tell func(feeds.AssistantAnswer)) (feeds.AssistantAnswer, error)
}

// Finder says more of what a search finds.
type Finder interface {
	// Count says how much there is of a view.
	Count(ctx context.Context, v feeds.View) (feeds.Count, error)
	// CountBeside says how many bookmarks a query finds beside articles: those
	// whose article no list shows.
	CountBeside(ctx context.Context, query string) (feeds.Count, error)
	// Excerpts gives of each of some articles a line around what a search finds
	// in its text; those are left out where it finds nothing.
	Excerpts(ctx context.Context, ids []feeds.ArticleID, finds *feeds.Marker) (map[feeds.ArticleID]string, error)
}

// Orderer keeps how the list of a view is set, over restarts.
type Orderer interface {
	Order(ctx context.Context, v feeds.View) (feeds.Order, error)
	SetOrder(ctx context.Context, v feeds.View, o feeds.Order) error
}

// Places keeps where articles were left, over restarts.
type Places interface {
	Place(ctx context.Context, id feeds.ArticleID) (feeds.Place, error)
	SetPlace(ctx context.Context, id feeds.ArticleID, p feeds.Place) error
}

// Pictures fetches what an article shows.
type Pictures interface {
	// Picture fetches a picture's bytes; feed is the article's, 0 for none. Its
	// errors are a few words for after "not shown: ".
	Picture(ctx context.Context, feed feeds.FeedID, url string) ([]byte, error)
}

// Outlets are the ways an article leaves the program.
type Outlets interface {
	// SaveArticle writes an article to a new file as its ending says.
	SaveArticle(ctx context.Context, id feeds.ArticleID, path string) error
	// Pipe gives an article to a command, as "text", "markdown", "html" or
	// "json", and answers with its output, cleaned.
	Pipe(ctx context.Context, id feeds.ArticleID, argv []string, as string) (string, error)
	// Opened says that a person opened an article, here or in the browser: for
	// their hook.
	Opened(id feeds.ArticleID)
}

// Keeper changes the reader's state. Each change is on disk when its method
// returns, and can be undone.
type Keeper interface {
	MarkRead(ctx context.Context, ids []feeds.ArticleID, read bool) (feeds.Change, error)
	// MarkAllRead marks what view shows of articles up to newest, so that one
	// arriving meanwhile stays unread.
	MarkAllRead(ctx context.Context, view feeds.View, newest feeds.ArticleID) (feeds.Change, error)
	Keep(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Change, error)
	Unkeep(ctx context.Context, id feeds.ArticleID) (feeds.Change, error)
	KeepURL(ctx context.Context, url string) (feeds.Change, error) // what a link leads to
}

// Teller is told how stories belong together.
type Teller interface {
	// Dismiss takes an article out of the story and the copies of from, for good.
	Dismiss(ctx context.Context, id, from feeds.ArticleID) (feeds.Change, error)
}

// Follower makes topics views with an unread count. What one author wrote is a
// topic too: feeds.AuthorTopic.
type Follower interface {
	Follow(ctx context.Context, topic string, on bool) (feeds.Change, error)
}

// History undoes and redoes changes, also those of an earlier run. A Change
// whose N is 0 says that there was nothing left.
type History interface {
	Undo(ctx context.Context) (feeds.Change, error)
	Redo(ctx context.Context) (feeds.Change, error)
}

// Shelf is the bookmarks.
type Shelf interface {
	Bookmarks(ctx context.Context, req feeds.BookmarkRequest) ([]feeds.Bookmark, error)
	Bookmark(ctx context.Context, id feeds.BookmarkID) (feeds.Bookmark, error) // with its text
	EditBookmark(ctx context.Context, id feeds.BookmarkID, with feeds.Keeping) (feeds.Change, error)
	RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error)
}

// Exporter writes bookmarks down for other programs.
type Exporter interface {
	BookmarkFormats() []feeds.BookmarkFormat
	ExportBookmarks(ctx context.Context, path string, e feeds.BookmarkExport) (feeds.BookmarksExported, error)
	// ExportPlace is what stands where an export is to be written. Its error
	// says why nothing can be.
	ExportPlace(ctx context.Context, path, format string) (feeds.ExportPlace, error)
	// PreviewBookmarks is the beginning of what an export would write.
	PreviewBookmarks(ctx context.Context, e feeds.BookmarkExport, most int) (string, error)
}

// Searcher keeps searches under a name, as views. A new one has no ID.
type Searcher interface {
	SaveSearch(ctx context.Context, v feeds.SavedSearch) (feeds.Change, error)
	RemoveSearch(ctx context.Context, id feeds.SearchID) (feeds.Change, error)
}

// RuleKeeper keeps the rules. A new one has no ID.
type RuleKeeper interface {
	Rules(ctx context.Context) ([]feeds.SavedRule, error)
	// SaveRule with days applies the rule to what it finds of the last so many as
	// well; the change counts those and one.
	SaveRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error)
	RemoveRule(ctx context.Context, id feeds.RuleID) (feeds.Change, error)
	MoveRule(ctx context.Context, id feeds.RuleID, down bool) (feeds.Change, error)
	HiddenBy(ctx context.Context, id feeds.ArticleID) (feeds.SavedRule, error)
}

// RuleApplier has a rule, also one of the config, act on what it finds of the last
// days; the change counts what it took.
type RuleApplier interface {
	ApplyRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error)
}

// Librarian knows what bookmarks there are and changes many at once, each time
// as one step.
type Librarian interface {
	BookmarkOrder(ctx context.Context, req feeds.BookmarkOrderRequest) (feeds.BookmarkOrder, error)
	EditBookmarks(ctx context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit) (feeds.Change, error)
	KeepAll(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) (feeds.Change, error)
	UnkeepAll(ctx context.Context, ids []feeds.ArticleID) (feeds.Change, error)
}

// Tagger finds what an article was kept as, and the tags and folders in use.
type Tagger interface {
	BookmarkOf(ctx context.Context, id feeds.ArticleID) (feeds.Bookmark, error) // without its text
	KeepingWords(ctx context.Context) (feeds.KeepingWords, error)
}

// Highlighter marks passages.
type Highlighter interface {
	// Highlight takes the highlights that are gone away from a bookmark, or
	// from what an article was kept as where none is named, and puts others in
	// their place. An article that is not kept is kept with them.
	Highlight(ctx context.Context, article feeds.ArticleID, kept feeds.BookmarkID, gone, others []feeds.Highlight) (feeds.Change, error)
}

// Subscriptions changes which feeds there are, and reloads them.
type Subscriptions interface {
	// Add subscribes to what an address or handle stands for. A
	// *feeds.SeveralError asks the person to choose.
	Add(ctx context.Context, address, folder string) (feeds.Feed, error)
	Remove(ctx context.Context, id feeds.FeedID) (feeds.Change, error)
	Import(ctx context.Context, path string) (feeds.ImportReport, error)
	Reload(ctx context.Context, req feeds.ReloadRequest) (feeds.ReloadReport, error)
	Events() <-chan feeds.Event
}

// Caretaker tells how feeds are doing and changes them.
type Caretaker interface {
	Health(ctx context.Context) ([]feeds.FeedHealth, error)
	// EditFeed sets a feed's address, own title, folder and options. Its error
	// says where the feed is declared when it belongs to the config.
	EditFeed(ctx context.Context, f feeds.Feed) (feeds.Change, error)
}

// Backend is everything the screen asks of the library.
type Backend interface {
	Reader
	Summarizer
	Assistant
	Finder
	Keeper
	Teller
	Follower
	History
	Shelf
	Subscriptions
	Caretaker
	Orderer
	Places
	Pictures
	Outlets
	Librarian
	Checker
	Exporter
	Tagger
	Highlighter
	Sharer
	Queue
	Searcher
	RuleKeeper
	RuleApplier
}
