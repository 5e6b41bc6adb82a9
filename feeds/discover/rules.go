package discover

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// rule says where a host keeps the feeds of a kind of page.
type rule struct {
	// host is a list of names without "www.", "*.name" for names under it;
	// "" is every host.
	host string
	// path is matched against the whole path without its last slash, then
	// "?" and the query where it names one.
	path string
	// not lists words that $1 must not be: a host's own pages.
	not string
	// feeds are addresses, each with a label after a space. $1 is of path,
	// {host} the name, {origin} scheme, name and port.
	feeds []string
	// either says that feeds are spellings of one: the first that is a feed will do.
	either bool
	// keep names parameters of the query that are handed on.
	keep []string
	// ask is an address to read instead of the page; read then finds the
	// feeds in it. Without ask, read gets the page itself.
	ask  string
	read func(s *sheet, match []string) []candidate

	pattern *regexp.Regexp // of path
}

// rules is the table, ready to match.
var rules = compiled(table)

// matched is a rule with what it says of one address.
type matched struct {
	*rule
	groups []string
	feeds  []candidate
	ask    string
}

// match gives the first rule for an address.
func match(address string) (matched, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return matched{}, false
	}
	name := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	standard := u.Port() == "" || u.Port() == "80" || u.Port() == "443"
	subject := strings.TrimRight(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		subject += "?" + u.RawQuery
	}
	if len(subject) > 2048 {
		return matched{}, false
	}
	for _, r := range rules {
		if r.host != "" && (!standard || !hostIs(name, r.host)) {
			continue
		}
		at := r.pattern.FindStringSubmatchIndex(subject)
		if at == nil {
			continue
		}
		groups := r.pattern.FindStringSubmatch(subject)
		if r.not != "" && len(groups) > 1 && slices.Contains(strings.Fields(r.not), strings.ToLower(groups[1])) {
			continue
		}
		fill := func(template string) string {
			template = strings.NewReplacer("{host}", name, "{origin}", u.Scheme+"://"+strings.ToLower(u.Host)).Replace(template)
			return webURL("", string(r.pattern.ExpandString(nil, template, subject, at))+kept(u, template, r.keep))
		}
		m := matched{rule: r, groups: groups}
		for _, f := range r.feeds {
			template, label, _ := strings.Cut(f, " ")
			if c := fill(template); c != "" {
				m.feeds = append(m.feeds, candidate{c, label})
			}
		}
		if r.ask != "" {
			m.ask = fill(r.ask)
		}
		return m, true
	}
	return matched{}, false
}

// kept gives the parameters of u that a rule hands on, as a query.
func kept(u *url.URL, template string, names []string) string {
	q := url.Values{}
	for _, name := range names {
		if v := u.Query().Get(name); v != "" {
			q.Set(name, v)
		}
	}
	switch {
	case len(q) == 0:
		return ""
	case strings.Contains(template, "?"):
		return "&" + q.Encode()
	}
	return "?" + q.Encode()
}

// hostIs says whether name is one of the hosts of a list.
func hostIs(name, list string) bool {
	for h := range strings.FieldsSeq(list) {
		if parent, wild := strings.CutPrefix(h, "*."); name == h || wild && strings.HasSuffix(name, "."+parent) {
			return true
		}
	}
	return false
}

// byRule asks what a rule names: its feeds, else the address it reads them in.
func (f *finder) byRule(ctx context.Context, m matched) []Found {
	found := f.offered(ctx, m)
	if len(found) > 0 || m.ask == "" {
		return found
	}
	v := f.visit(ctx, m.ask)
	if v.err != nil || v.feed != nil {
		return nil
	}
	return f.all(ctx, m.read(scan(v.page), m.groups), MaxRequests, true)
}

func (f *finder) offered(ctx context.Context, m matched) []Found {
	if m.either {
		return f.first(ctx, m.feeds)
	}
	return f.all(ctx, m.feeds, MaxRequests, true)
}

// byPageRules asks what rules find in the page: that of the address, that of
// where redirects have led, and those that know a page by what made it.
func (f *finder) byPageRules(ctx context.Context, m matched, known bool, address string, page *sheet) []Found {
	if known {
		if found := f.offered(ctx, m); len(found) > 0 {
			return found // an address that looked like a feed's and is none
		}
	}
	if page.url != address {
		if to, ok := match(page.url); ok {
			if found := f.byRule(ctx, to); len(found) > 0 {
				return found
			}
			m, known = to, true
		}
	}
	if known && m.read != nil && m.ask == "" {
		if found := f.all(ctx, m.read(page, m.groups), MaxRequests, true); len(found) > 0 {
			return found
		}
	}
	return f.all(ctx, madeBy(page), MaxRequests, false)
}

func compiled(table []rule) []*rule {
	out := make([]*rule, len(table))
	for i, r := range table {
		pattern := r.path
		if !strings.Contains(pattern, `\?`) {
			pattern = `(?:` + pattern + `)(?:\?.*)?`
		}
		r.pattern = regexp.MustCompile(`^(?:` + pattern + `)$`)
		out[i] = &r
	}
	return out
}
