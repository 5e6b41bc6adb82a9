package bookmarks

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const pocketHead = "title,url,time_added,tags,status\n"

func TestAnArchiveIsReadFileByFile(t *testing.T) {
	data := zipped(t,
		"pocket/part_000000.csv", pocketHead+"One,https://a.example/1,1,,unread\n",
		"pocket/part_000001.csv", pocketHead+"Two,https://a.example/2,1,,archive\n,,,,\n",
		"pocket/annotations/x.json", `{"highlights":[]}`,
		"__MACOSX/pocket/._part.csv", "junk", "pocket/cover.png", "junk", "inner.zip", "PK\x03\x04")
	in, err := importFrom(bytes.NewReader(data), "")
	if err != nil || len(in.Bookmarks) != 2 || in.Format != "csv" || !in.Bookmarks[0].ReadLater() || in.Bookmarks[1].ReadLater() {
		t.Fatalf("%+v, %v", in, err)
	}
	want := []feeds.Skipped{
		{File: "pocket/annotations/x.json", Why: "it looks like JSON of an unknown kind, not like bookmarks"},
		{File: "pocket/part_000001.csv", Line: 3, Why: "it has no address"},
	}
	if diff := cmp.Diff(want, in.Skipped); diff != "" {
		t.Error(diff)
	}
	if got := in.Skipped[1].String(); got != "pocket/part_000001.csv, line 3: it has no address" {
		t.Error(got)
	}
	_, err = importFrom(bytes.NewReader(zipped(t, "a.txt", "dear diary", "b.csv", "x,y\n")), "")
	if !errors.Is(err, ErrUnknown) || !strings.Contains(err.Error(), "of 2 files in it none has bookmarks; the first: a.txt: it looks like plain text") {
		t.Errorf("without bookmarks: %v", err)
	}
	if _, err := importFrom(bytes.NewReader(zipped(t, "a.png", "x")), ""); !errors.Is(err, ErrUnknown) {
		t.Errorf("without files to read: %v", err)
	}
}

func TestOmnivoresPagesComeWithTheirEntries(t *testing.T) {
	data := zipped(t, "metadata_0_to_2.json", `[{"slug":"one","title":"One","url":"https://a.example/1","state":"Archived"},{"slug":"../x","title":"Two","url":"https://a.example/2","state":"Archived"}]`,
		"content/one.html", "<p>The page</p>", "highlights/one.md", "> the page")
	in, err := importFrom(bytes.NewReader(data), "")
	if err != nil || len(in.Bookmarks) != 2 || in.Bookmarks[0].HTML != "<p>The page</p>" || in.Bookmarks[1].HTML != "" || len(in.Skipped) > 0 {
		t.Errorf("%+v, %v", in, err)
	}
}

func TestAFolderKeepsOnlyToWhatBookmarksAreIn(t *testing.T) {
	var got []string
	report, err := ImportFS(fstest.MapFS{
		"a.md": {Data: []byte("---\nurl: https://a.example/1\ntitle: One\n---\n")}, "mine.md": {Data: []byte("# My own\n")}, "plain.md": {Data: []byte("---\ntitle: x\n---\n")},
		".obsidian/app.json": {Data: []byte("{}")}, "sub/b.html": {Data: []byte(head + `<DT><A HREF="https://a.example/2">Two</A>`)}, "bad.md": {Data: []byte("---\na: [\n---\n")},
	}, func(b feeds.Bookmark) error {
		got = append(got, b.Title)
		return nil
	})
	if err != nil || cmp.Diff([]string{"One", "Two"}, got) != "" {
		t.Errorf("%q, %v", got, err)
	}
	if len(report.Skipped) != 3 || report.Skipped[0].File != "bad.md" || !strings.Contains(report.Skipped[0].Why, "its front matter cannot be read") ||
		report.Skipped[1].File != "mine.md" || report.Skipped[2].Why != "its front matter has no address" {
		t.Errorf("%q", report.Skipped)
	}
	stop := errors.New("the store is full")
	if _, err := ImportFS(fstest.MapFS{"a.csv": {Data: []byte("url\nhttps://a.example/\n")}}, func(feeds.Bookmark) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of the taker's gave %v", err)
	}
}

func TestPackedFilesAreUnpacked(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write([]byte("https://a.example/\n"))
	_ = w.Close()
	if in, err := importFrom(&z, ""); err != nil || len(in.Bookmarks) != 1 {
		t.Errorf("gzip: %+v, %v", in, err)
	}
	own, _ := written(t, "json", torture())
	z.Reset()
	w = gzip.NewWriter(&z)
	_, _ = w.Write([]byte(own))
	_ = w.Close()
	if in, err := importFrom(bytes.NewReader(z.Bytes()), ""); err != nil || len(in.Bookmarks) != len(torture()) || len(in.Skipped) > 0 {
		t.Errorf("our own, packed: %d, %+v, %v", len(in.Bookmarks), in.Report, err)
	}
	if in, err := importFrom(bytes.NewReader(z.Bytes()[:z.Len()*3/4]), ""); err != nil || len(in.Bookmarks) == 0 || len(in.Skipped) == 0 {
		t.Errorf("our own, packed and cut short: %d, %+v, %v", len(in.Bookmarks), in.Report, err)
	}
	// Literals, a match that overlaps itself, and a length that goes on.
	block := append([]byte{0x1f}, 'h')
	block = append(block, 1, 0, 255, 7)                    // 4+15+255+7 more of it
	block = append(block, 0xf0, 3)                         // 18 literals
	block = append(block, []byte("ttps://a.example/x")...) // the last sequence has no match
	plain, err := unpackLZ4(append(binary.LittleEndian.AppendUint32([]byte(lz4Magic), uint32(282+18)), block...))
	if want := strings.Repeat("h", 282) + "ttps://a.example/x"; err != nil || string(plain) != want {
		t.Errorf("lz4: %q, %v", plain, err)
	}
	tree := `{"children":[{"uri":"https://a.example/1","title":"One"}],"guid":"root________","type":"text/x-moz-place-container"}`
	packed := append(binary.LittleEndian.AppendUint32([]byte(lz4Magic), uint32(len(tree))), append([]byte{0xf0, byte(len(tree) - 15)}, tree...)...)
	if in, err := importFrom(bytes.NewReader(packed), ""); err != nil || in.Format != "firefox" || len(in.Bookmarks) != 1 {
		t.Errorf("jsonlz4: %+v, %v", in, err)
	}
}

func FuzzLZ4(f *testing.F) {
	f.Add([]byte{5, 0, 0, 0, 0x50, 'h', 'e', 'l', 'l', 'o'})
	f.Add([]byte{20, 0, 0, 0, 0x1f, 'h', 1, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := unpackLZ4(append([]byte(lz4Magic), data...))
		if err == nil && len(out) != int(binary.LittleEndian.Uint32(data)) {
			t.Errorf("%d bytes", len(out))
		}
	})
}
