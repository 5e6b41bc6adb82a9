package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestArticlesLeaveWithoutBeingKept(t *testing.T) {
	r := newRig(t)
	const n = 3*exportWindow/2 + 1 // more than are looked up at once
	var feed strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>Paper</title>`)
	for i := range n {
		fmt.Fprintf(&feed, "<item><title>Number %d</title><link>http://news.example/%d</link></item>", i, i)
	}
	r.answers(site, says(feed.String()+"</channel></rss>"))
	r.own(r.follow(feedURL)...)
	all := feeds.View{Kind: feeds.ViewAll}
	page, err := r.List(t.Context(), feeds.ListRequest{View: all, Limit: n})
	if err != nil || len(page.Headlines) != n {
		t.Fatalf("%d articles, %v", len(page.Headlines), err)
	}
	kept := page.Headlines[1]
	if _, err := r.Keep(t.Context(), kept.ID, feeds.Keeping{Tags: []string{"mine"}, Note: "why"}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, e feeds.BookmarkExport) (string, feeds.BookmarksExported) {
		t.Helper()
		path := filepath.Join(dir, name)
		done, err := r.ExportBookmarks(t.Context(), path, e)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data), done
	}
	some := []feeds.ArticleID{page.Headlines[0].ID, kept.ID, 987654} // the last is gone meanwhile
	text, done := write("some.jsonl", feeds.BookmarkExport{Articles: some})
	if lines := strings.Split(strings.TrimSpace(text), "\n"); done.Written != 2 || len(lines) != 2 ||
		!strings.Contains(lines[0], page.Headlines[0].URL) || !strings.Contains(lines[1], `"mine"`) {
		t.Errorf("%+v:\n%s", done, text)
	}
	told := 0
	_, done = write("view.urls", feeds.BookmarkExport{Format: "urls", View: all, Told: func(n int) { told = n }})
	if done.Written != n || told != n {
		t.Errorf("of the view %d left, %d were told", done.Written, told)
	}
	if _, done = write("view.epub", feeds.BookmarkExport{View: all}); done.Written != n { // walks twice
		t.Errorf("%d chapters", done.Written)
	}
	if kept, err := r.store.CountBookmarks(t.Context()); err != nil || kept != 1 {
		t.Errorf("%d bookmarks, %v", kept, err)
	}
}

func TestWhereAnExportGoesIsSaidBefore(t *testing.T) {
	r := newRig(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "b.html")
	if err := os.WriteFile(file, []byte("twelve bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name, path, format string
		there              bool
		err                string
	}{
		{"a new file", filepath.Join(dir, "new.html"), "netscape", false, ""},
		{"one that is there", file, "netscape", true, ""},
		{"a directory where a file is to be", dir, "netscape", false, "is a directory; name a file in it"},
		{"no directory to write in", filepath.Join(dir, "no", "b.html"), "netscape", false, "there is no directory"},
		{"a file in the place of a directory", filepath.Join(file, "b.html"), "netscape", false, "cannot be read: not a directory"},
		{"a folder of notes that is there", dir, "obsidian", true, ""},
		{"one that is made", filepath.Join(dir, "no", "notes"), "obsidian", false, ""},
		{"a file where the folder is to be", file, "obsidian", false, "is a file, and obsidian writes a directory of notes"},
		{"no name", " ", "netscape", false, "name a file"},
		{"no file, but written to", os.DevNull, "urls", false, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := r.ExportPlace(t.Context(), tc.path, tc.format)
			if (err == nil) != (tc.err == "") || err != nil && !strings.Contains(err.Error(), tc.err) || got.There != tc.there {
				t.Errorf("%+v, %v", got, err)
			}
			if tc.path == file && tc.there && got.Size != 12 {
				t.Errorf("%d bytes", got.Size)
			}
		})
	}
}

func TestWhatIsLeftOutIsToldByItsScheme(t *testing.T) {
	r := newRig(t)
	r.take("url,title\nhttps://a.example/1,One\n")
	own := `{"url":"javascript:alert(1)","title":"P"}` + "\n" + `{"url":"DATA:text/html,x","title":"D"}` + "\n" + `{"url":"data:y","title":"E"}` + "\n" + `{"url":"only words: here","title":"W"}` + "\n"
	if _, err := r.ImportBookmarks(t.Context(), strings.NewReader(own), "own.jsonl", "jsonl", false); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"netscape", "epub"} { // one walks twice
		done, err := r.ExportBookmarks(t.Context(), filepath.Join(t.TempDir(), "x"), feeds.BookmarkExport{Format: format})
		if err != nil || done.Written != 1 || done.LeftOut != 4 || done.Schemes != "data:, javascript:" && done.Schemes != "javascript:, data:" {
			t.Errorf("%s: %+v, %v", format, done, err)
		}
	}
}

func TestAPersonsTemplateIsReadFromItsFile(t *testing.T) {
	r := newRig(t)
	r.take(three)
	path := filepath.Join(t.TempDir(), "mine.tmpl")
	if err := os.WriteFile(path, []byte("{{range .bookmarks}}{{.title}};{{end}}"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := feeds.BookmarkExport{Format: "template", TemplateFile: path}
	got, err := r.PreviewBookmarks(t.Context(), e, 100)
	if err != nil || strings.Count(got, ";") != 3 {
		t.Errorf("%q, %v", got, err)
	}
	e.TemplateFile += ".gone"
	if _, err := r.PreviewBookmarks(t.Context(), e, 100); err == nil || !strings.Contains(err.Error(), "mine.tmpl.gone") {
		t.Errorf("one that is gone: %v", err)
	}
}
