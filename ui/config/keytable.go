package config

import (
	"cmp"
	"fmt"
	"strings"

	"broadsheet/feeds"
)

// keys turns [keys] and [macros] into settings, in the order of the file. What
// actions and places there are is the screen's to know.
func (r *reader) keys(keys, macros any) feeds.KeySettings {
	var s feeds.KeySettings
	switch v := keys.(type) {
	case nil:
	case string:
		s.Preset, s.At = v, r.spot("keys")
	case map[string]any:
		r.binds(&s, "", "keys", v)
	default:
		r.value("keys", "keys has a value of the wrong kind", kinds["keys"])
	}
	switch v := macros.(type) {
	case nil:
	case map[string]any:
		for key, steps := range v {
			name := "macros." + key
			if words, ok := r.words(name, steps); ok && len(words) > 0 {
				s.Macros = append(s.Macros, feeds.Macro{Key: key, Steps: words, At: r.spot("@" + name)})
			} else if ok {
				r.value(name, "this macro has no steps", kinds["macros"])
			}
		}
	default:
		r.value("macros", "macros has a value of the wrong kind", kinds["macros"])
	}
	feeds.SortStable(s.Binds, func(a, b feeds.KeyBind) int { return bySpot(a.At, b.At) })
	feeds.SortStable(s.Macros, func(a, b feeds.Macro) int { return bySpot(a.At, b.At) })
	return s
}

func bySpot(a, b feeds.Spot) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// binds reads one table of keys; a table in it is of one place.
func (r *reader) binds(s *feeds.KeySettings, scope, table string, v map[string]any) {
	for name, value := range v {
		full := table + "." + name
		if inner, ok := value.(map[string]any); ok && scope == "" {
			r.binds(s, name, full, inner)
			continue
		}
		if preset, ok := value.(string); ok && scope == "" && name == "preset" {
			s.Preset, s.At = preset, r.spot(full)
			continue
		}
		if words, ok := r.words(full, value); ok {
			s.Binds = append(s.Binds, feeds.KeyBind{Scope: scope, Action: name, Keys: words, At: r.spot("@" + full)})
		}
	}
}

// words reads a word or a list of them; "" is an empty list.
func (r *reader) words(name string, value any) ([]feeds.Word, bool) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return nil, true
		}
		return []feeds.Word{{Text: v, At: r.spot(name)}}, true
	case []any:
		var out []feeds.Word
		for i, item := range v {
			text, ok := item.(string)
			if !ok {
				break
			}
			out = append(out, feeds.Word{Text: text, At: r.spot(fmt.Sprintf("%s[%d]", name, i))})
		}
		if len(out) == len(v) {
			return out, true
		}
	}
	table, _, _ := strings.Cut(name, ".")
	r.value(name, name+" has a value of the wrong kind", kinds[table+".*"])
	return nil, false
}

// spot is where something stands in the file.
func (r *reader) spot(name string) feeds.Spot {
	at := r.places[name]
	return feeds.Spot{Line: at.line, Column: at.col}
}

// Report adds mistakes that others have found in the settings.
func (l *Loaded) Report(found []feeds.SettingMistake) {
	if len(found) == 0 {
		return
	}
	l.reported = append(l.reported, found...)
	r := &reader{path: l.path, lines: l.lines, mistakes: l.Mistakes}
	for _, f := range found {
		r.add(f.At.Line, f.At.Column, f.What, f.Want)
	}
	l.Mistakes = r.mistakes
	feeds.SortStable(l.Mistakes, func(a, b Mistake) int {
		return bySpot(feeds.Spot{Line: a.Line, Column: a.Column}, feeds.Spot{Line: b.Line, Column: b.Column})
	})
}
