package sample

import (
	"time"
)

// paper is one made-up publication and the habits of its feed.
type paper struct {
	key, title, folder string
	tagline            string
	description        string
	lang, dir          string
	zone               *time.Location
	format             string // rss, atom or json
	path               string // where its feed stands
	section            string // where its article pages stand
	guid               string // "url": the link; else a prefix of the slug
	teaser             bool   // the feed gives the standfirst, the page the text
	comments           bool
	layout             string // of its pages: "broadside" or "magazine"
	menu               []string
	words              words
}

// words are what a paper's pages say around its articles.
type words struct {
	By, Cookies, Accept, Share, More, Newsletter, NewsletterText, SignUp, Footer, Sidebar, Comments string
}

func (p *paper) host() string    { return p.key + Suffix }
func (p *paper) site() string    { return "http://" + p.host() + "/" }
func (p *paper) feedURL() string { return "http://" + p.host() + p.path }

// mime is the media type of the paper's feed.
func (p *paper) mime() string {
	switch p.format {
	case "atom":
		return "application/atom+xml; charset=utf-8"
	case "json":
		return "application/feed+json; charset=utf-8"
	}
	return "application/rss+xml; charset=utf-8"
}

// alternate is the feed's media type as a page's link element gives it.
func (p *paper) alternate() string {
	return "application/" + map[string]string{"rss": "rss+xml", "atom": "atom+xml", "json": "feed+json"}[p.format]
}

var english = words{
	By: "By", Cookies: "We value your privacy. We and our 214 partners store cookies to measure our audience and show you offers.",
	Accept: "Accept all", Share: "Share this article", More: "More stories", Newsletter: "The morning briefing",
	NewsletterText: "The day's most important stories in your inbox before breakfast. No spam, unsubscribe at any time.",
	SignUp:         "Sign up free", Footer: "All rights reserved. Terms of use. Privacy policy. Manage cookies. Advertise with us.",
	Sidebar: "Most read", Comments: "Comments",
}

// papers in the order of Feeds.
var papers = []*paper{
	{
		key: "harbour-times", title: "The Harbour Times", folder: "World", tagline: "Port Maren, since 1884",
		description: "News from Port Maren, the Vesta Strait and the world.", lang: "en", dir: "ltr", zone: time.UTC,
		format: "rss", path: "/feed.xml", section: "/news/", guid: "url", layout: "broadside",
		menu: []string{"Home", "Port", "World", "Sport", "Opinion", "Weather"}, words: english,
	},
	{
		key: "meridian-wire", title: "Meridian Wire", folder: "World", tagline: "First and plain",
		description: "Dispatches of the Meridian news agency.", lang: "en", dir: "ltr", zone: time.UTC,
		format: "atom", path: "/atom.xml", section: "/dispatch/", guid: "tag", layout: "magazine",
		menu: []string{"Top", "Economy", "Technology", "Sport", "About"}, words: english,
	},
	{
		key: "almarfa", title: "صحيفة المرفأ", folder: "World", tagline: "أخبار البحر واليابسة",
		description: "صحيفة يومية مستقلة تصدر من مدينة المرسى.", lang: "ar", dir: "rtl", zone: time.FixedZone("", 3*3600),
		format: "rss", path: "/rss.xml", section: "/akhbar/", guid: "almarfa-", layout: "broadside",
		menu: []string{"الرئيسية", "سياسة", "اقتصاد", "علوم", "رياضة"},
		words: words{
			By: "بقلم", Cookies: "نستخدم ملفات تعريف الارتباط لتحسين تجربتكم في الموقع.", Accept: "أوافق", Share: "شارك المقال",
			More: "اقرأ أيضا", Newsletter: "النشرة البريدية", NewsletterText: "أهم الأخبار كل صباح في بريدكم.", SignUp: "اشترك",
			Footer: "جميع الحقوق محفوظة. سياسة الخصوصية. اتصل بنا.", Sidebar: "الأكثر قراءة", Comments: "التعليقات",
		},
	},
	{
		key: "halden-ledger", title: "The Halden Ledger", folder: "Business", tagline: "Money, work and trade",
		description: "Business and markets from Halden.", lang: "en", dir: "ltr", zone: time.FixedZone("", 3600),
		format: "rss", path: "/feeds/all.rss", section: "/business/", guid: "ledger-", teaser: true, layout: "broadside",
		menu: []string{"Markets", "Companies", "Economy", "Work", "Comment", "My Ledger"}, words: english,
	},
	{
		key: "bitwright", title: "Bitwright", folder: "Technology", tagline: "People who make software, talking",
		description: "News and notes for people who build software, with comments.", lang: "en", dir: "ltr", zone: time.UTC,
		format: "rss", path: "/feed", section: "/p/", guid: "url", comments: true, layout: "magazine",
		menu: []string{"New", "Active", "Comments", "Ask", "Join"}, words: english,
	},
	{
		key: "field-and-orbit", title: "Field & Orbit", folder: "Science", tagline: "A magazine of discovery",
		description: "Science reported slowly: earth, life and space.", lang: "en", dir: "ltr", zone: time.FixedZone("", 2*3600),
		format: "atom", path: "/atom.xml", section: "/stories/", guid: "tag", teaser: true, layout: "magazine",
		menu: []string{"Earth", "Life", "Space", "Listen", "Subscribe"}, words: english,
	},
	{
		key: "lamplight", title: "The Lamplight Review", folder: "Culture", tagline: "Books, music, rooms and meals",
		description: "Essays and reviews.", lang: "en", dir: "ltr", zone: time.UTC,
		format: "json", path: "/feed.json", section: "/essays/", guid: "url", layout: "magazine",
		menu: []string{"Books", "Music", "Stage", "Table", "Archive"}, words: english,
	},
	{
		key: "shiomi", title: "潮見新聞", folder: "Culture", tagline: "港町から、毎朝。",
		description: "潮見市の日刊紙。文化・科学・暮らし。", lang: "ja", dir: "ltr", zone: time.FixedZone("", 9*3600),
		format: "json", path: "/feed.json", section: "/kiji/", guid: "shiomi-", layout: "magazine",
		menu: []string{"トップ", "社会", "文化", "科学", "暮らし"},
		words: words{
			By: "文", Cookies: "当サイトはクッキーを使用しています。", Accept: "同意する", Share: "この記事を共有", More: "関連記事",
			Newsletter: "朝のメール便", NewsletterText: "毎朝六時、主な記事をお届けします。", SignUp: "登録する",
			Footer: "無断転載を禁じます。個人情報の取り扱い。お問い合わせ。", Sidebar: "よく読まれている記事", Comments: "コメント",
		},
	},
}

func paperByKey(key string) *paper {
	for _, p := range papers {
		if p.key == key {
			return p
		}
	}
	return nil
}
