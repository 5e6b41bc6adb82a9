package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) storiesCommand() *cobra.Command {
	var asJSON bool
	var limit int
	var since string
	c := &cobra.Command{
		Use:   "stories",
		Short: "List the stories that several feeds report, those that matter most first",
		Long: `Stories are the articles, from any feeds, that report one event. One counts for
more the more papers report it in their own words, and the newer its latest
report is.`,
		Example: "  broadsheet stories --since 2d --limit 10",
		Args:    exactly(0),
	}
	c.Flags().StringVar(&since, "since", "24h", "with a report in the last `TIME` (36h, 7d), or since a day (2026-11-22)")
	c.Flags().IntVar(&limit, "limit", 50, "at most `N` stories; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, _ []string) error {
		from, ok := sinceTime(since, a.Now())
		if !ok {
			return wrongUse("--since takes a time such as 24h or 7d, or a day such as 2026-11-22, not %q", since)
		}
		if limit < 0 {
			return wrongUse("--limit takes a number from 0, not %d", limit)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			if err := lib.Settle(c.Context()); err != nil {
				return err
			}
			list, err := lib.Stories(c.Context(), feeds.StoriesRequest{Since: from, Limit: limit})
			if err != nil {
				return err
			}
			if !asJSON {
				for _, s := range list {
					a.storyLines(s)
				}
				if len(list) == 0 {
					return a.ifNoFeeds(c.Context(), lib, "No story has been reported by several feeds since then.")
				}
				return nil
			}
			out := &jsonArray{w: a.Out}
			for _, s := range list {
				story := storyOut(s)
				for _, h := range s.Articles {
					r, err := lib.Stored(c.Context(), h.ID)
					if err != nil {
						return err
					}
					story.Articles = append(story.Articles, storyArticleOut(r, h))
				}
				if err := out.add(story); err != nil {
					return err
				}
			}
			return out.close()
		})
	}
	return c
}

// storyLines writes one story for people: a line as list has it, of its lead,
// and one with who reports it and since when.
func (a *app) storyLines(s feeds.Story) {
	a.line(s.Head())
	fmt.Fprintf(a.Out, "         %s: %s; since %s\n", count(len(s.Reports()), "report"), strings.Join(s.Sources(), ", "), s.First().Local().Format("2006-01-02 15:04"))
}

// sinceTime is the time that a person means by so long ago, or by a day.
func sinceTime(s string, now time.Time) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if day, err := time.ParseInLocation(time.DateOnly, s, now.Location()); err == nil {
		return day, true
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, true
	}
	for unit, hours := range map[string]int{"d": 24, "w": 7 * 24} {
		if n, found := strings.CutSuffix(s, unit); found {
			days, err := strconv.Atoi(n)
			return now.Add(-time.Duration(days*hours) * time.Hour), err == nil && days > 0 && days < 36500
		}
	}
	d, err := time.ParseDuration(s)
	return now.Add(-d), err == nil && d > 0
}
