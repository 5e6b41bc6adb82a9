package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// Pages that React streams send a template as a slot, a placeholder to look
// at meanwhile, and later the content in a hidden element, which a script
// puts into the slot. fillSlots does what the script would.

// streamComment are the marks around a placeholder.
var streamComment = map[string]bool{"<!--$?-->": true, "<!--$~-->": true, "<!--$-->": true, "<!--$!-->": true, "<!--/$-->": true}

// slotID is the number of a slot with this id, "" when it is none.
func slotID(id string) string {
	number, ok := strings.CutPrefix(id, "B:")
	if !ok {
		number, ok = strings.CutPrefix(id, "P:")
	}
	if !ok || number == "" || len(number) > 8 || strings.Trim(number, "0123456789abcdef") != "" {
		return ""
	}
	return number
}

// maxSlots bounds the slots that are filled, and maxDepth how deep their
// content may come to stand: what a parser lets through, and recursion bears.
const (
	maxSlots = 2_000
	maxDepth = 512
)

func fillSlots(root *html.Node) {
	slots, contents := map[string]*html.Node{}, map[string]*html.Node{}
	var order []string
	walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			if id := token(n, "data-slot"); n.Data == "i" && id != "" && slots[id] == nil && len(order) < maxSlots {
				slots[id] = n
				order = append(order, id)
			}
			if id, ok := strings.CutPrefix(token(n, "id"), "S:"); ok && hasAttr(n, "hidden") && contents[id] == nil {
				contents[id] = n
			}
		}
		return true
	})
	for _, id := range order {
		slot, content := slots[id], contents[id]
		if content == nil || slot.Parent == nil || within(slot, content) || depth(slot)+height(content) > maxDepth {
			continue
		}
		dropPlaceholder(slot)
		for c := content.FirstChild; c != nil; c = content.FirstChild {
			content.RemoveChild(c)
			slot.Parent.InsertBefore(c, slot)
		}
	}
}

// within says whether n is content or under it.
func within(n, content *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == content {
			return true
		}
	}
	return false
}

// depth is how many elements n stands in.
func depth(n *html.Node) int {
	d := 0
	for n = n.Parent; n != nil; n = n.Parent {
		d++
	}
	return d
}

// height is how deep elements are nested under n.
func height(n *html.Node) int {
	h := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h = max(h, 1+height(c))
	}
	return h
}

// dropPlaceholder takes out what stands between a slot and its end mark.
func dropPlaceholder(slot *html.Node) {
	end, open := slot.NextSibling, 0
	for ; end != nil; end = end.NextSibling {
		if end.Type != html.CommentNode {
			continue
		}
		if end.Data != "/$" {
			open++
		} else if open--; open < 0 {
			break
		}
	}
	if end == nil {
		return // not a slot with a placeholder: what follows is content
	}
	for c := slot.NextSibling; c != end; c = slot.NextSibling {
		slot.Parent.RemoveChild(c)
	}
}
