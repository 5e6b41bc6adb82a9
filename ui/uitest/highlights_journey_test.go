package uitest_test

import (
	"fmt"
	"testing"
)

// A highlight is kept with its article, taken back and put back with it, and
// there when the bookmark opens after a restart, at another size.
func TestAHighlightOutlivesTheProgram(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/post"))
	for _, size := range [][2]int{{120, 36}, {80, 24}, {46, 18}} {
		j := p.start(t, size[0], size[1], false)
		if size[0] == 120 {
			j.WaitFor("6 unread")
			j.WaitFor("Harbour Post number 1") // its row may come after the count
			j.Keys("<enter>")
			j.WaitFor("esc back")
			j.WaitFor("%")
			j.Keys("H")
			j.WaitFor("with a note")
			j.CheckFrame()
			j.Keys("<enter>")
			j.WaitFor("highlighted")
			j.WaitFor("1 highlight ")
			j.Keys("u")
			j.WaitFor("undone: highlighted")
			j.WaitGone("1 highlight ")
			j.Keys("U")
			j.WaitFor("redone: highlighted")
			j.WaitFor("1 highlight ")
		} else {
			j.Keys("gb")
			j.WaitFor("saved")
			j.Keys("<enter>")
			j.WaitFor("%")
			j.Keys("}")
			j.WaitFor("highlight")
		}
		j.CheckFrame()
		j.quit(t)
	}
}
