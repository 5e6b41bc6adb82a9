package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) bookmarksCommand() *cobra.Command {
	c := &cobra.Command{Use: "bookmarks", Short: "What you kept: list, add, remove, export, import, check, restore, queue, mirror", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		return wrongUse("say what to do with the bookmarks; `broadsheet bookmarks --help` lists the verbs")
	}}
	c.AddCommand(a.bookmarksList(), a.bookmarksAdd(), a.bookmarksRemove(), a.bookmarksExport(), a.bookmarksImport(), a.bookmarksRestore(),
		a.bookmarksCheck(), a.bookmarksQueue(), a.bookmarksMirror(), a.bookmarksFetch(), a.bookmarksLogin())
	return c
}

func (a *app) bookmarksList() *cobra.Command {
	var asJSON bool
	var limit int
	c := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "List the bookmarks, latest kept first: all, or those a query asks for",
		Args:  atLeast(0),
	}
	c.Flags().IntVar(&limit, "limit", 0, "at most `N` bookmarks; 0 for all")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	c.RunE = func(c *cobra.Command, args []string) error {
		q, err := query(args)
		if err != nil {
			return err
		}
		if limit < 0 {
			return wrongUse("--limit takes a number from 0, not %d", limit)
		}
		return a.look(c.Context(), func(lib *library.Library) error {
			out := &jsonArray{w: a.Out}
			req := feeds.BookmarkRequest{Limit: 200, Query: q.String()}
			none, done := !asJSON, 0
			var order []feeds.BookmarkID // by title, feed ...: all of them
			if q.Sort != feeds.SortDate {
				if order, err = wholeOrder(c.Context(), lib, req.Query); err != nil {
					return err
				}
			}
			for {
				if limit > 0 {
					req.Limit = min(200, limit-done)
				}
				if q.Sort != feeds.SortDate {
					n := min(req.Limit, len(order))
					if req.IDs, order = order[:n], order[n:]; n == 0 {
						break
					}
				}
				list, err := lib.Bookmarks(c.Context(), req)
				if err != nil {
					return err
				}
				for _, b := range list {
					none = false
					if asJSON {
						err = out.add(bookmarkOut(b))
					} else {
						a.bookmarkLine(b)
					}
					if err != nil {
						return err
					}
				}
				if done += len(list); len(list) < req.Limit && len(order) == 0 || limit > 0 && done == limit {
					break
				}
				last := list[len(list)-1]
				req.AfterSaved, req.AfterID = last.Saved, last.ID
			}
			if asJSON {
				return out.close()
			}
			switch {
			case none && q.Where != nil:
				fmt.Fprintln(a.Err, "Nothing was found.")
			case none:
				fmt.Fprintln(a.Err, "There are no bookmarks yet; `broadsheet bookmarks add URL` keeps one.")
			}
			return nil
		})
	}
	return takesQuery(c)
}

// wholeOrder is the ids of all bookmarks that a query asks for, in its order.
func wholeOrder(ctx context.Context, lib *library.Library, query string) (ids []feeds.BookmarkID, err error) {
	for after := 0; ; {
		order, err := lib.BookmarkOrder(ctx, feeds.BookmarkOrderRequest{Query: query, After: after})
		if err != nil {
			return nil, err
		}
		if ids = append(ids, order.IDs...); order.After == 0 {
			return ids, nil
		}
		after = order.After
	}
}

func (a *app) bookmarkLine(b feeds.Bookmark) {
	fmt.Fprintf(a.Out, "%6s  %s  %s", b.ID, b.Saved.Local().Format("2006-01-02"), b.Title)
	for _, t := range b.Tags {
		fmt.Fprintf(a.Out, "  [%s]", t)
	}
	fmt.Fprintf(a.Out, "\n        %s\n", b.URL)
	if b.Note != "" {
		fmt.Fprintf(a.Out, "        %s\n", feeds.CleanLine(b.Note))
	}
	if b.Link.State == feeds.LinkDead || b.Link.State == feeds.LinkMoved {
		fmt.Fprintf(a.Out, "        %s\n", b.Link.Note(byDay))
	}
}

func (a *app) bookmarksAdd() *cobra.Command {
	var tags, note, folder string
	c := &cobra.Command{Use: "add URL|ID", Short: "Keep an article, or any page by its address", Args: exactly(1)}
	c.Flags().StringVar(&tags, "tags", "", "`TAGS`, parted by commas")
	c.Flags().StringVar(&note, "note", "", "a `NOTE` of your own")
	c.Flags().StringVar(&folder, "folder", "", "the `FOLDER` to keep it in")
	c.RunE = func(c *cobra.Command, args []string) error {
		with := feeds.Keeping{Note: feeds.Clean(note), Folder: feeds.CleanLine(folder)}
		for tag := range strings.SplitSeq(tags, ",") {
			if tag = feeds.CleanLine(tag); tag != "" {
				with.Tags = append(with.Tags, tag)
			}
		}
		return a.with(c.Context(), func(lib *library.Library) error {
			b, problem, err := lib.AddBookmark(c.Context(), args[0], with)
			if err != nil {
				return err
			}
			if problem != "" {
				fmt.Fprintf(a.Err, "broadsheet: kept without its text: %s\n", problem)
			}
			fmt.Fprintf(a.Out, "kept %q as bookmark %s\n", b.Title, b.ID)
			return nil
		})
	}
	return c
}

func (a *app) bookmarksRemove() *cobra.Command {
	c := &cobra.Command{Use: "remove URL|ID…", Short: "Remove bookmarks; u on the screen undoes it", Args: atLeast(1)}
	c.RunE = func(c *cobra.Command, args []string) error {
		return a.look(c.Context(), func(lib *library.Library) error {
			var ids []feeds.BookmarkID
			for _, what := range args {
				b, err := lib.FindBookmark(c.Context(), what)
				if err != nil {
					return err
				}
				ids = append(ids, b.ID)
			}
			change, err := lib.RemoveBookmarks(c.Context(), ids)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "removed %s; u on the screen undoes it\n", count(change.N, "bookmark"))
			return nil
		})
	}
	return c
}
