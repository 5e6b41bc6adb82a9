package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui/config"
)

func (a *app) migrateCommand() *cobra.Command {
	var from string
	var dry bool
	c := &cobra.Command{
		Use:   "migrate newsboat|nom|newsraft|goread",
		Short: "Move in from another reader: feeds, folders, titles, articles, what was read",
		Long: `Takes over what another reader keeps: feeds with titles, tags and folders, its
articles and which of them were read, and what was flagged as bookmarks; of
newsboat also query feeds, ignore rules, keys and macros. What is not carried is
named line by line. The other reader's files are only read, and no command that
they name is run or carried.`,
		Example: `  broadsheet migrate newsboat --dry-run
  broadsheet migrate newsboat
  broadsheet migrate nom --from ~/backup/nom`,
		Args:      exactly(1),
		ValidArgs: library.Readers(),
	}
	c.Flags().StringVar(&from, "from", "", "the `PATH` of its folder or of its list of feeds (default: where it keeps them)")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be done, and do nothing")
	c.RunE = func(c *cobra.Command, args []string) error {
		if !slices.Contains(library.Readers(), args[0]) {
			return wrongUse("there is nothing to move in from %q; the readers are %s", feeds.CleanLine(args[0]), strings.Join(library.Readers(), ", "))
		}
		move, err := library.ReadOther(c.Context(), a.moveRequest(args[0], from))
		if err != nil {
			return err
		}
		if dry {
			report, err := move.Count(c.Context())
			if err == nil {
				a.sayMove(report, true)
			}
			return err
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			report, err := lib.TakeOver(c.Context(), move)
			a.sayMove(report, false)
			if err == nil && report.Added > 0 {
				fmt.Fprintln(a.Err, "`broadsheet reload` fetches what is new; so does opening the screen. u there undoes it.")
			}
			return err
		})
	}
	return c
}

func (a *app) moveRequest(reader, from string) library.MoveRequest {
	home := a.Env("HOME")
	if home == "" {
		home = xdg.Home
	}
	return library.MoveRequest{Reader: reader, From: from, Home: home, Env: a.Env}
}

// sayMove tells what a move did or would do, then what is for the person to do.
func (a *app) sayMove(r feeds.MigrateReport, dry bool) {
	for _, f := range r.Files {
		fmt.Fprintln(a.Out, "read "+feeds.CleanLine(f))
	}
	verb, and := "added", ""
	if dry {
		verb, and = "would add at most", ", and nothing was written"
	}
	fmt.Fprintf(a.Out, "%s %s", verb, count(r.Added, "feed"))
	if r.Duplicate > 0 {
		fmt.Fprintf(a.Out, " (%d there already)", r.Duplicate)
	}
	fmt.Fprintf(a.Out, ", %s, %d read there, %s%s\n", count(r.Articles, "article"), r.Read, count(r.Kept, "bookmark"), and)
	p := r.Plan
	for _, q := range p.Searches {
		fmt.Fprintf(a.Out, "saved search %q: %s\n", q.Name, oneLine(q.Query))
	}
	for _, q := range p.Mutes {
		fmt.Fprintf(a.Out, "rule %q mutes: %s\n", q.Name, oneLine(q.Query))
	}
	var b bytes.Buffer
	if err := config.WriteMoved(&b, p); err == nil && b.Len() > 0 {
		fmt.Fprintf(a.Out, "for %s:\n%s", a.configPath(), indented(b.String()))
	}
	for _, l := range p.LeftOut {
		fmt.Fprintf(a.Err, "not carried: %s:%d: %s: %s\n", l.File, l.Line, l.What, l.Why)
	}
}

// oneLine is a query as it stands, and on one line.
func oneLine(query string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(feeds.Clean(query))
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ") + "\n"
}
