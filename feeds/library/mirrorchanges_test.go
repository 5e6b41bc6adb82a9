package library

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// mirrored is a rig with forty articles and a mirror in a format.
func mirrored(t *testing.T, format string) (r *rig, path string, ids []feeds.ArticleID) {
	t.Helper()
	r = newRig(t)
	var feed strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>Paper</title>`)
	for i := range 40 { // of which some have one title
		fmt.Fprintf(&feed, "<item><title>Number %d</title><link>http://news.example/%d</link><description>Text of %d, which goes on.</description></item>", i%15, i, i)
	}
	r.answers(site, says(feed.String()+"</channel></rss>"))
	r.own(r.follow(feedURL)...)
	path = filepath.Join(t.TempDir(), "mirror")
	if err := r.Apply(t.Context(), feeds.Settings{FullText: feeds.FullTextNever, Mirror: feeds.Mirror{Path: path, Format: format}}, false); err != nil {
		t.Fatal(err)
	}
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 50})
	if err != nil || len(page.Headlines) != 40 {
		t.Fatal(len(page.Headlines), err)
	}
	for _, h := range page.Headlines {
		ids = append(ids, h.ID)
	}
	return r, path, ids
}

// files are what a file or folder holds, sorted: a note's name depends on which
// others were there when it was written, what is in it does not.
func files(t *testing.T, path string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		out = append(out, string(data))
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// agrees compares the mirror with a fresh export.
func agrees(t *testing.T, r *rig, path, format, after string) {
	t.Helper()
	if problem := caughtUp(t, r); problem != "" {
		t.Fatalf("after %s: %s", after, problem)
	}
	fresh := filepath.Join(t.TempDir(), "fresh")
	if _, err := r.ExportBookmarks(t.Context(), fresh, feeds.BookmarkExport{Format: format}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(files(t, fresh), files(t, path)); diff != "" {
		t.Fatalf("after %s the mirror is not what an export gives:\n%.2000s", after, diff)
	}
}

// change makes a change of any kind that leaves bookmarks other than they were.
func change(t *testing.T, r *rig, dice *rand.Rand, articles []feeds.ArticleID, copied *string) string {
	t.Helper()
	order, err := r.BookmarkOrder(t.Context(), feeds.BookmarkOrderRequest{})
	if err != nil {
		t.Fatal(err)
	}
	some := func() (ids []feeds.BookmarkID) {
		for _, id := range order.IDs {
			if dice.IntN(3) == 0 {
				ids = append(ids, id)
			}
		}
		return ids
	}
	article := articles[dice.IntN(len(articles))]
	tag, folder := fmt.Sprint("tag ", dice.IntN(4)), []string{"", "A", "A/B", "C, d"}[dice.IntN(4)]
	what := ""
	switch n := dice.IntN(13); {
	case n == 0:
		what = "keeping"
		_, err = r.Keep(t.Context(), article, feeds.Keeping{Tags: []string{tag}, Note: "why " + tag})
	case n == 1:
		what = "keeping many"
		_, err = r.KeepAll(t.Context(), articles[:dice.IntN(len(articles))], feeds.Keeping{Folder: folder})
	case n == 2:
		what = "an import"
		var file strings.Builder
		file.WriteString("url,title,note,tags,folder\n")
		for range dice.IntN(12) {
			fmt.Fprintf(&file, "http://news.example/%d,Imported,%s,%s,%s\n", dice.IntN(60), tag, tag, strings.ReplaceAll(folder, ",", ""))
		}
		file.WriteString("https://only.example/,Imported,,,\n")
		_, err = r.ImportBookmarks(t.Context(), strings.NewReader(file.String()), "file.csv", "", false)
	case n <= 4:
		what = "undoing"
		_, err = r.Undo(t.Context())
	case n == 5:
		what = "redoing"
		_, err = r.Redo(t.Context())
	case n == 6 && *copied == "":
		what = "a copy"
		*copied = r.leave(feeds.BookmarkExport{Format: "json"})
	case n == 6:
		what = "restoring a copy"
		_, _, err = r.RestoreBookmarks(t.Context(), strings.NewReader(*copied), "copy.json", false)
	case n == 7:
		what = "a restart"
		settings := r.settings()
		r.restart()
		err = r.Apply(t.Context(), settings, false)
	case len(order.IDs) == 0:
	case n == 8:
		what = "an edit"
		_, err = r.EditBookmark(t.Context(), order.IDs[dice.IntN(len(order.IDs))], feeds.Keeping{Tags: []string{tag, "two"}, Note: "edited\n" + tag, Folder: folder})
	case n == 9:
		what = "tagging many"
		_, err = r.EditBookmarks(t.Context(), some(), feeds.BookmarkEdit{Add: []string{tag}, Drop: []string{"two"}})
	case n == 10:
		what = "moving many to " + folder
		_, err = r.EditBookmarks(t.Context(), some(), feeds.BookmarkEdit{Move: true, Folder: folder})
	case n == 11:
		what = "removing some"
		_, err = r.RemoveBookmarks(t.Context(), some())
	default:
		what = "a highlight"
		_, err = r.Highlight(t.Context(), 0, order.IDs[dice.IntN(len(order.IDs))], nil, []feeds.Highlight{{Quote: "which goes " + tag, Note: tag, Made: r.clock()}})
	}
	if err != nil {
		t.Fatal(what, err)
	}
	r.pass(time.Second)
	return what
}

func TestTheMirrorIsWhatAnExportGivesAfterAnyChanges(t *testing.T) {
	for i, format := range []string{"obsidian", "obsidian", "jsonl", "netscape"} {
		t.Run(fmt.Sprint(format, " ", i), func(t *testing.T) {
			t.Parallel()
			r, path, ids := mirrored(t, format)
			dice, copied := rand.New(rand.NewPCG(uint64(i), 7)), ""
			var steps []string
			for range 30 {
				for range 1 + dice.IntN(3) {
					steps = append(steps, change(t, r, dice, ids, &copied))
				}
				agrees(t, r, path, format, strings.Join(steps, ", "))
			}
			for n := 1; n > 0; { // all of it, one by one
				c, err := r.Undo(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				n = c.N
			}
			agrees(t, r, path, format, "undoing it all")
			if n, err := r.store.CountBookmarks(t.Context()); err != nil || n != 0 {
				t.Errorf("%d bookmarks are left, %v", n, err)
			}
		})
	}
}

func TestTheMirrorFollowsAnImportItsUndoAndARestore(t *testing.T) {
	for _, format := range []string{"obsidian", "json"} {
		r, path, ids := mirrored(t, format)
		if _, err := r.KeepAll(t.Context(), ids[:5], feeds.Keeping{Tags: []string{"mine"}}); err != nil {
			t.Fatal(err)
		}
		agrees(t, r, path, format, "keeping")
		before, copied := files(t, path), r.leave(feeds.BookmarkExport{Format: "json"})
		r.take(three + "http://news.example/3,One that is kept,a note,more,Work,2020-01-02\n")
		agrees(t, r, path, format, "an import")
		if cmp.Equal(before, files(t, path)) {
			t.Error("the import changed nothing")
		}
		if _, err := r.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		agrees(t, r, path, format, "undoing it")
		if diff := cmp.Diff(before, files(t, path)); diff != "" {
			t.Errorf("an import that was undone left\n%s", diff)
		}
		order, err := r.BookmarkOrder(t.Context(), feeds.BookmarkOrderRequest{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.EditBookmarks(t.Context(), order.IDs[:2], feeds.BookmarkEdit{Drop: []string{"mine"}, Move: true, Folder: "X"}); err != nil {
			t.Fatal(err)
		}
		if _, err := r.RemoveBookmarks(t.Context(), order.IDs[2:4]); err != nil {
			t.Fatal(err)
		}
		agrees(t, r, path, format, "changes")
		if _, _, err := r.RestoreBookmarks(t.Context(), strings.NewReader(copied), "copy.json", false); err != nil {
			t.Fatal(err)
		}
		agrees(t, r, path, format, "a restore")
		if format == "obsidian" {
			if diff := cmp.Diff(before, files(t, path)); diff != "" {
				t.Errorf("what was restored is not as it was:\n%s", diff)
			}
		}
	}
}
