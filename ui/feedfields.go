package ui

import (
	"encoding/hex"
	"fmt"
	"net/textproto"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

const labelHeaders = "Headers"

// shortest is the least time between two scheduled requests that may be set.
const shortest = 15 * time.Minute

// feedFields are a feed's settings as lines of a form.
func feedFields(f feeds.Feed) []field {
	o := f.Options
	text := func(label, value, empty, help string, set func(f *feeds.Feed, in *field) string) field {
		in := field{label: label, empty: empty, help: help, input: newInput(feeds.CleanLine(value)), set: set}
		in.was = in.input.value() // as it is shown: what is not touched is not set
		return in
	}
	toggle := func(label string, on bool, help string, set func(f *feeds.Feed, in *field) string) field {
		return field{label: label, kind: fieldSwitch, on: on, wasOn: on, help: help, set: set}
	}
	publisher := feeds.CleanLine(f.Title)
	if publisher == "" {
		publisher = f.URL
	}
	address := text("Address", f.URL, "", "where the feed is asked for", setAddress)
	if feeds.WebURL("", f.URL) == "" {
		address.kind, address.help = fieldFixed, "a file's or a command's feed keeps the address it has"
	}
	secret := text("Password", o.Password, "none", "kept in the store as it is; a command that prints it is better", func(f *feeds.Feed, in *field) string {
		f.Options.Password = in.input.value()
		return ""
	})
	secret.kind = fieldSecret
	return []field{
		text("Title", f.OwnTitle, publisher, "yours, shown instead of the publisher's", func(f *feeds.Feed, in *field) string {
			f.OwnTitle = feeds.CleanLine(in.text())
			return ""
		}),
		text("Folder", f.Folder, "none", "a folder in a folder as News/World", func(f *feeds.Feed, in *field) string {
			f.Folder = feeds.CleanLine(in.text())
			return ""
		}),
		address,
		text("Interval", spoken(o.Interval), "as all feeds", "between scheduled requests: 30m, 2h, 1d", setInterval),
		fullText(o),
		text("User agent", o.UserAgent, "as all feeds", "what the server is told asks it", func(f *feeds.Feed, in *field) string {
			f.Options.UserAgent = feeds.CleanLine(in.text())
			return ""
		}),
		text("User", o.User, "none", "sent with the password to the feed's own host alone", setUser),
		secret,
		text("Password from", feeds.JoinWords(o.PasswordCommand), "no command", "a command; the first line it prints is the password", setWords(func(o *feeds.FeedOptions, words []string) string {
			o.PasswordCommand = words
			return ""
		})),
		text("Proxy", o.Proxy, "as all feeds", "an http, https or socks5 address; direct for none", setProxy),
		text(labelHeaders, joinHeaders(o.Headers), "none", `as Name: value; Other: value. \; is a semicolon within one`, setHeaders),
		text("Certificate", o.Certificate, "must be verified", "SHA-256 of the one to accept where it cannot be verified", setCertificate),
		text("Keep days", number(o.KeepDays), "for ever", "unread, bookmarked and noted articles always stay", setNumber(func(o *feeds.FeedOptions, n int) { o.KeepDays = n })),
		text("Keep articles", number(o.KeepArticles), "all", "unread, bookmarked and noted articles always stay", setNumber(func(o *feeds.FeedOptions, n int) { o.KeepArticles = n })),
		text("Filter", feeds.JoinWords(o.Filter), "none", "a command the feed goes through", setWords(func(o *feeds.FeedOptions, words []string) string {
			o.Filter = words
			return ""
		})),
		text("Command", feeds.JoinWords(o.Exec), "none", "its output is the feed, in place of what the address gives", setWords(func(o *feeds.FeedOptions, words []string) string {
			if len(words) == 0 && strings.HasPrefix(f.URL, "exec:") {
				return "This feed is what its command prints. Without one it can only be removed."
			}
			o.Exec = words
			return ""
		})),
		toggle("Unrelated", o.Unrelated, "left out of stories and related articles", func(f *feeds.Feed, in *field) string {
			f.Options.Unrelated = in.on
			return ""
		}),
		toggle("Preferred", o.Preferred, "its report stands for a story before others", func(f *feeds.Feed, in *field) string {
			f.Options.Preferred = in.on
			return ""
		}),
		toggle("Paused", o.Paused, "asked only when you reload it yourself", func(f *feeds.Feed, in *field) string {
			f.Options.Paused = in.on
			return ""
		}),
	}
}

// fullTexts are the choices of when a page's text is asked for, as words and
// as the option.
var fullTexts = []struct {
	word  string
	value feeds.FullText
}{{"as all feeds", ""}, {"for teasers", feeds.FullTextAuto}, {"always", feeds.FullTextAlways}, {"never", feeds.FullTextNever}}

// fullText is one field for two options: a config may say "always" by either.
func fullText(o feeds.FeedOptions) field {
	in := field{
		label: "Full text", kind: fieldChoice, help: "when a page is asked for an article's whole text; v asks at any time",
		set: func(f *feeds.Feed, in *field) string {
			f.Options.FullText, f.Options.ReaderView = fullTexts[in.chosen].value, false
			return ""
		},
	}
	for i, t := range fullTexts {
		in.words = append(in.words, t.word)
		if t.value == o.FullText && !o.ReaderView || o.ReaderView && t.value == feeds.FullTextAlways {
			in.chosen, in.wasChosen = i, i
		}
	}
	return in
}

func setAddress(f *feeds.Feed, in *field) string {
	address, user, password := feeds.SplitLogin(in.text())
	u := feeds.WebURL("", address)
	if u == "" {
		return "A whole web address is needed: https://…"
	}
	if f.URL = u; user != "" || password != "" {
		f.Options.User, f.Options.Password = user, password
	}
	return ""
}

func setInterval(f *feeds.Feed, in *field) string {
	s := strings.ReplaceAll(in.text(), " ", "")
	if s == "" {
		f.Options.Interval = 0
		return ""
	}
	d, err := time.ParseDuration(s)
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var n int
		n, err = strconv.Atoi(days)
		d = time.Duration(min(max(n, 0), 36500)) * 24 * time.Hour
	}
	if err != nil || d < shortest {
		return "A time of at least 15m is needed, as 30m, 2h or 1d; nothing for that of all feeds."
	}
	f.Options.Interval = d
	return ""
}

// spoken is a duration without parts that are nothing.
func spoken(d time.Duration) string {
	if d == 0 {
		return ""
	}
	if day := 24 * time.Hour; d%day == 0 {
		return strconv.Itoa(int(d/day)) + "d"
	}
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

func setUser(f *feeds.Feed, in *field) string {
	if strings.Contains(in.text(), ":") {
		return "A user name has no colon." // RFC 7617, section 2
	}
	f.Options.User = in.text()
	return ""
}

func setWords(put func(o *feeds.FeedOptions, words []string) string) func(*feeds.Feed, *field) string {
	return func(f *feeds.Feed, in *field) string {
		words, err := feeds.SplitWords(in.text())
		if err != nil {
			return "A quotation mark, or what follows a last backslash, is missing."
		}
		return put(&f.Options, words)
	}
}

func setProxy(f *feeds.Feed, in *field) string {
	s := in.text()
	u, err := url.Parse(s)
	if s != "" && s != "direct" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") {
		return "An http, https or socks5 address is needed, or direct: socks5://127.0.0.1:1080"
	}
	f.Options.Proxy = s
	return ""
}

func setCertificate(f *feeds.Feed, in *field) string {
	s := strings.NewReplacer(":", "", " ", "").Replace(strings.TrimPrefix(strings.ToLower(in.text()), "sha256:"))
	if b, err := hex.DecodeString(s); s != "" && (err != nil || len(b) != 32) {
		return "The SHA-256 of a certificate has 64 hexadecimal digits."
	}
	f.Options.Certificate = s
	return ""
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func setNumber(put func(o *feeds.FeedOptions, n int)) func(*feeds.Feed, *field) string {
	return func(f *feeds.Feed, in *field) string {
		n, err := strconv.Atoi(in.text())
		switch {
		case in.text() == "":
			n = 0
		case err != nil || n < 1:
			return "A whole number is needed, or nothing to keep all."
		}
		put(&f.Options, n)
		return ""
	}
}

func setHeaders(f *feeds.Feed, in *field) string {
	headers, wrong := splitHeaders(in.text())
	if wrong != "" {
		return fmt.Sprintf("%q is no header: a name without spaces, a colon, a value.", wrong)
	}
	f.Options.Headers = headers
	return ""
}

// splitHeaders reads "Name: value; Other: value". A piece that does not begin
// as a header does belongs to the value before it (cookies have such), and a
// backslash makes a semicolon no end. wrong is the first piece that is none.
func splitHeaders(s string) (headers map[string]string, wrong string) {
	var pieces []string
	var piece strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == ';' || s[i+1] == '\\'):
			i++
			piece.WriteByte(s[i])
		case s[i] == ';':
			pieces = append(pieces, piece.String())
			piece.Reset()
		default:
			piece.WriteByte(s[i])
		}
	}
	pieces = append(pieces, piece.String())
	last := ""
	for _, p := range pieces {
		name, value, ok := strings.Cut(strings.TrimSpace(p), ":")
		switch {
		case strings.TrimSpace(p) == "":
		case ok && headerName(name):
			if headers == nil {
				headers = map[string]string{}
			}
			last = textproto.CanonicalMIMEHeaderKey(name)
			headers[last] = strings.TrimSpace(value)
		case last == "":
			return nil, strings.TrimSpace(p)
		default:
			headers[last] += ";" + strings.TrimRight(p, " ")
		}
	}
	return headers, ""
}

// headerName is a token of RFC 9110, section 5.6.2.
func headerName(s string) bool {
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune("!#$%&'*+-.^_`|~", r):
		default:
			return false
		}
	}
	return s != ""
}

// joinHeaders writes headers such that splitHeaders reads them back.
func joinHeaders(headers map[string]string) string {
	var out []string
	for name, value := range headers {
		out = append(out, name+": "+strings.NewReplacer(`\`, `\\`, `;`, `\;`).Replace(value))
	}
	sort.Strings(out)
	return strings.Join(out, "; ")
}
