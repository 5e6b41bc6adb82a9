package article

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Aloud are the lines in view as they are read out: without styles, and without
// those on which there is nothing to say.
func (p *Pane) Aloud() []string {
	var out []string
	for i := p.top; i < p.top+p.h && i < p.len(); i++ {
		if line := strings.TrimSpace(ansi.Strip(p.page.Lines[i])); line != "" {
			out = append(out, line)
		}
	}
	return out
}
