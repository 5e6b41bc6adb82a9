package ui

import (
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// sheet is the front page laid out: cards in columns, on lines that are
// counted from the top of the page. It is made when the stories, the width or
// what is unfolded change; drawing costs what is in view.
type sheet struct {
	items []sheetItem // what can be chosen, in reading order
	cards []card
	h     int // lines
	cols  int
}

// sheetItem is a headline that can be chosen, and where it stands.
type sheetItem struct {
	story    int
	head     feeds.Headline
	from, to int // lines, to exclusive
	card     int
}

// card is one story's place.
type card struct {
	x, y, w int
	lines   []sheetLine
}

// sheetLine is a line of a card: of which item, and what.
type sheetLine struct {
	item int // -1: none can be chosen by it
	kind sheetKind
	text string
	when string // of a report
	more string // after it
}

type sheetKind int

const (
	sheetTitle sheetKind = iota
	sheetMeta
	sheetText
	sheetSaid  // a sentence of it
	sheetPaper // a report: its source, and its headline in more
	sheetRest  // how many papers there is no room for
)

// sheetKey is what a sheet depends on besides its stories.
type sheetKey struct {
	w    int
	tiny bool
	tall bool // there is room for another line of text to a story
}

// The columns of a page, and how many papers a story shows folded.
const (
	twoColumns, threeColumns = 96, 150
	sheetGutter              = 3
	leadPapers, cardPapers   = 4, 2
	tallPage                 = 30 // lines
)

func (m *Model) sheetKey(r rect) sheetKey {
	return sheetKey{w: r.W, tiny: m.lay.Class == tiny, tall: r.H >= tallPage}
}

// layFront lays the page out again, with the first story over all columns.
func (m *Model) layFront() {
	p := &m.front
	p.laid = m.sheetKey(p.size)
	p.sheet = sheet{cols: 1}
	s := &p.sheet
	switch w := p.size.W; {
	case w <= 0:
		return
	case w >= threeColumns:
		s.cols = 3
	case w >= twoColumns:
		s.cols = 2
	}
	col := (p.size.W - sheetGutter*(s.cols-1)) / s.cols
	y, tallest := 0, 0
	for i := range p.stories[:min(len(p.stories), frontMost)] {
		at := (i - 1) % s.cols // the column, after the first story
		w := col
		if i == 0 {
			at, w = 0, p.size.W
		}
		if at == 0 {
			y, tallest = y+tallest, 0
		}
		c := m.layStory(i, w, len(s.cards), y)
		c.x, c.y = at*(col+sheetGutter), y
		tallest = max(tallest, len(c.lines)+1)
		s.cards = append(s.cards, c)
	}
	s.h = y + tallest
}

// layStory makes a story's card: its lead with the first lines, then who else
// reports it.
func (m *Model) layStory(i, w, place, y int) (c card) {
	p := &m.front
	st := p.stories[i]
	head, reports := st.Head(), st.Reports()
	room := max(w-4, 1)
	c.w = w
	put := func(l sheetLine) { c.lines = append(c.lines, l) }
	choose := func(h feeds.Headline) int {
		p.sheet.items = append(p.sheet.items, sheetItem{story: i, head: h, from: y + len(c.lines), card: place})
		return len(p.sheet.items) - 1
	}
	lead := choose(head)
	titles, texts, papers := 3, 2, cardPapers
	if p.laid.tall {
		texts = 3
	}
	if i == 0 {
		texts, papers = 3, leadPapers
	}
	measure := min(room, articleMeasure)
	for _, l := range cutLines(wrapPlain(head.Title, room), titles, room) {
		put(sheetLine{item: lead, kind: sheetTitle, text: l})
	}
	text, said := m.leadText(head, texts, measure)
	about := m.storyWords(st)
	if said {
		about += extracted
	}
	put(sheetLine{item: lead, kind: sheetMeta, text: head.Source, more: about})
	for _, l := range text {
		switch {
		case said:
			put(sheetLine{item: lead, kind: sheetSaid, text: l})
		case l != "":
			put(sheetLine{item: lead, kind: sheetText, text: l})
		}
	}
	p.sheet.items[lead].to = y + len(c.lines)
	var others []feeds.Headline
	for _, r := range reports {
		if r.ID != head.ID {
			others = append(others, r)
		}
	}
	open := p.open[st.ID]
	shown := others
	if !open && len(others) > papers {
		shown = others[:papers]
	}
	for _, r := range shown {
		item := -1
		if open {
			item = choose(r)
			p.sheet.items[item].to = y + len(c.lines) + 1
		}
		put(sheetLine{item, sheetPaper, r.Source, " · " + shortAge(m.opts.Now(), r.Published, m.opts.Location), r.Title})
	}
	if n := len(others) - len(shown); n > 0 {
		put(sheetLine{item: -1, kind: sheetRest, text: "+" + plural(n, "paper", "papers"), more: m.keySentence("", actUnfoldStory, " unfolds")})
	}
	return c
}

// storyWords says of a story how many papers report it, and when.
func (m *Model) storyWords(st feeds.Story) string {
	now, loc := m.opts.Now(), m.opts.Location
	last := age(now, st.Last(), loc)
	if m.lay.Class == tiny {
		last = shortAge(now, st.Last(), loc)
	}
	if st.Last().Sub(st.First()) >= 24*60*60*1e9 {
		last = date(now, st.First().In(loc)) + " to " + last
	}
	return plural(len(st.Sources()), "paper", "papers") + " · " + last
}

// move takes the cursor n headlines on, and the page with it.
func (p *front) move(n int) {
	p.at = max(0, min(p.at+n, len(p.sheet.items)-1))
	if p.at < len(p.sheet.items) {
		it := p.sheet.items[p.at]
		c := p.sheet.cards[it.card]
		p.top = max(p.top, min(it.to, c.y+len(c.lines))-p.size.H)
		p.top = min(p.top, it.from)
		if p.at == 0 {
			p.top = 0
		}
	}
	p.top = max(0, min(p.top, p.sheet.h-1-p.size.H))
}

// page turns the page by lines; the cursor goes to the first headline that is
// in view whole where its own is not.
func (p *front) page(lines int) {
	p.top = max(0, min(p.top+lines, p.sheet.h-1-p.size.H))
	if p.at >= len(p.sheet.items) {
		return
	}
	if it := p.sheet.items[p.at]; it.from >= p.top && it.from < p.top+p.size.H {
		if lines > 0 && p.top+p.size.H >= p.sheet.h-1 {
			p.move(len(p.sheet.items))
		} else if lines < 0 && p.top == 0 {
			p.move(-len(p.sheet.items))
		}
		return
	}
	best := -1
	for i, it := range p.sheet.items {
		if it.from >= p.top && it.from < p.top+p.size.H && (best < 0 || lines > 0 && it.from < p.sheet.items[best].from || lines < 0 && it.from >= p.sheet.items[best].from) {
			best = i
		}
	}
	if best >= 0 {
		p.at = best
	}
}

// resizeFront gives the page its place; a page of another width is laid out again.
func (m *Model) resizeFront(r rect) {
	p := &m.front
	if p.size == r && p.laid == m.sheetKey(r) {
		return
	}
	at := p.selected().ID
	p.size = r
	m.layFront()
	p.selectArticle(at)
}

// frontAt is the headline at a cell of the page.
func (p *front) frontAt(x, y int) (int, bool) {
	for _, c := range p.sheet.cards {
		line := y + p.top - c.y
		if x < c.x || x >= c.x+c.w || line < 0 || line >= len(c.lines) {
			continue
		}
		if it := c.lines[line].item; it >= 0 {
			return it, true
		}
		return 0, false
	}
	return 0, false
}

// drawFront draws the lines of the page that are in view.
func (m *Model) drawFront(r rect) []string {
	p := &m.front
	switch {
	case p.err != "":
		return m.wrap(r.W, m.st.Error, m.st.Glyphs.Warn+" "+p.err)
	case len(p.stories) == 0 && (p.loading || !m.side.loaded):
		return nil
	case len(p.stories) == 0:
		return m.empty(r, "No front page yet.", "No event is reported by several of your papers."+m.keySentence(" ", actToday, " shows today's articles."))
	}
	lines := make([]string, r.H)
	ends := make([]int, r.H)
	for _, c := range p.sheet.cards {
		if c.y >= p.top+r.H || c.y+len(c.lines) < p.top {
			continue
		}
		for y := max(0, c.y-p.top); y < r.H; y++ {
			i := y + p.top - c.y
			if i > len(c.lines) {
				break
			}
			s := ""
			if i < len(c.lines) {
				s = m.drawSheetLine(c.lines[i], i == 0, c.w)
			}
			if ends[y] < c.x { // between columns
				gap := style.Blank(c.x - ends[y])
				if c.x-ends[y] == sheetGutter {
					gap = " " + m.st.Rule.Render(m.st.Glyphs.Divider) + " "
				}
				lines[y] += gap
			}
			lines[y] += m.st.Fit(s, c.w)
			ends[y] = c.x + c.w
		}
	}
	return lines
}

func (m *Model) drawSheetLine(l sheetLine, first bool, w int) string {
	p := &m.front
	pen := m.paint(l.item >= 0 && l.item == p.at, m.focus == paneHeadlines)
	read := l.item >= 0 && p.sheet.items[l.item].head.Read
	dot := "  "
	if first && !read {
		dot = pen.accent.Render(m.st.Glyphs.Dot) + pen.text.Render(" ")
	} else {
		dot = pen.text.Render(dot)
	}
	room := w - 4
	switch l.kind {
	case sheetTitle:
		title := pen.bold
		if read {
			title = pen.dim
		}
		return pen.line(dot+title.Render(l.text), w)
	case sheetMeta:
		return pen.line(dot+pen.source.Render(m.st.Cut(l.text, max(0, room-m.st.Width(l.more)-3)))+pen.dim.Render(" · ")+pen.attention.Render(l.more), w)
	case sheetPaper:
		if l.item >= 0 && !read {
			dot = pen.accent.Render(m.st.Glyphs.Dot) + pen.text.Render(" ")
		}
		source := m.st.Cut(l.text, max(1, room/2-m.st.Width(l.when)))
		title := pen.text
		if read {
			title = pen.dim
		}
		return pen.line(dot+pen.source.Render(source)+pen.dim.Render(l.when)+pen.text.Render("  ")+title.Render(m.st.Cut(l.more, max(0, room-2-m.st.Width(source+l.when)))), w)
	case sheetSaid:
		return pen.line(dot+pen.text.Render(l.text), w)
	case sheetRest:
		return pen.line(dot+pen.attention.Render(l.text)+pen.dim.Render("  "+l.more), w)
	}
	return pen.line(dot+pen.dim.Render(strings.TrimSpace(l.text)), w)
}

// frontNote is "since yesterday 18:00: 312 new, 41 stories".
func (m *Model) frontNote(w int) string {
	p := &m.front
	if len(p.stories) == 0 && p.loading {
		return ""
	}
	counts := plural(len(p.stories), "story", "stories")
	if p.count >= 0 {
		counts = itoa(p.count) + " new, " + counts
	}
	s := "since " + sinceWords(m.opts.Now().In(m.opts.Location), p.since.In(m.opts.Location)) + ": " + counts
	if style.Width(s) > w {
		return counts
	}
	return s
}

// frontAloud says the headline under the cursor with its story.
func (m *Model) frontAloud() utterance {
	p := &m.front
	if p.loading && len(p.stories) == 0 {
		return utterance{}
	}
	out := listAloud("front page", sentences("Front page", m.frontNote(plainWidth)), "", nil)
	h := p.selected()
	if h.ID == 0 {
		out.text = plainLines(m.drawFront(rect{0, 0, plainWidth, plainHeight}))
		return out
	}
	it := p.sheet.items[p.at]
	st := p.stories[it.story]
	about := m.storyWords(st)
	if h.ID != st.Head().ID {
		about = "report of the story above"
	}
	said := h.Summary
	if s := p.said[h.ID]; s != "" {
		said = "Extracted: " + s
	}
	out.row, out.rowID = sentences(when(!h.Read, "Unread: ")+h.Title, commas(h.Source, about), said), h.ID
	return out
}
