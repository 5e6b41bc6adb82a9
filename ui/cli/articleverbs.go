package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) listCommand() *cobra.Command {
	var unread, asJSON bool
	var limit int
	c := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "List articles, newest first: all, or those a query or @NAME, a saved search, asks for",
		Example: `  broadsheet list --unread
  broadsheet list 'feed:gazette age:<2d -sport' --limit 5`,
		Args: atLeast(0),
	}
	c.Flags().BoolVar(&unread, "unread", false, "only unread ones")
	c.Flags().IntVar(&limit, "limit", 50, "at most `N` articles; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		if name, saved := strings.CutPrefix(strings.Join(args, " "), "@"); saved {
			v := feeds.SavedSearch{}
			err := a.look(c.Context(), func(lib *library.Library) (err error) {
				v, err = lib.FindSearch(c.Context(), name)
				return err
			})
			if err != nil {
				return err
			}
			return a.list(c.Context(), feeds.View{Kind: feeds.ViewSearch, Query: v.Query, Search: v.ID, Unread: unread}, limit, asJSON, "Nothing was found.")
		}
		q, err := query(args)
		if err != nil {
			return err
		}
		view, none := feeds.View{Kind: feeds.ViewAll, Unread: unread}, "There are no articles yet; `broadsheet reload` fetches them."
		switch {
		case q.Where != nil:
			view.Kind, view.Query, none = feeds.ViewSearch, q.String(), "Nothing was found."
		case q.Sort != feeds.SortDate:
			return wrongUse("sort:%s puts what a query finds in order; say what to look for", q.Sort)
		case unread:
			none = "Nothing is unread."
		}
		return a.list(c.Context(), view, limit, asJSON, none)
	}
	return takesQuery(c)
}

func (a *app) searchCommand() *cobra.Command {
	var asJSON bool
	var limit int
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find articles by a query: words, phrases, fields, states, dates",
		Example: `  broadsheet search central bank rates --limit 5
  broadsheet search 'title:"rate cut" (feed:reuters or feed:gazette) date:2026-11..'
  broadsheet search '/lea(k|king)/ is:unread sort:best'`,
		Args: atLeast(1),
	}
	c.Flags().IntVar(&limit, "limit", 50, "at most `N` articles; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args)
		if err != nil {
			return err
		}
		if q.Where == nil {
			return wrongUse("name the words to look for")
		}
		return a.list(c.Context(), feeds.View{Kind: feeds.ViewSearch, Query: q.String()}, limit, asJSON, "Nothing was found.")
	}
	return takesQuery(c)
}

// list writes a view's articles, window by window, and none where there are
// none.
func (a *app) list(ctx context.Context, view feeds.View, limit int, asJSON bool, none string) error {
	if limit < 0 {
		return wrongUse("--limit takes a number from 0, not %d", limit)
	}
	return a.look(ctx, func(lib *library.Library) error {
		var out *jsonArray
		if asJSON {
			out = &jsonArray{w: a.Out}
		}
		req := feeds.ListRequest{View: view}
		done := 0
		for limit == 0 || done < limit {
			req.Limit = 200
			if limit > 0 {
				req.Limit = min(200, limit-done)
			}
			page, err := lib.List(ctx, req)
			if err != nil {
				return err
			}
			if limit > 0 && len(page.Headlines) > limit-done { // one in an order of its own comes whole
				page.Headlines = page.Headlines[:limit-done]
			}
			for _, h := range page.Headlines {
				if !asJSON {
					a.line(h)
					continue
				}
				r, err := lib.Stored(ctx, h.ID)
				if err != nil {
					return err
				}
				if err := out.add(articleOut(r)); err != nil {
					return err
				}
			}
			done += len(page.Headlines)
			if !page.More {
				break
			}
			req.From = page.Reached
		}
		if asJSON {
			return out.close()
		}
		var beside feeds.Count
		if !view.Unread {
			var err error
			if beside, err = lib.CountBeside(ctx, view.Query); err != nil {
				return err
			}
		}
		switch {
		case done == 0 && beside.N == 0:
			return a.ifNoFeeds(ctx, lib, none)
		case done == 0:
			fmt.Fprintln(a.Err, none)
		}
		if beside.N > 0 {
			more := ""
			if beside.More {
				more = "+"
			}
			fmt.Fprintf(a.Err, "%d%s more in the bookmarks; `broadsheet bookmarks list` finds them by this query\n", beside.N, more)
		}
		return nil
	})
}

// line writes one article for people and for cut and awk: id, state, date,
// source and title.
func (a *app) line(h feeds.Headline) {
	mark := " "
	if !h.Read {
		mark = "●"
	}
	fmt.Fprintf(a.Out, "%6s %s %s  %s · %s\n", h.ID, mark, h.Published.Local().Format("2006-01-02 15:04"), h.Source, h.Title)
}

func (a *app) relatedCommand() *cobra.Command {
	var asJSON, allTime bool
	var limit int
	c := &cobra.Command{
		Use:   "related ID|URL",
		Short: "Say who else reports this story, and why it is taken for the same",
		Args:  exactly(1),
	}
	c.Flags().IntVar(&limit, "limit", 10, "at most `N` articles")
	c.Flags().BoolVar(&allTime, "all-time", false, "look at all articles, not only at those near in time")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		if limit < 1 {
			return wrongUse("--limit takes a number from 1, not %d", limit)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			id, err := lib.FindArticle(c.Context(), args[0])
			if err != nil {
				return err
			}
			near, err := lib.RelatedNow(c.Context(), feeds.RelatedRequest{Article: id, Limit: limit, AllTime: allTime})
			if err != nil {
				return err
			}
			out := []relatedJSON{}
			for _, r := range near.Rows {
				if !asJSON {
					a.line(r.Headline)
					fmt.Fprintf(a.Out, "         %s: %s\n", r.Relation, r.Reason)
					continue
				}
				full, err := lib.Stored(c.Context(), r.ID)
				if err != nil {
					return err
				}
				out = append(out, relatedJSON{articleOut(full), r.Score, r.Relation, r.Reason})
			}
			if asJSON {
				return writeJSON(a.Out, out)
			}
			switch {
			case near.Unrelated:
				fmt.Fprintln(a.Err, "Its feed is left out of related stories.")
			case len(near.Rows) == 0:
				fmt.Fprintln(a.Err, "Nothing related was found in your feeds.")
			}
			return nil
		})
	}
	return c
}

func (a *app) checkCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "check FILE|URL",
		Short: "Parse a feed and say what is in it; nothing is stored",
		Args:  exactly(1),
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	c.RunE = func(c *cobra.Command, args []string) error {
		checked, err := a.check(c.Context(), args[0])
		if err != nil {
			return err
		}
		if asJSON {
			return writeJSON(a.Out, checkOut(checked))
		}
		fmt.Fprintf(a.Out, "%s · %s · %s\n", checked.Feed.Name(), checked.Format, count(len(checked.Articles), "article"))
		for _, w := range checked.Warnings {
			fmt.Fprintln(a.Out, "! "+w)
		}
		for _, art := range checked.Articles {
			fmt.Fprintf(a.Out, "  %s  %s\n", art.Published.Local().Format("2006-01-02 15:04"), art.Title)
		}
		return nil
	}
	return c
}

func (a *app) check(ctx context.Context, what string) (library.Checked, error) {
	opt := a.libraryOptions("", feeds.Settings{})
	if isWeb(what) {
		return library.CheckURL(ctx, opt, what)
	}
	data, err := a.input(ctx, what)
	if err != nil {
		return library.Checked{}, err
	}
	return library.CheckFile(opt, data, called(what))
}

func isWeb(s string) bool {
	l := strings.ToLower(s)
	return strings.HasPrefix(l, "http://") || strings.HasPrefix(l, "https://")
}
