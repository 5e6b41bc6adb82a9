package cli

import (
	"bytes"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) bookmarksLogin() *cobra.Command {
	var client, remove bool
	c := &cobra.Command{Use: "login SERVICE", Short: "File a service's token in the system's keyring", Args: exactly(1)}
	c.Long = `Asks for the token of a service that the settings name, or of the assistant,
without showing it, and files it in the system's keyring. From a pipe it takes the
first line.`
	c.Example = `  broadsheet bookmarks login linkding
  pass show linkding | broadsheet bookmarks login linkding`
	c.Flags().BoolVar(&client, "client-secret", false, "the client secret, not the token")
	c.Flags().BoolVar(&remove, "remove", false, "take it out of the keyring")
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			what, err := lib.SecretOf(args[0], client)
			if err != nil {
				return err
			}
			var secret string
			if !remove {
				if secret, err = a.askSecret(c, fmt.Sprintf("%s of %s: ", what, args[0])); err != nil {
					return err
				}
			}
			if err := lib.Login(c.Context(), args[0], client, secret); err != nil {
				return err
			}
			done := "is in the keyring"
			if remove {
				done = "is out of the keyring"
			}
			fmt.Fprintf(a.Out, "the %s of %s %s\n", what, args[0], done)
			return nil
		})
	}
	return c
}

// askSecret reads a secret: unseen from a terminal, else the first line of
// standard input.
func (a *app) askSecret(c *cobra.Command, prompt string) (string, error) {
	var data []byte
	var err error
	if f, ok := a.In.(*os.File); ok && term.IsTerminal(f.Fd()) {
		fmt.Fprint(a.Err, prompt)
		data, err = term.ReadPassword(f.Fd())
		fmt.Fprintln(a.Err)
	} else {
		data, err = a.input(c.Context(), "-")
	}
	if err != nil {
		return "", err
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	if len(line) == 0 {
		return "", wrongUse("nothing was typed, so nothing is filed")
	}
	return string(line), nil
}

// serviceNames completes to the services of the settings.
func (a *app) serviceNames(more ...string) completer {
	return func(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		loaded, err := a.settings()
		if err != nil {
			return nil, noFiles
		}
		var names []string
		for _, s := range loaded.Settings.Services {
			kind, _ := feeds.ServiceKindOf(s.Kind)
			names = append(names, s.Name+"\t"+kind.Title)
		}
		return oneOf(append(names, more...)...)(c, nil, typed)
	}
}
