package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// lettersOf says which letter stands for a topic, "" for none.
func lettersOf(d *driver, topic string) string {
	d.t.Helper()
	if d.m.letters == nil {
		d.t.Fatal("no letters are on")
	}
	for i, t := range d.m.letters.targets {
		if t.Topic == topic {
			return d.m.letters.labels[i]
		}
	}
	return ""
}

func TestALetterOnAChipOpensItsViewAndAfterFFollowsIt(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {120, 36}, {80, 24}} {
		d := opened(t, size[0], size[1])
		d.keys("f")
		key := lettersOf(d, "rates")
		if key == "" {
			t.Fatalf("at %v no letter for the topic on the row\n%s", size, d.screen())
		}
		d.expect("the letter over the chip, on the row", key+"rates")
		d.keys(key)
		if v := d.m.heads.view; v.Kind != feeds.ViewTopic || v.Topic != "rates" {
			t.Fatalf("at %v the letter led to %+v", size, v)
		}
		d.keys("g", "t", "f", "F")
		d.expect("what a letter does now", "a letter follows")
		d.keys(lettersOf(d, "rates"))
		if len(d.fake.followed) != 1 || d.fake.followed[0].Topic != "rates" {
			t.Errorf("at %v followed are %v", size, d.fake.followed)
		}
		if d.m.letters != nil || d.m.heads.view.Kind == feeds.ViewTopic {
			t.Error("F left the list for the topic's view")
		}
	}
}

func TestTabLeadsToAChipThatEnterOpensAndFFollows(t *testing.T) {
	d := opened(t, 80, 24)
	d.keys("f", "tab")
	d.expect("which one is at hand", "↵ opens #rates")
	d.keys("tab", "shift+tab", "F")
	if len(d.fake.followed) != 1 || d.fake.followed[0].Topic != "rates" {
		t.Errorf("followed are %v", d.fake.followed)
	}
	d.keys("f", "tab", "enter")
	if v := d.m.heads.view; v.Topic != "rates" {
		t.Errorf("Enter led to %+v", v)
	}
}

func TestChipsOfCompactRowsHaveLettersAsWell(t *testing.T) {
	d := opened(t, 220, 44, func(o *Options) { o.Settings.Density = "compact" })
	d.keys("f")
	d.expect("the letter over the chip", lettersOf(d, "rates")+"rates")
}

func TestOnABylineALetterShowsTheAuthorAndAfterFFollows(t *testing.T) {
	by := feeds.AuthorTopic("Anna Weber")
	d := opened(t, 160, 44)
	d.fake.articles[0].Article.Authors = []string{"Luc Martin", "Anna Weber"}
	d.send(eventMsg{feeds.ArticlesChanged{}})
	d.keys("enter", "f")
	key := lettersOf(d, by)
	d.expect("a letter on the name", "and "+key+"nna Weber")
	d.keys("F", key)
	if len(d.fake.followed) != 1 || d.fake.followed[0].Topic != by {
		t.Fatalf("followed are %v", d.fake.followed)
	}
	d.keys("f", key)
	if v := d.m.heads.view; v.Kind != feeds.ViewTopic || v.Topic != by {
		t.Errorf("a followed author's view is %+v", v)
	}
	d.keys("g", "t", "enter", "f")
	d.keys(lettersOf(d, feeds.AuthorTopic("Luc Martin")))
	if v := d.m.heads.view; v.Kind != feeds.ViewSearch || v.Query != `author:"Luc Martin"` {
		t.Errorf("the view of one who is not followed is %+v", v)
	}
}

func TestAClickOnABylineShowsTheAuthor(t *testing.T) {
	d := opened(t, 160, 44)
	clickOn(d, "L. Marten")
	if v := d.m.heads.view; v.Query != `author:"L. Marten"` {
		t.Errorf("the view is %+v", v)
	}
}

func TestLettersSayWhatATopicCannot(t *testing.T) {
	d := opened(t, 80, 24)
	d.keys("f")
	d.keys("b", lettersOf(d, "rates"))
	d.expect("what it can", "#rates can be opened, copied or followed")
	d.keys("f", "y", lettersOfNext(d, "rates"))
	if d.copy != "#rates" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("f", "x", "x") // no such letter: they go
	if d.m.letters != nil {
		t.Error("a letter of nothing left them on")
	}
}

// lettersOfNext is the letter that a topic will have.
func lettersOfNext(d *driver, topic string) string {
	d.keys("f")
	key := lettersOf(d, topic)
	d.keys("esc")
	return key
}

func TestEveryFrameWithLettersFits(t *testing.T) {
	f := newFake()
	f.articles[0].Article.Topics = []string{"日本", strings.Repeat("ü", 30), "a"}
	for i := range 40 {
		f.articles[0].Article.Topics = append(f.articles[0].Article.Topics, "t"+itoa(i))
	}
	d := newDriver(t, f)
	for _, size := range [][2]int{{220, 60}, {160, 44}, {120, 36}, {80, 24}, {46, 18}, {30, 10}} {
		d.size(size[0], size[1])
		d.keys("f")
		checkFrame(t, d.m, fmt.Sprint("letters at ", size))
		d.send(tea.KeyPressMsg{Code: tea.KeyTab})
		checkFrame(t, d.m, fmt.Sprint("letters at ", size))
		d.keys("esc")
	}
}
