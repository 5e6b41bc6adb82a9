package config

import (
	"bytes"
	"fmt"
	"io"

	"github.com/pelletier/go-toml/v2"

	"broadsheet/feeds"
)

// written is a [[feeds]] table as this package writes it: what is not set is
// left out, and so are secrets.
type written struct {
	URL             string   `toml:"url,omitempty"`
	Exec            []string `toml:"exec,omitempty"`
	Title           string   `toml:"title,omitempty"`
	Folder          string   `toml:"folder,omitempty"`
	Interval        string   `toml:"interval,omitempty"`
	ReaderView      bool     `toml:"reader_view,omitempty"`
	FullText        string   `toml:"full_text,omitempty"`
	UserAgent       string   `toml:"user_agent,omitempty"`
	User            string   `toml:"user,omitempty"`
	PasswordCommand []string `toml:"password_command,omitempty"`
	Proxy           string   `toml:"proxy,omitempty"`
	Certificate     string   `toml:"certificate,omitempty"`
	KeepDays        int      `toml:"keep_days,omitempty"`
	KeepArticles    int      `toml:"keep_articles,omitempty"`
	Filter          []string `toml:"filter,omitempty"`
	Paused          bool     `toml:"paused,omitempty"`
	Unrelated       bool     `toml:"unrelated,omitempty"`
	Preferred       bool     `toml:"preferred,omitempty"`
}

// WriteFeeds writes feeds as [[feeds]] tables that Parse reads back to the same
// subscriptions. Passwords, and headers, which may hold one, are named in a
// comment and not written.
func WriteFeeds(w io.Writer, list []feeds.Feed) error {
	for i, f := range list {
		o := f.Options
		t := written{
			URL: f.URL, Exec: o.Exec, Title: f.OwnTitle, Folder: f.Folder, ReaderView: o.ReaderView, FullText: string(o.FullText), UserAgent: o.UserAgent,
			User: o.User, PasswordCommand: o.PasswordCommand, Proxy: o.Proxy, Certificate: o.Certificate,
			KeepDays: o.KeepDays, KeepArticles: o.KeepArticles, Filter: o.Filter, Paused: o.Paused, Unrelated: o.Unrelated, Preferred: o.Preferred,
		}
		if len(o.Exec) > 0 {
			t.URL = ""
		}
		if o.Interval > 0 {
			t.Interval = o.Interval.String()
		}
		var b bytes.Buffer
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("[[feeds]]\n")
		if f.OwnTitle == "" && f.Title != "" {
			fmt.Fprintf(&b, "# %s\n", feeds.CleanLine(f.Title))
		}
		if o.Password != "" {
			b.WriteString("# its password is not written here: add password or password_command\n")
		}
		if len(o.Headers) > 0 {
			b.WriteString("# its headers are not written here: add headers\n")
		}
		if err := toml.NewEncoder(&b).Encode(t); err != nil {
			return fmt.Errorf("write %s: %w", f.URL, err)
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return fmt.Errorf("write the feeds: %w", err)
		}
	}
	return nil
}

// Show writes the settings in force as a file would have them. Passwords and
// headers are named and not written.
func (l Loaded) Show(w io.Writer) error {
	f := l.file
	f.Feeds = nil
	if err := toml.NewEncoder(w).Encode(f); err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	list := make([]feeds.Feed, len(l.Settings.Feeds))
	for i, s := range l.Settings.Feeds {
		list[i] = feeds.Feed{URL: s.URL, OwnTitle: s.Title, Folder: s.Folder, Options: s.Options}
	}
	if len(list) == 0 {
		return nil
	}
	if _, err := io.WriteString(w, "\n"); err != nil {
		return fmt.Errorf("write the settings: %w", err)
	}
	return WriteFeeds(w, list)
}
