package feeds

// Change is one journalled change of the reader's state, as told back to the
// reader: the toast names it, undo and redo name it again.
type Change struct {
	ID   int64
	Verb string // "read", "unread", "bookmark", "unbookmark", "highlight", "edit highlight", "unhighlight", "subscribe", "unsubscribe", "edit", "tag", "move", "follow", "unfollow", "import", "dismiss", "import bookmarks", "restore bookmarks", "save search", "edit search", "remove search", "follow moved", "add rule", "edit rule", "remove rule", "move rule", "apply rule"
	N    int    // how many things it changed; 0 means nothing was to change and nothing was journalled
	Mark bool   // it marked the one article that it was asked for, and no copy of it
	What string // the one thing's name when N is 1, a view's name for many; cleaned, one line
}
