package image

import (
	"strings"
	"testing"

	"broadsheet/ui/style"
)

func TestWhichPicturesAreAskedFor(t *testing.T) {
	for _, tt := range []struct {
		url  string
		w, h int
		want bool
	}{
		{"https://a.example/p.jpg", 0, 0, true},
		{"http://a.example/p?type=.svg", 640, 360, true},
		{"https://a.example/p.jpg", 1, 1, false},
		{"https://a.example/p.jpg", 600, 2, false},
		{"https://a.example/p.jpg", 2, 0, false},
		{"https://a.example/logo.SVG?v=2", 0, 0, false},
		{"https://a.example/p.avif", 0, 0, false},
		{"data:image/png;base64,AAAA", 0, 0, false},
		{"file:///etc/passwd", 0, 0, false},
		{"javascript:alert(1)", 0, 0, false},
		{"ftp://a.example/p.jpg", 0, 0, false},
		{"/p.jpg", 0, 0, false},
		{"https://a.example/\x1b[31m.jpg", 0, 0, false},
		{"", 0, 0, false},
	} {
		if got := Shown(tt.url, tt.w, tt.h); got != tt.want {
			t.Errorf("%q of %d by %d: %v", tt.url, tt.w, tt.h, got)
		}
	}
}

func TestRoomIsReserved(t *testing.T) {
	tests := []struct {
		name string
		w, h int
		room Box
		cell Cell
		want Box
	}{
		{"as wide as the text", 640, 360, Box{72, 40}, Cell{}, Box{72, 20}},
		{"its natural size", 160, 160, Box{72, 40}, Cell{}, Box{20, 10}},
		{"no higher than room", 600, 1200, Box{72, 20}, Cell{}, Box{20, 20}},
		{"where cells are of another shape", 640, 360, Box{72, 40}, Cell{9, 20}, Box{72, 18}},
		{"a size that is not known", 0, 0, Box{72, 40}, Cell{}, Box{60, 17}},
		{"in little room", 0, 0, Box{20, 12}, Cell{}, Box{20, 6}},
		{"a width alone tells nothing", 900, 0, Box{72, 40}, Cell{}, Box{60, 17}},
		{"a line", 2000, 10, Box{72, 40}, Cell{}, Box{72, 1}},
		{"a thread", 10, 5000, Box{72, 40}, Cell{}, Box{1, 40}},
		{"cells no terminal has", 160, 160, Box{72, 40}, Cell{0, -3}, Box{20, 10}},
		{"no room", 640, 360, Box{5, 40}, Cell{}, Box{}},
		{"nor here", 640, 360, Box{72, 2}, Cell{}, Box{}},
		{"an endless screen", 100_000, 99_999, Box{5000, 5000}, Cell{}, Box{255, 127}},
	}
	for _, tt := range tests {
		if got := Reserve(tt.w, tt.h, tt.room, tt.cell); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// answers plays a terminal: what it says to the questions it is asked.
type answers struct {
	version  string
	graphics string
}

func (a answers) to(t *Terminal, ask string) {
	version := strings.Contains(ask, "\x1b[>q")
	graphics := strings.Contains(ask, "\x1b_Gi=31,s=1,v=1,a=q")
	if version && a.version != "" {
		if more := t.Version(a.version); more != "" {
			defer a.to(t, more)
		}
	}
	if graphics && a.graphics != "" {
		t.Graphics(31, a.graphics)
	}
	if strings.HasSuffix(ask, "\x1b[c") {
		t.Attributes()
	}
}

func TestWhichWayATerminalIsShownPictures(t *testing.T) {
	tests := []struct {
		name   string
		env    string
		says   answers
		depth  style.Depth
		asks   bool
		want   Way
		silent bool // it never answers
	}{
		{name: "kitty", env: "TERM=xterm-kitty KITTY_WINDOW_ID=1", says: answers{version: "kitty(0.35.2)", graphics: "OK"}, asks: true, want: Kitty},
		{name: "kitty that hides behind another name", env: "TERM=xterm-256color", says: answers{version: "kitty(0.28.0)", graphics: "OK"}, asks: true, want: Kitty},
		{name: "Ghostty", env: "TERM=xterm-ghostty", says: answers{version: "ghostty 1.2.0", graphics: "OK"}, asks: true, want: Kitty},
		{name: "Ghostty that does not say its name", env: "TERM_PROGRAM=ghostty", says: answers{graphics: "OK"}, asks: true, want: Kitty},
		{name: "a kitty too old for placeholders", env: "TERM=xterm-kitty", says: answers{version: "kitty(0.26.5)", graphics: "OK"}, asks: true, want: Blocks},
		{name: "kitty whose graphics are off", env: "TERM=xterm-kitty", says: answers{version: "kitty(0.35.2)", graphics: "ENOTSUPPORTED"}, asks: true, want: Blocks},
		{name: "WezTerm, which answers and places none", env: "TERM=xterm-256color TERM_PROGRAM=WezTerm", says: answers{version: "WezTerm 20240203", graphics: "OK"}, asks: true, want: Blocks},
		{name: "WezTerm started from kitty", env: "TERM=xterm-256color KITTY_WINDOW_ID=1", says: answers{version: "WezTerm 20240203", graphics: "OK"}, asks: true, want: Blocks},
		{name: "xterm", env: "TERM=xterm-256color", says: answers{version: "XTerm(390)"}, asks: true, want: Blocks},
		{name: "one that never answers", env: "TERM=xterm-kitty", asks: true, silent: true, want: Blocks},
		{name: "tmux in kitty", env: "TERM=tmux-256color TMUX=/tmp/t KITTY_WINDOW_ID=1", says: answers{version: "tmux 3.4"}, want: Blocks},
		{name: "screen in kitty", env: "TERM=screen-256color KITTY_WINDOW_ID=1", want: Blocks},
		{name: "kitty at the other end of a line", env: "TERM=xterm-kitty SSH_TTY=/dev/pts/1", want: Blocks},
		{name: "Terminal.app, which prints what it does not know", env: "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", want: Blocks},
		{name: "kitty with 256 colours", env: "TERM=xterm-kitty", says: answers{version: "kitty(0.35.2)", graphics: "OK"}, depth: style.Indexed, asks: true, want: Blocks},
		{name: "16 colours", env: "TERM=xterm", says: answers{version: "XTerm(390)"}, depth: style.Sixteen, asks: true, want: None},
		{name: "no colours", env: "TERM=xterm-kitty", says: answers{version: "kitty(0.35.2)", graphics: "OK"}, depth: style.Colourless, asks: true, want: None},
	}
	for _, tt := range tests {
		env := map[string]string{}
		for _, v := range strings.Fields(tt.env) {
			name, value, _ := strings.Cut(v, "=")
			env[name] = value
		}
		term := NewTerminal(func(name string) string { return env[name] })
		ask := term.Ask()
		if (ask != "") != tt.asks {
			t.Errorf("%s: asked %q", tt.name, ask)
		}
		if _, known := term.Way(style.TrueColour); known == tt.asks {
			t.Errorf("%s: known %v before it answered", tt.name, known)
		}
		if term.Ask() != "" {
			t.Errorf("%s: asked twice", tt.name)
		}
		if tt.silent {
			term.GaveUp()
		} else if ask != "" {
			tt.says.to(&term, ask)
		}
		if got, known := term.Way(tt.depth); got != tt.want || !known {
			t.Errorf("%s: way %d, known %v; want %d", tt.name, got, known, tt.want)
		}
	}
}

func TestUnaskedAnswersMeanNothing(t *testing.T) {
	term := NewTerminal(func(string) string { return "" })
	if more := term.Version("kitty(0.35.2)"); more != "" {
		t.Errorf("asked %q", more)
	}
	term.Graphics(31, "OK")
	term.Attributes()
	if way, known := term.Way(style.TrueColour); way != Blocks || known {
		t.Errorf("way %d, known %v", way, known)
	}
}
