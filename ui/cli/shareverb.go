package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// byMail is the target that is no service: a draft in the mail program.
const byMail = "mail"

func (a *app) shareCommand() *cobra.Command {
	var to string
	c := &cobra.Command{Use: "share ID|URL [--to NAME]", Short: "Send an article to a service, or into a mail", Args: exactly(1)}
	c.Long = `Sends an article, a bookmark or any web address to a service that the settings
name under [bookmarks.services], or begins a mail about it (--to mail). What does
not go now waits in the queue (broadsheet bookmarks queue) and goes by itself.

Without --to it lists where the article can go, and where it has been sent.`
	c.Example = `  broadsheet share 17
  broadsheet share 17 --to linkding
  broadsheet share https://go.dev/blog --to mail`
	c.Flags().StringVar(&to, "to", "", "the `NAME` of a service, or mail")
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			what, err := lib.FindShared(c.Context(), args[0])
			switch {
			case err != nil:
				return err
			case to == "":
				return a.targets(c.Context(), lib, what)
			case to == byMail:
				return a.draft(c.Context(), lib, what)
			}
			s, err := lib.Share(c.Context(), what, to)
			if err != nil {
				return err
			}
			return a.shared(s)
		})
	}
	return c
}

func (a *app) draft(ctx context.Context, lib *library.Library, what feeds.Shared) error {
	address, err := lib.Draft(ctx, what)
	if err != nil {
		return err
	}
	return library.OpenLink(feeds.Settings{}, address, "")
}

// shared says how sending went. What waits goes by itself; what does not is a
// failure.
func (a *app) shared(s feeds.Sending) error {
	title := feeds.CleanLine(s.Title)
	switch s.State {
	case feeds.SendDone:
		fmt.Fprintf(a.Out, "sent %q to %s\n", title, s.Service)
		return nil
	case feeds.SendWaiting, feeds.SendGoing:
		fmt.Fprintf(a.Out, "queued %q for %s\n", title, s.Service)
		if s.Problem != "" {
			fmt.Fprintf(a.Err, "broadsheet: not sent yet: %s\n", s.Problem)
		}
		return nil
	}
	return errors.New("not sent: " + s.Problem)
}

func (a *app) targets(ctx context.Context, lib *library.Library, what feeds.Shared) error {
	list, err := lib.Targets(ctx, what)
	if err != nil {
		return err
	}
	for _, t := range list {
		said := ""
		switch {
		case t.Waiting:
			said = "on its way"
		case !t.Sent.IsZero():
			said = "sent " + t.Sent.Local().Format("2006-01-02 15:04")
		}
		kind, _ := feeds.ServiceKindOf(t.Kind)
		fmt.Fprintln(a.Out, strings.TrimRight(fmt.Sprintf("%-16s %-16s %s", t.Name, kind.Title, said), " "))
	}
	fmt.Fprintf(a.Out, "%-16s a draft in your mail program\n", byMail)
	if len(list) == 0 {
		fmt.Fprintln(a.Err, "There are no services yet; [bookmarks.services] in the settings is where they are named.")
	}
	return nil
}
