package config

import (
	"encoding/hex"
	"fmt"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"broadsheet/feeds"
)

// feedTable is one [[feeds]] table as written.
type feedTable struct {
	URL    string   `toml:"url"`
	File   string   `toml:"file"`
	Exec   []string `toml:"exec"`
	Title  string   `toml:"title"`
	Folder string   `toml:"folder"`

	Interval        string            `toml:"interval"`
	ReaderView      bool              `toml:"reader_view"`
	FullText        string            `toml:"full_text"`
	Headers         map[string]string `toml:"headers"`
	UserAgent       string            `toml:"user_agent"`
	User            string            `toml:"user"`
	Password        string            `toml:"password"`
	PasswordCommand []string          `toml:"password_command"`
	Proxy           string            `toml:"proxy"`
	Certificate     string            `toml:"certificate"`
	KeepDays        int               `toml:"keep_days"`
	KeepArticles    int               `toml:"keep_articles"`
	Filter          []string          `toml:"filter"`
	Paused          bool              `toml:"paused"`
	Unrelated       bool              `toml:"unrelated"`
	Preferred       bool              `toml:"preferred"`
}

// feeds turns the [[feeds]] tables into settings with the lines they stand on.
func (r *reader) feeds(tables []feedTable) []feeds.FeedSetting {
	var out []feeds.FeedSetting
	seen := map[string]int{}
	for i, t := range tables {
		table := fmt.Sprintf("feeds[%d]", i)
		report := func(key, what, want string) { r.wrong(table, key, what, want) }
		line := max(r.places[table].line, 1)
		address, wrong := t.address()
		switch {
		case wrong != "":
			r.unsure = true
			report(t.key(), wrong, `one of url = "https://…", file = "…" and exec = […]`)
			continue
		case seen[address] != 0:
			report(t.key(), fmt.Sprintf("%s is declared on line %d already", address, seen[address]), "one [[feeds]] table for each address")
			continue
		}
		seen[address] = line
		s := feeds.FeedSetting{URL: address, Title: feeds.CleanLine(t.Title), Folder: feeds.CleanLine(t.Folder), Line: line}
		s.Options = t.options(report)
		out = append(out, s)
	}
	return out
}

// key names the setting that has the address.
func (t *feedTable) key() string {
	switch {
	case t.URL != "":
		return "url"
	case t.File != "":
		return "file"
	}
	return "exec"
}

// address is what the table's feed is known by. User information in a URL is
// moved to where it never shows.
func (t *feedTable) address() (address, wrong string) {
	given := 0
	for _, set := range []bool{t.URL != "", t.File != "", len(t.Exec) > 0} {
		if set {
			given++
		}
	}
	switch {
	case given == 0:
		return "", "this feed has no address"
	case given > 1:
		return "", "this feed has more than one address"
	case len(t.Exec) > 0:
		return feeds.CleanLine("exec:" + strings.Join(t.Exec, " ")), ""
	case t.File != "":
		return fileURL(t.File)
	}
	if u, err := url.Parse(strings.TrimSpace(t.URL)); err == nil {
		if u.Scheme == "file" {
			return fileURL(u.Path)
		}
		if u.User != nil && t.User == "" {
			t.User = u.User.Username()
			t.Password, _ = u.User.Password()
		}
	}
	if address = feeds.WebURL("", t.URL); address == "" {
		return "", fmt.Sprintf("%q is no web address", feeds.CleanLine(t.URL))
	}
	return address, ""
}

func fileURL(path string) (address, wrong string) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if !filepath.IsAbs(path) {
		return "", fmt.Sprintf("%q is not a whole path", feeds.CleanLine(path))
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String(), ""
}

// options takes over what else the table says; a value that cannot be used is
// reported and left out.
func (t *feedTable) options(report func(key, what, want string)) feeds.FeedOptions {
	o := feeds.FeedOptions{
		ReaderView: t.ReaderView, UserAgent: feeds.CleanLine(t.UserAgent), User: t.User, Password: t.Password,
		PasswordCommand: t.PasswordCommand, KeepDays: max(t.KeepDays, 0), KeepArticles: max(t.KeepArticles, 0),
		Exec: t.Exec, Filter: t.Filter, Paused: t.Paused, Unrelated: t.Unrelated, Preferred: t.Preferred,
	}
	if o.FullText = feeds.FullText(t.FullText); t.FullText != "" && !oneOf(t.FullText, fullTexts...) {
		report("full_text", fmt.Sprintf("%q is not known here", feeds.CleanLine(t.FullText)), kinds["feeds.full_text"])
		o.FullText = ""
	}
	if t.KeepDays < 0 {
		report("keep_days", fmt.Sprintf("%d days cannot be used", t.KeepDays), kinds["feeds.keep_days"])
	}
	if t.KeepArticles < 0 {
		report("keep_articles", fmt.Sprintf("%d articles cannot be used", t.KeepArticles), kinds["feeds.keep_articles"])
	}
	if t.Interval != "" {
		d, err := time.ParseDuration(t.Interval)
		if err != nil || d < 15*time.Minute {
			report("interval", fmt.Sprintf("interval %q cannot be used", t.Interval), `a time of at least "15m"`)
		} else {
			o.Interval = d
		}
	}
	if t.Proxy != "" {
		u, err := url.Parse(t.Proxy)
		if t.Proxy != "direct" && (err != nil || u.Host == "" || !oneOf(u.Scheme, "http", "https", "socks5")) {
			report("proxy", "the proxy cannot be used", `"direct", or an http, https or socks5 address`)
		} else {
			o.Proxy = t.Proxy
		}
	}
	if c := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(t.Certificate, "sha256:"), ":", "")); c != "" {
		if b, err := hex.DecodeString(c); err != nil || len(b) != 32 {
			report("certificate", "the certificate cannot be used", kinds["feeds.certificate"])
		} else {
			o.Certificate = c
		}
	}
	for name, value := range t.Headers {
		if strings.ContainsAny(name+value, "\r\n\x00") || strings.TrimSpace(name) == "" || strings.ContainsAny(name, " :") {
			report("headers", fmt.Sprintf("the header %q cannot be sent", feeds.CleanLine(name)), "a name without spaces and colons, and a value on one line")
			continue
		}
		if o.Headers == nil {
			o.Headers = map[string]string{}
		}
		o.Headers[textproto.CanonicalMIMEHeaderKey(name)] = value
	}
	return o
}
