package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) bookmarksExport() *cobra.Command {
	var e feeds.BookmarkExport
	var path string
	c := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Write bookmarks in a format other programs read: all, or those a query asks for",
		Long: `Write all bookmarks, or those a query asks for. They are of one moment, and the
same bookmarks give the same bytes.

Addresses of schemes that must not leave in a file others open (javascript:,
data:) are left out and counted; json and jsonl carry all.

A template ranges over .bookmarks, which have the keys of json, and markdown and
text beside them; its functions are json, date, join and line.

` + formatTable(),
		Example: `  broadsheet bookmarks export --format netscape -o bookmarks.html
  broadsheet bookmarks export tag:recipes --format epub --images -o recipes.epub
  broadsheet bookmarks export 'tag:later age:<30d' --format markdown
  broadsheet bookmarks export --format obsidian -o ~/notes/news
  broadsheet bookmarks export --format jsonl | jq -r .url
  echo '{{range .bookmarks}}{{date "2006" .saved}} {{.title}}: {{join ", " .tags}}{{"\n"}}{{end}}' > my.tmpl
  broadsheet bookmarks export --template my.tmpl`,
		Args: atLeast(0),
	}
	f := c.Flags()
	f.StringVar(&e.Format, "format", "", "`FORMAT`, one of the list (default: what the file's ending says, else netscape)")
	f.StringVarP(&path, "output", "o", "", "write to `FILE` instead of standard output; obsidian: the folder")
	f.StringVar(&e.Dialect, "dialect", "", "csv: whose `COLUMNS`: "+strings.Join(library.BookmarkDialects(), ", "))
	f.BoolVar(&e.CSVSafe, "csv-safe", false, "csv: an apostrophe before what a spreadsheet would run; not to be imported again")
	f.BoolVar(&e.Images, "images", false, "html, epub: with pictures, which are fetched now")
	f.StringVar(&e.TemplateFile, "template", "", "template: the `FILE` (Go text/template over what json has)")
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args)
		if err != nil {
			return err
		}
		if q.Sort != feeds.SortDate {
			return wrongUse("an export has the order of its format; leave out sort:%s", q.Sort)
		}
		e.Query = q.String()
		format, err := a.exportFormat(&e, path)
		if err != nil {
			return err
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			done, err := a.export(c.Context(), lib, e, format, path)
			if err != nil {
				return err
			}
			a.sayExport(done, e, format, path)
			return nil
		})
	}
	return takesQuery(c)
}

// formatTable lists the formats and what each carries.
func formatTable() string {
	var b strings.Builder
	b.WriteString("Formats, and what each carries beside title and address:\n")
	for _, f := range library.BookmarkFormats() {
		fmt.Fprintf(&b, "  %-9s %s:\n            %s\n", f.Name, f.Title, f.Fields)
	}
	return strings.TrimRight(b.String(), "\n")
}

func formatNames() (out []string) {
	for _, f := range library.BookmarkFormats() {
		out = append(out, f.Name)
	}
	return out
}

// exportFormat finds the format and makes sure that the flags fit it.
func (a *app) exportFormat(e *feeds.BookmarkExport, path string) (feeds.BookmarkFormat, error) {
	if e.Format == "" {
		e.Format = library.BookmarkFormatOf(path)
		if e.TemplateFile != "" {
			e.Format = "template"
		}
	}
	list := library.BookmarkFormats()
	i := slices.IndexFunc(list, func(f feeds.BookmarkFormat) bool { return f.Name == e.Format })
	if i < 0 {
		return feeds.BookmarkFormat{}, wrongUse("--format takes one of %s, not %q", strings.Join(formatNames(), ", "), e.Format)
	}
	f := list[i]
	switch {
	case f.Dialects == nil && (e.Dialect != "" || e.CSVSafe):
		return f, wrongUse("--dialect and --csv-safe are for --format csv")
	case e.Dialect != "" && !slices.Contains(f.Dialects, e.Dialect):
		return f, wrongUse("--dialect takes one of %s, not %q", strings.Join(f.Dialects, ", "), e.Dialect)
	case e.Images && !f.Pictures:
		return f, wrongUse("--images is for --format html and epub; %s carries no pictures", f.Name)
	case (e.TemplateFile != "") != f.Template:
		return f, wrongUse("--template FILE belongs to --format template; name both or neither")
	case f.Folder && (path == "" || path == "-"):
		return f, wrongUse("%s is a folder of files; name it with -o", f.Name)
	case f.Binary && (path == "" || path == "-") && a.Terminal:
		return f, wrongUse("%s is nothing for a terminal; name a file with -o", f.Name)
	}
	return f, nil
}

func (a *app) export(ctx context.Context, lib *library.Library, e feeds.BookmarkExport, f feeds.BookmarkFormat, path string) (done feeds.BookmarksExported, err error) {
	if f.Folder {
		return lib.WriteNotes(ctx, path, e)
	}
	err = a.write(path, func(w io.Writer) (err error) {
		done, err = lib.WriteBookmarks(ctx, w, e)
		return err
	})
	return done, err
}

// sayExport tells what was left out, and of a file what was written.
func (a *app) sayExport(done feeds.BookmarksExported, e feeds.BookmarkExport, f feeds.BookmarkFormat, path string) {
	if done.LeftOut > 0 {
		kinds := ""
		if done.Schemes != "" {
			kinds = " (" + done.Schemes + ")"
		}
		fmt.Fprintf(a.Err, "%s left out: their addresses are of a kind%s that %s cannot carry safely; json carries all\n", count(done.LeftOut, "bookmark"), kinds, f.Name)
	}
	if done.Untouched > 0 {
		fmt.Fprintf(a.Err, "%s left alone: the line that parts Broadsheet's text from yours is gone from them\n", count(done.Untouched, "note"))
	}
	if done.NoPicture > 0 {
		fmt.Fprintf(a.Err, "%s could not be had; a link stands for each\n", count(done.NoPicture, "picture"))
	}
	if path == "" || path == "-" {
		return
	}
	what := count(done.Written, "bookmark")
	if done.Pictures > 0 {
		what += " with " + count(done.Pictures, "picture")
	}
	fmt.Fprintf(a.Err, "wrote %s to %s\n", what, path)
}
