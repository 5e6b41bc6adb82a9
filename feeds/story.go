package feeds

import "time"

// Story is the articles, from any feeds, that report one event.
type Story struct {
	ID       StoryID    // 0: an article that stands alone, with its copies
	Lead     ArticleID  // what stands for the story: its most complete report, a preferred feed's, or the first
	Articles []Headline // the earliest first, copies among them
	Score    float64    // how much it matters now, by which stories are ranked; 0 where nobody asked
}

// First is when the story's first report was published.
func (s Story) First() time.Time {
	if len(s.Articles) == 0 {
		return time.Time{}
	}
	return s.Articles[0].Published
}

// Last is when its latest was.
func (s Story) Last() time.Time {
	if len(s.Articles) == 0 {
		return time.Time{}
	}
	return s.Articles[len(s.Articles)-1].Published
}

// Head is the headline of the lead, the first report's where the lead is not
// among the articles.
func (s Story) Head() (h Headline) {
	for _, a := range s.Articles {
		if a.ID == s.Lead {
			return a
		}
	}
	if len(s.Articles) > 0 {
		h = s.Articles[0]
	}
	return h
}

// Reports are the articles without copies of one another.
func (s Story) Reports() (out []Headline) {
	seen := map[ArticleID]bool{}
	for _, a := range s.Articles {
		original := a.CopyOf
		if original == 0 {
			original = a.ID
		}
		if !seen[original] {
			seen[original] = true
			out = append(out, a)
		}
	}
	return out
}

// Sources names the feeds that report it in their own words, in the order of
// their first reports.
func (s Story) Sources() (out []string) {
	seen := map[FeedID]bool{}
	for _, a := range s.Reports() {
		if !seen[a.FeedID] {
			seen[a.FeedID] = true
			out = append(out, a.Source)
		}
	}
	return out
}
