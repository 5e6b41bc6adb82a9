package article

import (
	"sort"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Picture is a picture that a box is kept for on a page.
type Picture struct {
	URL        string
	Cols, Rows int // of its box
}

// Look is what a picture's box shows: the picture's lines, as many as the box
// has rows and each as wide as the box, or else a frame with a few words.
type Look struct {
	Lines []string
	Say   string
}

// placed is a picture and its box's first line.
type placed struct {
	Picture
	line int
}

// boxed is one line of a box: which picture's, its row from the top, and what
// stands beside the box.
type boxed struct {
	picture, row int
	left, right  string
}

// pictureSpan is how much of an article's text a picture counts for where
// places are told, and again the line under it, whether they are there or not.
// So the place of what follows is the same however high the box is, and a
// place within the picture stays there.
const pictureSpan = 1000

// image sets a picture: its box where one is kept for it, then its
// alternative text as a line that opens it, and its caption.
func (s *setter) image(b *feeds.Block) {
	s.page.pictured = true
	var text strings.Builder
	for _, span := range b.Spans {
		text.WriteString(span.Text)
	}
	alt := feeds.CleanLine(b.Alt)
	if alt == feeds.CleanLine(text.String()) {
		alt = ""
	}
	number, href := s.number(b.Link)
	target := 0
	if url := feeds.WebURL("", b.URL); number > 0 {
		target = s.target(Target{Link: number})
	} else if url != "" {
		href, target = s.href(url), s.target(Target{URL: url})
	}
	start := s.offset
	inBox := s.box(b, target)
	s.offset = start + pictureSpan
	if !inBox || alt != "" || number > 0 {
		s.altLine(alt, inBox, number, href, target)
	}
	s.offset = start + 2*pictureSpan
	s.within("  ", "  ", func() { s.paragraph(b.Spans, dimBase) })
}

// altLine sets what stands for a picture, or under its box: the sign of a
// picture, its alternative text, and the number of where it leads.
func (s *setter) altLine(alt string, inBox bool, number, href, target int) {
	label := s.st.Glyphs.Image + " " + alt
	switch {
	case inBox:
	case alt == "":
		label += "image"
	default:
		label += " (image)"
	}
	label = style.CutBy(s.method, strings.TrimRight(label, " "), s.avail())
	a := atom{text: label, width: s.method.StringWidth(label), pen: s.pen(dimBase, 0, false), href: href, target: target}
	line, width := []atom{a}, a.width
	if sign := " [" + strconv.Itoa(number) + "]"; number > 0 && width+len(sign) <= s.avail() {
		line = append(line, atom{text: sign, width: len(sign), pen: a.pen})
		width += len(sign)
	}
	s.putLine(line, width)
}

// box keeps room for a picture, if it gets any.
func (s *setter) box(b *feeds.Block, target int) bool {
	if s.page.opt.Box == nil {
		return false
	}
	pic := placed{Picture: Picture{URL: b.URL}, line: -1}
	pic.Cols, pic.Rows = s.page.opt.Box(b.URL, b.Width, b.Height, s.avail())
	if pic.Rows <= 0 || pic.Cols <= 0 || pic.Cols > s.avail() {
		return false
	}
	start := s.offset
	for row := range pic.Rows {
		s.offset = start + row*pictureSpan/pic.Rows
		a := atom{text: frameLine(s.st, pic.Picture, row, ""), width: pic.Cols}
		if row == 0 {
			a.target = target // its letter stands on the picture
		}
		s.putLine([]atom{a}, pic.Cols)
		n := len(s.page.Lines) - 1
		if row == 0 {
			pic.line = n
		}
		lead := s.page.marks[n].lead
		s.page.boxes[n] = boxed{
			picture: len(s.page.pictures), row: row,
			left: style.Clip(s.page.Lines[n], lead), right: style.Drop(s.page.Lines[n], lead+pic.Cols),
		}
	}
	s.page.pictures = append(s.page.pictures, pic)
	return true
}

// frameLine is a line of the frame that stands where a picture will be, with
// say in its middle.
func frameLine(st style.Styles, pic Picture, row int, say string) string {
	if pic.Cols < 2 {
		return style.Blank(pic.Cols)
	}
	inner := pic.Cols - 2
	fill := func(left, right string) string { return st.Rule.Render(left + strings.Repeat("─", inner) + right) }
	switch {
	case pic.Rows > 2 && row == 0:
		return fill("╭", "╮")
	case pic.Rows > 2 && row == pic.Rows-1:
		return fill("╰", "╯")
	}
	if say == "" {
		say = st.Glyphs.Image
	}
	text, words := "", wrapped(say, inner, max(pic.Rows-2, 1))
	if i := row - (pic.Rows-len(words)+1)/2; i >= 0 && i < len(words) {
		text = words[i]
	}
	w := style.Width(text)
	before := (inner - w) / 2
	if text != "" {
		text = st.Dim.Render(text)
	}
	side := st.Rule.Render("│")
	return side + style.Blank(before) + text + style.Blank(inner-w-before) + side
}

// wrapped are words in at most rows lines of width cells.
func wrapped(say string, width, rows int) []string {
	lines := strings.Split(ansi.Wrap(say, max(width, 1), ""), "\n")
	if len(lines) > rows {
		lines[rows-1] = strings.Join(lines[rows-1:], " ")
		lines = lines[:rows]
	}
	for i := range lines {
		lines[i] = style.Cut(strings.TrimSpace(lines[i]), width)
	}
	return lines
}

// SetLook says where the pane learns what its pictures look like; it is asked
// each time it is drawn, for those in view.
func (p *Pane) SetLook(look func(Picture) Look) { p.look = look }

// Pictures are those whose boxes are in view, from the top, and then those
// within the next ahead lines; seen is how many of them are in view.
func (p *Pane) Pictures(ahead int) (list []Picture, seen int) {
	if p.page == nil {
		return nil, 0
	}
	all := p.page.pictures
	i := sort.Search(len(all), func(i int) bool { return all[i].line+all[i].Rows > p.top })
	for ; i < len(all) && all[i].line < p.top+p.h+ahead; i++ {
		if all[i].line < p.top+p.h {
			seen++
		}
		list = append(list, all[i].Picture)
	}
	return list, seen
}

// InBox says whether a line in view, counted from the pane's top, is of a
// picture's box. Such a line is as wide as the pane, to the cell: thousands of
// bytes that need not be measured again.
func (p *Pane) InBox(i int) bool {
	if p.page == nil {
		return false
	}
	_, ok := p.page.boxes[p.top+i]
	return ok
}

// boxLine is a line of a box as it looks now.
func (p *Pane) boxLine(n int, box boxed) string {
	pic := p.page.pictures[box.picture].Picture
	if p.look == nil {
		return p.page.Lines[n]
	}
	switch look := p.look(pic); {
	case len(look.Lines) == pic.Rows:
		return box.left + look.Lines[box.row] + box.right
	case look.Say != "":
		return box.left + frameLine(p.page.st, pic, box.row, look.Say) + box.right
	}
	return p.page.Lines[n]
}
