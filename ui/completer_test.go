package ui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

var someTags = []feeds.Used{{Word: "go", N: 9}, {Word: "machine learning", N: 7}, {Word: "golang", N: 3}, {Word: "to read", N: 2}, {Word: "energy", N: 1}}

func TestALineOfTagsIsCompleted(t *testing.T) {
	for _, tc := range []struct{ name, keys, want string }{
		{"by how it begins", "en tab", "energy, |"},
		{"one after another, the most used first", "g o tab", "go, |"},
		{"and the next", "g o tab tab", "golang, |"},
		{"and at last what was typed", "g o tab tab tab", "go|"},
		{"backwards", "g o shift+tab", "golang, |"},
		{"by letters anywhere within", "l r n g tab", "machine learning, |"},
		{"without its capitals", "E N tab", "energy, |"},
		{"after a # that is typed", "# en tab", "energy, |"},
		{"several", "en tab g o tab", "energy, go, |"},
		{"several that were parted by spaces", "n e w space en tab", "new, energy, |"},
		{"a tag of several words", "t o space r tab", "to read, |"},
		{"a tag of several words after another", "n e w space t o space r tab", "new, to read, |"},
		{"a comma typed after one is there already", "g o tab , x", "go, x|"},
		{"not what is in the line already", "g o , g o tab", "go, golang, |"},
		{"the most used where nothing is typed", "ctrl+n", "go, |"},
		{"and the one before them", "ctrl+n ctrl+n ctrl+p", "go, |"},
		{"in the middle of a line", "n e w , g o l , x home right right right right right right tab", "new, golang, |x"},
		{"a word nobody used stays", "q q q tab", "qqq|"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := completeTags(nil, someTags)
			for _, k := range strings.Fields(tc.keys) {
				switch {
				case len(k) == 2:
					c.key(press(k[:1]))
					c.key(press(k[1:]))
				default:
					c.key(press(k))
				}
			}
			line := []rune(c.value())
			at := c.line.Position()
			if got := string(line[:at]) + "|" + string(line[at:]); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestTabLeavesALineThatNeedsNoCompleting(t *testing.T) {
	empty, unknown, folder := completeTags(nil, someTags), completeTags(nil, someTags), completeWord("News/World", []feeds.Used{{Word: "News/World", N: 2}})
	unknown.insert("qqq")
	for name, c := range map[string]*completer{"an empty one": &empty, "an unknown word": &unknown, "a whole folder": &folder} {
		if c.key(press("tab")) {
			t.Errorf("%s is completed to %q", name, c.value())
		}
	}
	c := completeWord("", []feeds.Used{{Word: "News/World", N: 2}, {Word: "Later", N: 1}})
	c.key(press("w"))
	if c.key(press("tab")); c.value() != "News/World" {
		t.Errorf("a folder is completed to %q", c.value())
	}
}

func TestALineOfTagsGivesBackTheTagsItWasMadeOf(t *testing.T) {
	for _, tags := range [][]string{nil, {"go"}, {"machine learning"}, {"a, b", "c"}, {"#hash"}, {`"quoted"`, `5" disk`}, {`say "a, b"`}, {"日本 語", "x"}} {
		if diff := cmp.Diff(tags, splitTags(tagLine(tags))); diff != "" {
			t.Errorf("%q: %s", tagLine(tags), diff)
		}
	}
	for line, want := range map[string][]string{"go rust": {"go", "rust"}, "machine learning, go": {"machine learning", "go"}, " , ,": nil, "#a #b": {"a", "b"}, `"open, x`: {"open, x"}, "a,a": {"a"}} {
		if diff := cmp.Diff(want, splitTags(line)); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	}
}

func TestTheBookmarkFormCompletesTagsAndFolders(t *testing.T) {
	d := opened(t, 80, 24)
	d.fake.words = feeds.KeepingWords{Tags: someTags, Folders: []feeds.Used{{Word: "Research/Energy", N: 4}}}
	d.keys("B")
	d.expect("the tags in use", "machine learning", "Tab completes")
	d.typed("mach")
	d.expectNot("those that are meant alone", "golang")
	d.keys("tab")
	d.typed("new")
	d.keys("enter", "r", "e", "tab", "enter")
	d.keys("enter", "B")
	d.expect("what was kept with stands in the form again", "machine learning, new,", "Research/Energy")
}
