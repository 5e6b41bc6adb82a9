package migrate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func read(t *testing.T, reader string, f Files) feeds.Migration {
	t.Helper()
	m, err := Read(reader, f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// left are the lines that were not carried, as "file:line".
func left(m feeds.Migration) (out []string) {
	for _, l := range m.LeftOut {
		out = append(out, fmt.Sprintf("%s:%d", l.File, l.Line))
	}
	return out
}

func TestTagsOfNewsboatAreFoldersAndSearches(t *testing.T) {
	m := read(t, "newsboat", Files{
		Titles: map[string]string{"https://b.example/feed": "Bee", "https://d.example/feed": "Dee"},
		Feeds: []byte(`# comment
https://a.example/feed News coast "~My \"own\" title"
https://b.example/feed "News" # a comment
	https://c.example/feed	Coast/West
https://d.example/feed coast News
https://a.example/feed late
https://e.example/feed "!"
`)})
	type feed struct{ URL, Title, Own, Folder string }
	var got []feed
	for _, f := range m.Feeds {
		got = append(got, feed{f.URL, f.Title, f.OwnTitle, f.Folder})
	}
	want := []feed{
		{"https://a.example/feed", "", `My "own" title`, "News"}, {"https://b.example/feed", "Bee", "", "News"}, {"https://c.example/feed", "", "", "Coast/West"},
		{"https://d.example/feed", "Dee", "", "coast"}, {"https://e.example/feed", "", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantQueries := []feeds.NamedQuery{
		{Name: "News", Query: `folder:"News" or feed:"Dee"`},
		{Name: "coast", Query: `feed:"My \"own\" title" or folder:"coast"`},
		{Name: "late", Query: `feed:"My \"own\" title"`},
	}
	if diff := cmp.Diff(wantQueries, m.Searches); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"urls:7"}, left(m)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatANewsboatListBringsAndWhatNot(t *testing.T) {
	for _, tt := range []struct {
		line string
		feed string // "" for none
		left bool
	}{
		{"https://a.example/feed", "https://a.example/feed", false},
		{`"https://a.example/a feed"`, "https://a.example/a%20feed", false},
		{"exec:/bin/sh", "", true},
		{`"exec:~/bin/x --y" tag`, "", true},
		{"filter:~/bin/x:https://a.example/feed", "", true},
		{"file:///etc/passwd", "", true},
		{"javascript:alert(1)", "", true},
		{"|touch /tmp/p", "", true},
		{"$(touch /tmp/p)", "", true},
		{"https://me:secret@a.example/feed", "https://a.example/feed", true},
		{`"query:Name:unread = \"yes\""`, "", false},
		{"query:Name:unread_count > 3", "", true},
		{"", "", false},
		{"   # comment", "", false},
	} {
		m := read(t, "newsboat", Files{Feeds: []byte(tt.line + "\n")})
		got := ""
		if len(m.Feeds) > 0 {
			got = m.Feeds[0].URL
			if !m.Feeds[0].Options.IsZero() {
				t.Errorf("%s: the file set options: %+v", tt.line, m.Feeds[0].Options)
			}
		}
		if got != tt.feed || (len(m.LeftOut) > 0) != tt.left {
			t.Errorf("%q: feed %q, not carried %v", tt.line, got, m.LeftOut)
		}
		for _, l := range m.LeftOut {
			if strings.Contains(l.What, "secret") || strings.Contains(l.Why, "secret") {
				t.Errorf("%q: the password is shown: %v", tt.line, l)
			}
		}
	}
}

func TestNewsboatsFiltersAsQueries(t *testing.T) {
	p := &plan{}
	p.feed("urls", 1, "https://a.example/feed", "Aye", []string{"News"})
	p.feed("urls", 2, "https://b.example/feed", "Bee", []string{"Late", "News"})
	p.file()
	for _, tt := range []struct{ filter, query string }{
		{`unread = "yes"`, `is:unread`},
		{`unread != "yes"`, `is:read`},
		{`unread == "no"`, `is:read`},
		{`title =~ "owl"`, `title:/owl/`},
		{`title !~ "^A/B"`, `not title:/^A\/B/`},
		{`title =~ "a\/b"`, `title:/a\/b/`},
		{`title =~ "\\."`, `title:/\./`},
		{`title = "C++"`, `title:/^C\+\+$/`},
		{`content =~ "x" and author =~ "y" or link =~ "z"`, `body:/x/ and author:/y/ or url:/z/`},
		{`( title =~ "a" or title =~ "b" ) and unread = "yes"`, `(title:/a/ or title:/b/) and is:unread`},
		{`feedtitle =~ "Bee"`, `feed:/Bee/`},
		{`age < 2`, `age:<2d`},
		{`age <= 2`, `age:<3d`},
		{`age > 2`, `age:>3d`},
		{`age >= 2`, `age:>2d`},
		{`age = 2`, `(age:>2d age:<3d)`},
		{`age between 0:7`, `age:<8d`},
		{`age between 3:7`, `(age:>3d age:<8d)`},
		{`tags # "News"`, `(folder:"News" or feed:"Bee")`},
		{`tags # "Late"`, `folder:"Late"`},
		{`tags !# "Late"`, `not (folder:"Late")`},
		{`flags # "s"`, `tag:"flag-s"`},
		{`enclosure_type =~ "audio/.*"`, `has:audio`},
		{`tags # "nowhere"`, ``},
		{`articleindex < 5`, ``},
		{`title < "x"`, ``},
		{`title =~ "("`, ``},
		{`age < many`, ``},
		{`age between 2`, ``},
		{`unread = "yes" and`, ``},
		{`(unread = "yes"`, ``},
		{`unread = "yes" xor unread = "no"`, ``},
		{``, ``},
		{strings.Repeat("(", 1000), ``},
	} {
		got, why := p.filter(tt.filter)
		if tt.query == "" {
			if why == "" {
				t.Errorf("%s: %q, although it cannot be said", tt.filter, got)
			}
			continue
		}
		if why != "" || got != tt.query {
			t.Errorf("%s: %q %s, want %q", tt.filter, got, why, tt.query)
		}
	}
}

func TestNewsboatsConfig(t *testing.T) {
	m := read(t, "newsboat", Files{
		Feeds: []byte("https://a.example/feed \"~Aye\"\n"),
		Config: []byte(`# comment
reload-time 90   # minutes
bind-key j down
bind-key ^D halfpagedown everywhere
bind-key SPACE next-unread articlelist
bind-key F5 reload-all feedlist
bind-key x launch-missiles
bind-key "\"" quit
bind-key o open-in-browser urlview
unbind-key G
macro r toggle-article-read ; next-unread
macro y set browser "mpv %u" ; open-in-browser
macro k exec odd
ignore-article "*" "title =~ \"Sponsored\""
ignore-article https://a.example/feed "age > 3"
ignore-article https://other.example/feed "age > 3"
ignore-article "*"
ttrss-password hunter2
browser "firefox %u"
color listnormal white default
auto-reload yes
max-items 50
`)})
	key := func(k, in string, actions ...string) feeds.MovedKey {
		return feeds.MovedKey{Key: k, In: in, Actions: actions}
	}
	if diff := cmp.Diff([]feeds.MovedKey{key("j", "", "down"), key("ctrl+d", "", "half-page-down"), key("space", "headlines", "next-unread"), key("f5", "sections", "reload"), key(`"`, "", "back")}, m.Keys); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]feeds.MovedKey{key("r", "", "read", "next-unread")}, m.Macros); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]feeds.NamedQuery{{Name: "newsboat, line 14", Query: `title:/Sponsored/`}, {Name: "newsboat, line 15", Query: `feed:"Aye" (age:>4d)`}}, m.Mutes); diff != "" {
		t.Error(diff)
	}
	if m.Interval != 90*time.Minute {
		t.Errorf("the interval is %v", m.Interval)
	}
	if diff := cmp.Diff([]string{"config:7", "config:9", "config:10", "config:12", "config:13", "config:16", "config:17", "config:18", "config:19", "config:20", "config:21", "config:22"}, left(m)); diff != "" {
		t.Error(diff)
	}
	for i, why := range []string{"see [reload] in the config", "see [keep] in the config"} {
		if l := m.LeftOut[len(m.LeftOut)-2+i]; l.Why != why {
			t.Errorf("%s is left because %q, want %q", l.What, l.Why, why)
		}
	}
	for _, l := range m.LeftOut {
		if strings.Contains(l.What+l.Why, "hunter2") {
			t.Errorf("a secret is shown: %v", l)
		}
	}
}

func TestNewsraftsList(t *testing.T) {
	m := read(t, "newsraft", Files{Feeds: []byte(`https://a.example/feed
https://b.example/feed "Bee" [30] {100}
@ Science [60]
https://c.example/feed "Sea"
@ World/Coast
https://d.example/feed{5}
$(cat x) "Mine"
nonsense "open
`)})
	var got []string
	for _, f := range m.Feeds {
		got = append(got, f.Folder+" "+f.OwnTitle+" "+f.URL)
	}
	want := []string{"  https://a.example/feed", " Bee https://b.example/feed", "Science Sea https://c.example/feed", "World/Coast  https://d.example/feed%7B5%7D"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"feeds:2", "feeds:3", "feeds:7", "feeds:8"}, left(m)); diff != "" {
		t.Error(diff)
	}
	if len(m.Searches) != 0 {
		t.Errorf("sections are folders, and need no searches: %v", m.Searches)
	}
}

func TestYAMLThatIsNone(t *testing.T) {
	for _, reader := range []string{"nom", "goread"} {
		for _, text := range []string{"\t", "feeds: [", "feeds: 3\ncategories: 3", "feeds: {}\ncategories: {}", "- a\n- b"} {
			if _, err := Read(reader, Files{Feeds: []byte(text)}); err == nil {
				t.Errorf("%s reads %q", reader, text)
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: the error has several lines: %q", reader, err)
			}
		}
	}
	if _, err := Read("another", Files{}); err == nil {
		t.Error("an unknown reader is read")
	}
}

// github.com/aappleby/smhasher, x86_32 with seed 0.
func TestMurmur3(t *testing.T) {
	for s, want := range map[string]uint32{
		"": 0, "hello": 0x248bfa47, "hello, world": 0x149bbb7f, "The quick brown fox jumps over the lazy dog.": 0xd5c48bfc,
	} {
		if got := murmur3(s); got != want {
			t.Errorf("%q: %#x, want %#x", s, got, want)
		}
	}
}

func TestNewsboatsOwnIdentitiesAreNotTheFeeds(t *testing.T) {
	for _, tt := range []struct{ guid, url, want string }{
		{"urn:x", "https://a.example/1", "urn:x"},
		{"https://a.example/1", "https://a.example/1", "https://a.example/1"},
		{"https://a.example/1Fri, 20 Nov 2026 10:00:00 +0000", "https://a.example/1", ""},
		{"https://a.example/12026-11-20T10:00:00Z", "https://a.example/1", ""},
		{"https://a.example/1#section", "https://a.example/1", "https://a.example/1#section"},
		{"https://a.example/?p=12", "https://a.example/?p=1", "https://a.example/?p=12"},
		{"x", "", "x"},
	} {
		if got := Article("newsboat", feeds.MovedArticle{GUID: tt.guid, URL: tt.url}).GUID; got != tt.want {
			t.Errorf("%q of %q: %q, want %q", tt.guid, tt.url, got, tt.want)
		}
	}
}

func TestWhatNewsraftPacks(t *testing.T) {
	pack := func(entries ...string) string { return "\x1f" + strings.Join(entries, "\x1f") }
	a := Article("newsraft", feeds.MovedArticle{
		HTML:      pack("^", "type=text/plain", "text=Short = sweet", "^", "type=text/html", "text=<p>All of it: a=b</p>"),
		Author:    pack("^", "type=editor", "name=Ed", "^", "type=author", "name=Ann"),
		Enclosure: feeds.Enclosure{URL: pack("^", "url=https://a.example/1.mp3", "type=audio/mpeg")},
	})
	if a.HTML != "<p>All of it: a=b</p>" || a.Author != "Ann" || a.Enclosure != (feeds.Enclosure{URL: "https://a.example/1.mp3", Type: "audio/mpeg"}) {
		t.Errorf("%+v", a)
	}
	group := Article("newsraft", feeds.MovedArticle{Title: "Untold", GUID: "Untold", Enclosure: feeds.Enclosure{URL: pack("^", "^", "url=https://a.example/2.mp4", "type=video/mp4", "^", "url=https://a.example/2.webm")}})
	if group.Enclosure != (feeds.Enclosure{URL: "https://a.example/2.mp4", Type: "video/mp4"}) || group.GUID != "" {
		t.Errorf("a group of files, and no identity: %+v", group)
	}
	if b := Article("newsraft", feeds.MovedArticle{HTML: pack("^", "type=text/plain", "text=a < b")}); b.HTML != "<pre>a &lt; b</pre>" {
		t.Errorf("plain text is %q", b.HTML)
	}
}

// Whatever the files hold, nothing but web addresses become feeds, no option is
// set, and every query can be one.
func FuzzRead(f *testing.F) {
	f.Add("newsboat", "https://a.example/feed t \"~x\"\nquery:Q:title =~ \"a\" and age < 3\nexec:x", "bind-key j down\nmacro x open\nignore-article * \"age > 3\"")
	f.Add("newsraft", "@ S\nhttps://a.example/ \"x\" [3]", "bind x exec y")
	f.Add("nom", "feeds:\n  - url: https://a.example/", "")
	f.Add("goread", "categories:\n  - name: x\n    subscriptions:\n      - url: https://a.example/", "")
	f.Fuzz(func(t *testing.T, reader, list, config string) {
		m, err := Read(reader, Files{Feeds: []byte(list), Config: []byte(config)})
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, feed := range m.Feeds {
			if feeds.WebURL("", feed.URL) != feed.URL || seen[feed.URL] {
				t.Errorf("the feed %q", feed.URL)
			}
			seen[feed.URL] = true
			if !feed.Options.IsZero() || feed.Origin != feeds.OriginImport || feed.Folder != folderName(feed.Folder) || feed.OwnTitle != feeds.CleanLine(feed.OwnTitle) {
				t.Errorf("the feed %+v", feed)
			}
		}
		for _, q := range append(m.Searches, m.Mutes...) {
			if strings.TrimSpace(q.Query) == "" || strings.Count(q.Query, "(") < 0 {
				t.Errorf("the query %q", q.Query)
			}
		}
		for _, l := range m.LeftOut {
			if l.What != feeds.CleanLine(l.What) || l.Why == "" || l.Line < 0 {
				t.Errorf("left out %+v", l)
			}
		}
		for _, k := range append(m.Keys, m.Macros...) {
			if k.Key == "" || len(k.Actions) == 0 {
				t.Errorf("the key %+v", k)
			}
		}
	})
}

func FuzzGoreadArticles(f *testing.F) {
	f.Add([]byte(`{"content":{"https://a.example/":{"articles":[{"title":"x","link":"https://a.example/1"}]}},"downloaded":[{"link":"y"}]}`), []byte{1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, cache, marks []byte) {
		_ = GoreadArticles(cache, marks, func(a feeds.MovedArticle) error {
			if _, err := Feed([]feeds.MovedArticle{a}); err != nil {
				t.Error(err)
			}
			return nil
		})
	})
}
