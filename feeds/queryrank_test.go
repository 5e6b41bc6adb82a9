package feeds_test

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestRankingPutsTheTellingMatchFirst(t *testing.T) {
	filler := strings.Repeat("something else entirely ", 40)
	for _, tc := range []struct {
		name, query  string
		better, less feeds.Queried
	}{
		{"a word of the title counts for more", "storm", feeds.Queried{Title: "Storm", Body: "It blows."}, feeds.Queried{Title: "News", Body: "The storm blows."}},
		{"more of a word is more", "storm", feeds.Queried{Body: "storm storm calm"}, feeds.Queried{Body: "storm calm calm"}},
		{"a long text that has it once is less", "storm", feeds.Queried{Body: "A storm came."}, feeds.Queried{Body: "A storm came. " + filler}},
		{"the rarer word counts for more", "storm or weather", feeds.Queried{Body: "a storm"}, feeds.Queried{Body: "the weather"}},
		{"both are more than one", "storm or calm", feeds.Queried{Body: "storm calm"}, feeds.Queried{Body: "storm storm"}},
		{"a pattern counts too", "/st.rm/", feeds.Queried{Body: "storm storm"}, feeds.Queried{Body: "storm calm"}},
		{"only the field asked for", "body:storm", feeds.Queried{Title: "News", Body: "storm storm"}, feeds.Queried{Title: "storm storm storm", Body: "storm"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			q, err := feeds.ParseQuery(tc.query)
			if err != nil {
				t.Fatal(err)
			}
			r := q.Ranking()
			r.Add(&tc.less)
			r.Add(&tc.better)
			for range 8 {
				r.Add(&feeds.Queried{Body: "the weather again"})
			}
			if s := r.Scores(); s[1] <= s[0] {
				t.Errorf("scores %v", s[:2])
			}
		})
	}
}
