package parse

import (
	"time"

	"broadsheet/feeds"
)

const (
	maxText    = 1 << 20          // bytes of an article's plain words
	maxSummary = 300              // characters
	maxSkew    = 10 * time.Minute // a date may be ahead of our clock
	maxTopics  = 12
	maxAuthors = 20
	maxGUID    = 500 // bytes; longer ones are hashed
)

// finish makes clean articles of drafts. Everything that leaves passes here.
func (d *draftFeed) finish(src Source) Result {
	base := pick(d.base, feeds.WebURL("", src.URL))
	res := Result{
		Format:       d.format,
		TTL:          d.ttl,
		SkipHours:    d.skipHours,
		SkipDays:     d.skipDays,
		UpdatePeriod: d.period,
		Hub:          feeds.WebURL(base, d.hub),
		Self:         feeds.WebURL(base, d.self),
	}
	res.Feed = feeds.Feed{
		URL:         feeds.WebURL("", src.URL),
		Title:       shortLine(d.title, 200),
		Description: excerpt(feeds.CleanLine(words(d.description, 2000, false)), 500),
		Language:    language(d.language),
	}
	for _, link := range d.links {
		if res.Feed.SiteURL == "" {
			res.Feed.SiteURL = feeds.WebURL(base, link)
		}
	}
	d.base = pick(d.base, res.Feed.SiteURL, res.Feed.URL, res.Self)
	res.Cut = d.cut
	guessed, cut := 0, 0
	res.Articles = make([]feeds.Article, 0, len(d.items))
	for i := range d.items {
		a, wasCut := d.article(&d.items[i], src, &res.Feed)
		res.Articles = append(res.Articles, a)
		if a.DateGuessed {
			guessed++
		}
		if wasCut {
			cut++
		}
	}
	if guessed > 0 {
		d.warn("%s without a usable date; they count as published when first seen.", count(guessed, "article"))
	}
	if cut > 0 {
		d.warn("%s longer than 1 MiB; cut there.", count(cut, "article"))
	}
	res.Articles, d.warnings = distinct(res.Articles, d.warnings)
	if len(res.Articles) == 0 {
		d.warn("The feed has no articles.")
	}
	for _, w := range d.warnings {
		res.Warnings = append(res.Warnings, feeds.CleanLine(w))
	}
	return res
}

func (d *draftFeed) article(it *draft, src Source, feed *feeds.Feed) (a feeds.Article, cut bool) {
	base := pick(it.baseURL, d.base)
	a = feeds.Article{
		URL:          feeds.WebURL(base, it.link),
		Authors:      authors(it.authors, d.authors),
		FirstSeen:    src.Now,
		Topics:       topics(it.topics),
		Language:     pick(language(it.language), feed.Language),
		CommentsURL:  feeds.WebURL(base, it.commentsURL),
		CommentsFeed: feeds.WebURL(base, it.commentsFeed),
		Comments:     max(-1, min(it.comments, 1<<30)),
	}
	if a.URL == "" && it.permalink {
		a.URL = feeds.WebURL("", it.guid)
	}
	a.CanonicalURL = feeds.CanonicalURL(a.URL)
	markup, cut := bounded(it.body)
	a.HTML = feeds.Raw(feeds.Clean(markup))
	if it.baseURL != "" || a.URL == "" {
		a.HTML = absolute(a.HTML, base)
	}
	a.Text = feeds.Clean(words(a.HTML, maxText, false))
	a.Words = countWords(a.Text)
	a.Summary = summary(it.lead, it.body, a.Text)
	for _, e := range it.enclosures {
		if u := feeds.WebURL(base, e.URL); u != "" {
			a.Enclosures = append(a.Enclosures, feeds.Enclosure{URL: u, Type: shortLine(e.Type, 100), Length: e.Length, Duration: e.Duration})
		}
	}
	for _, image := range it.images {
		if a.Image == "" {
			a.Image = feeds.WebURL(base, image)
		}
	}
	it.dates(&a, src.Now)
	a.Title = cleanLine(it.title)
	named := a.Title != ""
	if !named {
		a.Title = makeTitle(&a)
	}
	a.GUID = identity(it, &a, feed, named)
	a.Hash = contentHash(&a)
	return a, cut
}
