package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/ui"
)

var presets = ui.KeyPresets()

// keyJSON is a row of the table of keys.
type keyJSON struct {
	Place  string   `json:"place"`
	Action string   `json:"action"`
	Keys   []string `json:"keys"`
	Group  string   `json:"group"`
	Help   string   `json:"help"`
}

func (a *app) keysCommand() *cobra.Command {
	var preset string
	var asJSON bool
	c := &cobra.Command{
		Use:   "keys",
		Short: "List every action of the screen with its name and keys",
		Long: "List every action of the screen with its name and keys, as your settings have\n" +
			"them. [keys] in the settings gives actions other keys by these names.",
		Args: exactly(0),
	}
	c.Flags().StringVar(&preset, "preset", "", "those of a `SET`, not yours: "+strings.Join(presets, ", "))
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(*cobra.Command, []string) error {
		keys := feeds.KeySettings{Preset: preset}
		switch {
		case preset == "":
			loaded, err := a.settings()
			if err != nil {
				return err
			}
			keys = loaded.Settings.Keys
		case !slices.Contains(presets, preset):
			return wrongUse("--preset takes one of %s, not %q", strings.Join(presets, ", "), preset)
		}
		rows := ui.KeyTable(keys)
		if asJSON {
			out := make([]keyJSON, 0, len(rows))
			for _, r := range rows {
				out = append(out, keyJSON{r.Scope, r.Action, array(r.Keys), r.Group, r.Help})
			}
			return writeJSON(a.Out, out)
		}
		place := ""
		for _, r := range rows {
			if r.Scope != place {
				if place != "" {
					fmt.Fprintln(a.Out)
				}
				place = r.Scope
				fmt.Fprintln(a.Out, placeWords(place))
			}
			fmt.Fprintf(a.Out, "  %s %s %s\n", padded(strings.Join(r.Keys, ", "), 24), padded(r.Action, 20), r.Help)
		}
		return nil
	}
	return c
}

// placeWords is what a place is called as a heading.
func placeWords(scope string) string {
	if scope == "global" {
		return "everywhere"
	}
	return scope
}

func padded(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}
