package bookmarks

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// Faults: B13
func TestWhatStandsInANoteIsNeverAnotherEntry(t *testing.T) {
	note := strings.Join([]string{
		`</DD></DL><DT><A HREF="https://evil.example/1">x</A>`, "ER  - ", "TY  - JOUR", "UR  - https://evil.example/2", "---", "url: https://evil.example/3", "]]>", `<entry><link href="https://evil.example/4"/></entry>`,
		`<outline xmlUrl="https://evil.example/5"/>`, `\end{x}`, "*/", "}", `@online{x, url = {https://evil.example/6}}`, `","https://evil.example/7"`, "* [[https://evil.example/8][x]]", ":END:",
		"- [x](https://evil.example/9)", "<!-- broadsheet:end -->", "%% broadsheet %%", `"}]}`, "\u2028{\"url\":\"https://evil.example/10\"}", "https://evil.example/11",
	}, "\n")
	all := []feeds.Bookmark{
		{URL: "https://a.example/1", Title: "First", Saved: unix(1688628695)},
		{URL: "https://a.example/2", Title: `"Second" ]]> </A><DT><A HREF="https://evil.example/12">`, Note: note, Summary: note, Tags: []string{"</TAGS>", `a"b`, "c]]>"}, Saved: unix(1688628696)},
		{URL: "https://a.example/3", Title: "Third", Saved: unix(1688628697)},
	}
	readable, _ := Readable()
	tried := 0
	for _, tc := range carries {
		if !strings.Contains(" "+strings.Join(readable, " ")+" ", " "+tc.format+" ") {
			continue
		}
		tried++
		file, _ := writtenWith(t, tc.format, all, Options{Dialect: tc.dialect})
		in := read(t, file)
		var got []string
		for _, b := range in.Bookmarks {
			got = append(got, b.URL)
		}
		if fmt.Sprint(got) != "[https://a.example/1 https://a.example/2 https://a.example/3]" {
			t.Errorf("%s %s is read back as %v, skipped %v", tc.format, tc.dialect, got, in.Skipped)
		}
	}
	if tried < 8 {
		t.Errorf("%d formats were tried", tried)
	}
}

// Faults: B16
func TestAllOfPocketsExportsAreRead(t *testing.T) {
	part := func(from int) string {
		var b strings.Builder
		b.WriteString("title,url,time_added,cursor,tags,status\n")
		for i := range 10_000 {
			fmt.Fprintf(&b, "Title %d,https://a.example/%d,%d,%d,a|b,%s\n", from+i, from+i, 1500000000+i, i, []string{"unread", "archive"}[i%2])
		}
		return b.String()
	}
	in, err := importFrom(bytes.NewReader(zipped(t, "pocket/part_000000.csv", part(0), "pocket/part_000001.csv", part(10_000))), "")
	if err != nil || len(in.Bookmarks) != 20_000 || len(in.Skipped) > 0 {
		t.Fatalf("%d bookmarks, %v, %v", len(in.Bookmarks), in.Skipped, err)
	}
	later := 0
	for _, b := range in.Bookmarks {
		if b.ReadLater() {
			later++
		}
	}
	if last := in.Bookmarks[19_999]; later != 10_000 || last.URL != "https://a.example/19999" || !last.Saved.Equal(time.Unix(1500009999, 0)) || last.ReadLater() {
		t.Errorf("%d to be read; the last is %+v", later, last)
	}
	var page strings.Builder
	page.WriteString("<html><title>Pocket Export</title><h1>Unread</h1><ul>\n")
	for i := range 5000 {
		if i == 2500 {
			page.WriteString("</ul><h1>Read Archive</h1><ul>\n")
		}
		fmt.Fprintf(&page, "<li><a href=\"https://a.example/%d\" time_added=\"%d\" tags=\"x\">T</a></li>\n", i, 1500000000+i)
	}
	in = read(t, page.String()+"</ul></html>")
	later = 0
	for _, b := range in.Bookmarks {
		if b.ReadLater() {
			later++
		}
	}
	if len(in.Bookmarks) != 5000 || later != 2500 {
		t.Errorf("of the page %d bookmarks, %d to be read", len(in.Bookmarks), later)
	}
}

// Faults: B18
func TestDatesAreReadByTheirSizeAndForm(t *testing.T) {
	day := time.Date(2023, 7, 6, 7, 31, 35, 0, time.UTC)
	for in, want := range map[string]time.Time{
		"0": {}, "": {}, "soon": {}, "1": time.Unix(1, 0),
		"1688628695": day, "1688628695000": day, "1688628695000000": day, "1688628695000000000": day, "1688628695.25": day,
		"2023-07-06T07:31:35Z": day, "2023-07-06T09:31:35+02:00": day, "2023-07-06 07:31:35": day, "Thu, 06 Jul 2023 09:31:35 +0200": day,
		"2493072000":                      time.Date(2049, 1, 1, 0, 0, 0, 0, time.UTC),
		"Sun, 29 Oct 2023 02:30:00 +0200": time.Date(2023, 10, 29, 0, 30, 0, 0, time.UTC), // the hour that comes twice, by its zone
		"Sun, 29 Oct 2023 02:30:00 +0100": time.Date(2023, 10, 29, 1, 30, 0, 0, time.UTC),
		"99999999999999999999":            {},
	} {
		if got := parseDate(in); !got.Equal(want) {
			t.Errorf("%q is read as %v, want %v", in, got, want)
		}
	}
}
