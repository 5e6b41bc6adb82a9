package config

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is a line and a column, from 1.
type place struct{ line, col int }

// tablesOfMany are those that a file may have several of.
var tablesOfMany = []string{"feeds", "sites", "searches", "rules"}

// places finds where each setting of a text that parses has its value, by
// names such as "reading.width", "feeds[2].interval" and, in a list,
// "keys.open[0]"; "feeds[2]" is where the table begins, "@reading.width" where
// the name stands.
func places(text []byte) map[string]place {
	p := &unstable.Parser{}
	p.Reset(text)
	f := finder{p: p, text: text, at: map[string]place{}}
	table, counts := "", map[string]int{}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			name := f.name(e.Key())
			n, many := counts[name]
			switch {
			case slices.Contains(tablesOfMany, name) && (e.Kind == unstable.ArrayTable || !many):
				counts[name]++
				table = fmt.Sprintf("%s[%d]", name, n)
				f.at[table] = f.place(f.start(e.Key()), 0)
			case strings.HasPrefix(name, "feeds.") && counts["feeds"] > 0:
				table = fmt.Sprintf("feeds[%d].%s", counts["feeds"]-1, strings.TrimPrefix(name, "feeds."))
			default:
				table = name
				if strings.HasPrefix(name, "bookmarks.services.") {
					f.at[table] = f.place(f.start(e.Key()), 0)
				}
			}
		case unstable.KeyValue:
			f.pair(table, e)
		}
	}
	return f.at
}

type finder struct {
	p    *unstable.Parser
	text []byte
	at   map[string]place
}

// pair notes a key's place, and those of the keys in its inline tables.
func (f *finder) pair(table string, e *unstable.Node) {
	name := strings.TrimPrefix(table+"."+f.name(e.Key()), ".")
	end, begin := 0, 0
	for it := e.Key(); it.Next(); {
		begin = int(it.Node().Raw.Offset)
		end = begin + int(it.Node().Raw.Length)
	}
	f.at["@"+name] = f.place(begin, begin)
	f.at[name] = f.value(end)
	f.inside(name, e.Value())
}

func (f *finder) inside(name string, v *unstable.Node) {
	i := 0
	for it := v.Children(); it.Next(); i++ {
		switch child := it.Node(); {
		case v.Kind == unstable.InlineTable && child.Kind == unstable.KeyValue:
			f.pair(name, child)
		case v.Kind == unstable.Array && child.Kind == unstable.InlineTable:
			entry := fmt.Sprintf("%s[%d]", name, i)
			f.at[entry] = f.at[name]
			f.inside(entry, child)
		case v.Kind == unstable.Array && child.Kind == unstable.String:
			at := int(child.Raw.Offset)
			f.at[fmt.Sprintf("%s[%d]", name, i)] = f.place(at, at)
		}
	}
}

func (f *finder) name(key unstable.Iterator) string {
	var parts []string
	for key.Next() {
		parts = append(parts, string(key.Node().Data))
	}
	return strings.Join(parts, ".")
}

func (f *finder) start(key unstable.Iterator) int {
	if key.Next() {
		return int(key.Node().Raw.Offset)
	}
	return 0
}

// value is the place of what follows the "=" after offset.
func (f *finder) value(offset int) place {
	at := offset
	if i := bytes.IndexByte(f.text[offset:], '='); i >= 0 {
		at = offset + i + 1
		for at < len(f.text) && (f.text[at] == ' ' || f.text[at] == '\t') {
			at++
		}
	}
	return f.place(at, at)
}

// place gives the line of offset, and the column of col; the line's first
// column where col is 0.
func (f *finder) place(offset, col int) place {
	before := f.text[:offset]
	begin := bytes.LastIndexByte(before, '\n') + 1
	return place{bytes.Count(before, []byte{'\n'}) + 1, max(col-begin, 0) + 1}
}

// What may be secret in a line: a password or a token, what headers say, the
// user information of an address.
var (
	secret   = regexp.MustCompile(`\b((?:password|headers|token|client_secret)["']?\s*=\s*).*`)
	userInfo = regexp.MustCompile(`//[^/@\s"']*@`)
	pairLine = regexp.MustCompile(`^(.*?=\s*).*`)
)

// hide takes what may be secret out of a line, which is shown and may be
// logged; whole says that all of its value may be.
func hide(line string, whole bool) string {
	line = userInfo.ReplaceAllString(secret.ReplaceAllString(line, "${1}…"), "//…@")
	if whole {
		line = pairLine.ReplaceAllString(line, "${1}…")
	}
	return line
}
