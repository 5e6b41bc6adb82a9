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
)

// head sets what stands above the text. The reader view gives each part room,
// the article pane sets them close.
func (s *setter) head(h Head, airy bool) {
	between := func() { s.pending = s.pending || airy }
	s.path(h.Path)
	between()
	s.title(h)
	between()
	s.words(h.Standfirst, italicBase)
	between()
	s.facts(h.Source, plainBase, fact{text: h.Byline, names: h.Authors})
	s.facts("", dimBase, plain(h.Date), plain(h.Age), minutes(h.Minutes), s.comments(h))
	s.topics(h.Topics)
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

// fact is a few words about the article, perhaps with an address behind them,
// or with names of authors.
type fact struct {
	text  string
	href  int
	names []string
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
// What does not fit there begins another.
func (s *setter) facts(source string, b base, facts ...fact) {
	r := s.reader()
	used := 0
	put := func(f fact, b base) {
		text := feeds.CleanLine(f.text)
		if text == "" {
			return
		}
		w := style.Width(text)
		switch {
		case used > 0 && used+style.Width(s.between())+w > s.avail():
			s.wrapped(r.atoms)
			r, used = s.reader(), 0
		case used > 0:
			r.pen = s.pen(dimBase, 0, false)
			r.text(s.between())
			used += style.Width(s.between())
		}
		r.pen, r.href = s.pen(b, 0, false), f.href
		for _, name := range f.names {
			before, after, found := strings.Cut(text, feeds.CleanLine(name))
			if !found || after == text {
				continue
			}
			r.text(before)
			r.target = s.target(Target{Topic: feeds.AuthorTopic(name), Text: feeds.CleanLine(name)})
			r.text(feeds.CleanLine(name))
			r.target, text = 0, after
		}
		r.text(text)
		r.href = 0
		used += w
	}
	put(plain(source), sourceBase)
	for _, f := range facts {
		put(f, b)
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

// topics sets the topics as hashtags, each on one line as a whole.
func (s *setter) topics(topics []string) {
	r := s.reader()
	r.pen = s.pen(tagBase, 0, false)
	for _, topic := range topics[:min(len(topics), maxTopics)] {
		name := strings.TrimLeft(feeds.CleanLine(topic), "#")
		if name == "" {
			continue
		}
		if len(r.atoms) > 0 {
			r.space(1, source{})
		}
		from := len(r.atoms)
		r.target = s.target(Target{Topic: topic, Text: "#" + name})
		r.text("#" + strings.ReplaceAll(name, " ", "\u00a0"))
		r.target = 0
		for i := from + 1; i < len(r.atoms); i++ {
			r.atoms[i].brk = false
		}
	}
	s.wrapped(r.atoms)
}
