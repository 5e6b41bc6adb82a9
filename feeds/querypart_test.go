package feeds

import (
	"slices"
	"strings"
	"testing"
)

func TestThePartOfAQueryThatIsBeingTyped(t *testing.T) {
	for _, tc := range []struct{ name, query, field, text string }{
		{"nothing", "", "", ""},
		{"a word", "stor", "", "stor"},
		{"the second word", "storm is", "", "is"},
		{"after a space", "storm ", "", ""},
		{"a field without a value", "feed:", "feed", ""},
		{"the value of a field", "storm feed:har", "feed", "har"},
		{"in capitals", "IS:Un", "is", "Un"},
		{"left out", "-is:un", "is", "un"},
		{"in brackets", "(is:unread or topic:st", "topic", "st"},
		{"in a quotation", `feed:"Harbour P`, "feed", "Harbour P"},
		{"at the end of a quotation", `feed:"Harbour Post"`, "feed", "Harbour Post"},
		{"after a quotation", `feed:"Harbour Post" ti`, "", "ti"},
		{"a dash within a word", "feed:e-pa", "feed", "e-pa"},
		{"no field", "10:30", "", "10:30"},
		{"a colon in a value", "title:is:un", "title", "is:un"},
		{"in a regular expression", "/is:a b", "", "/is:a b"},
		{"in that of a field", "title:/a b", "title", "/a b"},
		{"letters of other scripts", "天气 feed:日", "feed", "日"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := QueryPartAt(tc.query, len(tc.query))
			if p.Field != tc.field || p.Text != tc.text || !strings.HasPrefix(strings.TrimPrefix(tc.query[p.From:], `"`), tc.text) {
				t.Errorf("%+v", p)
			}
		})
	}
	if p := QueryPartAt("is:unread storm", 5); p.Field != "is" || p.Text != "un" {
		t.Errorf("in the middle of a query: %+v", p)
	}
}

// Whatever is suggested can be read.
func TestEverySuggestedValueIsPartOfTheLanguage(t *testing.T) {
	for _, f := range QueryFields() {
		values := QueryPart{Field: f}.Values()
		if len(values) == 0 {
			values = []string{QueryValue(`a "b" c-d (e)`), QueryValue("plain")}
		}
		for _, v := range values {
			if _, err := ParseQuery("storm " + f + ":" + v); err != nil {
				t.Errorf("%s:%s: %v", f, v, err)
			}
		}
	}
	if len(listed["is"]) != len(states) || !slices.Contains(QueryPart{Field: "is"}.Values(), "unread") {
		t.Error("the states are not suggested")
	}
}

func FuzzQueryPartAt(f *testing.F) {
	f.Add(`a feed:"b c" /d`, 9)
	f.Fuzz(func(t *testing.T, query string, at int) {
		p := QueryPartAt(query, at)
		if p.From < 0 || p.From > len(query) || !strings.Contains(query, p.Text) {
			t.Errorf("%q at %d: %+v", query, at, p)
		}
	})
}
