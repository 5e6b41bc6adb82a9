package ui

import (
	"errors"
	"strings"
	"testing"
)

func TestASummaryIsShownWithItsPapersAndSaysThatItWasExtracted(t *testing.T) {
	d := opened(t, 120, 36)
	first := d.fake.articles[0]
	sentence, _, _ := strings.Cut(first.Document.Prose(), ". ")
	d.keys("p")
	d.expect("the article's summary", "Summary of the article", sentence[:30], first.Feed.Name(), "Extracted: sentences of the article")
	d.keys("s")
	d.expect("the story's", "Summary of the story", d.fake.articles[1].Feed.Name(), "Extracted: sentences of 2 reports")
	d.keys("s", "p")
	if d.m.over != nil {
		t.Error("p did not close the summary it had opened")
	}
	d.keys("enter", "p", "esc")
	if d.m.over != nil || d.m.reader == nil {
		t.Error("Esc did not close the summary alone")
	}
}

func TestAmongRelatedArticlesTheStoryIsSummedUp(t *testing.T) {
	d := opened(t, 160, 44)
	d.keys("c", "p")
	d.expect("the story's summary", "Summary of the story")
}

func TestASummaryThatFailsSaysSo(t *testing.T) {
	d := opened(t, 120, 36)
	d.fake.failNext = errors.New("the disk is gone")
	d.keys("p")
	d.expect("the error in the dialog", "the disk is gone")
}

func TestALateSummaryIsNotShownInPlaceOfTheOneAskedForSince(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("p")
	g := d.m.over.(*gist)
	late := d.m.sumUp(g)
	d.keys("s")
	d.run(late)
	d.expect("the story's summary stays", "Extracted: sentences of 2 reports")
}
