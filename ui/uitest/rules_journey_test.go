package uitest_test

import (
	"fmt"
	"testing"
)

// A rule is made from an article, hides its like, says so where those are
// found, lives over a restart, and goes by undo.
func TestARuleMutesSaysSoAndIsUndoneAfterARestart(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/post"))
	j := p.start(t, 120, 40, false)
	j.WaitFor("6 unread")
	j.Keys("gaM")
	j.WaitFor("New rule")
	j.WaitFor("would hide")
	j.CheckFrame()
	j.Keys("\x1b")
	j.WaitGone("New rule")

	j.Keys("gr") // one of its own
	j.WaitFor("There is no rule yet")
	j.Keys("a")
	j.WaitFor("New rule")
	j.Keys("words:>=0")
	j.WaitFor("would hide 6 of the last 30 days")
	j.Keys("\r")
	j.WaitFor("6 articles hidden")
	j.WaitFor("hides 6")
	j.Keys("\x1b")
	j.WaitFor("0 unread")
	j.CheckFrame()
	j.quit(t)

	j = p.start(t, 80, 24, false)
	j.Keys("/is:muted\r")
	j.WaitFor("hidden by words:>=0")
	j.CheckFrame()
	j.Keys("\r")
	j.WaitFor("Hidden by rule “words:>=0”.")
	j.CheckFrame()
	j.Keys("M")
	j.WaitFor("shows 6 articles")
	j.Keys("\r")
	j.WaitFor("rule removed: words:>=0")
	j.Keys("\x1b\x1b")
	j.Sync()
	j.Keys("gu")
	j.WaitFor("5 unread") // it was opened, so it is read
	j.Keys("u")
	j.WaitFor("undone: rule removed: words:>=0")
	j.WaitFor("0 unread")
	j.Keys("uu") // that it was read, and the rule itself
	j.WaitFor("undone: rule made: words:>=0")
	j.WaitFor("6 unread")
	j.CheckFrame()
	j.quitFrom(t)
}
