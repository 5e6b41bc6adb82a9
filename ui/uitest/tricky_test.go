package uitest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
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
	for _, width := range []int{100, 72, 40, 24} {
		for n, l := range article.Set(article.Head{}, r.Document, style.New(style.Plain(true)), article.Options{Width: width}).Lines {
			if w := ansi.StringWidth(l); w > width {
				t.Errorf("at %d columns line %d has %d: %q", width, n, w, ansi.Strip(l))
			}
		}
	}
	for _, wc := range []bool{false, true} {
		set := article.Set(article.Head{}, r.Document, style.New(style.Plain(true)), article.Options{Width: 80, Wc: wc})
		method := ansi.GraphemeWidth
		if wc {
			method = ansi.WcWidth
		}
		var lines, exact []string
		for _, l := range set.Lines {
			exact = append(exact, ansi.Strip(l))
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
		checkRules(t, exact, set.Links)
		if t.Failed() {
			t.Log(strings.Join(exact, "\n"))
			return
		}
		if testing.Verbose() {
			t.Log(all)
		}
	}
}

// checkRules holds what the page's checks say in words.
func checkRules(t *testing.T, lines []string, links []feeds.Link) {
	t.Helper()
	find := func(text string) int {
		for i, l := range lines {
			if strings.Contains(l, text) {
				return i
			}
		}
		t.Fatalf("%q is on no line", text)
		return 0
	}
	column := func(line int, text string) int {
		before, _, _ := strings.Cut(lines[line], text)
		return ansi.StringWidth(before)
	}
	end := func(text string) int { i := find(text); return column(i, text) + ansi.StringWidth(text) }

	ten := find("10. ten")
	if got, want := len(lines[ten+1])-len(strings.TrimLeft(lines[ten+1], " ")), column(ten, "ten"); got != want {
		t.Errorf("hanging-indent: the second line of item 10 starts at %d, want %d", got, want)
	}
	if column(find("Definition one."), "Definition") <= column(find("Term"), "Term") {
		t.Error("dl: a definition is not indented under its term")
	}
	if end("Price ") != end("1.20 ") || end("1.20 ") != end("1,000 ") {
		t.Error("table: the price column is not set right")
	}
	if item := find("日本語  "); column(item, "1,000") <= column(item, "日本語") || column(find("Long description"), "Long") != column(item, "wide") {
		t.Error("table: columns are out of line beside wide characters")
	}
	if lone := lines[find("Layout table")]; strings.ContainsAny(lone, "│|─") {
		t.Errorf("layout-table: framed: %q", lone)
	}
	for i := find("Nested quote."); i < find("list in quote"); i++ {
		if strings.Count(lines[i], "▎") != 2 {
			t.Errorf("quote: not both bars beside %q", lines[i])
		}
	}
	if code := lines[find("fmt.Println")]; !strings.Contains(code, "    fmt") || strings.Contains(code, "\t") {
		t.Errorf("code-tabs: %q", code)
	}
	for _, text := range []string{"H₂O", "mc²", "x=1/2", "if a < b && c > d"} {
		find(text)
	}
	seen := map[string]bool{}
	for _, l := range links {
		if seen[l.URL] || l.URL == "" || !strings.Contains(l.URL, "://") || strings.Contains(l.URL, "#fn") {
			t.Errorf("links: %q is no link, or the same again", l.URL)
		}
		seen[l.URL] = true
	}
}
