package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/ui/config"
)

func (a *app) configCommand() *cobra.Command {
	c := &cobra.Command{Use: "config", Short: "The settings: check, path, show, default", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		return wrongUse("say what to do with the settings; `broadsheet config --help` lists the verbs")
	}}
	c.AddCommand(a.configCheck(), a.configPathVerb(), a.configShow(), a.configDefault())
	return c
}

func (a *app) configCheck() *cobra.Command {
	c := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Say what is wrong in the settings, with line and column; exits with 2 then",
		Args:  atMost(1),
	}
	c.RunE = func(_ *cobra.Command, args []string) error {
		b := *a
		if len(args) == 1 {
			b.configFlag = args[0]
		}
		path := b.configPath()
		if !config.Exists(path) {
			if len(args) == 1 {
				return wrongUse("there is no file %s", path)
			}
			fmt.Fprintf(a.Out, "there is no %s: every setting has its default\n", path)
			return nil
		}
		loaded, err := b.settings()
		if err != nil {
			return err
		}
		if len(loaded.Mistakes) > 0 {
			return badSettings(loaded.Mistakes)
		}
		fmt.Fprintf(a.Out, "%s is fine\n", path)
		return nil
	}
	return c
}

func (a *app) configPathVerb() *cobra.Command {
	c := &cobra.Command{Use: "path", Short: "Say where the settings are read from", Args: exactly(0)}
	c.RunE = func(*cobra.Command, []string) error {
		fmt.Fprintln(a.Out, a.configPath())
		if !config.Exists(a.configPath()) {
			fmt.Fprintln(a.Err, "The file is not there: every setting has its default. `broadsheet config default` writes them all.")
		}
		return nil
	}
	return c
}

func (a *app) configShow() *cobra.Command {
	c := &cobra.Command{
		Use:   "show",
		Short: "Write the settings in force, as the file would have them; no passwords",
		Args:  exactly(0),
	}
	c.RunE = func(*cobra.Command, []string) error {
		loaded, err := a.settings()
		if err != nil {
			return err
		}
		if err := loaded.Show(a.Out); err != nil {
			return err
		}
		if len(loaded.Mistakes) > 0 {
			return badSettings(loaded.Mistakes)
		}
		return nil
	}
	return c
}

func (a *app) configDefault() *cobra.Command {
	c := &cobra.Command{
		Use:     "default",
		Short:   "Write the file with every setting at its default",
		Example: "  broadsheet config default > ~/.config/broadsheet/config.toml",
		Args:    exactly(0),
	}
	c.RunE = func(*cobra.Command, []string) error {
		_, err := a.Out.Write(a.Example)
		return err
	}
	return c
}
