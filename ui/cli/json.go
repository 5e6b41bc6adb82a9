package cli

import (
	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// The JSON of the command line. Names and shapes are a contract: keys are
// added, never changed. Ids are strings, times RFC 3339 in UTC or null, lists
// always arrays. What hooks and pipes get as well is written by library.

type articleJSON = library.ArticleJSON

var (
	articleOut  = library.ArticleOut
	bookmarkOut = library.BookmarkOut
	documentOut = library.DocumentOut
	stamp       = library.Stamp
	writeJSON   = library.WriteJSON
)

// array keeps an empty list from becoming null.
func array[T any](list []T) []T { return library.Array(list) }

type feedJSON struct {
	ID       string  `json:"id"`
	URL      string  `json:"url"`
	Title    string  `json:"title"`
	Folder   string  `json:"folder"`
	SiteURL  string  `json:"site_url"`
	Checked  *string `json:"checked"`
	Next     *string `json:"next"`
	Status   int     `json:"status"` // the last HTTP status, 0 for none
	Error    string  `json:"error"`
	Failures int     `json:"failures"`
	Unread   int     `json:"unread"`
	Articles int     `json:"articles"`
}

func feedOut(f feeds.Feed) feedJSON {
	s := f.FetchState
	return feedJSON{f.ID.String(), f.URL, f.Name(), f.Folder, f.SiteURL, stamp(s.Checked), stamp(s.Next), s.Status, s.Error, s.Failures, f.Unread, f.Articles}
}

type relatedJSON struct {
	articleJSON
	Score    float64        `json:"score"`
	Relation feeds.Relation `json:"relation"`
	Reason   string         `json:"reason"`
}

type storyJSON struct {
	ID       string             `json:"id"`
	Lead     string             `json:"lead"` // the id of the one of articles that stands for the story
	Articles []storyArticleJSON `json:"articles"`
	Sources  []string           `json:"sources"`
	First    *string            `json:"first"`
	Last     *string            `json:"last"`
	Score    float64            `json:"score"`
}

type storyArticleJSON struct {
	articleJSON
	CopyOf string `json:"copy_of"` // "" where it is no copy
}

// storyOut is a story without its articles.
func storyOut(s feeds.Story) storyJSON {
	return storyJSON{s.ID.String(), s.Lead.String(), []storyArticleJSON{}, array(s.Sources()), stamp(s.First()), stamp(s.Last()), s.Score}
}

func storyArticleOut(r feeds.Reading, h feeds.Headline) storyArticleJSON {
	out := storyArticleJSON{articleJSON: articleOut(r)}
	if h.CopyOf != 0 {
		out.CopyOf = h.CopyOf.String()
	}
	return out
}

type reloadJSON struct {
	Feeds     int             `json:"feeds"`
	Fetched   int             `json:"fetched"`
	Unchanged int             `json:"unchanged"`
	Failed    int             `json:"failed"`
	New       int             `json:"new"`
	Skipped   int             `json:"skipped"`
	Waiting   int             `json:"waiting"`
	Offline   bool            `json:"offline"`
	Unreached int             `json:"unreached"`
	Errors    []feedErrorJSON `json:"errors"`
}

type feedErrorJSON struct {
	FeedID string `json:"feed_id"`
	URL    string `json:"url"`
	Error  string `json:"error"`
}

func reloadOut(r feeds.ReloadReport) reloadJSON {
	out := reloadJSON{r.Feeds, r.Fetched, r.Unchanged, r.Failed, r.New, r.Skipped, len(r.Waiting), r.Offline, r.Unreached, []feedErrorJSON{}}
	for _, e := range r.Errors {
		out.Errors = append(out.Errors, feedErrorJSON{e.Feed.String(), e.URL, e.Text})
	}
	return out
}

type checkJSON struct {
	Feed struct {
		Title       string `json:"title"`
		SiteURL     string `json:"site_url"`
		Description string `json:"description"`
		Language    string `json:"language"`
		Format      string `json:"format"`
	} `json:"feed"`
	Articles []articleJSON `json:"articles"`
	Warnings []string      `json:"warnings"`
}

func checkOut(c library.Checked) checkJSON {
	var out checkJSON
	out.Feed.Title, out.Feed.SiteURL, out.Feed.Description = c.Feed.Title, c.Feed.SiteURL, c.Feed.Description
	out.Feed.Language, out.Feed.Format = c.Feed.Language, c.Format
	out.Articles = []articleJSON{}
	for _, a := range c.Articles {
		out.Articles = append(out.Articles, articleOut(feeds.Reading{Article: a, Feed: c.Feed}))
	}
	out.Warnings = array(c.Warnings)
	return out
}
