package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"

	"broadsheet/feeds"
)

// siteTable is one [[sites]] table as written.
type siteTable struct {
	Host    string   `toml:"host"`
	Content string   `toml:"content,omitempty"`
	Remove  []string `toml:"remove,omitempty"`
	Next    string   `toml:"next,omitempty"`
}

// sites turns the [[sites]] tables into rules. A selector that is none is
// reported and left out; a rule without a host is none.
func (r *reader) sites(tables []siteTable) []feeds.SiteRule {
	var out []feeds.SiteRule
	for i, t := range tables {
		table := fmt.Sprintf("sites[%d]", i)
		report := func(key, what, want string) { r.wrong(table, key, what, want) }
		selector := func(key, s string) string {
			if s == "" {
				return ""
			}
			if _, err := cascadia.ParseGroup(s); err != nil {
				report(key, fmt.Sprintf("%q is no CSS selector", feeds.CleanLine(s)), kinds["sites."+key])
				return ""
			}
			return s
		}
		host := siteHost(t.Host)
		if host == "" {
			report("host", fmt.Sprintf("%q is no host", feeds.CleanLine(t.Host)), kinds["sites.host"])
			continue
		}
		rule := feeds.SiteRule{Host: host, Content: selector("content", t.Content), Next: selector("next", t.Next), Line: r.places[table].line}
		for _, s := range t.Remove {
			if s = selector("remove", s); s != "" {
				rule.Remove = append(rule.Remove, s)
			}
		}
		if slices.ContainsFunc(out, func(o feeds.SiteRule) bool { return o.Host == host }) {
			report("host", host+" has a table already", "one [[sites]] table for each host")
			continue
		}
		out = append(out, rule)
	}
	return out
}

// siteHost is a host as rules have it: in lower case, without "www.".
func siteHost(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	return strings.TrimPrefix(feeds.Host(feeds.WebURL("", s)), "www.")
}
