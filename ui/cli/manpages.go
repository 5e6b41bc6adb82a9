package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// manVerbs is broadsheet(1): every verb with its flags.
func (a *app) manVerbs(root *cobra.Command, w *roff) {
	w.section("SYNOPSIS")
	w.line(bold("broadsheet") + " [" + italic("FLAGS") + "] [" + italic("VERB") + " ...]")
	w.section("DESCRIPTION")
	w.text(root.Long)
	w.section("FLAGS")
	w.flags(root.LocalFlags())
	w.section("VERBS")
	w.verbs(root, "")
	w.section("EXAMPLES")
	w.literal(root.Example)
	w.section("EXIT STATUS")
	for _, e := range [][2]string{
		{"0", "fine"}, {"1", "failed"}, {"2", "wrong use, or a mistake in the settings"}, {"3", "some feeds failed"}, {"130", "interrupted"},
	} {
		w.term(bold(e[0]), e[1])
	}
	w.section("ENVIRONMENT")
	for _, e := range [][2]string{
		{"BROADSHEET_CONFIG", "the settings file, where --config does not name one"},
		{"BROADSHEET_DATA", "the folder of store, log and copies, where --data does not name one"},
		{"BROWSER", "opens links, where the settings name no browser; several are parted as paths are"},
		{"NO_COLOR", "no colours"},
	} {
		w.term(bold(e[0]), e[1])
	}
	w.section("FILES")
	for _, e := range [][2]string{
		{"~/.config/broadsheet/config.toml", "the settings"}, {"~/.local/share/broadsheet/", "the store"}, {"~/.local/state/broadsheet/", "the log, and what was typed behind “:”"},
	} {
		w.term(italic(e[0]), e[1])
	}
}

// verbs writes the verbs below c.
func (w *roff) verbs(c *cobra.Command, before string) {
	for _, v := range c.Commands() {
		if !v.IsAvailableCommand() {
			continue
		}
		if v.HasAvailableSubCommands() {
			w.verbs(v, before+v.Name()+" ")
			continue
		}
		w.macro("SS", before+v.Use)
		w.line(escape(v.Short) + ".")
		if v.Long != "" {
			w.macro("PP")
			w.text(strings.TrimPrefix(v.Long, v.Short+".\n\n"))
		}
		w.flags(v.LocalNonPersistentFlags())
		if v.Example != "" {
			w.literal(v.Example)
		}
	}
}

// flags writes flags as they are typed.
func (w *roff) flags(set *pflag.FlagSet) {
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(f)
		word := bold("--" + f.Name)
		if f.Shorthand != "" {
			word = bold("-"+f.Shorthand) + ", " + word
		}
		if value != "" && f.Value.Type() != "bool" {
			word += " " + italic(value)
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" && !strings.Contains(usage, "default") {
			usage += " (default: " + f.DefValue + ")"
		}
		w.term(word, usage)
	})
}

// manKeys is broadsheet-keys(7): the default table.
func (a *app) manKeys(_ *cobra.Command, w *roff) {
	w.section("DESCRIPTION")
	w.text("Vim's motions everywhere; lower case acts on one, upper case on many or on more; g and a key go to a view. " +
		"A number before a key repeats it: 5j. On the screen ? lists the keys of the place one is in, Ctrl+P finds every action by its name, " +
		"and : begins a command line, where each action is a command too.\n\n" +
		"[keys] in the settings gives actions other keys by the names below, and presets for people who come from elsewhere: " +
		strings.Join(ui.KeyPresets(), ", ") + ". `broadsheet keys` lists the keys that are in force.")
	place, group := "", ""
	for _, r := range ui.KeyTable(feeds.KeySettings{}) {
		if r.Scope != place {
			place, group = r.Scope, ""
			w.section(strings.ToUpper(placeWords(place)))
		}
		if r.Group != group {
			group = r.Group
			w.macro("SS", group)
		}
		keys := make([]string, len(r.Keys))
		for i, k := range r.Keys {
			keys[i] = bold(k)
		}
		w.macro("TP")
		w.line(strings.Join(keys, ", ") + "  " + italic(r.Action))
		w.line(escape(r.Help))
	}
}

// manConfig is broadsheet-config(5): the file with every setting.
func (a *app) manConfig(_ *cobra.Command, w *roff) {
	w.section("DESCRIPTION")
	w.text("The settings are one file in TOML, " + "~/.config/broadsheet/config.toml unless --config or BROADSHEET_CONFIG names another. " +
		"Broadsheet writes it once, as it stands below, and never again. It is read again whenever it changes; " +
		"one with a mistake changes nothing, and the screen says where the mistake is.\n\n" +
		"`broadsheet config check` says what is wrong with it, `broadsheet config show` what is in force.")
	w.section("SETTINGS")
	w.literal(string(a.Example))
}
