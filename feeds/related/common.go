package related

// Common says whether a word, folded as feeds.Fold does, is one of those of
// the common languages that say nothing of what a text is about.
func Common(word string) bool { return stopWords[word] }
