package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// linked is a fake whose first article has links, a footnote, code, a file and
// comments.
func linked() *fake {
	f := newFake()
	link := func(text, url string) feeds.Span { return feeds.Span{Text: text, URL: url} }
	r := &f.articles[0]
	blocks := []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
		{Text: "See "}, link("the report", "https://report.example/1"), {Text: " and "}, link("bank.example", "https://evil.example/login"),
		{Text: ", which claims"}, {Text: "1", Note: 1}, {Text: " much."},
	}}, {Kind: feeds.Code, Lang: "go", Text: "x := \"" + strings.Repeat("long ", 40) + "end\""}}
	blocks = append(blocks, r.Document.Blocks...)
	blocks = append(blocks, feeds.Block{Kind: feeds.Paragraph, Note: 1, Spans: []feeds.Span{{Text: "The claim's source."}}})
	r.Document = &feeds.Document{Blocks: blocks}
	r.Article.Enclosures = []feeds.Enclosure{{URL: "https://cast.example/1.mp3", Type: "audio/mpeg", Length: 31_000_000, Duration: 2530}, {URL: "https://cast.example/2.pdf", Type: "application/pdf"}}
	r.Article.CommentsURL, r.Article.CommentsFeed = "https://paper1.example/c", "https://paper1.example/c.rss"
	says := func(spans ...feeds.Span) []feeds.Block { return []feeds.Block{{Kind: feeds.Paragraph, Spans: spans}} }
	f.comments = []feeds.Comment{
		{Author: "Ann", Blocks: says(feeds.Span{Text: "The older one, see "}, link("my page", "https://ann.example/"), feeds.Span{Text: "."}), Published: fakeNow.Add(-2 * time.Hour)},
		{Author: "Bo", Blocks: says(feeds.Span{Text: "A reply."}), Depth: 1, Published: fakeNow.Add(-time.Hour)},
		{Author: "Cy", Blocks: says(feeds.Span{Text: "The newer one."}), Published: fakeNow.Add(-30 * time.Minute)},
	}
	return f
}

func reading(t *testing.T, w, h int, change ...func(*Options)) *driver {
	t.Helper()
	d := newDriver(t, linked(), change...)
	d.size(w, h)
	d.keys("enter")
	return d
}

func TestLettersOpenCopyKeepAndSubscribe(t *testing.T) {
	d := reading(t, 120, 36)
	d.keys("f")
	d.expect("what a letter does", "a letter opens", "y copy", "b bookmark", "a subscribe", "See she report")
	d.keys("s")
	if len(d.opens) != 1 || d.opens[0] != "https://report.example/1" {
		t.Fatalf("opened %q", d.opens)
	}
	d.expectNot("the letters go", "a letter opens", "See she report")
	d.keys("f", "y")
	d.expect("y first", "a letter copies")
	d.keys("s")
	if d.copy != "https://report.example/1" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("f", "b", "s")
	if d.fake.keptURL != "https://report.example/1" {
		t.Errorf("kept %q", d.fake.keptURL)
	}
	d.expect("and said", "bookmarked https://report.example/1 · u undo")
	d.keys("f", "a", "s")
	d.expect("the address, before it is asked", "Add a feed", "https://report.example/1")
	d.keys("enter")
	if last := d.fake.feeds[len(d.fake.feeds)-1]; last.URL != "https://report.example/1" {
		t.Errorf("subscribed to %q", last.URL)
	}
	d.keys("f", "esc", "f", "j")
	if len(d.opens) != 1 {
		t.Error("a letter of no link opened one")
	}
	d.keys("esc", "g", "b", "f")
	d.expect("nowhere to follow links in", "no text here")
}

func TestAFootnoteIsFollowedByItsLetter(t *testing.T) {
	d := reading(t, 120, 24)
	d.keys("f", "f") // s report, d bank, f the note
	d.expect("at the note", "The claim's source.\u00a0↑")
}

func TestALinkThatSaysAnotherHostIsAskedAbout(t *testing.T) {
	for _, h := range []int{36, 15} {
		d := reading(t, 120, h)
		d.keys("f", "d")
		d.expect("where it goes, first", "text says bank.example, goes to evil.example · ↵ opens")
		if len(d.opens) != 0 {
			t.Fatalf("opened unasked: %q", d.opens)
		}
		d.keys("esc")
		d.expectNot("taken back", "text says")
		if d.m.reader == nil || len(d.opens) != 0 {
			t.Fatal("Esc did more than take it back")
		}
		d.keys("f", "d", "enter")
		if len(d.opens) != 1 || d.opens[0] != "https://evil.example/login" {
			t.Errorf("opened %q", d.opens)
		}
	}
}

func TestHostsInTexts(t *testing.T) {
	for text, want := range map[string]string{
		"bank.example": "bank.example", "https://www.bank.example/login": "www.bank.example", "see (Bank.example).": "bank.example",
		"the report": "", "main.go": "", "1.5 percent": "", "e.g. this": "", "https://evil.md/x": "evil.md", "write to a@b.example": "b.example", "U.S.": "",
	} {
		if got := hostIn(text); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
	if !sameSite("bank.example", "www.bank.example") || !sameSite("bank.example", "login.bank.example") || sameSite("bank.example", "mybank.example") {
		t.Error("parts of one site are one, look-alikes are not")
	}
}

func TestLinksHaveNumbers(t *testing.T) {
	d := reading(t, 120, 36)
	d.keys("1", "#")
	d.keys("#")
	d.expect("the prompt", "Open a link", "1 to 2")
	d.typed("7")
	d.keys("enter")
	d.expect("out of range", "A number from 1 to 2.")
	d.keys("backspace")
	d.typed("1")
	d.keys("enter")
	if len(d.opens) != 2 || d.opens[0] != d.opens[1] || d.opens[0] != "https://report.example/1" {
		t.Errorf("opened %q", d.opens)
	}
}

func TestFindingInTheReader(t *testing.T) {
	d := reading(t, 100, 30)
	d.keys("/")
	d.expect("where one types", "find in this text")
	d.typed("percent")
	d.expect("counted", "1 of 6")
	d.keys("enter", "n")
	d.expect("n goes on", "2 of 6")
	d.keys("N", "N")
	d.expect("N back, and round", "6 of 6", "percent next year")
	d.keys("+")
	d.expect("found again on a page set anew", "6 of 6")
	d.keys("Y")
	if !strings.HasPrefix(d.copy, "[Central bank") || !strings.Contains(d.copy, "\n\n> ") || !strings.Contains(d.copy, "percent") {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("esc")
	d.expectNot("Esc ends the search", "6 of 6")
	if d.m.reader == nil {
		t.Fatal("and no more than that")
	}
	d.keys("/")
	d.typed("nowhere at all")
	d.expect("said", "not in this text")
	d.keys("esc", "n")
	if d.m.reader.id == d.fake.articles[0].Article.ID {
		t.Error("without a search, n is the next unread")
	}
}

func TestWideCodeMovesInTheReader(t *testing.T) {
	d := reading(t, 80, 24)
	d.expect("cut, and marked", "x := \"long", "›")
	d.keys("9", "9", "l")
	d.expect("its end", "end\"")
	d.keys("9", "9", "h")
	d.expect("and back", "x := \"long")
	d.keys("J", "l")
	d.expect("nothing wide", "nothing here is wider")
}

func TestTheTextBeingReadIsNotSwapped(t *testing.T) {
	f := newFake()
	a := &f.articles[0]
	d := newDriver(t, f)
	d.size(100, 20)
	d.keys("enter", "j", "j", "j")
	place := d.m.reader.pane.Place()
	a.Page, a.Wanted = &feeds.Document{Blocks: append([]feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "Only on the page."}}}}, a.Document.Blocks...)}, true
	d.event(feeds.FullTextReady{Article: a.Article.ID})
	if d.m.reader.full || d.m.reader.pane.Place() != place {
		t.Fatal("the text changed under the reader's eyes")
	}
	d.expect("offered", "full text is ready · v")
	d.keys("v", "g", "g")
	d.expect("the page's text", "Only on the page.")
	d.expectNot("offered no more", "full text is ready")
	d.keys("v")
	d.expectNot("the feed's again", "Only on the page.")

	g := newFake()
	d = newDriver(t, g)
	d.size(100, 20)
	d.keys("enter")
	g.articles[0].Page, g.articles[0].Wanted = a.Page, true
	d.event(feeds.FullTextReady{Article: g.articles[0].Article.ID})
	d.expect("nobody had scrolled: it may come at once", "Only on the page.")
}

func TestThePageIsAskedForWithV(t *testing.T) {
	f := newFake()
	f.asked = map[feeds.ArticleID]string{f.articles[0].Article.ID: "Only the page says this."}
	d := newDriver(t, f)
	d.size(120, 36)
	d.keys("enter", "v")
	d.expect("the page's text", "Only the page says this.")
	d.keys("v")
	d.expect("and the feed's", "FRANKFURT")
	d.keys("J", "v")
	d.expect("no page", "the page has no more than the feed")
}

func TestPagesAreAskedForWhereTheCursorRests(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("j", "j")
	d.due()
	if n := len(d.fake.prefetched); n != 1 {
		t.Fatalf("asked %d times, want once: where the cursor rests", n)
	}
	a := d.fake.articles
	want := []feeds.ArticleID{a[2].Article.ID, a[4].Article.ID, a[5].Article.ID} // the fourth is read
	if got := d.fake.prefetched[0]; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("asked for %v, want the article and the next two unread, %v", got, want)
	}
}

func TestWhereOneWasOutlivesTheProgram(t *testing.T) {
	f := newFake()
	d := newDriver(t, f)
	d.size(80, 16)
	d.keys("enter", "space", "space")
	at := d.m.reader.pane.Place()
	if at.Block < 0 {
		t.Fatal("nothing was scrolled")
	}
	d.due()
	id := f.articles[0].Article.ID
	if f.places[id] != at {
		t.Errorf("at rest, %+v is kept, not %+v", f.places[id], at)
	}
	d.keys("j", "Q")
	last := d.m.reader.pane.Place()
	if !d.quit || f.places[id] != last {
		t.Errorf("at the end, %+v is kept, not %+v", f.places[id], last)
	}
	again := newDriver(t, f)
	again.size(80, 16)
	again.keys("enter")
	if got := again.m.reader.pane.Place(); got != last {
		t.Errorf("opened at %+v, left at %+v", got, last)
	}
	again.keys("g", "g", "esc")
	again.due()
	if got := f.places[id]; got.Block != -1 {
		t.Errorf("at its top it has a place: %+v", got)
	}
}

func TestAnArticleGoesOut(t *testing.T) {
	d := reading(t, 120, 36)
	d.keys("Y")
	if d.copy != "[Central bank holds rates as inflation cools, signals cut in spring](<https://paper1.example/1000>)" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("w")
	d.expect("a name to begin with", "~/central-bank-holds-rates-as-inflation-cools.md")
	d.keys("enter")
	d.expect("written", "✓ written to ~/central-bank")
	d.fake.output = "42\n\x1b[31mred\n" + strings.Repeat("more\n", 50)
	d.keys("|")
	d.typed("wc -w 'two words'")
	d.keys("enter")
	if fmt.Sprint(d.fake.piped) != "[wc -w two words]" {
		t.Errorf("ran %q", d.fake.piped)
	}
	d.expect("its output", "42", "red", "↓ more")
	d.keys("G")
	d.expectNot("to the end", "↓ more")
	d.keys("esc", "|")
	d.expect("the last command again", "wc -w 'two words'")
	d.fake.failNext = errors.New("there is no program wc")
	d.keys("enter")
	d.expect("why not", "there is no program wc")
}

func TestFileNamesAreSafe(t *testing.T) {
	for title, want := range map[string]string{
		"../../etc/passwd": "etc-passwd", "-rf *": "rf", "“Don’t” — she said": "dont-she-said", "日本語の題": "日本語の題", "!!!": "article",
	} {
		if got := fileName(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

func TestLinksWithinTheTextLeadThereAndBack(t *testing.T) {
	f := linked()
	r := &f.articles[0]
	blocks := append([]feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "Down to the end", Jump: 1}, {Text: " of it."}}}}, r.Document.Blocks...)
	for range 40 {
		blocks = append(blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "Filler that stands between."}}})
	}
	blocks = append(blocks, feeds.Block{Kind: feeds.Heading, Level: 2, Spans: []feeds.Span{{Text: "The very end"}}, Anchor: 1})
	r.Document = &feeds.Document{Blocks: blocks}
	for _, way := range []struct {
		name string
		keys []string
	}{{"by its letter", []string{"f", "s"}}, {"by its number", []string{"3", "#"}}, {"by its number, asked for", []string{"#", "3", "enter"}}} {
		t.Run(way.name, func(t *testing.T) {
			d := newDriver(t, f)
			d.size(80, 24)
			d.keys("enter")
			d.expect("at the top, with its number", "Down to the end [#3]")
			d.keys(way.keys...)
			d.expect("at the end", "The very end", "jumped · backspace goes back")
			if len(d.opens) > 0 {
				t.Errorf("opened %q", d.opens)
			}
			d.keys("backspace")
			d.expect("back", "Down to the end [#3]")
			d.keys("backspace")
			d.expect("no further", "no jump in this text")
		})
	}
}

func TestWhatComesWithAnArticle(t *testing.T) {
	var played []string
	d := reading(t, 120, 36, func(o *Options) {
		o.Play = func(url, kind string) error { played = append(played, kind+" "+url); return nil }
	})
	d.expect("listed", "♪ audio/mpeg · 42 min · 31 MB · e plays", "▣ application/pdf · 2e opens")
	d.keys("e", "2", "e", "3", "e")
	if fmt.Sprint(played) != "[audio/mpeg https://cast.example/1.mp3 application/pdf https://cast.example/2.pdf]" {
		t.Errorf("played %q", played)
	}
	d.expect("there is no third", "only 2 files come")
	d.keys("J", "e")
	d.expect("nothing", "nothing to play")
}

func TestCommentsStandBesideTheArticle(t *testing.T) {
	d := reading(t, 140, 36)
	d.keys("C")
	d.expect("the thread beside the text", "Comments", "3 · oldest first", "Ann · 2 hours ago", "▎ A reply.", "Central bank holds rates")
	older, newer := 0, 0
	_, older = d.row("The older one")
	if _, newer = d.row("The newer one."); newer < older {
		t.Error("the feed's order is oldest first")
	}
	d.keys("v")
	d.expect("and it says so", "newest first")
	_, older = d.row("The older one")
	_, reply := d.row("A reply.")
	if _, newer = d.row("The newer one."); newer > older || reply < older {
		t.Error("v turns the order of the threads, not of what is said in them")
	}
	d.keys("f", "s")
	if len(d.opens) != 1 || d.opens[0] != "https://ann.example/" {
		t.Errorf("a link in a comment: %q", d.opens)
	}
	d.keys("o")
	if len(d.opens) != 2 || d.opens[1] != "https://paper1.example/c" {
		t.Errorf("their page: %q", d.opens)
	}
	d.keys("tab", "f", "s")
	if len(d.opens) != 3 || d.opens[2] != "https://report.example/1" {
		t.Errorf("a link in the article: %q", d.opens)
	}
	d.keys("C", "C")
	d.expectNot("C again closes them", "oldest first", "newest first")
	d.keys("C")
	d.expect("in the order chosen before", "newest first")
	d.keys("J")
	d.expectNot("another article has others", "newest first")
	d.keys("K", "C", "esc")
	d.expectNot("esc closes them", "newest first")
	d.expect("and not the reader", "esc back")
}

func TestCommentsFillANarrowScreen(t *testing.T) {
	for _, w := range []int{46, 80, 110} {
		d := reading(t, w, 24)
		d.keys("C")
		d.expect("alone, under the reader's own head", "Comments", "The older one", "The Meridian · 1 of")
		d.expectNot("without the text", "left its main interest rate")
		d.keys("tab")
		d.expect("tab goes to the text", "See the report")
		d.keys("tab", "esc")
		d.expect("esc too", "See the report")
	}
}

func TestCommentsBesideTheHeadlines(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {120, 24}, {160, 44}, {220, 50}, {80, 24}, {46, 18}} {
		d := newDriver(t, linked())
		d.size(size[0], size[1])
		d.keys("C")
		d.expect("shown", "Comments", "The older one", "A reply.")
		d.keys("j", "esc")
		d.expectNot("gone", "The older one")
		d.keys("C", "h", "j")
		d.expectNot("another article", "The older one")
	}
}

func TestCommentsThatAreNotThere(t *testing.T) {
	d := reading(t, 120, 36)
	d.fake.comments = nil
	d.keys("C")
	d.expect("none", "No comments yet.")
	d.keys("esc")
	d.fake.failNext = errors.New("the server answers 500")
	d.keys("C")
	d.expect("why not, and what to do", "! the server answers 500", "r tries again")
	d.fake.comments = linked().comments
	d.keys("r")
	d.expect("tried again", "The older one")
	d.fake.failNext = errors.New("the server answers 500")
	d.keys("r")
	d.expect("what was read stays", "The older one", "no newer comments: the server answers 500")
	d.keys("esc")
	d.m.reader.reading.Article.CommentsFeed = ""
	d.keys("C")
	if len(d.opens) != 1 || d.opens[0] != "https://paper1.example/c" {
		t.Errorf("without a feed the page opens: %q", d.opens)
	}
	d.m.reader.reading.Article.CommentsURL = ""
	d.keys("C")
	d.expect("nothing", "the feed names no comments")
}

func TestCommentsNestAsDeepAsTheyReply(t *testing.T) {
	f := linked()
	f.comments = nil
	for i := range 12 {
		f.comments = append(f.comments, feeds.Comment{Author: fmt.Sprintf("Author %d", i), Depth: i, Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: fmt.Sprintf("Words number %d of them all.", i)}}}}})
	}
	d := newDriver(t, f)
	d.size(46, 60)
	d.keys("enter", "C")
	for i := range 12 {
		d.expect("each is there", fmt.Sprintf("Author %d", i))
	}
	d.expect("replies to replies", "▎ ▎ ▎ Author 3")
}

func TestATerminalWithoutGraphemeWidths(t *testing.T) {
	f := newFake()
	f.articles[0].Article.Title = strings.Repeat("👩‍👩‍👧", 6) + "END"
	d := newDriver(t, f)
	d.size(100, 24)
	d.expect("as it is, where the terminal can", "👩‍👩‍👧👩‍👩‍👧")
	d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeNotRecognized})
	d.expect("all of it", strings.Repeat("👩", 6)+"END")
	d.keys("enter")
	d.expect("in the reader too", strings.Repeat("👩", 6)+"END")
	for _, l := range strings.Split(d.m.View().Content, "\n") {
		if n := ansi.StringWidthWc(l); n > 100 {
			t.Errorf("%d cells: %q", n, l)
		}
	}
}

func TestLettersStayWhenThePageIsSetAnew(t *testing.T) {
	d := reading(t, 120, 36)
	d.keys("f", "y")
	d.m.near.old = true
	d.fake.articles = d.fake.articles[:4] // fewer stories are near it now
	d.m.near.kept = map[feeds.ArticleID]feeds.Nearby{}
	d.send(minuteMsg{})
	d.expect("still on, and still what they were for", "a letter copies", "See she report")
	d.keys("tab", "tab")
	at := d.m.letters.targets[d.m.letters.at]
	d.m.near.old = true
	d.fake.articles = d.fake.articles[:3]
	d.m.near.kept = map[feeds.ArticleID]feeds.Nearby{}
	d.send(minuteMsg{})
	if l := d.m.letters; l == nil || l.at < 0 || l.targets[l.at] != at {
		t.Errorf("the one at hand is another: %+v", l)
	}
	d.keys("s")
	if d.copy != "https://report.example/1" {
		t.Errorf("copied %q", d.copy)
	}
}
