package feeds

import "testing"

func TestANameAndPasswordAreTakenOutOfAnAddress(t *testing.T) {
	for typed, want := range map[string][3]string{
		"https://me:secret@news.example/feed":        {"https://news.example/feed", "me", "secret"},
		"https://me@news.example:8443/feed":          {"https://news.example:8443/feed", "me", ""},
		"https://:token@news.example":                {"https://news.example", "", "token"},
		"https://me%40work:p%3Aw%2F%25@news.example": {"https://news.example", "me@work", "p:w/%"},
		"https://me:100%@news.example/":              {"https://news.example/", "me", "100%"},
		"https://me:p@ss@news.example/":              {"https://news.example/", "me", "p@ss"},
		"feed://me:secret@news.example/feed":         {"feed://news.example/feed", "me", "secret"},
		"feed:https://me:secret@news.example/feed":   {"feed:https://news.example/feed", "me", "secret"},
		"see <https://me:secret@news.example/a> now": {"see <https://news.example/a> now", "me", "secret"},
		"me:secret@news.example/feed":                {"https://news.example/feed", "me", "secret"},
		" me:secret@news.example ":                   {"https://news.example", "me", "secret"},

		"https://news.example/@me":      {"https://news.example/@me", "", ""},
		"https://news.example?to=a@b:c": {"https://news.example?to=a@b:c", "", ""},
		"@me@social.example":            {"@me@social.example", "", ""},
		"me@social.example":             {"me@social.example", "", ""},
		"acct:me@social.example":        {"acct:me@social.example", "", ""},
		"mailto:me@social.example":      {"mailto:me@social.example", "", ""},
		"news.example:8080/feed":        {"news.example:8080/feed", "", ""},
		"":                              {"", "", ""},
	} {
		address, user, password := SplitLogin(typed)
		if got := [3]string{address, user, password}; got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}
