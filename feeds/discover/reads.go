package discover

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
)

var (
	channelLink = regexp.MustCompile(`/channel/(UC[A-Za-z0-9_-]{22})`)
	channelOnly = regexp.MustCompile(`^UC[A-Za-z0-9_-]{22}$`)
	// What belongs to the page itself comes before what it recommends.
	channelData = []*regexp.Regexp{
		regexp.MustCompile(`"externalId"\s*:\s*"(UC[A-Za-z0-9_-]{22})"`),
		regexp.MustCompile(`"channelId"\s*:\s*"(UC[A-Za-z0-9_-]{22})"`),
		regexp.MustCompile(`videos\.xml\?channel_id=(UC[A-Za-z0-9_-]{22})`),
	}
	soundID   = regexp.MustCompile(`soundcloud(?:://|:)users:([0-9]{1,20})`)
	discourse = regexp.MustCompile(`^(/c/[^?]+|/tags?/[^?]+|/t/[^/]+/[0-9]+)(?:/.*)?$`)
)

// youtubeChannel finds the channel of a YouTube page: its canonical address,
// what it says of itself, then its data.
func youtubeChannel(s *sheet, _ []string) []candidate {
	id := ""
	for _, l := range s.links {
		if m := channelLink.FindStringSubmatch(l.href); l.rel == "canonical" && m != nil {
			id = m[1]
		}
	}
	for _, key := range []string{"identifier", "channelid"} {
		if v := strings.TrimSpace(s.meta[key]); id == "" && channelOnly.MatchString(v) {
			id = v
		}
	}
	for _, data := range channelData {
		if m := data.FindSubmatch(s.body); id == "" && m != nil {
			id = string(m[1])
		}
	}
	if id == "" {
		return nil
	}
	return labelled(s.url, channelFeeds(id[len("UC"):]))
}

// soundcloudUser finds the number of the user whose page it is.
func soundcloudUser(s *sheet, _ []string) []candidate {
	m := soundID.FindSubmatch(s.body)
	if m == nil {
		return nil
	}
	return []candidate{{URL: "https://feeds.soundcloud.com/users/soundcloud:users:" + string(m[1]) + "/sounds.rss"}}
}

// appleLookup reads the feed's address in the answer of Apple's directory.
func appleLookup(s *sheet, _ []string) []candidate {
	var answer struct {
		Results []struct {
			FeedURL        string `json:"feedUrl"`
			CollectionName string `json:"collectionName"`
		} `json:"results"`
	}
	if json.Unmarshal(bytes.TrimSpace(s.body), &answer) != nil {
		return nil
	}
	var list []candidate
	for _, r := range answer.Results {
		if u := webURL("", r.FeedURL); u != "" {
			list = append(list, candidate{u, r.CollectionName})
		}
	}
	return list
}

// webfinger reads where an account has its page (RFC 7033): on another host
// than its handle says, as a rule.
func webfinger(s *sheet, _ []string) []candidate {
	var answer struct {
		Links []struct {
			Rel  string `json:"rel"`
			Href string `json:"href"`
		} `json:"links"`
	}
	if json.Unmarshal(bytes.TrimSpace(s.body), &answer) != nil {
		return nil
	}
	for _, l := range answer.Links {
		if l.Rel == "http://webfinger.net/rel/profile-page" {
			if u := webURL("", l.Href); u != "" && !strings.Contains(u, "?") {
				return []candidate{{URL: u + ".rss"}, {URL: u + ".atom"}}
			}
		}
	}
	return nil
}

// madeBy knows pages by the software that made them, on any host.
func madeBy(s *sheet) []candidate {
	u, err := url.Parse(s.url)
	if err != nil {
		return nil
	}
	generator := strings.ToLower(s.meta["generator"])
	says := strings.ToLower(s.meta["keywords"] + " " + s.meta["author"])
	path := strings.TrimRight(u.EscapedPath(), "/")
	var list []string
	switch {
	case strings.HasPrefix(generator, "substack"), s.linksTo("substackcdn.com"):
		list = []string{"/feed"}
	case strings.HasPrefix(generator, "discourse"):
		if m := discourse.FindStringSubmatch(path); m != nil {
			list = []string{m[1] + ".rss"}
		} else {
			list = []string{"/latest.rss newest topics", "/posts.rss newest posts"}
		}
	case s.ids["mastodon"] && strings.HasPrefix(path, "/tags/"):
		list = []string{path + ".rss"}
	case hasWord(says, "gitea", "forgejo"):
		list = forgejoProject(path)
	case strings.EqualFold(s.meta["og:site_name"], "GitLab"):
		list = gitlabProject(path)
	}
	return labelled(s.url, list)
}

// labelled reads addresses, each with a label after a space.
func labelled(base string, list []string) []candidate {
	var out []candidate
	for _, l := range list {
		ref, label, _ := strings.Cut(l, " ")
		if c := webURL(base, ref); c != "" {
			out = append(out, candidate{c, label})
		}
	}
	return out
}

// forgejoProject gives the feeds of a page of a Gitea or Forgejo, whose
// folder may be below the root only where it has a host of its own.
func forgejoProject(path string) []string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case parts[0] == "" || hasWord(parts[0], strings.Fields(forgejoPages)...):
		return nil
	case len(parts) == 1:
		return []string{path + ".rss activity"}
	}
	return forgejoFeeds("/" + parts[0] + "/" + parts[1])
}

func gitlabProject(path string) []string {
	path, _, _ = strings.Cut(path, "/-/")
	switch strings.Count(path, "/") {
	case 0:
		return nil
	case 1:
		return []string{path + ".atom activity"}
	}
	return gitlabFeeds(path)
}

// linksTo says whether the page's head takes something from a host.
func (s *sheet) linksTo(host string) bool {
	for _, l := range s.links {
		if h := strings.TrimPrefix(hostPort(webURL(s.base, l.href)), "www."); h == host+":443" {
			return true
		}
	}
	return false
}
