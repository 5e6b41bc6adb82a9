package migrate

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// filter is a newsboat filter expression as a query; why says why it cannot be
// one. A query says all of it or nothing: half a condition finds other articles.
func (p *plan) filter(expression string) (query, why string) {
	f := &filter{plan: p, rest: expression}
	query = f.all(0)
	if f.rest = strings.TrimSpace(f.rest); f.rest != "" && f.why == "" {
		f.fail("%q is not understood", feeds.CleanLine(f.rest))
	}
	return query, f.why
}

type filter struct {
	plan *plan
	rest string
	why  string
}

// maxNested bounds brackets within each other.
const maxNested = 50

func (f *filter) fail(format string, args ...any) string {
	if f.why == "" {
		f.why = fmt.Sprintf(format, args...)
	}
	return ""
}

// all reads conditions up to the end or a closing bracket.
func (f *filter) all(depth int) string {
	var out []string
	for f.why == "" {
		out = append(out, f.one(depth))
		switch word := f.word(); word {
		case "and", "or":
			out = append(out, word)
		case "":
			return strings.Join(out, " ")
		default:
			f.fail("%q stands where “and” or “or” was expected", feeds.CleanLine(word))
		}
	}
	return ""
}

// word takes the next word of letters.
func (f *filter) word() string {
	f.rest = strings.TrimSpace(f.rest)
	i := 0
	for i < len(f.rest) && (f.rest[i] >= 'a' && f.rest[i] <= 'z' || f.rest[i] == '_') {
		i++
	}
	word := f.rest[:i]
	f.rest = f.rest[i:]
	return word
}

// one reads a condition, or several in brackets.
func (f *filter) one(depth int) string {
	f.rest = strings.TrimSpace(f.rest)
	if rest, ok := strings.CutPrefix(f.rest, "("); ok {
		if depth >= maxNested {
			return f.fail("its brackets lie too deep")
		}
		f.rest = rest
		inner := f.all(depth + 1)
		if rest, ok = strings.CutPrefix(strings.TrimSpace(f.rest), ")"); !ok {
			return f.fail("a bracket is not closed")
		}
		f.rest = rest
		return "(" + inner + ")"
	}
	what := f.word()
	if what == "" {
		return f.fail("a condition is missing")
	}
	return f.condition(what, f.operator(), f.value())
}

func (f *filter) operator() string {
	f.rest = strings.TrimSpace(f.rest)
	for _, op := range []string{"==", "=~", "!~", "!=", "!#", "<=", ">=", "between", "=", "<", ">", "#"} {
		if rest, ok := strings.CutPrefix(f.rest, op); ok {
			f.rest = rest
			if op == "==" {
				return "="
			}
			return op
		}
	}
	return f.fail("a comparison is missing")
}

// value reads text in quotes, a number or a range.
func (f *filter) value() string {
	f.rest = strings.TrimSpace(f.rest)
	if strings.HasPrefix(f.rest, `"`) {
		var v string
		v, f.rest = quotedWord(f.rest[1:])
		return v
	}
	i := 0
	for i < len(f.rest) && (f.rest[i] >= '0' && f.rest[i] <= '9' || f.rest[i] == ':' || f.rest[i] == '-') {
		i++
	}
	v := f.rest[:i]
	if f.rest = f.rest[i:]; v == "" {
		return f.fail("a value is missing")
	}
	return v
}

// fields are newsboat's attributes that are text of the same kind here.
var fields = map[string]string{"title": "title", "content": "body", "author": "author", "link": "url", "feedtitle": "feed"}

func (f *filter) condition(what, op, value string) string {
	not := ""
	if strings.HasPrefix(op, "!") {
		not = "not "
	}
	if field, ok := fields[what]; ok {
		return f.text(not, field, op, value)
	}
	switch what {
	case "unread":
		if (op == "=") == (value == "yes") {
			return "is:unread"
		}
		return "is:read"
	case "age":
		return f.age(op, value)
	case "tags":
		if op != "#" && op != "!#" && op != "=" && op != "!=" {
			break
		}
		tagged, _ := f.plan.tagged(folderName(value))
		if tagged == "" {
			return f.fail("no feed has the tag %q", feeds.CleanLine(value))
		}
		if strings.Contains(tagged, " or ") || not != "" {
			tagged = "(" + tagged + ")"
		}
		return not + tagged
	case "flags":
		if op == "#" || op == "!#" || op == "=" && len(value) == 1 {
			return not + "tag:" + quoted(flagTag(value))
		}
	case "enclosure_type":
		if op == "=~" && strings.HasPrefix(strings.TrimLeft(value, "^("), "audio") {
			return "has:audio"
		}
	}
	return f.fail("there is nothing like “%s %s” here", what, op)
}

// text is a condition on a text: newsboat's regular expressions hold in any
// case of letters, as they do here.
func (f *filter) text(not, field, op, value string) string {
	switch op {
	case "=~", "!~":
		if _, err := regexp.Compile(value); err != nil {
			return f.fail("the regular expression %q is of another kind", feeds.CleanLine(value))
		}
	case "=", "!=":
		value = "^" + regexp.QuoteMeta(value) + "$"
	case "#", "!#":
		value = `(^| )` + regexp.QuoteMeta(value) + `( |$)`
	default:
		return f.fail("“%s %s” compares text", field, op)
	}
	return not + field + ":/" + slashed(value) + "/"
}

// slashed is a regular expression as it stands between slashes.
func slashed(re string) string {
	var b strings.Builder
	for i := 0; i < len(re); i++ {
		switch {
		case re[i] == '\\' && i+1 < len(re):
			b.WriteByte('\\')
			i++
		case re[i] == '/':
			b.WriteByte('\\')
		}
		b.WriteByte(re[i])
	}
	return b.String()
}

// age is a condition on whole days.
func (f *filter) age(op, value string) string {
	first, last, isRange := strings.Cut(value, ":")
	from, err := strconv.Atoi(first)
	to, err2 := strconv.Atoi(last)
	if err != nil || isRange != (op == "between") || isRange && err2 != nil || from < 0 || from > 100000 || to > 100000 {
		return f.fail("%q is no age", feeds.CleanLine(value))
	}
	younger := func(n int) string { return fmt.Sprintf("age:<%dd", n) }
	older := func(n int) string { return fmt.Sprintf("age:>%dd", n) }
	switch op {
	case "<":
		return younger(from)
	case "<=":
		return younger(from + 1)
	case ">":
		return older(from + 1)
	case ">=":
		return older(from)
	case "=":
		to = from
	case "between":
	default:
		return f.fail("there is nothing like “age %s” here", op)
	}
	if from == 0 {
		return younger(to + 1)
	}
	return "(" + older(from) + " " + younger(to+1) + ")"
}

// flagTag is the tag of a bookmark that had a flag.
func flagTag(flag string) string { return "flag-" + feeds.CleanLine(flag) }

// FlagTags are the tags of what had these flags, a letter each.
func FlagTags(flags string) []string {
	var tags []string
	for _, c := range flags {
		tags = append(tags, flagTag(string(c)))
	}
	return tags
}
