package ui

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestHitsShowALineOfTheirTextWithTheWordsMarked(t *testing.T) {
	d := opened(t, 120, 36)
	pitch := func() int { return d.m.heads.lines }
	before := pitch()
	d.keys("/")
	d.typed("inflation ")
	cmd := d.m.searchNow()
	_, cmd = d.m.Update(cmd())
	d.expectNot("rows wait for no excerpt", "March. Inflation")
	d.run(cmd)
	d.keys("enter")
	d.due()
	d.expect("the line around the word", "March. Inflation")
	p, selected := d.m.paint(false, true), d.m.paint(true, true)
	if s := d.m.View().Content; !strings.Contains(s, selected.found.Render("Inflation")) && !strings.Contains(s, p.found.Render("Inflation")) {
		t.Error("the word is not marked in it")
	}
	d.size(46, 18)
	if pitch() != 2 {
		t.Errorf("a row has %d lines where there is no room", pitch())
	}
	d.size(80, 24)
	if pitch() != 3 {
		t.Errorf("a row has %d lines, want 3", pitch())
	}
	d.size(120, 36)
	d.keys("esc")
	if pitch() != before {
		t.Errorf("a row has %d lines after the search, %d before it", pitch(), before)
	}
	d.expectNot("and no excerpt", "March. Inflation")
}

func TestHitsAreNotBlankedWhileTheNextSearchIsOnItsWay(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("inflation ")
	d.due()
	found := d.m.hits()
	d.expect("the first search", "March. Inflation", "hit")
	d.typed("or marathon ")
	cmd := d.m.searchNow()
	d.expect("while its rows are read", "March. Inflation", found)
	_, cmd = d.m.Update(cmd())
	d.expect("while its excerpts are read", "March. Inflation")
	d.run(cmd)
	d.expect("with its own", "March. Inflation")
	if len(d.m.heads.excerpts.was) != 0 {
		t.Error("those of the search before are kept on")
	}
}

func TestAHitByItsTitleHasItsSummaryBelow(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("marathon ")
	d.due()
	d.expect("how it begins", d.m.heads.rows[0].Summary[:30])
	d.keys("esc", "/")
	d.typed("title:marathon ")
	d.due()
	if d.m.heads.lines != 2 {
		t.Errorf("a search of titles alone has rows of %d lines", d.m.heads.lines)
	}
}

func TestExcerptsAreReadForWhatIsSeenAndTheNextPageAlone(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("number or villages ")
	d.due()
	d.keys("enter")
	from, to := d.m.heads.list.Visible()
	if n := len(d.m.heads.excerpts.said); n != 2*(to-from) {
		t.Errorf("%d excerpts were read where %d rows are in view", n, to-from)
	}
	d.keys("G")
	if id, _ := d.m.heads.list.Selected(); d.m.heads.excerpts.said[id] == "" {
		t.Error("the last has none")
	}
	late := excerptsMsg{of: &feeds.Marker{}, asked: []feeds.ArticleID{1}}
	d.send(late)
	if _, ok := d.m.heads.excerpts.said[1]; ok {
		t.Error("an answer to another search was taken")
	}
}
