package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// nobody gives a command of the program run by a user to whom nothing belongs:
// root may write anywhere.
func nobody(t *testing.T, open string, args ...string) *exec.Cmd {
	t.Helper()
	path := filepath.Join(open, "bin", "broadsheet")
	if _, err := os.Stat(path); err != nil {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		binary, err := os.ReadFile(self)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o755)
		}
		if err == nil {
			err = os.WriteFile(path, binary, 0o755)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Dir = open
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	return cmd
}

// Faults: D07
func TestWhereNothingCanBeWrittenOneReadsAndIsToldSo(t *testing.T) {
	server := hostilePaper(t, harmless)
	open, err := os.MkdirTemp("", "broadsheet-open-*") // t.TempDir's parents are closed to other users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(open) })
	config := fmt.Sprintf("[reading]\nfull_text = \"never\"\n\n[[feeds]]\nurl = %q\n", server.URL+"/feed.json")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Chmod(open, 0o755))
	must(os.WriteFile(filepath.Join(open, "config.toml"), []byte(config), 0o644))
	example, err := os.ReadFile(example())
	must(err)
	must(os.WriteFile(filepath.Join(open, "example.toml"), example, 0o644))
	env := append(hostileEnv(open), "EXAMPLE="+filepath.Join(open, "example.toml"), "XDG_STATE_HOME="+filepath.Join(open, "state"))
	for _, verb := range []string{"reload", "feeds"} {
		fill := exec.CommandContext(t.Context(), program(t), verb)
		fill.Env = env
		if out, err := fill.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		config += fmt.Sprintf("\n[[feeds]]\nurl = %q\n", server.URL+"/"+verb+".xml") // one that is due
		must(os.WriteFile(filepath.Join(open, "config.toml"), []byte(config), 0o644))
	}
	data := filepath.Join(open, "data")
	list, err := os.ReadDir(data)
	must(err)
	for _, e := range list {
		must(os.Chmod(filepath.Join(data, e.Name()), 0o444))
	}
	must(os.Chmod(data, 0o555))
	t.Cleanup(func() { _ = os.Chmod(data, 0o755) })

	const refused = "nothing can be written where the store is, so this was not kept"
	for _, tc := range []struct {
		args string
		says string
		ends int
	}{
		{"list", "Json 00", 0},
		{"feeds", server.URL, 0},
		{"search end", "Json 00", 0},
		{"bookmarks list", "", 0},
		{"related 1", "", 0},
		{"reload", refused, 1},
		{"add " + server.URL + "/feed.xml", refused, 1},
		{"bookmarks add https://ok.example/", refused, 1},
		{"backup " + filepath.Join(t.TempDir(), "copy.db"), "", 1}, // the directory is closed to nobody
		{"doctor", "nothing can be written", 1},
	} {
		cmd := nobody(t, open, strings.Fields(tc.args)...)
		cmd.Env = env
		out, _ := cmd.CombinedOutput()
		if !strings.Contains(string(out), tc.says) || cmd.ProcessState.ExitCode() != tc.ends || strings.Contains(string(out), "panic") {
			t.Errorf("%s ends with %d and says %q, want %d and %q", tc.args, cmd.ProcessState.ExitCode(), out, tc.ends, tc.says)
		}
	}

	p := startAt(t, 120, 36, env, nobody(t, open))
	p.waitFor("nothing is kept: nothing can be written in "+data, "? help")
	p.keys("ga")
	p.waitFor("Json 00")
	p.keys("gg\r")
	p.waitFor("Teaser plain", "esc back")
	p.keys("q")
	for _, change := range []struct{ key, what string }{{"m", "not marked: "}, {"b", "not kept: "}, {"A", "not marked: "}, {"R", "not reloaded: "}, {"u", "not undone: "}} {
		p.keys(change.key)
		p.waitFor(change.what + refused[:40])
	}
	p.keys("Q")
	raw, _ := p.end()
	if strings.Contains(string(raw), "panic") {
		t.Errorf("it broke: %q", raw)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}
