package ui

import (
	"testing"

	"broadsheet/feeds"
)

func TestOneGoesOnWhereTheLastRunBrokeOff(t *testing.T) {
	d := opened(t, 120, 36)
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFolder, Folder: "Business"}))
	d.keys("j", "enter")
	was := d.m.Whereabouts()
	if !was.Reading || was.View.Folder != "Business" {
		t.Fatalf("one is at %+v", was)
	}
	offered := func(o *Options) { o.GoOn, o.GoOnText = &was, "the last run broke off" }
	again := opened(t, 120, 36, offered)
	again.expect("it is offered", "the last run broke off · ↵ goes on where you were")
	again.keys("enter")
	if now := again.m.Whereabouts(); now.At != was.At || !now.Reading || !now.View.Same(was.View) {
		t.Errorf("one goes on at %+v, was at %+v", now, was)
	}
	other := opened(t, 120, 36, offered)
	other.keys("j")
	other.expectNot("another key is an answer too", "goes on where you were")
}
