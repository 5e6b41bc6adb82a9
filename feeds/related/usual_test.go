package related

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func noUsual(feeds.FeedID) Usual { return nil }

// column gives a feed's articles, each of its own words within a frame.
func column(n int, frame func(i int, title, text string) Text) (list []Text) {
	topics := strings.Fields("harbour orchard violin glacier furnace meadow lantern quarry saddle pepper anchor basil cobalt dynamo ember fjord")
	for i := range n {
		a, b, c := topics[i%len(topics)], topics[(i+5)%len(topics)], topics[(i+9)%len(topics)]
		list = append(list, frame(i, a+" and "+b, strings.Join([]string{c, a, "over", b, c, "under", a, fmt.Sprint(b, i)}, " ")))
	}
	return list
}

func TestWhatAFeedAlwaysWritesStaysOut(t *testing.T) {
	for _, tc := range []struct {
		name  string
		frame func(i int, title, text string) Text
		out   []string // of the terms
	}{
		{"a closing line", func(_ int, title, text string) Text {
			return Text{Title: title, Body: text + " The post " + title + " appeared first on Morning Courier."}
		}, []string{"appeared", "Morning", "Courier"}},
		{"two words at the end", func(_ int, title, text string) Text { return Text{Title: title, Body: text + " Continue reading…"} }, []string{"Continue", "reading"}},
		{"what titles begin with", func(_ int, title, text string) Text { return Text{Title: "Night Briefing: " + title, Body: text} }, []string{"Night", "Briefing"}},
		{"a title of one word", func(_ int, _, text string) Text { return Text{Title: "Quotidian", Body: text} }, []string{"Quotidian"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			list := column(12, tc.frame)
			of := list[3]
			with := termsOf(of)
			of.Usual = UsualIn(list)
			without := termsOf(of)
			for _, w := range tc.out {
				if !slices.Contains(with, w) || slices.Contains(without, w) {
					t.Errorf("%s: %q without, %q with what is usual", w, without, with)
				}
			}
			if len(without) < len(with)-len(tc.out)-1 || !slices.Contains(without, "glacier") {
				t.Errorf("more than that is out: %q of %q", without, with)
			}
		})
	}
}

func TestWhatIsNewsIsNotUsual(t *testing.T) {
	storm := func(i int, title, text string) Text {
		if i%3 > 0 { // most articles of these days, but not nearly all
			text = "Storm Ottilie has cut the power. " + text
		}
		return Text{Title: title, Body: text}
	}
	for name, list := range map[string][]Text{
		"two of three articles": column(12, storm),
		"three articles":        column(3, func(_ int, title, text string) Text { return Text{Title: title, Body: text + " Continue reading"} }),
		"none":                  nil,
		"articles of nothing":   make([]Text, 20),
	} {
		u := UsualIn(list)
		for _, of := range list {
			with := termsOf(of)
			of.Usual = u
			if without := termsOf(of); !slices.Equal(with, without) {
				t.Errorf("%s: %q of %q", name, without, with)
			}
		}
	}
}

func TestWhatIsUsualIsNoReason(t *testing.T) {
	frame := func(_ int, title, text string) Text {
		return Text{Title: title, Body: text + " Sign up for the Gazette evening newsletter by Jonas Ferrant."}
	}
	u := UsualIn(column(12, frame))
	a := report(1, "A", "Coolant leak closes Halden reactor", frame(0, "", vesta).Body, 0)
	b := report(2, "B", "Halden reactor shut by leak", frame(0, "", sealed).Body, 1)
	x := new(Index)
	world(x, 100)
	told := x.shared(&a, &b, func(feeds.FeedID) Usual { return u })
	if len(told) == 0 || slices.ContainsFunc(told, func(w string) bool { return strings.Contains(w, "Ferrant") || strings.Contains(w, "Gazette") }) {
		t.Errorf("told %q", told)
	}
}
