package library

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// paper answers with a feed whose items are title and text, the newest first.
func (r *rig) paper(host string, items ...[2]string) {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title>`, strings.ToUpper(host[:1])+host[1:2])
	for i, it := range items {
		fmt.Fprintf(&b, `<item><guid>%s %s</guid><title>%s</title><description>%s</description><category>Weather</category><pubDate>%s</pubDate></item>`,
			host, it[0], it[0], it[1], r.clock().Add(-time.Duration(i+1)*time.Minute).UTC().Format(time.RFC1123Z))
	}
	body := b.String() + "</channel></rss>"
	r.answers(host, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
}

func TestANameThatRisesBecomesATopicOfItsArticles(t *testing.T) {
	r := newRig(t)
	texts := []string{
		"At the weekend the storm Ottilie Brandt came over the fjord.", "Fewer ferries ran; the crews of Ottilie Brandt stayed in port.",
		"Snow kept half of the villages from the roads, said Ottilie Brandt.", "What the winds of Ottilie Brandt mean for schools and pools.",
	}
	for i, text := range texts {
		host := fmt.Sprintf("p%d.example", i)
		r.paper(host, [2]string{fmt.Sprint("Number ", i), text}, [2]string{fmt.Sprint("Nothing of it ", i), "Bread is baked in the morning."})
		if _, err := r.Subscribe(t.Context(), AddRequest{Address: "http://" + host + "/feed"}); err != nil {
			t.Fatal(err)
		}
	}
	r.pass(2 * time.Minute)
	r.paper("p0.example", [2]string{"Later", "Again it is Ottilie Brandt that they speak of."}, [2]string{"Number 0", texts[0]})
	if _, err := r.Reload(t.Context(), feeds.ReloadRequest{}); err != nil {
		t.Fatal(err)
	}
	view := feeds.ListRequest{View: feeds.View{Kind: feeds.ViewTopic, Topic: "ottilie brandt"}, Limit: 20}
	page, err := r.List(t.Context(), view)
	if err != nil || len(page.Headlines) != 5 {
		t.Fatalf("the topic has %d articles, %v", len(page.Headlines), err)
	}
	for _, h := range page.Headlines {
		if got := strings.Join(h.Topics, ", "); got != "Weather, Ottilie Brandt" {
			t.Errorf("%q has the topics %s", h.Title, got)
		}
	}
	if _, err := r.Follow(t.Context(), "Ottilie Brandt", true); err != nil {
		t.Fatal(err)
	}
	list, err := r.Topics(t.Context())
	found := false
	for _, c := range list {
		found = found || c.Topic == "ottilie brandt" && c.Count == 5 && c.Unread == 5 && c.Followed
	}
	if err != nil || !found {
		t.Errorf("topics are %v, %v", list, err)
	}

	// A week later nobody writes of it: what was given stays, and what is
	// followed is given still.
	r.pass(9 * 24 * time.Hour)
	r.paper("p1.example", [2]string{"One more", "They remember Ottilie Brandt."})
	r.paper("p2.example", [2]string{"Other", "They remember nothing."})
	if _, err := r.Reload(t.Context(), feeds.ReloadRequest{}); err != nil {
		t.Fatal(err)
	}
	if len(r.names()) != 0 {
		t.Errorf("%v rise", r.names())
	}
	if page, err = r.List(t.Context(), view); err != nil || len(page.Headlines) != 6 {
		t.Errorf("followed, the topic has %d articles, %v", len(page.Headlines), err)
	}
	if _, err := r.Follow(t.Context(), "Ottilie Brandt", false); err != nil {
		t.Fatal(err)
	}
	r.pass(time.Hour)
	r.paper("p3.example", [2]string{"The last", "A street is named for Ottilie Brandt."})
	if _, err := r.Reload(t.Context(), feeds.ReloadRequest{}); err != nil {
		t.Fatal(err)
	}
	if page, err = r.List(t.Context(), view); err != nil || len(page.Headlines) != 6 {
		t.Errorf("neither rising nor followed, the topic has %d articles, %v", len(page.Headlines), err)
	}
}

// A copy that comes late has the topic of what it is a copy of: they are one row.
func TestALateCopyGetsTheTopicThatWasFound(t *testing.T) {
	text := "The storm Ottilie Brandt came over the fjord at the weekend, and ferries stayed in port until the wind had turned on Monday morning."
	var papers []string
	for i, more := range []string{text, "Snow kept half of the villages from the roads, said Ottilie Brandt.", "What the winds of Ottilie Brandt mean for schools.", "Fewer ran; the crews of Ottilie Brandt stayed."} {
		papers = append(papers, paper(fmt.Sprint("P", i), told{fmt.Sprint("n", i), fmt.Sprint("Number ", i), more, float64(i)}))
	}
	papers = append(papers, paper("Late", chess))
	r, ids := press(t, papers...)
	if got := r.find("n0").Topics; !slices.Contains(got, "Ottilie Brandt") {
		t.Fatalf("the original has the topics %v", got)
	}
	r.answers("e.example", says(paper("Late", told{"late", "Number 0", text, -.5})))
	r.pass(time.Hour)
	r.own(ids[5])
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewFeed, Feed: ids[5]}, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	h := page.Headlines[0]
	if h.CopyOf == 0 || !slices.Contains(h.Topics, "Ottilie Brandt") {
		t.Errorf("the copy is of %d and has the topics %v", h.CopyOf, h.Topics)
	}
}

// Beside a screen, where names are looked for behind the reload, they are the
// same as where a reload waits for its stories.
func TestNamesRiseTheSameBesideAScreen(t *testing.T) {
	var found [2][]feeds.Rising
	for i := range found {
		r := newRig(t)
		r.started = i == 1
		if err := r.Begin(t.Context(), feeds.Choice{Sample: true}); err != nil {
			t.Fatal(err)
		}
		r.due()
		r.running.Wait()
		found[i] = r.names()
	}
	if diff := cmp.Diff(found[0], found[1]); diff != "" || len(found[0]) == 0 {
		t.Errorf("-without +beside a screen:\n%s", diff)
	}
}

// BenchmarkRise is what follows behind 2,000 new articles of 85 words, in a
// store with as many of the days before: looking for names and giving 100
// articles a topic. The bar for all that a reload of so many does about
// stories and topics: 400 ms of processor time.
func BenchmarkRise(b *testing.B) {
	var busy time.Duration
	for b.Loop() {
		b.StopTimer()
		lib, err := Open(b.Context(), Options{Dir: b.TempDir(), Now: func() time.Time { return noon }})
		if err != nil {
			b.Fatal(err)
		}
		var list []feeds.Feed
		for i := range 40 {
			list = append(list, feeds.Feed{URL: fmt.Sprintf("http://p%d.example/feed", i), Title: fmt.Sprint("P", i)})
		}
		all, _, _, err := lib.store.Subscribe(b.Context(), list, "subscribe", "", noon)
		if err != nil {
			b.Fatal(err)
		}
		var results []store.FeedResult
		for i, f := range all {
			r := store.FeedResult{Feed: f.ID}
			for j := range 100 {
				name := "a place"
				if j >= 50 && j%20 == 0 {
					name = []string{"Iris Berg", "Olga Tarn", "Nils Holm", "Port Ansgar", "Lake Vey"}[i%5]
				}
				text := fmt.Sprintf("The people %d of the town of %d met %s there and said that ", i, j, name) + strings.Repeat("nothing of it was known to them before ", 9)
				r.Articles = append(r.Articles, feeds.Article{
					GUID: fmt.Sprint(i, "-", j), Title: fmt.Sprint("Report of the day ", i*100+j), Text: text, Summary: text[:280], Hash: "h", Words: 85,
					Published: noon.Add(-time.Duration(j%50)*20*time.Minute - time.Duration(1-j/50)*48*time.Hour),
				})
			}
			results = append(results, r)
		}
		if _, err := lib.store.Commit(b.Context(), results, nil); err != nil {
			b.Fatal(err)
		}
		if err := lib.Settle(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		_, used := measured(func() { lib.rise(b.Context()) })
		busy += used
		b.StopTimer()
		if len(lib.names()) < 5 {
			b.Fatalf("%v rise", lib.names())
		}
		_ = lib.Close()
		b.StartTimer()
	}
	b.ReportMetric(busy.Seconds()*1000/float64(b.N), "cpu-ms/op")
}
