package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui/config"
)

func (a *app) addCommand() *cobra.Command {
	var folder, title string
	c := &cobra.Command{
		Use:   "add URL…",
		Short: "Subscribe to feeds, and fetch them at once",
		Example: `  broadsheet add https://go.dev/blog/feed.atom
  broadsheet add example.org/news --folder World --title "Example News"`,
		Args: atLeast(1),
	}
	c.Flags().StringVar(&folder, "folder", "", "put them in `FOLDER`; nested folders as \"News/World\"")
	c.Flags().StringVar(&title, "title", "", "call the feed `TITLE` instead of the publisher's title")
	c.RunE = func(c *cobra.Command, args []string) error {
		if title != "" && len(args) > 1 {
			return wrongUse("--title names one feed, but %d addresses were given; add them one by one", len(args))
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			failed, warned := 0, 0
			var several *feeds.SeveralError
			for _, address := range args {
				added, err := lib.Subscribe(c.Context(), library.AddRequest{Address: address, Folder: folder, Title: title})
				switch {
				case err != nil && c.Context().Err() != nil:
					return err
				case err != nil && len(args) == 1 && !errors.As(err, &several):
					return err
				case err != nil:
					failed++
					a.sayNotAdded(err)
				case added.Problem != "":
					warned++
					fmt.Fprintf(a.Err, "broadsheet: %s was added, but: %s\n", added.Feed.URL, added.Problem)
				case added.Duplicate:
					with := ""
					if added.Login {
						with = "; it has the name and password you gave now"
					}
					fmt.Fprintf(a.Out, "%s is there already, as %q%s%s\n", added.Feed.URL, added.Feed.Name(), in(added.Feed.Folder), with)
				default:
					fmt.Fprintf(a.Out, "added %q%s: %s\n", added.Feed.Name(), in(added.Feed.Folder), count(added.Feed.Articles, "article"))
				}
			}
			switch {
			case failed == len(args):
				return errors.New("nothing was added")
			case failed+warned > 0:
				return &partlyError{}
			}
			return nil
		})
	}
	return c
}

// sayNotAdded says why an address was not added; where it has several feeds,
// which there are to choose from.
func (a *app) sayNotAdded(err error) {
	var several *feeds.SeveralError
	if !errors.As(err, &several) {
		fmt.Fprintln(a.Err, "broadsheet: "+feeds.CleanLine(err.Error()))
		return
	}
	fmt.Fprintf(a.Err, "broadsheet: %s has several feeds; add one of these:\n", feeds.CleanLine(several.Address))
	for _, c := range several.Candidates {
		name := c.Title
		if c.Label != "" && c.Label != c.Title {
			name += " (" + c.Label + ")"
		}
		fmt.Fprintf(a.Err, "  %s\n      %s · %s\n", c.URL, name, c.Format)
		for _, h := range c.Headlines {
			fmt.Fprintf(a.Err, "      - %s\n", h)
		}
	}
}

func in(folder string) string {
	if folder == "" {
		return ""
	}
	return " in " + folder
}

// count writes "1 article", "2 articles".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (a *app) feedsCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{Use: "feeds", Short: "List the feeds, how they are doing and what is unread", Args: exactly(0)}
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			list, err := lib.Feeds(c.Context())
			if err != nil {
				return err
			}
			if asJSON {
				out := make([]feedJSON, 0, len(list))
				for _, f := range list {
					out = append(out, feedOut(f))
				}
				return writeJSON(a.Out, out)
			}
			if len(list) == 0 {
				return a.ifNoFeeds(c.Context(), lib, "")
			}
			for _, f := range list {
				fmt.Fprintf(a.Out, "%6s  %5d unread  %s%s\n                      %s\n", f.ID, f.Unread, f.Name(), in(f.Folder), f.URL)
				if f.FetchState.Error != "" {
					fmt.Fprintf(a.Out, "                      ! %s\n", f.FetchState.Error)
				}
			}
			return nil
		})
	}
	return c
}

func (a *app) removeCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "remove URL|ID",
		Short: "Unsubscribe from a feed; its bookmarks and what you read stay",
		Args:  exactly(1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			f, err := lib.FindFeed(c.Context(), args[0])
			if err != nil {
				return err
			}
			switch {
			case f.Origin == feeds.OriginConfig && !config.Exists(a.configPath()):
				return fmt.Errorf("%s was declared in %s, which is not there now; put the file back without it, or an empty one", f.URL, a.configPath())
			case f.Origin == feeds.OriginConfig:
				return fmt.Errorf("%s is declared in %s on line %d; take it out there", f.URL, a.configPath(), f.Line)
			}
			if _, err := lib.Remove(c.Context(), f.ID); err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "removed %q; u on the screen undoes it\n", f.Name())
			return nil
		})
	}
	return c
}

func (a *app) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "import FILE.opml",
		Short:   "Subscribe to the feeds of an OPML file (- reads standard input)",
		Example: "  broadsheet import subscriptions.opml && broadsheet reload",
		Args:    exactly(1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		report, err := a.importFile(c.Context(), args[0], "feed", (*library.Library).ImportOPML)
		if err == nil && report.Added > 0 {
			fmt.Fprintln(a.Err, "`broadsheet reload` fetches them; so does opening the screen.")
		}
		return err
	}
	return c
}

// importFile has take read a file that the person names, and tells what was
// taken in of what.
func (a *app) importFile(ctx context.Context, path, what string, take func(*library.Library, context.Context, []byte, string) (feeds.ImportReport, error)) (report feeds.ImportReport, err error) {
	data, err := a.input(ctx, path)
	if err != nil {
		return report, err
	}
	err = a.with(ctx, func(lib *library.Library) error {
		var err error
		if report, err = take(lib, ctx, data, called(path)); err == nil {
			a.sayImport(report, what)
		}
		return err
	})
	return report, err
}

// sayImport tells what an import did.
func (a *app) sayImport(r feeds.ImportReport, what string) {
	fmt.Fprintf(a.Out, "added %s", count(r.Added, what))
	if r.Duplicate > 0 {
		fmt.Fprintf(a.Out, ", %d there already", r.Duplicate)
	}
	if len(r.Skipped) > 0 {
		fmt.Fprintf(a.Out, ", %d left out", len(r.Skipped))
	}
	fmt.Fprintln(a.Out)
	for _, s := range r.Skipped {
		fmt.Fprintln(a.Err, "left out: "+s.String())
	}
}

func (a *app) exportCommand() *cobra.Command {
	var path, format string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write all feeds as OPML, or as [[feeds]] for the settings",
		Args:  exactly(0),
	}
	c.Flags().StringVarP(&path, "output", "o", "", "write to `FILE` instead of standard output")
	c.Flags().StringVar(&format, "format", "opml", "`FORMAT`: opml or toml")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if format != "opml" && format != "toml" {
			return wrongUse("--format takes opml or toml, not %q", format)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			list, err := lib.Feeds(c.Context())
			if err != nil {
				return err
			}
			err = a.write(path, func(w io.Writer) error {
				if format == "toml" {
					return config.WriteFeeds(w, list)
				}
				return lib.ExportOPML(c.Context(), w)
			})
			if err == nil && path != "" && path != "-" {
				fmt.Fprintf(a.Err, "wrote %s to %s\n", count(len(list), "feed"), path)
			}
			return err
		})
	}
	return c
}

func (a *app) reloadCommand() *cobra.Command {
	var due, asJSON bool
	c := &cobra.Command{
		Use:   "reload",
		Short: "Ask every feed now whether it has news",
		Long:  "Ask every feed now, conditionally, each at most once a minute.\nExits with 3 when some feeds failed.",
		Args:  exactly(0),
	}
	c.Flags().BoolVar(&due, "due", false, "only feeds whose time has come: for cron and timers")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			stop := a.progress(lib, asJSON)
			r, err := lib.Reload(c.Context(), feeds.ReloadRequest{Due: due})
			stop()
			if err != nil {
				return err
			}
			if asJSON {
				err = writeJSON(a.Out, reloadOut(r))
			} else if err = a.sayReload(c.Context(), lib, r); err != nil {
				return err
			}
			switch {
			case err != nil:
				return err
			case r.Offline:
				return errors.New("no host could be reached; this machine seems to be offline, and that counts against no feed: try again later")
			case r.Failed > 0:
				return &partlyError{}
			}
			return nil
		})
	}
	return c
}

// progress shows a reload's events on a terminal's standard error, on one line
// that is rewritten, until stop is called.
func (a *app) progress(lib *library.Library, quiet bool) (stop func()) {
	if a.lib != nil {
		return func() {} // the events are the screen's
	}
	done, finished := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(finished)
		defer a.caught()
		for {
			select {
			case <-done:
				return
			case e, open := <-lib.Events():
				if !open {
					return
				}
				if p, ok := e.(feeds.ReloadProgress); ok && a.Terminal && !quiet {
					fmt.Fprintf(a.Err, "\r%d/%d · %d new · %d failed ", p.Done, p.Total, p.New, p.Failed)
				}
			}
		}
	}()
	return func() {
		close(done)
		<-finished
		if a.Terminal && !quiet {
			fmt.Fprint(a.Err, "\r\x1b[K")
		}
	}
}

func (a *app) sayReload(ctx context.Context, lib *library.Library, r feeds.ReloadReport) error {
	fmt.Fprintf(a.Out, "%s: %d new, %d unchanged, %d failed", count(r.Feeds, "feed"), r.New, r.Unchanged, r.Failed)
	if r.Skipped > 0 {
		fmt.Fprintf(a.Out, ", %d asked less than a minute ago", r.Skipped)
		if r.Recent >= time.Second {
			fmt.Fprintf(a.Out, " (the last %d s ago)", int(r.Recent.Seconds()))
		}
	}
	if len(r.Waiting) > 0 {
		fmt.Fprintf(a.Out, ", %d waiting", len(r.Waiting))
	}
	fmt.Fprintf(a.Out, ", in %s\n", r.Took.Round(10*time.Millisecond))
	for _, list := range [][]feeds.FeedError{r.Errors, r.Waiting, r.Moved} {
		for _, e := range list {
			fmt.Fprintf(a.Err, "! %s: %s\n", e.URL, e.Text)
		}
	}
	if r.Feeds == 0 {
		return a.ifNoFeeds(ctx, lib, "")
	}
	return nil
}
