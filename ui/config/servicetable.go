package config

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// MirrorFormats are the formats that mirror_format takes.
var MirrorFormats = []string{"obsidian", "netscape", "json", "jsonl", "csv", "pinboard", "markdown", "org", "jsonfeed", "atom", "opml", "xbel",
	"bibtex", "ris", "csl-json", "html", "epub", "urls"}

// serviceTable is one [bookmarks.services.NAME] table as written.
type serviceTable struct {
	Kind       string   `toml:"kind,omitempty"`
	URL        string   `toml:"url,omitempty"`
	User       string   `toml:"user,omitempty"`
	ClientID   string   `toml:"client_id,omitempty"`
	Command    []string `toml:"command,omitempty"`
	OnBookmark bool     `toml:"on_bookmark,omitempty"`
	Tags       []string `toml:"tags,omitempty"`

	TokenCommand        []string `toml:"token_command,omitempty"`
	TokenEnv            string   `toml:"token_env,omitempty"`
	ClientSecretCommand []string `toml:"client_secret_command,omitempty"`
	ClientSecretEnv     string   `toml:"client_secret_env,omitempty"`

	// Where people write secrets, to be told that they must not.
	Token        any `toml:"token,omitempty"`
	Password     any `toml:"password,omitempty"`
	ClientSecret any `toml:"client_secret,omitempty"`
}

// serviceName is what a service may be called: a word for the command line.
var serviceName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]*$`)

// services turns the tables into settings, in the order of their names. One
// that cannot be used is reported and left out.
func (r *reader) services(tables map[string]serviceTable) (out []feeds.Service) {
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		t := tables[name]
		path := "bookmarks.services." + name
		ok := true
		report := func(key, what, want string) {
			r.wrong(path, key, what, want)
			ok = false
		}
		if t.Kind == "" {
			t.Kind = name
		}
		kind, known := feeds.ServiceKindOf(t.Kind)
		if !known {
			want := `kind = one of "` + strings.Join(serviceKinds(), `", "`) + `"`
			if near := feeds.Nearest(t.Kind, serviceKinds()); near != "" {
				want = fmt.Sprintf("perhaps kind = %q", near)
			}
			report("kind", fmt.Sprintf("%q is no kind of service", feeds.CleanLine(t.Kind)), want)
			continue
		}
		if !serviceName.MatchString(name) || name == "mail" || name == "assistant" {
			report("", fmt.Sprintf("a service cannot be called %q", feeds.CleanLine(name)), "a word of letters, digits and hyphens")
			continue
		}
		r.inTheClear(t, kind, report)
		s := feeds.Service{
			Name: name, Kind: t.Kind, User: t.User, ClientID: t.ClientID, Command: t.Command, OnBookmark: t.OnBookmark, Line: r.places[path].line,
			Token:        feeds.Secret{Command: t.TokenCommand, Env: t.TokenEnv},
			ClientSecret: feeds.Secret{Command: t.ClientSecretCommand, Env: t.ClientSecretEnv},
		}
		for _, tag := range t.Tags {
			if tag = feeds.CleanLine(tag); tag != "" {
				s.Tags = append(s.Tags, tag)
			}
		}
		r.server(&s, t, kind, report)
		if ok {
			out = append(out, s)
		}
	}
	return out
}

// server checks what a kind of service needs in order to be reached.
func (r *reader) server(s *feeds.Service, t serviceTable, kind feeds.ServiceKind, report func(key, what, want string)) {
	if kind.Token == "" {
		if len(t.Command) == 0 || t.Command[0] == "" {
			report("command", kind.Name+" has no command", kinds[serviceTables+"command"])
		}
		return
	}
	typed := t.URL
	if typed == "" {
		typed = kind.URL
	}
	address, plain := feeds.ServerURL(typed)
	switch s.URL = address; {
	case typed == "":
		report("url", kind.Title+" has no address", `url = "https://…"`)
	case address == "":
		report("url", fmt.Sprintf("%q is no address of a server", feeds.CleanLine(hide(t.URL, false))), `such as "https://links.example"`)
	case plain:
		report("url", "the "+kind.Token+" would travel unencrypted", `an address with https://; http:// is for servers at home`)
	}
	if kind.User && t.User == "" {
		report("user", kind.Title+" has no user", kinds[serviceTables+"user"])
	}
	if kind.Client && t.ClientID == "" {
		report("client_id", kind.Title+" has no client_id", kinds[serviceTables+"client_id"])
	}
}

// inTheClear refuses secrets that stand in the file: others read it sooner or
// later, in a backup or a repository.
func (r *reader) inTheClear(t serviceTable, kind feeds.ServiceKind, report func(key, what, want string)) {
	var login any
	if _, user, password := feeds.SplitLogin(t.URL); user != "" || password != "" {
		login = true
	}
	for _, secret := range []struct {
		key, ways string
		value     any
	}{{"url", "token", login}, {"token", "token", t.Token}, {"password", "token", t.Password}, {"client_secret", "client_secret", t.ClientSecret}} {
		if secret.value != nil {
			report(secret.key, "a secret must not stand in this file, so it is not used; take it out, and change it where others can read the file",
				fmt.Sprintf("%s_command = [\"pass\", \"show\", \"%s\"], %s_env = \"NAME\", or neither for the system's keyring", secret.ways, kind.Name, secret.ways))
		}
	}
}

func serviceKinds() (out []string) {
	for _, k := range feeds.ServiceKinds() {
		out = append(out, k.Name)
	}
	return out
}

// shown is the tables without what must not be shown.
func shown(tables map[string]serviceTable) map[string]serviceTable {
	out := map[string]serviceTable{}
	for name, t := range tables {
		t.Token, t.Password, t.ClientSecret = nil, nil, nil
		t.URL, _, _ = feeds.SplitLogin(t.URL)
		out[name] = t
	}
	return out
}

// serviceTables begins the names of the settings of every service's table.
const serviceTables = "bookmarks.services.*."

// ownTable is a setting's name with a star for what the person called its
// table; ok for a setting of such a table.
func ownTable(key string) (name string, ok bool) {
	if rest, cut := strings.CutPrefix(key, "bookmarks.services."); cut {
		if _, name, ok := strings.Cut(rest, "."); ok {
			return serviceTables + name, true
		}
	}
	return key, false
}

// kindOf says what a setting takes, whatever a person called its table.
func kindOf(key string) string {
	key, _ = ownTable(key)
	return kinds[key]
}
