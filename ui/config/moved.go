package config

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// besides are the keys that an action keeps beside those that are named: a line
// of [keys] takes the place of all of an action's keys.
var besides = map[string]string{
	"up": "up", "down": "down", "top": "home", "bottom": "end", "page-up": "pgup", "page-down": "pgdown", "open": "enter", "back": "esc",
}

// WriteMoved writes what of another reader's settings has a line in the config.
func WriteMoved(w io.Writer, m feeds.Migration) error {
	places := map[string]map[string]any{}
	if m.Preset != "" {
		places[""] = map[string]any{"preset": m.Preset}
	}
	for _, k := range m.Keys {
		in := places[k.In]
		if in == nil {
			in = map[string]any{}
			places[k.In] = in
		}
		action := k.Actions[0]
		keys, _ := in[action].([]string)
		if keys == nil && besides[action] != "" {
			keys = []string{besides[action]}
		}
		if !slices.Contains(keys, k.Key) {
			keys = append(keys, k.Key)
		}
		in[action] = keys
	}
	var b bytes.Buffer
	table := func(name string, values any) error {
		fmt.Fprintf(&b, "[%s]\n", name)
		return toml.NewEncoder(&b).Encode(values)
	}
	if m.Interval > 0 {
		if err := table("reload", map[string]string{"interval": strings.TrimSuffix(m.Interval.String(), "0s")}); err != nil {
			return err
		}
	}
	for _, place := range []string{"", "sections", "headlines", "reader"} {
		if places[place] == nil {
			continue
		}
		name := "keys"
		if place != "" {
			name += "." + place
		}
		if err := table(name, places[place]); err != nil {
			return err
		}
	}
	if len(m.Macros) > 0 {
		macros := map[string][]string{}
		for _, k := range m.Macros {
			macros[k.Key] = k.Actions
		}
		if err := table("macros", macros); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
