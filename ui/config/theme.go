package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

func init() {
	for _, token := range feeds.Tokens {
		kinds["theme."+token] = `a colour in quotes: "#7aa2f7", "208", "bright blue" or "default"`
	}
}

// theme reads what theme is set to: a name, or a table of names for dark and
// light terminals and of a person's own colours. What is wrong is reported and
// left out.
func (r *reader) theme(value any) feeds.Theme {
	if table, ok := value.(map[string]any); ok {
		both := r.look("theme", table, feeds.Look{Name: "auto"})
		return feeds.Theme{Dark: r.form("dark", table["dark"], both), Light: r.form("light", table["light"], both)}
	}
	name := r.themeName("theme", value, "auto")
	return feeds.One(name)
}

// form is the look for dark or for light terminals, which for all that it does
// not say itself is as both.
func (r *reader) form(key string, value any, both feeds.Look) feeds.Look {
	switch value := value.(type) {
	case nil:
		return both
	case map[string]any:
		return r.look("theme."+key, value, both)
	}
	return feeds.Look{Name: r.themeName("theme."+key, value, both.Name), Colours: both.Colours}
}

// look reads a table of colours over another look.
func (r *reader) look(at string, table map[string]any, under feeds.Look) feeds.Look {
	out := feeds.Look{Name: under.Name, Colours: map[string]string{}}
	for token, c := range under.Colours {
		out.Colours[token] = c
	}
	for _, key := range sorted(table) {
		value, name := table[key], at+"."+key
		switch {
		case key == "base":
			out.Name = r.themeName(name, value, under.Name)
		case at == "theme" && (key == "dark" || key == "light"):
		case !slices.Contains(feeds.Tokens, key):
			r.name(name, fmt.Sprintf("there is no colour %q in a theme", key), "base or one of "+strings.Join(feeds.Tokens, ", "))
		default:
			c, ok := colour(value)
			if !ok {
				r.value(name, fmt.Sprintf("%q is no colour", feeds.CleanLine(fmt.Sprint(value))), kinds["theme.text"])
				continue
			}
			out.Colours[key] = c
		}
	}
	return out
}

func sorted(table map[string]any) []string {
	var keys []string
	for k := range table {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// themeName is the palette that value names, else instead.
func (r *reader) themeName(at string, value any, instead string) string {
	name, ok := value.(string)
	switch {
	case !ok:
		r.value(at, "a theme's name is a word in quotes", kinds["theme"])
	case !slices.Contains(feeds.Looks, name) && !slices.Contains(feeds.FixedLooks, name):
		r.value(at, fmt.Sprintf("%q is no theme", feeds.CleanLine(name)), kinds["theme"])
	default:
		return name
	}
	return instead
}

var hexColour = regexp.MustCompile(`^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)

// colourNames are the first eight of every terminal; the next are bright.
var colourNames = []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// colour reads a colour as people write it into the form of feeds.Look.
func colour(value any) (string, bool) {
	s := strings.ToLower(strings.TrimSpace(fmt.Sprint(value)))
	switch value.(type) {
	case string, int64:
	default:
		return "", false
	}
	name, bright := strings.CutPrefix(s, "bright")
	i := slices.Index(colourNames, strings.TrimLeft(name, "-_ "))
	switch n, err := strconv.Atoi(s); {
	case s == "default":
		return "", true
	case hexColour.MatchString(s) && len(s) == 4:
		return "#" + s[1:2] + s[1:2] + s[2:3] + s[2:3] + s[3:4] + s[3:4], true
	case hexColour.MatchString(s):
		return s, true
	case i >= 0 && bright:
		return strconv.Itoa(i + 8), true
	case i >= 0:
		return strconv.Itoa(i), true
	case err == nil && n >= 0 && n <= 255:
		return strconv.Itoa(n), true
	}
	return "", false
}
