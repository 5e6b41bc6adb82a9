package config

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// ruleTable is one [[rules]] table as written.
type ruleTable struct {
	Name     string   `toml:"name,omitempty"`
	Query    string   `toml:"query"`
	Mute     bool     `toml:"mute,omitempty"`
	Read     bool     `toml:"read,omitempty"`
	Bookmark bool     `toml:"bookmark,omitempty"`
	Tag      []string `toml:"tag,omitempty"`
	Notify   bool     `toml:"notify,omitempty"`
	Run      []string `toml:"run,omitempty"`
	Until    any      `toml:"until,omitempty"`
	Enabled  *bool    `toml:"enabled,omitempty"`
}

// rules turns the [[rules]] tables into rules. One with a mistake is reported
// and left out.
func (r *reader) rules(tables []ruleTable) []feeds.RuleSetting {
	var out []feeds.RuleSetting
	for i, t := range tables {
		table := fmt.Sprintf("rules[%d]", i)
		report := r.reporter(table)
		q, err := feeds.ParseQuery(t.Query)
		rule := feeds.RuleSetting{Name: feeds.CleanLine(t.Name), Query: feeds.Query{Where: q.Where}.String(), Run: t.Run, Off: t.Enabled != nil && !*t.Enabled, Line: r.places[table].line,
			Acts: feeds.RuleActs{Mute: t.Mute, Read: t.Read, Bookmark: t.Bookmark, Notify: t.Notify, Run: len(t.Run) > 0}}
		for _, tag := range t.Tag {
			if tag = feeds.CleanLine(tag); tag != "" {
				rule.Acts.Tags = append(rule.Acts.Tags, tag)
			}
		}
		if rule.Name == "" {
			rule.Name = rule.Query
		}
		var known bool
		rule.Ends, known = untilDay(t.Until)
		var mistake *feeds.QueryError
		switch {
		case errors.As(err, &mistake):
			report("query", "the query does not read: "+mistake.Error(), kinds["rules.query"])
		case q.Where == nil:
			report("query", "the query asks for nothing", kinds["rules.query"])
		case slices.ContainsFunc(out, func(o feeds.RuleSetting) bool { return o.Name == rule.Name }):
			report("name", fmt.Sprintf("%q is the name of another rule", rule.Name), "a name of its own for each")
		case !known:
			report("until", "until is no day", kinds["rules.until"])
		case len(t.Run) > 0 && t.Run[0] == "":
			report("run", "run names no program", kinds["rules.run"])
		case rule.Acts.None():
			report("query", "the rule does nothing", "one of mute, read, bookmark, tag, notify and run")
		default:
			out = append(out, rule)
		}
	}
	return out
}

// untilDay is the end of a day, written as TOML has days or in quotes; zero for
// none.
func untilDay(v any) (end time.Time, ok bool) {
	var text string
	switch v := v.(type) {
	case nil:
		return end, true
	case string:
		text = v
	case toml.LocalDate:
		text = v.String()
	}
	day, err := time.ParseInLocation(time.DateOnly, text, time.Local)
	return day.AddDate(0, 0, 1), err == nil
}
