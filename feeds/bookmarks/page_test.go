package bookmarks

import (
	"archive/zip"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
	"testing"

	"broadsheet/feeds"

	"golang.org/x/net/html"
)

func TestThePageNeedsNothingFromAnywhere(t *testing.T) {
	file := tortured(t, "html")
	if !strings.HasPrefix(file, "<!DOCTYPE html>") {
		t.Errorf("it begins %.40q", file)
	}
	ids, links := map[string]bool{}, []string{}
	pictures := 0
	z := html.NewTokenizer(strings.NewReader(file))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		token := z.Token()
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		switch token.Data {
		case "script", "iframe", "object", "form", "link", "video", "audio", "base":
			t.Errorf("it has %s", token)
		}
		for _, a := range token.Attr {
			switch {
			case a.Key == "src":
				if data, ok := strings.CutPrefix(strings.Replace(a.Val, "image/webp", "image/png", 1), "data:image/png;base64,"); !ok {
					t.Errorf("a picture from %.60s", a.Val)
				} else if _, err := base64.StdEncoding.DecodeString(data); err != nil {
					t.Error(err)
				}
				pictures++
			case strings.HasPrefix(a.Key, "on"), a.Key == "srcset":
				t.Errorf("it has %s", token)
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("two things are called %s", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				links = append(links, a.Val[1:])
			}
		}
	}
	for _, l := range links {
		if !ids[l] {
			t.Errorf("#%s leads nowhere", l)
		}
	}
	all := torture()
	if pictures != 2*(len(all)-2) || len(links) < 2*len(all)-2 {
		t.Errorf("%d pictures, %d links within", pictures, len(links))
	}
	if len(regexp.MustCompile(`<article id="b\d+"`).FindAllString(file, -1)) != len(all) {
		t.Error("not every bookmark has its article")
	}
	plain, count := written(t, "html", all)
	if count.Pictures+count.NoPicture != 0 || strings.Contains(plain, "<img") {
		t.Errorf("pictures that nobody asked for: %+v", count)
	}
}

func TestAHighlightIsMarkedInTheTextAndItsNoteFollows(t *testing.T) {
	b := note("Dam", "https://a.example/")
	b.Note = "my note"
	b.Document = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "The dam holds the water."}}}}}
	b.Highlights = []feeds.Highlight{{Quote: "dam holds"}, {Quote: "the water", Note: "why?"}, {Quote: "gone now"}}
	e := &export{}
	got := e.content(b, feeds.HTMLOptions{})
	const want = `<blockquote class="note"><p>my note</p></blockquote>
<p>The <mark>dam holds</mark> <mark>the water</mark>.</p>
<blockquote class="highlight"><p>the water</p></blockquote>
<div class="remark"><p>why?</p></div>
<blockquote class="highlight"><p>gone now</p></blockquote>
`
	if got != want {
		t.Errorf("got %s", got)
	}
	b.Document, b.Summary = nil, "About it."
	if got := e.content(b, feeds.HTMLOptions{}); !strings.Contains(got, "<p>About it.</p>") || strings.Count(got, `class="highlight"`) != 3 {
		t.Errorf("without its text: %s", got)
	}
}

func TestABookIsWhatEpubWants(t *testing.T) {
	for name, all := range map[string][]feeds.Bookmark{"torture": torture(), "nothing": nil} {
		file, _ := writtenWith(t, "epub", all, Options{Picture: onePixel})
		const magic = "application/epub+zip"
		if file[30:30+len("mimetype"+magic)] != "mimetype"+magic {
			t.Errorf("%s: its type is not where it must be: %q", name, file[:60])
		}
		z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			parts[f.Name] = string(text)
		}
		nav, opf := parts["book/nav.xhtml"], parts["book/package.opf"]
		if n := strings.Count(nav, `<a href="c0`); n != len(all) {
			t.Errorf("%s: %d in its contents", name, n)
		}
		if name == "nothing" && !strings.Contains(nav, "<li><a href=\"nav.xhtml\">") {
			t.Errorf("an empty book has an empty list: %s", nav)
		}
		for part := range parts {
			if rest, ok := strings.CutPrefix(part, "book/"); ok && rest != "package.opf" && !strings.Contains(opf, `href="`+rest+`"`) {
				t.Errorf("%s: %s is not in the package", name, part)
			}
		}
		if name == "torture" && (strings.Count(opf, "image/png")+strings.Count(opf, "image/jpeg") != 2 || strings.Contains(opf, "webp") || !strings.Contains(opf, "2023-11-14T22:13:55Z")) {
			t.Errorf("the package: %s", opf)
		}
	}
}
