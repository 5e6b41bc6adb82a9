package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (a *app) completionCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Write the script with which a shell completes verbs, flags, feeds and articles",
		Example: `  source <(broadsheet completion bash)
  broadsheet completion zsh > "${fpath[1]}/_broadsheet"
  broadsheet completion fish > ~/.config/fish/completions/broadsheet.fish
  broadsheet completion powershell | Out-String | Invoke-Expression`,
		Args: exactly(1),
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		root := c.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.Out, true)
		case "zsh":
			return root.GenZshCompletion(a.Out)
		case "fish":
			return root.GenFishCompletion(a.Out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(a.Out)
		}
		return wrongUse("completion is written for %s, not for %q", strings.Join(shells, ", "), args[0])
	}
	return c
}
