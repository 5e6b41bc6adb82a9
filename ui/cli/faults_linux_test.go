package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"broadsheet/feeds"
)

// runs runs the program and gives all it says and its exit code.
func runs(t *testing.T, env []string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program(t), args...)
	cmd.Env = env
	out, _ := cmd.CombinedOutput()
	return string(out), cmd.ProcessState.ExitCode()
}

// reading is the program at a terminal with a paper of articles, and its place.
func reading(t *testing.T, list []struct{ name, bytes string }) (p *pty, dir string) {
	t.Helper()
	server := hostilePaper(t, list)
	dir = t.TempDir()
	config := fmt.Sprintf("[reading]\nfull_text = \"never\"\n\n[[feeds]]\nurl = %q\n", server.URL+"/feed.json")
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	p = startPTY(t, 100, 30, hostileEnv(dir))
	p.waitFor("? help")
	p.keys("ga")
	p.waitFor("Json 00", "? help")
	return p, dir
}

// restored wants all that the program asked of the terminal to be taken back.
func restored(t *testing.T, raw []byte) {
	t.Helper()
	for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?2004h": "\x1b[?2004l", "\x1b[?1002h": "\x1b[?1002l", "\x1b[?1006h": "\x1b[?1006l"} {
		if bytes.LastIndex(raw, []byte(on)) > bytes.LastIndex(raw, []byte(off)) {
			t.Errorf("%q was asked for and not taken back", on)
		}
	}
}

// Faults: T17
func TestSignalsEndTheScreenInOrder(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP, "SIGINT": syscall.SIGINT} {
		p, dir := reading(t, harmless)
		p.keys("m") // what was done just before is kept
		p.until(func() string {
			if strings.Contains(strings.Join(p.rows(), "\n"), "14 unread") {
				return ""
			}
			return "14 unread"
		})
		if err := p.cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		raw, _ := p.end()
		_ = p.cmd.Wait()
		restored(t, raw)
		if code := p.cmd.ProcessState.ExitCode(); code < 0 {
			t.Errorf("%s: the program was killed by it", name)
		}
		if out, _ := runs(t, hostileEnv(dir), "feeds"); !strings.Contains(out, "14") {
			t.Errorf("%s: %q, want 14 unread", name, out)
		}
	}
}

// Faults: T17
func TestASuspendedScreenComesBack(t *testing.T) {
	t.Parallel()
	p, _ := reading(t, harmless)
	p.keys("\x1a") // ctrl-z
	p.waitForBytes(1, "\x1b[?1049l")
	// A group that no shell watches is not stopped by the system, but waits to be
	// continued all the same; when it has begun to wait, nothing says.
	back := make(chan struct{})
	defer close(back)
	go func() {
		again := time.NewTicker(20 * time.Millisecond)
		defer again.Stop()
		for {
			select {
			case <-again.C:
				_ = p.cmd.Process.Signal(syscall.SIGCONT)
			case <-back:
				return
			}
		}
	}()
	p.waitForBytes(2, "\x1b[?1049h")
	p.keys("j")
	p.waitFor("Json 00", "? help")
	p.keys("Q")
	raw, _ := p.end()
	restored(t, raw)
}

// Faults: T17
func TestAClosedTerminalEndsTheProgram(t *testing.T) {
	t.Parallel()
	p, dir := reading(t, harmless)
	_ = p.master.Close() // as closing its window does: the system sends SIGHUP
	ended := make(chan struct{})
	go func() { _ = p.cmd.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
		t.Fatal("it goes on without a terminal")
	}
	if out, code := runs(t, hostileEnv(dir), "list"); code != 0 || !strings.Contains(out, "Json 00") {
		t.Errorf("the store afterwards: %d %q", code, out)
	}
}

// Faults: T18
func TestAPasteIsTextWhateverIsInIt(t *testing.T) {
	t.Parallel()
	p, _ := reading(t, harmless)
	p.keys("\x1b[200~" + strings.Repeat("mAQ\r", 1<<18) + "\x1b[201~") // over the list it is no keys
	p.keys("/")
	p.waitFor("keep the hits")
	p.keys("\x1b[200~" + strings.Repeat("Q\x1b[31m\x07\r\n", 1<<17) + "words\x1b[201~")
	p.keys("\x15end\r") // what was pasted goes, and one types on
	p.waitFor("15 hits", "↵ read ")
	p.keys("\x1b")
	p.waitFor("15 unread")
	p.keys("Q")
	raw, _ := p.end()
	if bytes.Contains(raw, []byte("\x1b[31m\a")) {
		t.Error("a paste came back raw")
	}
	restored(t, raw)
}

// Faults: T19
func TestLateAnswersOfTheTerminalAreNoKeys(t *testing.T) {
	t.Parallel()
	p, _ := reading(t, harmless)
	for _, late := range []string{
		"\x1b[?62;4;22c", "\x1b[>1;10;0c", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\a", "\x1b[?2026;2$y", "\x1b[?1u", "\x1b[24;80R",
		"\x1bP>|xterm(390)\x1b\\", "\x1bP1+r524742=383A383A38\x1b\\", "\x1b[4;600;800t", "\x1b[6;18;9t", "\x1b_Gi=31;OK\x1b\\", "\x1b[I", "\x1b[O", "\x1b[?997;1n",
	} {
		p.keys(late)
	}
	p.keys("/")
	p.waitFor("keep the hits")
	for _, late := range []string{"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", "\x1b[?62;4;22c", "\x1b_Gi=31;OK\x1b\\"} {
		p.keys(late)
	}
	p.keys("end")
	p.waitFor("/ end", "15 hits")
	screen := strings.Join(p.rows(), "\n")
	for _, bad := range []string{"rgb:", "1e1e", "62;4", "OK", "xterm(", "524742"} {
		if strings.Contains(screen, bad) {
			t.Errorf("%q is on the screen:\n%s", bad, screen)
		}
	}
	p.keys("\r")
	p.waitFor("15 hits", "↵ read ")
	p.keys("\x1b")
	p.waitFor("15 unread") // none was taken for m or A
	p.keys("Q")
	p.end()
}

// Faults: C11
func TestNoSecretIsToldAnywhere(t *testing.T) {
	t.Parallel()
	const secret = "5ecre7-hunter2"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, password, _ := r.BasicAuth()
		said := password + r.Header.Get("Authorization") // a server may well say what it was told
		w.Header().Set("X-Said", said)
		if strings.HasPrefix(r.URL.Path, "/feed") && password == secret {
			http.Redirect(w, r, "http://127.0.0.2:1/?"+said, http.StatusFound)
			return
		}
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprint(w, said)
	}))
	t.Cleanup(server.Close)
	paper := hostilePaper(t, harmless)
	dir, kept := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	text := fmt.Sprintf(`[[feeds]]
url = %q
user = "me"
password_command = ["cat", %q]

[[feeds]]
url = %q
user = "me"
password_command = ["cat", %q]

[[feeds]]
url = %q

[bookmarks.services.links]
kind = "linkding"
url = %q
token_command = ["cat", %q]
`, server.URL+"/feed", kept, server.URL+"/other", kept, paper.URL+"/feed.json", server.URL, kept)
	for path, data := range map[string]string{kept: secret, filepath.Join(dir, "config.toml"): text} {
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := append(hostileEnv(dir), "COLUMNS=80")
	said := ""
	for _, args := range [][]string{
		{"reload", "--log-level", "debug"}, {"feeds"}, {"feeds", "--json"}, {"check", server.URL + "/feed"}, {"check", server.URL + "/other", "--json"},
		{"export"}, {"export", "--format", "toml"}, {"config", "show"}, {"config", "check"},
		{"bookmarks", "add", paper.URL + "/page/1", "--log-level", "debug"}, {"bookmarks", "queue"}, {"share", "1", "--to", "links", "--log-level", "debug"}, {"bookmarks", "queue"},
		{"bookmarks", "export", "--format", "json"}, {"bookmarks", "export", "--format", "netscape"}, {"list", "--json"}, {"doctor"}, {"doctor", "--report"}, {"backup", filepath.Join(dir, "backup.db")},
	} {
		out, _ := runs(t, env, args...)
		if strings.Contains(out, secret) {
			t.Errorf("%v tells the secret: %s", args, out)
		}
		said += out
	}
	if !strings.Contains(said, "403") || !strings.Contains(said, "private network") {
		t.Errorf("the password never reached its server, so nothing is tested:\n%s", said)
	}
	found := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		found++
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds the secret", path)
		}
		return err
	})
	if err != nil || found < 4 {
		t.Errorf("looked at %d files, %v", found, err)
	}
}

// Faults: C16
func TestWhatIsMadeIsItsOwnersAloneWhateverTheUmask(t *testing.T) {
	t.Parallel()
	server := hostilePaper(t, harmless)
	for _, umask := range []string{"000", "077"} {
		dir := t.TempDir()
		env := append(hostileEnv(dir), "XDG_STATE_HOME="+filepath.Join(dir, "state"))
		for i, e := range env { // the places that XDG names, and not --data
			if strings.HasPrefix(e, "BROADSHEET_") {
				env[i] = strings.Replace(strings.Replace(e, "BROADSHEET_DATA", "XDG_DATA_HOME", 1), "BROADSHEET_CONFIG", "XDG_CONFIG_HOME", 1)
				env[i] = strings.TrimSuffix(env[i], "/config.toml") + map[bool]string{true: "/config"}[strings.Contains(e, "CONFIG")]
			}
		}
		for _, args := range []string{
			"add " + server.URL + "/feed.json", "reload", "bookmarks add " + server.URL + "/page/1", "export -o " + dir + "/out/feeds.opml", "bookmarks export --format json -o " + dir + "/out/b.json",
			"bookmarks export --format obsidian -o " + dir + "/out/notes", "backup " + dir + "/out/copy.db", "read 1 --format html",
		} {
			if err := os.MkdirAll(dir+"/out", 0o700); err != nil {
				t.Fatal(err)
			}
			cmd := exec.CommandContext(t.Context(), "sh", "-c", `umask `+umask+`; exec "$0" "$@"`)
			cmd.Args = append(append(cmd.Args, program(t)), strings.Fields(args)...)
			cmd.Env = env
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s", args, err, out)
			}
		}
		files := 0
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || path == dir {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			want := fs.FileMode(0o600)
			if d.IsDir() {
				want = 0o700
			} else {
				files++
			}
			if info.Mode().Perm() != want {
				t.Errorf("umask %s: %s has mode %o", umask, strings.TrimPrefix(path, dir), info.Mode().Perm())
			}
			return nil
		})
		if err != nil || files < 5 {
			t.Errorf("%d files were made, %v", files, err)
		}
	}
}

// Faults: C18
func TestWithoutAHomeNothingIsWrittenAnywhere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bare := []string{"PATH=" + os.Getenv("PATH"), "EXAMPLE=" + example(), "TZ=UTC"}
	for _, args := range [][]string{{"list"}, {"add", "http://127.0.0.1:1/feed"}, {"reload"}} {
		if out, code := runs(t, bare, args...); code != 2 || !strings.Contains(out, "HOME is not set") {
			t.Errorf("%v without HOME: %d %q", args, code, out)
		}
	}
	if out, code := runs(t, bare, "completion", "bash"); code != 0 || len(out) == 0 {
		t.Errorf("completion without HOME: %d %q", code, out)
	}
	// A relative directory counts as none (XDG Base Directory Specification).
	cmd := exec.CommandContext(t.Context(), program(t), "doctor")
	cmd.Dir, cmd.Env = dir, append(bare, "HOME="+dir+"/home", "XDG_DATA_HOME=rel", "XDG_CONFIG_HOME=rel", "XDG_STATE_HOME=rel")
	if out, _ := cmd.CombinedOutput(); !strings.Contains(string(out), dir+"/home/.local/share/broadsheet") || !strings.Contains(string(out), dir+"/home/.config/broadsheet") {
		t.Errorf("with relative places: %s", out)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("something was made: %v", left)
	}
}

// Faults: D08
func TestWhateverStandsInTheStoresPlaceIsLeftAlone(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		make func(path string) error
		says string
	}{
		"a directory":         {func(path string) error { return os.Mkdir(path, 0o700) }, "is a directory"},
		"a pipe":              {func(path string) error { return syscall.Mkfifo(path, 0o600) }, "is no file"},
		"a link to itself":    {func(path string) error { return os.Symlink(path, path) }, "too many levels"},
		"a device":            {func(path string) error { return os.Symlink("/dev/null", path) }, "is no file"},
		"another's text file": {func(path string) error { return os.WriteFile(path, []byte("my notes\n"), 0o600) }, "no store"},
	} {
		dir := t.TempDir()
		data := filepath.Join(dir, "data")
		path := filepath.Join(data, "broadsheet.db")
		if err := os.MkdirAll(data, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := tc.make(path); err != nil {
			t.Fatal(err)
		}
		before, _ := os.Lstat(path)
		out, code := runs(t, hostileEnv(dir), "list")
		if code != 1 || !strings.Contains(out, data) || !strings.Contains(out, tc.says) {
			t.Errorf("%s: %d %q, want it to say %q", name, code, out, tc.says)
		}
		if after, err := os.Lstat(path); err != nil || after.Mode() != before.Mode() || after.Size() != before.Size() {
			t.Errorf("%s became %v, %v", name, after, err)
		}
	}
}

// Faults: D08
func TestAStoreOfAnotherUserIsSaid(t *testing.T) {
	open, err := os.MkdirTemp("", "broadsheet-open-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(open) })
	data := filepath.Join(open, "data")
	for _, err := range []error{os.Chmod(open, 0o755), os.Mkdir(data, 0o755), os.WriteFile(filepath.Join(data, "broadsheet.db"), []byte("SQLite format 3\x00"), 0o000)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := nobody(t, open, "list")
	copied, err := os.ReadFile(example())
	if err == nil {
		err = os.WriteFile(filepath.Join(open, "example.toml"), copied, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(hostileEnv(open), "EXAMPLE="+filepath.Join(open, "example.toml"))
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), data) || !strings.Contains(string(out), "permission denied") {
		t.Errorf("%d %q", cmd.ProcessState.ExitCode(), out)
	}
}

// A limit on the size of files stands in for a full disk.
//
// Faults: D06
func TestAFullDiskIsSaidAndLeavesNoHalfFile(t *testing.T) {
	t.Parallel()
	server := hostilePaper(t, harmless)
	dir := t.TempDir()
	env := hostileEnv(dir)
	if out, code := runs(t, append(env, "BROADSHEET_TEST_FILE_SIZE=2000"), "add", server.URL+"/feed.json"); code != 1 || !strings.Contains(out, "broadsheet: ") || strings.Contains(out, "goroutine") {
		t.Errorf("at the first start: %d %q", code, out)
	}
	if out, code := runs(t, env, "add", server.URL+"/feed.json"); code != 0 { // with room again, in the same place
		t.Fatalf("%d %q", code, out)
	}
	for i := range 3 {
		runs(t, env, "bookmarks", "add", fmt.Sprintf("%s/page/%d", server.URL, i))
	}
	list, code := runs(t, env, "list")
	if code != 0 {
		t.Fatalf("%d %q", code, list)
	}
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	full := append(env, "BROADSHEET_TEST_FILE_SIZE=300")
	for _, args := range [][]string{
		{"export", "-o", out + "/feeds.opml"}, {"bookmarks", "export", "--format", "json", "-o", out + "/b.json"}, {"bookmarks", "export", "--format", "epub", "-o", out + "/b.epub"},
		{"backup", out + "/copy.db"}, {"bookmarks", "add", "https://ok.example/more"},
	} {
		said, code := runs(t, full, args...)
		if code != 1 || !strings.Contains(said, "broadsheet: ") || strings.Contains(said, "goroutine") {
			t.Errorf("%v: %d %q", args, code, said)
		}
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("half a file was left: %v", left)
	}
	// The log alone has no room: that is no reason not to read the news.
	log := filepath.Join(dir, "full.log")
	if err := os.WriteFile(log, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if again, code := runs(t, append(env, "BROADSHEET_TEST_FILE_SIZE=1100000"), "list", "--log-level", "debug", "--log-file", log); code != 0 || again != list {
		t.Errorf("with no room for a log: %d %q", code, again)
	}
	if again, code := runs(t, env, "list"); code != 0 || again != list {
		t.Errorf("afterwards: %d %q", code, again)
	}
}

// Nothing but the screen ever has the terminal: a browser, a player, a hook and a
// pipe run beside it, so that none can leave it in disorder.
//
// Faults: C15
func TestNoProgramIsGivenTheTerminal(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, how := range []string{"tea.Exec", ".Stdin = os.Stdin", ".Stdout = os.Stdout", "ReleaseTerminal"} {
			if bytes.Contains(text, []byte(how)) {
				t.Errorf("%s has %s: say what gives the terminal back when that program is killed", path, how)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What hostile papers say reaches the log, the names of files and a report as text
// alone; the terminal, pipes, the clipboard and exports have tests of their own.
//
// Faults: T13
func TestLogsNamesAndReportsHoldNoControls(t *testing.T) {
	t.Parallel()
	server := hostilePaper(t, vectors)
	dir := t.TempDir()
	env, log := hostileEnv(dir), filepath.Join(dir, "run.log")
	said := ""
	for _, args := range [][]string{
		{"add", server.URL + "/feed.json"}, {"add", server.URL + "/feed.xml"}, {"add", server.URL + "/broken.xml"}, {"reload"}, {"check", server.URL + "/elsewhere.xml"},
		{"bookmarks", "add", server.URL + "/page/1"}, {"bookmarks", "add", "1"}, {"bookmarks", "add", "2"}, {"bookmarks", "export", "--format", "obsidian", "-o", filepath.Join(dir, "notes")},
		{"share", "1", "--to", "nobody"}, {"doctor"}, {"doctor", "--report"}, {"topics"}, {"stories"}, {"summary", "1"},
	} {
		out, _ := runs(t, env, append(args, "--log-level", "debug", "--log-file", log)...)
		said += out
	}
	text, err := os.ReadFile(log)
	if err != nil || len(text) == 0 {
		t.Fatalf("the log has %d bytes, %v", len(text), err)
	}
	names := ""
	err = filepath.WalkDir(filepath.Join(dir, "notes"), func(path string, _ fs.DirEntry, err error) error {
		names += filepath.Base(path) + "\n"
		return err
	})
	if err != nil || strings.Count(names, "\n") < 3 {
		t.Errorf("the names are %q, %v", names, err)
	}
	for what, all := range map[string]string{"the log": string(text), "the names of files": names, "what verbs say": said} {
		for _, r := range all {
			if feeds.Unsafe(r) && r != '\n' && r != '\t' {
				t.Errorf("%s: %U", what, r)
				break
			}
		}
		for _, bad := range []string{"]52;c;ZXZ", "javascript:"} {
			if i := strings.Index(all, bad); i >= 0 {
				t.Errorf("%s: %q", what, all[max(0, i-60):i+20])
			}
		}
	}
}
