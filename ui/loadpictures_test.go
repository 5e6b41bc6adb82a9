package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"broadsheet/feeds"
)

// beside runs commands as Bubble Tea does, each beside the loop. Pictures
// come when they are let in.
type beside struct {
	m       *Model
	got     chan tea.Msg
	under   int         // commands that have not answered
	arrived chan string // addresses that were asked for
	let     chan []byte
	asked   []string // all of them so far
	waiting int      // pictures that wait to be let in
}

func newBeside(d *driver, g *gallery) *beside {
	r := &beside{m: d.m, got: make(chan tea.Msg), arrived: make(chan string), let: make(chan []byte)}
	g.picture = func(ctx context.Context, url string) ([]byte, error) {
		r.arrived <- url
		select {
		case data := <-r.let:
			return data, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return r
}

func (r *beside) send(msg tea.Msg) {
	_, cmd := r.m.Update(msg)
	r.run(cmd)
}

func (r *beside) run(cmd tea.Cmd) {
	if cmd != nil {
		r.under++
		go func() { r.got <- cmd() }()
	}
}

// letIn lets one picture come.
func (r *beside) letIn() {
	r.let <- onePicture()
	r.waiting--
}

// settle takes answers until none is awaited but those of pictures that wait,
// and done says so.
func (r *beside) settle(done func() bool) {
	for r.under > r.waiting || !done() {
		select {
		case url := <-r.arrived:
			r.asked = append(r.asked, url)
			r.waiting++
		case msg := <-r.got:
			r.under--
			switch msg := msg.(type) {
			case nil:
			case tea.BatchMsg:
				for _, c := range msg {
					r.run(c)
				}
			case pictureMsg:
				if msg.err != nil { // given up
					r.waiting--
				}
				r.send(msg)
			default:
				r.send(msg)
			}
		}
	}
}

func quiet() bool { return true }

func TestFourPicturesAtATime(t *testing.T) {
	var small []feeds.Block
	for i := range 12 {
		b := shot400(fmt.Sprintf("%d.png", i+1), "")
		b.Height = 24 // all in view
		small = append(small, b)
	}
	g := newGallery(small...)
	d := gazing(t, g, 120, 60)
	r := newBeside(d, g)
	r.send(press("i"))
	r.send(uv.PrimaryDeviceAttributesEvent{62})
	r.settle(quiet)
	for left := 12; left > 2; left-- {
		if want := min(left, picturesAtOnce); d.m.pics.busy != want || r.waiting != want {
			t.Fatalf("%d of %d are under way, want %d", r.waiting, left, want)
		}
		r.letIn()
		r.settle(quiet)
	}
	if len(r.asked) != 12 {
		t.Errorf("%d of 12 were asked for", len(r.asked))
	}
	r.send(press("J")) // leaving the article gives up what is on its way
	r.settle(func() bool { return r.waiting == 0 })
	if d.m.pics.busy != 0 || len(d.m.pics.shots) != 0 {
		t.Errorf("%d under way, %d kept", d.m.pics.busy, len(d.m.pics.shots))
	}
}

func TestWhatWasScrolledPastMakesRoomForWhatIsInView(t *testing.T) {
	g := newGallery(shots(20)...)
	d := gazing(t, g, 120, 36)
	r := newBeside(d, g)
	r.send(press("i"))
	r.send(uv.PrimaryDeviceAttributesEvent{62})
	r.settle(quiet)
	before := len(r.asked)
	for range 6 {
		r.send(press("pgdown"))
	}
	r.settle(func() bool { return len(r.asked) >= before+picturesAtOnce })
	list, seen := d.m.reader.pane.Pictures(0)
	if before != picturesAtOnce || seen == 0 || d.m.pics.busy != picturesAtOnce {
		t.Fatalf("%d asked for at first, %d in view, %d under way", before, seen, d.m.pics.busy)
	}
	for _, pic := range list[:seen] {
		if !slices.Contains(r.asked[before:], pic.URL) {
			t.Errorf("%s is in view and not asked for", pic.URL)
		}
	}
	d.m.stop()
	r.settle(func() bool { return r.waiting == 0 })
}
