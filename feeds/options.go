package feeds

import "time"

// FeedOptions is how one feed is fetched and kept where that differs from what
// suits all feeds. Only a person sets it, in the config or on the screen:
// never a file of subscriptions, a server or a feed.
type FeedOptions struct {
	Interval        time.Duration     `json:"interval,omitempty"`    // between scheduled requests, 0 for the general one
	ReaderView      bool              `json:"reader_view,omitempty"` // the page's text always, not only for teasers
	FullText        FullText          `json:"full_text,omitempty"`   // "" for the general setting
	Headers         map[string]string `json:"headers,omitempty"`     // sent to the feed's own host alone
	UserAgent       string            `json:"user_agent,omitempty"`
	User            string            `json:"user,omitempty"`
	Password        string            `json:"password,omitempty"`
	PasswordCommand []string          `json:"password_command,omitempty"` // its first line of output is the password
	Proxy           string            `json:"proxy,omitempty"`            // http, https or socks5 URL, or "direct"
	Certificate     string            `json:"certificate,omitempty"`      // SHA-256 of the one certificate to accept, hex
	KeepDays        int               `json:"keep_days,omitempty"`        // retention, 0 for ever
	KeepArticles    int               `json:"keep_articles,omitempty"`    // retention, 0 for all
	Exec            []string          `json:"exec,omitempty"`             // a command whose output is the feed
	Filter          []string          `json:"filter,omitempty"`           // a command the feed goes through
	Paused          bool              `json:"paused,omitempty"`           // asked only by a person's own reload
	Unrelated       bool              `json:"unrelated,omitempty"`        // left out of stories and of what is related
	Preferred       bool              `json:"preferred,omitempty"`        // stands for a story before other feeds
}

// IsZero says whether nothing is set.
func (o FeedOptions) IsZero() bool {
	return o.Interval == 0 && !o.ReaderView && o.FullText == "" && len(o.Headers) == 0 && o.UserAgent == "" && o.User == "" && o.Password == "" &&
		len(o.PasswordCommand) == 0 && o.Proxy == "" && o.Certificate == "" && o.KeepDays == 0 && o.KeepArticles == 0 &&
		len(o.Exec) == 0 && len(o.Filter) == 0 && !o.Paused && !o.Unrelated && !o.Preferred
}
