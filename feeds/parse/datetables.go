package parse

import (
	"strings"
	"time"
)

// months gives, for the beginnings of months' names, the month: English,
// German, French, Spanish, Italian, Portuguese, Dutch, the Scandinavian
// languages, Polish, Russian, Ukrainian, Czech, Turkish, Finnish, Greek.
// Where two languages disagree the larger one is meant.
var months = map[string]int{
	"jan": 1, "jän": 1, "ene": 1, "gen": 1, "sty": 1, "янв": 1, "січ": 1, "led": 1, "oca": 1, "tammi": 1, "ιαν": 1,
	"feb": 2, "fév": 2, "fev": 2, "lut": 2, "фев": 2, "лют": 2, "úno": 2, "şub": 2, "helmi": 2, "φεβ": 2,
	"mar": 3, "mär": 3, "mrz": 3, "mrt": 3, "maart": 3, "мар": 3, "бер": 3, "bře": 3, "maalis": 3, "μαρ": 3, "μάρ": 3,
	"apr": 4, "avr": 4, "abr": 4, "kwi": 4, "апр": 4, "кві": 4, "dub": 4, "nis": 4, "huhti": 4, "απρ": 4,
	"may": 5, "mai": 5, "maj": 5, "mag": 5, "mei": 5, "maio": 5, "май": 5, "мая": 5, "тра": 5, "kvě": 5, "touko": 5, "μαΐ": 5, "μαϊ": 5, "μάι": 5,
	"jun": 6, "juin": 6, "giu": 6, "cze": 6, "июн": 6, "чер": 6, "čvn": 6, "červen": 6, "haz": 6, "kesä": 6, "ιουν": 6, "ιούν": 6,
	"jul": 7, "juil": 7, "lug": 7, "lip": 7, "июл": 7, "лип": 7, "čvc": 7, "červenec": 7, "tem": 7, "heinä": 7, "ιουλ": 7, "ιούλ": 7,
	"aug": 8, "aoû": 8, "aou": 8, "ago": 8, "sie": 8, "авг": 8, "сер": 8, "srp": 8, "ağu": 8, "elo": 8, "αυγ": 8, "αύγ": 8,
	"sep": 9, "set": 9, "wrz": 9, "сен": 9, "вер": 9, "zář": 9, "eyl": 9, "syys": 9, "σεπ": 9,
	"oct": 10, "okt": 10, "oto": 10, "ott": 10, "out": 10, "paź": 10, "окт": 10, "жов": 10, "říj": 10, "eki": 10, "loka": 10, "οκτ": 10,
	"nov": 11, "lis": 11, "ноя": 11, "лис": 11, "kas": 11, "marras": 11, "νοε": 11, "νοέ": 11,
	"dec": 12, "dez": 12, "déc": 12, "dic": 12, "des": 12, "gru": 12, "дек": 12, "гру": 12, "pros": 12, "ara": 12, "joulu": 12, "δεκ": 12,
}

// monthOf gives the month that a lower-case word names, 0 for none: the
// longest beginning counts, so that "juillet" is not "juin".
func monthOf(w string) int {
	runes := []rune(w)
	for n := min(len(runes), 8); n >= 3; n-- {
		if m := months[string(runes[:n])]; m > 0 {
			return m
		}
	}
	return 0
}

// zones gives minutes east of UTC for zones as feeds name them. Where a name
// means several, the one most feeds mean: CST is America's, IST India's, BST
// Britain's.
var zones = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "zulu": 0,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "ast": -240, "adt": -180, "nst": -210, "ndt": -150,
	"brt": -180, "brst": -120, "art": -180, "clt": -240, "clst": -180, "cot": -300, "pet": -300, "vet": -240,
	"bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "wat": 60, "cest": 120, "mest": 120, "mesz": 120,
	"eet": 120, "sast": 120, "cat": 120, "eest": 180, "msk": 180, "eat": 180, "trt": 180, "msd": 240, "gst": 240,
	"irst": 210, "pkt": 300, "yekt": 300, "ist": 330, "npt": 345, "omst": 360, "bdt": 360, "ict": 420, "wib": 420, "krat": 420,
	"novt": 420, "hkt": 480, "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "wita": 480, "irkt": 480,
	"jst": 540, "kst": 540, "wit": 540, "acst": 570, "acdt": 630, "aest": 600, "vlat": 600, "aedt": 660,
	"nzst": 720, "nzdt": 780,
}

// americanZones are names that leave daylight time to the date: minutes east
// of UTC in winter.
var americanZones = map[string]int{"et": -300, "ct": -360, "mt": -420, "pt": -480}

// isSummerInAmerica says whether daylight time runs on a day in the United
// States: second Sunday of March to first Sunday of November, since 2007.
func isSummerInAmerica(year int, month time.Month, day int) bool {
	from := time.Date(year, time.March, 8, 0, 0, 0, 0, time.UTC)
	from = from.AddDate(0, 0, (7-int(from.Weekday()))%7)
	to := time.Date(year, time.November, 1, 0, 0, 0, 0, time.UTC)
	to = to.AddDate(0, 0, (7-int(to.Weekday()))%7)
	on := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
	return on.After(from) && on.Before(to)
}

// weekdays are what skipDays may name.
var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

// periods are the values of sy:updatePeriod.
var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

func periodOf(period, frequency string) time.Duration {
	p := periods[strings.ToLower(strings.TrimSpace(period))]
	if n := atoi(strings.TrimSpace(frequency)); n > 0 && n <= 1000 {
		p /= time.Duration(n)
	}
	return p
}
