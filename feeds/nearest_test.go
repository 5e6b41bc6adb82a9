package feeds

import "testing"

func TestTheNearestName(t *testing.T) {
	names := []string{"bookmark", "bookmark-with", "browser", "mouse", "reader", "vim", "width"}
	for word, want := range map[string]string{
		"bokmark": "bookmark", "muose": "mouse", "raeder": "reader", "vmi": "vim", "widht": "width", "bookmark": "bookmark",
		"summary": "", "x": "", "": "", "entirely-other": "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q is near %q, want %q", word, got, want)
		}
	}
	if got := Nearest("b", []string{"c", "a"}); got != "a" {
		t.Errorf("of two as near the first in the alphabet is meant, not %q", got)
	}
}
