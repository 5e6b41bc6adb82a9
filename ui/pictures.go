package ui

import (
	"context"
	"maps"
	"math/rand/v2"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/image"
	"broadsheet/ui/style"
)

const (
	picturesAtOnce = 4        // on their way
	picturesHeld   = 50 << 20 // bytes, in the terminal
	picturesKept   = 64       // drawn, of one article
	sizesKept      = 500
)

// pictures are the pictures of the article that is read: off until asked for,
// and then those in view and on the next page alone.
type pictures struct {
	on     bool
	term   image.Terminal
	maker  *image.Maker
	ledger *image.Ledger

	of    owner
	way   image.Way
	shots map[article.Picture]*shot
	busy  int               // being fetched or drawn
	sizes map[string]pixels // true sizes of what was seen, by address
	quiet feeds.ArticleID   // beside the list: the cursor has rested on it
}

// owner says whose pictures there are.
type owner struct {
	id   feeds.ArticleID
	kept feeds.BookmarkID
}

// shot is one picture in one box.
type shot struct {
	look   article.Look
	id     uint32 // in the terminal, 0 for none
	cancel context.CancelFunc
	busy   bool
}

// pixels is a size of a picture.
type pixels struct{ w, h int }

func newPictures(opts Options) pictures {
	env, random := opts.Env, opts.Random
	if env == nil {
		env = func(string) string { return "" }
	}
	if random == nil {
		random = rand.NewPCG(rand.Uint64(), rand.Uint64())
	}
	return pictures{
		on: opts.Settings.Images, term: image.NewTerminal(env), maker: image.NewMaker(), ledger: image.NewLedger(random, picturesHeld),
		shots: map[article.Picture]*shot{}, sizes: map[string]pixels{},
	}
}

// look is what a picture's box shows.
func (p *pictures) look(pic article.Picture) article.Look {
	if s := p.shots[pic]; s != nil {
		return s.look
	}
	return article.Look{}
}

// boxing is what the boxes of a page depend on; the zero boxing keeps none.
type boxing struct {
	tall int // rows a box may have
	cell image.Cell
}

// way is how pictures are drawn here, and whether that is known. Half blocks are
// signs that not every terminal has, and who listens sees none.
func (m *Model) way() (image.Way, bool) {
	if m.opts.Plain || m.signs != style.AnySigns {
		return image.None, true
	}
	return m.pics.term.Way(m.term.Depth)
}

// boxing is how boxes are kept in a pane of so many rows: a picture leaves
// room for some text.
func (m *Model) boxing(rows int) boxing {
	if way, _ := m.way(); !m.pics.on || way == image.None {
		return boxing{}
	}
	return boxing{tall: min(max(rows*2/3, 3), 40), cell: m.pics.term.Cell}
}

// box gives the boxes of a page; nil for none. It is a command's own.
func (m *Model) box(b boxing) func(url string, w, h, room int) (cols, rows int) {
	if b == (boxing{}) {
		return nil
	}
	sizes := maps.Clone(m.pics.sizes)
	return func(url string, w, h, room int) (cols, rows int) {
		if !image.Shown(url, w, h) {
			return 0, 0
		}
		if seen, ok := sizes[url]; ok && (w == 0 || h == 0) {
			w, h = seen.w, seen.h
		}
		box := image.Reserve(w, h, image.Box{Cols: room, Rows: b.tall}, b.cell)
		return box.Cols, box.Rows
	}
}

// askTerminal asks how the terminal can be shown pictures, once.
func (m *Model) askTerminal() tea.Cmd {
	ask := m.pics.term.Ask()
	if ask == "" {
		return nil
	}
	return batch(tea.Raw(ask), m.wait(askTime, askedMsg{}))
}

// heardTerminal takes the terminal's answers; false for a message that is none.
func (m *Model) heardTerminal(msg tea.Msg) (tea.Cmd, bool) {
	t := &m.pics.term
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		if more := t.Version(msg.Name); more != "" {
			return tea.Raw(more), true
		}
	case uv.KittyGraphicsEvent:
		t.Graphics(msg.Options.ID, string(msg.Payload))
	case uv.CellSizeEvent:
		t.Cell = image.Cell{W: msg.Width, H: msg.Height}
	case uv.PrimaryDeviceAttributesEvent:
		t.Attributes()
	case askedMsg:
		t.GaveUp()
	default:
		return nil, false
	}
	return nil, true
}

// switchImages turns pictures on or off.
func (m *Model) switchImages() tea.Cmd {
	p := &m.pics
	if p.on {
		p.on = false
		return batch(m.dropPictures(), m.say("images off"))
	}
	switch way, known := m.way(); {
	case m.opts.Plain:
		return m.say("there are no images in plain mode")
	case m.signs != style.AnySigns:
		return m.say("images are drawn in signs that are not ASCII")
	case known && way == image.None:
		return m.say("this terminal has too few colours for images")
	}
	p.on = true
	return batch(m.askTerminal(), m.say("images on"))
}

// dropPictures forgets all pictures, and has the terminal forget them.
func (m *Model) dropPictures() tea.Cmd {
	p := &m.pics
	for _, s := range p.shots {
		if s.busy {
			s.cancel()
		}
	}
	clear(p.shots)
	return m.deletePictures(p.ledger.All()...)
}

func (m *Model) deletePictures(ids ...uint32) tea.Cmd {
	if len(ids) == 0 {
		return nil
	}
	m.pics.ledger.Drop(ids...)
	return tea.Raw(image.Delete(ids...))
}

// Restore is what gives the terminal back what the screen took of it and has
// not given back itself: for after the program, however it ended. Pictures
// belong to the other screen, which has been left: mode 47 goes there and
// comes back without a trace.
func (m *Model) Restore() string {
	back := hideThemeSeq
	if ids := m.pics.ledger.All(); len(ids) > 0 {
		back += "\x1b[?47h" + image.Delete(ids...) + "\x1b[?47l"
	}
	return back
}
