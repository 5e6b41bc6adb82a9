package article

import (
	"sort"
)

// Targets are what can be followed in the lines in view, in reading order;
// each once, though it runs over two lines.
func (p *Pane) Targets() []Target {
	var out []Target
	for _, s := range p.spots() {
		out = append(out, p.page.targets[s.target])
	}
	return out
}

func (p *Pane) spots() []spot {
	if p.page == nil {
		return nil
	}
	all := p.page.spots
	i := sort.Search(len(all), func(i int) bool { return all[i].line >= p.top })
	var out []spot
	for ; i < len(all) && all[i].line < p.top+p.h; i++ {
		if n := len(out); n == 0 || out[n-1].target != all[i].target {
			out = append(out, all[i])
		}
	}
	return out
}

// TargetAt is the target that stands at a cell of the pane, false for none.
func (p *Pane) TargetAt(x, y int) (Target, bool) {
	if p.page == nil || y < 0 || y >= p.h {
		return Target{}, false
	}
	all := p.page.spots
	x -= p.margin()
	i := sort.Search(len(all), func(i int) bool { return all[i].line >= p.top+y })
	for ; i < len(all) && all[i].line == p.top+y; i++ {
		if s := all[i]; x >= s.column && x < s.column+s.width {
			return p.page.targets[s.target], true
		}
	}
	return Target{}, false
}

// SetLabels draws letters over the targets in view, as Targets has them, and
// the one at a place as that at hand; nil takes them away.
func (p *Pane) SetLabels(labels []string, now int) { p.labels, p.labelled = labels, now }

// maxTrail bounds the jumps that can be taken back.
const maxTrail = 100

// Jump goes to a place in the text: a footnote, or back from it, or what a
// link leads to; false when it leads nowhere.
func (p *Pane) Jump(t Target) bool {
	if p.page == nil || !t.Within() {
		return false
	}
	line := p.page.jump(t)
	if line < 0 {
		return false
	}
	p.trail = append(p.trail[max(0, len(p.trail)-maxTrail+1):], p.Place())
	p.top = line
	if t.Back {
		p.top -= p.h / 3 // with what was read before it
	}
	p.clamp()
	return true
}

// Return goes back to where the last jump began; false when there was none.
func (p *Pane) Return() bool {
	n := len(p.trail)
	if n == 0 {
		return false
	}
	p.SetPlace(p.trail[n-1])
	p.trail = p.trail[:n-1]
	return true
}

// Numbers is how many numbers of links there are: those that lead away, then
// those of places in the text.
func (p *Page) Numbers() int { return len(p.Links) + p.jumps }

// Numbered is what a number stands for, false for none.
func (p *Page) Numbered(n int) (Target, bool) {
	switch {
	case n < 1 || n > p.Numbers():
		return Target{}, false
	case n <= len(p.Links):
		return Target{Link: n, Text: p.Links[n-1].Text}, true
	}
	return Target{Link: n, Jump: n - len(p.Links)}, true
}

// URL is the address of a target, "" for none.
func (p *Page) URL(t Target) string {
	if t.Link > 0 && t.Link <= len(p.Links) {
		return p.Links[t.Link-1].URL
	}
	return t.URL
}

// Wide says whether a line in view goes on to the right.
func (p *Pane) Wide() bool { return p.widest() > 0 }

// Side moves wide lines by n cells.
func (p *Pane) Side(n int) { p.side = max(0, min(p.side+n, p.widest())) }

// widest is how far the lines in view can be moved.
func (p *Pane) widest() int {
	most := 0
	for n := p.top; n < min(p.top+p.h, p.len()); n++ {
		if w, ok := p.page.wides[n]; ok {
			most = max(most, w.width-w.room+1)
		}
	}
	return most
}
