package discover

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryHostRule(t *testing.T) {
	const id = "abcdefghijklmnopqrstuv" // 22, as a channel's id without UC
	yt := func(id string) []string {
		return []string{
			"https://www.youtube.com/feeds/videos.xml?channel_id=UC" + id,
			"https://www.youtube.com/feeds/videos.xml?playlist_id=UULF" + id,
			"https://www.youtube.com/feeds/videos.xml?playlist_id=UUSH" + id,
			"https://www.youtube.com/feeds/videos.xml?playlist_id=UULV" + id,
		}
	}
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a YouTube channel by its id, with and without Shorts", "https://www.youtube.com/channel/UC" + id, yt(id)},
		{"a tab of a YouTube channel, on a telephone", "https://m.youtube.com/channel/UC" + id + "/videos?view=0", yt(id)},
		{"a YouTube playlist", "https://www.youtube.com/playlist?list=PLabc_-123", []string{"https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc_-123"}},
		{"a video within a playlist", "https://www.youtube.com/watch?v=x&list=PLabc&index=2", []string{"https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc"}},
		{"a YouTube name needs the page", "https://www.youtube.com/@someone", nil},

		{"all of Reddit", "https://www.reddit.com/", []string{"https://www.reddit.com/.rss"}},
		{"a subreddit", "https://old.reddit.com/r/golang/", []string{"https://www.reddit.com/r/golang/.rss"}},
		{"a subreddit's best of the week", "https://www.reddit.com/r/golang/top/?t=week&x=1", []string{"https://www.reddit.com/r/golang/top/.rss?t=week"}},
		{"a person on Reddit", "https://reddit.com/u/someone", []string{"https://www.reddit.com/user/someone/.rss"}},
		{"a person's collection of subreddits", "https://www.reddit.com/user/x/m/y/", []string{"https://www.reddit.com/user/x/m/y/.rss"}},
		{"comments of a post on Reddit", "https://www.reddit.com/r/golang/comments/abc/some_title/", []string{"https://www.reddit.com/r/golang/comments/abc/.rss"}},
		{"posts of a domain on Reddit", "https://www.reddit.com/domain/blog.example/", []string{"https://www.reddit.com/domain/blog.example/.rss"}},

		{"a project on GitHub", "https://github.com/o/r", []string{"https://github.com/o/r/releases.atom", "https://github.com/o/r/tags.atom", "https://github.com/o/r/commits.atom"}},
		{"a project on GitHub by its clone address", "https://github.com/o/r.x.git", []string{"https://github.com/o/r.x/releases.atom", "https://github.com/o/r.x/tags.atom", "https://github.com/o/r.x/commits.atom"}},
		{"a page of a project on GitHub", "https://github.com/o/r/issues/12", []string{"https://github.com/o/r/releases.atom", "https://github.com/o/r/tags.atom", "https://github.com/o/r/commits.atom"}},
		{"releases on GitHub", "https://github.com/o/r/releases/tag/v1", []string{"https://github.com/o/r/releases.atom"}},
		{"tags on GitHub", "https://github.com/o/r/tags", []string{"https://github.com/o/r/tags.atom"}},
		{"a branch on GitHub", "https://github.com/o/r/tree/fix/a", []string{"https://github.com/o/r/commits/fix/a.atom"}},
		{"commits of a branch on GitHub", "https://github.com/o/r/commits/main/", []string{"https://github.com/o/r/commits/main.atom"}},
		{"a wiki on GitHub", "https://github.com/o/r/wiki", []string{"https://github.com/o/r/wiki.atom"}},
		{"a person on GitHub", "https://github.com/someone?tab=repositories", []string{"https://github.com/someone.atom"}},
		{"an organisation on GitHub", "https://github.com/orgs/some-org/people", []string{"https://github.com/some-org.atom"}},
		{"gists", "https://gist.github.com/someone/0123abc", []string{"https://gist.github.com/someone.atom"}},
		{"GitHub's own pages are no persons", "https://github.com/features/actions", nil},
		{"a topic is no person", "https://github.com/topics", nil},

		{"a project on GitLab", "https://gitlab.com/o/r", []string{"https://gitlab.com/o/r/-/releases.atom", "https://gitlab.com/o/r/-/tags?format=atom", "https://gitlab.com/o/r.atom"}},
		{"a project in a group within a group", "https://gitlab.com/g/s/r/-/issues/3", []string{"https://gitlab.com/g/s/r/-/releases.atom", "https://gitlab.com/g/s/r/-/tags?format=atom", "https://gitlab.com/g/s/r.atom"}},
		{"a person on GitLab", "https://gitlab.com/someone", []string{"https://gitlab.com/someone.atom"}},
		{"a project on Codeberg", "https://codeberg.org/o/r/src/branch/main", []string{"https://codeberg.org/o/r/releases.rss", "https://codeberg.org/o/r.rss"}},
		{"a person on Codeberg", "https://codeberg.org/someone", []string{"https://codeberg.org/someone.rss"}},

		{"a Mastodon account", "https://social.example/@someone", []string{"https://social.example/@someone.rss", "https://social.example/@someone.atom"}},
		{"a post of a Mastodon account", "https://social.example/@someone/1234567", []string{"https://social.example/@someone.rss", "https://social.example/@someone.atom"}},
		{"an account seen from another host", "https://social.example/@someone@other.example", []string{"https://other.example/@someone.rss", "https://other.example/@someone.atom"}},
		{"a Mastodon on a port of its own", "http://social.example:3000/@someone", []string{"http://social.example:3000/@someone.rss", "http://social.example:3000/@someone.atom"}},
		{"Bluesky", "https://bsky.app/profile/someone.example/post/abc", []string{"https://bsky.app/profile/someone.example/rss"}},

		{"Substack", "https://letters.substack.com/p/a-post", []string{"https://letters.substack.com/feed"}},
		{"Substack as shared from its app", "https://open.substack.com/pub/letters/p/a-post?r=1", []string{"https://letters.substack.com/feed"}},
		{"a person on Medium", "https://medium.com/@someone/a-post-0123", []string{"https://medium.com/feed/@someone"}},
		{"a publication on Medium", "https://medium.com/some-pub", []string{"https://medium.com/feed/some-pub"}},
		{"a publication with its own name", "https://some-pub.medium.com/a-post", []string{"https://some-pub.medium.com/feed"}},
		{"a tag on Medium", "https://medium.com/tag/golang/recommended", []string{"https://medium.com/feed/tag/golang"}},
		{"Medium's own pages are no publications", "https://medium.com/membership", nil},

		{"Hacker News", "https://news.ycombinator.com/", []string{"https://news.ycombinator.com/rss", "https://hnrss.org/frontpage", "https://hnrss.org/newest?points=100"}},
		{"the newest of Hacker News", "https://news.ycombinator.com/newest", []string{"https://hnrss.org/newest"}},
		{"comments on Hacker News", "https://news.ycombinator.com/item?id=8863", []string{"https://hnrss.org/item?id=8863"}},
		{"a person on Hacker News", "https://news.ycombinator.com/user?id=some_one", []string{"https://hnrss.org/user?id=some_one"}},
		{"Lobsters", "https://lobste.rs", []string{"https://lobste.rs/rss"}},
		{"a tag on Lobsters", "https://lobste.rs/t/go", []string{"https://lobste.rs/t/go.rss"}},
		{"a person on Lobsters", "https://lobste.rs/~someone", []string{"https://lobste.rs/~someone/stories.rss"}},
		{"the newest of Lobsters", "https://lobste.rs/newest", []string{"https://lobste.rs/newest.rss"}},
		{"the top of Lobsters", "https://lobste.rs/top", []string{"https://lobste.rs/top/rss"}},
		{"a domain on Lobsters", "https://lobste.rs/domains/blog.example", []string{"https://lobste.rs/domains/blog.example.rss"}},

		{"Tumblr", "https://someone.tumblr.com/post/1", []string{"https://someone.tumblr.com/rss"}},
		{"Tumblr as it is now", "https://www.tumblr.com/someone/123/title", []string{"https://someone.tumblr.com/rss"}},
		{"a tag on Tumblr", "https://someone.tumblr.com/tagged/go", []string{"https://someone.tumblr.com/tagged/go/rss"}},
		{"WordPress, comments after", "https://someone.wordpress.com/2024/01/02/post/", []string{"https://someone.wordpress.com/feed/", "https://someone.wordpress.com/comments/feed/"}},
		{"a category of WordPress", "https://someone.wordpress.com/category/go/", []string{"https://someone.wordpress.com/category/go/feed/"}},
		{"Blogspot", "https://someone.blogspot.com/2024/01/post.html", []string{"https://someone.blogspot.com/feeds/posts/default"}},
		{"Blogspot of a country", "https://someone.blogspot.de/", []string{"https://someone.blogspot.de/feeds/posts/default"}},
		{"a label of Blogspot", "https://someone.blogspot.com/search/label/Go", []string{"https://someone.blogspot.com/feeds/posts/default/-/Go"}},
		{"a person on DEV", "https://dev.to/someone/a-post", []string{"https://dev.to/feed/someone"}},
		{"a tag on DEV", "https://dev.to/t/go", []string{"https://dev.to/feed/tag/go"}},

		{"a person on Vimeo", "https://vimeo.com/someone", []string{"https://vimeo.com/someone/videos/rss"}},
		{"a channel on Vimeo", "https://vimeo.com/channels/some", []string{"https://vimeo.com/channels/some/videos/rss"}},
		{"a video on Vimeo is no person", "https://vimeo.com/12345", nil},
		{"Dailymotion", "https://www.dailymotion.com/someone", []string{"https://www.dailymotion.com/rss/user/someone"}},
		{"SoundCloud needs the page", "https://soundcloud.com/someone", nil},
		{"a podcast at Apple needs its directory", "https://podcasts.apple.com/gb/podcast/name/id123?i=4", nil},
		{"a tag on Stack Overflow", "https://stackoverflow.com/questions/tagged/go?tab=Newest", []string{"https://stackoverflow.com/feeds/tag/go"}},
		{"a question on Stack Exchange", "https://unix.stackexchange.com/questions/12/title", []string{"https://unix.stackexchange.com/feeds/question/12"}},
		{"a list of games on itch.io", "https://itch.io/games/newest/tag-twine", []string{"https://itch.io/games/newest/tag-twine.xml"}},
		{"a game's devlog on itch.io", "https://someone.itch.io/game/devlog", []string{"https://someone.itch.io/game/devlog.rss"}},

		{"a host that only ends like one", "https://notgithub.com/o/r", nil},
		{"a host on another port is another host", "https://github.com:8443/o/r", nil},
		{"an ordinary page", "https://blog.example/2024/post", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := match(tt.in)
			if diff := cmp.Diff(tt.want, candidateURLs(m.feeds)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.in, diff)
			}
			for _, u := range candidateURLs(m.feeds) {
				if !looksLikeFeed(u) && host(u) != "hnrss.org" && !strings.HasSuffix(host(u), "stackoverflow.com") {
					t.Errorf("%s would be taken for a page when it is pasted", u)
				}
			}
		})
	}
}

func TestRulesThatNeedThePage(t *testing.T) {
	const (
		id   = "UCabcdefghijklmnopqrstuv"
		feed = "https://www.youtube.com/feeds/videos.xml?channel_id=" + id
	)
	tests := []struct {
		name, in string
		web      web
		want     []string
	}{
		{
			"a YouTube name: the canonical address counts before the channels it recommends", "https://www.youtube.com/@someone",
			web{
				"https://www.youtube.com/@someone": `<link rel="canonical" href="https://www.youtube.com/channel/` + id + `"><script>{"channelId":"UC0000000000000000000000"}</script>`,
				feed:                               "FEED Someone",
			},
			[]string{feed},
		},
		{
			"an old YouTube name: the page's itemprop", "https://www.youtube.com/c/someone",
			web{"https://www.youtube.com/c/someone": `<meta itemprop="identifier" content="` + id + `">`, feed: "FEED Someone"},
			[]string{feed},
		},
		{
			"a YouTube video, through its short address: the channel in the page's data", "https://youtu.be/abc",
			web{
				"https://youtu.be/abc":                "-> https://www.youtube.com/watch?v=abc",
				"https://www.youtube.com/watch?v=abc": `<script>var x = {"videoId":"abc","channelId":"` + id + `"}</script>`,
				feed:                                  "FEED Someone",
				"https://www.youtube.com/feeds/videos.xml?playlist_id=UULF" + id[2:]: "FEED Videos",
			},
			[]string{feed, "https://www.youtube.com/feeds/videos.xml?playlist_id=UULF" + id[2:]},
		},
		{
			"SoundCloud: the number of the user", "https://soundcloud.com/someone",
			web{
				"https://soundcloud.com/someone":                                      `<meta property="al:ios:url" content="soundcloud://users:4711">`,
				"https://feeds.soundcloud.com/users/soundcloud:users:4711/sounds.rss": "FEED Sounds",
			},
			[]string{"https://feeds.soundcloud.com/users/soundcloud:users:4711/sounds.rss"},
		},
		{
			"a podcast at Apple: the directory is asked, not the page", "https://podcasts.apple.com/gb/podcast/name/id123",
			web{
				"https://itunes.apple.com/lookup?id=123": `{"resultCount":1,"results":[{"collectionName":"Talk","feedUrl":"https://cast.example/feed"}]}`,
				"https://cast.example/feed":              "FEED Talk",
			},
			[]string{"https://cast.example/feed"},
		},
		{
			"a handle whose account lives on another host", "@someone@example.test",
			web{
				"https://example.test/.well-known/webfinger?resource=acct:someone@example.test": `{"subject":"acct:someone@example.test","links":[
					{"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://social.example.test/@someone"}]}`,
				"https://social.example.test/@someone.rss": "FEED Someone",
			},
			[]string{"https://social.example.test/@someone.rss"},
		},
		{
			"Substack under its own name", "https://letters.example/p/post",
			web{"https://letters.example/p/post": `<meta name="generator" content="Substack">`, "https://letters.example/feed": "FEED Letters"},
			[]string{"https://letters.example/feed"},
		},
		{
			"a category of a Discourse", "https://talk.example/c/help/5",
			web{"https://talk.example/c/help/5": `<meta name="generator" content="Discourse 3.5.0">`, "https://talk.example/c/help/5.rss": "FEED Help"},
			[]string{"https://talk.example/c/help/5.rss"},
		},
		{
			"the front page of a Discourse", "https://talk.example",
			web{"https://talk.example": `<meta name="generator" content="Discourse 3.5.0">`, "https://talk.example/latest.rss": "FEED Latest", "https://talk.example/posts.rss": "FEED Posts"},
			[]string{"https://talk.example/latest.rss", "https://talk.example/posts.rss"},
		},
		{
			"a Forgejo of one's own", "https://git.example/o/r",
			web{"https://git.example/o/r": `<meta name="keywords" content="go,git,self-hosted,forgejo">`, "https://git.example/o/r/releases.rss": "EMPTY Releases", "https://git.example/o/r.rss": "FEED r"},
			[]string{"https://git.example/o/r.rss", "https://git.example/o/r/releases.rss"},
		},
		{
			"a GitLab of one's own", "https://git.example/o/r/-/issues",
			web{"https://git.example/o/r/-/issues": `<meta content="GitLab" property="og:site_name">`, "https://git.example/o/r/-/tags?format=atom": "FEED Tags"},
			[]string{"https://git.example/o/r/-/tags?format=atom"},
		},
		{
			"a tag on a Mastodon", "https://social.example/tags/go",
			web{"https://social.example/tags/go": `<body><div class="x" id="mastodon"></div>`, "https://social.example/tags/go.rss": "FEED #go"},
			[]string{"https://social.example/tags/go.rss"},
		},
		{
			"a redirect into a host with a rule", "https://letters.example",
			web{"https://letters.example": "-> https://letters.substack.com/", "https://letters.substack.com/": "<p>", "https://letters.substack.com/feed": "FEED Letters"},
			[]string{"https://letters.substack.com/feed"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, log, err := tt.web.find(tt.in)
			if err != nil {
				t.Fatalf("%v, asked %q", err, askedURLs(log))
			}
			if diff := cmp.Diff(tt.want, urls(found)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
