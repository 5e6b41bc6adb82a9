package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

const talked = `<?xml version="1.0"?><rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>News</title>
<item><guid>a</guid><link>http://news.example/a</link><title>A bridge &amp; a storm</title><description>&lt;p&gt;All about &lt;b&gt;it&lt;/b&gt;.&lt;/p&gt;</description>
<wfw:commentRss>http://news.example/a/comments</wfw:commentRss></item></channel></rss>`

// one is a rig with one article, and its id.
func one(t *testing.T, feed string) (*rig, feeds.ArticleID) {
	r := newRig(t)
	r.answers(site, says(feed))
	r.own(r.follow(feedURL)...)
	p, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 1})
	if err != nil || len(p.Headlines) != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	return r, p.Headlines[0].ID
}

func TestAnArticleIsWrittenAsItsEndingSays(t *testing.T) {
	r, id := one(t, talked)
	dir := t.TempDir()
	for _, tt := range []struct{ name, want string }{
		{"a.md", "All about **it**."}, {"a.html", "<b>it</b>"}, {"a.txt", "All about it."},
	} {
		path := filepath.Join(dir, tt.name)
		if err := r.SaveArticle(t.Context(), id, path); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.ReplaceAll(string(got), "<strong>", "<b>"), "</strong>", "</b>")
		if !strings.Contains(text, tt.want) || !strings.Contains(text, "bridge") || !strings.Contains(text, "news.example/a") {
			t.Errorf("%s lacks its text, its title or its address:\n%s", tt.name, got)
		}
	}
	if err := r.SaveArticle(t.Context(), id, filepath.Join(dir, "a.md")); err == nil {
		t.Error("a file was written over")
	}
	if err := r.SaveArticle(t.Context(), id, filepath.Join(dir, "a.docx")); err == nil {
		t.Error("a format that is not known was written")
	}
}

func TestAnArticleIsPiped(t *testing.T) {
	r, id := one(t, talked)
	out, err := r.Pipe(t.Context(), id, []string{"cat"}, "")
	if err != nil || !strings.Contains(out, "All about it.") || !strings.Contains(out, "A bridge & a storm") {
		t.Errorf("cat gives %q, %v", out, err)
	}
	for name, argv := range map[string][]string{"a program that is not there": {"no-such-program-here"}, "one that fails": {"false"}} {
		if _, err := r.Pipe(t.Context(), id, argv, ""); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if out, err := r.Pipe(t.Context(), id, []string{"printf", `\033[31mred\033]0;x\007`}, ""); err != nil || strings.ContainsAny(out, "\x1b\a") {
		t.Errorf("controls come through: %q, %v", out, err)
	}
}

func TestAPipeGivesTheArticleAsItIsAskedFor(t *testing.T) {
	r, id := one(t, talked)
	for as, want := range map[string][]string{
		"":         {"A bridge & a storm", "All about it."},
		"text":     {"All about it."},
		"markdown": {"All about **it**."},
		"html":     {"<strong>it</strong>", "http://news.example/a"},
		"json":     {`"title": "A bridge & a storm"`, `"text": "All about it."`, `"source": "feed"`},
	} {
		out, err := r.Pipe(t.Context(), id, []string{"cat"}, as)
		for _, w := range want {
			if err != nil || !strings.Contains(out, w) {
				t.Errorf("as %q it lacks %q: %q, %v", as, w, out, err)
			}
		}
	}
	if _, err := r.Pipe(t.Context(), id, []string{"cat"}, "pdf"); err == nil || !strings.Contains(err.Error(), "text, markdown, html, json") {
		t.Errorf("as pdf: %v", err)
	}
}

func TestALinkIsKeptButNoPrivateAddressIsAskedForIt(t *testing.T) {
	r, _ := one(t, talked)
	r.answers("other.example", says("<title>Elsewhere</title><p>"+strings.Repeat("Words of a page that is long enough to be one. ", 40), "Content-Type", "text/html"))
	if c, err := r.KeepURL(t.Context(), "http://other.example/x"); err != nil || c.N != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	r.count("other.example", 1)
	if c, err := r.KeepURL(t.Context(), r.server.URL+"/secret"); err != nil || c.N != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, a := range r.requests("") {
		if a.uri == "/secret" {
			t.Error("a private address was asked because an article links to it")
		}
	}
}

func TestPlacesOutliveTheProgram(t *testing.T) {
	r, id := one(t, talked)
	want := feeds.Place{Block: 3, Offset: 14}
	if err := r.SetPlace(t.Context(), id, want); err != nil {
		t.Fatal(err)
	}
	r.restart()
	if got, err := r.Place(t.Context(), id); err != nil || got != want {
		t.Errorf("left at %+v, found at %+v, %v", want, got, err)
	}
}

func TestCommentsAreAThread(t *testing.T) {
	r, id := one(t, talked)
	r.answers(site, says(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>Comments</title><id>c</id>
<entry><id>c:1</id><title>x</title><author><name>Ann</name></author><updated>2026-03-01T10:00:00Z</updated><content type="html">&lt;p&gt;First.&lt;/p&gt;</content></entry>
<entry><id>c:2</id><title>x</title><author><name>Bo</name></author><updated>2026-03-01T11:00:00Z</updated><content>Second.</content></entry>
<entry><id>c:5</id><title>x</title><author><name>Ed</name></author><updated>2026-03-01T10:50:00Z</updated><content>To the first, later.</content><thr:in-reply-to ref="c:1"/></entry>
<entry><id>c:3</id><title>x</title><author><name>Cy</name></author><updated>2026-03-01T10:20:00Z</updated><content>To the first.</content><thr:in-reply-to ref="c:1"/></entry>
<entry><id>c:4</id><title>x</title><author><name>Di</name></author><updated>2026-03-01T13:00:00Z</updated><content>To that.</content><thr:in-reply-to ref="c:3"/></entry>
</feed>`))
	list, err := r.Comments(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Author, Text string
		Depth        int
	}
	var got []row
	for _, c := range list {
		got = append(got, row{c.Author, (&feeds.Document{Blocks: c.Blocks}).Plain(), c.Depth})
	}
	if got := list[0].Published; !got.Equal(time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)) {
		t.Errorf("the first is of %v", got)
	}
	want := []row{{"Ann", "First.", 0}, {"Cy", "To the first.", 1}, {"Di", "To that.", 2}, {"Ed", "To the first, later.", 1}, {"Bo", "Second.", 0}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	r.answers(site, says(rss()))
	if list, err := r.Comments(t.Context(), id); err != nil || len(list) != 0 {
		t.Errorf("none yet: %v, %v", list, err)
	}
	r.answers(site, says("<p>no feed</p>", "Content-Type", "text/html"))
	if _, err := r.Comments(t.Context(), id); err == nil {
		t.Error("a page is no feed of comments")
	}
}
