package feeds

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTopicsAreOneSpellingOfWhatPublishersWrite(t *testing.T) {
	a := NewAliases(map[string]string{"Harbour Bridge": "the bridge"})
	for _, tc := range []struct {
		name string
		in   []string
		want []string
	}{
		{"what files under nothing is dropped", []string{"Uncategorized", "Allgemein", "Top Stories", "без рубрики", "storm"}, []string{"storm"}},
		{"numbers, dates, addresses and sentences are dropped", []string{"2024", "12 May 2024", "Monday", "https://x.example/a", "a label that goes on for far too many words", "x"}, nil},
		{"the feed's own name is dropped", []string{"Harbour Post", "storm"}, []string{"storm"}},
		{"a topic stands once, however it is written", []string{"Storm", "storm", "#storm", "storms", "STORM"}, []string{"Storm"}},
		{"plurals are their singular", []string{"elections", "Elections", "wildfires", "policies", "churches", "boxes"}, []string{"election", "wildfire", "policy", "church", "box"}},
		{"what only looks like a plural stays", []string{"news media", "physics", "Texas", "Hamas", "chess", "United States Senate", "Netherlands", "redis"}, []string{"news media", "physics", "Texas", "Hamas", "chess", "United States Senate", "Netherlands", "redis"}},
		{"words held together are parted", []string{"climate_policy", "ocean-science", "HarbourStorm", "covid-21", "x-ray", "iPhone", "McDonald"}, []string{"climate policy", "ocean science", "Harbour Storm", "covid-21", "x-ray", "iPhone", "McDonald"}},
		{"a path is its steps", []string{"World > Europe", "Arts; Culture", "rates, inflation"}, []string{"World", "Europe", "Arts", "Culture", "rate", "inflation"}},
		{"aliases are merged, one's own first", []string{"Artificial Intelligence", "A.I.", "USA", "u.s.", "tech", "Technology", "harbour bridge"}, []string{"AI", "US", "technology", "the bridge"}},
		{"a shout is lowered, an acronym is not", []string{"INFLATION", "NATO"}, []string{"inflation", "NATO"}},
		{"one character of Chinese is a word", []string{"股", "人工智能"}, []string{"股", "人工智能"}},
		{"nothing unsafe gets through", []string{"sto\x1b[31mrm\u202e"}, []string{"storm"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, a.Topics(tc.in, "Harbour Post")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzTopic(f *testing.F) {
	a := NewAliases(nil)
	f.Add("#ClimateChange")
	f.Add("elections-2024")
	f.Fuzz(func(t *testing.T, s string) {
		one := a.Topic(s)
		if one != CleanLine(one) {
			t.Errorf("%q gave %q, which is not clean", s, one)
		}
		if twice := a.Topic(one); len([]rune(twice)) > maxTopicRunes {
			t.Errorf("%q gave %q", one, twice)
		}
	})
}

func TestALabelThatRunsWordsTogetherIsShownAsTheOneThatPartsThem(t *testing.T) {
	for _, c := range []struct{ name, topics, want string }{
		{"a found name", "portmaren|storms|Port Maren", "storms|Port Maren"},
		{"three words, of other case", "BankOfEngland|Bank of England", "Bank of England"},
		{"no other parts it", "portmaren|storms", "portmaren|storms"},
		{"it parts itself", "Port Maren|Port Marens", "Port Maren|Port Marens"},
		{"a part of one", "maren|Port Maren", "maren|Port Maren"},
		{"none", "", ""},
	} {
		topics := strings.Split(c.topics, "|")
		if got := strings.Join(ShownTopics(topics), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if strings.Join(topics, "|") != c.topics {
			t.Errorf("%s: what it was given is changed", c.name)
		}
	}
}
