package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// screenVerbs are the verbs behind the screen's ":": the tree of the command
// line, over the library that is open.
type screenVerbs struct{ *session }

// tree is the command line with its output led to out. Standard input is
// empty, and there is no terminal to draw on.
func (v screenVerbs) tree(out io.Writer) *cobra.Command {
	v.mu.Lock()
	lib := v.lib
	v.mu.Unlock()
	a := &app{Sys: v.Sys, configFlag: v.configFlag, dataFlag: v.dataFlag, sample: v.sample, lib: lib}
	a.In, a.Out, a.Err, a.Terminal, a.Columns = strings.NewReader(""), out, out, false, 0
	root := newRoot(a)
	root.RunE = func(*cobra.Command, []string) error { return wrongUse("name a verb") }
	root.SetIn(a.In)
	root.SetOut(out)
	root.SetErr(out)
	return root
}

// Names lists the verbs.
func (v screenVerbs) Names() []string {
	var out []string
	for _, c := range v.tree(io.Discard).Commands() {
		if c.IsAvailableCommand() {
			out = append(out, c.Name())
		}
	}
	return out
}

// Run does a verb. As in a shell, ~ at the start of a word is the home
// directory.
func (v screenVerbs) Run(ctx context.Context, words []string, out io.Writer) error {
	root := v.tree(out)
	words = slices.Clone(words)
	for i, w := range words {
		words[i] = atHome(w)
	}
	root.SetArgs(words)
	return root.ExecuteContext(ctx)
}

func atHome(path string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || os.IsPathSeparator(rest[0])) {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// Complete asks as a shell does, and names files itself where a shell would.
func (v screenVerbs) Complete(ctx context.Context, words []string) []ui.Completion {
	var out bytes.Buffer
	root := v.tree(&out)
	if c, _, err := root.Find(words[:1]); len(words) > 1 && (err != nil || c == root) {
		return nil // no verb: nothing follows it
	}
	root.SetErr(io.Discard)
	root.SetArgs(append([]string{cobra.ShellCompRequestCmd}, words...))
	if root.ExecuteContext(ctx) != nil {
		return nil
	}
	var list []ui.Completion
	directive := cobra.ShellCompDirectiveError
	for line := range strings.Lines(out.String()) {
		line = strings.TrimRight(line, "\n")
		if n, ok := strings.CutPrefix(line, ":"); ok {
			d, err := strconv.Atoi(n)
			if err == nil {
				directive = cobra.ShellCompDirective(d)
			}
			continue
		}
		word, help, _ := strings.Cut(line, "\t")
		list = append(list, ui.Completion{Word: word, Help: strings.ReplaceAll(help, "`", ""), Open: strings.HasSuffix(word, "=")})
	}
	if directive == cobra.ShellCompDirectiveDefault && len(list) == 0 {
		return files(words[len(words)-1])
	}
	return list
}

// mostFiles bounds how many names of a folder are told.
const mostFiles = 200

// files are the files whose path begins with what is typed.
func files(typed string) []ui.Completion {
	dir, name := filepath.Split(typed)
	at := atHome(dir)
	if at == "" {
		at = "."
	}
	entries, err := os.ReadDir(at)
	if err != nil {
		return nil
	}
	var out []ui.Completion
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), name) || name == "" && strings.HasPrefix(e.Name(), ".") {
			continue
		}
		c := ui.Completion{Word: dir + e.Name()}
		if info, err := os.Stat(filepath.Join(at, e.Name())); err == nil && info.IsDir() {
			c.Word, c.Open = c.Word+string(filepath.Separator), true
		}
		if out = append(out, c); len(out) == mostFiles {
			break
		}
	}
	return out
}

// begin keeps the completions that begin with a word.
func begin(list []ui.Completion, word string) []ui.Completion {
	return slices.DeleteFunc(list, func(c ui.Completion) bool { return !strings.HasPrefix(c.Word, word) })
}

// hasLogin says whether a line of the command line holds a name and password
// for a site: such a line is not remembered.
func hasLogin(line string) bool {
	words, err := feeds.SplitWords(line)
	return err != nil || slices.ContainsFunc(words, func(w string) bool {
		_, user, secret := feeds.SplitLogin(w)
		return user != "" || secret != ""
	})
}
