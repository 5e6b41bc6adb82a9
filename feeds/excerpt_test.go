package feeds

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAnExcerptStandsAroundWhatASearchFinds(t *testing.T) {
	for name, c := range map[string]struct{ query, text, want string }{
		"from the beginning, where it is near": {"storm", "A storm took the roof.", "A storm took the roof."},
		"some words before it, whole ones":     {"storm", "Far out at sea, and then over the western coast, the storm took roofs.", "… the western coast, the storm took roofs."},
		"the first of several places":          {"storm or roof", "One roof, one storm.", "One roof, one storm."},
		"paragraphs run on":                    {"storm", "Roofs.\n\nThe storm.", "Roofs. The storm."},
		"a phrase":                             {`"took roofs"`, "It took a walk. It took roofs.", "It took a walk. It took roofs."},
		"accents do not matter":                {"uber", "Wasser ÜBER dem Deich", "Wasser ÜBER dem Deich"},
		"a pattern":                            {"/st.rm/", "The Storm.", "The Storm."},
		"writing without spaces":               {"首都", strings.Repeat("水", 40) + "首都", "… " + strings.Repeat("水", 24) + "首都"},
		"nothing of it is in the text":         {"storm", "Calm.", ""},
		"what looks at titles alone":           {"title:storm", "The storm.", ""},
		"what is left out is not shown":        {"roof -storm", "The storm.", ""},
		"control characters stay outside":      {"storm", "The \x07storm\x1b.", "The storm."},
	} {
		t.Run(name, func(t *testing.T) {
			q, err := ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.Marker().Excerpt(c.text); got != c.want {
				t.Errorf("%q", got)
			}
		})
	}
	q, _ := ParseQuery("storm")
	long := q.Marker().Excerpt(strings.Repeat("ö", 5000) + " storm " + strings.Repeat("ö", 5000))
	if n := utf8.RuneCountInString(long); n > excerptMost+2 || !strings.HasPrefix(long, "… storm ") {
		t.Errorf("%d characters: %.60q", n, long)
	}
}

func TestWhichQueriesLookIntoTexts(t *testing.T) {
	for query, want := range map[string]bool{
		"storm": true, "body:storm": true, "/st.rm/": true, "body:/x/": true, "title:x or storm": true,
		"title:storm": false, "is:unread": false, "feed:gazette age:<2d": false, "title:/x/": false, "-storm is:unread": false,
	} {
		q, err := ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Marker().InBody(); got != want {
			t.Errorf("%s: %v", query, got)
		}
	}
}
