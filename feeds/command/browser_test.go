package command

import (
	"bufio"
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOpenURLRefusesWhatIsNoWebAddress(t *testing.T) {
	t.Setenv("PATH", "")
	for _, url := range []string{
		"", "javascript:alert(1)", "file:///etc/passwd", "data:,x", "--new-window", "-https://a.example/", "gemini:a.example", "telnet://a.example/", "a.example", "https://a/\x1b]8;;",
	} {
		if err := OpenURL(context.Background(), []string{"x"}, url); !errors.Is(err, ErrNotWeb) {
			t.Errorf("%q: %v", url, err)
		}
	}
}

// Faults: C13
func TestOpenURLSaysWhatToDoWithoutABrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("BROWSER", "no-such-browser")
	err := OpenURL(context.Background(), nil, "https://a.example/x")
	const want = "no browser was found; set browser in config.toml or BROWSER; the address is https://a.example/x"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	if err := OpenURL(context.Background(), []string{"no-such-browser"}, "https://a.example/x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a configured browser that is not there: %v", err)
	}
}

// Faults: C13
func TestOpenURLStartsTheBrowserAndGoesOn(t *testing.T) {
	t.Setenv("COMMAND_TEST", "browser")
	addr, accept := listen(t)
	said := func() string {
		t.Helper()
		line, err := bufio.NewReader(accept()).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(line)
	}
	const url = "https://a.example/?a=1&b=$(x);%20'"
	if err := openURL(context.Background(), self(t, addr, "--app=%u", "last"), url, 0); err != nil {
		t.Fatal(err)
	}
	if got, want := said(), "--app="+url+"|last"; got != want {
		t.Errorf("the configured browser got %q, want %q", got, want)
	}
	for url, want := range map[string]string{"gemini://a.example/x": "gemini://a.example/x", "GOPHER://a.example/0/$(x)": "gopher://a.example/0/$(x)", "ftp://a.example/f g": "ftp://a.example/f%20g"} {
		if err := openURL(context.Background(), self(t, addr), url, 0); err != nil {
			t.Errorf("%s: %v", url, err)
		} else if got := said(); got != want {
			t.Errorf("%s: the configured opener got %q, want %q", url, got, want)
		}
	}
	list := string(os.PathListSeparator)
	t.Setenv("BROWSER", "no-such-browser"+list+`"`+self(t)[0]+`" `+strings.ReplaceAll(addr, ":", `_`))
	if got := fromEnvironment(os.Getenv("BROWSER")); len(got) != 2 || got[1][0] != self(t)[0] {
		t.Errorf("BROWSER reads as %q", got)
	}
}

// $BROWSER is for the web: the system knows what opens the rest.
func TestOpenURLLeavesOtherSchemesToTheSystem(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("BROWSER", `"`+self(t)[0]+`"`)
	if err := openURL(context.Background(), nil, "gemini://a.example/x", 0); !errors.Is(err, ErrNoBrowser) {
		t.Errorf("got %v", err)
	}
}

func TestWithURL(t *testing.T) {
	for _, tc := range []struct{ argv, want []string }{
		{[]string{"firefox"}, []string{"firefox", "U"}},
		{[]string{"firefox", "-P", "%u", "x"}, []string{"firefox", "-P", "U", "x"}},
		{[]string{"w", "--url=%s"}, []string{"w", "--url=U"}},
		{[]string{"%u"}, []string{"%u", "U"}},
	} {
		if diff := cmp.Diff(tc.want, withURL(tc.argv, "U")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestPlatformsHaveAWayToOpen(t *testing.T) {
	for _, goos := range []string{"linux", "freebsd", "darwin", "windows"} {
		if len(platform(goos)) == 0 {
			t.Errorf("none on %s", goos)
		}
	}
}

// Faults: C13
func TestOpenURLTellsAProgramThatFailsAtOnce(t *testing.T) {
	t.Setenv("COMMAND_TEST", "echo") // ends with 3
	err := openURL(context.Background(), self(t, "x"), "https://a.example/x", 30*time.Second)
	if err == nil || !strings.Contains(err.Error(), "ended with code 3") {
		t.Errorf("got %v", err)
	}
}

// What a feed calls its address is one argument of the program, or nothing.
//
// Faults: C12, X27
func TestOpenURLHandsHostileAddressesOverWhole(t *testing.T) {
	t.Setenv("COMMAND_TEST", "browser")
	addr, accept := listen(t)
	for _, url := range []string{
		"https://x.example/';touch p;'", "https://x.example/$(touch p)", "https://x.example/`touch p`", "https://x.example/ -profile", "https://x.example/%22%20--flag",
	} {
		if err := openURL(context.Background(), self(t, addr), url, 0); err != nil {
			continue // refused
		}
		line, err := bufio.NewReader(accept()).ReadString('\n')
		if got := strings.TrimSuffix(line, "\n"); err != nil || strings.Contains(got, "|") || !strings.HasPrefix(got, "https://x.example/") {
			t.Errorf("%q became %q, %v", url, got, err)
		}
	}
	for _, url := range []string{"-profile", "https://x.example/\n--flag", " -x"} {
		if err := openURL(context.Background(), self(t, addr), url, 0); err == nil {
			if line, _ := bufio.NewReader(accept()).ReadString('\n'); strings.Contains(line, "\n--") || strings.HasPrefix(line, "-") {
				t.Errorf("%q became %q", url, line)
			}
		}
	}
	if _, err := os.Stat("p"); err == nil {
		t.Error("a shell has run")
	}
}
