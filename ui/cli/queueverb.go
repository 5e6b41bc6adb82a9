package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// sendingJSON is what waits to be sent. problem is "" before the first try.
type sendingJSON struct {
	ID      int64   `json:"id"`
	Service string  `json:"service"`
	URL     string  `json:"url"`
	Title   string  `json:"title"`
	State   string  `json:"state"` // waiting, sending, stopped, held, unsure
	Problem string  `json:"problem"`
	Tries   int     `json:"tries"`
	Added   *string `json:"added"`
	Next    *string `json:"next"` // null where it is not tried by itself
}

func sendingOut(s feeds.Sending) sendingJSON {
	return sendingJSON{s.ID, s.Service, s.URL, s.Title, string(s.State), s.Problem, s.Tries, stamp(s.Added), stamp(s.Next)}
}

func (a *app) bookmarksQueue() *cobra.Command {
	var asJSON, retry bool
	var drop []int64
	c := &cobra.Command{Use: "queue", Short: "What waits to be sent to services, and why", Args: exactly(0)}
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.Flags().BoolVar(&retry, "retry", false, "try everything again, now")
	c.Flags().Int64SliceVar(&drop, "drop", nil, "take `ID` out of the queue")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			if err := a.drop(c.Context(), lib, drop); err != nil {
				return err
			}
			if retry {
				if err := lib.SendAgain(c.Context()); err != nil {
					return err
				}
			}
			list, err := lib.Sendings(c.Context())
			if err != nil {
				return err
			}
			if asJSON {
				out := &jsonArray{w: a.Out}
				for _, s := range list {
					if err := out.add(sendingOut(s)); err != nil {
						return err
					}
				}
				return out.close()
			}
			for _, s := range list {
				fmt.Fprintf(a.Out, "%6d  %s  %s\n        %s\n", s.ID, s.Service, feeds.CleanLine(s.Title), a.whyQueued(s))
			}
			if len(list) == 0 {
				fmt.Fprintln(a.Err, "Nothing waits to be sent.")
			}
			return nil
		})
	}
	return c
}

func (a *app) drop(ctx context.Context, lib *library.Library, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	n, err := lib.DropSending(ctx, ids)
	if err == nil && n < len(ids) {
		err = fmt.Errorf("%s taken out of %d; the others are not in the queue, or are being sent this moment", count(n, "was"), len(ids))
		if n == 0 {
			err = errors.New("nothing was taken out: what was named is not in the queue, or is being sent this moment")
		}
	}
	return err
}

// whyQueued is the line under what waits: its state, why, and when it is tried.
func (a *app) whyQueued(s feeds.Sending) string {
	line := string(s.State)
	if s.Problem != "" {
		line += ": " + s.Problem
	}
	if s.State == feeds.SendWaiting && s.Next.After(a.Now()) {
		does := "tried again"
		if s.Tries == 0 {
			does = "sent"
		}
		line += "; " + does + " in " + s.Next.Sub(a.Now()).Round(time.Second).String()
	}
	return line
}

func (a *app) bookmarksMirror() *cobra.Command {
	var again bool
	c := &cobra.Command{Use: "mirror", Short: "Bring the mirror of the bookmarks up to date", Args: exactly(0)}
	c.Flags().BoolVar(&again, "again", false, "write all of it anew")
	c.RunE = func(c *cobra.Command, _ []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			if err := lib.Remirror(c.Context(), again); err != nil {
				return err
			}
			is, err := lib.MirrorState(c.Context())
			if err == nil {
				fmt.Fprintf(a.Out, "%s has all bookmarks (%s)\n", feeds.CleanLine(is.Path), is.Format)
			}
			return err
		})
	}
	return c
}

func (a *app) bookmarksFetch() *cobra.Command {
	c := &cobra.Command{Use: "fetch [QUERY]", Short: "Fetch the texts that bookmarks lack, politely", Args: cobra.ArbitraryArgs}
	c.RunE = func(c *cobra.Command, args []string) error {
		if _, err := query(args); err != nil {
			return err
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			failed, n := 0, 0
			err := lib.FetchTexts(c.Context(), strings.Join(args, " "), func(t library.TextFetched) {
				n = t.Of
				said := "text kept"
				if t.Problem != "" {
					said = t.Problem
					failed++
				}
				fmt.Fprintf(a.Out, "%d/%d  %s  %s\n", t.Done, t.Of, feeds.CleanLine(t.Bookmark.Title), said)
			})
			switch {
			case err != nil:
				return err
			case n == 0:
				fmt.Fprintln(a.Err, "No bookmark lacks its text.")
			case failed > 0:
				return fmt.Errorf("%s of %d could not be had", count(failed, "text"), n)
			}
			return nil
		})
	}
	return takesQuery(c)
}
