package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/image"
)

// askTime is how long a terminal may think before it counts as one that does
// not answer.
const askTime = time.Second

// pictureMsg is a picture made ready, pictureSentMsg one that the terminal has
// now. by says who asked: one that is no longer there gets no answer.
type (
	pictureMsg struct {
		pic  article.Picture
		by   *shot
		made image.Made
		err  error
	}
	pictureSentMsg struct {
		pic   article.Picture
		by    *shot
		lines []string
	}
	askedMsg struct{}
)

// pictured is the text whose pictures are to be seen, whose it is, and the
// feed it came by; nil while it is covered or not laid out yet.
func (m *Model) pictured() (pane *article.Pane, of owner, feed feeds.FeedID) {
	if r := m.reader; r != nil {
		of, feed = owner{r.id, r.kept}, r.reading.Article.FeedID
		if !r.choosing && r.err == "" {
			pane = &r.pane
		}
		return pane, of, feed
	}
	a := &m.art
	if a.size.hidden() || m.health.open || a.shown.id == 0 {
		return nil, of, feed
	}
	of = owner{id: a.shown.id}
	if c := m.heads.current(); c != nil && c.ID == a.shown.id {
		feed = c.FeedID
	}
	// Beside a list whose cursor runs on, an article is looked at for a moment.
	if m.focus == paneArticle || m.pics.quiet == a.shown.id {
		pane = &a.pane
	}
	return pane, of, feed
}

// settlePictures asks for the pictures that are in view, and then for those on
// the next page.
func (m *Model) settlePictures() tea.Cmd {
	p := &m.pics
	var cmds []tea.Cmd
	pane, of, feed := m.pictured()
	way, known := m.way()
	if of != p.of || way != p.way && known {
		if of != p.of && len(p.shots) > 0 {
			m.pages.forgetBoxes(p.of.id)
		}
		cmds = append(cmds, m.dropPictures())
		p.of = of
		if known {
			p.way = way
		}
	}
	if !p.on || !known || way == image.None || pane == nil || pane.Page() == nil {
		return batch(cmds...)
	}
	list, seen := pane.Pictures(pane.Height())
	if len(list) == 0 {
		return batch(cmds...)
	}
	wanted := map[article.Picture]bool{}
	for _, pic := range list {
		wanted[pic] = true
	}
	for i, pic := range list {
		if p.shots[pic] != nil {
			continue
		}
		if p.busy >= picturesAtOnce {
			if i < seen {
				m.giveUpUnwanted(wanted)
			}
			break
		}
		cmds = append(cmds, m.loadPicture(pic, way, feed))
	}
	return batch(append(cmds, m.thinPictures(wanted))...)
}

// giveUpUnwanted makes room for what is in view: what was scrolled past on its
// way is given up.
func (m *Model) giveUpUnwanted(wanted map[article.Picture]bool) {
	for pic, s := range m.pics.shots {
		if s.busy && !wanted[pic] {
			s.cancel()
			delete(m.pics.shots, pic)
			m.pics.ledger.Drop(s.id)
		}
	}
}

// thinPictures forgets pictures that are not in view, when there are many: of
// a long article, or in boxes of former sizes.
func (m *Model) thinPictures(wanted map[article.Picture]bool) tea.Cmd {
	p := &m.pics
	if len(p.shots) <= picturesKept {
		return nil
	}
	var ids []uint32
	for pic, s := range p.shots {
		if !s.busy && !wanted[pic] {
			delete(p.shots, pic)
			if s.id != 0 {
				ids = append(ids, s.id)
			}
		}
	}
	return m.deletePictures(ids...)
}

// loadPicture fetches and draws a picture.
func (m *Model) loadPicture(pic article.Picture, way image.Way, feed feeds.FeedID) tea.Cmd {
	p := &m.pics
	ctx, cancel := context.WithCancel(m.ctx)
	s := &shot{cancel: cancel, busy: true}
	wish := image.Wish{Way: way, Box: image.Box{Cols: pic.Cols, Rows: pic.Rows}, Cell: p.term.Cell}
	if way == image.Kitty {
		s.id = p.ledger.ID()
		wish.ID = s.id
	}
	p.shots[pic] = s
	p.busy++
	back, maker := m.back, p.maker
	return func() tea.Msg {
		defer cancel()
		msg := pictureMsg{pic: pic, by: s}
		data, err := back.Picture(ctx, feed, pic.URL)
		if err == nil {
			msg.made, err = maker.Make(ctx, data, wish)
		}
		msg.err = err
		return msg
	}
}

// tookPicture shows a picture, once the terminal has it.
func (m *Model) tookPicture(msg pictureMsg) tea.Cmd {
	p := &m.pics
	p.busy--
	s := p.shots[msg.pic]
	if s != msg.by {
		return nil
	}
	s.busy = false
	if msg.err != nil {
		p.ledger.Drop(s.id)
		s.id = 0
		s.look.Say = "not shown: " + sentence(msg.err)
		return nil
	}
	if len(p.sizes) >= sizesKept {
		clear(p.sizes)
	}
	p.sizes[msg.pic.URL] = pixels{msg.made.W, msg.made.H}
	if msg.made.Send == "" {
		s.look.Lines = msg.made.Lines
		return nil
	}
	p.ledger.Sent(s.id, msg.made.Bytes)
	sent := pictureSentMsg{msg.pic, s, msg.made.Lines}
	return tea.Sequence(tea.Raw(msg.made.Send), func() tea.Msg { return sent })
}

// pictureSent shows a picture that the terminal has, and has it forget those
// that are too much.
func (m *Model) pictureSent(msg pictureSentMsg) tea.Cmd {
	p := &m.pics
	s := p.shots[msg.pic]
	if s != msg.by {
		return m.deletePictures(msg.by.id) // given up between the sending and this
	}
	s.look.Lines = msg.lines
	pane, _, _ := m.pictured()
	if pane == nil {
		return nil
	}
	list, _ := pane.Pictures(pane.Height())
	near := map[uint32]bool{s.id: true}
	for _, pic := range list {
		if s := p.shots[pic]; s != nil {
			near[s.id] = true
			p.ledger.Used(s.id)
		}
	}
	var gone []uint32
	for _, id := range p.ledger.Excess() {
		if near[id] {
			continue
		}
		gone = append(gone, id)
		for pic, s := range p.shots {
			if s.id == id {
				delete(p.shots, pic)
			}
		}
	}
	return m.deletePictures(gone...)
}
