package parse

import (
	"net/url"
	"path"
	"strings"
	"time"

	"broadsheet/feeds"
)

// dates sets when an article was published and updated. A date that is
// missing, unreadable or ahead of the clock becomes the time first seen: it
// would stand on top for ever.
func (it *draft) dates(a *feeds.Article, now time.Time) {
	for _, s := range it.updated {
		if t, ok := parseDate(string(s)); ok && !t.After(now.Add(maxSkew)) {
			a.Updated = t.UTC()
			break
		}
	}
	for _, s := range it.published {
		if t, ok := parseDate(string(s)); ok && !t.After(now.Add(maxSkew)) {
			a.Published = t.UTC()
			return
		}
	}
	a.Published, a.DateGuessed = now, true
}

// summary is the publisher's standfirst where there is one, else the start of
// the text.
func summary(lead, body feeds.Raw, text string) string {
	if lead != body {
		if s := words(lead, 4*maxSummary, false); s != "" {
			return excerpt(feeds.CleanLine(s), maxSummary)
		}
	}
	return excerpt(feeds.CleanLine(text[:min(len(text), 4*maxSummary)]), maxSummary)
}

// makeTitle gives an article without a title one: its first words, else the
// last part of its address, else its file's, else its date.
func makeTitle(a *feeds.Article) string {
	if s := shortLine(words(a.HTML, 400, true), 90); s != "" {
		return s
	}
	addresses := []string{a.URL}
	for _, e := range a.Enclosures {
		addresses = append(addresses, e.URL)
	}
	for _, address := range addresses {
		if u, err := url.Parse(address); err == nil && u.Path != "" {
			if s := cleanLine(strings.Trim(path.Base(u.Path), "/.")); s != "" {
				return shortLine(s, 90)
			}
		}
	}
	if a.DateGuessed {
		return "(untitled)"
	}
	return a.Published.Format("2 January 2006, 15:04")
}

// authors gives names, each once; the feed's own people stand in where an
// article names none.
func authors(own, feed []feeds.Raw) []string {
	var out []string
	for _, list := range [][]feeds.Raw{own, feed} {
		for _, s := range list {
			if name := person(s); name != "" && len(out) < maxAuthors && !contains(out, name) {
				out = append(out, name)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// person takes the name out of "mail (Name)", "Name <mail>", "Name (mail)".
func person(raw feeds.Raw) string {
	s := shortLine(plainLine(maskMail(raw)), 100)
	if before, after, found := strings.Cut(s, "("); found {
		inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(after), ")"))
		before = strings.TrimSpace(before)
		switch {
		case isMail(before):
			s = inner
		case isMail(inner), inner == "":
			s = before
		}
	}
	s = strings.Trim(s, " \t,;\"")
	name := strings.ToLower(s)
	if isMail(name) {
		name, _, _ = strings.Cut(name, "@")
	}
	if nobody[name] {
		return ""
	}
	return s
}

// nobody are names, and mailboxes, that programs put where no author is known.
var nobody = map[string]bool{
	"unknown": true, "anonymous": true, "noreply": true, "no-reply": true, "donotreply": true, "nobody": true,
	"webmaster": true, "info": true, "admin": true, "rss": true, "feedback": true, "postmaster": true,
}

// maskMail drops "<mail>" before tags are dropped, unless it is all there is.
func maskMail(raw feeds.Raw) feeds.Raw {
	before, after, found := strings.Cut(string(raw), "<")
	mail, _, closed := strings.Cut(after, ">")
	if !found || !closed || !isMail(strings.TrimPrefix(mail, "mailto:")) {
		return raw
	}
	if strings.TrimSpace(before) == "" {
		return feeds.Raw(mail)
	}
	return feeds.Raw(before)
}

func isMail(s string) bool {
	local, host, found := strings.Cut(s, "@")
	return found && local != "" && strings.Contains(host, ".") && !strings.ContainsAny(s, " \t<>")
}

// topics gives the publisher's categories, each once in any case, without the
// ones that say nothing.
func topics(list []feeds.Raw) []string {
	var out []string
	for _, raw := range list {
		s := strings.TrimLeft(cleanLine(plainLine(raw)), "#")
		switch lower := strings.ToLower(s); {
		case s == "", len(s) > 100, strings.Contains(s, "://"):
		case lower == "uncategorized", lower == "uncategorised", lower == "unkategorisiert", lower == "non classé":
		case !contains(out, s) && len(out) < maxTopics:
			out = append(out, s)
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
}

// language gives a language tag as published, "" for what is none.
func language(raw feeds.Raw) string {
	s := strings.ReplaceAll(cleanLine(raw), "_", "-")
	if len(s) < 2 || len(s) > 35 {
		return ""
	}
	for _, c := range s {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return ""
		}
	}
	return s
}
