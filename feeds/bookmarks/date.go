package bookmarks

import (
	"strconv"
	"strings"
	"time"
)

// dateLayouts are what exporters write besides numbers.
var dateLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 MST",
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02", "02/Jan/2006:15:04:05 -0700",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC822Z, time.RFC822, time.UnixDate,
}

// parseDate reads what exporters write: seconds since 1970, or by their size
// milliseconds, microseconds or nanoseconds; RFC 3339 and other forms. Zero
// for 0 and for what is no date of this millennium or the last.
func parseDate(s string) time.Time {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return sane(unixDate(n))
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && f > -1e11 && f < 1e18 { // seconds with a fraction
		return sane(unixDate(int64(f)))
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return sane(t)
		}
	}
	return time.Time{}
}

func unixDate(n int64) time.Time {
	switch size := max(n, -n); {
	case n == 0:
		return time.Time{}
	case size < 1e11:
		return time.Unix(n, 0)
	case size < 1e14:
		return time.UnixMilli(n)
	case size < 1e17:
		return time.UnixMicro(n)
	}
	return time.Unix(0, n)
}
