package bookmarks

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
)

// judge runs another program over a file we wrote and gives what it says. Where
// the program is not installed the test is skipped.
func judge(t *testing.T, data, name, program string, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return judgeIn(t, dir, program, args...)
}

func judgeIn(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("%s is not installed: it judges nothing here", program)
	}
	if jar, err := filepath.EvalSymlinks(path); err == nil && strings.HasSuffix(jar, ".jar") { // as Debian has epubcheck
		path, args = "java", append([]string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar}, args...)
	}
	c := exec.Command(path, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "LC_ALL=C.UTF-8")
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		t.Errorf("%s: %v\n%.4000s%.4000s", program, err, out, said.Bytes())
	}
	return string(out)
}

func tortured(t *testing.T, format string) string {
	t.Helper()
	file, _ := writtenWith(t, format, torture(), Options{Picture: onePixel, Text: func(b feeds.Bookmark) *feeds.Document {
		return &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: string(b.HTML)}}}}}
	}})
	return file
}

// Faults: B17
func TestEpubcheckFindsNothingInABook(t *testing.T) {
	t.Parallel()
	file, count := writtenWith(t, "epub", torture(), Options{Picture: onePixel})
	if count.Pictures != 2 || count.NoPicture != 1 {
		t.Errorf("pictures: %+v", count)
	}
	out := judge(t, file, "book.epub", "epubcheck", "--failonwarnings", "book.epub")
	if !strings.Contains(out, "0 fatals / 0 errors / 0 warnings") {
		t.Errorf("epubcheck says\n%.4000s", out)
	}
}

func TestXmllintReadsAllXML(t *testing.T) {
	for _, format := range []string{"xbel", "opml", "atom"} {
		t.Run(format, func(t *testing.T) {
			judge(t, tortured(t, format), "file.xml", "xmllint", "--nonet", "--noout", "file.xml")
		})
	}
	book := tortured(t, "epub")
	z, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "ml") && !strings.HasSuffix(f.Name, ".opf") {
			continue
		}
		var text bytes.Buffer
		r, err := f.Open()
		if err == nil {
			_, err = text.ReadFrom(r)
		}
		if err != nil {
			t.Fatal(err)
		}
		judge(t, text.String(), "file.xml", "xmllint", "--nonet", "--noout", "file.xml")
	}
}

func TestBukuReadsEveryTitleAddressAndTag(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file.html"), []byte(tortured(t, "netscape")), 0o600); err != nil {
		t.Fatal(err)
	}
	judgeIn(t, dir, "buku", "--np", "--nostdin", "--tacit", "--import", "file.html")
	out := judgeIn(t, dir, "buku", "--np", "--nostdin", "--print", "--json")
	out = out[strings.Index(out, "[\n"):] // behind what it says to people
	var rows []struct{ URI, Title, Tags, Description string }
	if err := json.Unmarshal([]byte(out), &rows); err != nil {
		t.Fatalf("buku said %.2000s (%v)", out, err)
	}
	got := map[string][2]string{}
	for _, r := range rows {
		got[r.URI] = [2]string{r.Title, r.Tags}
	}
	want := torture()
	if len(got) != len(want) {
		t.Errorf("buku has %d bookmarks, want %d", len(got), len(want))
	}
	for _, b := range want {
		url := netscapeURL(b.URL)
		url = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(url)
		tags := unlike(each(append(slices.Clone(b.Tags), folders(b.Folder)...), func(t string) string {
			return strings.ToLower(oneLine(strings.ReplaceAll(t, ",", " ")))
		}))
		// buku keeps tags sorted, without case, and makes tags of folders where it is told to.
		have := strings.Split(strings.Trim(got[url][1], ","), ",")
		for _, tag := range each(b.Tags, func(t string) string { return strings.ToLower(oneLine(strings.ReplaceAll(t, ",", " "))) }) {
			if !slices.Contains(have, tag) {
				t.Errorf("%s: tag %q is not among %q", b.URL, tag, have)
			}
		}
		for _, tag := range have {
			if tag != "" && !slices.Contains(tags, tag) {
				t.Errorf("%s: tag %q was invented", b.URL, tag)
			}
		}
		if got[url][0] != oneLine(b.Title) {
			t.Errorf("%s is called %.100q, want %.100q", b.URL, got[url][0], b.Title)
		}
	}
}

func TestPandocReadsOrgAndReferences(t *testing.T) {
	want := len(torture())
	out := judge(t, tortured(t, "csl-json"), "file.json", "pandoc", "-f", "csljson", "-t", "csljson", "file.json")
	var items []struct{ Title, URL string }
	if err := json.Unmarshal([]byte(out), &items); err != nil || len(items) != want {
		t.Errorf("csl-json: %d items, %v", len(items), err)
	}
	out = judge(t, tortured(t, "bibtex"), "file.bib", "pandoc", "-f", "biblatex", "-t", "csljson", "file.bib")
	items = nil
	if err := json.Unmarshal([]byte(out), &items); err != nil || len(items) != want {
		t.Errorf("bibtex: %d items, %v", len(items), err)
	}
	for i, b := range torture() { // what is not type: pandoc curls quotation marks and makes math of $
		if title := oneLine(b.Title); regexp.MustCompile(`^[\p{L}0-9 ,;:|.=+@/-]*$`).MatchString(title) && i < len(items) && items[i].Title != title {
			t.Errorf("bibtex: %q was read as %q", title, items[i].Title)
		}
	}
	// By itself pandoc takes headlines below the third for lists.
	out = judge(t, "#+OPTIONS: H:99\n"+tortured(t, "org"), "file.org", "pandoc", "-f", "org", "-t", "json", "file.org")
	var doc any
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out, `"t":"Header"`); n != want+3+20+1 { // the folders: A, B, C, deep, and one deeper; and none that a text made
		t.Errorf("org: %d headlines", n)
	}
}

func TestBibutilsReadsEveryReference(t *testing.T) {
	for format, program := range map[string]string{"ris": "ris2xml", "bibtex": "biblatex2xml"} {
		out := judge(t, tortured(t, format), "file", program, "file")
		if n := strings.Count(out, "<mods ID="); n != len(torture()) {
			t.Errorf("%s: %d entries\n%.2000s", format, n, out)
		}
	}
}

// samePlace says whether two addresses differ in their spelling alone.
func samePlace(a, b string) bool {
	plain := func(s string) string {
		u, err := url.PathUnescape(target(strings.Replace(s, "HTTPS://A", "https://a", 1)))
		if err != nil {
			return s
		}
		return strings.Replace(u, "https://A", "https://a", 1)
	}
	return plain(a) == plain(b)
}

// Feeds are read by the library Broadsheet itself reads feeds with.
func TestGofeedReadsBothFeeds(t *testing.T) {
	for _, format := range []string{"atom", "jsonfeed"} {
		t.Run(format, func(t *testing.T) {
			feed, err := gofeed.NewParser().ParseString(tortured(t, format))
			if err != nil {
				t.Fatal(err)
			}
			all := torture()
			if feed.Title != "Bookmarks" || len(feed.Items) != len(all) {
				t.Fatalf("%q has %d items", feed.Title, len(feed.Items))
			}
			ids := map[string]bool{}
			for i, item := range feed.Items {
				b := all[i]
				ids[item.GUID] = true
				var names []string
				for _, a := range item.Authors {
					names = append(names, a.Name)
				}
				if format == "jsonfeed" && len(names) > 0 && strings.ContainsAny(b.Authors[0], "(@") {
					names[0] = b.Authors[0] // gofeed takes these for addresses of mail
				}
				if item.Title != oneLine(b.Title) || !samePlace(item.Link, b.URL) || len(item.Categories) != len(b.Tags) || cmp.Diff(each(b.Authors, oneLine), each(names, oneLine)) != "" {
					t.Errorf("%d: %.100q %.100q %v %v", i, item.Title, item.Link, item.Categories, names)
				}
				if item.PublishedParsed == nil || !item.PublishedParsed.Equal(b.Published) || !b.Saved.IsZero() && (item.UpdatedParsed == nil || !item.UpdatedParsed.Equal(b.Saved)) {
					t.Errorf("%d: %v %v, want %v %v", i, item.PublishedParsed, item.UpdatedParsed, b.Published, b.Saved)
				}
				if b.Document != nil && !strings.Contains(item.Content, "<h2>") {
					t.Errorf("%d has no text: %.200q", i, item.Content)
				}
				if item.Description != b.Summary {
					t.Errorf("%d: summary %.100q", i, item.Description)
				}
			}
			if len(ids) != len(all) {
				t.Errorf("%d ids", len(ids))
			}
		})
	}
}
