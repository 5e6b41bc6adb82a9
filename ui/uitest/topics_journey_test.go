package uitest_test

import (
	"regexp"
	"strings"
	"testing"
)

var opens = regexp.MustCompile(`↵ opens (#\S+)`)

func TestATopicIsOpenedByItsChipFollowedAndCounted(t *testing.T) {
	j := sampled(t, 120, 60)
	j.Resize(160, 44)
	j.Keys("gt")
	j.WaitUntil(func(screen string) bool {
		return strings.Contains(screen, "50 unread") && strings.Contains(selected(screen), "●")
	})
	j.Sync()
	j.Keys("f\t")
	j.WaitFor("↵ opens #")
	j.CheckFrame()
	found := opens.FindStringSubmatch(j.Screen())
	if found == nil {
		t.Fatalf("no topic is at hand:\n%s", j.Screen())
	}
	topic := found[1]
	j.Keys("\r")
	j.WaitUntil(func(screen string) bool {
		return strings.Contains(screen, "│ "+topic+" ") && !strings.Contains(screen, "↵ opens")
	})
	j.CheckFrame()
	j.Keys("F")
	j.WaitFor("following " + topic)
	count := regexp.MustCompile(`FOLLOWED[^\n]*\n\s*` + regexp.QuoteMeta(topic) + `\s+(\d+)`)
	j.WaitUntil(count.MatchString)
	before := count.FindStringSubmatch(j.Screen())[1]
	j.Keys("m")
	j.WaitUntil(func(screen string) bool {
		now := count.FindStringSubmatch(screen)
		return now == nil || now[1] != before
	})
	j.Keys("u")
	j.WaitUntil(func(screen string) bool {
		now := count.FindStringSubmatch(screen)
		return now != nil && now[1] == before
	})
	j.Keys("u")
	j.WaitGone("FOLLOWED")
	j.quitFrom(t)
}

func TestANameThatRisesHasAViewAndStandsOnItsArticles(t *testing.T) {
	j := sampled(t, 120, 60)
	j.Resize(160, 44)
	j.WaitFor("↑ Storm Ottilie")
	j.Keys("s")
	for range 12 {
		j.Keys("j")
		j.Sync()
		if strings.Contains(j.Screen(), "│ #Storm Ottilie ") {
			break
		}
	}
	j.WaitFor("│ #Storm Ottilie ")
	j.Keys("\r")
	j.WaitUntil(func(screen string) bool { return strings.Count(screen, "Ottilie") > 5 })
	j.CheckFrame()
	j.Keys("F")
	j.WaitFor("following #Storm Ottilie")
	j.quitFrom(t)
}

func TestASummaryOfAnArticleAndOfItsStoryIsShown(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {46, 18}} {
		j := sampled(t, 120, 60)
		j.Resize(160, 44)
		j.Keys("gf")
		j.WaitFor("5 papers")
		j.Resize(size[0], size[1])
		j.Keys("p")
		j.WaitFor("Summary of the article")
		j.CheckFrame()
		j.Keys("G")
		j.WaitFor("Extracted:")
		j.Keys("s")
		j.WaitFor("Summary of the story")
		j.WaitGone("Extracted: sentences of the article")
		j.WaitFor("Field & Orbit") // the sentences are there, to be scrolled to their end
		j.Keys("G")
		j.WaitFor("5 reports")
		j.CheckFrame()
		j.Keys("\x1b")
		j.WaitGone("Summary of")
		j.quitFrom(t)
	}
}
