package uitest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds/library"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// TestTheTrickyPageIsSetWell holds the setter to a page of traps, in both ways
// of measuring. What needs an eye is looked at in the goldens of ui/article.
func TestTheTrickyPageIsSetWell(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS does not say where the pages are")
	}
	page, err := os.ReadFile(filepath.Join(dir, "pages", "tricky.html"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "pages", "tricky-checks.json"))
	if err != nil {
		t.Fatal(err)
	}
	var checks []struct {
		ID        string
		Must      []string
		MustNot   []string `json:"must_not"`
		MustLines []string `json:"must_lines"`
		NotStart  []string `json:"must_not_line_start"`
	}
	if err := json.Unmarshal(raw, &checks); err != nil {
		t.Fatal(err)
	}
	r, err := library.ReadHTML(page, "tricky.html", "https://tricky.example/a/page", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, wc := range []bool{false, true} {
		set := article.Set(article.Head{}, r.Document, style.New(style.Plain(true)), article.Options{Width: 80, Wc: wc})
		method := ansi.GraphemeWidth
		if wc {
			method = ansi.WcWidth
		}
		var lines []string
		for _, l := range set.Lines {
			if n := method.StringWidth(l); n > 80 {
				t.Errorf("%d cells: %q", n, ansi.Strip(l))
			}
			lines = append(lines, strings.TrimSpace(ansi.Strip(l)))
		}
		all := strings.Join(lines, "\n")
		has := func(s string) bool {
			return strings.Contains(all, s) || strings.Contains(strings.ReplaceAll(all, "\n", " "), s)
		}
		for _, c := range checks {
			for _, s := range c.Must {
				if !has(s) {
					t.Errorf("%s: %q is missing", c.ID, s)
				}
			}
			for _, s := range c.MustNot {
				if has(s) {
					t.Errorf("%s: %q is there", c.ID, s)
				}
			}
			for _, l := range c.MustLines {
				if !strings.Contains("\n"+all+"\n", "\n"+l+"\n") {
					t.Errorf("%s: no line is %q", c.ID, l)
				}
			}
			for _, s := range c.NotStart {
				if strings.Contains(all, "\n"+s) {
					t.Errorf("%s: a line begins with %q", c.ID, s)
				}
			}
		}
		if t.Failed() {
			t.Log(all)
			return
		}
		if testing.Verbose() {
			t.Log(all)
		}
	}
}
