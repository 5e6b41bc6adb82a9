package ui

import (
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func d0() time.Time { return fakeNow }

// driver plays the program: it sends messages, runs the commands they give to
// their end, and reads the screen. No clock runs: due lets them run out.
type driver struct {
	t     *testing.T
	m     *Model
	top   tea.Model // what has the messages; nil: m
	fake  *fake
	quit  bool
	copy  string
	opens []string
	raw   string    // sequences sent past the renderer
	ticks []tea.Msg // clocks that were set
}

func newDriver(t *testing.T, f *fake, change ...func(*Options)) *driver {
	t.Helper()
	d := &driver{t: t, fake: f}
	opts := Options{
		Backend: f, Now: d0, Location: time.UTC, Settings: feeds.Settings{Theme: feeds.One("ink"), Measure: 72, MarkRead: "open", Mouse: true},
		Open: func(url string) error { d.opens = append(d.opens, url); return nil },
	}
	for _, c := range change {
		c(&opts)
	}
	m := New(opts)
	d.m = m
	m.wait = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		now := noWait(0, msg)
		if now == nil {
			d.ticks = append(d.ticks, msg)
		}
		return now
	}
	d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	d.run(m.Init())
	return d
}

func (d *driver) size(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

func (d *driver) send(msg tea.Msg) {
	top := d.top
	if top == nil {
		top = d.m
	}
	_, cmd := top.Update(msg)
	d.view(msg)
	d.run(cmd)
}

// view draws the screen, as Bubble Tea does after every message. One that is
// kept has to be what would be drawn.
func (d *driver) view(after tea.Msg) {
	if d.top != nil || d.m.opts.Plain {
		return
	}
	d.t.Helper()
	kept := d.m.same
	v := d.m.View()
	if !kept {
		return
	}
	if now := d.m.compose(); now.Content != v.Content {
		d.t.Errorf("after %T the screen is kept though it changed:\n%s\nis to be\n%s", after, ansi.Strip(v.Content), ansi.Strip(now.Content))
	}
}

// run does a command and everything it leads to.
func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	case tea.QuitMsg:
		d.quit = true
	case tea.RawMsg:
		d.raw += msg.Msg.(string)
	default:
		if list := reflect.ValueOf(msg); list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range list.Len() { // of tea.Sequence, whose message has no public name
				d.run(list.Index(i).Interface().(tea.Cmd))
			}
			return
		}
		if reflect.TypeOf(msg).String() == "tea.setClipboardMsg" {
			d.copy = reflect.ValueOf(msg).String()
			return
		}
		d.send(msg)
	}
}

// due lets every clock that was set run out.
func (d *driver) due() {
	ticks := d.ticks
	d.ticks = nil
	for _, msg := range ticks {
		if _, ok := msg.(minuteMsg); !ok {
			d.send(msg)
		}
	}
}

// event hands the screen an event of the library, as the listening command
// would.
func (d *driver) event(e feeds.Event) { d.send(eventMsg{e}) }

func (d *driver) keys(keys ...string) {
	for _, k := range keys {
		d.send(press(k))
	}
}

func (d *driver) typed(s string) {
	for _, r := range s {
		d.send(press(string(r)))
	}
}

// press makes the key message of a name.
func press(name string) tea.KeyPressMsg {
	special := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace,
	}
	if c, ok := special[name]; ok {
		return tea.KeyPressMsg{Code: c}
	}
	if name == "space" {
		return tea.KeyPressMsg{Code: ' ', Text: " "}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		k := press(rest)
		k.Mod = tea.ModShift
		return k
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// screen is what stands on it, without styles.
func (d *driver) screen() string { return ansi.Strip(d.m.View().Content) }

func (d *driver) expect(why string, texts ...string) {
	d.t.Helper()
	s := d.screen()
	for _, text := range texts {
		if !strings.Contains(s, text) {
			d.t.Fatalf("%s: %q is not on the screen:\n%s", why, text, s)
		}
	}
}

func (d *driver) expectNot(why string, texts ...string) {
	d.t.Helper()
	s := d.screen()
	for _, text := range texts {
		if strings.Contains(s, text) {
			d.t.Fatalf("%s: %q is on the screen:\n%s", why, text, s)
		}
	}
}

// row is the line of the screen that holds a text, and its number.
func (d *driver) row(text string) (string, int) {
	d.t.Helper()
	for y, l := range strings.Split(d.screen(), "\n") {
		if strings.Contains(l, text) {
			return l, y
		}
	}
	d.t.Fatalf("%q is not on the screen:\n%s", text, d.screen())
	return "", 0
}

func paste(s string) tea.Msg { return tea.PasteMsg{Content: s} }

func noWait(_ time.Duration, msg tea.Msg) tea.Cmd {
	if _, soon := msg.(soonMsg); soon { // the frame is drawn at once
		return func() tea.Msg { return msg }
	}
	return nil
}
