package library

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestTopicsAreOneAcrossFeedsAndFollowed(t *testing.T) {
	r := newRig(t)
	texts := []string{
		"In the harbour they counted for Mayor Ottilie Brandt on Sunday night.", "Fewer people than ever voted; a rival of Ottilie Brandt wants another count.",
		"Snow kept half of the villages from the polls, said Ottilie Brandt.", "What the budget of Ottilie Brandt means for schools and swimming pools.",
	}
	for i, label := range []string{"Elections", "election", "#elections", "Uncategorized"} {
		host := fmt.Sprintf("paper%d.example", i)
		body := fmt.Sprintf(`<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Paper</title><item><guid>g%d</guid><title>Count %d</title><dc:creator>Anna Weber</dc:creator><category>%s</category>
			<pubDate>Mon, 02 Mar 2026 0%d:00:00 GMT</pubDate><description>%s</description></item></channel></rss>`, i, i, label, i+1, texts[i])
		r.answers(host, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
		if _, err := r.Subscribe(t.Context(), AddRequest{Address: "http://" + host + "/feed"}); err != nil {
			t.Fatal(err)
		}
	}
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewTopic, Topic: "ELECTIONS"}, Limit: 10})
	if err != nil || len(page.Headlines) != 3 {
		t.Fatalf("the view of elections has %d articles, %v", len(page.Headlines), err)
	}
	if c, err := r.Follow(t.Context(), "Elections", true); err != nil || c.N != 1 {
		t.Fatalf("follow: %+v, %v", c, err)
	}
	if c, err := r.Follow(t.Context(), feeds.AuthorTopic("Anna Weber"), true); err != nil || c.N != 1 {
		t.Fatalf("follow the author: %+v, %v", c, err)
	}
	unread := map[string]int{}
	s, err := r.Sections(t.Context())
	for _, f := range s.Followed {
		unread[f.Topic] = f.Unread
	}
	if err != nil || unread["election"]+unread["Election"] != 3 || unread["by Anna Weber"] != 4 {
		t.Errorf("followed: %v, %v", s.Followed, err)
	}
	deadline := time.After(10 * time.Second)
	for len(r.names()) == 0 { // found in the background
		select {
		case <-r.Events():
		case <-deadline:
			t.Fatal("no name rises")
		}
	}
	if got := r.names()[0]; got.Name != "Ottilie Brandt" {
		t.Errorf("%q rises", got.Name)
	}
}
