package cli

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// unroff is a page as it reads, its requests and fonts left out.
func unroff(page string) string {
	return strings.NewReplacer(`\fB`, "", `\fI`, "", `\fR`, "", `\-`, "-", `\e`, `\`, `\&`, "", `\(ha`, "^", `\(ti`, "~", `\(ga`, "`", `\(aq`, "'").Replace(page)
}

// The table is walked: every action is in the manual, by its name, with its
// keys and what it does, in the place it holds in.
func TestEveryActionIsInTheManual(t *testing.T) {
	a := &app{Sys: Sys{Version: "1"}}
	page := unroff(a.page(manual[1], nil))
	for _, r := range ui.KeyTable(feeds.KeySettings{}) {
		_, section, ok := strings.Cut(page, `.SH "`+strings.ToUpper(placeWords(r.Scope))+`"`)
		section, _, _ = strings.Cut(section, ".SH ")
		if entry := strings.Join(r.Keys, ", ") + "  " + r.Action + "\n" + r.Help + "\n"; !ok || len(r.Keys) == 0 || !strings.Contains(section, entry) {
			t.Errorf("%s of %s is not there as %q", r.Action, r.Scope, entry)
		}
	}
}

func TestEveryVerbAndFlagIsInTheManual(t *testing.T) {
	a := &app{Sys: Sys{Version: "1", Example: []byte("theme = \"auto\"\n")}}
	root := newRoot(a)
	page := unroff(a.page(manual[0], root))
	var walk func(c *cobra.Command, before string)
	walk = func(c *cobra.Command, before string) {
		for _, v := range c.Commands() {
			if !v.IsAvailableCommand() {
				continue
			}
			if v.HasAvailableSubCommands() {
				walk(v, v.Name()+" ")
				continue
			}
			_, section, ok := strings.Cut(page, `.SS "`+strings.ReplaceAll(before+v.Use, `"`, `\(dq`)+`"`)
			section, _, _ = strings.Cut(section, "\n.SS ")
			if !ok || !strings.Contains(section, v.Short) {
				t.Errorf("%s%s is not there", before, v.Name())
			}
			v.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
				if f.Name != "help" && !strings.Contains(section, "--"+f.Name) {
					t.Errorf("--%s of %s%s is not there", f.Name, before, v.Name())
				}
			})
		}
	}
	walk(root, "")
}

func TestTheManualIsSoundRoff(t *testing.T) {
	a := &app{Sys: Sys{Version: "1.2-3", Example: []byte(".theme = \"x\\y\"\n'quoted\n")}}
	requests := map[string]bool{"TH": true, "SH": true, "SS": true, "PP": true, "TP": true, "RS": true, "RE": true, "nf": true, "fi": true}
	for _, p := range manual {
		text := a.page(p, newRoot(a))
		for line := range strings.Lines(text) {
			word, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, ".")), " ")
			if strings.HasPrefix(line, ".") && !requests[word] || strings.HasPrefix(line, "'") {
				t.Errorf("%s: %q would be taken for a request", p.name, line)
			}
		}
		groff, err := exec.LookPath("groff")
		if err != nil {
			continue // the look above holds everywhere
		}
		cmd := exec.Command(groff, "-man", "-ww", "-Tutf8", "-Kutf8")
		cmd.Stdin = strings.NewReader(text)
		var said bytes.Buffer
		cmd.Stderr = &said
		if _, err := cmd.Output(); err != nil || said.Len() > 0 {
			t.Errorf("%s: groff says %s, %v", p.name, said.String(), err)
		}
	}
}

func TestCompletionScriptsAreSoundWhereTheirShellIs(t *testing.T) {
	for _, shell := range shells {
		var out bytes.Buffer
		root := newRoot(&app{Sys: Sys{Out: &out}})
		root.SetArgs([]string{"completion", shell})
		if err := root.Execute(); err != nil || out.Len() < 1000 {
			t.Errorf("%s: %v, %d bytes", shell, err, out.Len())
		}
		path, err := exec.LookPath(shell)
		if err != nil || shell == "powershell" {
			continue
		}
		cmd := exec.Command(path, "-n")
		cmd.Stdin = &out
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s does not read its script: %v\n%s", shell, err, said)
		}
	}
}
