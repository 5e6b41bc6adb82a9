package ui

import tea "charm.land/bubbletea/v2"

const (
	actDown, actUp, actTop, actBottom                        action = "down", "up", "top", "bottom"
	actHalfDown, actHalfUp, actPageDown, actPageUp           action = "half-page-down", "half-page-up", "page-down", "page-up"
	actLeft, actRight, actNextPane, actPrevPane              action = "pane-left", "pane-right", "next-pane", "previous-pane"
	actGoOn, actNext, actPrev, actNextUnread, actPrevUnread  action = "go-on", "next", "previous", "next-unread", "previous-unread"
	actOpen, actBack, actQuit                                action = "open", "back", "quit"
	actBrowser, actBrowserNext, actCopy, actCopyMarkdown     action = "browser", "browser-next", "copy-link", "copy-markdown"
	actRelated, actZoom, actWider, actNarrower               action = "related", "zoom", "wider", "narrower"
	actBookmark, actBookmarkWith, actRead, actReadAll        action = "bookmark", "bookmark-with", "read", "read-all"
	actSaveSearch                                            action = "save-search"
	actMute, actRules                                        action = "mute", "rules"
	actNarrow                                                action = "narrow"
	actUndo, actRedo, actRemove, actExport                   action = "undo", "redo", "remove", "export"
	actToday, actUnread, actAll, actBookmarks                action = "go-today", "go-unread", "go-all", "go-bookmarks"
	actHistory                                               action = "go-history"
	actSearch, actAdd, actReload, actReloadAll               action = "search", "add-feed", "reload-feed", "reload"
	actSections, actShrink, actGrow, actEven                 action = "sections", "divider-left", "divider-right", "divider-even"
	actHelp, actRedraw, actSuspend, actTheme                 action = "help", "redraw", "suspend", "theme"
	actFold, actUnfold, actToggle                            action = "fold", "unfold", "fold-toggle"
	actFollow, actNumber, actText, actSideLeft, actSideRight action = "follow", "link-number", "text", "code-left", "code-right"
	actComments, actPlay, actSave, actPipe, actImages        action = "comments", "play", "write", "pipe", "images"
	actShare                                                 action = "share-with"
	actJumpBack                                              action = "jump-back"
	actHealth, actFeedSettings, actPause, actUseMoved        action = "health", "feed-settings", "pause", "use-moved-address"
	actPalette, actCommand, actJump, actMacro, actMessages   action = "palette", "command", "jump", "macro", "messages"
	actSummary, actFollowTopic                               action = "summary", "follow-topic"
	actTranslate, actAsk                                     action = "translate", "ask"
	actDone, actTags                                         action = "done", "tags"
	actHighlight, actNextHighlight, actPrevHighlight         action = "highlight", "next-highlight", "previous-highlight"
	actWordNext, actWordPrev, actWordEnd, actOtherEnd        action = "word-next", "word-previous", "word-end", "other-end"
	actSentenceNext, actSentencePrev, actWiden               action = "sentence-next", "sentence-previous", "widen"
	actParagraphNext, actParagraphPrev                       action = "paragraph-next", "paragraph-previous"
	actLineStart, actLineEnd                                 action = "line-start", "line-end"
	actUnfoldStory, actNextPaper, actPrevPaper               action = "unfold-story", "next-paper", "previous-paper"
	actDismiss                                               action = "dismiss"
	actFront, actCompare                                     action = "go-front", "compare"
	actSelect, actRange, actSelectAll                        action = "select", "select-range", "select-all"
	actOrder, actLabel                                       action = "order", "tag-or-folder"
	actCheckLinks, actQueue                                  action = "check-links", "queue"
	actPane1, actPane2, actPane3, actPane4                   action = "focus-sections", "focus-headlines", "focus-article", "focus-related"
)

// The headings of the help, in order.
const (
	groupMove = "Move"
	groupRead = "Read"
	groupMark = "Mark"
	groupGo   = "Go to"
	groupApp  = "Find and app"
	groupOwn  = "Macros"
)

var groups = []string{groupMove, groupRead, groupMark, groupGo, groupApp, groupOwn}

// does says what an action does where no place makes something of its own of
// it: a method of the model, which gets the count, 1 without one. As on and in
// it is not inlined: hundreds of rows would each hold a copy.
//
//go:noinline
func (b *binding) does(run func(m *Model, n int) tea.Cmd) *binding {
	b.Run = run
	return b
}

// on says what the action needs.
//
//go:noinline
func (b *binding) on(r reach) *binding {
	b.Reach = r
	return b
}

// in is a row of the table: what an action is called in a scope, and its keys.
//
//go:noinline
func in(s scope, a action, group, help, hint string, keys ...string) *binding {
	return &binding{Scope: s, Action: a, Keys: keys, Group: group, Help: help, Hint: hint}
}

// g is a row that holds in every scope.
//
//go:noinline
func g(a action, group, help, hint string, keys ...string) *binding {
	return in(scopeGlobal, a, group, help, hint, keys...)
}

func table(rows ...*binding) []binding {
	out := make([]binding, len(rows))
	for i, b := range rows {
		out[i] = *b
	}
	return out
}

// bindings is the default table. A key means the same in every pane; what a
// scope says of its own is a matter of place (fold, remove), not of meaning.
//
// To add an action add a row here: it is then bound, can be bound anew by its
// name in the config, and stands in the help, in the palette, behind ":", in
// macros and in the manual. does says what it does; on(reachRows) where it
// acts on an article, on(reachView) where it leads to a view, on(reachScreen)
// where it means the same whatever is shown. A row of a place (in) comes
// before what the place does by itself; one that holds everywhere (g) after.
// To stand in the hint line of a place it is named in hints as well.
func bindings() []binding {
	return table(
		g(actDown, groupMove, "down; 5j moves five", "down", "j", "down").on(reachRows),
		g(actUp, groupMove, "up", "up", "k", "up").on(reachRows),
		g(actGoOn, groupMove, "go on: page, then next unread", "go on", "space").on(reachRows),
		g(actNextUnread, groupMove, "next unread, or a search's next hit", "next unread", "n").on(reachRows),
		g(actPrevUnread, groupMove, "previous unread, or a search's previous hit", "previous unread", "N").on(reachRows),
		g(actNext, groupMove, "next article, from any pane", "next", "J").on(reachRows),
		g(actPrev, groupMove, "previous article", "previous", "K").on(reachRows),
		g(actUnfoldStory, groupMove, "unfold the story, fold it", "unfold", ".").on(reachRows).does((*Model).unfold),
		g(actNextPaper, groupMove, "next paper's version of the story", "next paper", "]").on(reachRows).does((*Model).flip),
		g(actPrevPaper, groupMove, "previous paper's version", "previous paper", "[").on(reachRows).does(func(m *Model, n int) tea.Cmd { return m.flip(-n) }),
		g(actCompare, groupRead, "compare two papers' versions", "compare", "\\").on(reachRows).does((*Model).compare),
		g(actTop, groupMove, "top", "top", "g g", "home").on(reachRows),
		g(actBottom, groupMove, "bottom", "bottom", "G", "end").on(reachRows),
		g(actHalfDown, groupMove, "half a page down", "half page", "ctrl+d").on(reachRows),
		g(actHalfUp, groupMove, "half a page up", "half page up", "ctrl+u").on(reachRows),
		g(actPageDown, groupMove, "page down", "page", "pgdown", "ctrl+f").on(reachRows),
		g(actPageUp, groupMove, "page up", "page up", "pgup", "ctrl+b").on(reachRows),
		g(actRight, groupMove, "pane to the right", "right", "l", "right"),
		g(actLeft, groupMove, "pane to the left", "left", "h", "left"),
		g(actNextPane, groupMove, "next pane", "pane", "tab"),
		g(actPrevPane, groupMove, "previous pane", "pane back", "shift+tab"),

		g(actOpen, groupRead, "reader view", "read", "enter").on(reachRows),
		g(actBack, groupRead, "back; at the top, quit", "back", "esc", "q"),
		g(actBrowser, groupRead, "open in the browser", "browser", "o").on(reachRows),
		g(actBrowserNext, groupRead, "browser, then next unread", "browser, next", "O").on(reachRows),
		g(actRelated, groupRead, "related stories", "related", "c"),
		g(actCopy, groupRead, "copy the link", "copy link", "y").on(reachRows),
		g(actCopyMarkdown, groupRead, "copy title and link as Markdown", "copy Markdown", "Y").on(reachRows),
		g(actFollow, groupRead, "follow a link, a topic or an author by a letter", "links", "f"),
		g(actNumber, groupRead, "link by number; 3# the third", "link", "#"),
		g(actJumpBack, groupRead, "back from a jump in the text", "back in the text", "backspace", "ctrl+o").does((*Model).jumpBack),
		g(actSummary, groupRead, "summary of the article, or of its story", "summary", "p").on(reachRows).does((*Model).summary),
		g(actTranslate, groupRead, "translate the article, by the assistant", "translate", "I").on(reachRows).does((*Model).translate),
		g(actAsk, groupRead, "ask the assistant about the story", "ask", "W").on(reachRows).does((*Model).askStory),
		g(actComments, groupRead, "comments", "comments", "C").on(reachRows),
		g(actPlay, groupRead, "play or open what comes with it", "play", "e").on(reachRows),
		g(actShare, groupRead, "send to a service, a mail, a command", "share", "S").on(reachRows).does((*Model).share),
		g(actSave, groupRead, "write to a file: .md .html .txt", "write", "w").on(reachRows),
		g(actExport, groupRead, "export these, the selection, the article", "export…", "X").on(reachRows).does((*Model).startExport),
		g(actPipe, groupRead, "pipe the text to a command", "pipe", "|").on(reachRows),
		g(actWider, groupRead, "wider text", "wider", "+"),
		g(actNarrower, groupRead, "narrower text", "narrower", "-"),

		g(actRead, groupMark, "read, unread", "read/unread", "m").on(reachRows),
		g(actReadAll, groupMark, "all of this view read", "all read", "A"),
		g(actBookmark, groupMark, "bookmark, or take it off", "bookmark", "b").on(reachRows),
		g(actBookmarkWith, groupMark, "bookmark with tags and note", "tags and note", "B").on(reachRows),
		g(actDone, groupMark, "done: read, and the next unread", "done", "d").on(reachRows).does((*Model).doneWith),
		g(actTags, groupMark, "tags of its bookmark", "tags", "t").on(reachRows).does((*Model).tags),
		g(actFollowTopic, groupMark, "follow a topic or an author, or no more", "follow", "F").on(reachRows).does((*Model).followTopic),
		g(actMute, groupMark, "mute: a rule from this article", "mute", "M").on(reachRows).does((*Model).mute),
		g(actRules, groupGo, "rules: what is muted, marked, kept", "rules", "g r").on(reachScreen).does((*Model).openRules),
		g(actUndo, groupMark, "undo", "undo", "u").on(reachScreen),
		g(actRedo, groupMark, "redo", "redo", "U").on(reachScreen),

		g(actFront, groupGo, "front page", "front page", "g f").on(reachView),
		g(actToday, groupGo, "today", "today", "g t").on(reachView),
		g(actUnread, groupGo, "unread", "unread", "g u").on(reachView),
		g(actAll, groupGo, "all articles", "all", "g a").on(reachView),
		g(actBookmarks, groupGo, "bookmarks", "bookmarks", "g b").on(reachView),
		g(actHistory, groupGo, "history: opened or read lately", "history", "g h").on(reachView).does((*Model).goToHistory),
		g(actJump, groupGo, "a feed, folder or topic by name", "jump", "'").on(reachScreen).does((*Model).jump),
		g(actPane1, groupGo, "sections pane", "sections", "g 1").on(reachView).does(toPane(paneSections)),
		g(actPane2, groupGo, "headlines pane", "headlines", "g 2").on(reachView).does(toPane(paneHeadlines)),
		g(actPane3, groupGo, "article pane", "article", "g 3").on(reachView).does(toPane(paneArticle)),
		g(actPane4, groupGo, "related pane", "related", "g 4").on(reachView).does(toPane(paneRelated)),
		g(actMessages, groupGo, "what was said lately", "messages", "g m").on(reachScreen).does((*Model).messages),
		g(actHealth, groupGo, "feeds and their errors", "errors", "g e", "!").on(reachView),
		g(actQueue, groupGo, "what waits to be sent to services", "queue", "g q").on(reachScreen).does((*Model).openQueue),

		g(actSearch, groupApp, "search everything", "search", "/").on(reachView),
		g(actNarrow, groupApp, "search within this list", "narrow", "&").on(reachView).does((*Model).narrow),
		g(actOrder, groupApp, "order of this list, and rules between days", "order", "^").on(reachView).does((*Model).pickListOrder),
		g(actPalette, groupApp, "all actions, by name", "commands", "ctrl+p").on(reachScreen).does((*Model).palette),
		g(actCommand, groupApp, "command line", "command", ":").on(reachScreen).does((*Model).startCommand),
		g(actMacro, groupApp, "your own macros: and a key", "macros", ",").on(reachScreen).does((*Model).noMacros),
		g(actAdd, groupApp, "add a feed", "add feed", "a").on(reachScreen),
		g(actFeedSettings, groupApp, "this feed's settings", "settings", "E"),
		g(actReload, groupApp, "reload this feed", "reload feed", "r"),
		g(actReloadAll, groupApp, "reload all feeds", "reload", "R").on(reachScreen),
		g(actSections, groupApp, "sections: show, hide", "sections", "s").on(reachView),
		g(actZoom, groupApp, "this pane alone", "zoom", "z"),
		g(actShrink, groupApp, "divider to the left", "narrower list", "<"),
		g(actGrow, groupApp, "divider to the right", "wider list", ">"),
		g(actEven, groupApp, "divider as it was", "even", "="),
		g(actTheme, groupApp, "another theme", "theme", "T").does((*Model).pickTheme).on(reachScreen),
		g(actHelp, groupApp, "this help", "help", "?").on(reachScreen),
		g(actRedraw, groupApp, "draw the screen again", "redraw", "ctrl+l").on(reachScreen),
		g(actSuspend, groupApp, "suspend", "suspend", "ctrl+z").on(reachScreen),
		g(actQuit, groupApp, "quit at once", "quit", "Q", "ctrl+c").on(reachScreen),

		in(scopeSections, actOpen, groupRead, "to its headlines", "headlines", "enter").on(reachRows),
		in(scopeSections, actUnfold, groupMove, "unfold, or pane right", "unfold", "l", "right"),
		in(scopeSections, actFold, groupMove, "fold, or up to the folder", "fold", "h", "left"),
		in(scopeSections, actToggle, groupMove, "fold, unfold", "fold", "space"),
		in(scopeSections, actRemove, groupMark, "remove the feed", "remove feed", "x").on(reachRows),

		g(actSaveSearch, groupMark, "save the search as a view, or change it", "save search", "ctrl+s").on(reachScreen).does((*Model).saveSearch),

		in(scopeHeadlines, actSelect, groupMark, "select; then any verb", "select", "x").on(reachRows).does((*Model).selectOne),
		in(scopeHeadlines, actRange, groupMark, "select a range, to the cursor", "range", "V").on(reachRows).does((*Model).selectRange),
		in(scopeHeadlines, actSelectAll, groupMark, "select all, or none", "select all", "g x").on(reachRows).does((*Model).selectAll),
		in(scopeHeadlines, actRemove, groupMark, "leave: remove the feed or search, in its view", "remove feed", "L").on(reachRows),

		in(scopeArticle, actImages, groupRead, "images on, off", "images", "i"),

		in(scopeRelated, actOpen, groupRead, "read this one", "read", "enter").on(reachRows),

		in(scopeRelated, actDismiss, groupMark, "not related: leaves this story", "not related", "D").on(reachRows).does((*Model).dismiss),
		in(scopeRelated, actReadAll, groupMark, "all of these read", "all read", "A"),

		in(scopeReader, actDown, groupMove, "scroll down", "scroll", "j", "down").on(reachRows),
		in(scopeReader, actUp, groupMove, "scroll up", "scroll up", "k", "up").on(reachRows),
		in(scopeReader, actPrev, groupMove, "previous article", "previous", "K", "left").on(reachRows),
		in(scopeReader, actNext, groupMove, "next article", "next", "J", "right").on(reachRows),
		in(scopeReader, actSideRight, groupMove, "wide code to its right", "code right", "l"),
		in(scopeReader, actSideLeft, groupMove, "wide code back to the left", "code left", "h"),
		in(scopeReader, actText, groupRead, "feed text, page text", "feed, page", "v"),
		in(scopeReader, actImages, groupRead, "images on, off", "images", "i"),
		in(scopeReader, actEven, groupRead, "text as wide as in the config", "usual width", "="),
		in(scopeReader, actNextPane, groupMove, "related stories, and back", "related", "tab"),
		in(scopeReader, actZoom, groupRead, "nothing but text, or all again", "text alone", "z"),
		in(scopeReader, actSearch, groupApp, "find in this text; n N go on", "find", "/"),

		in(scopeReader, actHighlight, groupMark, "highlight a passage", "highlight", "H").does((*Model).startHighlight),
		in(scopeReader, actNextHighlight, groupMove, "next highlight", "next highlight", "}").does((*Model).nextHighlight),
		in(scopeReader, actPrevHighlight, groupMove, "previous highlight", "previous highlight", "{").does((*Model).prevHighlight),

		in(scopeSelection, actOpen, groupMark, "keep the passage as a highlight", "keep", "enter"),
		in(scopeSelection, actBookmarkWith, groupMark, "keep it with a note", "with a note", "B"),
		in(scopeSelection, actRemove, groupMark, "remove the highlight", "remove", "x"),
		in(scopeSelection, actCopy, groupRead, "copy the passage", "copy", "y"),
		in(scopeSelection, actCopyMarkdown, groupRead, "copy it as a quotation, with title and link", "copy Markdown", "Y"),
		in(scopeSelection, actNextHighlight, groupMove, "next highlight", "next highlight", "}").does((*Model).nextHighlight),
		in(scopeSelection, actPrevHighlight, groupMove, "previous highlight", "previous highlight", "{").does((*Model).prevHighlight),
		in(scopeSelection, actDown, groupMove, "a line on", "line", "j", "down"),
		in(scopeSelection, actUp, groupMove, "a line back", "line back", "k", "up"),
		in(scopeSelection, actRight, groupMove, "a character on", "character", "l", "right"),
		in(scopeSelection, actLeft, groupMove, "a character back", "character back", "h", "left"),
		in(scopeSelection, actWordNext, groupMove, "to the next word", "word", "w"),
		in(scopeSelection, actWordPrev, groupMove, "to the word before", "word back", "b"),
		in(scopeSelection, actWordEnd, groupMove, "to the end of the word", "end of word", "e"),
		in(scopeSelection, actSentenceNext, groupMove, "to the end of the sentence", "sentence", ")"),
		in(scopeSelection, actSentencePrev, groupMove, "to its start", "sentence back", "("),
		in(scopeSelection, actParagraphNext, groupMove, "to the end of the paragraph", "paragraph", "]"),
		in(scopeSelection, actParagraphPrev, groupMove, "to its start", "paragraph back", "["),
		in(scopeSelection, actLineStart, groupMove, "to the start of the line", "start of line", "^"),
		in(scopeSelection, actLineEnd, groupMove, "to the end of the line", "end of line", "$"),
		in(scopeSelection, actOtherEnd, groupMove, "move the other end", "other end", "o"),
		in(scopeSelection, actWiden, groupMove, "to whole sentences, paragraphs, all", "widen", "v"),
		in(scopeSelection, actBack, groupRead, "leave the selection", "leave", "esc", "q"),

		in(scopeFront, actOpen, groupRead, "read the story", "read", "enter").on(reachRows),
		in(scopeFront, actUnfoldStory, groupMove, "all its papers, to choose from", "papers", ".").on(reachRows).does((*Model).unfold),
		in(scopeFront, actReadAll, groupMark, "the rest read: all that is new", "rest read", "A"),
		in(scopeFront, actGoOn, groupMove, "turn the page", "page", "space").on(reachRows),

		in(scopeHealth, actOpen, groupRead, "the feed's articles", "articles", "enter").on(reachRows),
		in(scopeHealth, actBrowser, groupRead, "the feed's site in the browser", "site", "o").on(reachRows),
		in(scopeHealth, actCopy, groupRead, "copy the feed's address", "copy address", "y").on(reachRows),
		in(scopeHealth, actGoOn, groupMove, "page down", "page", "space").on(reachRows),
		in(scopeHealth, actReload, groupMark, "ask this feed now", "retry", "r"),
		in(scopeHealth, actPause, groupMark, "pause, or take up again", "pause", "p"),
		in(scopeHealth, actUseMoved, groupMark, "use the address it moved to", "use new address", "v"),
		in(scopeHealth, actRemove, groupMark, "remove the feed", "remove", "x").on(reachRows),

		in(scopeComments, actGoOn, groupMove, "page down", "page", "space"),
		in(scopeComments, actText, groupRead, "newest, oldest first", "order", "v"),
		in(scopeComments, actReload, groupRead, "fetch them again", "fetch again", "r"),
		in(scopeComments, actBrowser, groupRead, "their page in the browser", "page", "o"),
		in(scopeComments, actNextPane, groupMove, "to the article", "article", "tab"),

		in(scopeBookmarks, actSelect, groupMark, "select; then any verb", "select", "x").on(reachRows).does((*Model).selectOne),
		in(scopeBookmarks, actRange, groupMark, "select a range, to the cursor", "range", "V").on(reachRows).does((*Model).selectRange),
		in(scopeBookmarks, actSelectAll, groupMark, "select all of these, or none", "select all", "g x").on(reachRows).does((*Model).selectAll),
		in(scopeBookmarks, actBookmark, groupMark, "remove the bookmark; u brings it back", "remove", "b").on(reachRows),
		in(scopeBookmarks, actRead, groupMark, "to read, or not", "to read", "m").on(reachRows),
		in(scopeBookmarks, actDone, groupMark, "done: no longer to read, and on", "done", "d").on(reachRows),
		in(scopeBookmarks, actNarrow, groupApp, "narrow this list by a query", "narrow", "&").does((*Model).startFilter),
		in(scopeBookmarks, actLabel, groupGo, "a tag or folder, with counts", "tag, folder", "'").does((*Model).pickLabel),
		in(scopeBookmarks, actOrder, groupApp, "another order", "order", "^").does((*Model).pickOrder),
		in(scopeBookmarks, actBookmarkWith, groupMark, "tags, folder, note", "tags and note", "B").on(reachRows),
		in(scopeBookmarks, actCheckLinks, groupMark, "check the links of these, or stop", "check links", "g l").does((*Model).checkLinks),
		in(scopeBookmarks, actUseMoved, groupMark, "use the address its page moved to", "use new address", "v").on(reachRows),
	)
}

// hints names the actions of the hint line by scope, the most useful first:
// they drop from the right as the screen narrows, help excepted.
var hints = map[scope][]action{
	scopeSections:  {actOpen, actToggle, actReload, actAdd, actFeedSettings, actRemove, actReadAll, actReloadAll, actSearch},
	scopeHeadlines: {actOpen, actGoOn, actBookmark, actRead, actBrowser, actUndo, actSearch, actPalette, actSections, actNextPane, actZoom},
	scopeArticle:   {actOpen, actGoOn, actBookmark, actBrowser, actRelated, actSummary, actImages, actCopy, actZoom, actNextPane},
	scopeRelated:   {actOpen, actDown, actDismiss, actCompare, actReadAll, actBookmark, actBrowser, actBack},
	scopeReader:    {actGoOn, actNext, actPrev, actBookmark, actBrowser, actHighlight, actFollow, actImages, actRelated, actSummary, actSearch, actText, actCopy},
	scopeSelection: {actOpen, actBookmarkWith, actDown, actWordEnd, actSentenceNext, actWiden, actOtherEnd, actRemove, actCopy, actBack},
	scopeFront:     {actOpen, actUnfoldStory, actNextPaper, actGoOn, actReadAll, actBookmark, actUndo, actSearch, actPalette, actSections},
	scopeHealth:    {actOpen, actReload, actUseMoved, actFeedSettings, actPause, actRemove, actBrowser, actUndo, actBack},
	scopeComments:  {actGoOn, actText, actFollow, actNextPane, actBrowser, actReload, actBack},
	scopeBookmarks: {actOpen, actTags, actBookmarkWith, actSelect, actNarrow, actLabel, actOrder, actRead, actExport, actBookmark, actBrowser, actUndo, actBack},
}
