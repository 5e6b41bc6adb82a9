package ui

import (
	"fmt"
	"sort"
	"strings"
	"time"

	"broadsheet/feeds"
)

// fakeNow is the morning of the pictures in the design.
var fakeNow = time.Date(2026, 11, 22, 8, 20, 0, 0, time.UTC)

type fakeStory struct {
	feed   int
	ago    time.Duration
	title  string
	topics string
	text   string
}

func newFake() *fake {
	f := &fake{now: fakeNow, full: map[feeds.ArticleID]string{}, problem: map[feeds.ArticleID]string{}, hid: map[feeds.ArticleID]feeds.RuleID{}, apart: map[[2]feeds.ArticleID]bool{}}
	for i, s := range []string{
		"The Meridian|World", "Harbour Post|World", "Nordwind|World", "Ledger & Coin|Business", "Daily Ledger|Business",
		"The Compiler|Technology", "Field Notes|Science", "Abyss Quarterly|Science", "The Long Column|Culture", "Plain Weather|",
	} {
		name, folder, _ := strings.Cut(s, "|")
		feed := feeds.Feed{ID: feeds.FeedID(i + 1), Title: name, Folder: folder, URL: fmt.Sprintf("https://paper%d.example/feed", i+1)}
		feed.FetchState.Checked = fakeNow.Add(-2 * time.Minute)
		f.feeds = append(f.feeds, feed)
	}
	f.feeds[4].FetchState.Error = "The server answers 404: there is no feed at this address any more."
	f.feeds[4].FetchState.Failures = 3
	m, h := time.Minute, time.Hour
	for _, s := range []fakeStory{
		{1, 28 * m, "Central bank holds rates as inflation cools, signals cut in spring", "rates ecb inflation euro", rates},
		{2, 41 * m, "Storm Iris: 40,000 homes without power along the west coast", "storm energy", storm},
		{3, 1 * h, "Court strikes down data-retention law for the third time", "privacy", storm},
		{6, 2 * h, "Version 4.2 lands with generic methods and a faster linker", "golang", storm},
		{7, 3 * h, "Inside the race to map every coral reef from orbit", "oceans science", rates},
		{4, 4 * h, "Chipmaker doubles forecast; suppliers warn of shortages", "chips markets", storm},
		{9, 6 * h, "“We kept the lights on”: the engineers of the night grid", "energy", rates},
		{1, 9 * h, "Parliament debates bill on right to repair", "law", storm},
		{2, 22 * h, "Marathon record falls by eleven seconds on a cold, still morning", "athletics", storm},
		{9, 23 * h, "A quiet village, a lost manuscript and 300 years of rumours", "", rates},
	} {
		f.add(s)
	}
	for i := range 300 {
		f.add(fakeStory{i%9 + 1, 25*h + time.Duration(i)*37*m, fmt.Sprintf("Older story number %d about nothing in particular", i+1), "archive", storm})
	}
	for _, i := range []int{3, 6, 8} {
		f.articles[i].State.Read = true
	}
	f.keep(6, feeds.Keeping{Tags: []string{"energy", "longread"}, Note: "For the Tuesday talk: the harbour part."}, 2*h)
	f.keep(4, feeds.Keeping{Tags: []string{"science"}}, 3*24*h)
	f.keep(9, feeds.Keeping{Tags: []string{"longread"}, Note: "Send to the reading group."}, 7*24*h)
	return f
}

const rates = `FRANKFURT — The central bank left its main interest rate unchanged at 2.25 percent on Sunday and, for the first time since the summer, described risks to growth as “tilted to the downside”, opening the door to a cut as early as March.

Inflation in the euro area slowed to 1.9 percent in October, just below the bank's target, as energy prices fell. Policymakers said services inflation, at 3.1 percent, remained “uncomfortably high”.

“We are not pre-committing to a path,” the president told reporters, “but the direction of travel is clear.” Markets now price in a 78 percent chance of a quarter-point cut in spring, up from 51 percent a week ago.

The bank's own forecasts, published with the decision, put growth at 1.1 percent next year, a little lower than in September, and see inflation a shade under target for most of it. Two members of the council had argued in public for moving now.

Mortgage lenders in several countries had already begun to lower their longest fixed rates in the days before. Savers will wait longer: deposits are repriced last, and seldom in full.

The next decision is due in six weeks, with new figures on wages before it. A weak number there, one analyst said, “would settle the matter before anyone sits down”.`

const storm = `Crews worked through the night to reach villages cut off by fallen trees. The grid operator said that most homes would be reconnected by the evening, and the last of them within two days.

The storm, the third this autumn, brought gusts of 140 kilometres an hour to the coast and closed two bridges. Schools in four districts stay shut until Tuesday.`

func (f *fake) add(s fakeStory) feeds.ArticleID {
	id := feeds.ArticleID(1000 - len(f.articles))
	if s.ago < 0 {
		id = feeds.ArticleID(5000 + len(f.articles))
	}
	doc := &feeds.Document{}
	for _, p := range strings.Split(s.text, "\n\n") {
		doc.Blocks = append(doc.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: p}}})
	}
	r := feeds.Reading{
		Article: feeds.Article{
			ID: id, FeedID: feeds.FeedID(s.feed), URL: fmt.Sprintf("https://paper%d.example/%d", s.feed, id), Title: s.title,
			Authors: []string{"A. Weaver", "L. Marten"}, Published: f.now.Add(-s.ago), FirstSeen: f.now, Topics: strings.Fields(s.topics),
			Summary: s.text[:120] + "…", Words: len(strings.Fields(s.text)), Comments: -1,
		},
		Feed: f.feeds[s.feed-1], Document: doc,
	}
	f.articles = append(f.articles, r)
	sort.SliceStable(f.articles, func(i, j int) bool {
		return headline(f.articles[i]).Key().Newer(headline(f.articles[j]).Key())
	})
	return id
}

func headline(r feeds.Reading) feeds.Headline {
	a := r.Article
	return feeds.Headline{
		ID: a.ID, FeedID: a.FeedID, Source: r.Feed.Title, Folder: r.Feed.Folder, Title: a.Title, URL: a.URL,
		Published: a.Published, FirstSeen: a.FirstSeen, Topics: a.Topics, Summary: a.Summary, Words: a.Words, State: r.State,
	}
}
