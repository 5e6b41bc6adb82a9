package parse

import (
	"strconv"
	"strings"
	"time"
)

// longest is more than any recording lasts; what says more counts in another
// unit, or not at all.
const longest = 100 * time.Hour

// parseDuration reads how long a recording lasts, in seconds, as feeds write
// it: "2530", "42:10", "1:02:10", "2530.4", "42 min", "PT42M10S". 0 for what
// is none.
func parseDuration(s string) int {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > 40 {
		return 0
	}
	total := 0.0
	switch {
	case strings.HasPrefix(s, "pt"):
		d, err := time.ParseDuration(s[len("pt"):])
		if err != nil {
			return 0
		}
		total = d.Seconds()
	case strings.ContainsAny(s, "hms"):
		d, err := time.ParseDuration(units.Replace(s))
		if err != nil {
			return 0
		}
		total = d.Seconds()
	default:
		parts := strings.Split(s, ":")
		if len(parts) > 3 {
			return 0
		}
		for _, p := range parts {
			n, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
			if err != nil || !(n >= 0) {
				return 0
			}
			total = total*60 + n
		}
	}
	if !(total > 0 && total <= longest.Seconds()) {
		return 0
	}
	return max(int(total+0.5), 1)
}

// units brings the units people write to Go's.
var units = strings.NewReplacer(" ", "", "hours", "h", "hour", "h", "hrs", "h", "hr", "h", "minutes", "m", "minute", "m", "mins", "m", "min", "m",
	"seconds", "s", "second", "s", "secs", "s", "sec", "s")
