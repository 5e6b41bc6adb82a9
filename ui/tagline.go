package ui

import (
	"strings"

	"broadsheet/feeds"
)

// A line of tags, as people type it: parted by commas, or by spaces where
// there is no comma; a leading # is theirs to type. A tag that has such a sign
// of its own stands in quotation marks, those within it twice.

// tagPart is one tag's place in a line, in characters: as it was typed.
type tagPart struct{ from, to int }

// tagParts parts a line.
func tagParts(line []rune) []tagPart {
	commas, spaces := cutOutside(line, ','), cutOutside(line, ' ')
	if len(commas) > 1 {
		return commas
	}
	return spaces
}

// cutOutside cuts a line at a sign where no quotation mark is open. One opens
// only where a tag begins: an inch is no quotation.
func cutOutside(line []rune, at rune) (parts []tagPart) {
	from, quoted, begun := 0, false, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quoted && c == '"' && i+1 < len(line) && line[i+1] == '"':
			i++
		case c == '"' && (quoted || !begun):
			quoted, begun = !quoted, true
		case c == at && !quoted:
			parts = append(parts, tagPart{from, i})
			from, begun = i+1, false
		case c != ' ' && !quoted:
			begun = begun || c != '#'
		}
	}
	return append(parts, tagPart{from, len(line)})
}

// tagOf is the tag that was typed as s, "" for none.
func tagOf(s string) string {
	s = strings.TrimLeft(strings.TrimSpace(s), "#")
	if rest, ok := strings.CutPrefix(s, `"`); ok {
		s = strings.ReplaceAll(strings.TrimSuffix(rest, `"`), `""`, `"`)
	}
	return feeds.CleanLine(s)
}

// splitTags reads a line of tags; none is in it twice.
func splitTags(s string) []string {
	line := []rune(s)
	var tags []string
	seen := map[string]bool{}
	for _, p := range tagParts(line) {
		if t := tagOf(string(line[p.from:p.to])); t != "" && !seen[t] {
			seen[t] = true
			tags = append(tags, t)
		}
	}
	return tags
}

// tagLine is the line that splitTags reads as tags, with room for one more.
func tagLine(tags []string) string {
	var b strings.Builder
	for _, t := range tags {
		if strings.Contains(t, ",") || strings.HasPrefix(t, "#") || strings.HasPrefix(t, `"`) {
			t = `"` + strings.ReplaceAll(t, `"`, `""`) + `"`
		}
		b.WriteString(t + ", ")
	}
	return b.String()
}
