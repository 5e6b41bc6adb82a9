package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// Every answer of a command is one of these. gen is the generation that
// asked; the receiver drops an answer to a question it no longer asks.

// sectionsMsg is the left pane's content.
type sectionsMsg struct {
	gen      int
	sections feeds.Sections
	err      error
}

// windowMsg is a window of the view, or an extension of one.
type windowMsg struct {
	gen          int
	how          windowHow
	rows         []feeds.Headline
	above, below bool                          // the list goes on there
	up, on       feeds.Key                     // from these keys, the rows' own where they are zero
	open         map[feeds.StoryID]feeds.Story // unfolded ones, by what they were called
	looked       int                           // articles that a search had to read for it
	took         time.Duration                 // to read it
	newest       feeds.ArticleID               // the latest article known then
	err          error
}

// countMsg is how many articles a search finds, or how many bookmarks besides.
type countMsg struct {
	gen   int
	kept  bool
	count feeds.Count
	err   error
}

// windowHow says what a windowMsg does to the rows there are.
type windowHow int

const (
	windowReplace windowHow = iota // a view was opened
	windowRefresh                  // read again around the cursor
	windowBottom                   // entered from the bottom
	windowBelow                    // more at the end
	windowAbove                    // more at the start
)

// shelfMsg is which bookmarks there are, or more of that, and the rows at the
// cursor; shelfRowsMsg is rows that came into view, of the ids asked for.
type (
	shelfMsg struct {
		gen   int
		order feeds.BookmarkOrder
		more  bool
		asked []feeds.BookmarkID
		rows  []feeds.Bookmark
		err   error
	}
	shelfRowsMsg struct {
		gen   int
		asked []feeds.BookmarkID
		rows  []feeds.Bookmark
		err   error
	}
)

// wordsMsg is the tags and folders of the bookmarks.
type wordsMsg struct {
	words feeds.KeepingWords
	err   error
}

// linksMsg is many bookmarks to copy or to open.
type linksMsg struct {
	rows []feeds.Headline
	act  action
	err  error
}

// filterMsg says that typing in the filter of the bookmarks has rested.
type filterMsg struct {
	by  *shelfFilter
	gen int
}

// pageMsg is an article, read and laid out.
type pageMsg struct {
	key     pageKey
	reading feeds.Reading
	page    *article.Page
	own     *feeds.Document // the feed's text, where the reading has the page's
	place   feeds.Place     // where it was left
	err     error
}

// relatedMsg is what is near an article.
type relatedMsg struct {
	id   feeds.ArticleID
	gen  int
	near feeds.Nearby
	err  error
}

// fullMsg is an article with its page's text.
type fullMsg struct {
	id      feeds.ArticleID
	reading feeds.Reading
	err     error
	asked   bool // by the person, not by opening
}

// feedTextMsg is an article with its feed's text, readyMsg one whose page's
// text came in the background.
type (
	feedTextMsg struct {
		id      feeds.ArticleID
		reading feeds.Reading
		err     error
	}
	readyMsg feedTextMsg
)

// summaryMsg is what an article or its story says in a few sentences.
type summaryMsg struct {
	by      *gist
	story   bool
	summary feeds.Summary
	err     error
}

// assistMsg is what an assistant has answered so far; done, all there will be.
type assistMsg struct {
	by     *asking
	gen    int
	answer feeds.AssistantAnswer
	err    error
	done   bool
}

// articleMsg is an article read in order to do something with it.
type articleMsg struct {
	article feeds.Article
	err     error
	do      func(m *Model, a feeds.Article) tea.Cmd
}

// linkKeptMsg, savedMsg, pipedMsg and commentsMsg answer the reader's verbs.
type (
	linkKeptMsg struct {
		change feeds.Change
		err    error
	}
	savedMsg struct {
		path string
		err  error
	}
	pipedMsg struct {
		by  *pager
		out string
		err error
	}
	commentsMsg struct {
		by       *discussion
		comments []feeds.Comment
		err      error
	}
	talkMsg struct { // comments, laid out
		by   *discussion
		key  talkKey
		page *article.Page
	}
)

// hiderMsg is the rule that hides an article by now, "" for none.
type hiderMsg struct {
	id feeds.ArticleID
	by string
}

// keptMsg is a bookmark with its own text.
type keptMsg struct {
	id       feeds.BookmarkID
	bookmark feeds.Bookmark
	err      error
}

// changeMsg answers a change of the reader's state; done says what to tell.
type changeMsg struct {
	change feeds.Change
	err    error
	done   func(m *Model, c feeds.Change, err error) tea.Cmd
}

// addedMsg answers what was to be added.
type addedMsg struct {
	by       *adder
	feeds    []feeds.Feed // there now, some perhaps before
	added    int
	articles int
	err      error // the first thing that went wrong
}

// reloadedMsg ends a reload that a key asked for.
type reloadedMsg struct {
	report feeds.ReloadReport
	err    error
}

// openedMsg says how handing an address to the browser went.
type openedMsg struct{ err error }

// begunMsg answers the welcome screen's choice.
type begunMsg struct {
	backend Backend
	err     error
}

// eventMsg is one event of the library; nil when there will be no more.
type eventMsg struct{ event feeds.Event }

// The ticks: each is one shot, armed only while something waits for it.
type (
	minuteMsg struct{}
	toastMsg  struct{ gen int }
	leaderMsg struct{ gen int }
	searchMsg struct{ gen int }
	placeMsg  struct{ gen int }
	restMsg   struct{ id feeds.ArticleID }
)
