package ui

import (
	"sort"
	"time"

	"broadsheet/feeds"
)

// Comments as one text: threads, and within each the replies set off.

// threads parts comments into those at the top, each with its replies.
func threads(list []feeds.Comment) [][]feeds.Comment {
	var out [][]feeds.Comment
	for _, c := range list {
		if c.Depth == 0 || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], c)
	}
	return out
}

// newestFirst says how the feed orders its comments.
func newestFirst(list []feeds.Comment) bool {
	if len(list) == 0 {
		return false
	}
	all := threads(list)
	return all[0][0].Published.After(all[len(all)-1][0].Published)
}

// threadBlocks is the threads one after the other, replies set off by a bar
// for each step.
func threadBlocks(list []feeds.Comment, newest bool, now time.Time, loc *time.Location) []feeds.Block {
	all := threads(list)
	if newestFirst(list) != newest {
		for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
			all[i], all[j] = all[j], all[i]
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		a, b := all[i][0].Published, all[j][0].Published
		if a.IsZero() || b.IsZero() {
			return false
		}
		return newest && a.After(b) || !newest && a.Before(b)
	})
	var blocks []feeds.Block
	for _, thread := range all {
		blocks = append(blocks, nested(thread, 0, now, loc)...)
	}
	return blocks
}

// nested is the comments of one depth, what stands deeper within quotations.
func nested(list []feeds.Comment, depth int, now time.Time, loc *time.Location) []feeds.Block {
	var blocks []feeds.Block
	for i := 0; i < len(list); {
		if list[i].Depth <= depth {
			blocks = append(blocks, commentBlocks(list[i], now, loc)...)
			i++
			continue
		}
		end := i + 1
		for end < len(list) && list[end].Depth > depth {
			end++
		}
		blocks = append(blocks, feeds.Block{Kind: feeds.Quote, Blocks: nested(list[i:end], depth+1, now, loc)})
		i = end
	}
	return blocks
}

// commentBlocks is a comment under the line that says whose it is and how old: on the
// line above its first paragraph, where it begins with one.
func commentBlocks(c feeds.Comment, now time.Time, loc *time.Location) []feeds.Block {
	author := feeds.CleanLine(c.Author)
	if author == "" {
		author = "somebody"
	}
	spans := []feeds.Span{{Text: author, Style: feeds.Bold}}
	if !c.Published.IsZero() {
		spans = append(spans, feeds.Span{Text: " · " + age(now, c.Published, loc)})
	}
	if len(c.Blocks) == 0 || c.Blocks[0].Kind != feeds.Paragraph || c.Blocks[0].RTL {
		return append([]feeds.Block{{Kind: feeds.Paragraph, Spans: spans}}, c.Blocks...)
	}
	first := c.Blocks[0]
	first.Spans = append(append(spans, feeds.Span{Text: "\n"}), first.Spans...)
	return append([]feeds.Block{first}, c.Blocks[1:]...)
}
