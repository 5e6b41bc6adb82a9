package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMain is also the small programs that the tests run.
func TestMain(m *testing.M) {
	switch os.Getenv("COMMAND_TEST") {
	case "":
		os.Exit(m.Run())
	case "echo":
		in, _ := io.ReadAll(os.Stdin)
		fmt.Printf("%q %s", os.Args[1:], in)
		fmt.Fprint(os.Stderr, strings.Repeat("x", 5000)+" why:\x1b[31m disk full\n")
		os.Exit(3)
	case "flood":
		for {
			if _, err := os.Stdout.Write(make([]byte, 1<<20)); err != nil {
				os.Exit(0)
			}
		}
	case "parent":
		child := exec.Command(os.Args[0], os.Args[1])
		child.Env = append(os.Environ(), "COMMAND_TEST=child")
		child.Stdout = os.Stdout
		_ = child.Run()
	case "child", "browser":
		// Tells the test what it was given, then lives until it is killed or hung up on.
		conn, err := net.Dial("tcp", os.Args[1])
		if err != nil {
			os.Exit(1)
		}
		fmt.Fprintf(conn, "%s\n", strings.Join(os.Args[2:], "|"))
		_, _ = conn.Read(make([]byte, 1))
	}
}

func helper(what string) Runner { return Runner{Environ: []string{"COMMAND_TEST=" + what}} }

func self(t *testing.T, args ...string) []string {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return append([]string{path}, args...)
}

func TestRunGivesArgumentsInputAndWhatCameBack(t *testing.T) {
	out, err := helper("echo").Run(context.Background(), self(t, "a b", "$HOME", "; rm"), []byte("input"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(out.Stdout), `["a b" "$HOME" "; rm"] input`; got != want {
		t.Errorf("stdout %q, want %q", got, want)
	}
	if out.Code != 3 {
		t.Errorf("code %d", out.Code)
	}
	if len(out.Stderr) > maxError || !strings.HasSuffix(out.Stderr, "why: disk full") {
		t.Errorf("stderr is %d bytes ending %q", len(out.Stderr), out.Stderr[len(out.Stderr)-30:])
	}
}

func TestRunRefusesAndExplains(t *testing.T) {
	for _, tc := range []struct {
		name string
		argv []string
		want error
	}{
		{"nothing", nil, ErrNoCommand},
		{"an empty word", []string{""}, ErrNoCommand},
		{"a program that is not there", []string{"no-such-program-here"}, ErrNotFound},
	} {
		out, err := Runner{}.Run(context.Background(), tc.argv, nil)
		if !errors.Is(err, tc.want) || out.Code != -1 {
			t.Errorf("%s: %v, code %d", tc.name, err, out.Code)
		}
	}
}

// listen gives an address that a helper calls, and the connection it made.
func listen(t *testing.T) (string, func() net.Conn) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String(), func() net.Conn {
		conn, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { conn.Close() })
		_ = conn.SetDeadline(time.Now().Add(30 * time.Second))
		return conn
	}
}

func TestRunStopsWhenTimeIsUp(t *testing.T) {
	addr, _ := listen(t)
	r := helper("child")
	r.Timeout = 50 * time.Millisecond
	out, err := r.Run(context.Background(), self(t, addr), nil)
	if !errors.Is(err, ErrTimeout) || out.Code != -1 {
		t.Errorf("got %v, code %d", err, out.Code)
	}
}

func TestRunEndsWhatItsProgramStarted(t *testing.T) {
	addr, accept := listen(t)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		_, err := helper("parent").Run(ctx, self(t, addr), nil)
		done <- err
	}()
	conn := accept()
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if !groups {
		t.Skip("this system has no process groups to end")
	}
	if rest, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the grandchild lives on: %q, %v", rest, err)
	}
}

func TestRunBoundsOutput(t *testing.T) {
	out, err := helper("flood").Run(context.Background(), self(t), nil)
	if !errors.Is(err, ErrTooMuch) || len(out.Stdout) != maxOutput {
		t.Errorf("%d bytes, %v", len(out.Stdout), err)
	}
}

func TestTailKeepsTheEnd(t *testing.T) {
	var whole bytes.Buffer
	var end tail
	for i := range 3000 {
		line := fmt.Sprintf("line %d\n", i)
		whole.WriteString(line)
		_, _ = end.Write([]byte(line))
	}
	if got := string(end.buf); len(got) != maxError || !strings.HasSuffix(whole.String(), got) {
		t.Errorf("%d bytes ending %q", len(got), got[max(0, len(got)-20):])
	}
}

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		want     []string
		err      error
	}{
		{"words", "  firefox\t-P news ", []string{"firefox", "-P", "news"}, nil},
		{"quotes keep words together", `a "b c" 'd "e"' f" g"h`, []string{"a", "b c", `d "e"`, "f gh"}, nil},
		{"an empty word", `a "" ''`, []string{"a", "", ""}, nil},
		{"backslashes", `a\ b "c\"d" "C:\x" 'e\f' \\`, []string{"a b", `c"d`, `C:\x`, `e\f`, `\`}, nil},
		{"nothing is expanded", `$HOME ~ * | ; $(x) %u`, []string{"$HOME", "~", "*", "|", ";", "$(x)", "%u"}, nil},
		{"nothing", " \n", nil, nil},
		{"an open quote", `a "b`, nil, ErrQuote},
		{"a last backslash", `a \`, nil, ErrQuote},
	} {
		got, err := Split(tc.in)
		if diff := cmp.Diff(tc.want, got); diff != "" || !errors.Is(err, tc.err) {
			t.Errorf("%s: %v %s", tc.name, err, diff)
		}
	}
}

func TestOutputCanBeFollowedAndStopped(t *testing.T) {
	r := helper("echo")
	var followed []byte
	r.Follow = func(p []byte) error {
		followed = append(followed, p...)
		return nil
	}
	out, err := r.Run(t.Context(), self(t, "a"), []byte("in"))
	if err != nil || !bytes.Equal(followed, out.Stdout) || len(followed) == 0 {
		t.Errorf("followed %q of %q, %v", followed, out.Stdout, err)
	}
	r = helper("flood")
	enough, n := errors.New("enough"), 0
	r.Follow = func(p []byte) error {
		if n += len(p); n > 1<<20 {
			return enough
		}
		return nil
	}
	if _, err = r.Run(t.Context(), self(t), nil); !errors.Is(err, enough) || n > 4<<20 {
		t.Errorf("stopped after %d bytes with %v", n, err)
	}
}
