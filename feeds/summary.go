package feeds

// Sentence is one sentence of a summary, as an article says it.
type Sentence struct {
	Text    string // one line, cleaned
	Article ArticleID
	Source  string // the article's paper
}

// SummaryRequest asks for a summary: of an article, or of its whole story.
type SummaryRequest struct {
	Article ArticleID
	Story   bool
}

// Summary is what carries the most of an article, or of the articles of a
// story, in their own words.
type Summary struct {
	Article   ArticleID
	Title     string
	Sentences []Sentence // in the order they are to be read in; none for texts too short to have any
	Articles  int        // how many it was taken from
}
