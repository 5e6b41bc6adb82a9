package config

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// Set gives the settings with one changed, as somebody typed it: its name as
// in "reading.width", its value without the quotes TOML wants. The file is not
// touched. The error is a sentence.
func (l Loaded) Set(name, value string) (Loaded, error) {
	if kinds[name] == "" || ofTheFile(name) {
		if near := feeds.Nearest(name, Settable()); near != "" {
			return l, fmt.Errorf("there is no setting %q to set; perhaps %s", feeds.CleanLine(name), near)
		}
		return l, fmt.Errorf("there is no setting %q to set; the file may have it", feeds.CleanLine(name))
	}
	line, ok := assignment(name, value)
	if !ok {
		return l, fmt.Errorf("%s takes %s", name, kinds[name])
	}
	next, err := parse(l.defaults, l.data, l.path, append(slices.Clone(l.sets), line))
	if err != nil {
		return l, err
	}
	next.Report(l.reported)
	next.open = l.open
	next.withholdPasswords() // said when the file was read
	for _, m := range next.Mistakes {
		if m.Path == setPath {
			return l, fmt.Errorf("%s; %s takes %s", m.What, name, kinds[name])
		}
	}
	return next, nil
}

// setPath stands for the file in the mistakes of what was set by hand.
const setPath = ":set"

// assignment is the TOML that sets name to value: as it is, as words in
// quotes, or as a list of them, whichever the setting takes.
func assignment(name, value string) (string, bool) {
	words, err := feeds.SplitWords(value)
	if err != nil {
		words = nil
	}
	for i := range words {
		words[i] = quoted(words[i])
	}
	for _, v := range []string{value, quoted(value), "[" + strings.Join(words, ", ") + "]"} {
		line := name + " = " + v
		d := toml.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if !strings.ContainsAny(v, "\r\n") && d.Decode(&file{}) == nil {
			return line, true
		}
	}
	return "", false
}

// quoted is text as a TOML string.
func quoted(text string) string {
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(map[string]string{"x": text}); err != nil {
		return `""`
	}
	return strings.TrimSpace(strings.TrimPrefix(b.String(), "x = "))
}

// Settable names the settings that Set takes.
func Settable() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(kinds)), func(name string) bool {
		return ofTheFile(name) || strings.HasPrefix(kinds[name], "a table")
	})
}

// ofTheFile says that a setting is one of a table that only the file can hold:
// names of a person's own, feeds, services, the colours of a theme, and plain
// mode, which is another program to begin with.
func ofTheFile(name string) bool {
	table, _, inside := strings.Cut(name, ".")
	return kinds[table+".*"] != "" || table == "feeds" || table == "sites" || table == "searches" || table == "rules" || table == "theme" && inside || name == "plain" ||
		strings.HasPrefix(name, "bookmarks.services")
}

// Takes says what a setting takes, and lists its values where those are few.
func Takes(name string) (what string, values []string) {
	what = kinds[name]
	switch {
	case what == "true or false":
		return what, []string{"true", "false"}
	case strings.HasPrefix(what, "a word in quotes: "):
		for _, m := range word.FindAllStringSubmatch(what, -1) {
			values = append(values, m[1])
		}
	}
	return what, values
}

var word = regexp.MustCompile(`"([^"]+)"`)

// override reads what was set by hand over the file's settings. Mistakes in it
// are those of setPath.
func (l Loaded) override(base, user file, sets []string) (Loaded, error) {
	for _, line := range sets {
		if err := toml.Unmarshal([]byte(line), &user); err != nil {
			return l, fmt.Errorf("set %s: %w", line, err)
		}
	}
	r := &reader{path: setPath, lines: l.lines, places: l.places}
	set := r.settle(base, user)
	out := l
	out.Settings, out.file, out.sets = set.Settings, set.file, sets
	// What is wrong in the file is wrong here as well, and said there.
	known := map[string]bool{}
	for _, m := range l.Mistakes {
		known[m.What] = true
	}
	for _, m := range set.Mistakes {
		if !known[m.What] {
			out.Mistakes = append(out.Mistakes, m)
		}
	}
	return out, nil
}

// Again sets by hand what was set over the settings before.
func (l Loaded) Again(before Loaded) (Loaded, error) {
	if len(before.sets) == 0 {
		return l, nil
	}
	next, err := parse(l.defaults, l.data, l.path, before.sets)
	next.open = l.open
	next.withholdPasswords()
	return next, err
}
