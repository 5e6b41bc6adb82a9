package ui

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestATopicIsFollowedFromAnArticleItsViewAndItsRow(t *testing.T) {
	d := opened(t, 160, 44)
	d.fake.articles[0].Article.Authors = []string{"Anna Weber"}
	d.send(eventMsg{feeds.ArticlesChanged{}})
	d.keys("F")
	d.expect("what can be followed", "Follow", "#rates", "#ecb", "by Anna Weber")
	d.typed("anna")
	d.keys("enter")
	d.expect("the author among the sections, with a count", "FOLLOWED", "by Anna Weber", "following by Anna Weber")
	d.run(d.m.goToView(feeds.View{Kind: feeds.ViewTopic, Topic: "rates"}))
	d.keys("F")
	d.expect("the topic of the view", "#rates")
	if len(d.fake.followed) != 2 {
		t.Errorf("followed are %v", d.fake.followed)
	}
	d.keys("F")
	if len(d.fake.followed) != 1 {
		t.Errorf("F in a followed topic's view did not end it: %v", d.fake.followed)
	}
	d.keys("s")
	d.m.side.list.Select(sectionKey{kind: feeds.ViewTopic, topic: feeds.AuthorTopic("Anna Weber")})
	d.keys("F")
	if len(d.fake.followed) != 0 || strings.Contains(d.screen(), "FOLLOWED") {
		t.Errorf("F on its row did not end it: %v\n%s", d.fake.followed, d.screen())
	}
}

func TestAnArticleOfOneTopicIsFollowedAtOnceAndOneOfNoneSaysSo(t *testing.T) {
	d := opened(t, 120, 36)
	d.fake.articles[2].Article.Authors = nil
	d.send(eventMsg{feeds.ArticlesChanged{}})
	d.keys("j", "j", "F")
	if len(d.fake.followed) != 1 || d.fake.followed[0].Topic != "privacy" {
		t.Errorf("followed are %v", d.fake.followed)
	}
	d.fake.articles[0].Article.Topics, d.fake.articles[0].Article.Authors = nil, nil
	d.send(eventMsg{feeds.ArticlesChanged{}})
	d.keys("g", "g", "F")
	d.expect("why not", "names neither topic nor author")
}

func TestAFollowedTopicIsAPlaceToJumpTo(t *testing.T) {
	d := opened(t, 120, 36)
	d.fake.followed = []feeds.Followed{{Topic: "volcano", Unread: 3}}
	d.send(eventMsg{feeds.FeedsChanged{}})
	d.keys("'")
	d.typed("volc")
	d.expect("the topic with its count", "#volcano", "3")
	d.keys("enter")
	if v := d.m.heads.view; v.Kind != feeds.ViewTopic || v.Topic != "volcano" {
		t.Errorf("the view is %+v", v)
	}
}

func TestANameThatRisesIsASectionThatShowsItsArticles(t *testing.T) {
	d := opened(t, 160, 44)
	d.fake.rising = []feeds.Rising{{Name: "Storm Iris", Articles: 2, Papers: 2}}
	d.send(eventMsg{feeds.ArticlesChanged{}})
	d.expect("the name among the sections", "RISING TODAY", "↑ Storm Iris")
	d.keys("s")
	for range 10 {
		if k, _ := d.m.side.list.Selected(); k.rising == "Storm Iris" {
			break
		}
		d.keys("j")
	}
	if k, _ := d.m.side.list.Selected(); k.rising != "Storm Iris" {
		t.Fatalf("the cursor passed the name: %+v", k)
	}
	if v := d.m.heads.view; v.Kind != feeds.ViewTopic || v.Topic != "Storm Iris" {
		t.Errorf("its view is %+v", v)
	}
	if title, _ := d.m.paneTitle(paneHeadlines); title != "#Storm Iris" {
		t.Errorf("the pane is called %q", title)
	}
}
