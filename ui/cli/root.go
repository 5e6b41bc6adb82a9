package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot builds the tree of verbs. Called with no verb it opens the screen.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "broadsheet",
		Short: "A news reader for the terminal",
		Long: `Broadsheet pulls RSS, Atom and JSON feeds and lays them out as a newspaper does:
headlines, the article, who else reports the story, a reader view of the whole
text, and a library of what you kept.

Without a verb it opens the screen. ? there lists every key.

Exit codes: 0 fine, 1 failed, 2 wrong use, 3 some feeds failed, 70 broken by a
fault of its own.`,
		Example: `  broadsheet                      open the screen
  broadsheet --sample             look around in the sample edition, offline
  broadsheet add go.dev/blog/feed.atom --folder Technology
  broadsheet import subscriptions.opml
  broadsheet list --unread --json | jq -r '.[].title'`,
		Version:       a.Version,
		Args:          noArgs,
		SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			_, err := a.level()
			return err
		},
		SilenceUsage: true,
		RunE:         a.screen,
	}
	root.SetHelpCommand(helpCommand(root))
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return wrongUse("%s; `%s --help` lists what it takes", flagSentence(err), c.CommandPath())
	})
	f := root.PersistentFlags()
	f.StringVar(&a.configFlag, "config", "", "read settings from `FILE` (or $BROADSHEET_CONFIG)")
	f.StringVar(&a.dataFlag, "data", "", "keep store, log and copies in `DIR` (or $BROADSHEET_DATA)")
	f.StringVar(&a.logFile, "log-file", "", "write the log to `FILE`")
	f.StringVar(&a.logLevel, "log-level", "info", "how much the log tells: debug, info, warn, error or off")
	root.Flags().BoolVar(&a.plain, "plain", false, "plain mode: lines for a screen reader, nothing is drawn (or $ACCESSIBLE)")
	root.Flags().BoolVar(&a.sample, "sample", false, "open the sample edition in a throw-away store, offline")
	root.Flags().BoolVar(&a.noMouse, "no-mouse", false, "leave the mouse to the terminal, to select text with")
	root.AddCommand(
		a.addCommand(), a.feedsCommand(), a.removeCommand(), a.importCommand(), a.migrateCommand(), a.exportCommand(), a.reloadCommand(),
		a.listCommand(), a.readCommand(), a.relatedCommand(), a.storiesCommand(), a.summaryCommand(), a.translateCommand(), a.askCommand(), a.topicsCommand(), a.searchCommand(), a.searchesCommand(), a.rulesCommand(), a.checkCommand(),
		a.bookmarksCommand(), a.shareCommand(), a.undoCommand(), a.redoCommand(), a.backupCommand(), a.restoreCommand(), a.cleanCommand(),
		a.configCommand(), a.keysCommand(), a.doctorCommand(), a.completionCommand(), a.manCommand(),
	)
	a.completions(root)
	return root
}

// flagSentence says what is wrong with a flag, without the words of Go's
// strconv.
func flagSentence(err error) string {
	before, after, ok := strings.Cut(err.Error(), " flag: strconv.Parse") // invalid argument "x" for "--limit"
	value, flag, named := strings.Cut(strings.TrimPrefix(before, "invalid argument "), " for ")
	if !ok || !named {
		return err.Error()
	}
	kind := "a number"
	switch {
	case strings.HasPrefix(after, "Bool"):
		kind = "true or false"
	case strings.Contains(after, "out of range"):
		kind = "a smaller number"
	}
	return fmt.Sprintf("%s takes %s, not %s", strings.Trim(flag, `"`), kind, value)
}

// helpCommand is `help VERB`, which for an unknown verb is wrong use.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: "Say how a verb is used",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			switch {
			case err != nil:
				return noArgs(root, args)
			case len(rest) > 0:
				return noArgs(c, rest)
			}
			return c.Help()
		},
	}
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

// exactly wants n words, none or one, which the usage line names.
//
//go:noinline
func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		what := fmt.Sprintf("takes one word, not %d", len(args))
		if n == 0 {
			what = fmt.Sprintf("takes no words, but was given %q", args[0])
		}
		return wrongUse("`%s` %s; it is used as: %s", c.CommandPath(), what, c.UseLine())
	}
}

// atMost wants n words or fewer.
func atMost(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return wrongUse("`%s` takes %s, not %d; it is used as: %s", c.CommandPath(), count(n, "word"), len(args), c.UseLine())
	}
}

// atLeast wants n words or more.
//
//go:noinline
func atLeast(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) >= n {
			return nil
		}
		return wrongUse("`%s` needs more words; it is used as: %s", c.CommandPath(), c.UseLine())
	}
}
