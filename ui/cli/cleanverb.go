package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds/library"
)

func (a *app) cleanCommand() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "clean",
		Short: "Drop the read articles that the settings no longer keep",
		Long: `Drop the read articles that the settings no longer keep: [keep] for all feeds,
keep_days and keep_articles of one. Unread, bookmarked and noted articles always
stay. The screen does the same by itself, a few times a day.

What is dropped does not come back for as long as the settings say so, even where
its feed still carries it.`,
		Example: "  broadsheet clean --dry-run",
		Args:    exactly(0),
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would go, by feed, and drop nothing")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			do, what := lib.Clean, "dropped"
			if dry {
				do, what = lib.Wanes, "would go"
			}
			list, err := do(c.Context())
			total := 0
			for _, w := range list {
				fmt.Fprintf(a.Out, "%7d  %s\n", w.Articles, w.Feed.Name())
				total += w.Articles
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Err, "%s of %s %s\n", count(total, "read article"), count(len(list), "feed"), what)
			return nil
		})
	}
	return c
}
