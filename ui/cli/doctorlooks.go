package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui/config"
)

// ground asks the terminal for its background; it answers, or is given up on
// in a few seconds.
func ground() (dark, known bool) {
	c, err := lipgloss.BackgroundColor(os.Stdin, os.Stdout)
	if err != nil || c == nil {
		return false, false
	}
	r, g, b, _ := c.RGBA()
	return 299*r+587*g+114*b < 500*0xffff, true
}

func (a *app) lookTerminal(context.Context) []finding {
	kind := a.Env("TERM")
	switch {
	case a.lib != nil:
		return []finding{{about: "terminal", said: "the screen is open in it"}}
	case !a.Terminal:
		return []finding{{"terminal", "standard input and output are no terminal", "the screen needs one; the verbs work without"}}
	case kind == "", kind == "dumb":
		return []finding{{"terminal", fmt.Sprintf("TERM is %q: it can place nothing on the screen", kind), "set TERM to what the terminal is, such as xterm-256color; the verbs work as it is"}}
	}
	out := []finding{{about: "terminal", said: fmt.Sprintf("%s, %d columns and %d rows", kind, a.Columns, a.Rows)}}
	if a.Columns < 30 || a.Rows < 8 {
		out[0].todo = "the screen needs 30 columns and 8 rows"
	}
	return append(out, a.lookColours(), a.lookLetters(), a.lookClipboard())
}

func (a *app) lookColours() finding {
	var env []string
	for _, name := range []string{"TERM", "COLORTERM", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "WT_SESSION", "TMUX", "STY"} {
		if v := a.Env(name); v != "" {
			env = append(env, name+"="+v)
		}
	}
	said := map[colorprofile.Profile]string{
		colorprofile.TrueColor: "all colours", colorprofile.ANSI256: "256 colours", colorprofile.ANSI: "16 colours", colorprofile.ASCII: "none", colorprofile.NoTTY: "none",
	}[colorprofile.Env(env)]
	f := finding{about: "colours", said: said}
	if a.Env("NO_COLOR") != "" {
		f.said += ", as NO_COLOR asks"
	}
	if a.Ground == nil {
		return f
	}
	switch dark, known := a.Ground(); {
	case known && dark:
		f.said += " on a dark ground"
	case known:
		f.said += " on a light ground"
	default:
		f.said += "; the terminal does not say whether its ground is dark"
		f.todo = `set theme = "ink" for a dark one, "paper" for a light one`
	}
	return f
}

func (a *app) lookLetters() finding {
	lang := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if lang == "" {
			lang = a.Env(name)
		}
	}
	upper := strings.ToUpper(lang)
	if strings.Contains(upper, "UTF-8") || strings.Contains(upper, "UTF8") || a.Env("WT_SESSION") != "" {
		return finding{about: "letters", said: "UTF-8"}
	}
	return finding{"letters", fmt.Sprintf("the locale is %q, not one of UTF-8", lang), "set LANG to one of UTF-8, such as C.UTF-8"}
}

func (a *app) lookClipboard() finding {
	f := finding{about: "clipboard", said: "y and Y copy through the terminal (OSC 52)"}
	switch {
	case a.Env("TERM_PROGRAM") == "Apple_Terminal":
		f.todo = "Terminal.app takes no copies from programs; other terminals for macOS do"
	case a.Env("TMUX") != "":
		f.said += "; tmux lets them through with: set -g set-clipboard on"
	case a.Env("STY") != "":
		f.todo = "GNU screen does not let them through; tmux does"
	}
	return f
}

func (a *app) lookSettings(context.Context) []finding {
	path := a.configPath()
	if !config.Exists(path) {
		return []finding{{about: "settings", said: path + " is not there: every setting has its default"}}
	}
	loaded, err := a.settings()
	switch {
	case err != nil:
		return []finding{{"settings", err.Error(), "mend the file"}}
	case len(loaded.Mistakes) > 0:
		return []finding{{"settings", loaded.Mistakes[0].Sentence(), count(len(loaded.Mistakes), "mistake") + "; `broadsheet config check` shows all"}}
	}
	return []finding{{about: "settings", said: path}}
}

func (a *app) lookStore(ctx context.Context) []finding {
	if err := a.homeless(); err != nil {
		return []finding{{"store", err.Error(), "set HOME to your directory"}}
	}
	dir := a.dataDir()
	if a.lib == nil && !library.Exists(dir) {
		if err := library.Usable(dir); err != nil {
			return []finding{{"store", err.Error(), "mend that, or use another place with --data"}}
		}
		return []finding{{about: "store", said: "none yet; it will be in " + dir}}
	}
	var out []finding
	err := a.looking(ctx, func(lib *library.Library) error {
		s, err := lib.Sections(ctx)
		if err != nil {
			return err
		}
		articles := 0
		for _, f := range s.Feeds {
			articles += f.Articles
		}
		said := fmt.Sprintf("%s, %s, %s", count(len(s.Feeds), "feed"), count(articles, "article"), count(s.Bookmarks, "bookmark"))
		if a.sample {
			said = "the sample edition's: " + said
		} else {
			said = fmt.Sprintf("%s: %s, %.1f MB", dir, said, float64(library.StoreSize(dir))/1e6)
		}
		out = append(out, finding{about: "store", said: said})
		if why := lib.ReadOnly(); why != "" {
			out = append(out, finding{"store", why, "make that directory writable, or room on its disk, or use another place with --data"})
		}
		feedsLook := finding{about: "feeds", said: "none is failing"}
		if s.Failing > 0 {
			feedsLook = finding{"feeds", count(s.Failing, "feed") + " failing", "g e on the screen shows which, and why; so does `broadsheet feeds`"}
		}
		if len(s.Feeds) > 0 {
			out = append(out, feedsLook)
		}
		return nil
	})
	if err != nil {
		said, advice, _ := strings.Cut(inWords(err), "; ")
		out = append(out, finding{"store", said, cmp.Or(advice, "see whether another program holds it, and whether its disk is full or read-only")})
	}
	return out
}

// looking opens the library as it is, whatever is wrong with the settings.
func (a *app) looking(ctx context.Context, do func(*library.Library) error) error {
	if a.lib != nil {
		return do(a.lib)
	}
	lib, err := library.Open(ctx, a.libraryOptions(a.dataDir(), feeds.Settings{}))
	if err != nil {
		return err
	}
	return errors.Join(do(lib), lib.Close())
}

// hostsTried is how many hosts are connected to.
const hostsTried = 3

func (a *app) lookNetwork(ctx context.Context) []finding {
	if a.lib == nil && !library.Exists(a.dataDir()) {
		return []finding{{about: "network", said: "no feeds yet: there is nobody to connect to"}}
	}
	var tried, reached []string
	var first error
	err := a.looking(ctx, func(lib *library.Library) error {
		list, err := lib.Feeds(ctx)
		for _, f := range list {
			at := feeds.Host(f.URL)
			if at == "" || len(tried) == hostsTried || slices.Contains(tried, at) || f.Origin == feeds.OriginSample {
				continue
			}
			tried = append(tried, at)
			if err := lib.Reach(ctx, f); err == nil {
				reached = append(reached, at)
			} else if first == nil {
				first = err
			}
		}
		return err
	})
	switch {
	case err != nil:
		return []finding{{"network", "not tried: the feeds cannot be read", "mend the store first"}}
	case len(tried) == 0:
		return []finding{{about: "network", said: "no feeds on the net: there is nobody to connect to"}}
	case len(reached) == 0:
		return []finding{{"network", feeds.InWords(first), "see whether this machine is online, or needs a proxy: HTTPS_PROXY, or proxy of a feed"}}
	case first != nil:
		return []finding{{"network", fmt.Sprintf("%d of %d hosts tried can be reached: %s", len(reached), len(tried), feeds.InWords(first)), "g e on the screen shows how that feed is doing"}}
	}
	return []finding{{about: "network", said: strings.Join(reached, ", ") + " can be reached"}}
}

// lookAssistant says whether the assistant answers. It is sent no article.
func (a *app) lookAssistant(ctx context.Context) []finding {
	var s feeds.Settings
	if loaded, err := a.settings(); err == nil {
		s = loaded.Settings
	}
	if !s.Assistant.Ready() {
		return []finding{{about: "assistant", said: "none is set up"}}
	}
	where := s.Assistant.Where()
	err := library.CheckAssistant(ctx, a.libraryOptions("", s))
	if err != nil {
		return []finding{{"assistant", where + ": " + feeds.InWords(err), "mend [assistant] in the settings, or start what it names"}}
	}
	return []finding{{about: "assistant", said: where}}
}

func (a *app) lookOpeners(context.Context) []finding {
	var s feeds.Settings
	if loaded, err := a.settings(); err == nil {
		s = loaded.Settings
	}
	browser := finding{about: "browser", said: library.Finds(s.Browser)}
	switch {
	case browser.said != "":
		browser.said += " opens links"
	case len(s.Browser) > 0:
		browser.said, browser.todo = "there is no program "+s.Browser[0], "mend browser in the settings"
	default:
		browser.said, browser.todo = "nothing was found that opens links", "set browser in the settings, or BROWSER; y copies a link"
	}
	out := []finding{browser}
	type named struct {
		setting string
		argv    []string
	}
	list := []named{{"player", s.Player}, {"hooks.on_new", s.Hooks.New}, {"hooks.on_bookmark", s.Hooks.Bookmark}, {"hooks.on_open", s.Hooks.Open}}
	for _, o := range s.Open {
		list = append(list, named{"open." + o.Kind, o.Argv})
	}
	for _, f := range s.Feeds {
		list = append(list, named{fmt.Sprintf("filter of the feed on line %d", f.Line), f.Options.Filter},
			named{fmt.Sprintf("exec of the feed on line %d", f.Line), f.Options.Exec},
			named{fmt.Sprintf("password_command of the feed on line %d", f.Line), f.Options.PasswordCommand})
	}
	var fine []string
	for _, n := range list {
		switch {
		case len(n.argv) == 0:
		case library.Finds(n.argv) == "":
			out = append(out, finding{"programs", "there is no program " + n.argv[0], "mend " + n.setting + " in the settings"})
		default:
			fine = append(fine, n.setting+": "+library.Finds(n.argv))
		}
	}
	if len(fine) > 0 {
		out = append(out, finding{about: "programs", said: strings.Join(fine, ", ")})
	}
	return out
}
