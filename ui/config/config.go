// Package config reads config.toml into plain feeds.Settings, with the line
// and column of every mistake. The example file is the defaults: it is read
// first, the person's file over it. It never writes but once, when there is no
// file yet. Called by ui/cli alone.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// file is config.toml as written. Every key is here and in the example file; a
// test holds the two together.
type file struct {
	Theme      any      `toml:"theme"` // a name or a table
	Background string   `toml:"background"`
	Icons      string   `toml:"icons"`
	Plain      bool     `toml:"plain"`
	Density    string   `toml:"density"`
	Start      string   `toml:"start"`
	Stories    bool     `toml:"stories"`
	Mouse      bool     `toml:"mouse"`
	Browser    []string `toml:"browser"`
	Player     []string `toml:"player"`
	Reading    struct {
		Width    int    `toml:"width"`
		MarkRead string `toml:"mark_read"`
		FullText string `toml:"full_text"`
		Images   string `toml:"images"`
	} `toml:"reading"`
	Reload struct {
		OnStart    bool   `toml:"on_start"`
		Background bool   `toml:"background"`
		Interval   string `toml:"interval"`
	} `toml:"reload"`
	Keep struct {
		Days     int `toml:"days"`
		Articles int `toml:"articles"`
	} `toml:"keep"`
	Related struct {
		Strictness string `toml:"strictness"`
	} `toml:"related"`
	Topics struct {
		Aliases map[string]string `toml:"aliases"`
	} `toml:"topics"`
	Pipe  string `toml:"pipe"`
	Open  any    `toml:"open,omitempty"`
	Hooks struct {
		New      []string `toml:"on_new"`
		Bookmark []string `toml:"on_bookmark"`
		Open     []string `toml:"on_open"`
		Timeout  string   `toml:"timeout"`
	} `toml:"hooks"`
	Bookmarks struct {
		Mirror       string                  `toml:"mirror"`
		MirrorFormat string                  `toml:"mirror_format"`
		Services     map[string]serviceTable `toml:"services,omitempty"`
	} `toml:"bookmarks"`
	Assistant assistantTable `toml:"assistant"`

	Keys   any         `toml:"keys,omitempty"`
	Macros any         `toml:"macros,omitempty"`
	Sites  []siteTable `toml:"sites,omitempty"`

	Searches []searchTable `toml:"searches,omitempty"`
	Rules    []ruleTable   `toml:"rules,omitempty"`

	Feeds []feedTable `toml:"feeds,omitempty"`
}

// Loaded is what a config file gave: settings that always work, and the
// mistakes found on the way. Where FeedsUnsure is set the mistakes may hide
// feeds, so that none may be taken for removed.
type Loaded struct {
	Settings    feeds.Settings
	Mistakes    []Mistake
	FeedsUnsure bool

	file           file // as settled: what cannot be used has its default
	defaults, data []byte
	path           string
	lines          []string
	places         map[string]place
	sets           []string // by hand, over the file
	reported       []feeds.SettingMistake
	open           bool // others can read the file
}

// Parse reads data, the text of the file at path, over the defaults. It always
// gives usable settings: what is wrong keeps its default and is reported.
func Parse(defaults, data []byte, path string) (Loaded, error) {
	return parse(defaults, data, path, nil)
}

// parse is Parse with settings that were set by hand over the file's.
func parse(defaults, data []byte, path string, sets []string) (Loaded, error) {
	var base file
	if err := toml.Unmarshal(defaults, &base); err != nil {
		return Loaded{}, fmt.Errorf("read the built-in defaults: %w", err)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	valid := bytes.ToValidUTF8(data, []byte("\uFFFD"))
	r := &reader{path: path, lines: strings.Split(string(valid), "\n")}
	if !utf8.Valid(data) {
		r.encoding(data)
	}
	user := r.decode(base, valid)
	loaded := r.settle(base, user)
	loaded.defaults, loaded.data, loaded.path, loaded.lines = defaults, data, path, r.lines
	loaded.places = r.places
	if len(sets) == 0 {
		return loaded, nil
	}
	return loaded.override(base, user, sets)
}

// reader gathers the mistakes of one file.
type reader struct {
	path     string
	lines    []string
	mistakes []Mistake
	unsure   bool
	places   map[string]place // of what could be read
}

// encoding reports the first bytes that are not UTF-8. What they were meant to
// be may be a feed.
func (r *reader) encoding(data []byte) {
	r.unsure = true
	for i, l := range bytes.Split(data, []byte("\n")) {
		if !utf8.Valid(l) {
			col := 1
			for c, size := utf8.DecodeRune(l); c != utf8.RuneError || size > 1; c, size = utf8.DecodeRune(l) {
				col, l = col+size, l[size:]
			}
			r.add(i+1, col, "these bytes are not UTF-8", "a file that is saved as UTF-8")
			return
		}
	}
}

// decode reads what it can. A wrong line is reported, blanked and the rest
// read again, so that one mistake costs one setting, not the file.
func (r *reader) decode(base file, data []byte) file {
	text := bytes.Split(bytes.Clone(data), []byte("\n"))
	// Each round blanks at least one line; far fewer mistakes than this end it.
	for range 50 {
		user := base
		user.Feeds, user.Sites, user.Keys, user.Macros, user.Open, user.Bookmarks.Services = nil, nil, nil, nil, nil, nil
		d := toml.NewDecoder(bytes.NewReader(bytes.Join(text, []byte("\n"))))
		d.DisallowUnknownFields()
		err := d.Decode(&user)
		if err == nil {
			r.places = places(bytes.Join(text, []byte("\n")))
			return user
		}
		blank := r.explain(err)
		if len(blank) == 0 {
			break
		}
		for _, line := range blank {
			r.blank(text, line)
		}
	}
	r.unsure = true
	return base
}

// blank empties one line (from 1). A broken table header takes its whole table
// with it, or the keys under it would fall to the table above.
func (r *reader) blank(text [][]byte, line int) {
	if line < 1 || line > len(text) {
		return
	}
	wasHeader := bytes.HasPrefix(bytes.TrimSpace(text[line-1]), []byte("["))
	if r.inFeeds(text, line) {
		r.unsure = true
	}
	text[line-1] = nil
	for i := line; wasHeader && i < len(text); i++ {
		if bytes.HasPrefix(bytes.TrimSpace(text[i]), []byte("[")) {
			break
		}
		text[i] = nil
	}
}

// inFeeds says whether the line belongs to a [[feeds]] table or to a header
// that may have been meant for one.
func (r *reader) inFeeds(text [][]byte, line int) bool {
	for i := line - 1; i >= 0; i-- {
		l := string(bytes.TrimSpace(text[i]))
		if strings.HasPrefix(l, "[") {
			return strings.HasPrefix(l, "[[") || strings.Contains(l, "feed")
		}
	}
	return false
}

// explain turns a decoding error into mistakes and names the lines to blank.
func (r *reader) explain(err error) []int {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var lines []int
		for _, e := range strict.Errors {
			line, col := e.Position()
			key := strings.Join(e.Key(), ".")
			r.add(line, col, fmt.Sprintf("there is no setting %q", key), suggest(key))
			lines = append(lines, line)
		}
		return lines
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, col := wrong.Position()
		what, want := inWords(wrong)
		r.add(line, col, what, want)
		return []int{line}
	}
	r.add(1, 1, feeds.CleanLine(err.Error()), "")
	return nil
}

// settle checks the values and turns them into Settings.
func (r *reader) settle(base, user file) Loaded {
	before := len(r.mistakes)
	s := feeds.Settings{
		Plain: user.Plain, Stories: user.Stories, Mouse: user.Mouse, Browser: user.Browser, Player: user.Player, Measure: user.Reading.Width,
		OnStart: user.Reload.OnStart, Background: user.Reload.Background,
	}
	if s.Theme = r.theme(user.Theme); len(r.mistakes) > before {
		user.Theme = base.Theme
	}
	s.Theme.Background = r.choice("background", &user.Background, base.Background, `"auto", "theme" or "terminal"`, "auto", "theme", "terminal")
	s.Icons = r.choice("icons", &user.Icons, base.Icons, kinds["icons"], "auto", "unicode", "ascii", "ascii-only")
	s.Density = r.choice("density", &user.Density, base.Density, kinds["density"], "auto", "comfortable", "normal", "compact")
	s.Start = feeds.ViewKind(r.choice("start", &user.Start, base.Start, kinds["start"],
		string(feeds.ViewFront), string(feeds.ViewToday), string(feeds.ViewUnread), string(feeds.ViewAll), string(feeds.ViewBookmarks)))
	if s.Measure < 40 || s.Measure > 120 {
		r.value("reading.width", fmt.Sprintf("%d columns are out of range", s.Measure), "a number from 40 to 120")
		s.Measure, user.Reading.Width = base.Reading.Width, base.Reading.Width
	}
	s.MarkRead = r.choice("reading.mark_read", &user.Reading.MarkRead, base.Reading.MarkRead, `"open", "select" or "never"`, "open", "select", "never")
	s.FullText = feeds.FullText(r.choice("reading.full_text", &user.Reading.FullText, base.Reading.FullText, `"auto", "always" or "never"`, fullTexts...))
	s.Images = r.choice("reading.images", &user.Reading.Images, base.Reading.Images, `"off" or "on"`, "off", "on") == "on"
	interval, err := time.ParseDuration(user.Reload.Interval)
	if err != nil || interval < 15*time.Minute {
		r.value("reload.interval", fmt.Sprintf("%q cannot be used", user.Reload.Interval), `a time of at least "15m", such as "1h" or "90m"`)
		interval, _ = time.ParseDuration(base.Reload.Interval)
		user.Reload.Interval = base.Reload.Interval
	}
	s.Interval = interval
	if user.Keep.Days < 0 {
		r.value("keep.days", fmt.Sprintf("%d days cannot be used", user.Keep.Days), kinds["keep.days"])
		user.Keep.Days = base.Keep.Days
	}
	if user.Keep.Articles < 0 {
		r.value("keep.articles", fmt.Sprintf("%d articles cannot be used", user.Keep.Articles), kinds["keep.articles"])
		user.Keep.Articles = base.Keep.Articles
	}
	s.Keep = feeds.Keep(user.Keep)
	s.Related = feeds.Strictness(r.choice("related.strictness", &user.Related.Strictness, base.Related.Strictness, `"strict", "normal" or "loose"`,
		string(feeds.StrictnessStrict), string(feeds.StrictnessNormal), string(feeds.StrictnessLoose)))
	s.Pipe = r.choice("pipe", &user.Pipe, base.Pipe, kinds["pipe"], "text", "markdown", "html", "json")
	s.Hooks = feeds.Hooks{New: user.Hooks.New, Bookmark: user.Hooks.Bookmark, Open: user.Hooks.Open}
	if s.Hooks.Timeout, err = time.ParseDuration(user.Hooks.Timeout); err != nil || s.Hooks.Timeout < time.Second || s.Hooks.Timeout > time.Hour {
		r.value("hooks.timeout", fmt.Sprintf("%q cannot be used", feeds.CleanLine(user.Hooks.Timeout)), `a time from "1s" to "1h"`)
		s.Hooks.Timeout, _ = time.ParseDuration(base.Hooks.Timeout)
		user.Hooks.Timeout = base.Hooks.Timeout
	}
	s.Mirror = feeds.Mirror{Path: user.Bookmarks.Mirror, Format: user.Bookmarks.MirrorFormat}
	if !oneOf(s.Mirror.Format, MirrorFormats...) {
		r.value("bookmarks.mirror_format", fmt.Sprintf("%q is no format to mirror in", feeds.CleanLine(s.Mirror.Format)), kinds["bookmarks.mirror_format"])
		s.Mirror.Path, user.Bookmarks.Mirror, user.Bookmarks.MirrorFormat = "", "", base.Bookmarks.MirrorFormat // rather none than one not meant
		s.Mirror.Format = base.Bookmarks.MirrorFormat
	}
	s.Services = r.services(user.Bookmarks.Services)
	user.Bookmarks.Services = shown(user.Bookmarks.Services)
	s.Assistant = r.assistant(base.Assistant, &user.Assistant)
	s.Topics = user.Topics.Aliases
	for from, to := range s.Topics {
		if feeds.CleanLine(from) == "" || feeds.CleanLine(to) == "" {
			r.value("topics.aliases", "an alias and its topic both need a name", `such as "mtb" = "mountain biking"`)
			s.Topics, user.Topics = base.Topics.Aliases, base.Topics
			break
		}
	}
	s.Open = r.openers(user.Open)
	s.Keys = r.keys(user.Keys, user.Macros)
	s.Sites = r.sites(user.Sites)
	s.Searches = r.searches(user.Searches)
	s.Rules = r.rules(user.Rules)
	s.Feeds = r.feeds(user.Feeds)
	return Loaded{Settings: s, Mistakes: r.mistakes, FeedsUnsure: r.unsure, file: user}
}

// choice is a word that must be one of some: where it is not the default, which
// then stands in the file as settled as well.
func (r *reader) choice(key string, value *string, base, want string, of ...string) string {
	if !oneOf(*value, of...) {
		r.value(key, fmt.Sprintf("%q is not known here", feeds.CleanLine(*value)), want)
		*value = base
	}
	return *value
}

var fullTexts = []string{string(feeds.FullTextAuto), string(feeds.FullTextAlways), string(feeds.FullTextNever)}

func oneOf(s string, of ...string) bool { return slices.Contains(of, s) }
