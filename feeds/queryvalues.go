package feeds

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// value reads what stands after is:, has:, age:, date:, words: or sort:. The
// condition begins at byte at.
func (p *queryParser) value(name string, at int) Node {
	v := strings.ToLower(p.word(Anywhere))
	if v == "" && !(p.live && p.at == len(p.in)) {
		p.wrong(at, "nothing stands after %s:; expected %s", name, wanted[name])
		return nil
	}
	typing := p.live && p.at == len(p.in)
	if !p.term(at) {
		return nil
	}
	var node Node
	switch name {
	case "is":
		node = oneOf(v, states, func(v string) Node { return Is{v} })
	case "has":
		node = oneOf(v, things, func(v string) Node { return Has{v} })
	case "age":
		node = age(v)
	case "date":
		node = p.dates(v, at, typing)
	case "words":
		node = length(v)
	case "sort":
		if p.sortBy(v, at) {
			return nil
		}
	}
	if node == nil && !(typing && unfinished(name, v)) {
		p.wrong(at, "%s:%s is not known; %s", name, CleanLine(v), expected(name, v))
	}
	return node
}

// wanted says for each of these fields what it takes.
var wanted = map[string]string{
	"is":    "one of " + strings.Join(states, ", "),
	"has":   "one of " + strings.Join(things, ", "),
	"age":   "an age such as <2d or >1w, in min, h, d, w, mo or y",
	"date":  "a day, month or year such as 2026-11-10, 2026-11.., ..2026, today or yesterday",
	"words": "a number of words such as >800 or <=300",
	"sort":  "one of " + strings.Join(sorts, ", "),
}

// listed are the values of the fields that have a few.
var listed = map[string][]string{"is": states, "has": things, "sort": sorts}

func expected(name, v string) string {
	if near := nearest(v, listed[name]); near != "" {
		return "did you mean " + name + ":" + near + "?"
	}
	return "expected " + wanted[name]
}

// unfinished says whether v may become a value of the field as it is typed on.
func unfinished(name, v string) bool {
	if list, ok := listed[name]; ok {
		return slices.ContainsFunc(list, func(known string) bool { return strings.HasPrefix(known, v) })
	}
	return strings.Trim(v, begun[name]) == ""
}

// begun has the characters of the other fields' values.
var begun = map[string]string{"age": "<>0123456789min", "date": "0123456789-.todayesr", "words": "<>=0123456789"}

func oneOf(v string, known []string, node func(string) Node) Node {
	if slices.Contains(known, v) {
		return node(v)
	}
	return nil
}

// sortBy takes the order of the whole query, which stands once and by itself.
func (p *queryParser) sortBy(v string, at int) bool {
	if !slices.Contains(sorts, v) {
		return false
	}
	switch {
	case p.depth > 0 || p.negated > 0:
		p.wrong(at, "sort: is for the whole query; it stands outside of brackets and not")
	case p.sort != nil:
		p.wrong(at, "sort: stands twice; one order is enough")
	}
	by := Sort(v)
	if v == "date" {
		by = SortDate
	}
	p.sort = &by
	return true
}

// number reads a whole number without a sign, of at most six digits.
func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) <= 6 && s[0] >= '0' && s[0] <= '9'
}

func age(v string) Node {
	a := Age{Than: "<"}
	if v != "" && (v[0] == '<' || v[0] == '>') {
		a.Than, v = v[:1], v[1:]
	}
	digits := strings.TrimRight(v, "abcdefghijklmnopqrstuvwxyz")
	a.Unit = v[len(digits):]
	var ok bool
	if a.N, ok = number(digits); !ok || a.N == 0 || ages[a.Unit] == 0 {
		return nil
	}
	return a
}

func length(v string) Node {
	digits := strings.TrimLeft(v, "<>=")
	l := Length{Than: v[:len(v)-len(digits)]}
	var ok bool
	if l.N, ok = number(digits); !ok || !slices.Contains([]string{"<", "<=", "=", ">=", ">"}, l.Than) {
		return nil
	}
	return l
}

func (p *queryParser) dates(v string, at int, typing bool) Node {
	from, to, span := strings.Cut(v, "..")
	if !span {
		to = from
	}
	for _, day := range []string{from, to} {
		if day != "" && !isDay(day) {
			return nil
		}
	}
	if from == "" && to == "" {
		return nil
	}
	if from != "" && to != "" && from[0] < 'a' && to[0] < 'a' {
		begin, _ := daySpan(from, time.Time{})
		if _, end := daySpan(to, time.Time{}); !begin.Before(end) && !typing {
			p.wrong(at, "date:%s ends before it begins", v)
		}
	}
	return Dates{from, to}
}

func isDay(s string) bool {
	if s == "today" || s == "yesterday" {
		return true
	}
	layout, ok := dayLayouts[len(s)]
	if !ok {
		return false
	}
	t, err := time.Parse(layout, s)
	return err == nil && t.Year() >= 1
}

var dayLayouts = map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}

// daySpan is the time from the beginning of a day, month or year to its end,
// where now is.
func daySpan(s string, now time.Time) (from, to time.Time) {
	y, m, d := now.Date()
	midnight := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, now.Location()) }
	switch s {
	case "today":
		return midnight(y, m, d), midnight(y, m, d+1)
	case "yesterday":
		return midnight(y, m, d-1), midnight(y, m, d)
	}
	t, err := time.Parse(dayLayouts[len(s)], s)
	if err != nil {
		return time.Time{}, time.Time{}
	}
	y, m, d = t.Date()
	switch len(s) {
	case 4:
		return midnight(y, 1, 1), midnight(y+1, 1, 1)
	case 7:
		return midnight(y, m, 1), midnight(y, m+1, 1)
	}
	return midnight(y, m, d), midnight(y, m, d+1)
}

// otherNames are what fields are called elsewhere.
var otherNames = map[string]string{
	"source": "feed:", "from": "feed:", "site": "feed:", "text": "body:", "content": "body:", "by": "author:", "writer": "author:",
	"in": "folder:", "section": "folder:", "category": "topic:", "hashtag": "topic:", "label": "tag:", "tags": "tag:",
	"language": "lang:", "link": "url:", "domain": "url:", "intitle": "title:", "subject": "title:", "comment": "note:",
	"before": "date:..2026-11-10", "until": "date:..2026-11-10", "after": "date:2026-11-10..", "since": "date:2026-11-10..",
	"newer": "age:<2d", "older": "age:>2d", "order": "sort:", "length": "words:", "state": "is:",
}

// nearField is the field that name was probably meant to be, with its colon;
// "" for none.
func nearField(name string) string {
	name = strings.ToLower(name)
	if other := otherNames[name]; other != "" {
		return other
	}
	known := []string{"is", "has", "age", "date", "words", "sort"}
	for _, f := range textFields {
		known = append(known, string(f))
	}
	if near := nearest(name, known); near != "" {
		return near + ":"
	}
	return ""
}

// nearest is the known word that v was probably meant to be, or begins, ""
// for none.
func nearest(v string, known []string) string {
	if len(v) > 2 {
		for _, k := range known {
			if strings.HasPrefix(k, v) {
				return k
			}
		}
	}
	if near := Nearest(v, known); distance(v, near) < min(3, len(v)) { // the lists are short: three letters are another word
		return near
	}
	return ""
}
