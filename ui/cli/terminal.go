package cli

import (
	"runtime"
	"strconv"
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// shown are settings as the screen takes them.
func (a *app) shown(s feeds.Settings) feeds.Settings {
	s.Icons = icons(s.Icons, a.Env)
	return s
}

// icons settles what `icons = "auto"` comes to: by the locale, as the
// environment names it. Where it names no character set, a terminal is trusted
// with UTF-8 text, but not with having all the signs of the screen.
func icons(setting string, env func(string) string) string {
	if setting != "auto" {
		return setting
	}
	locale := ""
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale = env(name); locale != "" {
			break
		}
	}
	set := strings.ToLower(strings.ReplaceAll(locale, "-", ""))
	switch {
	case strings.Contains(set, "utf8"):
		return "unicode"
	case locale != "" && locale != "C" && locale != "POSIX":
		return "ascii-only"
	case runtime.GOOS == "windows", runtime.GOOS == "darwin":
		return "unicode" // whose terminals go by no locale
	}
	return "ascii"
}

// light says whether COLORFGBG, which some terminals set, names a light
// background: the colour's number comes last.
func light(env func(string) string) bool {
	v := env("COLORFGBG")
	n, err := strconv.Atoi(v[strings.LastIndexByte(v, ';')+1:])
	return err == nil && (n == 7 || n >= 9 && n <= 15)
}

// notices is the sequence by which the terminal tells a person something.
func notices(env func(string) string) ui.Notices {
	switch name := env("TERM") + " " + env("TERM_PROGRAM"); {
	case strings.Contains(name, "kitty"):
		return ui.OSC99
	case strings.Contains(name, "foot"), strings.Contains(name, "rxvt"), strings.Contains(strings.ToLower(name), "ghostty"):
		return ui.OSC777
	}
	return ui.OSC9
}
