package feeds

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String writes the query such that ParseQuery reads the same one: the form in
// which it is stored, compared and shown.
func (q Query) String() string {
	text := ""
	if q.Where != nil {
		text = write(q.Where, false)
	}
	if q.Sort != SortDate {
		text = strings.TrimSpace(text + " sort:" + string(q.Sort))
	}
	return text
}

// WrittenOut is a query once its typing is over, for whoever keeps what
// LiveQuery found: as it was typed where ParseQuery finds the same in that, else
// with what was left open said, storm* for a storm that might have gone on.
func WrittenOut(text string) string {
	live, err := LiveQuery(text)
	text = strings.TrimSpace(text)
	if err != nil || live.Where == nil {
		return text
	}
	if q, err := ParseQuery(text); err == nil && q.String() == live.String() {
		return text
	}
	return live.String()
}

// write gives a condition's text, in brackets where they are needed: an or
// among others, and several under a not.
func write(n Node, within bool) string {
	switch n := n.(type) {
	case And:
		return bracket(each(n, true), " ", false)
	case Or:
		return bracket(each(n, false), " or ", within)
	case Not:
		switch inner := n.Node.(type) {
		case And, Or:
			return "-(" + write(inner, false) + ")"
		case Not:
			return "not " + write(inner, true)
		default:
			return "-" + write(inner, true)
		}
	case Words:
		return prefix(n.In) + n.quoted()
	case Pattern:
		return prefix(n.In) + "/" + strings.ReplaceAll(n.Source, "/", `\/`) + "/"
	case Is:
		return "is:" + n.State
	case Has:
		return "has:" + n.Thing
	case Age:
		return fmt.Sprintf("age:%s%d%s", n.Than, n.N, n.Unit)
	case Dates:
		if n.From == n.To {
			return "date:" + n.From
		}
		return "date:" + n.From + ".." + n.To
	case Length:
		return fmt.Sprintf("words:%s%d", n.Than, n.N)
	}
	return ""
}

func each(list []Node, within bool) []string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = write(n, within)
	}
	return out
}

func bracket(parts []string, with string, brackets bool) string {
	text := strings.Join(parts, with)
	if brackets {
		return "(" + text + ")"
	}
	return text
}

func prefix(in Field) string {
	if in == Anywhere {
		return ""
	}
	return string(in) + ":"
}

// quoted gives the text bare where that reads back as it is.
func (w Words) quoted() string {
	text := w.Text
	if !w.bare() {
		text = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	if w.Start {
		text += "*"
	}
	return text
}

func (w Words) bare() bool {
	first, _ := utf8.DecodeRuneInString(w.Text)
	if !unicode.IsLetter(first) && !unicode.IsNumber(first) {
		return false
	}
	signs := "._-+#&@'’"
	switch w.In {
	case FieldURL:
		signs += "/:?=%~,;"
	case FieldFolder:
		signs += "/"
	}
	for _, r := range w.Text {
		if !unicode.In(r, unicode.L, unicode.N, unicode.M) && !strings.ContainsRune(signs, r) {
			return false
		}
	}
	switch strings.ToLower(w.Text) {
	case "and", "or", "not":
		return w.In != Anywhere
	}
	return true
}
