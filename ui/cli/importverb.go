package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) bookmarksImport() *cobra.Command {
	var format string
	var dry, asJSON bool
	names, titles := library.BookmarkImports()
	long := "Take in the bookmarks of another program. The format is found by the content.\n" +
		"A page that is kept already gains tags, notes and the earlier date. All of it\nis one step, which u on the screen undoes.\n\nFormats:\n"
	for i, name := range names {
		long += fmt.Sprintf("  %-10s %s\n", name, titles[i])
	}
	c := &cobra.Command{
		Use:   "import FILE|FOLDER",
		Short: "Take in bookmarks of a browser, a service or a folder of notes (- reads standard input)",
		Long:  strings.TrimRight(long, "\n"),
		Example: `  broadsheet bookmarks import pocket.zip --dry-run
  broadsheet bookmarks import ~/notes/news`,
		Args: exactly(1),
	}
	c.Flags().StringVar(&format, "format", "", "read it as `FORMAT`, whatever it looks like")
	c.Flags().BoolVar(&dry, "dry-run", false, "count what would be done, and do nothing")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	c.RunE = func(c *cobra.Command, args []string) error {
		ctx, path := c.Context(), args[0]
		folder := false
		if info, err := os.Stat(path); err == nil && path != "-" {
			folder = info.IsDir()
		}
		if folder && format != "" && format != "obsidian" {
			return wrongUse("%s is a folder, and --format is for a file", path)
		}
		var report feeds.ImportReport
		take := func(lib *library.Library) (err error) {
			report, err = lib.ImportBookmarkFolder(ctx, path, dry)
			return err
		}
		if !folder {
			r, err := a.opened(ctx, path)
			if err != nil {
				return err
			}
			defer func() { _ = r.Close() }()
			take = func(lib *library.Library) (err error) {
				report, err = lib.ImportBookmarks(ctx, r, called(path), format, dry)
				return err
			}
		}
		if err := a.taking(dry)(ctx, take); err != nil {
			return err
		}
		if asJSON {
			return writeJSON(a.Out, importOut(report, dry))
		}
		a.sayBookmarks(report, dry, "added")
		return nil
	}
	return c
}

func importNames() []string {
	names, _ := library.BookmarkImports()
	return names
}

func (a *app) bookmarksRestore() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put bookmarks back as a copy has them; without a FILE, list the dated copies",
		Long: `Put bookmarks back as a copy has them: a dated copy, or any export as json or
jsonl. Those that are gone come back, those that were changed are as they were;
what was kept since stays. It is one step, which u on the screen undoes.

The first change of a day copies what was there before it. Copies of the last 14
days and the last 12 months stay; without a FILE they are listed.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return wrongUse("restore takes one file, not %d", len(args))
			}
			return nil
		},
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "count what would be done, and do nothing")
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return a.look(c.Context(), a.listCopies)
		}
		r, err := a.opened(c.Context(), args[0])
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		return a.taking(dry)(c.Context(), func(lib *library.Library) error {
			report, since, err := lib.RestoreBookmarks(c.Context(), r, called(args[0]), dry)
			if err != nil {
				return err
			}
			a.sayBookmarks(report, dry, "brought back")
			if since > 0 {
				fmt.Fprintf(a.Out, "%s not in the copy stay as they are\n", count(since, "bookmark"))
			}
			return nil
		})
	}
	return c
}

func (a *app) listCopies(lib *library.Library) error {
	list, err := lib.Copies()
	if err != nil {
		return err
	}
	if len(list) == 0 {
		fmt.Fprintln(a.Err, "There are no copies yet; the first change of a bookmark makes one.")
	}
	for _, c := range list {
		fmt.Fprintf(a.Out, "%s  %6d  %s\n", c.Day, c.Bookmarks, c.Path)
	}
	return nil
}

// taking opens the library for a verb that adds to it; one that only counts
// leaves no trace.
func (a *app) taking(dry bool) func(context.Context, func(*library.Library) error) error {
	if dry {
		return a.look
	}
	return a.with
}

// sayBookmarks tells what an import or a restore did, or would do.
func (a *app) sayBookmarks(r feeds.ImportReport, dry bool, added string) {
	if dry {
		added = "would be " + added + ":"
	}
	fmt.Fprintf(a.Out, "%s %s", added, count(r.Added, "bookmark"))
	if r.Duplicate > 0 {
		fmt.Fprintf(a.Out, ", %d there already", r.Duplicate)
	}
	if r.Merged > 0 {
		fmt.Fprintf(a.Out, " (%d changed)", r.Merged)
	}
	if len(r.Skipped) > 0 {
		fmt.Fprintf(a.Out, ", %d left out", len(r.Skipped))
	}
	fmt.Fprintln(a.Out)
	for _, s := range r.Skipped {
		fmt.Fprintln(a.Err, "left out: "+s.String())
	}
}

type importJSON struct {
	Format  string        `json:"format"`
	DryRun  bool          `json:"dry_run"`
	Added   int           `json:"added"`
	Merged  int           `json:"merged"`
	Same    int           `json:"unchanged"`
	Skipped []skippedJSON `json:"skipped"`
}

type skippedJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // 0 for none
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

func importOut(r feeds.ImportReport, dry bool) importJSON {
	out := importJSON{r.Format, dry, r.Added, r.Merged, r.Duplicate - r.Merged, []skippedJSON{}}
	for _, s := range r.Skipped {
		out.Skipped = append(out.Skipped, skippedJSON{s.File, s.Line, s.What, s.Why})
	}
	return out
}

// opened opens a file that the person names, "-" meaning standard input.
// Waiting for a terminal ends with ctx.
func (a *app) opened(ctx context.Context, path string) (io.ReadCloser, error) {
	switch path {
	case "":
		return nil, wrongUse("name a file, or - for standard input")
	case "-":
	default:
		return library.OpenBookmarks(path)
	}
	r, w := io.Pipe()
	go func() {
		defer a.caught()
		_, err := io.Copy(w, a.In)
		w.CloseWithError(err)
	}()
	stop := context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	return closing{r, stop}, nil
}

type closing struct {
	*io.PipeReader
	stop func() bool
}

func (c closing) Close() error {
	c.stop()
	return c.PipeReader.Close()
}

func (a *app) backupCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the whole store to a file, also while it is in use",
		Long: `Copy the whole store, feeds, articles, state and bookmarks, as it is at one
moment. An older backup of that name is replaced when the new one is complete.

To use a backup, put it as broadsheet.db into an empty directory and name that
with --data, or put it in place of the store while Broadsheet is not running.`,
		Example: "  broadsheet backup ~/backups/broadsheet.db",
		Args:    exactly(1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if !library.Exists(a.dataDir()) {
			return fmt.Errorf("there is no store in %s yet, so there is nothing to copy", a.dataDir())
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			if err := lib.Backup(c.Context(), args[0]); err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "copied the store to %s\n", args[0])
			return nil
		})
	}
	return c
}
