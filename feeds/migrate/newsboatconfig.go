package migrate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// newsboatSetting reads a line of newsboat's config.
func (p *plan) newsboatSetting(line int, text string) {
	w := words(text, true)
	if len(w) == 0 {
		return
	}
	switch w[0] {
	case "bind-key":
		p.bindKey(line, text, w[1:])
	case "macro":
		p.macro(line, text)
	case "ignore-article":
		p.ignore(line, text, w[1:])
	case "reload-time":
		if n, err := strconv.Atoi(strings.Join(w[1:], "")); err == nil && n > 0 && n <= 60*24*30 {
			p.Interval = max(time.Duration(n)*time.Minute, 15*time.Minute)
		}
	case "cache-file":
		p.Articles = strings.Join(w[1:], " ")
	case "unbind-key":
		p.left("config", line, text, "keys are taken from an action with \"\" under [keys] in the config")
	default:
		p.left("config", line, w[0], "%s", whyLeft(w[0]))
	}
}

// whyLeft says why a setting is not carried. Its value is not shown: it may be a
// secret.
func whyLeft(setting string) string {
	has := func(parts ...string) bool {
		return slices.ContainsFunc(parts, func(s string) bool { return strings.Contains(setting, s) })
	}
	switch {
	case setting == "browser", setting == "player", setting == "notify-program", setting == "bookmark-cmd", setting == "exec-on", has("-cmd", "-eval", "html-renderer", "pager", "-program"):
		return "a command; set browser, player or a hook in the config yourself"
	case setting == "include":
		return "another file; move in with --from the folder where it is"
	case has("color", "highlight", "-format", "-title"):
		return "looks are themes here: theme in the config, T on the screen"
	case setting == "auto-reload", setting == "refresh-on-startup":
		return "see [reload] in the config"
	case setting == "max-items", setting == "keep-articles-days":
		return "see [keep] in the config"
	case has("proxy"):
		return "proxies are taken from the environment, or set for one feed"
	case has("ttrss-", "oldreader-", "inoreader-", "freshrss-", "miniflux-", "ocnews-", "feedbin-", "feedhq-", "newsblur-", "urls-source"):
		return "another server's account"
	}
	return "there is no such setting here"
}

// operations are newsboat's, and what does the same here.
var operations = map[string]string{
	"up": "up", "prev": "previous", "down": "down", "next": "next", "pageup": "page-up", "pagedown": "page-down", "halfpageup": "half-page-up",
	"halfpagedown": "half-page-down", "home": "top", "end": "bottom", "open": "open", "quit": "back", "hard-quit": "quit", "reload": "reload-feed",
	"reload-all": "reload", "mark-feed-read": "read-all", "mark-all-feeds-read": "read-all", "toggle-article-read": "read", "next-unread": "next-unread",
	"prev-unread": "previous-unread", "open-in-browser": "browser", "open-in-browser-and-mark-read": "browser-next", "bookmark": "bookmark",
	"save": "write", "pipe-to": "pipe", "show-urls": "follow", "help": "help", "open-search": "search", "redraw": "redraw", "delete-article": "read",
	"cmdline": "command", "view-errors": "health", "toggle-source-view": "text",
}

// places are newsboat's, and ours.
var places = map[string]string{"everywhere": "", "all": "", "": "", "feedlist": "sections", "articlelist": "headlines", "article": "reader"}

func (p *plan) bindKey(line int, text string, w []string) {
	if len(w) < 2 {
		p.left("config", line, text, "a key or an operation is missing")
		return
	}
	place, known := places[strings.Join(w[2:], " ")]
	key, action := keyName(w[0]), operations[w[1]]
	switch {
	case !known:
		p.left("config", line, text, "there is no such place here")
	case key == "":
		p.left("config", line, text, "a key without a name here")
	case action == "":
		p.left("config", line, text, "nothing here does the same as %s", feeds.CleanLine(w[1]))
	default:
		p.Keys = append(p.Keys, feeds.MovedKey{Key: key, In: place, Actions: []string{action}})
	}
}

// macro carries one that is operations alone. One that sets a program, runs a
// command or types something is named.
func (p *plan) macro(line int, text string) {
	key, rest, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(text, "macro")), " ")
	var actions []string
	for _, step := range strings.Split(rest, ";") {
		w := words(step, true)
		if len(w) == 0 {
			continue
		}
		switch action := operations[w[0]]; {
		case w[0] == "set" || w[0] == "exec":
			p.left("config", line, text, "a macro that sets a program; Broadsheet's are lists of actions")
			return
		case action == "" || len(w) > 1 && !strings.HasPrefix(w[1], "--"):
			p.left("config", line, text, "nothing here does the same as %s", feeds.CleanLine(strings.TrimSpace(step)))
			return
		default:
			actions = append(actions, action)
		}
	}
	if key = keyName(key); key == "" || len(actions) == 0 {
		p.left("config", line, text, "a macro without a key or without operations")
		return
	}
	p.Macros = append(p.Macros, feeds.MovedKey{Key: key, Actions: actions})
}

// ignore makes a mute rule of a line: a feed's address or *, and a condition.
func (p *plan) ignore(line int, text string, w []string) {
	if len(w) != 2 {
		p.left("config", line, text, "a feed or a condition is missing")
		return
	}
	query, why := p.filter(w[1])
	if why != "" {
		p.left("config", line, text, "%s", why)
		return
	}
	if w[0] != "*" {
		i := slices.IndexFunc(p.Feeds, func(f feeds.Feed) bool { return f.URL == feeds.WebURL("", w[0]) })
		if i < 0 {
			p.left("config", line, text, "its feed is not in the list")
			return
		}
		query = fmt.Sprintf("feed:%s (%s)", quoted(p.Feeds[i].Name()), query)
	}
	p.Mutes = append(p.Mutes, feeds.NamedQuery{Name: fmt.Sprintf("newsboat, line %d", line), Query: query})
}

// keyName is a key of newsboat's as Broadsheet calls it, "" for one that has no
// name.
func keyName(s string) string {
	named := map[string]string{
		"ENTER": "enter", "SPACE": "space", "TAB": "tab", "ESC": "esc", "BACKSPACE": "backspace", "UP": "up", "DOWN": "down", "LEFT": "left", "RIGHT": "right",
		"PPAGE": "pgup", "NPAGE": "pgdown", "PAGEUP": "pgup", "PAGEDOWN": "pgdown", "HOME": "home", "END": "end", "DELETE": "delete", "INSERT": "insert",
	}
	switch rest, ctrl := strings.CutPrefix(s, "^"); {
	case named[s] != "":
		return named[s]
	case ctrl && len(rest) == 1 && rest[0] >= '@' && rest[0] <= '_':
		return "ctrl+" + strings.ToLower(rest)
	case len(s) > 1 && s[0] == 'F' && strings.Trim(s[1:], "0123456789") == "":
		return strings.ToLower(s)
	case len([]rune(s)) == 1:
		return s
	}
	return ""
}
