package article

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// plainly sets blocks without colours and gives the lines, styles left out.
func plainly(width int, blocks ...feeds.Block) []string {
	page := Set(Head{}, &feeds.Document{Blocks: blocks}, style.New(style.Plain(true)), Options{Width: width})
	lines := make([]string, len(page.Lines))
	for i, line := range page.Lines {
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return lines
}

func TestWrapping(t *testing.T) {
	tests := []struct {
		name, text string
		width      int
		want       []string
	}{
		{"words fill the line", "one two three", 7, []string{"one two", "three"}},
		{"white space is one space", "one \t  two\u2003three", 20, []string{"one two three"}},
		{"a line break is kept", "one\ntwo", 20, []string{"one", "two"}},
		{"many line breaks are one blank line", "one\n\n\n\ntwo", 20, []string{"one", "", "two"}},
		{"a long word is cut where the line ends", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a long word begins on the line of the last", "ab cdefgh", 5, []string{"ab cd", "efgh"}},
		{"a no-break space holds", "1 234\u00a0km", 7, []string{"1", "234\u00a0km"}},
		{"a zero-width space parts", "verylong\u200bword", 9, []string{"verylong", "word"}},
		{"a hyphen within words parts", "data-retention", 10, []string{"data-", "retention"}},
		{"a minus does not", "at -retention", 11, []string{"at", "-retention"}},
		{"a dash parts after itself", "spring—autumn", 8, []string{"spring—", "autumn"}},
		{"Chinese parts anywhere", "一二三四五", 4, []string{"一二", "三四", "五"}},
		{"but a full stop begins no line", "一二三四。", 8, []string{"一二三", "四。"}},
		{"and a bracket ends none", "一二三「四」", 8, []string{"一二三", "「四」"}},
		{"Korean parts at spaces", "한국어 문장", 8, []string{"한국어", "문장"}},
		{"accents stay on their letters", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"a family of emoji is one character", "👩‍👩‍👧👩‍👩‍👧", 3, []string{"👩‍👩‍👧", "👩‍👩‍👧"}},
		{"no room for a wide character", "日", 1, []string{"…"}},
		{"controls are gone", "a\x1b[31mb\u009bc", 20, []string{"ab"}},
	}
	for _, tt := range tests {
		if d := cmp.Diff(tt.want, plainly(tt.width, text(tt.text))); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestSpans(t *testing.T) {
	bold := func(s string) feeds.Span { return feeds.Span{Text: s, Style: feeds.Bold} }
	link := func(s, url string) feeds.Span { return feeds.Span{Text: s, URL: url} }
	const open, shut = "\x1b]8;id=1;https://a.example/\x07", "\x1b]8;;\x07"
	tests := []struct {
		name  string
		spans []feeds.Span
		want  []string
	}{
		{"a word runs on through spans", []feeds.Span{span("one un"), bold("bro"), span("ken")}, []string{"one", "un\x1b[1mbro\x1b[mken"}},
		{"styles end with their line", []feeds.Span{bold("one two three")}, []string{"\x1b[1mone two\x1b[m", "\x1b[1mthree\x1b[m"}},
		{"a link has its number", []feeds.Span{link("go", "https://a.example/"), span(".")},
			[]string{"\x1b[4;4m" + open + "go" + shut + "\x1b[m [1]."}},
		{"a semicolon is encoded", []feeds.Span{link("go", "https://a.example/?a;b")},
			[]string{"\x1b[4;4m\x1b]8;id=1;https://a.example/?a%3Bb\x07go" + shut + "\x1b[m [1]"}},
		{"a script is no link", []feeds.Span{link("go", "javascript:x")}, []string{"go"}},
		{"a link over two lines is one", []feeds.Span{link("one two six", "https://a.example/")},
			[]string{"\x1b[4;4m" + open + "one two" + shut + "\x1b[m", "\x1b[4;4m" + open + "six" + shut + "\x1b[m [1]"}},
		{"a long address has a number alone", []feeds.Span{link("go", "https://a.example/"+strings.Repeat("x", 2000))},
			[]string{"\x1b[4;4mgo\x1b[m [1]"}},
	}
	for _, tt := range tests {
		page := Set(Head{}, &feeds.Document{Blocks: []feeds.Block{para(tt.spans...)}}, style.New(style.Plain(true)), Options{Width: 8})
		if d := cmp.Diff(tt.want, page.Lines); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestLinksAreNumberedOncePerAddress(t *testing.T) {
	page := Set(Head{}, &feeds.Document{Blocks: []feeds.Block{para(
		feeds.Span{Text: "b", URL: "https://b.example/"}, span(" "), feeds.Span{Text: "a", URL: "https://a.example/"}, span(" "),
		feeds.Span{Text: "half ", URL: "https://b.example/"}, feeds.Span{Text: "bold", URL: "https://b.example/", Style: feeds.Bold},
	)}}, style.New(style.Ink()), Options{Width: 72})
	if got, want := ansi.Strip(page.Lines[0]), "b [1] a [2] half bold [1]"; got != want {
		t.Errorf("set as %q, want %q", got, want)
	}
	want := []feeds.Link{{URL: "https://b.example/", Text: "b"}, {URL: "https://a.example/", Text: "a"}}
	if d := cmp.Diff(want, page.Links); d != "" {
		t.Error(d)
	}
}

func TestHeadLeavesOutWhatThereIsNot(t *testing.T) {
	tests := []struct {
		name string
		head Head
		want []string
	}{
		{"nothing", Head{Comments: -1}, nil},
		{"a title alone", Head{Title: "Title", Comments: -1}, []string{"Title"}},
		{"a star", Head{Title: "Title", Starred: true, Comments: -1}, []string{"★\u00a0Title"}},
		{"a source without byline", Head{Title: "Title", Source: "FT", Comments: -1}, []string{"Title", "FT"}},
		{"a byline without source", Head{Title: "Title", Byline: "By A", Comments: -1}, []string{"Title", "By A"}},
		{"an age alone", Head{Title: "Title", Age: "yesterday", Comments: -1}, []string{"Title", "yesterday"}},
		{"one comment", Head{Title: "Title", Comments: 1}, []string{"Title", "1 comment"}},
		{"comments of unknown number", Head{Title: "Title", Comments: -1, CommentsURL: "https://a.example/"}, []string{"Title", "comments"}},
		{"topics that are not cut", Head{Title: "Title", Comments: -1, Topics: []string{"interest rates", "#ecb", "inflation"}},
			[]string{"Title", "#interest\u00a0rates #ecb", "#inflation"}},
		{"notes after a blank line", Head{Title: "Title", Comments: -1, Notes: []string{"One.", "Two."}}, []string{"Title", "", "▎ One.", "▎ Two."}},
	}
	for _, tt := range tests {
		page := Set(tt.head, nil, style.New(style.Plain(true)), Options{Width: 24})
		var got []string
		for _, line := range page.Lines {
			got = append(got, ansi.Strip(line))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestCodeIsCutAndMarked(t *testing.T) {
	got := plainly(14, feeds.Block{Kind: feeds.Code, Text: "\n\tx := 1\n123456789012\n1234567890123\n  \n"})
	want := []string{"      x := 1", "  123456789012", "  12345678901›"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
