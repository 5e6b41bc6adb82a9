package extract

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

const (
	question = "Which paint should one take for a bridge that stands in salt water for half of the day, and how many coats of it?"
	answer   = "Carmine, and three coats at the least; I painted two such bridges and neither of them has lost any colour since."
)

// Threads as the programs that forums run on write them.
func TestAThreadIsItsPostsWithTheirAuthors(t *testing.T) {
	for name, c := range map[string]struct{ head, body, author, when string }{
		"XenForo": {`<script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Paint"}</script>`,
			`<article class="message message--post js-post"><div class="message-cell--user"><a class="avatar">A</a><h4 class="message-name"><a class="username">%s</a></h4><dl><dt>Joined</dt><dd>2010</dd></dl></div>
<div class="message-main"><header><time datetime="2026-11-22T08:00:00Z">Nov 22, 2026</time></header><article class="message-body"><div class="bbWrapper">%s</div></article><div class="message-signature">Sent from a bridge</div></div></article>`, "Ann", "Nov 22, 2026"},
		"Stack Exchange": {``, `<div class="answer"><div class="votecell">12</div><div class="postcell"><div class="s-prose js-post-body" itemprop="text"><p>%[2]s</p></div>
<div class="user-details" itemprop="author"><a href="/u/1">%[1]s</a><span class="d-none" itemprop="name">%[1]s</span></div><time itemprop="dateCreated" datetime="2026-11-22T08:00:00Z">2 days ago</time></div><div class="comments"><span class="comment-copy">Why would it?</span></div></div>`, "Ann", "22 Nov 2026"},
		"phpBB":         {``, `<div class="post bg1"><dl class="postprofile"><dt><a class="username">%s</a></dt><dd>Posts: 12</dd></dl><div class="postbody"><div class="content">%s</div></div></div>`, "Ann", ""},
		"Discourse":     {`<meta name="generator" content="Discourse 3.4">`, `<div id="post_1" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/a"><span itemprop="name">%s</span></a></span><time datetime="2026-11-22T08:00:00Z" class="post-time">November 22, 2026, 8:00am</time></div><div class="post" itemprop="text">%s</div></div>`, "Ann", "November 22, 2026, 8:00am"},
		"by microdata":  {`<meta itemscope itemtype="https://schema.org/DiscussionForumPosting">`, `<div class="row"><b itemprop="author"><a href="/u">%s</a></b><div class="narrow" itemprop="text">%s</div></div>`, "Ann", ""},
		"vBulletin":     {``, `<div id="post1"><a class="username">%s</a><div id="post_message_1234">%s</div></div>`, "Ann", ""},
		"Invision":      {``, `<article class="cPost ipsComment"><h3 class="cAuthorPane_author"><a href="/p">%s</a></h3><div class="ipsType_normal ipsType_richText"><p>%s</p></div></article>`, "", ""},
		"a list server": {``, `<li class="Item ItemComment"><a class="Username">%s</a><div class="Message userContent"><p>%s</p></div></li>`, "Ann", ""},
	} {
		t.Run(name, func(t *testing.T) {
			post := func(author, text string) string {
				return strings.NewReplacer("%[1]s", author, "%[2]s", text).Replace(strings.Replace(strings.Replace(c.body, "%s", author, 1), "%s", text, 1))
			}
			page := `<html lang="en"><head><title>Paint</title>` + c.head + `</head><body><nav><a href="/">Forum</a></nav><div class="thread">` +
				post("Ann", question) + post("Ben", answer) + post("Ann", "Thank you, three coats it will be then, as soon as the tide is out and the paint is here.") + `</div><aside>Similar threads</aside></body></html>`
			doc, err := FromPage([]byte(page), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			var heads []string
			posts := 0
			for _, b := range doc.Blocks {
				switch b.Kind {
				case feeds.Heading:
					heads = append(heads, spansText(b.Spans))
				case feeds.Paragraph:
					posts++
				default:
					t.Errorf("%+v", b)
				}
			}
			if posts != 3 {
				t.Errorf("%d posts:\n%s", posts, doc.Text(80))
			}
			if c.author == "" {
				return
			}
			if want := strings.Trim(c.author+" · "+c.when, " ·"); len(heads) != 3 || heads[0] != want || doc.Byline != c.author {
				t.Errorf("headings %q, want the first as %q; by %q", heads, want, doc.Byline)
			}
		})
	}
}

func TestAnArticleWithCommentsIsNoThread(t *testing.T) {
	page := `<html><head><title>Bridge painted</title><meta property="og:type" content="article"></head><body><article><div class="userContent">` + prose(6) + `</div>
<section id="comments" class="comments-area"><ol class="comment-list"><li class="comment"><b class="author">Ann</b><div class="userContent"><p>` + strings.Repeat("I liked the old colour better. ", 60) + `</p></div></li></ol></section></article></body></html>`
	doc, err := FromPage([]byte(page), "text/html", base, Hint{})
	if err != nil || strings.Contains(doc.Plain(), "old colour") || !strings.Contains(doc.Plain(), "number iiiiii,") {
		t.Errorf("%v:\n%s", err, doc.Text(80))
	}
}

func TestAPageWithoutOneArticleIsReadAsAWhole(t *testing.T) {
	part := func(n int) string {
		return `<section class="row"><div class="col widget"><h3>We paint your bridge</h3><p>All of our painters have painted bridges before, and each of them may be had from Monday to Friday.</p></div></section>` + strings.Repeat(" ", n)
	}
	body := `<div class="intro"><p>` + strings.Repeat("We are painters, and we like what we do. ", 4) + `</p></div>` + strings.Repeat(part(1), 6)
	for name, c := range map[string]struct {
		head string
		want bool
	}{
		"a service's page":          {"", true},
		"a page that is an article": {`<meta property="og:type" content="article">`, false},
	} {
		t.Run(name, func(t *testing.T) {
			long := body
			if !c.want { // what an article's page has around it is not the article
				long = `<article>` + prose(8) + `</article>` + strings.Repeat(body, 3)
			}
			doc, err := FromPage([]byte(`<html><head><title>Painters</title>`+c.head+`</head><body><nav><a href="/">Home</a></nav><main>`+long+`</main></body></html>`), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(doc.Plain(), "Monday to Friday"); got != c.want {
				t.Errorf("all of it: %v\n%s", got, doc.Text(80))
			}
		})
	}
}

func TestASectionIsNotDroppedForWhatItIsCalled(t *testing.T) {
	for _, id := range []string{"related-work", "comments-in-the-code", "sponsor-a-bridge", "the-community"} {
		heading := strings.ReplaceAll(id, "-", " ")
		html := prose(3) + `<section id="` + id + `"><h2>` + heading + `</h2><p>Other bridges were painted too, some of them twice, and none of them was ever liked by all who saw it.</p></section>` +
			`<h2 id="header-` + id + `">More on ` + heading + `</h2><p>Nobody has said anything more about it since, neither in the council nor anywhere else in the town.</p>`
		blocks := middle(t, html)
		if len(blocks) != 4 {
			t.Errorf("%s: %+v", id, blocks)
		}
	}
}

func TestOtherStoriesAfterAnArticleGo(t *testing.T) {
	story := `<h3><a href="/x">Another story of this very paper</a></h3><p>It begins with a few words that tell what it will be about, and then it breaks off.</p>`
	if blocks := middle(t, `<p>Last words.</p>`); len(blocks) != 1 {
		t.Fatal(blocks)
	}
	for name, c := range map[string]struct {
		html string
		want bool
	}{
		"after the article":          {prose(8) + strings.Repeat(story, 4), false},
		"two are too few to tell":    {prose(8) + strings.Repeat(story, 2), true},
		"announced by the article":   {prose(8) + `<p>What else we have on it:</p>` + strings.Repeat(story, 4), true},
		"of another site":            {prose(8) + strings.ReplaceAll(strings.Repeat(story, 4), "/x", "https://other.example/x"), true},
		"they are all that there is": {strings.Repeat(story, 9), true},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := FromPage([]byte(`<html><head><title>T</title></head><body><article>`+c.html+`</article></body></html>`), "text/html", base, Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(doc.Plain(), "Another story"); got != c.want {
				t.Errorf("there: %v\n%s", got, doc.Text(80))
			}
		})
	}
}
