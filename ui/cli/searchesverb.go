package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

type searchJSON struct {
	Name   string `json:"name"`
	Query  string `json:"query"`
	Unread *int   `json:"unread"` // null where it is not counted
	Config bool   `json:"config"` // it stands in config.toml
}

func searchOut(v feeds.SavedSearch) searchJSON {
	out := searchJSON{Name: v.Name, Query: v.Query, Config: v.Line > 0}
	if v.Counted {
		out.Unread = &v.Unread
	}
	return out
}

func (a *app) searchesCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "searches",
		Short: "List the saved searches, with what is unread of each",
		Example: `  broadsheet searches add "Long reads" 'words:>1500 age:<2w'
  broadsheet list "@Long reads"`,
		Args: noArgs,
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			list, err := lib.Searches(c.Context())
			if err != nil {
				return err
			}
			out := []searchJSON{}
			for _, v := range list {
				out = append(out, searchOut(v))
			}
			switch {
			case asJSON:
				return writeJSON(a.Out, out)
			case len(out) == 0:
				fmt.Fprintln(a.Err, "No search is saved yet; `broadsheet searches add NAME QUERY` saves one.")
			}
			for _, v := range out {
				unread := "-"
				if v.Unread != nil {
					unread = fmt.Sprint(*v.Unread)
				}
				fmt.Fprintf(a.Out, "%6s  %s  %s\n", unread, v.Name, v.Query)
			}
			return nil
		})
	}
	c.AddCommand(a.searchesAddCommand(), a.searchesRemoveCommand())
	return c
}

func (a *app) searchesAddCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "add NAME QUERY",
		Short:   "Save a search under a name, as a view on the screen",
		Example: `  broadsheet searches add "Long reads" 'words:>1500 age:<2w'`,
		Args:    atLeast(2),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args[1:])
		switch {
		case err != nil:
			return err
		case q.Where == nil:
			return wrongUse("say what to look for")
		case feeds.CleanLine(args[0]) == "":
			return wrongUse("a saved search needs a name")
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			change, err := lib.SaveSearch(c.Context(), feeds.SavedSearch{Name: args[0], Query: q.String()})
			if err == nil {
				fmt.Fprintf(a.Out, "saved %q: %s\n", change.What, q.String())
			}
			return err
		})
	}
	return takesQuery(c)
}

func (a *app) searchesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a saved search away; undo on the screen brings it back",
		Args:  exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.with(c.Context(), func(lib *library.Library) error {
				v, err := lib.FindSearch(c.Context(), args[0])
				if err != nil {
					return err
				}
				if _, err := lib.RemoveSearch(c.Context(), v.ID); err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "removed %q\n", v.Name)
				return nil
			})
		},
	}
}

// searchNames completes the names of saved searches.
func (a *app) searchNames(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		list, err := lib.Searches(c.Context())
		for _, v := range list {
			out = append(out, v.Name+"\t"+v.Query)
		}
		return out, err
	})
}
