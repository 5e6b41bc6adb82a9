package uitest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// slowModel is a server of a model that says a first sentence, and the rest only
// when it may. What it is asked is counted.
type slowModel struct {
	*httptest.Server
	asked atomic.Int32
	rest  chan struct{} // one for each answer that may go on
	left  chan struct{} // one for each that was hung up on
}

func newSlowModel(t *testing.T) *slowModel {
	m := &slowModel{rest: make(chan struct{}, 9), left: make(chan struct{}, 9)}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

func (m *slowModel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.asked.Add(1)
	var q struct{ Messages []struct{ Content string } }
	raw, _ := io.ReadAll(r.Body)
	if json.Unmarshal(raw, &q) != nil || len(q.Messages) != 2 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	first, rest := "The first sentence of the model [1]. ", "And then a second one. A third [2]."
	if strings.Contains(q.Messages[0].Content, "You translate") {
		var lines []string
		for l := range strings.Lines(q.Messages[1].Content) {
			if strings.HasPrefix(l, "[") {
				lines = append(lines, strings.ToUpper(l))
			}
		}
		n := min(len(lines), 3)
		first, rest = strings.Join(lines[:n], ""), strings.Join(lines[n:], "")
	}
	say := func(text string) {
		part, _ := json.Marshal(text)
		fmt.Fprintf(w, "data: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", part)
		w.(http.Flusher).Flush()
	}
	w.Header().Set("Content-Type", "text/event-stream")
	say(first)
	select {
	case <-m.rest:
		say(rest)
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	case <-r.Context().Done():
		m.left <- struct{}{}
	}
}

func TestTheAssistantAnswersOnTheScreenAndIsNeverAskedByItself(t *testing.T) {
	m := newSlowModel(t)
	p := place{dir: t.TempDir()}
	config := fmt.Sprintf("[assistant]\nurl = %q\nmodel = \"llama3.2\"\nlanguage = \"German\"\n", m.URL)
	if err := os.WriteFile(filepath.Join(p.dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	j := p.start(t, 120, 50, true)
	j.WaitFor("reloaded just now")
	for range 100 { // until the articles have found their stories
		j.Keys("gt")
		j.WaitFor("50 unread")
		j.Keys("ga")
		j.WaitFor("70 unread")
		if j.rows("+4") == 2 {
			break
		}
	}
	for range 60 {
		if strings.Contains(selected(j.Screen()), "+4") {
			break
		}
		j.Keys("j")
		j.Sync()
	}
	row := selected(j.Screen())
	if !strings.Contains(row, "+4") {
		t.Fatalf("no row has four reports more; the cursor is on %q", row)
	}
	words := strings.Fields(row)
	title := strings.Join(words[1:min(4, len(words))], " ")
	if words[0] != "●" {
		t.Fatalf("the row is %q", row)
	}
	j.Keys("\r")
	j.WaitFor("esc back")
	j.WaitFor(title)
	j.Keys("J")
	j.WaitGone(title)
	j.Keys("K")
	j.WaitFor(title)
	j.Sync()
	j.Keys("R")
	j.Sync()
	if n := m.asked.Load(); n != 0 {
		t.Fatalf("the model was asked %d times by itself", n)
	}

	// The summary streams in, and Esc stops it and keeps what came.
	j.Keys("p")
	j.WaitFor("The first sentence of the model")
	j.WaitFor("llama3.2 is writing")
	j.CheckFrame()
	j.Keys("\x1b")
	j.WaitFor("Not the whole answer: stopped")
	<-m.left
	m.rest <- struct{}{}
	j.Keys("r")
	j.WaitFor("And then a second one.")
	j.WaitFor("Written by llama3.2 from the text of the article")
	for range 3 { // it is asked anew where the story grows meanwhile
		m.rest <- struct{}{}
	}
	j.Keys("s")
	j.WaitFor("(names no source)")
	for len(m.rest) > 0 {
		<-m.rest
	}
	j.WaitFor("from the texts of 5 articles")
	j.CheckFrame()
	asked := m.asked.Load()
	j.Keys("\x1b")
	j.WaitGone("Written by llama3.2")

	// What was answered is there at once, the next time too.
	j.Keys("p")
	j.WaitFor("nothing was sent now")
	if n := m.asked.Load(); n != asked {
		t.Errorf("it was asked for an answer that is kept")
	}
	j.Keys("\x1b")
	j.WaitGone("Written by llama3.2")

	// A question, and the way to the article that an answer is from.
	j.Keys("W")
	j.WaitFor("Ask about the story")
	j.Keys("Who says so?\r")
	j.WaitFor("The first sentence of the model")
	m.rest <- struct{}{}
	j.WaitFor("It can be wrong.")
	j.CheckFrame()
	j.Keys("2")
	j.WaitGone("It can be wrong.")
	j.WaitFor("esc back")

	// A translation grows in the reader view; v has the original.
	j.Keys("I")
	j.WaitFor("llama3.2 translates this into German")
	j.CheckFrame()
	m.rest <- struct{}{}
	j.WaitFor("Translated into German by llama3.2")
	j.Keys("v")
	j.WaitGone("Translated into German by llama3.2")
	j.Keys("I")
	j.WaitFor("Translated into German by llama3.2")
	j.CheckFrame()
	j.quitFrom(t)
}
