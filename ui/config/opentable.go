package config

import (
	"fmt"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// openKinds are the kinds that [open] knows by one word; others are media
// types.
var openKinds = []string{"audio", "image", "pdf", "video"}

// openers turns [open] into programs: lists of words, or one text that is
// parted as a shell would.
func (r *reader) openers(table any) (out []feeds.Opener) {
	rows, ok := table.(map[string]any)
	if !ok && table != nil {
		r.value("open", "open has a value of the wrong kind", "a table: [open]")
	}
	for kind, value := range rows {
		name := "open." + kind
		words, ok := r.words(name, value)
		if !ok {
			continue
		}
		lower := strings.ToLower(kind)
		if !slices.Contains(openKinds, lower) && strings.Count(lower, "/") != 1 {
			want := `audio, video, image, pdf, or a media type such as "application/epub+zip"`
			if near := feeds.Nearest(lower, openKinds); near != "" {
				want += "; perhaps " + near
			}
			at := r.places["@"+name]
			r.add(at.line, at.col, fmt.Sprintf("%q is no kind of file", feeds.CleanLine(kind)), want)
			continue
		}
		o := feeds.Opener{Kind: lower}
		for _, w := range words {
			o.Argv = append(o.Argv, w.Text)
		}
		if _, text := value.(string); text && len(words) == 1 {
			argv, err := feeds.SplitWords(words[0].Text)
			if err != nil {
				r.value(name, "a quotation mark is not closed in it", `a list of words: ["mpv", "%u"]`)
				continue
			}
			o.Argv = argv
		}
		if len(o.Argv) > 0 {
			out = append(out, o)
		}
	}
	feeds.SortStable(out, func(a, b feeds.Opener) int { return strings.Compare(a.Kind, b.Kind) })
	return out
}
