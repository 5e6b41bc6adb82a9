package ui

import (
	"strings"
	"testing"
)

func TestAReasonIsShownWholeOrByItsFirstClauses(t *testing.T) {
	why := "both name Ottilie and Maren; the same text in Harbour Post"
	tests := []struct {
		name string
		w    int
		want string
	}{
		{"room for all", 58, why},
		{"a clause too many goes", 57, "both name Ottilie and Maren"},
		{"the first clause just fits", 27, "both name Ottilie and Maren"},
		{"not even that", 26, ""},
		{"no room at all", -3, ""},
	}
	for _, tt := range tests {
		if got := clauses(why, tt.w); got != tt.want {
			t.Errorf("%s: clauses in %d cells = %q, want %q", tt.name, tt.w, got, tt.want)
		}
	}
}

func TestAReasonWithoutRoomBesideTheAgeTakesALineOfItsOwn(t *testing.T) {
	d := opened(t, 160, 44)
	d.m.near.rows[0].Reason = "both name inflation and the council"
	source := d.m.near.rows[0].Source
	if line, _ := d.row("both name inflation"); !strings.Contains(line, source+" · ") {
		t.Errorf("where there is room, the reason is not beside the age: %q", line)
	}
	d.size(100, 44)
	line, y := d.row("both name inflation")
	above := strings.Split(d.screen(), "\n")[y-3]
	if strings.Contains(line, source) || !strings.Contains(above, source+" · ") {
		t.Errorf("the reason is not below the excerpt's first line:\n%s", d.screen())
	}
}
