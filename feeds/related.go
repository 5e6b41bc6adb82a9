package feeds

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
	Reason   string   // one line: "both mention reactor, Halden, coolant"
	Words    []string // the words shared, rarest first
}
