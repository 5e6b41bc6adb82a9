package cli

import (
	"cmp"
	"errors"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"broadsheet/feeds"
)

// queryHelp is the query language in a few lines, for the help of each verb
// that takes one.
const queryHelp = `A query is words, all of which must be there: storm "west coast" -sport (iris or ida) stor*
  title: body: author:        words of one field
  feed: folder: topic: lang:  where an article comes from, and what it is about
  url: tag: note:             a part of its address; what you gave its bookmark
  is:unread read bookmarked story copy muted; of bookmarks dead moved
  has:audio image comments note highlight
  age:<2d age:>1w             min, h, d, w, mo, y
  date:2026-11.. date:..2026-11-10 date:today date:yesterday
  words:>800                  how long it is
  /regular expression/        also of a field: title:/^live/
  sort:best feed folder published story title words; of bookmarks all but story
Case and accents do not matter. Quote a query from your shell.`

// takesQuery makes the help of a verb explain the language, and its answer to
// "-word" say how a query leaves a word out: to a shell's eye it is a flag.
//
//go:noinline
func takesQuery(c *cobra.Command) *cobra.Command {
	c.Long = cmp.Or(c.Long, c.Short+".") + "\n\n" + queryHelp
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		hint := ""
		if strings.Contains(err.Error(), "shorthand") {
			hint = "; in a query, write not before the word instead, or -- before the query"
		}
		return wrongUse("%s%s; `%s --help` lists what it takes", flagSentence(err), hint, c.CommandPath())
	})
	return c
}

// query reads the arguments as one query. A mistake is shown where it is.
func query(args []string) (feeds.Query, error) {
	text := strings.Join(args, " ")
	q, err := feeds.ParseQuery(text)
	var mistake *feeds.QueryError
	if !errors.As(err, &mistake) {
		return q, err
	}
	before := []rune(text)
	before = before[:min(max(mistake.Column-1, 0), len(before))]
	pointed := feeds.CleanLine(text)
	if pointed == text && ansi.StringWidth(text) < 200 { // else nothing would stand where it is pointed at
		pointed = "\n  " + text + "\n  " + strings.Repeat(" ", ansi.StringWidth(string(before))) + "^"
	} else {
		pointed = ""
	}
	return q, wrongUse("the query has a mistake at column %d: %s%s", mistake.Column, mistake.Text, pointed)
}
