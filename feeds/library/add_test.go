package library

import (
	"strings"
	"testing"
	"time"
)

func TestWhatIsAddedWhileItsServerHasTroubleWaitsAsItAsks(t *testing.T) {
	for _, test := range []struct {
		name          string
		code          int
		retry, says   string
		least, upmost time.Duration
	}{
		{"429 for two hours", 429, "7200", "429: news.example asked not to be asked again for 2 h", 2 * time.Hour, 3 * time.Hour},
		{"503 for two hours", 503, "7200", "503: news.example asked not to be asked again for 2 h", 2 * time.Hour, 3 * time.Hour},
		{"500", 500, "", "500: news.example has trouble of its own; it is tried again later", time.Hour, 2 * time.Hour},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRig(t)
			r.answers(site, status(test.code, "Retry-After", test.retry), says(rss("One")))
			added, err := r.Subscribe(t.Context(), AddRequest{Address: feedURL})
			if err != nil || added.Problem != test.says {
				t.Fatalf("%q, %v; want %q", added.Problem, err, test.says)
			}
			f := r.feed(added.Feed.ID)
			if s := f.FetchState; s.Status != test.code || s.Error != test.says || f.URL != feedURL {
				t.Errorf("%s has status %d, %q", f.URL, s.Status, s.Error)
			}
			r.between(r.gap(f.ID), test.least, test.upmost)
			if r.again(f.ID); r.feed(f.ID).Articles != 1 || r.feed(f.ID).FetchState.Error != "" {
				t.Errorf("then it is %+v", r.feed(f.ID))
			}
		})
	}
}

func TestWhatIsOnlyCheckedIsNotSaidToBeTriedAgain(t *testing.T) {
	for name, text := range map[string]string{"empty": "", "cut": rss("One")[:90]} {
		r := newRig(t)
		r.answers(site, says(text))
		_, err := CheckURL(t.Context(), r.options(), feedURL)
		if err == nil || strings.Contains(err.Error(), "again") || strings.Contains(err.Error(), "stored") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
