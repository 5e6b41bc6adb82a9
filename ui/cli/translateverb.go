package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
)

func (a *app) translateCommand() *cobra.Command {
	var to, format string
	var again, asJSON bool
	c := &cobra.Command{
		Use:   "translate ID|URL",
		Short: "Have your assistant translate an article",
		Long:  "Translate an article, block by block." + sentWhere,
		Example: `  broadsheet translate 1204
  broadsheet translate https://example.org/story --to French --format markdown`,
		Args: exactly(1),
	}
	c.Flags().StringVar(&to, "to", "", "into `LANGUAGE`, a name or a code (default: that of the settings, or the system's)")
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text, markdown, html or json")
	c.Flags().BoolVar(&again, "again", false, "ask again for what was answered before")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object, as --format json")
	c.RunE = func(c *cobra.Command, args []string) error {
		if asJSON {
			format = "json"
		}
		if !slices.Contains(readFormats, format) {
			return wrongUse("--format takes text, markdown, html or json, not %q", format)
		}
		f := readFlags{format: format, width: 72}
		if a.Columns > 0 {
			f.width = max(20, min(f.width, a.Columns))
		}
		var r feeds.Reading
		w := &flow{out: a.Out}
		tell := a.toldWhere(func(so feeds.AssistantAnswer) {
			if format == "text" && so.Document != nil {
				w.grow(unlinked(shownTranslation(r, so, so.Whole), f.width))
			}
		})
		req := feeds.AssistantRequest{Act: feeds.AssistTranslation, Language: to, Again: again}
		answer, err := a.assist(c.Context(), args[0], req, func(found feeds.Reading) { r = found }, tell)
		if err != nil {
			w.end("")
			return err
		}
		if left := answer.Of - answer.Done; left > 0 {
			fmt.Fprintf(a.Err, "broadsheet: %s left %s out, as they were; try it again\n", answer.Model, count(left, "piece"))
		}
		if r.Problem != "" {
			fmt.Fprintln(a.Err, "broadsheet: "+strings.TrimSuffix(r.Problem, feeds.ProblemKeys))
		}
		d := shownTranslation(r, answer, len(answer.Document.Blocks))
		if format == "text" {
			w.end(strings.TrimRight(d.Text(f.width), "\n"))
			return nil
		}
		r.Document, r.Article.Title = d, answer.Title
		return a.writeReading(r, f)
	}
	return c
}

// shownTranslation is the first n blocks of a translation, with the head of the
// article that it is of, and a note that says whose words these are.
func shownTranslation(r feeds.Reading, so feeds.AssistantAnswer, n int) *feeds.Document {
	d := *so.Document
	d.Blocks = d.Blocks[:min(n, len(d.Blocks))]
	if len(d.Blocks) == 0 && len(so.Document.Blocks) > 0 {
		return &feeds.Document{}
	}
	r.Article.Title = so.Title
	fill(&d, r)
	d.Title = so.Title
	d.Note = strings.TrimSpace("Translated into " + so.Language + " by " + so.Model + ", which can be wrong. " + d.Note)
	return &d
}

// unlinked is a document's text without the list of addresses that ends it: what
// more text can follow.
func unlinked(d *feeds.Document, width int) string {
	text := strings.TrimRight(d.Text(width), "\n")
	if links := d.Links(); len(links) > 0 {
		if at := strings.LastIndex(text, "\n\n[1] "+links[0].URL); at >= 0 {
			text = text[:at]
		}
	}
	return text
}
