package config

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// Mistake is one thing wrong in a config file.
type Mistake struct {
	Path         string
	Line, Column int    // from 1
	Text         string // the line itself
	What         string // what is wrong
	Want         string // what was expected, "" when nothing can be said
}

// Sentence is the mistake on one line: where, what, what was expected.
func (m Mistake) Sentence() string {
	s := fmt.Sprintf("%s:%d:%d: %s", m.Path, m.Line, m.Column, m.What)
	if m.Want != "" {
		s += "; expected " + m.Want
	}
	return feeds.CleanLine(s)
}

// String is the mistake in full: the sentence, the line and a mark under the
// column.
func (m Mistake) String() string {
	indent := strings.Repeat(" ", max(min(m.Column-1, len(m.Text)), 0))
	return fmt.Sprintf("%s\n    %s\n    %s^", m.Sentence(), m.Text, indent)
}

func (r *reader) add(line, col int, what, want string) {
	text := ""
	if line >= 1 && line <= len(r.lines) {
		text = hide(feeds.Clean(strings.ReplaceAll(strings.TrimRight(r.lines[line-1], "\r"), "\t", " ")), r.mayBeSecret(line))
	}
	r.mistakes = append(r.mistakes, Mistake{r.path, line, max(col, 1), text, hide(feeds.CleanLine(what), false), want})
}

// mayBeSecret says whether a line's value may be: in a [feeds.headers] table,
// or of a service's or the assistant's table where its name is none of the
// settings, perhaps that of a token misspelt.
func (r *reader) mayBeSecret(line int) bool {
	for i := line - 1; i >= 0; i-- {
		l := strings.TrimSpace(r.lines[i])
		switch {
		case !strings.HasPrefix(l, "["):
		case i == line-1:
			return false
		case strings.Contains(l, "services"), strings.Contains(l, "assistant"):
			key, _, _ := strings.Cut(r.lines[line-1], "=")
			table := serviceTables
			if strings.Contains(l, "assistant") {
				table = "assistant."
			}
			return kinds[table+strings.TrimSpace(key)] == ""
		default:
			return strings.Contains(l, "headers")
		}
	}
	return false
}

// value reports a value that was read but cannot be used, where key is set.
func (r *reader) value(key, what, want string) {
	at, ok := r.places[key]
	if !ok {
		at, what = place{1, 1}, key+": "+what
	}
	r.add(at.line, at.col, what, want)
}

// name reports a setting that there is not, where its name stands.
func (r *reader) name(key, what, want string) {
	at, last := r.places[key], key[strings.LastIndexByte(key, '.')+1:]
	if at.line >= 1 && at.line <= len(r.lines) {
		if i := strings.LastIndex(r.lines[at.line-1][:min(at.col, len(r.lines[at.line-1]))], last); i >= 0 {
			at.col = i + 1
		}
	}
	r.add(max(at.line, 1), at.col, what, want)
}

// inWords says what a decoding error means to a person who knows no Go.
func inWords(err *toml.DecodeError) (what, want string) {
	text := strings.TrimPrefix(err.Error(), "toml: ")
	key := strings.Join(err.Key(), ".")
	if strings.Contains(text, "cannot decode") || strings.Contains(text, "cannot store") || strings.Contains(text, "incompatible types") {
		name := key
		if name == "" {
			name = "this value"
		}
		return name + " has a value of the wrong kind", kindOf(key)
	}
	has := func(s string) bool { return strings.Contains(text, s) }
	switch {
	case strings.HasPrefix(text, "unexpected character U+000A at start of value"):
		return "the line ends before its value", anyValue
	case has("at start of value"):
		return text, anyValue
	case has("already"):
		return text, "each setting and each table once"
	case has("new line"), has("not terminated"), has("unterminated"):
		return "the quotes are not closed", "a closing quote on the same line"
	case has("too large"):
		return text, kinds[key]
	case has("'='"):
		return "there is no = after the name", `name = value, such as theme = "ink"`
	}
	return text, `TOML, such as theme = "ink"`
}

const anyValue = `a value: words in quotes, a number, true, false or a list in [ ]`

// kinds names what each setting takes.
var kinds = map[string]string{
	"theme":             `a word in quotes: "` + strings.Join(feeds.Looks, `", "`) + `"`,
	"theme.dark":        `a theme's name in quotes, such as "nord"`,
	"theme.light":       `a theme's name in quotes, such as "paper"`,
	"theme.base":        `a theme's name in quotes, such as "gruvbox"`,
	"background":        `a word in quotes: "auto", "theme" or "terminal"`,
	"icons":             `a word in quotes: "auto", "unicode", "ascii" or "ascii-only"`,
	"density":           `a word in quotes: "auto", "comfortable", "normal" or "compact"`,
	"start":             `a word in quotes: "front", "today", "unread", "all" or "bookmarks"`,
	"stories":           "true or false",
	"plain":             "true or false",
	"mouse":             "true or false",
	"browser":           `a list of words: ["firefox", "%u"]`,
	"player":            `a list of words: ["mpv", "%u"]`,
	"reading":           "a table: [reading]",
	"reading.width":     "a number from 40 to 120",
	"reading.mark_read": `a word in quotes: "open", "select" or "never"`,
	"reading.full_text": `a word in quotes: "auto", "always" or "never"`,
	"reload":            "a table: [reload]",
	"reload.on_start":   "true or false",
	"reload.background": "true or false",
	"reload.interval":   `a time in quotes, such as "1h"`,
	"topics":            "a table: [topics]",
	"topics.aliases":    `a label and its topic, both in quotes: "mtb" = "mountain biking"`,
	"pipe":              `a word in quotes: "text", "markdown", "html" or "json"`,
	"open":              "a table: [open]",
	"open.*":            `a list of words: ["mpv", "%u"]`,
	"hooks":             "a table: [hooks]",
	"hooks.on_new":      `a list of words: ["my-program", "--new"]`,
	"hooks.on_bookmark": `a list of words: ["my-program", "--kept"]`,
	"hooks.on_open":     `a list of words: ["my-program"]`,
	"hooks.timeout":     `a time in quotes, such as "30s"`,
	"bookmarks":         "a table: [bookmarks]",
	"bookmarks.mirror":  `a folder or a file in quotes, such as "~/notes/news"`,
	"keys":              `a table: [keys], or the name of a set in quotes: "vim"`,
	"keys.preset":       `a word in quotes: "default", "vim", "newsboat" or "emacs"`,
	"keys.*":            `a key in quotes, such as "g u", a list of keys, or "" for none`,
	"macros":            `a table: [macros], such as x = ["bookmark", "done"]`,
	"macros.*":          `a list of actions: ["bookmark", "done"]`,
	"sites":             "tables: [[sites]]",
	"sites.host":        `a host in quotes, such as "news.example"`,
	"sites.content":     `a CSS selector in quotes, such as "div.story"`,
	"sites.remove":      `a list of CSS selectors: [".ad", "aside"]`,
	"sites.next":        `a CSS selector in quotes, such as "a.next"`,
	"searches":          "tables: [[searches]]",
	"searches.name":     "words in quotes",
	"searches.query":    `a query in quotes, such as "storm is:unread"`,
	"rules":             "tables: [[rules]]",
	"rules.name":        "words in quotes",
	"rules.query":       `a query in quotes, such as "title:giveaway"`,
	"rules.mute":        "true or false",
	"rules.read":        "true or false",
	"rules.bookmark":    "true or false",
	"rules.tag":         `a list of tags: ["later"]`,
	"rules.notify":      "true or false",
	"rules.run":         `a list of words: ["my-program", "--new"]`,
	"rules.until":       "a day such as 2026-12-31",
	"rules.enabled":     "true or false",
	"feeds":             "tables: [[feeds]]",
	"feeds.url":         "an address in quotes",
	"feeds.title":       "words in quotes",
	"feeds.folder":      "words in quotes",
	"feeds.file":        "a path in quotes",
	"feeds.exec":        `a list of words: ["my-feed", "--new"]`,
	"feeds.filter":      `a list of words: ["sed", "s/a/b/"]`,
	"feeds.interval":    `a time in quotes, such as "30m"`,
	"feeds.reader_view": "true or false",
	"feeds.full_text":   `a word in quotes: "auto", "always" or "never"`,
	"feeds.headers":     `a table of words: { X-Token = "…" }`,
	"feeds.user_agent":  "words in quotes",
	"feeds.user":        "words in quotes",
	"feeds.password":    "words in quotes",

	"related":            "a table: [related]",
	"related.strictness": `a word in quotes: "strict", "normal" or "loose"`,

	"feeds.password_command": `a list of words: ["pass", "show", "news"]`,
	"feeds.proxy":            `an address in quotes, such as "socks5://127.0.0.1:1080"`,
	"feeds.certificate":      "a SHA-256 in quotes, 64 hexadecimal digits",
	"keep.days":              "a number of days, 0 for ever",
	"keep.articles":          "a number of articles, 0 for all",
	"feeds.keep_days":        "a number of days",
	"feeds.keep_articles":    "a number of articles",
	"feeds.paused":           "true or false",
	"feeds.unrelated":        "true or false",
	"feeds.preferred":        "true or false",

	"assistant":               "a table: [assistant]",
	"assistant.command":       `a list of words: ["llm", "-m", "mistral"]`,
	"assistant.url":           `an address in quotes, such as "http://127.0.0.1:11434"`,
	"assistant.model":         `a model's name in quotes, such as "llama3.2"`,
	"assistant.token_command": `a list of words: ["pass", "show", "model"]`,
	"assistant.token_env":     "the name of an environment variable in quotes",
	"assistant.timeout":       `a time in quotes, such as "2m"`,
	"assistant.language":      `a language in quotes, such as "German" or "de"`,

	"bookmarks.mirror_format": `a word in quotes: "` + strings.Join(MirrorFormats, `", "`) + `"`,
	"bookmarks.services":      "tables: [bookmarks.services.NAME]",
	"bookmarks.services.*":    "a table: [bookmarks.services.NAME]",

	"bookmarks.services.*.kind":        `a kind in quotes, such as "linkding"`,
	"bookmarks.services.*.url":         `an address in quotes, such as "https://links.example"`,
	"bookmarks.services.*.user":        `a name in quotes: user = "me"`,
	"bookmarks.services.*.client_id":   `the client id of Wallabag's "API clients management" in quotes`,
	"bookmarks.services.*.command":     `a list of words: ["my-program", "--keep"]`,
	"bookmarks.services.*.on_bookmark": "true or false",
	"bookmarks.services.*.tags":        `a list of words: ["news"]`,

	"bookmarks.services.*.token_command":         `a list of words: ["pass", "show", "linkding"]`,
	"bookmarks.services.*.token_env":             `the name of an environment variable in quotes`,
	"bookmarks.services.*.client_secret_command": `a list of words: ["pass", "show", "wallabag-client"]`,
	"bookmarks.services.*.client_secret_env":     `the name of an environment variable in quotes`,
}

// suggest names the setting that key was probably meant to be.
func suggest(key string) string {
	whole, last := map[string]string{}, map[string]string{}
	key, own := ownTable(key)
	for _, known := range slices.Sorted(maps.Keys(kinds)) {
		if own && !strings.HasPrefix(known, serviceTables) {
			continue
		}
		name := known[strings.LastIndexByte(known, '.')+1:]
		if name == "*" {
			continue // a name of the person's own, or of the screen's
		}
		whole[known] = known
		if last[name] == "" {
			last[name] = known
		}
	}
	best := whole[feeds.Nearest(key, slices.Sorted(maps.Keys(whole)))]
	if best == "" {
		best = last[feeds.Nearest(key[strings.LastIndexByte(key, '.')+1:], slices.Sorted(maps.Keys(last)))]
	}
	if best == "" {
		return "a setting named in `broadsheet config default`"
	}
	return fmt.Sprintf("perhaps %s: %s", strings.TrimPrefix(best, serviceTables), kinds[best])
}
