package ui

import "slices"

// idle are the actions that mean nothing in a place, of those that hold
// everywhere.
var idle = map[scope][]action{
	scopeReader:    {actOpen, actUnfoldStory, actSections, actShrink, actGrow, actEven},
	scopeComments:  {actOpen},
	scopeFront:     {actShrink, actGrow, actEven, actPane3, actPane4},
	scopeBookmarks: {actShrink, actGrow, actEven, actPane3, actPane4, actReadAll, actUnfoldStory, actNextPaper, actPrevPaper, actCompare},
}

// meant says whether an action does something in a place: else neither help nor
// palette has it, and its key says so.
func (m *Model) meant(in scope, b binding) bool {
	switch {
	case b.Scope == in:
		return true
	case b.Action == actNextUnread && in == scopeBookmarks, b.Action == actPrevUnread && in == scopeBookmarks:
		return m.shelf.filter != nil // whose hits they go through
	case in != scopeHealth:
		return !slices.Contains(idle[in], b.Action)
	}
	switch b.Action {
	case actBack, actFeedSettings, actDown, actUp, actTop, actBottom, actHalfDown, actHalfUp, actPageDown, actPageUp:
		return true
	}
	return m.keys.reaches[b.Action] >= reachView
}
