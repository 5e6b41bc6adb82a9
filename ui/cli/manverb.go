package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds/library"
)

// manDate is the manual's date. It is not the day on which it is written out:
// the same program gives the same pages.
const manDate = "2026-11-22"

// manPage is one page of the manual.
type manPage struct {
	name, section, title string // title: what it is about, on one line
	write                func(a *app, root *cobra.Command, w *roff)
}

func (p manPage) file() string { return p.name + "." + p.section }

var manual = []manPage{
	{"broadsheet", "1", "a news reader for the terminal", (*app).manVerbs},
	{"broadsheet-keys", "7", "the keys of Broadsheet's screen", (*app).manKeys},
	{"broadsheet-config", "5", "Broadsheet's settings", (*app).manConfig},
}

// manPages names the pages as the verb takes them.
func manPages() (out []string) {
	for _, p := range manual {
		out = append(out, strings.TrimPrefix(p.name, "broadsheet-"))
	}
	return out
}

func (a *app) manCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "man [PAGE]",
		Short: "Write the manual, a page or all of it; the pages are " + strings.Join(manPages(), ", "),
		Example: `  broadsheet man | man -l -
  broadsheet man keys | man -l -
  broadsheet man --dir ~/.local/share/man`,
		Args: atMost(1),
	}
	c.Flags().StringVar(&dir, "dir", "", "write all pages below `DIR`, each in the folder of its section")
	c.RunE = func(c *cobra.Command, args []string) error {
		if dir != "" {
			if len(args) > 0 {
				return wrongUse("--dir writes every page; leave out %q", args[0])
			}
			return a.writeManual(c.Root(), dir)
		}
		name := "broadsheet"
		if len(args) == 1 {
			name = args[0]
		}
		i := slices.Index(manPages(), name)
		if i < 0 {
			return wrongUse("there is no page %q; the pages are %s", name, strings.Join(manPages(), ", "))
		}
		_, err := io.WriteString(a.Out, a.page(manual[i], c.Root()))
		return err
	}
	return c
}

// writeManual writes all pages below dir, as man looks for them there.
func (a *app) writeManual(root *cobra.Command, dir string) error {
	for _, p := range manual {
		path := filepath.Join(dir, "man"+p.section, p.file())
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("%s cannot be made: %s", filepath.Dir(path), library.Reason(err))
		}
		err := library.WriteFile(path, func(w io.Writer) error {
			_, err := io.WriteString(w, a.page(p, root))
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintln(a.Out, path)
	}
	return nil
}

// page sets a page.
func (a *app) page(p manPage, root *cobra.Command) string {
	w := &roff{}
	w.macro("TH", strings.ToUpper(p.name), p.section, manDate, "Broadsheet "+a.Version, "Broadsheet")
	w.section("NAME")
	w.line(p.name + " \\- " + escape(p.title))
	p.write(a, root, w)
	w.section("SEE ALSO")
	var others []string
	for _, o := range manual {
		if o.name != p.name {
			others = append(others, `\fB`+escape(o.name)+`\fR(`+o.section+")")
		}
	}
	w.line(strings.Join(others, ", "))
	return w.String()
}
