package store

import (
	"encoding/json"

	"broadsheet/feeds"
)

// encodeOptions gives options as stored; the same options always as the same
// text, so that images can be compared.
func encodeOptions(o feeds.FeedOptions) string {
	if o.IsZero() {
		return ""
	}
	b, err := json.Marshal(o) // plain values and sorted maps: it cannot fail
	if err != nil {
		return ""
	}
	return string(b)
}

func decodeOptions(s string) (o feeds.FeedOptions) {
	if s == "" {
		return o
	}
	if err := json.Unmarshal([]byte(s), &o); err != nil {
		// Damaged options are none: the feed is asked as all others are.
		return feeds.FeedOptions{}
	}
	return o
}
