package related

import "slices"

const (
	usualOf    = 8   // articles of a feed looked at
	usualLeast = 4   // fewer show nothing
	usualShare = .75 // of them that have a run of words
	usualRun   = 4   // words of a run; the ends of a text count as two each
	anEnd      = 1   // stands for them among the hashes of words
)

// Usual is what a feed writes whatever it reports ("The post … appeared first
// on …", "Continue reading"): the runs of words that most of its articles have,
// in order. They say nothing about an article and stay out of its signature.
type Usual []uint32

// UsualIn finds what is usual in a feed of which these are articles, the more
// recent the better; a few of them tell.
func UsualIn(articles []Text) Usual {
	if len(articles) < usualLeast {
		return nil
	}
	n := min(len(articles), usualOf)
	var all, one []uint32
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	for i := range n {
		d.begin(articles[i*len(articles)/n])
		one = one[:0]
		d.runs(func(run uint32, _, _ int) { one = append(one, run) })
		slices.Sort(one)
		all = append(all, slices.Compact(one)...)
	}
	slices.Sort(all)
	var out Usual
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j] == all[i] {
			j++
		}
		if float64(j-i) >= usualShare*float64(n) {
			out = append(out, all[i])
		}
		i = j
	}
	return out
}

// runs gives the runs of words of title and body, and the tokens each is made
// of.
func (d *draft) runs(yield func(run uint32, from, to int)) {
	for _, part := range [][2]int{{0, d.titled}, {d.titled, len(d.tokens)}} {
		from, to := part[0], part[1]
		for i := from - usualRun/2; i <= to-usualRun/2; i++ {
			h := uint64(0)
			for j := i; j < i+usualRun; j++ {
				word := uint64(anEnd)
				if j >= from && j < to {
					word = d.tokens[j].hash
				}
				h = (h ^ word) * 0x9e3779b97f4a7c15
				h ^= h >> 29
			}
			yield(uint32(h>>32), max(i, from), min(i+usualRun, to))
		}
	}
}

// dropUsual drops what the feed always writes.
func (d *draft) dropUsual() {
	if len(d.Usual) == 0 {
		return
	}
	d.runs(func(run uint32, from, to int) {
		if _, usual := slices.BinarySearch(d.Usual, run); usual {
			for i := from; i < to; i++ {
				d.tokens[i].dropped = true
			}
		}
	})
}
