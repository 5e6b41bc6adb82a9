package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// maxNotes bounds the footnotes of one text.
const maxNotes = 1000

// footnotes are the jumps of a text from a short mark to a block further down:
// the number of each note by its element and by its id.
type footnotes struct {
	byID map[string]int
	at   map[*html.Node]int
}

// findFootnotes looks under root for footnotes, numbered in the order of their
// marks.
func findFootnotes(root *html.Node, isJump func(href string) bool) footnotes {
	type place struct {
		node  *html.Node
		order int
	}
	type mark struct {
		id    string
		order int
	}
	ids := map[string]place{}
	var marks []mark
	order := 0
	walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		order++
		id := idOf(n)
		if id == "" && n.Data == "a" {
			id = token(n, "name")
		}
		if block := noteBlock(n, root); id != "" && block != nil && ids[id].node == nil {
			ids[id] = place{block, order}
		}
		if href := strings.TrimSpace(token(n, "href")); n.Data == "a" && len(marks) < 4*maxNotes && isJump(href) && isNoteMark(textOf(n, 40)) {
			_, to, _ := strings.Cut(href, "#")
			marks = append(marks, mark{to, order})
		}
		return true
	})
	f := footnotes{byID: map[string]int{}, at: map[*html.Node]int{}}
	for _, m := range marks {
		to, ok := ids[m.id]
		if !ok || to.order < m.order || f.byID[m.id] != 0 || len(f.at) >= maxNotes {
			continue
		}
		n := f.at[to.node]
		if n == 0 {
			n = len(f.at) + 1
			f.at[to.node] = n
		}
		f.byID[m.id] = n
	}
	return f
}

// noteBlock is the block that a jump to n leads to: n itself, or the block
// around it where it is an anchor within one. Nil for headings and the like.
func noteBlock(n, root *html.Node) *html.Node {
	for i := 0; n != nil && n != root && i < 4; i, n = i+1, n.Parent {
		switch n.Data {
		case "li", "p", "dd", "div", "aside":
			return n
		case "a", "span", "sup", "b", "strong", "i", "em", "font", "small":
		default:
			return nil
		}
	}
	return nil
}

// restoreNotes appends to an article the footnotes that its marks lead to and
// that were left behind in the page: readability takes short ones for clutter.
func restoreNotes(article, page *html.Node, isJump func(href string) bool) {
	here, wanted := map[string]bool{}, []string(nil)
	walk(article, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return n.Type == html.DocumentNode
		}
		here[idOf(n)] = true
		if n.Data == "a" {
			here[token(n, "name")] = true
			if href := strings.TrimSpace(token(n, "href")); len(wanted) < maxNotes && isJump(href) && isNoteMark(textOf(n, 40)) {
				wanted = append(wanted, fragment(href))
			}
		}
		return true
	})
	left := map[string]*html.Node{}
	for _, id := range wanted {
		if id != "" && !here[id] {
			left[id] = nil
		}
	}
	if len(left) == 0 {
		return
	}
	walk(page, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			id := idOf(n)
			if id == "" && n.Data == "a" {
				id = token(n, "name")
			}
			if at, ok := left[id]; ok && at == nil {
				left[id] = noteBlock(n, page)
			}
		}
		return true
	})
	list := &html.Node{Type: html.ElementNode, Data: "ol"}
	done := map[*html.Node]bool{}
	for _, id := range wanted {
		n := left[id]
		if n == nil || done[n] || len(textOf(n, maxNoteText)) > maxNoteText {
			continue
		}
		done[n] = true
		if n.Data == "li" {
			list.AppendChild(clone(n))
		} else {
			article.AppendChild(clone(n))
		}
	}
	if list.FirstChild != nil {
		article.AppendChild(list)
	}
}

// maxNoteText bounds a footnote that is restored, in bytes.
const maxNoteText = 4096

func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace, Attr: append([]html.Attribute(nil), n.Attr...)}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(clone(k))
	}
	return c
}

// isNoteMark says whether a link's text is that of a footnote's mark: "1",
// "[12]", "a", "*", "†".
func isNoteMark(text string) bool {
	text = strings.Trim(strings.TrimSpace(text), "[]()")
	if text == "" || utf8.RuneCountInString(text) > 6 {
		return false
	}
	if strings.Trim(text, "*†‡§") == "" {
		return true
	}
	digits := strings.Trim(text, "0123456789") == ""
	letter := len(text) == 1 && text[0]|0x20 >= 'a' && text[0]|0x20 <= 'z'
	named := strings.HasPrefix(strings.ToLower(text), "note ") || strings.HasPrefix(strings.ToLower(text), "fn")
	return digits && len(text) < 5 || letter || named
}

// settleNotes keeps the footnotes that have both their ends and numbers them
// in the order of their marks.
func settleNotes(blocks []feeds.Block) {
	begins := map[int]bool{}
	eachBlock(blocks, func(b *feeds.Block) {
		if b.Note > 0 {
			begins[b.Note] = true
		}
	})
	numbers := inOrder(blocks, begins, func(s *feeds.Span) *int { return &s.Note })
	eachBlock(blocks, func(b *feeds.Block) { b.Note = numbers[b.Note] })
}

// inOrder numbers what spans lead to in the order in which they do, and lets go
// of what is not there; it gives the new numbers by the old.
func inOrder(blocks []feeds.Block, there map[int]bool, of func(*feeds.Span) *int) map[int]int {
	numbers := map[int]int{}
	eachSpan(blocks, func(s *feeds.Span) {
		n := of(s)
		if !there[*n] {
			*n = 0
			return
		}
		if numbers[*n] == 0 {
			numbers[*n] = len(numbers) + 1
		}
		*n = numbers[*n]
	})
	return numbers
}

// eachBlock visits blocks and what is within them.
func eachBlock(blocks []feeds.Block, visit func(*feeds.Block)) {
	for i := range blocks {
		visit(&blocks[i])
		for _, item := range blocks[i].Items {
			eachBlock(item.Blocks, visit)
		}
		eachBlock(blocks[i].Blocks, visit)
	}
}
