package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui"
)

type ruleJSON struct {
	Name     string   `json:"name"`
	Query    string   `json:"query"`
	Mute     bool     `json:"mute"`
	Read     bool     `json:"read"`
	Bookmark bool     `json:"bookmark"`
	Tags     []string `json:"tags"`
	Notify   bool     `json:"notify"`
	Run      bool     `json:"run"`
	Until    *string  `json:"until"` // when it stops acting, null for never
	Enabled  bool     `json:"enabled"`
	Muted    int      `json:"muted"`  // articles that it hides
	Config   bool     `json:"config"` // it stands in config.toml
}

func ruleOut(r feeds.SavedRule) ruleJSON {
	return ruleJSON{Name: r.Name, Query: r.Query, Mute: r.Acts.Mute, Read: r.Acts.Read, Bookmark: r.Acts.Bookmark, Tags: array(r.Acts.Tags),
		Notify: r.Acts.Notify, Run: r.Acts.Run, Until: stamp(r.Ends), Enabled: !r.Off, Muted: r.Muted, Config: r.Line > 0}
}

func (a *app) rulesCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "rules",
		Short: "List the rules, in their order, with how many articles each hides",
		Example: `  broadsheet rules test 'title:giveaway'
  broadsheet rules add "No giveaways" 'title:giveaway' --mute --until 30d`,
		Args: noArgs,
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			list, err := lib.Rules(c.Context())
			if err != nil {
				return err
			}
			out := []ruleJSON{}
			for _, r := range list {
				out = append(out, ruleOut(r))
			}
			switch {
			case asJSON:
				return writeJSON(a.Out, out)
			case len(out) == 0:
				fmt.Fprintln(a.Err, "There is no rule yet; `broadsheet rules add NAME QUERY --mute` makes one.")
			}
			for _, r := range list {
				fmt.Fprintf(a.Out, "%6d  %s  %s  %s%s\n", r.Muted, r.Name, r.Query, r.Acts, ruleEnds(r, a.Now()))
			}
			return nil
		})
	}
	c.AddCommand(a.rulesTestCommand(), a.rulesAddCommand(), a.rulesApplyCommand(), a.rulesRemoveCommand())
	return c
}

// ruleEnds says whether a rule acts, and until when, for after what it does.
func ruleEnds(r feeds.SavedRule, now time.Time) string {
	switch {
	case r.Off:
		return ", off"
	case r.Ends.IsZero():
		return ""
	case r.Acting(now):
		return ", until " + r.Ends.Local().Format("2006-01-02 15:04")
	}
	return ", ended " + r.Ends.Local().Format("2006-01-02 15:04")
}

func (a *app) rulesTestCommand() *cobra.Command {
	since := fmt.Sprint(feeds.TrialDays, "d")
	var limit int
	var asJSON bool
	c := &cobra.Command{
		Use:   "test QUERY|NAME",
		Short: "Say what a query or a rule would take of the last 30 days; nothing is changed",
		Example: `  broadsheet rules test 'title:giveaway' --since 1w
  broadsheet rules test "No giveaways"`,
		Args: atLeast(1),
	}
	c.Flags().StringVar(&since, "since", since, "how far back: `TIME` such as 30d, or a day")
	c.Flags().IntVar(&limit, "limit", 20, "list at most `N` articles; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write the articles as a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		days, err := a.daysSince(since)
		if err != nil {
			return err
		}
		would := "would take"
		view := feeds.View{Kind: feeds.ViewSearch}
		err = a.look(c.Context(), func(lib *library.Library) error {
			var q feeds.Query
			r, err := lib.FindRule(c.Context(), strings.Join(args, " "))
			if err == nil {
				if r.Acts.Mute {
					would = "would hide"
				}
				args = []string{r.Query}
			}
			if q, err = query(args); err != nil {
				return err
			}
			if q.Where == nil {
				return wrongUse("say what the rule asks for")
			}
			view.Query = q.Lately(days).String()
			n, err := lib.Count(c.Context(), view)
			if err != nil || asJSON {
				return err
			}
			more := ""
			if n.More {
				more = "+"
			}
			fmt.Fprintf(a.Out, "%s %d%s of the last %s\n", would, n.N, more, count(days, "day"))
			return nil
		})
		if err != nil {
			return err
		}
		return a.list(c.Context(), view, limit, asJSON, "")
	}
	return takesQuery(c)
}

func (a *app) rulesAddCommand() *cobra.Command {
	var r feeds.SavedRule
	var until string
	var apply bool
	c := &cobra.Command{
		Use:   "add NAME QUERY",
		Short: "Make a rule: what is to be done with articles as they come",
		Example: `  broadsheet rules add "No giveaways" 'title:giveaway' --mute --apply
  broadsheet rules add Rust 'topic:rust words:>800' --tag rust`,
		Args: atLeast(2),
	}
	f := c.Flags()
	f.BoolVar(&r.Acts.Mute, "mute", false, "keep them, but show and count them nowhere")
	f.BoolVar(&r.Acts.Read, "read", false, "mark them read")
	f.BoolVar(&r.Acts.Bookmark, "bookmark", false, "bookmark them")
	f.StringArrayVar(&r.Acts.Tags, "tag", nil, "bookmark them with `TAG`; may be repeated")
	f.BoolVar(&r.Acts.Notify, "notify", false, "have the terminal tell you, while the screen is open")
	f.StringVar(&until, "until", "", "let it end at `TIME`: a day, or 30d from now")
	f.BoolVar(&apply, "apply", false, "also to what is there of the last 30 days")
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args[1:])
		var ok bool
		switch r.Ends, ok = feeds.RuleEnd(until, a.Now()); {
		case err != nil:
			return err
		case q.Where == nil:
			return wrongUse("say what the rule asks for")
		case feeds.CleanLine(args[0]) == "":
			return wrongUse("a rule needs a name")
		case !ok:
			return wrongUse("--until takes a day such as 2026-12-31 or a time from now such as 30d, not %q", until)
		case r.Acts.None():
			return wrongUse("say what the rule does: --mute, --read, --bookmark, --tag or --notify; commands stand in config.toml")
		}
		r.Name, r.Query = args[0], q.String()
		days := 0
		if apply {
			days = feeds.TrialDays
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			change, err := lib.SaveRule(c.Context(), r, days)
			if err == nil {
				fmt.Fprintf(a.Out, "made %q: %s: %s\n", change.What, q.String(), r.Acts)
			}
			return err
		})
	}
	return takesQuery(c)
}

func (a *app) rulesApplyCommand() *cobra.Command {
	since := fmt.Sprint(feeds.TrialDays, "d")
	c := &cobra.Command{
		Use:     "apply NAME",
		Short:   "Have a rule, also one of config.toml, act on what is there of the last 30 days; one step of undo",
		Long:    "It tells of none and gives none to a program: notify and run are for what comes.",
		Example: `  broadsheet rules apply "No giveaways" --since 1y`,
		Args:    exactly(1),
	}
	c.Flags().StringVar(&since, "since", since, "how far back: `TIME` such as 30d, or a day")
	c.RunE = func(c *cobra.Command, args []string) error {
		days, err := a.daysSince(since)
		if err != nil {
			return err
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			r, err := lib.FindRule(c.Context(), args[0])
			if err != nil {
				return err
			}
			change, err := lib.ApplyRule(c.Context(), r, days)
			switch {
			case err != nil:
			case change.N == 0:
				fmt.Fprintf(a.Out, "%q has nothing to do in the last %s\n", r.Name, count(days, "day"))
			default:
				fmt.Fprintln(a.Out, ui.Said(change))
			}
			return err
		})
	}
	return c
}

// daysSince is how many days a --since reaches back.
func (a *app) daysSince(since string) (int, error) {
	now := a.Now() // once: a clock that goes on would make 31 days of 30d
	from, ok := sinceTime(since, now)
	if !ok {
		return 0, wrongUse("--since takes a time such as 24h or 7d, or a day such as 2026-11-22, not %q", since)
	}
	return max(1, int((now.Sub(from)+24*time.Hour-1)/(24*time.Hour))), nil
}

func (a *app) rulesRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Take a rule away, and show what it alone had hidden; undo brings it back",
		Args:  exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.with(c.Context(), func(lib *library.Library) error {
				r, err := lib.FindRule(c.Context(), args[0])
				if err != nil {
					return err
				}
				if _, err := lib.RemoveRule(c.Context(), r.ID); err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "removed %q\n", r.Name)
				return nil
			})
		},
	}
}

// ruleNames completes the names of rules.
func (a *app) ruleNames(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		list, err := lib.Rules(c.Context())
		for _, r := range list {
			out = append(out, r.Name+"\t"+r.Query)
		}
		return out, err
	})
}
