package parse

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"broadsheet/feeds"
)

// Faults: X05
func TestAnEntityOutsideIsNeitherReadNorAsked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("TOP SECRET"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the address of an entity was asked") }))
	defer server.Close()
	for name, outside := range map[string]string{
		"a file":           `<!ENTITY x SYSTEM "file://` + file + `">`,
		"an address":       `<!ENTITY x SYSTEM "` + server.URL + `/">`,
		"a public one":     `<!ENTITY x PUBLIC "-//x//x" "` + server.URL + `/">`,
		"in the structure": `<!ENTITY % x SYSTEM "` + server.URL + `/x.dtd"> %x;`,
	} {
		doc := "<?xml version=\"1.0\"?><!DOCTYPE rss [" + outside + "]>" + strings.TrimPrefix(rssOf("<item><title>a &x; b</title><description>&x;</description></item><item><title>two</title></item>"), "<?xml version=\"1.0\"?>")
		res := read(t, doc)
		if len(res.Articles) != 2 {
			t.Errorf("%s: %d articles", name, len(res.Articles))
		}
		if all := fmt.Sprintf("%+v", res); strings.Contains(all, "TOP SECRET") {
			t.Errorf("%s was read: %s", name, all)
		}
	}
	doc := `<?xml version="1.0"?><!DOCTYPE rss SYSTEM "` + server.URL + `/rss.dtd"><rss version="2.0"><channel><item><title>one</title></item></channel></rss>`
	if res := read(t, doc); len(res.Articles) != 1 {
		t.Errorf("with a DTD elsewhere: %d articles", len(res.Articles))
	}
}

// Faults: X09
func TestAnArticleOfTenMegabytesIsCutAndSaysSo(t *testing.T) {
	res := read(t, rssOf("<item><title>long</title><description>"+strings.Repeat("&lt;p&gt;So it goes on and on.&lt;/p&gt;", 10<<20/36)+"</description></item><item><title>short</title></item>"))
	if len(res.Articles) != 2 {
		t.Fatalf("%d articles", len(res.Articles))
	}
	a := res.Articles[0]
	if len(a.HTML) > maxHTML+100 || len(a.HTML) < maxHTML/2 || len(a.Text) > maxText+100 || !utf8.ValidString(string(a.HTML)) {
		t.Errorf("%d bytes of HTML, %d of text", len(a.HTML), len(a.Text))
	}
	if said := strings.Join(res.Warnings, " "); !strings.Contains(said, "cut") {
		t.Errorf("the feed says %q", said)
	}
}

// Faults: X28
func TestTitlesOfAnyKindAreALine(t *testing.T) {
	for name, tc := range map[string]struct{ in, want string }{
		"zero width alone":             {"\u200b\u200c\u200d\u2060\ufeff", "(untitled)"},
		"controls and overrides alone": {"&#27;\u202e\u2066\u0090", "(untitled)"},
		"a family of emoji":            {"👨\u200d👩\u200d👧\u200d👦", "👨\u200d👩\u200d👧\u200d👦"},
	} {
		if got := read(t, rssOf("<item><title>"+tc.in+"</title><category>x</category></item>")).Articles[0].Title; got != tc.want {
			t.Errorf("%s gives %q, want %q", name, got, tc.want)
		}
	}
	long := read(t, rssOf("<item><title>"+strings.Repeat("é", 100_000)+"</title></item>")).Articles[0].Title
	if n := utf8.RuneCountInString(long); n > feeds.MaxLine || !strings.HasSuffix(long, "…") {
		t.Errorf("a title of 100,000 characters has %d and ends in %q", n, long[len(long)-5:])
	}
	marks := read(t, rssOf("<item><title>a"+strings.Repeat("\u0301", 1000)+"b</title></item>")).Articles[0].Title
	if n := utf8.RuneCountInString(marks); n > 10 || !strings.HasSuffix(marks, "b") {
		t.Errorf("1,000 marks on a letter left %d characters", n)
	}
}

// Faults: X27
func TestAnEnclosureIsAnAddressThatIsOneArgument(t *testing.T) {
	for _, bad := range []string{"https://e.example/a b.mp3", `https://e.example/";touch p;".mp3`, "https://e.example/$(touch p)`touch p`", "https://e.example/a&#10;--flag", "-profile", "|touch p", "file:///etc/passwd", "javascript:alert(1)", "data:audio/mpeg;base64,AA", "../../../etc/passwd"} {
		doc := rssOf(`<item><title>x</title><enclosure url="` + strings.ReplaceAll(bad, `"`, "&quot;") + `" type="audio/mpeg"/></item>`)
		for _, e := range read(t, doc).Articles[0].Enclosures {
			if !strings.HasPrefix(e.URL, "http") || strings.ContainsAny(e.URL, " \n\r\t\"<>`") || strings.ContainsFunc(e.URL, feeds.Unsafe) || strings.Contains(e.URL, "..") {
				t.Errorf("%q becomes %q", bad, e.URL)
			}
		}
	}
}

// Faults: X04, X06
func TestEntitiesOfAFeedsOwnAreNeverExpanded(t *testing.T) {
	laughs := `<!ENTITY a0 "ha">`
	for i := 1; i < 10; i++ {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i, strings.Repeat(fmt.Sprintf("&a%d;", i-1), 10))
	}
	for name, doc := range map[string]string{
		"nine levels":         `<?xml version="1.0"?><!DOCTYPE rss [` + laughs + `]><rss><channel><title>x</title><item><title>a &a9; b</title><description>&a9;</description></item></channel></rss>`,
		"one of 100 KB, used": `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a9 "` + strings.Repeat("ha", 50_000) + `">]><rss><channel><title>x</title><item><title>a &a9; b</title><description>` + strings.Repeat("&a9;", 1000) + `</description></item></channel></rss>`,
	} {
		res := read(t, doc)
		if len(res.Articles) != 1 {
			t.Fatalf("%s: %d articles", name, len(res.Articles))
		}
		a := res.Articles[0]
		if strings.Contains(a.Title+a.Text, "haha") || len(a.Title) > 20 || !strings.HasPrefix(a.Title, "a ") || !strings.HasSuffix(a.Title, " b") || len(a.Text)+len(a.HTML) > 20_000 {
			t.Errorf("%s: title %.40q, %d bytes of text, %d of HTML", name, a.Title, len(a.Text), len(a.HTML))
		}
	}
}
