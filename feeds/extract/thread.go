package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// maxPosts bounds the posts of one thread.
const maxPosts = 500

// A thread is a page whose article is the posts of several people: a topic of
// a forum, a question with its answers. Readability finds one of them.

// postBodies are the classes in which forums' programs put what a post says,
// and nobody else puts anything.
var postBodies = set(`bbWrapper messageText cooked js-post-body s-prose post-text postbody post_body postcontent post_message js-post__content-text
	ipsType_richText ipsRichText userContent postmsg bbp-reply-content bbp-topic-content lia-message-body-content Post-body usertext-body
	commtext postBody js-comment-body`)

var (
	postID     = expression(`^(?:post_message_|td_post_|msg_)\d+$`)
	forumMaker = expression(`(?i)discourse|phpbb|vbulletin|xenforo|invision|nodebb|flarum|mybb|smf|simple machines|vanilla|fluxbb|bbpress|proboards`)
	authorName = expression(`(?i)(?:^|[-_])(?:user-?name|author|poster|nick(?:name)?|creator|names)(?:$|[-_])|^(?:message-name|username--\w+|user)$`)
	postTime   = expression(`(?i)(?:^|[-_])(?:date|time|posted|post-?date|relative-?time)(?:$|[-_])`)
)

// thread reads a page as the posts that stand in it; false where it is none.
func (p *pageReader) thread(found candidate) (candidate, bool) {
	if p.meta.article && !p.meta.forum {
		return candidate{}, false
	}
	bodies := p.postBodies()
	if len(bodies) == 0 || len(bodies) == 1 && !p.meta.forum {
		return candidate{}, false
	}
	var c candidate
	seen, held := map[string]bool{}, holders(bodies)
	for _, body := range bodies {
		post := p.read(body, nil)
		if post.words == 0 || seen[post.text] {
			continue
		}
		seen[post.text] = true
		author, when := postHead(body, held)
		if c.words == 0 {
			c.author = author
		}
		if head := strings.Trim(author+" · "+when, " ·"); head != "" && len(bodies) > 1 {
			c.blocks = append(c.blocks, feeds.Block{Kind: feeds.Heading, Level: 3, Spans: []feeds.Span{{Text: head}}})
		}
		renumber(post.blocks, c.blocks)
		c.blocks = append(c.blocks, post.blocks...)
		c.words, c.prose, c.text = c.words+post.words, c.prose+post.prose, c.text+post.text+"\n"
	}
	return c, c.words >= leastWords && 10*c.words >= 4*found.words
}

// postBodies are the elements that hold what each post says, in their order.
func (p *pageReader) postBodies() []*html.Node {
	var out []*html.Node
	walk(p.root, func(n *html.Node) bool {
		switch {
		case n.Type != html.ElementNode:
			return n.Type == html.DocumentNode
		case dropped[n.Data] || isHidden(n) || len(out) >= maxPosts:
			return false
		case isPostBody(n):
			out = append(out, n)
			return false
		}
		return true
	})
	if len(out) > 1 || !p.meta.forum {
		return out
	}
	if marked := p.markedBodies(); len(marked) > len(out) {
		return marked
	}
	return out
}

func isPostBody(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			for c := range strings.FieldsSeq(a.Val) {
				if postBodies[c] {
					return true
				}
			}
		case "id":
			if postID.MatchString(a.Val) {
				return true
			}
		case "component":
			return a.Val == "post/content"
		}
	}
	return false
}

// markedBodies are the texts of posts that a page marks by microdata. The
// first post often lacks the mark and shares only the class of the others.
func (p *pageReader) markedBodies() []*html.Node {
	marked, classes := 0, map[string]int{}
	walk(p.root, func(n *html.Node) bool {
		if isMarked(n) {
			marked++
			classes[n.Data+"."+token(n, "class")]++
		}
		return true
	})
	var out []*html.Node
	walk(p.root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		if isMarked(n) || marked > 1 && token(n, "class") != "" && 10*classes[n.Data+"."+token(n, "class")] >= 8*marked {
			out = append(out, n)
			return false
		}
		return len(out) < maxPosts && !isHidden(n)
	})
	return out
}

func isMarked(n *html.Node) bool {
	return n.Type == html.ElementNode && n.Data != "meta" && (token(n, "itemprop") == "text" || token(n, "itemprop") == "articleBody") && !isHidden(n)
}

// postHead says who wrote a post and when, as much as the page tells.
func postHead(body *html.Node, held map[*html.Node]int) (author, when string) {
	post := postOf(body, held)
	if post == nil {
		return "", ""
	}
	marked := false
	walk(post, func(n *html.Node) bool {
		if n.Type != html.ElementNode || n == body {
			return n != body
		}
		if own := token(n, "itemprop") == "author"; !marked && (own || author == "" && isNamed(n, authorName, "")) {
			author, marked = first(nameIn(n), author), own
		}
		if when == "" && (n.Data == "time" || isNamed(n, postTime, "datePublished")) {
			when = moment(n)
		}
		return true
	})
	return author, when
}

// holders counts the texts of posts that stand in each element.
func holders(bodies []*html.Node) map[*html.Node]int {
	count := map[*html.Node]int{}
	for _, b := range bodies {
		for n := b.Parent; n != nil; n = n.Parent {
			count[n]++
		}
	}
	return count
}

// postOf is the largest element around a post's text that holds no other's,
// nil where there is none.
func postOf(body *html.Node, held map[*html.Node]int) *html.Node {
	var post *html.Node
	for n := body.Parent; n != nil && n.Data != "body" && held[n] == 1; n = n.Parent {
		post = n
	}
	return post
}

// nameIn is the name that an element around a post's author holds: the text of
// the first link or name in it, else its own.
func nameIn(n *html.Node) string {
	name := ""
	walk(n, func(c *html.Node) bool {
		if name == "" && c.Type == html.ElementNode && !isHidden(c) && (c.Data == "a" || token(c, "itemprop") == "name" || hasClass(c, "username")) {
			name = short(c)
		}
		return name == ""
	})
	return first(name, short(n))
}

func isNamed(n *html.Node, class pattern, prop string) bool {
	if prop != "" && token(n, "itemprop") == prop {
		return true
	}
	for c := range strings.FieldsSeq(cut(token(n, "class"), 200)) {
		if class.MatchString(c) {
			return true
		}
	}
	return false
}

// short is the text of an element that may be a name, "" for a longer one.
func short(n *html.Node) string {
	s := feeds.CleanLine(textOf(n, 200))
	if n := utf8.RuneCountInString(s); n > 40 || n < 2 { // one letter stands for a picture
		return ""
	}
	return s
}

// moment is a time as the page writes it, where it writes one, else as a date.
func moment(n *html.Node) string {
	s := short(n)
	if strings.ContainsAny(s, "0123456789") && !strings.Contains(s, "ago") {
		return s
	}
	if t := parseTime(firstOf(n, "datetime", "title", "content")); !t.IsZero() {
		return t.Format("2 Jan 2006")
	}
	return ""
}

// isForum says whether an element tells that its page is a thread.
func isForum(n *html.Node) bool {
	if n.Data == "meta" && token(n, "name") == "generator" {
		return forumMaker.MatchString(cut(token(n, "content"), 200))
	}
	kind := token(n, "itemtype")
	return strings.HasSuffix(kind, "/DiscussionForumPosting") || strings.HasSuffix(kind, "/QAPage")
}
