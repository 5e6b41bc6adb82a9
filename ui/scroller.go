package ui

// scroller is what a dialog shows of more lines than it has room for.
type scroller struct {
	top, room, n int // first line in view, lines that fit, lines there are
}

// key scrolls by a key, and says whether it is one that scrolls.
func (s *scroller) key(name string) bool {
	switch name {
	case "j", "down":
		s.scroll(1)
	case "k", "up":
		s.scroll(-1)
	case "space", "pgdown", "ctrl+f":
		s.scroll(max(s.room-2, 1))
	case "pgup", "ctrl+b":
		s.scroll(-max(s.room-2, 1))
	case "ctrl+d":
		s.scroll(max(s.room/2, 1))
	case "ctrl+u":
		s.scroll(-max(s.room/2, 1))
	case "g", "home":
		s.top = 0
	case "G", "end":
		s.scroll(s.n)
	default:
		return false
	}
	return true
}

func (s *scroller) scroll(n int) { s.top = max(min(s.top+n, s.n-s.room), 0) }

// window says that n lines stand in room, and gives the lines in view.
func (s *scroller) window(lines []string, room int) []string {
	s.n, s.room = len(lines), max(room, 1)
	s.scroll(0)
	return lines[s.top:min(s.top+s.room, s.n)]
}

// more says whether lines stand below those in view.
func (s *scroller) more() bool { return s.top+s.room < s.n }
