package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// The names by which pages call what stands around an article: whole words of
// a class or an id, and the beginnings of such words. A name that holds one of
// kept's is the article's or a part of it, whatever else it says.
var (
	around = set(`comment comments respond related share sharing social newsletter signup sidebar breadcrumb breadcrumbs cookie cookies consent
		ad ads banner popup modal toolbar pagination pager nav navigation menu footer tags bio skip-link trending outbrain taboola
		most-read read-next also-like more-from`)
	aroundStarts = []string{"recirc", "recommend", "subscribe", "promo", "advert", "sponsor", "disqus"}
	kept         = []string{"article", "body", "content", "entry", "main", "story", "column", "page", "text", "elementor"}
)

// namesAround says whether a class or an id is such a name.
func namesAround(name string) bool {
	before := ""
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '\n' || r == '\t' }) {
		if around[word] || around[before+"-"+word] {
			return true
		}
		for _, start := range aroundStarts {
			if strings.HasPrefix(word, start) {
				return true
			}
		}
		before = word
	}
	return false
}

func namesArticle(name string) bool {
	for _, k := range kept {
		if strings.Contains(name, k) {
			return true
		}
	}
	for i := strings.Index(name, "post"); i >= 0; {
		rest := name[i+len("post"):]
		if rest == "" || strings.IndexByte(" -_\n\t", rest[0]) >= 0 {
			return true
		}
		next := strings.Index(rest, "post")
		if next < 0 {
			break
		}
		i += len("post") + next
	}
	return false
}

// isBoilerplate says whether an element is around the article, not of it.
func isBoilerplate(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "nav", "aside", "footer", "form", "dialog":
		return true
	case "body", "main", "article", "html":
		return false
	}
	var class, id string
	for _, a := range n.Attr {
		switch a.Key {
		case "role":
			switch a.Val {
			case "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog":
				return true
			}
		case "class":
			class = strings.ToLower(cut(a.Val, 500))
		case "id":
			id = strings.ToLower(cut(a.Val, 100))
		}
	}
	switch {
	case class == "" && id == "":
		return false
	case namesArticle(class), namesArticle(id):
		return isComments(n)
	}
	return namesAround(class) || namesAround(id) && !isTitled(n, id) || isComments(n)
}

// commentClass names what readers say under an article.
var commentClass = expression(`(?i)(?:^|\s)(?:respond|commentlist|disqus_thread|(?:\w+[_-])*comments?[_-]?(?:list|area|section|wrapper|container|thread|respond|form)?)(?:$|\s)`)

// isComments says whether an element is the list of what readers say.
func isComments(n *html.Node) bool {
	switch n.Data {
	case "div", "section", "ol", "ul":
	default:
		return false
	}
	class, id := cut(token(n, "class"), 500), cut(token(n, "id"), 100)
	if mentionsComments(class) && commentClass.MatchString(class) {
		return true
	}
	if !mentionsComments(id) || !commentClass.MatchString(id) {
		return false
	}
	found := false // documentation has sections on comments
	peek(n, func(c *html.Node) bool {
		found = c.Type == html.ElementNode && c != n && (c.Data == "textarea" || strings.Contains(token(c, "class"), "comment"))
		return !found
	})
	return found
}

// mentionsComments is the cheap test that nearly all names fail.
func mentionsComments(name string) bool {
	return strings.Contains(name, "omment") || strings.Contains(name, "espond") || strings.Contains(name, "isqus")
}

// aroundHeading is the heading of what stands around an article.
var aroundHeading = expression(`(?i)^(?:(?:\d+ )?(?:comments?|responses?|replies)(?: \(?\d+\)?)?\W*$|leave a |join the (?:conversation|discussion)|share(?: this\b.*)?\W*$|follow us\b|newsletter|subscribe|sign up|sponsored\b|sponsors\W*$|advert|` +
	`related(?: (?:posts?|stories|story|articles?|content|news|links?|topics?|products?|items?|reading|coverage|videos?|pages?))?\W*$|recommended|more (?:from|on|stories|articles|posts)\b|you (?:may|might)\b)`)

// isTitled says whether an id is made from the words of n's heading: it says
// what a section is about, not what it is for.
func isTitled(n *html.Node, id string) bool {
	text := ""
	peek(n, func(c *html.Node) bool {
		if isHeading(c) {
			text = textOf(c, 200)
		}
		return text == ""
	})
	heading := strings.Join(wordsOf(text, -1), "-")
	id = strings.Join(wordsOf(id, -1), "-")
	return id != "" && heading != "" && (strings.HasPrefix(heading, id) || strings.HasPrefix(id, heading)) && !aroundHeading.MatchString(strings.TrimSpace(text))
}
