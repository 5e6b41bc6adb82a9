package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
)

// doctorPatience is how long one look may take.
const doctorPatience = 5 * time.Second

// finding is one thing that was looked at: fine, or with what to do.
type finding struct {
	about, said string
	todo        string // "" when all is well
}

// look is one part of the doctor's round. It may take its time: nobody waits
// longer than doctorPatience.
type look struct {
	about string
	at    func(a *app, ctx context.Context) []finding
}

var round = []look{
	{"program", (*app).lookProgram},
	{"terminal", (*app).lookTerminal},
	{"settings", (*app).lookSettings},
	{"store", (*app).lookStore},
	{"network", (*app).lookNetwork},
	{"assistant", (*app).lookAssistant},
	{"programs", (*app).lookOpeners},
	{"services", (*app).lookServices},
}

func (a *app) doctorCommand() *cobra.Command {
	var report bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look at terminal, settings, store, network, programs and services, and say what to do",
		Long: "Look at terminal, settings, store, network, assistant, programs and services. Each\n" +
			"line is fine or says what to do. Nobody but the hosts of your own feeds is\n" +
			"connected to, and nothing is asked of those; the server of your assistant is asked\n" +
			"which models it has; tokens are asked of where the settings say, and not shown.\n" +
			"Exits with 1 when something wants seeing to.",
		Args: exactly(0),
	}
	c.Flags().BoolVar(&report, "report", false, "for a bug report: with the end of the log, without addresses and names")
	c.RunE = func(c *cobra.Command, _ []string) error {
		var all []finding
		for _, l := range round {
			found := a.patiently(c.Context(), l)
			if all = append(all, found...); report {
				continue
			}
			for _, f := range found {
				f.write(a.Out)
			}
		}
		if report {
			if _, err := io.WriteString(a.Out, a.report(all)); err != nil {
				return err
			}
		}
		wrong := 0
		for _, f := range all {
			if f.todo != "" {
				wrong++
			}
		}
		switch {
		case c.Context().Err() != nil:
			return c.Context().Err()
		case wrong > 0 && !report:
			return fmt.Errorf("%s to see to", count(wrong, "thing"))
		}
		return nil
	}
	return c
}

func (f finding) write(w io.Writer) {
	sign := "ok"
	if f.todo != "" {
		sign = "! "
	}
	fmt.Fprintf(w, "%s  %-9s %s\n", sign, f.about, feeds.CleanLine(f.said))
	if f.todo != "" {
		fmt.Fprintf(w, "              %s\n", feeds.CleanLine(f.todo))
	}
}

// patiently has a look, but not for ever.
func (a *app) patiently(ctx context.Context, l look) []finding {
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	done := make(chan []finding, 1)
	go func() { defer a.caught(); done <- l.at(a, ctx) }()
	select {
	case found := <-done:
		return found
	case <-ctx.Done():
	}
	select {
	case found := <-done: // it has heard of the end
		return found
	case <-time.After(200 * time.Millisecond):
		return []finding{{l.about, "did not answer in " + doctorPatience.String(), "see whether its disk or its device answers at all"}}
	}
}

func (a *app) lookProgram(context.Context) []finding {
	return []finding{{about: "program", said: fmt.Sprintf("Broadsheet %s, %s, %s/%s", a.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)}}
}

// report is the findings as they go into a bug report: with what of the
// environment matters and the end of the log, and without what is private.
func (a *app) report(all []finding) string {
	var b strings.Builder
	b.WriteString("```\n")
	for _, f := range all {
		f.write(&b)
	}
	b.WriteString("\n")
	for _, name := range []string{"TERM", "COLORTERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LANG", "LC_ALL", "LC_CTYPE", "NO_COLOR", "VTE_VERSION"} {
		if v := a.Env(name); v != "" {
			fmt.Fprintf(&b, "%s=%s\n", name, feeds.CleanLine(v))
		}
	}
	for _, name := range []string{"TMUX", "STY", "SSH_CONNECTION", "WSL_DISTRO_NAME", "HTTPS_PROXY", "BROWSER"} {
		if a.Env(name) != "" {
			fmt.Fprintf(&b, "%s is set\n", name)
		}
	}
	if lines := a.logEnd(); len(lines) > 0 {
		b.WriteString("\nthe end of the log:\n")
		for _, l := range lines {
			b.WriteString(l + "\n")
		}
	}
	b.WriteString("```\n")
	return private(b.String())
}

// logLines is how much of the log a report has.
const logLines = 20

func (a *app) logEnd() []string {
	f, err := os.Open(a.logPath())
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err == nil && info.Size() > 64<<10 {
		_, _ = f.Seek(-64<<10, io.SeekEnd)
	}
	data, _ := io.ReadAll(io.LimitReader(f, 64<<10))
	lines := strings.Split(strings.TrimSpace(feeds.Clean(string(data))), "\n")
	if lines[0] == "" {
		return nil
	}
	return lines[max(0, len(lines)-logLines):]
}

const group = `[0-9a-fA-F]{1,4}` // of an IPv6 address

var (
	address = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^\s"']+`)
	// host is a name with a dot in it; files of ours and versions are none.
	host = regexp.MustCompile(`\b(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z]{2,}\b(?::\d+)?`)
	ip   = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?|\[?(?:` + group + `:){4,7}` + group + `\]?|\[?(?:` + group + `(?::` + group + `)*)?::(?:` + group + `(?::` + group + `)*)?\]?`)
	ours = regexp.MustCompile(`^(?:config|config\.example)\.toml$|^broadsheet\.(?:db|log)$|^xterm\.|^(?:C|POSIX)\.`)
)

// private takes addresses, hosts and the home directory out of a report.
func private(text string) string {
	if home, err := os.UserHomeDir(); err == nil && len(home) > 1 {
		text = strings.ReplaceAll(text, home, "~")
		if user := filepath.Base(home); len(user) > 2 && user != "root" {
			text = strings.ReplaceAll(text, string(filepath.Separator)+user+string(filepath.Separator), string(filepath.Separator)+"…"+string(filepath.Separator))
		}
	}
	text = address.ReplaceAllString(text, "<address>")
	text = ip.ReplaceAllString(text, "<ip>")
	return host.ReplaceAllStringFunc(text, func(s string) string {
		if name, _, _ := strings.Cut(s, ":"); ours.MatchString(name) {
			return s
		}
		return "<host>"
	})
}
