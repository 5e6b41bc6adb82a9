package article

import (
	"strconv"
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

const (
	maxCrumbs = 6
	maxTopics = 20
	wholeFact = 24 // cells: where there is room, a date is not parted between day and hour
	roomyHead = 60
)

// head sets what stands above the text. The reader view gives each part room;
// the article pane sets them close, with the age and the time it takes.
func (s *setter) head(h Head, airy bool) {
	between := func() { s.pending = s.pending || airy }
	s.path(h.Path)
	between()
	s.title(h)
	between()
	s.words(h.Standfirst, italicBase)
	between()
	if airy {
		s.facts(h.Source, dimBase, plain(h.Byline), plain(h.Date))
		s.topics(h.Topics, s.comments(h))
	} else {
		s.facts(h.Source, plainBase, plain(h.Byline))
		s.facts("", dimBase, plain(h.Date), plain(h.Age), minutes(h.Minutes), s.comments(h))
		s.topics(h.Topics, fact{})
	}
	for _, file := range h.Files {
		s.words(file, dimBase)
	}
	s.pending = true
	for _, note := range h.Notes {
		s.note(note)
	}
	s.pending = true
	switch {
	case h.Lead == nil:
	case s.page.opt.Box == nil:
		s.page.pictured = true
	default:
		s.image(h.Lead)
		s.pending = true
	}
}

func (s *setter) path(path []string) {
	r := s.reader()
	for i, step := range path[:min(len(path), maxCrumbs)] {
		step = feeds.CleanLine(step)
		if step == "" {
			continue
		}
		if len(r.atoms) > 0 {
			r.pen = s.pen(dimBase, 0, false)
			r.text("\u00a0" + s.st.Glyphs.Crumb + " ")
		}
		if i == 0 {
			r.pen, step = s.pen(tagBoldBase, 0, false), strings.ToUpper(step)
		}
		r.text(step)
	}
	s.wrapped(r.atoms)
}

func (s *setter) title(h Head) {
	r := s.reader()
	if h.Starred {
		r.pen = s.pen(attentionBase, 0, false)
		r.text(s.st.Glyphs.Star + "\u00a0")
	}
	r.pen = s.pen(boldBase, 0, false)
	r.text(feeds.CleanLine(h.Title))
	s.wrapped(r.atoms)
}

func (s *setter) words(text string, b base) {
	r := s.reader()
	r.pen = s.pen(b, 0, false)
	r.text(feeds.CleanLine(text))
	s.wrapped(r.atoms)
}

// note sets a correction or an update beside a bar.
func (s *setter) note(text string) {
	bar := s.st.Attention.Render(s.st.Glyphs.Quote) + " "
	if s.rtl {
		bar = " " + s.st.Attention.Render(s.st.Glyphs.Quote)
	}
	s.within(bar, bar, func() {
		r := s.reader()
		r.pen = s.pen(noteBase, 0, false)
		r.text(text)
		s.wrapped(r.atoms)
	})
}

// fact is a few words about the article, perhaps with an address behind them.
type fact struct {
	text string
	href int
}

func plain(text string) fact { return fact{text: text} }

func minutes(n int) fact {
	if n <= 0 {
		return fact{}
	}
	return fact{text: strconv.Itoa(n) + " min read"}
}

func (s *setter) comments(h Head) fact {
	var f fact
	switch {
	case h.Comments == 1:
		f.text = "1 comment"
	case h.Comments > 0:
		f.text = strconv.Itoa(h.Comments) + " comments"
	case h.CommentsURL != "":
		f.text = "comments"
	}
	if url := feeds.WebURL("", h.CommentsURL); url != "" && f.text != "" {
		f.href = s.href(url)
	}
	return f
}

// facts sets the source, in its colour, and facts on a line, parted by dots.
func (s *setter) facts(source string, b base, facts ...fact) {
	r := s.reader()
	if source = feeds.CleanLine(source); source != "" {
		r.pen = s.pen(sourceBase, 0, false)
		r.text(source)
	}
	for _, f := range facts {
		text := feeds.CleanLine(f.text)
		if text == "" {
			continue
		}
		r.pen, r.href = s.pen(dimBase, 0, false), 0
		if len(r.atoms) > 0 {
			r.text(s.between())
		}
		r.pen, r.href = s.pen(b, 0, false), f.href
		from := len(r.atoms)
		r.text(text)
		if style.Width(text) > wholeFact || s.avail() < roomyHead {
			continue
		}
		for i := from; i < len(r.atoms); i++ {
			r.atoms[i].space, r.atoms[i].brk = false, false
		}
	}
	s.wrapped(r.atoms)
}

// between parts facts on a line.
func (s *setter) between() string {
	if s.page.opt.Linear {
		return ", "
	}
	return "\u00a0· "
}

// topics sets the topics as hashtags, each on one line as a whole, and then
// comments.
func (s *setter) topics(topics []string, comments fact) {
	r := s.reader()
	r.pen = s.pen(tagBase, 0, false)
	for _, topic := range topics[:min(len(topics), maxTopics)] {
		topic = strings.TrimLeft(feeds.CleanLine(topic), "#")
		if topic == "" {
			continue
		}
		if len(r.atoms) > 0 {
			r.space(1)
		}
		from := len(r.atoms)
		r.text("#" + strings.ReplaceAll(topic, " ", "\u00a0"))
		for i := from + 1; i < len(r.atoms); i++ {
			r.atoms[i].brk = false
		}
	}
	if comments.text != "" {
		if len(r.atoms) > 0 {
			r.space(1)
			r.atoms[len(r.atoms)-1].text, r.atoms[len(r.atoms)-1].width = "  ", 2
		}
		r.pen, r.href = s.pen(dimBase, 0, false), comments.href
		r.text(strings.ReplaceAll(comments.text, " ", "\u00a0"))
	}
	s.wrapped(r.atoms)
}
