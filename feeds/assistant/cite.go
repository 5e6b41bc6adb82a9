package assistant

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// Models write the number of a source in the brackets they were asked for, and
// in others: [2], [1, 3], 【2】, [article 2], (article 2).
var (
	cited = regexp.MustCompile(`(?i)\s*(?:[\[【]\s*(?:(?:article|source|sources|articles)\s*)?\d{1,3}(?:\s*[,;&]\s*\d{1,3})*\s*(?:†[^\]】]*)?[\]】]|\(\s*(?:article|source|articles|sources)\s+\d{1,3}(?:\s*[,;&]\s*\d{1,3})*\s*\))`)
	// late is one behind the mark that ends its sentence: it belongs before that.
	late   = regexp.MustCompile(`([.!?…。！？؟।]+["'”’»)]*)((?:` + cited.String() + `)+)`)
	number = regexp.MustCompile(`\d+`)
	// listed begins a line of a list, which was not asked for.
	listed = regexp.MustCompile(`^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+)`)
)

// Cite parts an answer into sentences by the function it is given, and takes
// from each the numbers it names, from 1 to n. What is no number of an article
// that was sent is dropped: such a sentence has no source.
func Cite(text string, n int, sentences func(text string) []string) []feeds.AssistantSentence {
	var out []feeds.AssistantSentence
	for l := range strings.Lines(text) {
		l = strings.ReplaceAll(listed.ReplaceAllString(l, ""), "**", "")
		l = late.ReplaceAllString(l, "$2$1")
		for _, s := range sentences(l) {
			said := feeds.AssistantSentence{Text: feeds.CleanLine(cited.ReplaceAllString(s, ""))}
			for _, names := range cited.FindAllString(s, -1) {
				names, _, _ = strings.Cut(names, "†")
				for _, digits := range number.FindAllString(names, -1) {
					if i, err := strconv.Atoi(digits); err == nil && i >= 1 && i <= n && !slices.Contains(said.Sources, i) {
						said.Sources = append(said.Sources, i)
					}
				}
			}
			if strings.Trim(said.Text, ".!?…。 ") == "" { // numbers alone, on a line of their own
				if last := len(out) - 1; last >= 0 && len(out[last].Sources) == 0 {
					out[last].Sources = said.Sources
				}
				continue
			}
			out = append(out, said)
		}
	}
	return out
}
