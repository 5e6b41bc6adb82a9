package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newRoot builds the tree of verbs. Called with no verb it opens the screen.
func newRoot(sys Sys) *cobra.Command {
	a := &app{Sys: sys}
	root := &cobra.Command{
		Use:   "broadsheet",
		Short: "A news reader for the terminal",
		Long: `Broadsheet pulls RSS, Atom and JSON feeds and lays them out as a newspaper does:
headlines, the article, who else reports the story, a reader view of the whole
text, and a library of what you kept.

Without a verb it opens the screen. ? there lists every key.`,
		Example: `  broadsheet                      open the screen
  broadsheet --sample             look around in the sample edition, offline
  broadsheet add go.dev/blog/feed.atom --folder Technology
  broadsheet import subscriptions.opml
  broadsheet list --unread --json | jq -r '.[].title'`,
		Version:       sys.Version,
		Args:          noArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          a.screen,
	}
	root.SetVersionTemplate("broadsheet {{.Version}}\n")
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return wrongUse("%v; `%s --help` lists what it takes", err, c.CommandPath())
	})
	f := root.PersistentFlags()
	f.StringVar(&a.configFlag, "config", "", "read settings from `FILE` (or $BROADSHEET_CONFIG)")
	f.StringVar(&a.dataFlag, "data", "", "keep store, log and copies in `DIR` (or $BROADSHEET_DATA)")
	root.Flags().BoolVar(&a.sample, "sample", false, "open the sample edition in a throw-away store, offline")
	root.AddCommand(
		a.addCommand(), a.feedsCommand(), a.removeCommand(), a.importCommand(), a.exportCommand(), a.reloadCommand(),
		a.listCommand(), a.readCommand(), a.relatedCommand(), a.searchCommand(), a.checkCommand(),
		a.bookmarksCommand(),
	)
	return root
}

// noArgs refuses words where a verb was expected.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasAvailableSubCommands() {
		hint := ";"
		c.SuggestionsMinimumDistance = 2
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			hint = fmt.Sprintf("; did you mean %q?", near[0])
		}
		return wrongUse("there is no verb %q%s `%s --help` lists the verbs", args[0], hint, c.CommandPath())
	}
	return wrongUse("%s takes no words, but was given %q", c.CommandPath(), args[0])
}

// exactly wants n words, which the usage line names.
func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		return wrongUse("`%s` was given %d words; it is used as: %s", c.CommandPath(), len(args), c.UseLine())
	}
}

// atLeast wants n words or more.
func atLeast(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= n {
			return nil
		}
		return wrongUse("`%s` needs more words; it is used as: %s", c.CommandPath(), c.UseLine())
	}
}
