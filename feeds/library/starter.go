package library

import "broadsheet/feeds"

// Starter is the list of feeds a newcomer can begin with, by subject: public
// addresses that have stood for years. None of them has been asked by us.
func Starter() []feeds.Subject {
	// Titles stand until the publishers' own are known.
	list := []feeds.Subject{
		{Name: "World", Feeds: []feeds.Feed{
			{Title: "BBC News – World", URL: "https://feeds.bbci.co.uk/news/world/rss.xml"},
			{Title: "The Guardian – World", URL: "https://www.theguardian.com/world/rss"},
			{Title: "Al Jazeera", URL: "https://www.aljazeera.com/xml/rss/all.xml"},
			{Title: "NYT – World", URL: "https://rss.nytimes.com/services/xml/rss/nyt/World.xml"},
			{Title: "NPR News", URL: "https://feeds.npr.org/1001/rss.xml"},
			{Title: "Deutsche Welle", URL: "https://rss.dw.com/rdf/rss-en-all"},
			{Title: "France 24", URL: "https://www.france24.com/en/rss"},
		}},
		{Name: "Technology", Feeds: []feeds.Feed{
			{Title: "Ars Technica", URL: "https://feeds.arstechnica.com/arstechnica/index"},
			{Title: "The Verge", URL: "https://www.theverge.com/rss/index.xml"},
			{Title: "Hacker News", URL: "https://news.ycombinator.com/rss"},
			{Title: "Lobsters", URL: "https://lobste.rs/rss"},
			{Title: "LWN.net", URL: "https://lwn.net/headlines/rss"},
			{Title: "MIT Technology Review", URL: "https://www.technologyreview.com/feed/"},
			{Title: "The Register", URL: "https://www.theregister.com/headlines.atom"},
		}},
		{Name: "Science", Feeds: []feeds.Feed{
			{Title: "Nature", URL: "https://www.nature.com/nature.rss"},
			{Title: "Quanta Magazine", URL: "https://www.quantamagazine.org/feed/"},
			{Title: "NASA", URL: "https://www.nasa.gov/feed/"},
			{Title: "ScienceDaily", URL: "https://www.sciencedaily.com/rss/all.xml"},
			{Title: "Phys.org", URL: "https://phys.org/rss-feed/"},
			{Title: "New Scientist", URL: "https://www.newscientist.com/feed/home/"},
		}},
		{Name: "Business", Feeds: []feeds.Feed{
			{Title: "BBC News – Business", URL: "https://feeds.bbci.co.uk/news/business/rss.xml"},
			{Title: "The Guardian – Business", URL: "https://www.theguardian.com/business/rss"},
			{Title: "NYT – Business", URL: "https://rss.nytimes.com/services/xml/rss/nyt/Business.xml"},
			{Title: "Financial Times", URL: "https://www.ft.com/rss/home"},
			{Title: "The Economist – Finance", URL: "https://www.economist.com/finance-and-economics/rss.xml"},
		}},
		{Name: "Culture", Feeds: []feeds.Feed{
			{Title: "The Guardian – Culture", URL: "https://www.theguardian.com/culture/rss"},
			{Title: "NYT – Books", URL: "https://rss.nytimes.com/services/xml/rss/nyt/Books.xml"},
			{Title: "Aeon", URL: "https://aeon.co/feed.rss"},
			{Title: "The Public Domain Review", URL: "https://publicdomainreview.org/rss.xml"},
			{Title: "Open Culture", URL: "https://www.openculture.com/feed"},
			{Title: "Literary Hub", URL: "https://lithub.com/feed/"},
		}},
	}
	for i, s := range list {
		for j := range s.Feeds {
			list[i].Feeds[j].Folder = s.Name
			list[i].Feeds[j].Origin = feeds.OriginAdded
		}
	}
	return list
}
