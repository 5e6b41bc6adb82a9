package feeds

import "time"

// Relation says how an article is related to another.
type Relation string

// The relations, nearest first.
const (
	RelationCopy    Relation = "copy"    // the same article through another feed
	RelationStory   Relation = "story"   // another report of the same event
	RelationRelated Relation = "related" // the same subject
	RelationMore    Relation = "more"    // more of the same source or topic
)

// Related is an article near another one, with the reason a person reads.
type Related struct {
	Headline
	Score    float64 // 0 to 1, higher is nearer
	Relation Relation
	Reason   string   // one line: "shares Ong Beng Seng, obstruction; 41 minutes apart"
	Words    []string // the words and names shared that the reason tells
}

// RelatedRequest asks for what is related to an article.
type RelatedRequest struct {
	Article ArticleID
	Limit   int  // 0: ten
	AllTime bool // not only near in time
}

// Nearby is what is related to an article: copies first, then other reports of
// its story, related articles, and last more of the same feed.
type Nearby struct {
	Rows      []Related
	Indexing  bool // not all articles could be looked at yet; RelatedReady follows
	Unrelated bool // the article's feed is left out, by its options
}

// StoriesRequest asks for the stories that matter most.
type StoriesRequest struct {
	Since  time.Time // of their latest reports
	Limit  int       // 0: all
	Topics []string  // that the reader follows: their stories come higher
}
