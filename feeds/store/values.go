package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"time"

	"broadsheet/feeds"
)

// millis and fromMillis keep a time as Unix milliseconds, 0 for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// key is the 64-bit stand-in for long text in an index; 0 for "".
func key(s string) int64 {
	if s == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(s))
	return int64(binary.LittleEndian.Uint64(sum[:])) | 1
}

// list and fromList keep strings as JSON, "" for none.
func list(v []string) string {
	if len(v) == 0 {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

func fromList(s string) (v []string) {
	if s != "" {
		// Only what list wrote is read; anything else gives nothing.
		_ = json.Unmarshal([]byte(s), &v)
	}
	return v
}

func enclosures(v []feeds.Enclosure) (string, error) {
	if len(v) == 0 {
		return "", nil
	}
	b, err := json.Marshal(v)
	return string(b), err
}

func document(d *feeds.Document) (string, error) {
	if d == nil {
		return "", nil
	}
	b, err := json.Marshal(d)
	return string(b), err
}

func fromDocument(s string) (*feeds.Document, error) {
	if s == "" {
		return nil, nil
	}
	d := new(feeds.Document)
	return d, json.Unmarshal([]byte(s), d)
}

// canonical is what two addresses of one page share; the article's own word
// for it comes first.
func canonical(own, url string) string {
	if own != "" {
		return own
	}
	return feeds.CanonicalURL(url)
}
