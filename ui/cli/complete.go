package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// completer gives what a word may become, each with a tab and a few words.
type completer func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completions says what the words of each verb may become, for shells and for
// the screen. What is not named here takes the name of a file.
func (a *app) completions(root *cobra.Command) {
	words := map[string]completer{
		"add": nothing, "feeds": nothing, "export": nothing, "reload": nothing, "list": nothing, "search": nothing,
		"searches": nothing, "searches add": nothing, "searches remove": once(a.searchNames),
		"rules": nothing, "rules add": nothing, "rules test": once(a.ruleNames), "rules apply": once(a.ruleNames), "rules remove": once(a.ruleNames),
		"remove": once(a.feedAddresses), "read": once(a.articlesOrFiles), "related": once(a.articleIDs), "summary": once(a.articleIDs), "translate": once(a.articleIDs), "ask": once(a.articleIDs), "topics": nothing, "stories": nothing,
		"bookmarks list": nothing, "bookmarks add": once(a.articleIDs), "bookmarks remove": a.bookmarkIDs, "bookmarks export": nothing,
		"bookmarks check": nothing, "bookmarks queue": nothing, "bookmarks mirror": nothing, "bookmarks fetch": nothing, "bookmarks login": once(a.serviceNames("assistant")),
		"share":       once(a.articleIDs),
		"config path": nothing, "config show": nothing, "config default": nothing,
		"completion": once(oneOf(shells...)), "man": once(oneOf(manPages()...)), "keys": nothing, "doctor": nothing,
	}
	flags := map[string]map[string]completer{
		"add":              {"folder": a.folders, "title": nothing},
		"export":           {"format": oneOf("opml", "toml")},
		"list":             {"limit": nothing},
		"search":           {"limit": nothing},
		"related":          {"limit": nothing},
		"stories":          {"since": nothing, "limit": nothing},
		"translate":        {"format": oneOf(readFormats...), "to": nothing},
		"read":             {"format": oneOf(readFormats...), "width": nothing, "url": nothing},
		"bookmarks add":    {"folder": nothing, "tags": nothing, "note": nothing},
		"bookmarks export": {"format": oneOf(formatNames()...), "dialect": oneOf(library.BookmarkDialects()...)},
		"bookmarks import": {"format": oneOf(importNames()...)},
		"bookmarks check":  {"older": nothing},
		"bookmarks queue":  {"drop": nothing},
		"share":            {"to": a.serviceNames(byMail)},
		"keys":             {"preset": oneOf(presets...)},
	}
	for path, complete := range words {
		c := verb(root, path)
		c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			return complete(c, args, typed)
		}
	}
	for path, of := range flags {
		for name, complete := range of {
			if err := verb(root, path).RegisterFlagCompletionFunc(name, complete); err != nil {
				panic(fmt.Sprintf("complete --%s of %s: %v", name, path, err)) // a name in the table above is wrong
			}
		}
	}
}

// verb finds a verb that is there.
func verb(root *cobra.Command, path string) *cobra.Command {
	c, rest, err := root.Find(strings.Fields(path))
	if err != nil || len(rest) > 0 {
		panic(fmt.Sprintf("there is no verb %s to complete", path)) // the same
	}
	return c
}

func nothing(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, noFiles
}

// oneOf completes to one of a few words.
func oneOf(list ...string) completer {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !strings.HasPrefix(s, typed) }), noFiles
	}
}

// once completes a verb's first word alone.
func once(complete completer) completer {
	return func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, noFiles
		}
		return complete(c, args, typed)
	}
}

// stored completes from what the library holds; a library that cannot be
// opened completes nothing.
func (a *app) stored(c *cobra.Command, typed string, list func(*library.Library) ([]string, error)) ([]string, cobra.ShellCompDirective) {
	var out []string
	err := a.look(c.Context(), func(lib *library.Library) (err error) {
		out, err = list(lib)
		return err
	})
	if err != nil {
		return nil, noFiles
	}
	return slices.DeleteFunc(out, func(s string) bool { return !strings.HasPrefix(s, typed) }), noFiles
}

func (a *app) feedAddresses(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		list, err := lib.Feeds(c.Context())
		for _, f := range list {
			out = append(out, f.URL+"\t"+f.Name())
		}
		return out, err
	})
}

func (a *app) folders(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		list, err := lib.Feeds(c.Context())
		for _, f := range list {
			if f.Folder != "" && !slices.Contains(out, f.Folder) {
				out = append(out, f.Folder)
			}
		}
		return out, err
	})
}

// newest is how many articles are offered.
const newest = 30

func (a *app) articleIDs(c *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		page, err := lib.List(c.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: newest})
		for _, h := range page.Headlines {
			out = append(out, h.ID.String()+"\t"+h.Source+" · "+h.Title)
		}
		return out, err
	})
}

// articlesOrFiles offers articles, and files once something is typed that no
// article's id begins with.
func (a *app) articlesOrFiles(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.Trim(typed, "0123456789") != "" {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return a.articleIDs(c, args, typed)
}

func (a *app) bookmarkIDs(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	return a.stored(c, typed, func(lib *library.Library) (out []string, err error) {
		list, err := lib.Bookmarks(c.Context(), feeds.BookmarkRequest{Limit: newest})
		for _, b := range list {
			if !slices.Contains(args, b.ID.String()) {
				out = append(out, b.ID.String()+"\t"+b.Title)
			}
		}
		return out, err
	})
}
