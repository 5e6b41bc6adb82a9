package assistant

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"broadsheet/feeds"
)

// walk gives a copy of d in which every run of text is what do makes of it, in
// their order. Code, addresses and names are no such texts.
func walk(d *feeds.Document, do func([]feeds.Span) []feeds.Span) *feeds.Document {
	out := walkHead(d, do)
	out.Blocks = walkBlocks(d.Blocks, do)
	return out
}

// walkHead is walk for what stands above the blocks.
func walkHead(d *feeds.Document, do func([]feeds.Span) []feeds.Span) *feeds.Document {
	out := *d
	for _, s := range []*string{&out.Standfirst, &out.Note} {
		*s = plain(do(alone(*s)))
	}
	return &out
}

func walkBlocks(list []feeds.Block, do func([]feeds.Span) []feeds.Span) []feeds.Block {
	out := slices.Clone(list)
	for i := range out {
		b := &out[i]
		b.Spans = do(b.Spans)
		if b.Kind == feeds.Image || b.Kind == feeds.Embed {
			b.Alt = plain(do(alone(b.Alt)))
		}
		b.Blocks = walkBlocks(b.Blocks, do)
		b.Items = slices.Clone(b.Items)
		for j := range b.Items {
			item := &b.Items[j]
			item.Term = do(item.Term)
			item.Blocks = walkBlocks(item.Blocks, do)
		}
		b.Rows = slices.Clone(b.Rows)
		for j := range b.Rows {
			row := &b.Rows[j]
			row.Cells = slices.Clone(row.Cells)
			for k := range row.Cells {
				row.Cells[k].Spans = do(row.Cells[k].Spans)
			}
		}
	}
	return out
}

func alone(text string) []feeds.Span { return []feeds.Span{{Text: text}} }

func plain(spans []feeds.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// worded says whether there are words in a text, to be translated.
func worded(text string) bool {
	return strings.ContainsFunc(text, unicode.IsLetter) && tag.ReplaceAllString(text, "") != ""
}

// tag is what stands for a span's style and link in the text that is sent, and
// for a line's end.
var tag = regexp.MustCompile(`<(/?)(\d{1,3})>|<br ?/?>`)

// tagged is spans as one line: where one is more than plain text, its number
// stands around it as a tag.
func tagged(spans []feeds.Span) string {
	var b strings.Builder
	for i, s := range spans {
		text := strings.Join(strings.Fields(strings.ReplaceAll(s.Text, "\n", " \x00 ")), " ")
		text = breaks.Replace(text)
		if text == "" && s.Text != "" {
			text = " "
		} else if text != "" {
			if strings.HasPrefix(s.Text, " ") {
				text = " " + text
			}
			if strings.HasSuffix(s.Text, " ") {
				text += " "
			}
		}
		if plainSpan(s) {
			b.WriteString(text)
			continue
		}
		fmt.Fprintf(&b, "<%d>%s</%d>", i+1, text, i+1)
	}
	return strings.TrimSpace(b.String())
}

var breaks = strings.NewReplacer(" \x00 ", "<br>", " \x00", "<br>", "\x00 ", "<br>", "\x00", "<br>")

func plainSpan(s feeds.Span) bool { return s.Style == 0 && s.URL == "" && s.Note == 0 && s.Jump == 0 }

// untagged is a text as spans: a tag has it look and lead as the span of its
// number, of those that were sent. No other has any meaning.
func untagged(text string, sent []feeds.Span) []feeds.Span {
	var out []feeds.Span
	as := feeds.Span{}
	add := func(text string) {
		if text == "" {
			return
		}
		if n := len(out); n > 0 && out[n-1].Style == as.Style && out[n-1].URL == as.URL && out[n-1].Note == as.Note && out[n-1].Jump == as.Jump {
			out[n-1].Text += text
			return
		}
		s := as
		s.Text = text
		out = append(out, s)
	}
	at := 0
	for _, m := range tag.FindAllStringSubmatchIndex(text, -1) {
		add(text[at:m[0]])
		at = m[1]
		if m[4] < 0 {
			add("\n")
			continue
		}
		n, err := strconv.Atoi(text[m[4]:m[5]])
		switch {
		case m[2] < m[3]:
			as = feeds.Span{}
		case err == nil && n >= 1 && n <= len(sent) && !plainSpan(sent[n-1]):
			as = sent[n-1]
		}
	}
	add(text[at:])
	return out
}
