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

// linkJSON is what a check found of a bookmark's link.
type linkJSON struct {
	ID    string          `json:"id"`
	URL   string          `json:"url"`
	Title string          `json:"title"`
	Link  feeds.LinkCheck `json:"link"`
}

func (a *app) bookmarksCheck() *cobra.Command {
	var older string
	var asJSON, follow bool
	c := &cobra.Command{
		Use:   "check [QUERY]",
		Short: "Ask whether the links of bookmarks still lead somewhere, politely",
		Long: fmt.Sprintf(`Ask for the links of all bookmarks, or of those a query asks for, whether they
still lead somewhere, and list those that do not. Hosts are asked side by side,
each for one link at a time with pauses, and no more when they say so. Ctrl+C
stops: what was found is kept, and the next check goes on with the rest.

  alive   the page answers
  moved   it has a new address for good; --follow takes that over
  dead    404, 410 or no such host at once; a host in trouble only when %d checks
          in a row over %d days found it so
  unsure  refused (403, 429), in trouble, or out of reach; asked again after a day

is:dead and is:moved find them later. What was kept of a dead page stays.`, feeds.LinkChecks, feeds.LinkDays),
		Example: `  broadsheet bookmarks check
  broadsheet bookmarks check tag:recipes --older 30d
  broadsheet bookmarks check --json | jq -r '.[] | select(.link.state == "dead").url'`,
		Args: atLeast(0),
	}
	c.Flags().StringVar(&older, "older", "7d", "leave out those checked in the last `TIME`; 0 for none")
	c.Flags().BoolVar(&follow, "follow", false, "give bookmarks whose pages have moved their new addresses; u on the screen undoes it")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array of all that were checked")
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args)
		if err != nil {
			return err
		}
		req := feeds.LinksRequest{Query: q.String()}
		if older != "0" {
			since, ok := sinceTime(older, a.Now())
			if !ok {
				return wrongUse("--older takes a time such as 7d or 12h, or 0, not %q", older)
			}
			req.Older = a.Now().Sub(since)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			report, err := a.checkLinks(c.Context(), lib, req, asJSON)
			if err == nil && follow {
				err = a.followMoved(c.Context(), lib, q, asJSON)
			}
			if err == nil && report.Offline {
				err = errors.New("no host could be reached; this machine seems to be offline, and that counts against no link: try again later")
			}
			return err
		})
	}
	return takesQuery(c)
}

// checkLinks checks, showing how far it has come where somebody watches.
func (a *app) checkLinks(ctx context.Context, lib *library.Library, req feeds.LinksRequest, asJSON bool) (feeds.LinksReport, error) {
	out := &jsonArray{w: a.Out}
	bar := a.Watched && a.lib == nil
	var wrong error
	dead, shown := 0, 0
	report, err := lib.CheckLinks(ctx, req, func(k feeds.LinkChecked) {
		switch state := k.Link.State; {
		case asJSON:
			if err := out.add(linkJSON{k.Bookmark.String(), k.URL, k.Title, k.Link}); err != nil && wrong == nil {
				wrong = err
			}
		case state != feeds.LinkAlive:
			if bar {
				fmt.Fprint(a.Err, "\r\x1b[K")
			}
			fmt.Fprintf(a.Out, "%-6s  %6s  %s\n                %s\n                %s\n", state, k.Bookmark, feeds.CleanLine(k.Title), feeds.CleanLine(k.URL), k.Link.Note(byDay))
		}
		if k.Link.State == feeds.LinkDead {
			dead++
		}
		switch {
		case bar:
			fmt.Fprintf(a.Err, "\r%s %d/%d · %d dead \x1b[K", progressBar(k.Done, k.Of, 24), k.Done, k.Of, dead)
		case k.Done*10/max(k.Of, 1) > shown && k.Of >= 100: // by tenths
			shown = k.Done * 10 / k.Of
			fmt.Fprintf(a.Err, "%d/%d · %d dead\n", k.Done, k.Of, dead)
		}
	})
	if bar {
		fmt.Fprint(a.Err, "\r\x1b[K")
	}
	if asJSON {
		err = errors.Join(err, wrong, out.close())
	}
	if err == nil || report.Done() > 0 {
		a.sayLinks(report)
	}
	return report, err
}

// progressBar is a bar of w cells.
func progressBar(done, of, w int) string {
	n := min(w*done/max(of, 1), w)
	return "[" + strings.Repeat("#", n) + strings.Repeat("-", w-n) + "]"
}

// sayLinks sums a check up, to who reads along.
func (a *app) sayLinks(r feeds.LinksReport) {
	if r.Of+r.Lately == 0 {
		fmt.Fprintln(a.Err, "No bookmark has a link to check.")
		return
	}
	if r.Of > 0 {
		fmt.Fprintf(a.Err, "%s of %d checked: %d alive, %d moved, %d dead, %d unsure\n", count(r.Done(), "link"), r.Of, r.Alive, r.Moved, r.Dead, r.Unsure)
	}
	if r.Lately > 0 {
		fmt.Fprintf(a.Err, "%s left out that were checked lately; --older 0 asks for them as well\n", count(r.Lately, "link"))
	}
	if r.Waiting > 0 {
		fmt.Fprintf(a.Err, "%s not asked: their hosts want to be left alone for now; check again later\n", count(r.Waiting, "link"))
	}
}

// followMoved gives the moved of what was asked for their new addresses.
func (a *app) followMoved(ctx context.Context, lib *library.Library, q feeds.Query, quiet bool) error {
	moved := feeds.Query{Where: feeds.Is{State: "moved"}}
	if q.Where != nil {
		moved.Where = feeds.And{q.Where, moved.Where}
	}
	ids, err := wholeOrder(ctx, lib, moved.String())
	if err != nil {
		return err
	}
	change, err := lib.FollowMoved(ctx, ids)
	if err == nil && change.N > 0 && !quiet {
		fmt.Fprintf(a.Out, "%s follow their pages; u on the screen undoes it\n", count(change.N, "bookmark"))
	}
	return err
}

// byDay writes a day as lists do.
func byDay(t time.Time) string { return t.Local().Format("2006-01-02") }
