package parse

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestDurations(t *testing.T) {
	for text, want := range map[string]int{
		"2530": 2530, "42:10": 2530, "1:02:10": 3730, " 01:02:10 ": 3730, "2530.4": 2530, "0.2": 1, "00:00:59.6": 60,
		"42 min": 2520, "1h 2m 10s": 3730, "1 hr 2 mins": 3720, "PT42M10S": 2530, "90 seconds": 90,
		"": 0, "0": 0, "00:00": 0, "-5": 0, "1:-2": 0, "soon": 0, "1:2:3:4": 0, "NaN": 0, "Inf": 0, "1e300": 0, "PT": 0, "99999999": 0,
		"12 months": 0, "1:2:x": 0, ":": 0, "P1D": 0,
	} {
		if got := parseDuration(text); got != want {
			t.Errorf("%q lasts %d s, want %d", text, got, want)
		}
	}
}

func FuzzDuration(f *testing.F) {
	for _, s := range []string{"42:10", "PT42M10S", "1h 2m", "1e9", "::", "0x1p-2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n := parseDuration(s); n < 0 || n > int(longest.Seconds()) {
			t.Errorf("%q lasts %d s", s, n)
		}
	})
}

// What lasts how long, wherever a feed says it.
func TestFilesSayHowLongTheyLast(t *testing.T) {
	rss := func(item string) string {
		return `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><item><guid>1</guid><title>A</title>` + item + `</item></channel></rss>`
	}
	const mp3 = `<enclosure url="https://c.example/1.mp3" type="audio/mpeg" length="31000000"/>`
	tests := []struct {
		name, feed string
		want       []feeds.Enclosure
	}{
		{"itunes:duration is the recording's", rss(`<enclosure url="https://c.example/n.pdf" type="application/pdf"/>` + mp3 + `<itunes:duration>42:10</itunes:duration>`),
			[]feeds.Enclosure{{URL: "https://c.example/n.pdf", Type: "application/pdf"}, {URL: "https://c.example/1.mp3", Type: "audio/mpeg", Length: 31000000, Duration: 2530}}},
		{"one file without a type is the recording", rss(`<enclosure url="https://c.example/1"/><itunes:duration>90</itunes:duration>`),
			[]feeds.Enclosure{{URL: "https://c.example/1", Duration: 90}}},
		{"a document lasts no time", rss(`<enclosure url="https://c.example/a.jpg" type="image/jpeg"/><itunes:duration>90</itunes:duration>`),
			[]feeds.Enclosure{{URL: "https://c.example/a.jpg", Type: "image/jpeg"}}},
		{"media:content says its own", rss(`<media:content url="https://c.example/v.mp4" type="video/mp4" fileSize="9" duration="61"/>`),
			[]feeds.Enclosure{{URL: "https://c.example/v.mp4", Type: "video/mp4", Length: 9, Duration: 61}}},
		{"and fills what the enclosure of one address left open", rss(`<enclosure url="https://c.example/1.mp3" length=""/><media:content url="https://c.example/1.mp3" type="audio/mpeg" fileSize="7" duration="61"/>`),
			[]feeds.Enclosure{{URL: "https://c.example/1.mp3", Type: "audio/mpeg", Length: 7, Duration: 61}}},
		{"JSON Feed says it in seconds", `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A","attachments":[{"url":"https://c.example/1.mp3","mime_type":"audio/mpeg","size_in_bytes":5,"duration_in_seconds":2530.5}]}]}`,
			[]feeds.Enclosure{{URL: "https://c.example/1.mp3", Type: "audio/mpeg", Length: 5, Duration: 2531}}},
		{"Atom with itunes:duration", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><title>T</title><entry><id>1</id><title>A</title><link rel="enclosure" href="https://c.example/1.mp3" type="audio/mpeg"/><itunes:duration>1:00:00</itunes:duration></entry></feed>`,
			[]feeds.Enclosure{{URL: "https://c.example/1.mp3", Type: "audio/mpeg", Duration: 3600}}},
	}
	for _, tt := range tests {
		res, err := Parse([]byte(tt.feed), Source{URL: "https://c.example/feed", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)})
		if err != nil || len(res.Articles) != 1 {
			t.Fatalf("%s: %v, %d articles", tt.name, err, len(res.Articles))
		}
		if d := cmp.Diff(tt.want, res.Articles[0].Enclosures); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
