package image

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// commands takes kitty's graphics commands apart: options and payload of each.
func commands(t *testing.T, s string) (out [][2]string) {
	t.Helper()
	for s != "" {
		body, ok := strings.CutPrefix(s, "\x1b_G")
		end := strings.Index(body, "\x1b\\")
		if !ok || end < 0 {
			t.Fatalf("not a graphics command: %.80q", s)
		}
		options, payload, _ := strings.Cut(body[:end], ";")
		out = append(out, [2]string{options, payload})
		s = body[end+2:]
	}
	return out
}

func TestAPictureIsSentOnceInPieces(t *testing.T) {
	noise := halves(600, 400) // noise, so that it does not pack into one piece
	r := rand.New(rand.NewPCG(1, 2))
	for i := range noise.Pix {
		noise.Pix[i] |= byte(r.IntN(64))
	}
	got, err := NewMaker().Make(t.Context(), pngOf(t, noise), Wish{Way: Kitty, Box: Box{30, 10}, Cell: Cell{10, 20}, ID: 0xabcdef})
	if err != nil {
		t.Fatal(err)
	}
	list := commands(t, got.Send)
	if want := "a=T,U=1,f=100,t=d,i=11259375,c=30,r=10,q=2,m=1"; list[0][0] != want {
		t.Errorf("the first piece says %q, want %q", list[0][0], want)
	}
	if len(list) < 3 {
		t.Fatalf("%d pieces", len(list))
	}
	var all string
	for i, c := range list {
		if len(c[1]) > kitty.MaxChunkSize || i < len(list)-1 && len(c[1])%4 != 0 {
			t.Errorf("piece %d has %d bytes", i, len(c[1]))
		}
		want := "q=2,m=1"
		if i == len(list)-1 {
			want = "q=2,m=0"
		}
		if i > 0 && c[0] != want {
			t.Errorf("piece %d of %d says %q", i, len(list), c[0])
		}
		all += c[1]
	}
	data, err := base64.StdEncoding.DecodeString(all)
	if err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(bytes.NewReader(data))
	if err != nil || back.Bounds().Dx() != 300 || back.Bounds().Dy() != 200 { // the pixels of its cells, no more
		t.Errorf("%v, %v", err, back.Bounds())
	}
	if got.Bytes != 300*200*4 {
		t.Errorf("said to take %d bytes", got.Bytes)
	}
}

func TestPlaceholdersSayNumberRowAndColumn(t *testing.T) {
	lines := placeholders(0x010203, Box{3, 2})
	cell := func(row, col int) string {
		return string(kitty.Placeholder) + string(kitty.Diacritic(row)) + string(kitty.Diacritic(col))
	}
	for row, line := range lines {
		if want := "\x1b[38;2;1;2;3m" + cell(row, 0) + cell(row, 1) + cell(row, 2) + "\x1b[m"; line != want {
			t.Errorf("row %d is %q, want %q", row, line, want)
		}
	}
	for _, method := range []ansi.Method{ansi.GraphemeWidth, ansi.WcWidth} {
		if n := method.StringWidth(lines[1]); n != 3 {
			t.Errorf("measured as %d cells", n)
		}
	}
}

func TestNumbersAreOf24BitsAndNeverTwice(t *testing.T) {
	l := NewLedger(rand.NewPCG(1, 2), 1000)
	seen := map[uint32]bool{}
	for range 500 {
		id := l.ID()
		if id == 0 || id > 0xffffff || seen[id] {
			t.Fatalf("number %#x", id)
		}
		seen[id] = true
	}
	same := NewLedger(new(twice), 1000)
	if a, b := same.ID(), same.ID(); a == b {
		t.Error("a number in use was given again")
	}
}

// twice gives 0 and every other number two times.
type twice struct{ n uint64 }

func (t *twice) Uint64() uint64 { t.n++; return t.n / 2 << 40 }

func TestWhatWasUsedLongestAgoGoesFirst(t *testing.T) {
	l := NewLedger(rand.NewPCG(1, 2), 1000)
	a, b, c := l.ID(), l.ID(), l.ID()
	l.Sent(a, 400)
	l.Sent(b, 400)
	if got := l.Excess(); got != nil {
		t.Errorf("%v are too much", got)
	}
	l.Sent(c, 400)
	l.Used(a)
	if got := l.Excess(); !slices.Equal(got, []uint32{b}) {
		t.Errorf("%v are too much, want %v", got, b)
	}
	l.Drop(b)
	if got := l.All(); !slices.Equal(got, []uint32{c, a}) {
		t.Errorf("%v are held, want %v", got, []uint32{c, a})
	}
	if got, want := Delete(c, a), Delete(c)+Delete(a); got != want || !strings.HasPrefix(got, "\x1b_Ga=d,d=I,i=") {
		t.Errorf("deleted by %q", got)
	}
	if Delete() != "" {
		t.Error("nothing to delete is nothing to say")
	}
}
