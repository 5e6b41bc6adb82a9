package uitest_test

import (
	"bytes"
	"fmt"
	stdimage "image"
	"image/color"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi/kitty"

	"broadsheet/ui"
	"broadsheet/ui/uitest"
)

func TestTheSampleEditionsPicturesAreSeenOnTheScreen(t *testing.T) {
	for _, size := range []struct{ w, h int }{{160, 44}, {120, 36}, {80, 24}, {46, 18}} {
		j := place{dir: t.TempDir()}.start(t, size.w, size.h, true)
		j.WaitFor("●")
		j.Keys("gu/reef that was<enter>")
		j.WaitFor("1 hit")
		j.Keys("<enter>")
		j.WaitFor("‹")
		j.WaitFor("Editor’s note")            // which the page has, and the feed's teaser has not
		j.Keys("/map of islands<enter><esc>") // a small screen begins with the head
		j.WaitFor("Map of islands and shallow water (image)")
		j.Keys("ikkk")
		j.WaitFor("▀")
		upper, lower := j.Color("▀"), j.Background("▀")
		if upper == "" || lower == "" || upper == lower {
			t.Errorf("%dx%d: a cell of %q over %q", size.w, size.h, upper, lower)
		}
		j.CheckFrame()
		j.Keys("?")
		j.Sync()
		j.CheckFrame()
		j.Keys("<esc>i")
		j.WaitGone("▀")
		j.Keys("gg/map of islands<enter><esc>")
		j.WaitFor("Map of islands and shallow water (image)")
		j.CheckFrame()
		j.quit(t)
	}
}

// site is a paper on loopback with pictures, which notes what it is asked.
type site struct {
	other string // an address that no one may be sent to
	mu    sync.Mutex
	asked []*http.Request
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r)
	s.mu.Unlock()
	at := "http://" + r.Host
	switch {
	case r.URL.Path == "/feed":
		w.Header().Set("Set-Cookie", "reader=1")
		fmt.Fprintf(w, `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Pictured</title><item><guid>1</guid><title>A walk along the harbour</title>
			<link>%s/walk</link><media:content url="%s/img/lead.png" medium="image"/><description><![CDATA[<p>%s</p><p>%s</p><img src="/img/one.png" alt="The pier" width="400" height="100">
			<p>Then home.</p><img src="/img/pixel.png" width="1" height="1"><img src="/img/unknown-size-pixel.png" alt=""><img src="data:image/png;base64,AAAA" alt="data">
			<img src="%s/secret.png" alt="The router" width="400" height="100"><img src="/img/gone.png" alt="The ferry" width="400" height="100"><p>The end.</p>]]></description></item></channel></rss>`,
			at, at, strings.Repeat("The tide was out. ", 40), strings.Repeat("The boats lay on the sand. ", 30), s.other)
	case r.URL.Path == "/img/gone.png":
		http.NotFound(w, r)
	case r.URL.Path == "/img/unknown-size-pixel.png":
		_ = png.Encode(w, stdimage.NewGray(stdimage.Rect(0, 0, 1, 1)))
	case strings.HasPrefix(r.URL.Path, "/img/"):
		m := stdimage.NewRGBA(stdimage.Rect(0, 0, 400, 100))
		for i := range 400 * 100 {
			m.Set(i%400, i/400, color.RGBA{uint8(i), 80, uint8(i / 400), 255})
		}
		_ = png.Encode(w, m)
	default:
		http.NotFound(w, r)
	}
}

// pictures are the pictures asked for so far.
func (s *site) pictures() (paths []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.asked {
		if strings.HasPrefix(r.URL.Path, "/img/") {
			paths = append(paths, r.URL.Path)
		}
	}
	slices.Sort(paths)
	return paths
}

// pictured is a place whose one feed has pictures.
func pictured(t *testing.T, s *site) place {
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	p := place{dir: t.TempDir()}
	config := fmt.Sprintf("[[feeds]]\nurl = %q\nuser = \"me\"\npassword = \"secret\"\nheaders = { X-Token = \"mine\" }\n", server.URL+"/feed")
	if err := os.WriteFile(p.env("BROADSHEET_CONFIG"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNothingIsFetchedWhileImagesAreOffAndOnlyPicturesWhenOn(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("no second address on loopback: %v", err)
	}
	defer listener.Close()
	var reached atomic.Int64
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			_ = c.Close()
		}
	}()
	s := &site{other: "http://" + listener.Addr().String()}
	j := pictured(t, s).start(t, 120, 50, false)
	j.WaitFor("A walk along the harbour")
	j.Keys("<enter>")
	j.WaitFor("esc back")
	j.Keys("G")
	j.WaitFor("The ferry (image)")
	j.Sync()
	if got := s.pictures(); len(got) > 0 {
		t.Fatalf("asked for %q while images are off", got)
	}
	j.Keys("i")
	j.WaitFor("▀")
	j.Keys("G")
	j.WaitFor("not shown: 404")
	j.WaitFor("not shown: its address is a private one")
	j.WaitFor("not shown: too small to see")
	j.WaitFor("The end.")
	j.Sync()
	j.CheckFrame()
	want := []string{"/img/gone.png", "/img/lead.png", "/img/one.png", "/img/unknown-size-pixel.png"}
	if got := s.pictures(); !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
	if reached.Load() > 0 {
		t.Error("a private address was reached")
	}
	s.mu.Lock()
	for _, r := range s.asked {
		for _, name := range []string{"Referer", "Cookie", "Authorization", "X-Token"} {
			if v := r.Header.Get(name); v != "" && strings.HasPrefix(r.URL.Path, "/img/") {
				t.Errorf("%s was asked for with %s: %s", r.URL.Path, name, v)
			}
		}
	}
	s.mu.Unlock()
	j.quit(t)
}

var (
	transmission = regexp.MustCompile(`\x1b_Ga=T,U=1,f=100,t=d,i=(\d+),c=(\d+),r=(\d+),q=2,m=[01];`)
	deletion     = regexp.MustCompile(`\x1b_Ga=d,d=I,i=(\d+),q=2\x1b\\`)
)

func TestKittyShowsPicturesByPlaceholders(t *testing.T) {
	p := pictured(t, &site{other: "http://127.0.0.2:1"})
	p.terminal = map[string]string{"TERM": "xterm-kitty"}
	var written bytes.Buffer
	// The emulator knows no graphics: the test answers in kitty's place.
	deaf := tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
		switch msg.(type) {
		case uv.PrimaryDeviceAttributesEvent, tea.TerminalVersionMsg:
			return nil
		}
		return msg
	})
	j := p.start(t, 120, 50, false, uitest.Record(&written), uitest.Program(deaf))
	j.WaitFor("A walk along the harbour")
	j.Keys("<enter>")
	j.WaitFor("esc back")
	j.Keys("i")
	j.Send(uv.KittyGraphicsEvent{Options: kitty.Options{ID: 31}, Payload: []byte("OK")})
	place := string(kitty.Placeholder)
	j.WaitFor(place)
	j.Sync()
	// Which picture a cell shows is told by its colour, which part by its marks.
	var id int
	cell := j.Cell(place)
	if _, err := fmt.Sscanf(j.Color(place), "#%x", &id); err != nil {
		t.Fatal(err)
	}
	if want := place + string(kitty.Diacritic(0)) + string(kitty.Diacritic(0)); cell.Content != want || cell.Width != 1 {
		t.Errorf("the first cell is %q of width %d, want %q", cell.Content, cell.Width, want)
	}
	sent := transmission.FindAllStringSubmatch(written.String(), -1)
	if i := slices.IndexFunc(sent, func(m []string) bool { return m[1] == fmt.Sprint(id) }); i < 0 {
		t.Fatalf("the terminal does not have picture %d: %q", id, sent)
	}
	if first := written.String(); strings.Index(first, "\x1b_Ga=T") > strings.Index(first, place) {
		t.Error("shown before the terminal had it")
	}
	j.Keys("jjkkGgg")
	j.WaitFor(place)
	j.Keys("?")
	j.Sync()
	j.Keys("<esc>")
	j.Sync()
	j.CheckFrame()
	sent = transmission.FindAllStringSubmatch(written.String(), -1)
	ids := map[string]bool{}
	for _, m := range sent {
		if ids[m[1]] {
			t.Errorf("picture %s was sent twice", m[1])
		}
		ids[m[1]] = true
	}
	if len(ids) != 2 { // the lead picture and the one in the text
		t.Errorf("%d pictures were sent", len(ids))
	}

	// Leaving the article takes them back.
	j.Keys("<esc>s") // to the sections, where no article is
	j.Keys("<esc>gb")
	j.WaitFor("No bookmarks yet")
	j.Sync()
	for _, m := range deletion.FindAllStringSubmatch(written.String(), -1) {
		delete(ids, m[1])
	}
	if len(ids) > 0 {
		t.Errorf("left in the terminal: %v", ids)
	}

	// And so does the end of the program, however it comes.
	j.Keys("gt")
	j.WaitFor("A walk along the harbour")
	j.Keys("<enter>")
	j.WaitFor(place)
	j.Sync()
	written.Reset()
	j.Quit()
	m, ok := j.WaitExit().(*ui.Model)
	if !ok {
		t.Fatal("no model")
	}
	if n := len(deletion.FindAllString(m.Restore(), -1)); n == 0 {
		t.Errorf("restored by %q", m.Restore())
	}
}
