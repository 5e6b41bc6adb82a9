package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) topicsCommand() *cobra.Command {
	var asJSON bool
	var limit int
	c := &cobra.Command{
		Use:   "topics",
		Short: "Say what your articles are about, and how much there is of it",
		Args:  noArgs,
	}
	c.Flags().IntVar(&limit, "limit", 0, "at most `N` topics; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if limit < 0 {
			return wrongUse("--limit takes a number from 0, not %d", limit)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			list, err := lib.Topics(c.Context())
			if err != nil {
				return err
			}
			if limit > 0 {
				list = list[:min(limit, len(list))]
			}
			if asJSON {
				out := []topicJSON{}
				for _, t := range list {
					out = append(out, topicJSON(t))
				}
				return writeJSON(a.Out, out)
			}
			for _, t := range list {
				mark := " "
				if t.Followed {
					mark = "★"
				}
				fmt.Fprintf(a.Out, "%6d %6d %s %s\n", t.Count, t.Unread, mark, feeds.TopicLabel(t.Topic))
			}
			if len(list) == 0 {
				return a.ifNoFeeds(c.Context(), lib, "No article has a topic yet.")
			}
			return nil
		})
	}
	return c
}

// topicJSON is a topic; name is as it is followed, "by NAME" for an author.
type topicJSON struct {
	Topic    string `json:"name"`
	Count    int    `json:"count"`
	Unread   int    `json:"unread"`
	Followed bool   `json:"followed"`
}
