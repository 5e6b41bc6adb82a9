package library

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// take imports a file's text.
func (r *rig) take(file string) feeds.ImportReport {
	r.Helper()
	report, err := r.ImportBookmarks(r.Context(), strings.NewReader(file), "file", "", false)
	if err != nil {
		r.Fatal(err)
	}
	return report
}

func (r *rig) leave(e feeds.BookmarkExport) string {
	r.Helper()
	var out bytes.Buffer
	if _, err := r.WriteBookmarks(r.Context(), &out, e); err != nil {
		r.Fatal(err)
	}
	return out.String()
}

const three = "url,title,note,tags,folder,created\n" +
	"https://a.example/1,Dam at Orrin,the turbine hall,\"water,works\",Work/Dams,2024-01-02\n" +
	"https://a.example/2,A walk,,walks,,2024-01-03\n" +
	"javascript:x,Program,,,,\n" +
	"https://a.example/3,Another dam,,water,Work,2024-01-04\n"

// Faults: B06
func TestAnImportIsCountedMergedAndUndoneInOneStep(t *testing.T) {
	r := newRig(t)
	report, err := r.ImportBookmarks(t.Context(), strings.NewReader(three), "file.csv", "", true)
	want := feeds.ImportReport{Format: "csv", Added: 3, Skipped: []feeds.Skipped{{Line: 4, What: "Program", Why: "it is a program (javascript:), not an address"}}}
	if err != nil || cmp.Diff(want, report) != "" {
		t.Errorf("counted %+v, %v", report, err)
	}
	if got := r.leave(feeds.BookmarkExport{Format: "urls"}); got != "" {
		t.Errorf("counting kept %q", got)
	}
	if report := r.take(three); cmp.Diff(want, report) != "" {
		t.Errorf("did %+v", report)
	}
	before := r.leave(feeds.BookmarkExport{Format: "json"})
	more := "title,url,time_added,tags,status\nOther,http://www.a.example/1#x,1577836800,new,unread\nA walk,https://a.example/2,1704240000,,archive\n"
	if report := r.take(more); report.Added != 0 || report.Duplicate != 2 || report.Merged != 1 {
		t.Errorf("merged %+v", report)
	}
	b, err := r.FindBookmark(t.Context(), "https://a.example/1")
	if err != nil || b.Title != "Dam at Orrin" || !cmp.Equal(b.Tags, []string{"water", "works", "new", "toread"}) || b.Saved.Year() != 2020 || b.Note != "the turbine hall" {
		t.Errorf("merged into %+v, %v", b, err)
	}
	if c, err := r.Undo(t.Context()); err != nil || c.N != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	if again := r.leave(feeds.BookmarkExport{Format: "json"}); again != before {
		t.Error(cmp.Diff(before, again))
	}
	if _, err := r.ImportBookmarks(t.Context(), strings.NewReader("dear diary"), "diary.txt", "", false); err == nil ||
		!strings.HasPrefix(err.Error(), "diary.txt was not imported: it looks like plain text; known are HTML of browsers") {
		t.Errorf("what is none gave %v", err)
	}
}

func TestAQueryOrASelectionLeaves(t *testing.T) {
	r := newRig(t)
	r.take(three)
	for query, want := range map[string]string{
		"": "213", "dam": "13", "DAM orrin": "1", "turbine": "1", "tag:water": "13", "tag:wat": "", "folder:work": "13", "folder:work/dams": "1", "folder:wo": "", "tag:water folder:Work another": "3",
	} {
		got := strings.NewReplacer("https://a.example/", "", "\n", "").Replace(r.leave(feeds.BookmarkExport{Format: "urls", Query: query}))
		sorted := []byte(got)
		slices.Sort(sorted)
		wanted := []byte(want)
		slices.Sort(wanted)
		if string(sorted) != string(wanted) {
			t.Errorf("%q gives %s, want %s", query, got, want)
		}
	}
	if _, err := r.WriteBookmarks(t.Context(), &bytes.Buffer{}, feeds.BookmarkExport{Format: "urls", Query: "tag:"}); err == nil {
		t.Error("a tag without a name was taken")
	}
	b, err := r.FindBookmark(t.Context(), "https://a.example/3")
	if err != nil {
		t.Fatal(err)
	}
	if got := r.leave(feeds.BookmarkExport{Format: "urls", IDs: []feeds.BookmarkID{b.ID}, Query: "walk"}); got != "https://a.example/3\n" {
		t.Errorf("the selection gives %q", got)
	}
}

func TestPicturesAreFetchedOnlyWhereTheyAreAskedFor(t *testing.T) {
	r := newRig(t)
	pixel, _ := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")
	r.answers("img.example", func(w http.ResponseWriter, q *http.Request) {
		switch q.URL.Path {
		case "/a.png":
			_, _ = w.Write(pixel)
		case "/page":
			_, _ = w.Write([]byte("<html>not a picture"))
		default:
			http.NotFound(w, q)
		}
	})
	r.take(`{"version":1,"generator":"Broadsheet","bookmarks":[
{"url":"https://a.example/1","title":"One","html":"<p>Text</p><img src='http://img.example/a.png' alt=A><img src='http://img.example/page' alt=B><img src='http://img.example/gone' alt=C><img src='http://127.0.0.1/x' alt=D>"}
]}`)
	var out bytes.Buffer
	done, err := r.WriteBookmarks(t.Context(), &out, feeds.BookmarkExport{Format: "html"})
	if err != nil || done.Pictures+done.NoPicture != 0 || len(r.log) != 0 {
		t.Errorf("%+v, %v, asked %v", done, err, r.log)
	}
	out.Reset()
	done, err = r.WriteBookmarks(t.Context(), &out, feeds.BookmarkExport{Format: "html", Images: true})
	if err != nil || done.Pictures != 1 || done.NoPicture != 3 || strings.Count(out.String(), "data:image/png;base64,") != 1 {
		t.Errorf("%+v, %v\n%s", done, err, out.String())
	}
	if len(r.log) != 3 {
		t.Errorf("asked %v", r.log)
	}
}

func TestNotesAreWrittenIntoAFolderAndComeBack(t *testing.T) {
	r := newRig(t)
	r.take(three)
	dir := filepath.Join(t.TempDir(), "notes", "news")
	if done, err := r.WriteNotes(t.Context(), dir, feeds.BookmarkExport{}); err != nil || done.Written != 3 {
		t.Fatalf("%+v, %v", done, err)
	}
	path := filepath.Join(dir, "Dam at Orrin.md")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(text, "mine\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	b, _ := r.FindBookmark(t.Context(), "https://a.example/1")
	if _, err := r.EditBookmark(t.Context(), b.ID, feeds.Keeping{Tags: []string{"x"}}); err != nil {
		t.Fatal(err)
	}
	if done, err := r.WriteNotes(t.Context(), dir, feeds.BookmarkExport{}); err != nil || done.Written != 3 {
		t.Errorf("%+v, %v", done, err)
	}
	again, err := os.ReadFile(path)
	if info, _ := os.Stat(path); err != nil || !strings.Contains(string(again), `tags: ["x"]`) || !strings.HasSuffix(string(again), "mine\n") || info.Mode().Perm() != 0o644 {
		t.Errorf("%s, %v, %v", again, info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	// A link out of the folder is not followed.
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, again, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(path)
	if err := os.Symlink(outside, path); err != nil {
		t.Skip("this system has no links")
	}
	if _, err := r.WriteNotes(t.Context(), dir, feeds.BookmarkExport{}); err != nil {
		t.Error(err)
	}
	if now, _ := os.ReadFile(outside); string(now) != string(again) {
		t.Error("a file outside was written")
	}

	other := newRig(t)
	report, err := other.ImportBookmarkFolder(t.Context(), dir, false)
	if err != nil || report.Added != 3 || report.Format != "obsidian" {
		t.Errorf("%+v, %v", report, err)
	}
	file := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.WriteNotes(t.Context(), file, feeds.BookmarkExport{}); err == nil || !strings.Contains(err.Error(), "name another place") {
		t.Errorf("a file as a folder gave %v", err)
	}
}

func (r *rig) copies() []string {
	r.Helper()
	list, err := r.Copies()
	if err != nil {
		r.Fatal(err)
	}
	var out []string
	for _, c := range list {
		out = append(out, fmt.Sprint(c.Day, " ", c.Bookmarks))
	}
	return out
}

func TestTheFirstChangeOfADayCopiesWhatWasThereBefore(t *testing.T) {
	r := newRig(t)
	settle := func() { // what is written beside is written to its end
		t.Helper()
		r.restart()
	}
	r.take(three)
	settle()
	if diff := cmp.Diff([]string{"2026-03-02 3"}, r.copies()); diff != "" {
		t.Errorf("the very first: %s", diff)
	}
	b, _ := r.FindBookmark(t.Context(), "https://a.example/1")
	if _, err := r.EditBookmark(t.Context(), b.ID, feeds.Keeping{Note: "later that day"}); err != nil {
		t.Fatal(err)
	}
	settle()
	copied := filepath.Join(r.dir, copiesDir, "2026-03-02.json")
	if text, _ := os.ReadFile(copied); strings.Contains(string(text), "later that day") {
		t.Error("a later change of the day was copied")
	}
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	r.pass(24 * time.Hour)
	if _, err := r.Undo(t.Context()); err != nil { // which is a change as well
		t.Fatal(err)
	}
	settle()
	if diff := cmp.Diff([]string{"2026-03-03 3", "2026-03-02 3"}, r.copies()); diff != "" {
		t.Error(diff)
	}
	packed, err := os.ReadFile(copied + ".gz") // all but the latest are packed
	if err != nil {
		t.Error(err)
	}
	if report, since, err := r.RestoreBookmarks(t.Context(), bytes.NewReader(packed), "packed", true); err != nil || report.Duplicate != 3 || since != 0 {
		t.Errorf("from the packed copy: %+v, %d, %v", report, since, err)
	}
	if text, _ := os.ReadFile(filepath.Join(r.dir, copiesDir, "2026-03-03.json")); !strings.Contains(string(text), "later that day") {
		t.Error("the copy has not what was there before the change")
	}
	r.pass(24 * time.Hour)
	if _, err := r.MarkRead(t.Context(), []feeds.ArticleID{1}, true); err != nil {
		t.Fatal(err)
	}
	r.take(three) // which changes nothing
	settle()
	if n := len(r.copies()); n != 2 {
		t.Errorf("%d copies, though nothing was changed", n)
	}

	// One that cannot be written costs the change nothing, and is told.
	dir := filepath.Join(r.dir, copiesDir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, []byte("in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := r.RemoveBookmarks(t.Context(), []feeds.BookmarkID{b.ID}); err != nil {
		t.Errorf("the change itself: %v", err)
	}
	for e := range r.Events() {
		if failed, ok := e.(feeds.CopyFailed); ok {
			if !strings.HasPrefix(failed.Text, "The bookmarks have no copy of today: ") {
				t.Errorf("it says %q", failed.Text)
			}
			break
		}
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Undo(t.Context()); err != nil { // the next change tries again
		t.Fatal(err)
	}
	settle()
	if n := len(r.copies()); n != 1 {
		t.Errorf("%d copies", n)
	}
}

func TestCopiesOfTheLastDaysAndMonthsStay(t *testing.T) {
	var names, want []string
	for day := range 500 {
		d := noon.AddDate(0, 0, -day)
		name := d.Format(time.DateOnly) + ".json"
		names = append(names, name)
		lastOfMonth := d.AddDate(0, 0, 1).Day() == 1
		if day >= 14 && !(lastOfMonth && day < 330) { // of this month and eleven before
			want = append(want, name)
		}
	}
	if diff := cmp.Diff(want, surplus(names)); diff != "" {
		t.Error(diff)
	}
	if got := surplus([]string{"2024-01-01.json", "2020-01-01.json"}); len(got) != 0 {
		t.Errorf("of two that are old %v would go", got)
	}
}

// Faults: D21
func TestBookmarksComeBackFromACopyOnAnotherMachine(t *testing.T) {
	r := newRig(t)
	r.take(three)
	b, _ := r.FindBookmark(t.Context(), "https://a.example/1")
	if _, err := r.Highlight(t.Context(), 0, b.ID, nil, []feeds.Highlight{{Quote: "the dam", Prefix: "of ", Note: "why", Made: noon}}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"json", "jsonl"} {
		dump := r.leave(feeds.BookmarkExport{Format: format})
		other := newRig(t)
		report, since, err := other.RestoreBookmarks(t.Context(), strings.NewReader(dump), "copy", false)
		if err != nil || report.Added != 3 || since != 0 {
			t.Errorf("%+v, %d, %v", report, since, err)
		}
		if got := other.leave(feeds.BookmarkExport{Format: format}); got != dump {
			t.Error(cmp.Diff(dump, got))
		}
	}
	// Here, after damage: what is gone comes back, what is new stays.
	dump := r.leave(feeds.BookmarkExport{Format: "json"})
	walk, _ := r.FindBookmark(t.Context(), "https://a.example/2")
	if _, err := r.RemoveBookmarks(t.Context(), []feeds.BookmarkID{walk.ID}); err != nil {
		t.Fatal(err)
	}
	r.take("https://a.example/new\n")
	cut := dump[:len(dump)-40] // the copy itself is damaged: D20
	report, since, err := r.RestoreBookmarks(t.Context(), strings.NewReader(cut), "copy", false)
	if err != nil || report.Added != 1 || report.Duplicate != 1 || since != 2 || len(report.Skipped) != 2 {
		t.Errorf("%+v, %d, %v", report, since, err)
	}
	if got, err := r.FindBookmark(t.Context(), "https://a.example/2"); err != nil || got.ID != walk.ID || !cmp.Equal(got.Tags, []string{"walks"}) {
		t.Errorf("it came back as %+v, %v", got, err)
	}
	if _, _, err := r.RestoreBookmarks(t.Context(), strings.NewReader(three), "three.csv", false); err == nil || !strings.Contains(err.Error(), "three.csv was not restored: it looks like CSV") || !strings.Contains(err.Error(), "bookmarks import") {
		t.Errorf("from another program's file: %v", err)
	}
}

func TestABackupNeverReplacesWhatIsNone(t *testing.T) {
	r := newRig(t)
	r.take(three)
	dir := t.TempDir()
	path := filepath.Join(dir, "backup.db")
	for range 2 { // the second replaces the first
		if err := r.Backup(t.Context(), path); err != nil {
			t.Fatal(err)
		}
	}
	letter := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(letter, []byte(strings.Repeat("Dear reader, ", 20)), 0o600); err != nil {
		t.Fatal(err)
	}
	own := r.store.Path()
	linked := filepath.Join(dir, "link.db")
	_ = os.Symlink(own, linked)
	for target, want := range map[string]string{
		"": "name a file", dir: "is a directory", letter: "is no backup", own: "is the store itself", linked: "is the store itself",
		filepath.Join(dir, "no", "such.db"): "there is no directory",
	} {
		if err := r.Backup(t.Context(), target); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("to %q: %v, want %q", target, err, want)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	// It opens as a store, in place of one that is lost.
	other := newRig(t)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(filepath.Join(other.dir, "broadsheet.db") + end)
	}
	if err := os.Rename(path, filepath.Join(other.dir, "broadsheet.db")); err != nil {
		t.Fatal(err)
	}
	other.start()
	if diff := cmp.Diff(r.leave(feeds.BookmarkExport{Format: "json"}), other.leave(feeds.BookmarkExport{Format: "json"})); diff != "" {
		t.Error(diff)
	}
}

func TestABackupThatFindsNoRoomSaysWhichFileAndNotThatSomethingWasNotKept(t *testing.T) {
	err := backupSentence("/b/x.db", fmt.Errorf("copy the store: %w", store.ErrFull))
	if want := "/b/x.db was not written, what stood there is as it was: its disk is full; make room, or name another place"; err.Error() != want || Refusal(err) != "" {
		t.Errorf("said %q, and %q", err, Refusal(err))
	}
	if err := backupSentence("x", nil); err != nil {
		t.Error(err)
	}
}

func TestWhatCameWithHTMLAloneIsReadable(t *testing.T) {
	r := newRig(t)
	r.take(`[{"url":"https://a.example/1","title":"One","is_archived":0,"content":"<p>All <b>about</b> it.</p><script>x</script>"}]`)
	b, err := r.FindBookmark(t.Context(), "https://a.example/1")
	if err == nil {
		b, err = r.Bookmark(t.Context(), b.ID)
	}
	if err != nil || b.Document == nil || b.Document.Plain() != "All about it." {
		t.Errorf("%+v, %v", b.Document, err)
	}
	for _, format := range []string{"html", "jsonfeed"} {
		if got := r.leave(feeds.BookmarkExport{Format: format}); !strings.Contains(got, "<strong>about</strong>") || strings.Contains(got, "<script>") {
			t.Errorf("%s: %s", format, got)
		}
	}
}

func TestRealExportsComeInOnce(t *testing.T) {
	dir := os.Getenv("BROADSHEET_CORPUS")
	if dir == "" {
		t.Skip("BROADSHEET_CORPUS is not set: real exports are not part of the tree")
	}
	files, err := filepath.Glob(filepath.Join(dir, "bookmarks", "*_*"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	r := newRig(t)
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) == 0 {
			if _, err := r.ImportBookmarks(t.Context(), bytes.NewReader(data), "empty", "", false); err == nil || !strings.Contains(err.Error(), "it looks like an empty file") {
				t.Errorf("an empty one gave %v", err)
			}
			continue
		}
		name, before := filepath.Base(path), r.leave(feeds.BookmarkExport{Format: "json"})
		counted, err := r.ImportBookmarks(t.Context(), bytes.NewReader(data), name, "", true)
		if err != nil || r.leave(feeds.BookmarkExport{Format: "json"}) != before {
			t.Errorf("%s: counting changed something, %v", name, err)
		}
		first := r.take(string(data))
		if diff := cmp.Diff(counted, first); diff != "" {
			t.Errorf("%s: another count than what was done:\n%s", name, diff)
		}
		after := r.leave(feeds.BookmarkExport{Format: "json"})
		if again := r.take(string(data)); again.Added != 0 || again.Merged != 0 || again.Duplicate != first.Added+first.Duplicate {
			t.Errorf("%s: first %+v, again %+v", name, first, again)
		}
		if r.leave(feeds.BookmarkExport{Format: "json"}) != after {
			t.Errorf("%s: once more it changed something", name)
		}
		if _, err := r.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, r.leave(feeds.BookmarkExport{Format: "json"})); diff != "" {
			t.Errorf("%s: undone, it left\n%s", name, diff)
		}
		if _, err := r.Redo(t.Context()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, r.leave(feeds.BookmarkExport{Format: "json"})); diff != "" {
			t.Errorf("%s: redone, it is not as it was:\n%s", name, diff)
		}
	}
}
