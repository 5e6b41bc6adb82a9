package feeds

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// reaching is how Go's library reaches a network or starts a program.
var reaching = regexp.MustCompile(`&http\.Transport\{|http\.(?:(?:Get|Post|PostForm|Head)\(|DefaultClient|DefaultTransport|Client\{|ListenAndServe)|net\.(?:Dial|DialTimeout|Dialer|Listen\(|ListenPacket|Lookup|DefaultResolver)|tls\.Dial|exec\.Command|os\.StartProcess|syscall\.Exec`)

// reachers are the files that may, with what they reach.
var reachers = map[string]string{
	"fetch/policy.go":        "the one dialer and resolver: addresses are checked there",
	"fetch/dial.go":          "the one HTTP transport, over that dialer",
	"sample/sample.go":       "the sample edition's server, on loopback",
	"command/command.go":     "a person's own programs, without a shell",
	"command/browser.go":     "a person's browser and player, without a shell",
	"related/quality/set.go": "a program that measures, no part of the product",
}

// TestNothingReachesTheNetworkButByItsDoor: every limit, and who may be asked, is
// decided in one place, and no program is started but by the room for it.
func TestNothingReachesTheNetworkButByItsDoor(t *testing.T) {
	used := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(strings.TrimPrefix(filepath.ToSlash(path), "../"), "feeds/")
		if how := reaching.Find(text); how != nil {
			used[name] = true
			if reachers[name] == "" {
				t.Errorf("%s uses %s", name, how)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range reachers {
		if !used[name] {
			t.Errorf("%s reaches nothing any more: take it off the list", name)
		}
	}
}
