package uitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// moved is a person with some hundred bookmarks, taken in on the screen.
func moved(t *testing.T) (p place, j *journey) {
	t.Helper()
	p = place{dir: t.TempDir()}
	p.settle(t, "[reload]\non_start = false\n")
	var file strings.Builder
	file.WriteString("url,title,note,tags,folder,created\n")
	for i := range 500 {
		fmt.Fprintf(&file, "https://a.example/%d,Kept number %03d,%s,%s,%s,2024-01-01T00:%02d:%02dZ\n", i, i,
			[]string{"", "a note"}[i%2], []string{"wind", "grid"}[i/250], []string{"", "Work/Dams"}[i%2], i/60, i%60)
	}
	path := filepath.Join(p.dir, "kept.csv")
	if err := os.WriteFile(path, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	j = p.start(t, 120, 36, false)
	j.WaitFor("No feeds yet.")
	j.Keys(":bookmarks import " + path + "<enter>")
	j.WaitFor("added 500 bookmarks")
	j.Keys("<esc>gb")
	j.WaitFor("500 · by saved")
	return p, j
}

func TestHundredsOfBookmarksAreTakenInChangedExportedAndUndone(t *testing.T) {
	p, j := moved(t)
	// Windows: the end, and back.
	j.WaitFor("Kept number 499")
	j.WaitFor("a.example · saved") // no paper is named: the site
	j.Keys("G")
	j.WaitFor("Kept number 000")
	j.CheckFrame()
	j.Keys("gg")
	j.WaitFor("Kept number 499")

	// The filter narrows as one types; a range of what it shows is selected.
	j.Keys("&tag:wind<enter>")
	j.WaitFor("250 · by saved")
	j.WaitFor("Kept number 249")
	j.Keys("Vjjj")
	j.WaitFor("4 selected")
	j.CheckFrame()

	// Tags, as one step.
	j.Keys("t")
	j.WaitFor("Of 4 bookmarks.")
	j.Keys("sea, deep<enter>")
	j.WaitFor("tags of 4 bookmarks changed")
	j.WaitFor("[sea]")
	j.Keys("u")
	j.WaitFor("undone: tags of 4 bookmarks changed")
	j.WaitGone("[sea]")
	j.Keys("U")
	j.WaitFor("[sea]")

	// A folder, as one step. What is shown now is what has the tag.
	j.Keys("<esc>")
	j.WaitFor("500 · by saved")
	j.Keys("&tag:sea<enter>")
	j.WaitFor("4 · by saved")
	j.WaitFor("Kept number 246")
	j.Keys("gx")
	j.WaitFor("4 selected")
	j.Keys("B")
	j.WaitFor("Move to a folder")
	j.Keys("Sea/Deep<enter>")
	j.WaitFor("4 bookmarks moved")
	j.WaitFor("Sea/Deep")
	j.Keys("u")
	j.WaitFor("undone: 4 bookmarks moved")
	j.WaitGone("Sea/Deep")
	j.Keys("U")
	j.WaitFor("Sea/Deep")

	// Export of the selection alone, its path completed.
	j.Keys("ggxx")
	j.WaitFor("2 selected")
	j.Keys("X")
	j.WaitFor("2 bookmarks, those selected")
	j.WaitFor("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
	j.Keys("<tab><ctrl+u>" + filepath.Join(p.dir, "ke") + "<tab>")
	j.WaitFor(filepath.Join(p.dir, "kept.csv"))
	j.WaitFor("it would be written over")
	j.CheckFrame()
	j.Keys("<backspace><backspace><backspace><backspace>-2.html<enter>")
	j.WaitFor("2 bookmarks → ")
	written, err := os.ReadFile(filepath.Join(p.dir, "kept-2.html"))
	if err != nil || strings.Count(string(written), "<DT><A ") != 2 || !strings.Contains(string(written), `TAGS="wind,sea,deep"`) {
		t.Errorf("%v:\n%s", err, written)
	}

	// Written over by a second Enter alone.
	before := string(written)
	j.Keys("X")
	j.WaitFor("4 bookmarks, those shown")
	j.Keys("<tab><ctrl+u>" + filepath.Join(p.dir, "kept-2.html") + "<enter>")
	j.WaitFor("Enter again writes over it.")
	if now, _ := os.ReadFile(filepath.Join(p.dir, "kept-2.html")); string(now) != before {
		t.Error("it was written over at once")
	}
	j.Keys("<enter>")
	j.WaitFor("4 bookmarks → ")

	// Removed, and back.
	j.Keys("gx")
	j.WaitFor("4 selected")
	j.Keys("b")
	j.WaitFor("4 bookmarks removed")
	j.WaitFor("No bookmark is like that.")
	j.Keys("u")
	j.WaitFor("undone: 4 bookmarks removed")
	j.WaitFor("4 · by saved")
	j.quit(t)

	// After a restart: all of it is undone, the import too.
	again := p.start(t, 80, 24, false)
	again.WaitFor("No feeds yet.")
	again.Keys("gb")
	again.WaitFor("500 · by saved")
	again.Keys("u")
	again.WaitFor("undone: 4 bookmarks moved")
	again.Keys("u")
	again.WaitFor("undone: tags of 4 bookmarks changed")
	again.Keys("u")
	again.WaitFor("No bookmarks yet")
	again.Keys("U")
	again.WaitFor("500 · by saved")
	again.CheckFrame()
	again.quit(t)
}
