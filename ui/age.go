package ui

import (
	"strconv"
	"time"
)

// age is how long ago t was, as news sites say it.
func age(now, t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	now, t = now.In(loc), t.In(loc)
	d := now.Sub(t)
	switch days := daysBetween(t, now); {
	case d < -time.Hour:
		return date(now, t)
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return plural(int(d/time.Minute), "minute ago", "minutes ago")
	case d < 12*time.Hour || days == 0:
		return plural(int(d/time.Hour), "hour ago", "hours ago")
	case days == 1:
		return "yesterday"
	case days < 7:
		return strconv.Itoa(days) + " days ago"
	}
	return date(now, t)
}

// shortAge is age where room is short.
func shortAge(now, t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	now, t = now.In(loc), t.In(loc)
	d := now.Sub(t)
	switch days := daysBetween(t, now); {
	case d < -time.Hour:
		return date(now, t)
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + "m"
	case d < 12*time.Hour || days == 0:
		return strconv.Itoa(int(d/time.Hour)) + "h"
	case days < 7:
		return strconv.Itoa(days) + "d"
	}
	return date(now, t)
}

// daysBetween counts midnights from a to b, both in one location.
func daysBetween(a, b time.Time) int {
	day := func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	}
	return int(day(b).Sub(day(a)) / (24 * time.Hour))
}

// date is a day, with its year where it is not this one.
func date(now, t time.Time) string {
	if now.Year() == t.Year() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// sinceWords names a past moment as one speaks of it: "07:20", "yesterday
// 18:00", "Thu 18:00" or a date. Both times are in the reader's place.
func sinceWords(now, t time.Time) string {
	clock := t.Format("15:04")
	switch days := daysBetween(t, now); {
	case days <= 0:
		return clock
	case days == 1:
		return "yesterday " + clock
	case days < 7:
		return t.Format("Mon ") + clock
	}
	return date(now, t)
}

// moment is a date and time in full.
func moment(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(loc).Format("Mon 2 Jan 2006, 15:04")
}
