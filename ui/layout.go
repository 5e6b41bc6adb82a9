package ui

// rect is a rectangle of cells; one without width or height is hidden.
type rect struct{ X, Y, W, H int }

func (r rect) hidden() bool { return r.W <= 0 || r.H <= 0 }

func (r rect) contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// pane names a part of the screen that takes the focus.
type pane int

const (
	paneSections pane = iota
	paneHeadlines
	paneArticle
	paneRelated
	panes // their number
)

// class is how much room there is.
type class int

const (
	tooSmall class = iota
	tiny           // one list, short ages
	narrow         // one pane at a time, tabs in the header
	normal         // headlines beside the article; sections on demand
	wide           // sections too
)

// The sizes at which the classes begin, and the smallest that can be used.
const (
	minWidth, minHeight = 30, 8
	narrowWidth         = 60
	normalWidth         = 100
	wideWidth           = 160
	relatedRightWidth   = 220
	relatedHeight       = 28
	sectionsWidth       = 24
	relatedWidth        = 48
	gutter              = 3  // " │ " between panes
	listLeast           = 27 // columns of headlines beside an article
	textLeast           = 38 // and of the article
)

// wants is what of the model's state the layout depends on.
type wants struct {
	Focus   pane
	Zoom    bool // the focused pane alone
	Alone   bool // headlines take the article's room: bookmarks
	Problem bool // a line for a mistake in the config
	Talks   bool // the comments are open
	Talk    bool // and have the focus
	Shift   int  // columns the divider was moved to the right
}

// layout says where everything stands. It depends on nothing else.
type layout struct {
	Class                  class
	W, H                   int
	Header, Problem, Hints rect
	Panes                  [panes]rect // with their title and rule
	Talk                   rect        // the comments, as the panes
	Dividers               []rect      // one column each
	Body                   rect        // all the panes together; what the reader takes
}

// arrange works a layout out. Every rectangle lies inside w by h and none
// overlaps another (Body, which holds the panes, excepted).
func arrange(w, h int, want wants) layout {
	l := layout{W: w, H: h}
	if w < minWidth || h < minHeight {
		return l
	}
	switch {
	case w < narrowWidth:
		l.Class = tiny
	case w < normalWidth:
		l.Class = narrow
	case w < wideWidth:
		l.Class = normal
	default:
		l.Class = wide
	}
	top, bottom := 0, h
	if l.Class != tiny && h >= 12 {
		l.Header = rect{0, 0, w, 1}
		top = 1
	}
	if want.Problem {
		l.Problem = rect{0, top, w, 1}
		top++
	}
	if l.Header.H > 0 && h >= 20 {
		top++ // air
	}
	if h >= 16 {
		l.Hints = rect{0, h - 1, w, 1}
		bottom--
		if h >= 18 {
			bottom-- // air
		}
	}
	margin := 1
	if l.Class == tiny {
		margin = 0
	}
	l.Body = rect{margin, top, w - 2*margin, bottom - top}
	if want.Zoom || l.Class <= narrow {
		if want.Talk {
			l.Talk = l.Body
		} else {
			l.Panes[want.Focus] = l.Body
		}
		return l
	}
	l.columns(want)
	return l
}

// columns parts the body where panes stand beside one another.
func (l *layout) columns(want wants) {
	x, y, h := l.Body.X, l.Body.Y, l.Body.H
	right := l.Body.X + l.Body.W
	divide := func() {
		l.Dividers = append(l.Dividers, rect{x + 1, y, 1, h})
		x += gutter
	}
	if l.Class == wide || want.Focus == paneSections {
		l.Panes[paneSections] = rect{x, y, sectionsWidth, h}
		x += sectionsWidth
		divide()
	}
	if want.Alone {
		list := right - x
		if want.Talks {
			list = (list - gutter) / 2
		}
		l.Panes[paneHeadlines] = rect{x, y, list, h}
		if x += list; want.Talks {
			divide()
			l.Talk = rect{x, y, right - x, h}
		}
		return
	}
	room := right - x - gutter
	list := room * 2 / 5
	if l.Class == wide {
		// Beyond the text's measure more width serves long headlines best.
		list = 50 + min(max(0, l.W-wideWidth)/3, 16)
	}
	list = min(max(list+want.Shift, listLeast), room-textLeast)
	l.Panes[paneHeadlines] = rect{x, y, list, h}
	x += list
	divide()
	rest := right - x
	switch {
	case l.W >= relatedRightWidth:
		l.Panes[paneArticle] = rect{x, y, rest - relatedWidth - gutter, h}
		x += rest - relatedWidth - gutter
		divide()
		l.Panes[paneRelated] = rect{x, y, relatedWidth, h}
	case l.H >= relatedHeight:
		below := min(max(l.H/3, 9), 14)
		l.Panes[paneArticle] = rect{x, y, rest, h - below - 1}
		l.Panes[paneRelated] = rect{x, y + h - below, rest, below}
	case want.Focus == paneRelated:
		l.Panes[paneRelated] = rect{x, y, rest, h}
	default:
		l.Panes[paneArticle] = rect{x, y, rest, h}
	}
	if want.Talks {
		l.makeRoom(want)
	}
}

// makeRoom gives the comments the place of the related stories; where these
// stand below the article, and a part of the article's too: who opens the
// comments wants to read them. Where there is neither beside the other, the
// comments are shown while they have the focus.
func (l *layout) makeRoom(want wants) {
	article, related := l.Panes[paneArticle], l.Panes[paneRelated]
	switch {
	case related.hidden() || article.hidden():
		if want.Talk {
			l.Talk = article
			if article.hidden() {
				l.Talk = related
			}
			l.Panes[paneArticle], l.Panes[paneRelated] = rect{}, rect{}
		}
	case related.X > article.X:
		l.Talk, l.Panes[paneRelated] = related, rect{}
	default:
		h := related.Y + related.H - article.Y
		above := h * 2 / 5
		l.Panes[paneArticle] = rect{article.X, article.Y, article.W, above - 1}
		l.Talk, l.Panes[paneRelated] = rect{article.X, article.Y + above, article.W, h - above}, rect{}
	}
}

// inner is a pane without its title and rule.
func (l layout) inner(p pane) rect {
	r := l.Panes[p]
	if r.hidden() {
		return rect{}
	}
	return rect{r.X, r.Y + 2, r.W, max(0, r.H-2)}
}

// at says which pane stands at a cell.
func (l layout) at(x, y int) (pane, bool) {
	for p := range panes {
		if l.Panes[p].contains(x, y) {
			return p, true
		}
	}
	return 0, false
}
