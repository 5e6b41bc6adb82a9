package bookmarks

import (
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
)

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

// foreign are made-up exports of other programs, each with what it says.
var foreign = []struct {
	name, format, file string
	want               []feeds.Bookmark
	skipped            []feeds.Skipped
}{
	{"Pocket, with a mark, a newline in a title and the cursor column", "csv",
		"\ufefftitle,url,time_added,cursor,tags,status\r\n\"Two\nlines\",https://a.example/1,1688628695,5,a|two words,unread\r\n" +
			"https://a.example/2,https://a.example/2,1688628695000,6,,archive\r\n",
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "Two lines", Saved: unix(1688628695), Tags: []string{"a", "two words", "toread"}},
			{URL: "https://a.example/2", Title: "https://a.example/2", Saved: unix(1688628695)},
		}, nil},
	{"Instapaper of old", "csv", "URL,Title,Selection,Folder\nhttps://a.example/1,One,the words chosen,Unread\nhttps://a.example/2,\"Two, \"\"quoted\"\"\",,Starred\nhttps://a.example/3,Three,,Archive\n",
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Note: "the words chosen", Tags: []string{"toread"}},
			{URL: "https://a.example/2", Title: `Two, "quoted"`, Tags: []string{"starred"}}, {URL: "https://a.example/3", Title: "Three"},
		}, nil},
	{"Instapaper of today", "csv", "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/1,One,,Recipes,1688628695,\"[\"\"a, b\"\",\"\"c\"\"]\"\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Folder: "Recipes", Saved: unix(1688628695), Tags: []string{"a, b", "c"}}}, nil},
	{"Raindrop", "csv", "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n" +
		"7,One,\"my\nnote\",What it says,https://a.example/1,Work/Dams,\"a, two words\",2021-08-26T12:22:05.123Z,https://a.example/c.png,\"Highlight:first\nline two\nNote:why\nHighlight:second\",true\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Note: "my\nnote", Summary: "What it says", Folder: "Work/Dams", Tags: []string{"a", "two words", "starred"},
			Saved: at("2021-08-26T12:22:05.123Z"), Highlights: []feeds.Highlight{{Quote: "first\nline two", Note: "why"}, {Quote: "second"}}}}, nil},
	{"Readwise Reader", "csv", "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n" +
		"One,https://a.example/1,01h,\"['a', \"\"it's\"\", 'c\\'d']\",2023-01-02 03:04:05.123456+00:00,0.5,later,True\nFeed item,https://a.example/2,01j,[],2023-01-02 03:04:05+00:00,0,feed,False\n" +
		"Three,https://a.example/3,01k,[],,1,archive,True\n",
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Tags: []string{"a", "it's", "c'd", "toread"}, Saved: at("2023-01-02T03:04:05.123456Z")},
			{URL: "https://a.example/3", Title: "Three"},
		}, []feeds.Skipped{{Line: 3, What: "Feed item", Why: "it came by a feed and was not saved"}}},
	{"Matter", "csv", "Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id\n" +
		"One,Ann,Gazette,https://a.example/1,a;b,100,True,True,False,0,2023-01-02 03:04:05,f\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Authors: []string{"Ann"}, Source: "Gazette", Tags: []string{"a", "b", "starred", "toread"}, Saved: at("2023-01-02T03:04:05Z")}}, nil},
	{"a spreadsheet with semicolons, and a quotation mark that nothing closes", "csv", "Titel;URL\nEins;https://a.example/1\n\"Zwei;https://a.example/2\nDrei;https://a.example/3\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "https://a.example/1"}, {URL: "https://a.example/3", Title: "https://a.example/3"}},
		[]feeds.Skipped{{Line: 3, What: "\"Zwei;https://a.example/2", Why: "it has a quotation mark that nothing closes"}}},
	{"Pinboard", "pinboard", `[{"href":"https://a.example/1","description":"The title","extended":"The note","meta":"x","hash":"y","time":"2010-11-29T20:18:36Z","shared":"no","toread":"yes","tags":"a b"},
7,
{"href":"javascript:x","description":"Program"}]`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "The title", Note: "The note", Saved: at("2010-11-29T20:18:36Z"), Tags: []string{"a", "b", "toread"}}},
		[]feeds.Skipped{{Line: 2, What: "7", Why: "it is not a bookmark"}, {Line: 3, What: "Program", Why: "it is a program (javascript:), not an address"}}},
	{"Wallabag", "wallabag", `[{"id":1,"title":"One","url":"https://a.example/1","is_archived":0,"is_starred":1,"content":"<p>Text</p>","created_at":"2016-09-08T11:55:58+0200","published_by":["Ann"],
"published_at":"2016-09-07T00:00:00+0000","tags":["a",{"label":"b c","slug":"b-c"}],"domain_name":"a.example","annotations":[{"quote":"Te","text":"why","created_at":"2016-09-08T11:55:58+0200"}]},
{"title":"Two","url":"https://a.example/2","is_archived":true,"is_starred":false}]`,
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", HTML: "<p>Text</p>", Source: "a.example", Authors: []string{"Ann"}, Published: at("2016-09-07T00:00:00Z"), Saved: at("2016-09-08T09:55:58Z"),
				Tags: []string{"a", "b c", "toread", "starred"}, Highlights: []feeds.Highlight{{Quote: "Te", Note: "why", Made: at("2016-09-08T09:55:58Z")}}},
			{URL: "https://a.example/2", Title: "Two"},
		}, nil},
	{"Omnivore", "omnivore", `[{"id":"x","slug":"one","title":"One","description":"About","author":"Ann","url":"https://a.example/1","state":"Active","readingProgress":3,"thumbnail":"","labels":["a",{"name":"b"}],
"savedAt":"2023-05-01T10:00:00.000Z","updatedAt":"2023-05-01T10:00:00.000Z","publishedAt":"2023-04-30T00:00:00.000Z"},{"slug":"two","title":"Two","url":"https://a.example/2","state":"Archived"}]`,
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Summary: "About", Authors: []string{"Ann"}, Tags: []string{"a", "b", "toread"}, Saved: at("2023-05-01T10:00:00Z"), Published: at("2023-04-30T00:00:00Z")},
			{URL: "https://a.example/2", Title: "Two"},
		}, nil},
	{"Karakeep", "karakeep", `{"bookmarks":[
{"createdAt":1700000000,"title":"One","tags":["a"],"content":{"type":"link","url":"https://a.example/1"},"note":"mine","archived":false,"favourited":true,"lists":["l2","l3"]},
{"createdAt":1700000000,"title":null,"tags":[],"content":{"type":"text","text":"a thought"},"note":null,"archived":false}],
"lists":[{"id":"l1","name":"Work","parentId":null},{"id":"l2","name":"Dams","parentId":"l1"},{"id":"l3","name":"Later","parentId":null}]}`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Note: "mine", Saved: unix(1700000000), Folder: "Work/Dams", Tags: []string{"a", "starred", "Later"}}},
		[]feeds.Skipped{{Line: 3, What: "a thought", Why: "it is a note or a file, with no address"}}},
	{"Linkwarden", "linkwarden", `{"id":1,"name":"me","collections":[
{"id":5,"name":"Dams","parentId":4,"links":[{"name":"One","url":"https://a.example/1","description":"mine","tags":[{"id":1,"name":"a"},{"name":"b c"}],"createdAt":"2023-05-01T10:00:00.000Z"}]},
{"id":4,"name":"Work / Home","parentId":5,"links":[{"name":"Loop","url":"https://a.example/2","createdAt":"2023-05-01T10:00:00.000Z"}]}]}`,
		nil, nil}, // which is in a circle: its own test
	{"linkding", "linkding", `{"count":1,"results":[{"id":1,"url":"https://a.example/1","title":"One","description":"About","notes":"mine","is_archived":false,"unread":true,"shared":false,"tag_names":["a"],"date_added":"2023-05-01T10:00:00.000000Z"}]}`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Summary: "About", Note: "mine", Tags: []string{"a", "toread"}, Saved: at("2023-05-01T10:00:00Z")}}, nil},
	{"Firefox", "firefox", `{"guid":"root________","title":"","type":"text/x-moz-place-container","root":"placesRoot","children":[
{"guid":"menu________","title":"menu","type":"text/x-moz-place-container","root":"bookmarksMenuFolder","children":[
{"title":"One","dateAdded":1700000000123456,"type":"text/x-moz-place","uri":"https://a.example/1","tags":"a,b c"},
{"title":"","type":"text/x-moz-place-separator"},
{"title":"News/World","type":"text/x-moz-place-container","children":[{"title":"Two","dateAdded":1700000000000000,"type":"text/x-moz-place","uri":"https://a.example/2",
"annos":[{"name":"bookmarkProperties/description","value":"An old note"}]}]},
{"title":"Recent tags","type":"text/x-moz-place","uri":"place:type=6"}]},
{"title":"toolbar","root":"toolbarFolder","type":"text/x-moz-place-container","children":[{"title":"Three","type":"text/x-moz-place","uri":"https://a.example/3"}]},
{"title":"tags","root":"tagsFolder","type":"text/x-moz-place-container","children":[{"title":"old tag","type":"text/x-moz-place-container","children":[{"title":"Two","type":"text/x-moz-place","uri":"https://a.example/2"}]}]}]}`,
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Saved: at("2023-11-14T22:13:20.123456Z"), Tags: []string{"a", "b c"}},
			{URL: "https://a.example/2", Title: "Two", Saved: unix(1700000000), Folder: "News-World", Note: "An old note"},
			{URL: "https://a.example/3", Title: "Three", Folder: "Bookmarks Toolbar"},
			{URL: "https://a.example/2", Title: "Two", Tags: []string{"old tag"}},
		}, []feeds.Skipped{{Line: 7, What: "Recent tags", Why: "it is a browser's own query (place:)"}}},
	{"Chromium", "chromium", `{"checksum":"x","roots":{"bookmark_bar":{"children":[{"date_added":"13344473600123456","guid":"g","id":"5","name":"One","type":"url","url":"https://a.example/1"},
{"children":[{"date_added":"0","name":"Two","type":"url","url":"https://a.example/2"}],"name":"Dams","type":"folder"}],"name":"Bookmarks bar","type":"folder"},
"other":{"children":[{"name":"Three","type":"url","url":"chrome://settings/"}],"name":"Other bookmarks","type":"folder"},"sync_transaction_version":"7"},"version":1}`,
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Saved: at("2023-11-14T22:13:20.123456Z"), Folder: "Bookmarks bar"},
			{URL: "https://a.example/2", Title: "Two", Folder: "Bookmarks bar/Dams"}, {URL: "chrome://settings/", Title: "Three"},
		}, nil},
	{"FreshRSS", "freshrss", `{"id":"user/-/state/com.google/starred","title":"Starred","author":"me","items":[{"id":"tag:1","categories":["user/-/state/com.google/starred","user/-/label/Dams","Water"],
"title":"One","author":"Ann","published":1700000000,"timestampUsec":"1700000100000000","alternate":[{"href":"https://a.example/1","type":"text/html"}],"content":{"content":"<p>x</p>"},"origin":{"streamId":"feed/1","htmlUrl":"https://a.example/","title":"Gazette"}}]}`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Authors: []string{"Ann"}, Published: unix(1700000000), Saved: unix(1700000100), Tags: []string{"Dams"}, Topics: []string{"Water"}, HTML: "<p>x</p>", Source: "Gazette"}}, nil},
	{"CSL", "csl-json", `[{"id":"k","type":"webpage","title":"One","URL":"https://a.example/1","author":[{"family":"Writer","given":"Ann"},{"literal":"Gazette"}],"issued":{"date-parts":[[2023,5]]},"accessed":{"date-parts":[["2023","5","2"]]},"keyword":"a, b c"}]`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Authors: []string{"Ann Writer", "Gazette"}, Published: at("2023-05-01T00:00:00Z"), Saved: at("2023-05-02T00:00:00Z"), Tags: []string{"a", "b c"}}}, nil},
	{"a JSON Feed of others", "jsonfeed", `{"version":"https://jsonfeed.org/version/1","title":"Links","items":[{"id":"1","url":"https://me.example/1","external_url":"https://a.example/1","content_text":"A link","date_published":"2023-05-01T10:00:00Z"}]}`,
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "A link", Published: at("2023-05-01T10:00:00Z")}}, nil},
	{"OPML with links, folders and feeds", "opml", `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><body>
<outline text="Work"><outline text="D&auml;ms"><outline type="link" text="One &amp; all" url="https://a.example/1" created="Mon, 01 May 2023 10:00:00 GMT" category="a,b c"/></outline>
<outline text="A feed" type="rss" xmlUrl="https://a.example/feed"/></outline>
<outline text="Two" htmlUrl="https://a.example/2"/></body></opml>`,
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One & all", Folder: "Work/Däms", Saved: at("2023-05-01T10:00:00Z"), Tags: []string{"a", "b c"}}, {URL: "https://a.example/2", Title: "Two"},
		}, []feeds.Skipped{{Line: 3, What: "A feed", Why: "it is a feed; `broadsheet import` takes those"}}},
	{"XBEL with the doctype buku writes, and a desktop's groups", "xbel", `<?xml version="1.0"?>
<!DOCTYPE xbel PUBLIC "+//IDN python.org//DTD XML Bookmark Exchange Language 1.0//EN//XML" "http://pyxml.sourceforge.net/topics/dtds/xbel.dtd"
[<!ENTITY x "y">]>
<xbel version="1.0"><title>All</title><folder folded="no"><title>Work</title><desc>nobody's</desc>
<bookmark href="https://a.example/?a=1&amp;b=2" added="2023-05-01T10:00:00Z"><title>One</title><desc>my
note</desc><info><metadata owner="http://freedesktop.org"><bookmark:groups><bookmark:group>a b</bookmark:group></bookmark:groups></metadata></info></bookmark>
<separator/><alias ref="x"/></folder><bookmark href="https://a.example/2"><title>Two</title></bookmark></xbel>`,
		[]feeds.Bookmark{
			{URL: "https://a.example/?a=1&b=2", Title: "One", Note: "my\nnote", Folder: "Work", Saved: at("2023-05-01T10:00:00Z"), Tags: []string{"a b"}}, {URL: "https://a.example/2", Title: "Two"},
		}, nil},
	{"Org of a person", "org", "#+title: Links\n* Work :home:\nSome text [[https://no.example/][within]]\n** TODO [[https://a.example/1][One]] :a:b_c:\n   SCHEDULED: <2023-05-01 Mon>\n   :PROPERTIES:\n   :CREATED:  [2023-05-01 Mon 10:00]\n   :END:\n   prose\n** Sub\n- [[https://a.example/2][Two]] and more\n- [[https://a.example/3]]\n* Done\n** DONE [[https://a.example/4][Four]]\n",
		[]feeds.Bookmark{
			{URL: "https://a.example/1", Title: "One", Folder: "Work", Saved: at("2023-05-01T10:00:00Z"), Tags: []string{"a", "b_c", "toread"}},
			{URL: "https://a.example/2", Title: "Two", Folder: "Work/Sub"}, {URL: "https://a.example/3", Title: "https://a.example/3", Folder: "Work/Sub"},
			{URL: "https://a.example/4", Title: "Four", Folder: "Done"},
		}, nil},
	{"a clipped note of Obsidian", "obsidian", "---\ntitle: \"One: two\"\nsource: https://a.example/1\nauthor:\n  - \"[[Ann]]\"\npublished: 2023-05-01\ncreated: 2023-05-02\ndescription: >-\n  What it\n  says\ntags:\n  - clippings\n  - '#b'\n---\nText\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One: two", Authors: []string{"Ann"}, Published: at("2023-05-01T00:00:00Z"), Saved: at("2023-05-02T00:00:00Z"), Summary: "What it says", Tags: []string{"clippings", "b"}}}, nil},
	{"plain addresses", "urls", "# mine\nhttps://a.example/1\r\n\n  gemini://a.example/2  \nnot one\nhttps://a.example/3 with words\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "https://a.example/1"}, {URL: "gemini://a.example/2", Title: "gemini://a.example/2"}},
		[]feeds.Skipped{{Line: 5, What: "not one", Why: "it is no address"}, {Line: 6, What: "https://a.example/3 with words", Why: "it is no address"}}},
	{"addresses parted by NUL", "urls", "https://a.example/1\x00https://a.example/2\x00",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "https://a.example/1"}, {URL: "https://a.example/2", Title: "https://a.example/2"}}, nil},
	{"JSON lines of a script", "jsonl", "{\"title\":\"One\",\"url\":\"https://a.example/1\",\"tags\":[\"a\"]}\n\n{\"url\":\n{\"url\":\"https://a.example/2\",\"title\":\"Two\"}\n",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One", Tags: []string{"a"}}, {URL: "https://a.example/2", Title: "Two"}},
		[]feeds.Skipped{{Line: 3, What: `{"url":`, Why: "it is damaged or cut short"}}},
	{"our JSON, laid out by another program", "json", "{\n  \"bookmarks\": [\n    {\n      \"title\": \"One\",\n      \"url\": \"https://a.example/1\"\n    },\n    {\"url\": 7},\n    {\"url\": \"https://a.exam",
		[]feeds.Bookmark{{URL: "https://a.example/1", Title: "One"}},
		[]feeds.Skipped{{Line: 7, What: `{"url": 7}`, Why: "its url is a number, which is not what a bookmark has there"}, {Line: 8, What: "the rest of the file", Why: "it is damaged or cut short"}}},
}

func TestEveryFormatOfOthersIsFoundAndRead(t *testing.T) {
	for _, tc := range foreign {
		t.Run(tc.name, func(t *testing.T) {
			in, err := importFrom(strings.NewReader(tc.file), "")
			if err != nil {
				t.Fatal(err)
			}
			if in.Format != tc.format {
				t.Errorf("it was taken for %s", in.Format)
			}
			if tc.want == nil {
				return
			}
			for i := range tc.want {
				tc.want[i].CanonicalURL = feeds.CanonicalURL(tc.want[i].URL)
			}
			if diff := cmp.Diff(tc.want, in.Bookmarks); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tc.skipped, in.Skipped); diff != "" {
				t.Error(diff)
			}
			named, err := importFrom(strings.NewReader(tc.file), tc.format)
			if err != nil || cmp.Diff(in, named) != "" {
				t.Errorf("by its name it is read otherwise: %v", err)
			}
		})
	}
}

func TestCollectionsInACircleEndSomewhere(t *testing.T) {
	for _, tc := range foreign {
		if tc.format != "linkwarden" {
			continue
		}
		in := read(t, tc.file)
		if len(in.Bookmarks) != 2 || !strings.HasSuffix(in.Bookmarks[0].Folder, "Work - Home/Dams") || strings.Count(in.Bookmarks[0].Folder, "/") >= maxDepth {
			t.Errorf("got %.300v", in.Bookmarks)
		}
		straight := read(t, strings.Replace(tc.file, `"parentId":5`, `"parentId":null`, 1))
		if b := straight.Bookmarks[0]; b.Folder != "Work - Home/Dams" || b.Note != "mine" || !cmp.Equal(b.Tags, []string{"a", "b c"}) || !b.Saved.Equal(at("2023-05-01T10:00:00Z")) {
			t.Errorf("got %+v", b)
		}
	}
}
