package ui

const (
	actDown, actUp, actTop, actBottom                        action = "down", "up", "top", "bottom"
	actHalfDown, actHalfUp, actPageDown, actPageUp           action = "half-page-down", "half-page-up", "page-down", "page-up"
	actLeft, actRight, actNextPane, actPrevPane              action = "pane-left", "pane-right", "next-pane", "previous-pane"
	actGoOn, actNext, actPrev, actNextUnread, actPrevUnread  action = "go-on", "next", "previous", "next-unread", "previous-unread"
	actOpen, actBack, actQuit                                action = "open", "back", "quit"
	actBrowser, actBrowserNext, actCopy, actCopyMarkdown     action = "browser", "browser-next", "copy-link", "copy-markdown"
	actRelated, actZoom, actWider, actNarrower               action = "related", "zoom", "wider", "narrower"
	actBookmark, actBookmarkWith, actRead, actReadAll        action = "bookmark", "bookmark-with", "read", "read-all"
	actUndo, actRedo, actRemove, actExport                   action = "undo", "redo", "remove", "export"
	actToday, actUnread, actAll, actBookmarks                action = "go-today", "go-unread", "go-all", "go-bookmarks"
	actSearch, actAdd, actReload, actReloadAll               action = "search", "add-feed", "reload-feed", "reload"
	actSections, actShrink, actGrow, actEven                 action = "sections", "divider-left", "divider-right", "divider-even"
	actHelp, actRedraw, actSuspend                           action = "help", "redraw", "suspend"
	actFold, actUnfold, actToggle                            action = "fold", "unfold", "fold-toggle"
	actFollow, actNumber, actText, actSideLeft, actSideRight action = "follow", "link-number", "text", "code-left", "code-right"
	actComments, actPlay, actSave, actPipe, actImages        action = "comments", "play", "write", "pipe", "images"
	actHealth, actFeedSettings, actPause, actUseMoved        action = "health", "feed-settings", "pause", "use-moved-address"
)

// The headings of the help, in order.
const (
	groupMove = "Move"
	groupRead = "Read"
	groupMark = "Mark"
	groupGo   = "Go to"
	groupApp  = "Find and app"
)

var groups = []string{groupMove, groupRead, groupMark, groupGo, groupApp}

// bindings is the default table. A key means the same in every pane; what a
// scope says of its own is a matter of place (fold, remove), not of meaning.
func bindings() []binding {
	g := func(a action, group, help, hint string, keys ...string) binding {
		return binding{scopeGlobal, a, keys, group, help, hint}
	}
	in := func(s scope, a action, group, help, hint string, keys ...string) binding {
		return binding{s, a, keys, group, help, hint}
	}
	return []binding{
		g(actDown, groupMove, "down; 5j moves five", "down", "j", "down"),
		g(actUp, groupMove, "up", "up", "k", "up"),
		g(actGoOn, groupMove, "go on: page, then next unread", "go on", "space"),
		g(actNextUnread, groupMove, "next unread", "next unread", "n"),
		g(actPrevUnread, groupMove, "previous unread", "previous unread", "N"),
		g(actNext, groupMove, "next article, from any pane", "next", "J"),
		g(actPrev, groupMove, "previous article", "previous", "K"),
		g(actTop, groupMove, "top", "top", "g g", "home"),
		g(actBottom, groupMove, "bottom", "bottom", "G", "end"),
		g(actHalfDown, groupMove, "half a page down", "half page", "ctrl+d"),
		g(actHalfUp, groupMove, "half a page up", "half page up", "ctrl+u"),
		g(actPageDown, groupMove, "page down", "page", "pgdown", "ctrl+f"),
		g(actPageUp, groupMove, "page up", "page up", "pgup", "ctrl+b"),
		g(actRight, groupMove, "pane to the right", "right", "l", "right"),
		g(actLeft, groupMove, "pane to the left", "left", "h", "left"),
		g(actNextPane, groupMove, "next pane", "pane", "tab"),
		g(actPrevPane, groupMove, "previous pane", "pane back", "shift+tab"),

		g(actOpen, groupRead, "reader view", "read", "enter"),
		g(actBack, groupRead, "back; at the top, quit", "back", "esc", "q"),
		g(actBrowser, groupRead, "open in the browser", "browser", "o"),
		g(actBrowserNext, groupRead, "browser, then next unread", "browser, next", "O"),
		g(actRelated, groupRead, "related stories", "related", "c"),
		g(actCopy, groupRead, "copy the link", "copy link", "y"),
		g(actCopyMarkdown, groupRead, "copy title and link as Markdown", "copy Markdown", "Y"),
		g(actFollow, groupRead, "follow a link by a letter", "links", "f"),
		g(actNumber, groupRead, "link by number; 3# the third", "link", "#"),
		g(actComments, groupRead, "comments", "comments", "C"),
		g(actPlay, groupRead, "play or open what comes with it", "play", "e"),
		g(actSave, groupRead, "write to a file: .md .html .txt", "write", "w"),
		g(actPipe, groupRead, "pipe the text to a command", "pipe", "|"),
		g(actWider, groupRead, "wider text", "wider", "+"),
		g(actNarrower, groupRead, "narrower text", "narrower", "-"),

		g(actRead, groupMark, "read, unread", "read/unread", "m"),
		g(actReadAll, groupMark, "all of this view read", "all read", "A"),
		g(actBookmark, groupMark, "bookmark, or take it off", "bookmark", "b"),
		g(actBookmarkWith, groupMark, "bookmark with tags and note", "tags and note", "B"),
		g(actUndo, groupMark, "undo", "undo", "u"),
		g(actRedo, groupMark, "redo", "redo", "U"),

		g(actToday, groupGo, "today", "today", "g t"),
		g(actUnread, groupGo, "unread", "unread", "g u"),
		g(actAll, groupGo, "all articles", "all", "g a"),
		g(actBookmarks, groupGo, "bookmarks", "bookmarks", "g b"),
		g(actHealth, groupGo, "feeds and their errors", "errors", "g e", "!"),

		g(actSearch, groupApp, "search everything", "search", "/"),
		g(actAdd, groupApp, "add a feed", "add feed", "a"),
		g(actFeedSettings, groupApp, "this feed's settings", "settings", "E"),
		g(actReload, groupApp, "reload this feed", "reload feed", "r"),
		g(actReloadAll, groupApp, "reload all feeds", "reload", "R"),
		g(actSections, groupApp, "sections: show, hide", "sections", "s"),
		g(actZoom, groupApp, "this pane alone", "zoom", "z"),
		g(actShrink, groupApp, "divider to the left", "narrower list", "<"),
		g(actGrow, groupApp, "divider to the right", "wider list", ">"),
		g(actEven, groupApp, "divider as it was", "even", "="),
		g(actHelp, groupApp, "this help", "help", "?"),
		g(actRedraw, groupApp, "draw the screen again", "redraw", "ctrl+l"),
		g(actSuspend, groupApp, "suspend", "suspend", "ctrl+z"),
		g(actQuit, groupApp, "quit at once", "quit", "Q", "ctrl+c"),

		in(scopeSections, actOpen, groupRead, "to its headlines", "headlines", "enter"),
		in(scopeSections, actUnfold, groupMove, "unfold, or pane right", "unfold", "l", "right"),
		in(scopeSections, actFold, groupMove, "fold, or up to the folder", "fold", "h", "left"),
		in(scopeSections, actToggle, groupMove, "fold, unfold", "fold", "space"),
		in(scopeSections, actRemove, groupMark, "remove the feed", "remove feed", "x"),

		in(scopeHeadlines, actRemove, groupMark, "remove the feed, in its view", "remove feed", "x"),

		in(scopeArticle, actImages, groupRead, "images on, off", "images", "i"),

		in(scopeRelated, actOpen, groupRead, "read this one", "read", "enter"),

		in(scopeReader, actDown, groupMove, "scroll down", "scroll", "j", "down"),
		in(scopeReader, actUp, groupMove, "scroll up", "scroll up", "k", "up"),
		in(scopeReader, actPrev, groupMove, "previous article", "previous", "K", "left"),
		in(scopeReader, actNext, groupMove, "next article", "next", "J", "right"),
		in(scopeReader, actSideRight, groupMove, "wide code to its right", "code right", "l"),
		in(scopeReader, actSideLeft, groupMove, "wide code back to the left", "code left", "h"),
		in(scopeReader, actText, groupRead, "feed text, page text", "feed, page", "v"),
		in(scopeReader, actImages, groupRead, "images on, off", "images", "i"),
		in(scopeReader, actSearch, groupApp, "find in this text; n N go on", "find", "/"),

		in(scopeHealth, actOpen, groupRead, "the feed's articles", "articles", "enter"),
		in(scopeHealth, actBrowser, groupRead, "the feed's site in the browser", "site", "o"),
		in(scopeHealth, actCopy, groupRead, "copy the feed's address", "copy address", "y"),
		in(scopeHealth, actGoOn, groupMove, "page down", "page", "space"),
		in(scopeHealth, actReload, groupMark, "ask this feed now", "retry", "r"),
		in(scopeHealth, actPause, groupMark, "pause, or take up again", "pause", "p"),
		in(scopeHealth, actUseMoved, groupMark, "use the address it moved to", "use new address", "v"),
		in(scopeHealth, actRemove, groupMark, "remove the feed", "remove", "x"),

		in(scopeBookmarks, actRemove, groupMark, "remove the bookmark", "remove", "x"),
		in(scopeBookmarks, actExport, groupMark, "export all bookmarks", "export…", "X"),
		in(scopeBookmarks, actBookmarkWith, groupMark, "tags, folder, note", "tags and note", "B", "t"),
	}
}

// hints names the actions of the hint line by scope, the most useful first:
// they drop from the right as the screen narrows, help excepted.
var hints = map[scope][]action{
	scopeSections:  {actOpen, actToggle, actReload, actAdd, actFeedSettings, actRemove, actReadAll, actReloadAll, actSearch},
	scopeHeadlines: {actOpen, actGoOn, actBookmark, actRead, actBrowser, actUndo, actSearch, actSections, actNextPane, actZoom},
	scopeArticle:   {actOpen, actGoOn, actBookmark, actBrowser, actRelated, actImages, actCopy, actZoom, actNextPane},
	scopeRelated:   {actOpen, actDown, actBookmark, actBrowser, actBack},
	scopeReader:    {actGoOn, actNext, actPrev, actBookmark, actBrowser, actFollow, actImages, actRelated, actSearch, actText, actCopy},
	scopeHealth:    {actOpen, actReload, actUseMoved, actFeedSettings, actPause, actRemove, actBrowser, actUndo, actBack},
	scopeBookmarks: {actOpen, actBookmarkWith, actRemove, actExport, actBrowser, actUndo, actBack},
}
