package library

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/services"
)

// Faults: C02
func TestAListOnTheNetRunsNothing(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "ran")
	t.Setenv("BROADSHEET_TEST_AS", "trace")
	t.Setenv("BROADSHEET_TEST_TRACE", trace)
	r := newRig(t)
	r.answers("lists.example", says(`<opml><body><outline text="a" xmlUrl="exec:`+os.Args[0]+`"/><outline text="b" xmlUrl="|`+os.Args[0]+`"/>
		<outline text="c" xmlUrl="filter:`+os.Args[0]+`:http://news.example/"/><outline text="d" xmlUrl="file:///etc/passwd"/></body></opml>`, "Content-Type", "text/x-opml"))
	if _, err := r.Subscribe(t.Context(), AddRequest{Address: "http://lists.example/list.opml"}); err == nil {
		t.Error("a list was taken for a feed")
	}
	r.due()
	if list, err := r.Feeds(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := os.Stat(trace); err == nil {
		t.Error("the list had a program run")
	}
}

// Faults: C05, C06
func TestAListsTwinsStayTwoAndWhatItNamesTwiceIsOne(t *testing.T) {
	r := newRig(t)
	const list = `<opml><body><outline text="F"><outline text="A" xmlUrl="http://a.example/feed"/></outline><outline text="G"><outline text="A" xmlUrl="http://a.example/feed"/></outline>
		<outline text="A by TLS" xmlUrl="https://a.example/feed"/><outline text="A with a slash" xmlUrl="http://a.example/feed/"/></body></opml>`
	names := func() (out []string) {
		t.Helper()
		all, err := r.Feeds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range all {
			out = append(out, f.Folder+" "+f.URL)
		}
		return out
	}
	report, err := r.ImportOPML(t.Context(), []byte(list), "list.opml")
	if err != nil || report.Added != 3 || len(report.Skipped) != 1 || !strings.Contains(report.Skipped[0].String(), "“A” is listed twice; kept in F") {
		t.Errorf("%+v, %v; want three feeds, and the one named twice said", report, err)
	}
	first := names()
	if len(first) != 3 || !strings.Contains(strings.Join(first, "|"), "F http://a.example/feed") {
		t.Errorf("feeds %q", first)
	}
	report, err = r.ImportOPML(t.Context(), []byte(list), "list.opml")
	if again := names(); err != nil || report.Added != 0 || report.Duplicate != 3 || strings.Join(again, "|") != strings.Join(first, "|") {
		t.Errorf("a second time: %+v, %v, feeds %q", report, err, again)
	}
}

// Faults: C09
func TestAPasswordIsTheFirstLineOfACommandOrASentenceSaysWhyNot(t *testing.T) {
	r := newRig(t)
	ask := func(ctx context.Context, script string) (string, error) {
		return r.secret(ctx, feeds.Service{Name: "links", Kind: "linkding", Token: feeds.Secret{Command: []string{"sh", "-c", script}}}, services.Token)
	}
	for name, tc := range map[string]struct{ script, want, says string }{
		"two lines":                   {`echo first; echo second`, "first", ""},
		"line ends of Windows":        {`printf 'first\r\nsecond'`, "first", ""},
		"nothing":                     {`true`, "", "wrote nothing"},
		"an empty first line":         {`printf '\nsecond'`, "", "wrote nothing"},
		"a megabyte":                  {`head -c 1048576 /dev/zero | tr '\0' x`, "", "."},
		"escape sequences":            {`printf '\033[31mred\n'`, "", "."},
		"it fails":                    {`echo half; echo "no \033]0;x\007luck" >&2; exit 4`, "", "code 4"},
		"it fails, telling the token": {`echo hunter2; echo "hunter2 is wrong" >&2; exit 4`, "", "code 4"},
	} {
		got, err := ask(t.Context(), tc.script)
		switch {
		case got != tc.want || (err == nil) != (tc.says == ""):
			t.Errorf("%s: %.40q, %v", name, got, err)
		case err != nil && (tc.says != "." && !strings.Contains(err.Error(), tc.says) || strings.ContainsFunc(err.Error(), feeds.Unsafe) || strings.Contains(err.Error(), "hunter2") || len(err.Error()) > 500):
			t.Errorf("%s is said as %.200q", name, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	began := time.Now()
	if _, err := ask(ctx, "sleep 60"); err == nil || time.Since(began) > tokenTime {
		t.Errorf("one that hangs: %v after %v", err, time.Since(began))
	}
}

// Faults: D20
func TestACopyThatIsCutIsRefusedOrSaysWhatItLacks(t *testing.T) {
	r := newRig(t)
	r.take(three)
	dump := r.leave(feeds.BookmarkExport{Format: "jsonl"})
	lines := strings.SplitAfter(dump, "\n")
	for _, cut := range []int{len(lines[0]) + 10, len(dump) / 2, len(dump) - 20} {
		other := newRig(t)
		report, _, err := other.RestoreBookmarks(t.Context(), strings.NewReader(dump[:cut]), "copy", false)
		whole := strings.Count(dump[:cut], "\n") - (strings.Count(dump, "\n") - 3) // but for the lines that are no bookmarks
		if err == nil && (report.Added > 2 || report.Added < max(whole, 0) || len(report.Skipped) == 0) {
			t.Errorf("cut at %d of %d: %+v, and nothing is said", cut, len(dump), report)
		}
	}
	// And one that is gone is made anew at the next day's first change.
	path := filepath.Join(r.dir, copiesDir)
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	r.pass(24 * time.Hour)
	b, err := r.FindBookmark(t.Context(), "https://a.example/1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Highlight(t.Context(), 0, b.ID, nil, []feeds.Highlight{{Quote: "the dam", Made: noon}}); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if list, err := filepath.Glob(filepath.Join(path, "*.json*")); err != nil || len(list) != 1 {
		t.Errorf("copies %v, %v", list, err)
	}
}
