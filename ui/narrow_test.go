package ui

import (
	"testing"

	"broadsheet/feeds"
)

func TestEarlierSearchesComeBackAlsoAfterARestart(t *testing.T) {
	d := opened(t, 120, 36)
	var kept []string
	d.m.opts.Remember = func(lines []string) error {
		kept = lines
		return nil
	}
	d.m.lines = []string{"search reef", "reload"} // of an earlier run
	d.keys("/")
	d.typed("storm")
	d.keys("enter", "esc", "/", "ctrl+r")
	d.due()
	d.expect("the last one", "/ storm")
	d.keys("ctrl+r")
	d.due()
	d.expect("the one before", "/ reef")
	if len(kept) != 3 || kept[2] != "search storm*" {
		t.Errorf("kept are %v", kept)
	}
}

func TestAListIsNarrowedByASearchWithinIt(t *testing.T) {
	d := opened(t, 120, 36)
	for _, tc := range []struct {
		view feeds.View
		want string
	}{
		{feeds.View{Kind: feeds.ViewUnread}, "is:unread"},
		{feeds.View{Kind: feeds.ViewToday}, "age:<24h"},
		{feeds.View{Kind: feeds.ViewAll}, ""},
		{feeds.View{Kind: feeds.ViewFolder, Folder: "News/World"}, "folder:News/World"},
		{feeds.View{Kind: feeds.ViewFeed, Feed: 2}, `feed:"Harbour Post"`},
		{feeds.View{Kind: feeds.ViewTopic, Topic: "west coast"}, `topic:"west coast"`},
		{feeds.View{Kind: feeds.ViewSearch, Query: "storm or reef"}, "(storm or reef)"},
		{feeds.View{Kind: feeds.ViewSearch, Query: "storm reef"}, "storm reef"},
	} {
		got := d.m.asQuery(tc.view)
		if got != tc.want {
			t.Errorf("%+v is narrowed from %q, want %q", tc.view, got, tc.want)
		}
		if _, err := feeds.ParseQuery(got); err != nil {
			t.Errorf("%q does not read: %v", got, err)
		}
	}
	d.keys("g", "u", "&")
	d.typed("storm")
	d.due()
	if v := d.m.heads.view; v.Query != "is:unread storm*" {
		t.Errorf("the unread with a word are asked as %+v", v)
	}
}
