package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui"
)

// readFormats are what an article is written as.
var readFormats = []string{"text", "markdown", "html", "json"}

// readFlags is how `read` shows an article.
type readFlags struct {
	base, format string
	feedOnly     bool
	width        int
}

func (a *app) readCommand() *cobra.Command {
	var f readFlags
	c := &cobra.Command{
		Use:   "read URL|ID|FILE|-",
		Short: "Show an article, or any page or HTML file, as clean text",
		Example: `  broadsheet read 1204
  broadsheet read https://example.org/story --format markdown > story.md
  curl -s example.org | broadsheet read - --url https://example.org`,
		Args: exactly(1),
	}
	c.Flags().StringVar(&f.base, "url", "", "`BASE` address of a file, for its relative links")
	c.Flags().BoolVar(&f.feedOnly, "feed-only", false, "the feed's own text; never fetch the page")
	c.Flags().StringVar(&f.format, "format", "text", "`FORMAT`: text, markdown, html or json")
	c.Flags().IntVar(&f.width, "width", 0, "`N` columns of text (default: 72, or the terminal's if narrower)")
	c.RunE = func(c *cobra.Command, args []string) error {
		if !slices.Contains(readFormats, f.format) {
			return wrongUse("--format takes text, markdown, html or json, not %q", f.format)
		}
		if f.width < 0 || f.width > 0 && f.width < 20 {
			return wrongUse("--width takes a number from 20, not %d", f.width)
		}
		if f.width == 0 {
			f.width = 72
			if a.Columns > 0 {
				f.width = max(20, min(f.width, a.Columns))
			}
		}
		r, err := a.reading(c.Context(), args[0], f)
		if err != nil {
			return err
		}
		if r.Problem != "" {
			fmt.Fprintln(a.Err, "broadsheet: "+strings.TrimSuffix(r.Problem, feeds.ProblemKeys))
		}
		return a.writeReading(r, f)
	}
	return c
}

// reading finds what is to be read: a stored article by id or address, a page,
// or a file.
func (a *app) reading(ctx context.Context, what string, f readFlags) (feeds.Reading, error) {
	if !isWeb(what) && !isNumber(what) {
		data, err := a.input(ctx, what)
		if err != nil {
			return feeds.Reading{}, err
		}
		return library.ReadHTML(data, called(what), f.base, a.sites())
	}
	var r feeds.Reading
	err := a.look(ctx, func(lib *library.Library) error {
		id, err := lib.FindArticle(ctx, what)
		switch {
		case err == nil && f.feedOnly:
			r, err = lib.Article(ctx, id)
		case err == nil:
			r, err = lib.FullText(ctx, id)
		case isWeb(what) && !f.feedOnly:
			r, err = lib.ReadPage(ctx, what)
		}
		return err
	})
	return r, err
}

// sites are the config's rules for sites. A page is read without them where
// the config cannot be.
func (a *app) sites() []feeds.SiteRule {
	loaded, err := a.settings()
	if err != nil {
		return nil
	}
	return loaded.Settings.Sites
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// writeReading writes an article as it was asked for: at a terminal with
// emphasis and links that it opens, to a pipe or a file as text alone.
func (a *app) writeReading(r feeds.Reading, f readFlags) error {
	w, d := a.Out, *r.Document
	fill(&d, r)
	switch f.format {
	case "json":
		return writeJSON(w, documentOut(&d, r.Article.Topics, r.FromPage, strings.TrimSuffix(r.Problem, feeds.ProblemKeys)))
	case "markdown":
		_, err := io.WriteString(w, strings.TrimRight(d.Markdown(), "\n")+"\n")
		return err
	case "html":
		_, err := io.WriteString(w, strings.TrimRight(d.HTML(), "\n")+"\n")
		return err
	}
	text := d.Text(f.width)
	if a.Columns > 0 && a.Env("TERM") != "dumb" {
		text = ui.Print(&d, f.width, time.Local)
	}
	_, err := io.WriteString(w, strings.TrimRight(text, "\n")+"\n")
	return err
}

// fill completes a document's head from the article it belongs to.
func fill(d *feeds.Document, r feeds.Reading) {
	if r.Article.ID == 0 {
		return
	}
	if r.Article.Title != "" {
		d.Title = r.Article.Title
	}
	if d.Byline == "" {
		d.Byline = strings.Join(r.Article.Authors, ", ")
	}
	if d.Site == "" {
		d.Site = r.Feed.Name()
	}
	if d.URL == "" {
		d.URL = r.Article.URL
	}
	if d.Language == "" {
		d.Language = r.Article.Language
	}
	if !r.Article.DateGuessed {
		d.Published = r.Article.Published
	}
}
