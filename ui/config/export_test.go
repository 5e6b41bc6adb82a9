package config

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestFeedsWrittenAsTablesAreReadBackTheSame(t *testing.T) {
	list := []feeds.Feed{
		{URL: "https://a.example/feed?x=1&y=2", Title: "Their \"title\"\n", Folder: "News/World"},
		{URL: "https://b.example/", OwnTitle: `Mine "quoted" \ and ünïcode`, Options: feeds.FeedOptions{Interval: 90 * time.Minute,
			ReaderView: true, KeepDays: 3, Filter: []string{"sed", "s/'/\"/"}, User: "me", Proxy: "direct", Unrelated: true, Preferred: true}},
		{URL: "exec:my-feed --new", Options: feeds.FeedOptions{Exec: []string{"my-feed", "--new"}}},
		{URL: "file:///var/feeds/local.xml"},
	}
	var b bytes.Buffer
	if err := WriteFeeds(&b, list); err != nil {
		t.Fatal(err)
	}
	got, err := Parse(defaults(t), b.Bytes(), "c.toml")
	if err != nil || len(got.Mistakes) > 0 {
		t.Fatalf("%v %v\n%s", err, got.Mistakes, b.String())
	}
	if len(got.Settings.Feeds) != len(list) {
		t.Fatalf("%d feeds came back:\n%s", len(got.Settings.Feeds), b.String())
	}
	for i, s := range got.Settings.Feeds {
		want := feeds.FeedSetting{URL: list[i].URL, Title: list[i].OwnTitle, Folder: list[i].Folder, Line: s.Line, Options: list[i].Options}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Error(diff)
		}
	}
}

func TestSecretsAreNotWritten(t *testing.T) {
	var b bytes.Buffer
	o := feeds.FeedOptions{User: "me", Password: "hunter2", Headers: map[string]string{"X-Token": "t0ken"}}
	if err := WriteFeeds(&b, []feeds.Feed{{URL: "https://a.example/", Options: o}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "hunter2") || strings.Contains(b.String(), "t0ken") || !strings.Contains(b.String(), "password is not written") {
		t.Error(b.String())
	}
}
