package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Errors of OpenURL that a caller may branch on.
var (
	ErrNotWeb    = errors.New("only http, https, gemini, gopher, ftp and mailto addresses are opened")
	ErrNoBrowser = errors.New("no browser was found")
)

// OpenURL opens an address in a person's browser and does not wait for it:
// argv from the settings ("%u" stands for the address, else it comes last),
// else the first of $BROWSER's alternatives that is there, else the platform's
// own way. The address is one argument of a program, never part of a shell's
// line; only what feeds.OpenableURL takes is opened. A mail that is yet to be
// written (feeds.Draft) is opened by the platform's own way alone, and gemini,
// gopher and ftp are not tried on $BROWSER, which is for the web.
func OpenURL(ctx context.Context, argv []string, url string) error {
	return openURL(ctx, argv, url, patience)
}

// patience is how long a program is watched for an early end: one that fails
// at once is told, one that stays is on its own.
const patience = time.Second

func openURL(ctx context.Context, argv []string, url string, patience time.Duration) error {
	safe := feeds.OpenableURL(url)
	browsers := fromEnvironment(os.Getenv("BROWSER"))
	if feeds.IsDraft(url) { // a mail program's, whatever browser there is
		safe, argv, browsers = url, nil, nil
	}
	if safe != "" && feeds.LinkURL("", safe) == "" {
		browsers = nil
	}
	if safe == "" || strings.HasPrefix(strings.TrimSpace(url), "-") {
		return fmt.Errorf("%w, not %s", ErrNotWeb, feeds.CleanLine(url))
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("open %s: %w", safe, err)
	}
	if len(argv) > 0 {
		if _, err := look(argv); err != nil {
			return fmt.Errorf("open %s: check the programs in config.toml: %w", safe, err)
		}
		return start(withURL(argv, safe), safe, patience)
	}
	for _, argv := range append(browsers, platform(runtime.GOOS)...) {
		if _, err := look(argv); err == nil {
			return start(withURL(argv, safe), safe, patience)
		}
	}
	if argv == nil && feeds.IsDraft(url) { // no setting would help
		return errors.New("no program was found that opens a draft; xdg-open, of xdg-utils, does")
	}
	return fmt.Errorf("%w; set browser in config.toml or BROWSER; the address is %s", ErrNoBrowser, safe)
}

// start runs a program on its own: no input, its output thrown away, so that
// nothing prints over the screen; it outlives this one. Its failure is an
// error when it comes soon.
func start(argv []string, url string, patience time.Duration) error {
	path, err := look(argv)
	if err != nil {
		return err
	}
	cmd := exec.Command(path, argv[1:]...)
	cmd.Args[0] = argv[0]
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %s with %s: %w", url, name(argv), err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // its end is its own affair; this takes it off the process table
	if patience <= 0 {
		return nil
	}
	soon := time.NewTimer(patience)
	defer soon.Stop()
	select {
	case err := <-ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return fmt.Errorf("%s ended with code %d: %s", name(argv), exit.ExitCode(), url)
		}
	case <-soon.C:
	}
	return nil
}

// Finds says which program a person's words start, "" for none; for no words,
// what OpenURL takes then.
func Finds(argv []string) string {
	ways := [][]string{argv}
	if len(argv) == 0 {
		ways = append(fromEnvironment(os.Getenv("BROWSER")), platform(runtime.GOOS)...)
	}
	for _, argv := range ways {
		if _, err := look(argv); err == nil {
			return name(argv)
		}
	}
	return ""
}

// withURL puts the address where "%u" (or, as some set BROWSER, "%s") stands,
// else at the end.
func withURL(argv []string, url string) []string {
	out := make([]string, 0, len(argv)+1)
	placed := false
	for i, a := range argv {
		if i > 0 && (strings.Contains(a, "%u") || strings.Contains(a, "%s")) {
			a = strings.NewReplacer("%u", url, "%s", url).Replace(a)
			placed = true
		}
		out = append(out, a)
	}
	if !placed {
		out = append(out, url)
	}
	return out
}

// fromEnvironment reads $BROWSER: commands parted by the system's list
// separator (":", or ";" on Windows).
func fromEnvironment(browser string) [][]string {
	var all [][]string
	for part := range strings.SplitSeq(browser, string(os.PathListSeparator)) {
		if argv, err := Split(part); err == nil && len(argv) > 0 {
			all = append(all, argv)
		}
	}
	return all
}

// platform lists what may open addresses on a system, best first.
func platform(goos string) [][]string {
	switch goos {
	case "darwin":
		return [][]string{{"open"}}
	case "windows":
		return [][]string{{"rundll32", "url.dll,FileProtocolHandler"}}
	}
	return [][]string{{"xdg-open"}, {"gio", "open"}, {"x-www-browser"}, {"www-browser"}, {"wslview"}}
}
