package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui"
)

func (a *app) undoCommand() *cobra.Command {
	return a.turnCommand("undo", "Take back the last change: read, kept, tagged, subscribed, imported …",
		`Every change is a step that can be taken back, one after the other, also those
of the screen and of earlier days. redo does again what was taken back.`, "undone", (*library.Library).Undo)
}

func (a *app) redoCommand() *cobra.Command {
	return a.turnCommand("redo", "Do again what undo took back", "", "redone", (*library.Library).Redo)
}

func (a *app) turnCommand(name, short, long, done string, turn func(*library.Library, context.Context) (feeds.Change, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: short,
		Long:  long,
		Args:  exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return a.look(c.Context(), func(lib *library.Library) error {
				change, err := turn(lib, c.Context())
				switch {
				case err != nil:
					return err
				case change.N == 0:
					fmt.Fprintf(a.Err, "There is nothing to %s.\n", name)
				default:
					fmt.Fprintf(a.Out, "%s: %s\n", done, ui.Said(change))
				}
				return nil
			})
		},
	}
}
