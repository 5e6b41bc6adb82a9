package uitest_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// subscribed is one person's place with a paper that can publish more, later by
// the clock that ahead moves on.
func subscribed(t *testing.T) (p place, post *paper, later func()) {
	post = &paper{}
	server := httptest.NewServer(post)
	t.Cleanup(server.Close)
	p = place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/feed"))
	ahead := new(atomic.Int64)
	p.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	return p, post, func() {
		post.issue.Add(1)
		ahead.Add(int64(2 * time.Minute))
	}
}

// A search is live, shows where its words stand, says what is wrong with it, is
// gone through match by match, and becomes a view that counts what comes.
func TestASearchIsLiveAndBecomesAView(t *testing.T) {
	p, _, later := subscribed(t)
	j := p.start(t, 120, 36, false)
	j.WaitFor("40 unread")
	j.Keys("//report.17/") // no index answers it
	j.WaitFor("1 hit")
	j.WaitFor("Paragraph of report 17")
	j.Sync()
	if !j.Underlined("report 17") {
		t.Error("the words are not marked in the line below the hit")
	}
	j.CheckFrame()
	j.Keys("<esc>")
	j.WaitGone("1 hit")
	j.Keys("/titel:x")
	j.WaitFor("column 1: there is no field titel:")
	j.CheckFrame()
	j.Keys("<esc>")
	j.WaitGone("titel")
	j.Keys("/scroll words:>100 -title:40")
	j.WaitFor("39 hits")
	j.Keys("<enter><enter>")
	j.WaitFor("matches · n N")
	j.Keys("n")
	j.WaitFor("match 1 of 30")
	j.Keys("n")
	j.WaitFor("match 2 of 30")
	j.CheckFrame()
	j.Keys("q")
	j.WaitGone("esc back")
	j.Keys("<ctrl+s>")
	j.WaitFor("Save search")
	j.Keys("<enter><enter>")
	j.WaitFor("search saved")
	j.quit(t)

	j = p.start(t, 160, 44, false)
	counts := func(n string) func(string) bool {
		return func(screen string) bool {
			for row := range strings.Lines(screen) {
				if section, _, ok := strings.Cut(row, "│"); ok && strings.Contains(section, "scroll words") {
					return strings.HasSuffix(strings.TrimSpace(section), " "+n)
				}
			}
			return false
		}
	}
	j.WaitUntil(counts("38")) // one was read
	later()
	j.Keys("R")
	j.WaitUntil(counts("43"))
	j.CheckFrame()
	j.quit(t)
}

// Marking all leaves what comes since, and is undone after a restart, step by
// step with what was done before it.
func TestMarkingAllIsUndoneAfterARestartAndLeavesWhatCameSince(t *testing.T) {
	p, _, later := subscribed(t)
	j := p.start(t, 120, 36, false)
	j.WaitFor("40 unread")
	j.Keys("b")
	j.WaitFor("bookmarked · u undo")
	j.Keys("A")
	j.WaitFor("40 marked read · u undo")
	later()
	j.Keys("R")
	j.WaitFor("5 unread")
	j.quit(t)

	j = p.start(t, 80, 24, false)
	j.WaitFor("5 unread")
	j.Keys("u")
	j.WaitFor("undone: 40 marked read · U redo")
	j.WaitFor("45 unread")
	j.Keys("u")
	j.WaitFor("undone: bookmarked · U redo")
	j.Keys("2U")
	j.WaitFor("redone: 40 marked read · u undo")
	j.WaitFor("5 unread")
	j.CheckFrame()
	j.quit(t)
}
