package extract

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: the
// forty of this room would be a tenth of what the program takes to start.
type pattern func() *regexp.Regexp

// patterns are all there are, for a test that each compiles.
var patterns []pattern

// expression is not inlined: each of the forty would hold a copy.
//
//go:noinline
func expression(text string) pattern {
	p := pattern(sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) }))
	patterns = append(patterns, p)
	return p
}

func (p pattern) MatchString(s string) bool              { return p().MatchString(s) }
func (p pattern) FindString(s string) string             { return p().FindString(s) }
func (p pattern) FindStringSubmatch(s string) []string   { return p().FindStringSubmatch(s) }
func (p pattern) FindStringSubmatchIndex(s string) []int { return p().FindStringSubmatchIndex(s) }
func (p pattern) FindIndex(b []byte) []int               { return p().FindIndex(b) }
func (p pattern) FindSubmatch(b []byte) [][]byte         { return p().FindSubmatch(b) }
func (p pattern) ReplaceAllString(s, with string) string { return p().ReplaceAllString(s, with) }
