package parse

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// parseDate reads a date as feeds write it, by tokens rather than layouts: RFC
// 822 and RFC 3339 in all their misspellings, months in twelve and more
// languages, Unix seconds and milliseconds. Without a zone it is UTC; numbers
// alone are day first; ok is false for what is no date, is impossible (31
// February), or is the zero of some clock (1970-01-01 00:00).
func parseDate(s string) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 200 {
		return t, false
	}
	if t, ok = unixDate(s); !ok {
		var d dateParts
		if !d.read(s) {
			return time.Time{}, false
		}
		if t, ok = d.time(); !ok {
			return time.Time{}, false
		}
	}
	if t.Unix() == 0 || t.Year() < 1900 || t.Year() > 2200 {
		return time.Time{}, false
	}
	return t, true
}

// unixDate reads seconds, milliseconds or microseconds since 1970.
func unixDate(s string) (time.Time, bool) {
	if len(s) < 9 || len(s) > 16 || strings.Trim(s, "0123456789") != "" {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return time.Time{}, false
	case len(s) <= 10:
		return time.Unix(n, 0).UTC(), true
	case len(s) == 13:
		return time.UnixMilli(n).UTC(), true
	case len(s) == 16:
		return time.UnixMicro(n).UTC(), true
	}
	return time.Time{}, false
}

// dateParts collects what the tokens of a date say.
type dateParts struct {
	year, month, day    int // month 0 and day 0: not seen
	hour, min, sec      int
	nanos               int
	hasYear, hasClock   bool
	numericMonth        bool
	afternoon, forenoon bool
	offset              int // seconds east
	hasZone             bool
	american            bool // "ET": the offset depends on the date
}

// token is a run of digits, a run of letters, or one other character.
type token struct {
	text string
	kind byte // '0' digits, 'a' letters, else the character itself
}

func tokens(s string) []token {
	var out []token
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		n, kind := size, byte('?')
		switch {
		case r >= '0' && r <= '9':
			kind, n = '0', span(s, func(r rune) bool { return r >= '0' && r <= '9' })
		case r == '年' || r == '月':
			kind = '-'
		case r == '日' || unicode.IsSpace(r) || r == '\u200b':
			kind = ' '
		case r == '時' || r == '时' || r == '分':
			kind = ':'
		case r == '\u2212' || r == '\u2013':
			kind = '-'
		case unicode.IsLetter(r):
			kind, n = 'a', span(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) })
		case r < utf8.RuneSelf:
			kind = byte(r)
		}
		out = append(out, token{s[:n], kind})
		s = s[n:]
	}
	return out
}

func span(s string, in func(rune) bool) int {
	for i, r := range s {
		if !in(r) {
			return i
		}
	}
	return len(s)
}

// read goes through the tokens once. It is false for what cannot be a date.
func (d *dateParts) read(s string) bool {
	ts := tokens(s)
	if len(ts) > 60 {
		return false
	}
	for i := 0; i < len(ts); {
		n := 1
		switch ts[i].kind {
		case '0':
			if n = d.number(ts[i:]); n == 0 {
				return false
			}
		case 'a':
			n = d.word(ts[i:])
		case '+', '-':
			n = d.sign(ts[i:])
		}
		i += n
	}
	return true
}

// number reads a clock, a date in numbers, a day or a year, and gives the
// number of tokens it took, 0 for nonsense.
func (d *dateParts) number(ts []token) int {
	text := ts[0].text
	at := func(i int, kind byte) bool { return i < len(ts) && ts[i].kind == kind }
	switch {
	case at(1, ':') && at(2, '0') && !d.hasClock:
		return d.clock(ts)
	case d.hasDate() && !d.hasClock && len(text) <= 2 && isHalfDay(ts):
		d.hour, d.hasClock = atoi(text), true
		return 1
	case len(text) == 14, len(text) == 8 && !d.hasYear && d.month == 0: // 20180106T080000
		d.year, d.month, d.day, d.hasYear, d.numericMonth = atoi(text[:4]), atoi(text[4:6]), atoi(text[6:8]), true, true
		if len(text) == 14 {
			d.hour, d.min, d.sec, d.hasClock = atoi(text[8:10]), atoi(text[10:12]), atoi(text[12:]), true
		}
		return 1
	case (len(text) == 6 || len(text) == 4) && d.numericMonth && d.hasDate() && !d.hasClock: // …T0800
		d.hour, d.min, d.hasClock = atoi(text[:2]), atoi(text[2:4]), true
		if len(text) == 6 {
			d.sec = atoi(text[4:])
		}
		return 1
	case len(ts) > 2 && isDateSign(ts[1].kind) && at(2, '0') && d.month == 0 && !d.hasYear:
		return d.numeric(ts)
	case len(text) == 4 && !d.hasYear:
		d.year, d.hasYear = atoi(text), true
	case len(text) <= 2 && d.day == 0:
		d.day = atoi(text)
	case len(text) == 2 && !d.hasYear:
		d.setYear(text)
	case len(text) == 3 && !d.hasYear && text[0] == '1': // a Perl year: 104 is 2004
		d.year, d.hasYear = 1900+atoi(text), true
	case len(text) > 5:
		return 0
	}
	return 1
}

func isDateSign(kind byte) bool { return kind == '/' || kind == '-' || kind == '.' }

func isHalfDay(ts []token) bool {
	for _, t := range ts[1:min(len(ts), 3)] {
		if w := strings.ToLower(t.text); w == "am" || w == "pm" {
			return true
		}
	}
	return false
}

func (d *dateParts) hasDate() bool { return d.hasYear && d.month > 0 && d.day > 0 }

func (d *dateParts) setYear(text string) {
	d.year, d.hasYear = atoi(text), true
	if len(text) == 2 {
		if d.year += 1900; d.year < 1970 {
			d.year += 100
		}
	}
}

// numeric reads 2018-01-06, 2003-12, 2020/1/10, 06.01.2018, 1/31/24: year
// first when it has four digits, else day first unless that cannot be.
func (d *dateParts) numeric(ts []token) int {
	n := 3
	parts := []string{ts[0].text, ts[2].text}
	if len(ts) > 4 && ts[3].kind == ts[1].kind && ts[4].kind == '0' {
		parts, n = append(parts, ts[4].text), 5
	}
	switch {
	case len(parts[0]) == 4:
		d.year, d.month, d.day, d.hasYear = atoi(parts[0]), atoi(parts[1]), 1, true
		if len(parts) == 3 {
			d.day = atoi(parts[2])
		}
	case len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2:
		d.day, d.month = atoi(parts[0]), atoi(parts[1])
		if d.month > 12 {
			d.day, d.month = d.month, d.day
		}
		d.setYear(parts[2])
	case d.day == 0 && len(parts) == 2 && len(parts[0]) <= 2: // 24-2018 and the like
		d.day = atoi(parts[0])
		return 1
	default:
		return 1
	}
	d.numericMonth = true
	return n
}

// clock reads 8:56, 12:35:9, 04:00:00.123 and hands on what follows.
func (d *dateParts) clock(ts []token) int {
	d.hour, d.min, d.hasClock = atoi(ts[0].text), atoi(ts[2].text), true
	n := 3
	if len(ts) > n+1 && ts[n].kind == ':' && ts[n+1].kind == '0' {
		d.sec = atoi(ts[n+1].text)
		n += 2
		if len(ts) > n+1 && (ts[n].kind == '.' || ts[n].kind == ',') && ts[n+1].kind == '0' {
			digits := (ts[n+1].text + "000000000")[:9]
			d.nanos = atoi(digits)
			n += 2
		}
	}
	return n
}

// sign reads an offset behind a clock: +0530, +05:30, -3; elsewhere "+" and
// "-" part the tokens.
func (d *dateParts) sign(ts []token) int {
	if !d.hasClock || len(ts) < 2 || ts[1].kind != '0' || d.hasZone && d.offset != 0 {
		return 1
	}
	text, n, hours, minutes := ts[1].text, 2, 0, 0
	switch len(text) {
	case 1, 2:
		hours = atoi(text)
		if len(ts) > 3 && ts[2].kind == ':' && ts[3].kind == '0' {
			minutes, n = atoi(ts[3].text), 4
		}
	case 3:
		hours, minutes = atoi(text[:1]), atoi(text[1:])
	case 4:
		hours, minutes = atoi(text[:2]), atoi(text[2:])
	default:
		return 1
	}
	if hours > 15 || minutes > 59 {
		return n
	}
	d.offset, d.hasZone, d.american = hours*3600+minutes*60, true, false
	if ts[0].kind == '-' {
		d.offset = -d.offset
	}
	return n
}

// word reads a month, a zone or half of the day; weekdays and all else say
// nothing.
func (d *dateParts) word(ts []token) int {
	w := strings.ToLower(ts[0].text)
	switch {
	case w == "am" && d.hasClock:
		d.forenoon = true
	case w == "pm" && d.hasClock:
		d.afternoon = true
	case (w == "a" || w == "p") && d.hasClock && len(ts) > 2 && ts[1].kind == '.' && strings.EqualFold(ts[2].text, "m"):
		d.forenoon, d.afternoon = w == "a", w == "p"
		return 3
	case d.hasClock && d.zone(w):
	case !d.numericMonth:
		if m := monthOf(w); m > 0 {
			d.month = m // the last one: "mar" is Tuesday in front of "16 nov"
		}
	}
	return 1
}

func (d *dateParts) zone(w string) bool {
	if d.hasZone {
		return false
	}
	if minutes, ok := zones[w]; ok {
		d.offset, d.hasZone = minutes*60, true
		return true
	}
	if minutes, ok := americanZones[w]; ok {
		d.offset, d.hasZone, d.american = minutes*60, true, true
		return true
	}
	return false
}

// time checks the parts and puts them together.
func (d *dateParts) time() (time.Time, bool) {
	if d.year > 0 && d.month > 0 && d.day == 0 && !d.hasClock {
		d.day = 1
	}
	if (d.afternoon || d.forenoon) && d.hour > 12 {
		d.afternoon, d.forenoon = false, false
	}
	switch {
	case d.afternoon && d.hour < 12:
		d.hour += 12
	case d.forenoon && d.hour == 12:
		d.hour = 0
	}
	if !d.hasYear || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 ||
		d.hour > 24 || d.min > 59 || d.sec > 60 || d.hour == 24 && (d.min > 0 || d.sec > 0) {
		return time.Time{}, false
	}
	if d.american && isSummerInAmerica(d.year, time.Month(d.month), d.day) {
		d.offset += 3600
	}
	t := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.day {
		return time.Time{}, false // 31 February
	}
	clock := time.Duration(d.hour)*time.Hour + time.Duration(d.min)*time.Minute + time.Duration(d.sec)*time.Second
	return t.Add(clock + time.Duration(d.nanos) - time.Duration(d.offset)*time.Second), true
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1 << 20 // out of every range
	}
	return n
}
