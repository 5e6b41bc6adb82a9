package main

import (
	"math"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
)

// figures are what a set came to; all but the counts are 0 to 1.
type figures struct {
	Articles, Queries int
	Ranking           struct{ NDCG, Recall, MAP float64 }    // at 10, of all that is near, the nearest first
	Pane              struct{ NDCG float64 }                 // of what is listed beside an article
	Story             struct{ Precision, Recall float64 }    // of the pairs shown as one story
	First             struct{ Right, Said float64 }          // of first results that are called a story; how many articles have one
	BCubed            struct{ Precision, Recall, F float64 } // of the stories that form as the articles come
}

const shown = 10

// library is a labelled set as a library has it: signed, filed in the order in
// which it came.
type library struct {
	set  []labelled
	docs []related.Doc
	as   []related.Subject
	x    related.Index
}

func file(set []labelled, s related.Strictness) *library {
	l := &library{set: set}
	papers := map[string]feeds.FeedID{}
	next := feeds.StoryID(1)
	for i, a := range set {
		id := feeds.ArticleID(i + 1)
		paper := feeds.FeedID(len(set) + i + 1) // one that nobody named is like no other
		if a.Source != "" {
			if papers[a.Source] == 0 {
				papers[a.Source] = feeds.FeedID(len(papers) + 1)
			}
			paper = papers[a.Source]
		}
		h := feeds.Headline{ID: id, FeedID: paper, Source: a.Source, Title: a.Title, Published: a.Published}
		d := related.Doc{ID: id, Feed: paper, Signature: related.Sign(related.Text{
			Title: a.Title, Body: a.Text, Language: a.Language, Source: a.Source})}
		if !a.Published.IsZero() {
			d.Published = a.Published.Unix()
		}
		filing, _ := l.x.File(d, s, nil)
		if filing.With != 0 {
			filing.Story = next
			next++
			l.join(filing.With, filing.Story)
		}
		l.docs, l.as = append(l.docs, d), append(l.as, related.Subject{Headline: h, Text: a.Text, Language: a.Language})
		l.join(id, filing.Story)
		if also := filing.Also; also != nil {
			l.merge(filing.Story, *also)
		}
	}
	return l
}

// merge puts what also stands for into a story.
func (l *library) merge(story feeds.StoryID, also related.Filing) {
	if also.With != 0 {
		l.join(also.With, story)
		return
	}
	for i := range l.docs {
		if l.docs[i].Story == also.Story {
			l.join(feeds.ArticleID(i+1), story)
		}
	}
}

func (l *library) join(id feeds.ArticleID, story feeds.StoryID) {
	l.docs[id-1].Story, l.as[id-1].Story = story, story
	l.x.SetStory(id, story)
}

// measure judges what a reader of the set would be shown.
func measure(set []labelled, s related.Strictness) figures {
	l := file(set, s)
	f := figures{Articles: len(set)}
	of := map[string]int{}
	for _, a := range set {
		of[a.Story]++
	}
	var firsts, right, pairs, wrong, all float64
	for i, a := range set {
		others := of[a.Story] - 1
		if others == 0 {
			continue
		}
		f.Queries++
		var ranked, listed []bool
		for _, h := range l.near(i, .01) {
			ranked = append(ranked, set[h.ID-1].Story == a.Story)
		}
		for k, r := range l.pane(i, s) {
			is := set[r.ID-1].Story == a.Story
			listed = append(listed, is)
			if r.Relation != feeds.RelationStory && r.Relation != feeds.RelationCopy {
				continue
			}
			if k == 0 {
				firsts++
			}
			switch {
			case !is:
				wrong++
			case k == 0:
				right++
				fallthrough
			default:
				pairs++
			}
		}
		ndcg, recall, precision := judge(ranked, others)
		f.Ranking.NDCG += ndcg
		f.Ranking.Recall += recall
		f.Ranking.MAP += precision
		ndcg, _, _ = judge(listed, others)
		f.Pane.NDCG += ndcg
		all += math.Min(shown, float64(others))
	}
	n := math.Max(1, float64(f.Queries))
	f.Ranking.NDCG, f.Ranking.Recall, f.Ranking.MAP, f.Pane.NDCG = f.Ranking.NDCG/n, f.Ranking.Recall/n, f.Ranking.MAP/n, f.Pane.NDCG/n
	f.First.Right, f.First.Said = right/math.Max(1, firsts), firsts/n
	f.Story.Precision, f.Story.Recall = pairs/math.Max(1, pairs+wrong), pairs/math.Max(1, all)
	f.BCubed.Precision, f.BCubed.Recall, f.BCubed.F = l.bCubed()
	return f
}

// judge gives nDCG, recall and average precision at 10 of a list, of whose
// entries right says which are of the story, with so many others in it.
func judge(right []bool, others int) (ndcg, recall, precision float64) {
	most := min(shown, others)
	var gain, ideal, found float64
	for k := range most {
		ideal += 1 / math.Log2(float64(k)+2)
	}
	for k, is := range right[:min(shown, len(right))] {
		if is {
			gain += 1 / math.Log2(float64(k)+2)
			found++
			precision += found / float64(k+1)
		}
	}
	return gain / ideal, found / float64(most), precision / float64(most)
}

// near is what the index finds near article i.
func (l *library) near(i int, floor float64) []related.Hit {
	q := related.Nearby(l.docs[i], related.Normal)
	q.Floor = floor
	return l.x.Near(q)
}

// pane is what is listed beside article i.
func (l *library) pane(i int, s related.Strictness) []feeds.Related {
	var near []related.Match
	for _, h := range l.near(i, s.Related) {
		near = append(near, related.Match{Subject: l.as[h.ID-1], Hit: h})
	}
	return l.x.Relate(l.as[i], near, s, shown, func(feeds.FeedID) related.Usual { return nil })
}

// bCubed compares the stories that formed with those of the labels (Bagga and
// Baldwin 1998): for each article, how many of those it was put with belong
// with it, and how many of those that belong were put with it.
func (l *library) bCubed() (precision, recall, f float64) {
	type pair struct {
		label string
		story feeds.StoryID
	}
	formed, labels, both := map[feeds.StoryID]float64{}, map[string]float64{}, map[pair]float64{}
	story := func(i int) feeds.StoryID {
		if s := l.docs[i].Story; s != 0 {
			return s
		}
		return feeds.StoryID(-i - 1) // alone
	}
	for i, a := range l.set {
		formed[story(i)]++
		labels[a.Story]++
		both[pair{a.Story, story(i)}]++
	}
	n := float64(len(l.set))
	for i, a := range l.set {
		same := both[pair{a.Story, story(i)}]
		precision += same / formed[story(i)] / n
		recall += same / labels[a.Story] / n
	}
	return precision, recall, 2 * precision * recall / math.Max(1e-9, precision+recall)
}
