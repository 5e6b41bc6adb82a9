package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// embed sets a video, sound or frame as one link that says what it is.
func (f *flow) embed(n *html.Node, in inline) {
	u := feeds.WebURL(f.w.base, firstOf(n, "src", "data-src", "data"))
	if id := firstOf(n, "videoid", "data-videoid"); u == "" && id != "" {
		u = feeds.WebURL("", "https://www.youtube.com/embed/"+url.PathEscape(string(id)))
	}
	if s := findFirst(n, "source"); u == "" && s != nil {
		u = feeds.WebURL(f.w.base, attr(s, "src"))
	}
	if inner := findFirst(n, "embed"); u == "" && inner != nil && inner != n {
		u = feeds.WebURL(f.w.base, attr(inner, "src"))
	}
	if u == "" {
		if n.Data == "object" {
			f.children(n, in)
		}
		return
	}
	if isAd(u) || pixels(n, "width") == 1 || pixels(n, "height") == 1 || token(n, "width") == "0" || token(n, "height") == "0" {
		return
	}
	link, label := known(u)
	if label == "" {
		switch n.Data {
		case "video":
			label = "Video"
		case "audio":
			label = "Audio"
		default:
			label = "Embedded page"
		}
		if host := feeds.Host(u); host != feeds.Host(f.w.base) {
			label += " from " + feeds.CleanLine(host)
		}
	}
	title := feeds.CleanLine(firstOf(n, "title", "aria-label"))
	if title != "" && !strings.EqualFold(title, label) && !genericTitles[strings.ToLower(title)] {
		label += ": " + title
	}
	f.block(feeds.Block{Kind: feeds.Embed, URL: link, Alt: label})
}

var genericTitles = map[string]bool{
	"youtube video player": true, "vimeo video player": true, "video player": true, "embedded content": true, "iframe": true,
	"video": true, "audio": true, "spotify embed": true,
}

func firstOf(n *html.Node, keys ...string) feeds.Raw {
	for _, key := range keys {
		if v := attr(n, key); v != "" && v != "about:blank" {
			return v
		}
	}
	return ""
}

// known names what well-known players show, and gives the page that a person
// can open in place of the frame's address.
func known(u string) (link, label string) {
	parsed, err := url.Parse(u)
	if err != nil {
		return u, ""
	}
	host, path := strings.TrimPrefix(parsed.Hostname(), "www."), parsed.Path
	switch host {
	case "youtube.com", "youtube-nocookie.com", "m.youtube.com":
		if id, ok := strings.CutPrefix(path, "/embed/"); ok && id != "" && id != "videoseries" {
			id, _, _ = strings.Cut(id, "/")
			return feeds.WebURL("", "https://www.youtube.com/watch?v="+url.QueryEscape(id)), "YouTube video"
		}
		if list := parsed.Query().Get("list"); list != "" {
			return feeds.WebURL("", "https://www.youtube.com/playlist?list="+url.QueryEscape(list)), "YouTube playlist"
		}
		return u, "YouTube video"
	case "player.vimeo.com":
		if id, ok := strings.CutPrefix(path, "/video/"); ok && id != "" {
			return feeds.WebURL("", "https://vimeo.com/"+url.PathEscape(strings.TrimSuffix(id, "/"))), "Vimeo video"
		}
	case "open.spotify.com":
		return strings.Replace(u, "/embed/", "/", 1), "Spotify"
	}
	for _, p := range players {
		if host == p.host || strings.HasSuffix(host, "."+p.host) {
			return u, p.label
		}
	}
	return u, ""
}

var players = []struct{ host, label string }{
	{"youtube.com", "YouTube video"}, {"vimeo.com", "Vimeo video"}, {"dailymotion.com", "Dailymotion video"}, {"twitch.tv", "Twitch video"},
	{"tiktok.com", "TikTok video"}, {"ted.com", "TED talk"}, {"spotify.com", "Spotify"}, {"soundcloud.com", "SoundCloud"},
	{"bandcamp.com", "Bandcamp"}, {"podcasts.apple.com", "Apple Podcasts"}, {"music.apple.com", "Apple Music"}, {"mixcloud.com", "Mixcloud"},
	{"twitter.com", "Post on X"}, {"x.com", "Post on X"}, {"instagram.com", "Instagram post"}, {"facebook.com", "Facebook post"},
	{"bsky.app", "Bluesky post"}, {"reddit.com", "Reddit post"}, {"codepen.io", "CodePen"}, {"jsfiddle.net", "JSFiddle"},
	{"gist.github.com", "Gist"}, {"google.com", "Google embed"}, {"openstreetmap.org", "Map"}, {"datawrapper.dwcdn.net", "Chart"},
	{"flourish.studio", "Chart"}, {"infogram.com", "Chart"}, {"archive.org", "Internet Archive"},
}

// isAd says whether a frame is an advertisement, a counter or a button.
func isAd(u string) bool {
	for _, part := range []string{
		"doubleclick.net", "googlesyndication.com", "googletagmanager.com", "amazon-adsystem.com", "facebook.com/plugins/like", "facebook.com/plugins/share",
		"disqus.com", "recaptcha", "adservice.", "taboola.com", "outbrain.com", "feedburner.com", "addthis.com", "sharethis.com", "substack.com/embed",
		"mailchimp.com", "list-manage.com", "/subscribe",
	} {
		if strings.Contains(u, part) {
			return true
		}
	}
	return false
}
