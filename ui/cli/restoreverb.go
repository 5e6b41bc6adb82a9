package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds/library"
)

func (a *app) restoreCommand() *cobra.Command {
	var list bool
	c := &cobra.Command{
		Use:   "restore [FILE]",
		Short: "Put a copy of the whole store in its place, for a store that is damaged",
		Long: `Put a copy of the whole store in its place: a backup, or without a FILE the last
copy that Broadsheet made by itself. The copy is checked first; the store that
stood there is set aside under another name and never removed.

Broadsheet copies a sound store of up to 512 MiB once a week while its screen is
open, and every store before it brings it up to date. What bookmarks are newer,
` + "`broadsheet bookmarks restore`" + ` has of their own, daily copies.`,
		Example: "  broadsheet restore --list\n  broadsheet restore\n  broadsheet restore ~/backups/broadsheet.db",
		Args:    atMost(1),
	}
	c.Flags().BoolVar(&list, "list", false, "list the copies that Broadsheet made, and do nothing")
	c.RunE = func(c *cobra.Command, args []string) error {
		copies := library.StoreCopies(a.dataDir())
		if len(copies) == 0 && len(args) == 0 {
			return fmt.Errorf("there is no copy of the store in %s; name a backup", a.dataDir())
		}
		if list {
			for _, s := range copies {
				fmt.Fprintf(a.Out, "%s  %s\n", s.Made.Format("2006-01-02 15:04"), s.Path)
			}
			return nil
		}
		if len(args) == 0 {
			args = []string{copies[0].Path}
		}
		aside, err := library.RestoreStore(c.Context(), a.dataDir(), args[0], a.Now())
		if aside != "" {
			fmt.Fprintf(a.Err, "what stood there is now %s\n", aside)
		}
		if err == nil {
			fmt.Fprintf(a.Err, "the store is as %s has it; `broadsheet bookmarks restore` lists newer copies of the bookmarks\n", args[0])
		}
		return err
	}
	return c
}
