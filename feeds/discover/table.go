package discover

// names that stand where a person's or a project's name stands elsewhere.
const (
	githubPages = "about account apps blog codespaces collections contact customer-stories dashboard enterprise events explore features issues join " +
		"login logout marketplace mobile new notifications organizations orgs pricing pulls readme search security sessions settings signup site solutions " +
		"sponsors stars team topics trending watching"
	gitlabPages   = "explore users help dashboard search admin profile public -"
	forgejoPages  = "explore user users assets api org notifications issues pulls admin swagger"
	mediumPages   = "about business creators explore-topics feed jobs lists m me membership new-story partner-program plans policy search tag topic topics u"
	devPages      = "about contact new top latest tags search settings videos challenges listings pod podcasts signout_confirm enter code-of-conduct privacy terms t"
	vimeoPages    = "about blog categories channels create features groups help join log_in ott settings site_map solutions staffpicks upgrade watch"
	motionPages   = "video playlist hashtag search signin library about legal topic"
	soundPages    = "discover charts stream you search upload pages jobs terms-of-use settings mobile imprint go"
	anyHostHandle = `/(?:web/)?@([A-Za-z0-9_][A-Za-z0-9_.-]*)(?:/(?:[0-9]+|with_replies|media|featured))?`
)

const (
	playlist = "https://www.youtube.com/feeds/videos.xml?playlist_id="
	reddits  = "reddit.com old.reddit.com new.reddit.com np.reddit.com m.reddit.com"
	youtubes = "youtube.com m.youtube.com music.youtube.com"
	stacks   = "stackoverflow.com *.stackoverflow.com *.stackexchange.com superuser.com serverfault.com askubuntu.com mathoverflow.net stackapps.com"
)

// table is what is known of hosts, the first match counts. Its order within a
// host goes from the special to the general.
var table = []rule{
	{host: youtubes, path: `/(?:playlist|watch)\?(?:.*&)?list=((?:PL|UU|OL|FL)[A-Za-z0-9_-]+)(?:&.*)?`, feeds: []string{playlist + "$1 playlist"}},
	{host: youtubes, path: `/channel/UC([A-Za-z0-9_-]{22})(?:/.*)?`, feeds: channelFeeds("$1")},
	{host: youtubes, path: `/(?:@[^/?]+|c/[^/?]+|user/[^/?]+|watch|shorts/[^/?]+|live/[^/?]+)(?:/[^?]*)?`, read: youtubeChannel},
	{host: "youtu.be", path: `/[A-Za-z0-9_-]+`, read: youtubeChannel},

	{host: reddits, path: ``, feeds: []string{"https://www.reddit.com/.rss"}, keep: []string{"t"}},
	{host: reddits, path: `/u(?:ser)?/([^/?]+)(/m/[^/?]+)?(?:/(?:submitted|comments|overview))?`, feeds: []string{"https://www.reddit.com/user/$1$2/.rss"}, keep: []string{"t"}},
	{host: reddits, path: `(/r/[^/?]+/comments/[^/?]+)(?:/.*)?`, feeds: []string{"https://www.reddit.com$1/.rss"}},
	{host: reddits, path: `(/r/[^/?]+(?:/(?:top|new|hot|rising|best|controversial))?)(?:/.*)?`, feeds: []string{"https://www.reddit.com$1/.rss"}, keep: []string{"t"}},
	{host: reddits, path: `(/domain/[^/?]+)(?:/.*)?`, feeds: []string{"https://www.reddit.com$1/.rss"}, keep: []string{"t"}},

	{host: "gist.github.com", path: `/([A-Za-z0-9-]+)(?:/.*)?`, not: "discover starred search", feeds: []string{"https://gist.github.com/$1.atom gists"}},
	{host: "github.com", path: `/orgs/([A-Za-z0-9-]+)(?:/.*)?`, feeds: []string{"https://github.com/$1.atom activity"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)/([^/?]+)/releases(?:/.*)?`, not: githubPages, feeds: []string{"https://github.com/$1/$2/releases.atom releases"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)/([^/?]+)/tags`, not: githubPages, feeds: []string{"https://github.com/$1/$2/tags.atom tags"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)/([^/?]+)/wiki(?:/.*)?`, not: githubPages, feeds: []string{"https://github.com/$1/$2/wiki.atom wiki"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)/([^/?]+)/(?:commits|tree)/([^?]+)`, not: githubPages, feeds: []string{"https://github.com/$1/$2/commits/$3.atom commits"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)/([^/?]+?)(?:\.git)?(?:/.*)?`, not: githubPages, feeds: []string{
		"https://github.com/$1/$2/releases.atom releases", "https://github.com/$1/$2/tags.atom tags", "https://github.com/$1/$2/commits.atom commits"}},
	{host: "github.com", path: `/([A-Za-z0-9-]+)`, not: githubPages, feeds: []string{"https://github.com/$1.atom activity"}},

	{host: "gitlab.com", path: `/([^/?]+)((?:/[^/?]+)+?)(?:\.git)?(?:/-(?:/.*)?)?`, not: gitlabPages, feeds: gitlabFeeds("https://gitlab.com/$1$2")},
	{host: "gitlab.com", path: `/([^/?]+)`, not: gitlabPages, feeds: []string{"https://gitlab.com/$1.atom activity"}},
	{host: "codeberg.org gitea.com", path: `/([^/?]+)/([^/?]+?)(?:\.git)?(?:/.*)?`, not: forgejoPages, feeds: forgejoFeeds("https://{host}/$1/$2")},
	{host: "codeberg.org gitea.com", path: `/([^/?]+)`, not: forgejoPages, feeds: []string{"https://{host}/$1.rss activity"}},

	{host: "bsky.app", path: `/profile/([^/?]+)(?:/.*)?`, feeds: []string{"https://bsky.app/profile/$1/rss"}},

	{host: "open.substack.com", path: `/pub/([A-Za-z0-9-]+)(?:/.*)?`, feeds: []string{"https://$1.substack.com/feed"}},
	{host: "*.substack.com", path: `.*`, feeds: []string{"https://{host}/feed"}},

	{host: "medium.com", path: `/(?:tag|topic)/([^/?]+)(?:/.*)?`, feeds: []string{"https://medium.com/feed/tag/$1"}},
	{host: "medium.com", path: `/(@?[^/?]+)(?:/.*)?`, not: mediumPages, feeds: []string{"https://medium.com/feed/$1"}},
	{host: "*.medium.com", path: `.*`, feeds: []string{"https://{host}/feed"}},

	{host: "news.ycombinator.com", path: `/item\?(?:.*&)?id=([0-9]+)(?:&.*)?`, feeds: []string{"https://hnrss.org/item?id=$1"}},
	{host: "news.ycombinator.com", path: `/(?:user|submitted|threads)\?(?:.*&)?id=([A-Za-z0-9_-]+)(?:&.*)?`, feeds: []string{"https://hnrss.org/user?id=$1"}},
	{host: "news.ycombinator.com", path: `/(newest|ask|show|jobs|best|active)`, feeds: []string{"https://hnrss.org/$1"}},
	{host: "news.ycombinator.com", path: `(?:/news|/front)?`, feeds: []string{
		"https://news.ycombinator.com/rss front page", "https://hnrss.org/frontpage front page, with points", "https://hnrss.org/newest?points=100 over 100 points"}},

	{host: "lobste.rs", path: `(?:/hottest)?`, feeds: []string{"https://lobste.rs/rss"}},
	{host: "lobste.rs", path: `/(t/[^/?]+|newest|domains/[^/?]+)(?:/.*)?`, feeds: []string{"https://lobste.rs/$1.rss"}},
	{host: "lobste.rs", path: `/top(?:/.*)?`, feeds: []string{"https://lobste.rs/top/rss"}},
	{host: "lobste.rs", path: `/(?:~|u/)([^/?]+)(?:/.*)?`, feeds: []string{"https://lobste.rs/~$1/stories.rss"}},

	{host: "tumblr.com", path: `/(?:blog/(?:view/)?)?([a-z0-9-]+)(?:/.*)?`, not: "dashboard explore login register search tagged settings help about policy blog communities",
		feeds: []string{"https://$1.tumblr.com/rss"}},
	{host: "*.tumblr.com", path: `/tagged/([^/?]+)(?:/.*)?`, feeds: []string{"https://{host}/tagged/$1/rss"}},
	{host: "*.tumblr.com", path: `.*`, feeds: []string{"https://{host}/rss"}},
	{host: "*.wordpress.com", path: `((?:/category|/tag|/author)/[^?]+)`, feeds: []string{"https://{host}$1/feed/"}},
	{host: "*.wordpress.com", path: `.*`, feeds: []string{"https://{host}/feed/", "https://{host}/comments/feed/ comments"}},
	{host: blogspots, path: `/search/label/([^/?]+)`, feeds: []string{"https://{host}/feeds/posts/default/-/$1"}},
	{host: blogspots, path: `.*`, feeds: []string{"https://{host}/feeds/posts/default"}},

	{host: "dev.to", path: `/t/([^/?]+)(?:/.*)?`, feeds: []string{"https://dev.to/feed/tag/$1"}},
	{host: "dev.to", path: `/([^/?]+)(?:/.*)?`, not: devPages, feeds: []string{"https://dev.to/feed/$1"}},

	{host: "vimeo.com", path: `/((?:channels|groups)/[^/?]+)(?:/.*)?`, feeds: []string{"https://vimeo.com/$1/videos/rss"}},
	{host: "vimeo.com", path: `/([A-Za-z][A-Za-z0-9_-]*)(?:/videos)?`, not: vimeoPages, feeds: []string{"https://vimeo.com/$1/videos/rss"}},
	{host: "dailymotion.com", path: `/(?:user/)?([A-Za-z0-9_.-]+)(?:/videos)?`, not: motionPages, feeds: []string{"https://www.dailymotion.com/rss/user/$1"}},
	{host: "soundcloud.com m.soundcloud.com", path: `/([^/?]+)(?:/.*)?`, not: soundPages, read: soundcloudUser},
	{host: "podcasts.apple.com itunes.apple.com", path: `/(?:.*/)?id([0-9]+)`, ask: "https://itunes.apple.com/lookup?id=$1", read: appleLookup},

	{host: stacks, path: `/questions/tagged/([^/?]+)`, feeds: []string{"https://{host}/feeds/tag/$1"}},
	{host: stacks, path: `/questions/([0-9]+)(?:/.*)?`, feeds: []string{"https://{host}/feeds/question/$1"}},
	{host: stacks, path: `/users/([0-9]+)(?:/.*)?`, feeds: []string{"https://{host}/feeds/user/$1"}},
	{host: stacks, path: `(?:/questions)?`, feeds: []string{"https://{host}/feeds"}},
	{host: "itch.io", path: `(/games(?:/[^?]+)?)`, feeds: []string{"https://itch.io$1.xml"}},
	{host: "*.itch.io", path: `/([^/?]+)(?:/.*)?`, feeds: []string{"https://{host}/$1/devlog.rss devlog"}},

	// Any host: Mastodon, Akkoma, Pixelfed and their kin.
	{path: `/(?:web/)?@([A-Za-z0-9_.-]+)@([A-Za-z0-9.-]+\.[A-Za-z]+)`, either: true, feeds: []string{"https://$2/@$1.rss", "https://$2/@$1.atom"}},
	{path: anyHostHandle, either: true, feeds: []string{"{origin}/@$1.rss", "{origin}/@$1.atom"},
		ask: "{origin}/.well-known/webfinger?resource=acct:$1@{host}", read: webfinger},
}

const blogspots = "*.blogspot.com *.blogspot.co.uk *.blogspot.de *.blogspot.fr *.blogspot.in *.blogspot.ca *.blogspot.jp *.blogspot.it *.blogspot.se *.blogspot.com.au *.blogspot.com.br *.blogspot.com.es"

// channelFeeds takes a channel's id without its UC.
func channelFeeds(id string) []string {
	return []string{"https://www.youtube.com/feeds/videos.xml?channel_id=UC" + id + " everything",
		playlist + "UULF" + id + " without Shorts", playlist + "UUSH" + id + " Shorts", playlist + "UULV" + id + " live"}
}

func gitlabFeeds(project string) []string {
	return []string{project + "/-/releases.atom releases", project + "/-/tags?format=atom tags", project + ".atom activity"}
}

func forgejoFeeds(project string) []string {
	return []string{project + "/releases.rss releases", project + ".rss activity"}
}
