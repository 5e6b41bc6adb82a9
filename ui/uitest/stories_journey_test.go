package uitest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampled is the program with the sample edition, once its stories are known.
func sampled(t *testing.T, w, h int) *journey {
	t.Helper()
	j := place{dir: t.TempDir()}.start(t, w, h, true)
	j.WaitFor("reloaded just now")
	// A view that is open keeps the rows that were seen, so it is opened anew
	// until the articles have found their stories.
	for range 100 {
		j.Keys("gt")
		j.WaitFor("50 unread")
		j.Keys("ga")
		j.WaitFor("70 unread")
		if j.rows("+4") == 2 {
			return j
		}
	}
	t.Fatalf("the two stories of five papers have no rows:\n%s", j.Screen())
	return nil
}

// rows counts the headlines' lines with a text.
func (j *journey) rows(text string) int {
	n := 0
	for l := range strings.Lines(j.Screen()) {
		if left, _, _ := strings.Cut(l, " │ "); strings.Contains(left, text) {
			n++
		}
	}
	return n
}

func TestAStoryOfTheSampleEditionIsOneRowThatUnfolds(t *testing.T) {
	j := sampled(t, 120, 60)
	for range 60 {
		if strings.Contains(selected(j.Screen()), "+4") {
			break
		}
		j.Keys("j")
		j.Sync()
	}
	rows := j.rows("●")
	j.Keys(".")
	j.WaitFor("▾4")
	j.CheckFrame()
	if n := strings.Count(j.Screen(), "│ ● "); n != 4 {
		t.Errorf("unfolded, %d reports stand under the story's row:\n%s", n, j.Screen())
	}
	j.Keys(".")
	j.WaitGone("▾4")
	if n := j.rows("●"); n != rows {
		t.Errorf("folded, there are %d rows where %d were:\n%s", n, rows, j.Screen())
	}
	// The reader view flips through the papers; compare sets two side by side.
	j.Keys("\r")
	j.WaitFor("esc back")
	j.Keys("]")
	j.WaitFor(" of 5")
	j.Keys("\\")
	j.WaitFor("said by one alone")
	j.CheckFrame()
	j.quitFrom(t)
}

// quitFrom leaves whatever is open, then the program.
func (j *journey) quitFrom(t *testing.T) {
	t.Helper()
	for range 4 {
		j.Keys("\x1b")
		j.Sync()
	}
	j.quit(t)
}

func TestTheFrontPageOpensTheDayWhereTheSettingsSaySo(t *testing.T) {
	p := place{dir: t.TempDir()}
	j := p.start(t, 120, 36, true)
	j.WaitFor("reloaded just now")
	j.Keys("gf")
	j.WaitFor("since yesterday")
	j.WaitFor("5 papers")
	j.CheckFrame()
	j.Keys("j\r")
	j.WaitFor("esc back")
	j.Keys("\x1b")
	j.WaitFor("since yesterday")
	j.Keys("A")
	j.WaitFor("marked read")
	j.quit(t)
	if err := os.WriteFile(filepath.Join(p.dir, "config.toml"), []byte("start = \"front\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	j = p.start(t, 80, 24, false)
	j.WaitFor("Front page")
	j.CheckFrame()
	j.quit(t)
}
