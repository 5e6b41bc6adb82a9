package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"broadsheet/feeds"
)

// model is a server that speaks as Ollama does, on loopback.
type model struct {
	*httptest.Server
	mu     sync.Mutex
	asked  []string // what it was sent
	tokens []string
	paths  []string
	says   func(w http.ResponseWriter, q *http.Request, system, text string)
	gone   chan struct{} // one for each who hung up
}

func newModel(t *testing.T, says func(w http.ResponseWriter, q *http.Request, system, text string)) *model {
	m := &model{says: says, gone: make(chan struct{})}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

func (m *model) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	var body struct {
		Model    string
		Stream   bool
		Messages []struct{ Role, Content string }
	}
	raw, _ := io.ReadAll(q.Body)
	_ = json.Unmarshal(raw, &body)
	m.mu.Lock()
	m.asked = append(m.asked, string(raw))
	m.tokens = append(m.tokens, q.Header.Get("Authorization"))
	m.paths = append(m.paths, q.Method+" "+q.URL.Path)
	m.mu.Unlock()
	if q.Method == http.MethodGet {
		fmt.Fprint(w, `{"object":"list","data":[{"id":"llama3.2:latest"}]}`)
		return
	}
	if len(body.Messages) != 2 || !body.Stream || body.Model == "" {
		http.Error(w, `{"error":"what is this?"}`, http.StatusBadRequest)
		return
	}
	m.says(w, q, body.Messages[0].Content, body.Messages[1].Content)
}

func (m *model) times() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.asked)
}

// spoken sends an answer word by word.
func spoken(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/event-stream")
	for _, word := range strings.SplitAfter(text, " ") {
		part, _ := json.Marshal(word)
		fmt.Fprintf(w, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":%s}}]}\n\n", part)
		w.(http.Flusher).Flush()
	}
	fmt.Fprint(w, "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
}

// sums answers every question alike, and translates by shouting.
func sums(w http.ResponseWriter, _ *http.Request, system, text string) {
	if strings.Contains(system, "You translate") {
		var out []string
		for l := range strings.Lines(text) {
			if strings.HasPrefix(l, "[") {
				out = append(out, strings.ToUpper(l))
			}
		}
		spoken(w, strings.Join(out, ""))
		return
	}
	spoken(w, "The reactor is closed [1]. A valve is looked at. Nobody was hurt [2][7].")
}

// reactors is a rig with a story of three papers, and an assistant.
func reactors(t *testing.T, m *model, with ...func(*feeds.Assistant)) (*rig, feeds.ArticleID) {
	t.Helper()
	r, _ := press(t, paper("Alpha", leak), paper("Beta", vesta), paper("Gamma", sealed, chess))
	r.assisted(m, with...)
	return r, r.find("leak").ID
}

func (r *rig) assisted(m *model, with ...func(*feeds.Assistant)) {
	r.Helper()
	a := feeds.Assistant{URL: m.URL, Model: "llama3.2", Timeout: time.Minute, Language: "de"}
	for _, change := range with {
		change(&a)
	}
	if err := r.Apply(r.Context(), feeds.Settings{FullText: feeds.FullTextNever, Assistant: a}, false); err != nil {
		r.Fatal(err)
	}
}

func TestTheAssistantSumsUpAndItsAnswerIsKept(t *testing.T) {
	m := newModel(t, sums)
	r, id := reactors(t, m)
	req := feeds.AssistantRequest{Act: feeds.AssistSummary, Article: id, Story: true}
	var before []int // times it was asked, when each was told
	var first feeds.AssistantAnswer
	got, err := r.Assist(t.Context(), req, func(so feeds.AssistantAnswer) {
		if len(before) == 0 {
			first = so
		}
		before = append(before, m.times())
	})
	if err != nil {
		t.Fatal(err)
	}
	if before[0] != 0 || first.Where != m.URL+", model llama3.2" || len(first.Sources) != 3 || len(first.Sentences) != 0 {
		t.Errorf("before anything is sent it says %+v", first)
	}
	if len(before) < 4 {
		t.Errorf("it did not come bit by bit: %d", len(before))
	}
	if len(got.Sentences) != 3 || got.Sentences[0].Text != "The reactor is closed." || got.Sentences[1].Sources != nil || len(got.Sentences[2].Sources) != 1 || got.Known {
		t.Errorf("got %+v", got)
	}
	if s := got.Sources[got.Sentences[0].Sources[0]-1]; s.Article != id || s.Source != "Alpha" {
		t.Errorf("the first sentence is from %+v", s)
	}
	for _, want := range []string{"suspect a valve", "two inspectors look at a valve", "no radiation left", "Paper: Beta", "\"llama3.2\""} {
		if !strings.Contains(m.asked[0], want) {
			t.Errorf("%q was not sent", want)
		}
	}
	if strings.Contains(m.asked[0], "chess") {
		t.Error("an article of another story was sent")
	}
	same := func(why string, req feeds.AssistantRequest, times int, known bool) {
		t.Helper()
		got, err := r.Assist(t.Context(), req, nil)
		if err != nil || len(got.Sentences) != 3 || m.times() != times || got.Known != known {
			t.Errorf("%s: asked %d times, want %d; known %v; %v", why, m.times(), times, got.Known, err)
		}
	}
	same("again", req, 1, true)
	r.restart()
	r.assisted(m)
	same("after a restart", req, 1, true)
	req.Again = true
	same("anew", req, 2, false)
	req.Again, req.Story = false, false
	same("the article alone is another question", req, 3, false)
	r.assisted(m, func(a *feeds.Assistant) { a.Model = "mistral" })
	same("and another model another answer", req, 4, false)
}

func TestNothingIsSentToAnAssistantUnasked(t *testing.T) {
	m := newModel(t, sums)
	r, id := reactors(t, m)
	ctx := t.Context()
	r.Start()
	r.pass(2 * time.Hour)
	r.due()
	_, err := r.FullText(ctx, id)
	_, err1 := r.Article(ctx, id)
	_, err2 := r.Summary(ctx, feeds.SummaryRequest{Article: id, Story: true})
	_, err3 := r.Related(ctx, feeds.RelatedRequest{Article: id, Limit: 5})
	_, err4 := r.Keep(ctx, id, feeds.Keeping{})
	r.Opened(id)
	_, err5 := r.Stories(ctx, feeds.StoriesRequest{Limit: 5})
	_, err6 := r.Assist(ctx, feeds.AssistantRequest{Act: feeds.AssistAnswer, Article: id, Question: " "}, nil)
	if err := errors.Join(err, err1, err2, err3, err4, err5); err != nil || err6 == nil {
		t.Fatal(err, err6)
	}
	r.restart()
	r.Start()
	if n := m.times(); n != 0 {
		t.Errorf("the model was asked %d times: %q", n, m.asked)
	}
}

func TestAnAnswerCanBeStoppedAndTakesNoLongerThanItMay(t *testing.T) {
	drips := func(w http.ResponseWriter, q *http.Request, _, _ string) {
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "data: {\"choices\":[{\"delta\":{\"content\":\"The reactor is\"}}]}\n\n")
		w.(http.Flusher).Flush()
		<-q.Context().Done()
	}
	m := newModel(t, nil)
	m.says = func(w http.ResponseWriter, q *http.Request, s, x string) {
		drips(w, q, s, x)
		m.gone <- struct{}{}
	}
	r, id := reactors(t, m)
	ctx, cancel := context.WithCancel(t.Context())
	got, err := r.Assist(ctx, feeds.AssistantRequest{Article: id}, func(so feeds.AssistantAnswer) {
		if len(so.Sentences) > 0 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(got.Sentences) != 1 || got.Sentences[0].Text != "The reactor is" {
		t.Errorf("stopped: %+v, %v", got, err)
	}
	<-m.gone // the server has heard of it
	r.assisted(m, func(a *feeds.Assistant) { a.Timeout = 100 * time.Millisecond })
	got, err = r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil)
	if err == nil || !strings.Contains(err.Error(), "llama3.2 took longer than 100ms and was stopped; timeout in [assistant]") || len(got.Sentences) != 1 {
		t.Errorf("too long: %+v, %v", got, err)
	}
	<-m.gone
	m.mu.Lock()
	m.says = sums
	m.mu.Unlock()
	if got, err := r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil); err != nil || got.Known || len(got.Sentences) != 3 {
		t.Errorf("a part was kept as an answer: %+v, %v", got, err)
	}
}

func TestATranslationGoesOnWhereItWasStopped(t *testing.T) {
	m := newModel(t, nil)
	doc := &feeds.Document{Title: "Leak"}
	for i := range 40 {
		doc.Blocks = append(doc.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: fmt.Sprintf("Paragraph %d of it. %s", i, strings.Repeat("and on ", 40))}}})
	}
	m.says = func(w http.ResponseWriter, q *http.Request, system, text string) {
		if m.times() == 3 {
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprint(w, `{"error":"llama runner process has terminated"}`)
			return
		}
		if !strings.Contains(system, "into German") {
			t.Errorf("asked for %q", system)
		}
		sums(w, q, system, text)
	}
	r, id := reactors(t, m)
	req := feeds.AssistantRequest{Act: feeds.AssistTranslation, Article: id, Document: doc, Title: "Leak"}
	part, err := r.Assist(t.Context(), req, nil)
	if err == nil || !strings.Contains(err.Error(), "llama runner process has terminated") || part.Done == 0 || part.Done >= part.Of || part.Whole != part.Done-1 {
		t.Fatalf("%d of %d, %v", part.Done, part.Of, err)
	}
	rose := 0
	got, err := r.Assist(t.Context(), req, func(so feeds.AssistantAnswer) {
		if so.Done < rose {
			t.Errorf("it goes back from %d to %d", rose, so.Done)
		}
		rose = so.Done
	})
	if err != nil || got.Done != 41 || got.Of != 41 || got.Whole != 40 || got.Language != "German" || got.Document.Language != "de" || got.Title != "LEAK" {
		t.Fatalf("%+v, %v", got, err)
	}
	for i, b := range got.Document.Blocks {
		if !strings.HasPrefix(b.Spans[0].Text, fmt.Sprintf("PARAGRAPH %d OF IT.", i)) {
			t.Errorf("block %d is %q", i, b.Spans[0].Text)
		}
	}
	asked := map[string]int{}
	for _, q := range m.asked {
		asked[q]++
	}
	for q, n := range asked {
		if n > 2 || n == 2 && !strings.Contains(q, m.asked[2]) {
			t.Errorf("a piece that was there was asked for again")
		}
	}
	if !strings.HasPrefix(doc.Blocks[0].Spans[0].Text, "Paragraph 0") {
		t.Error("the original was changed")
	}
}

func TestATranslationThatLeavesLinesOutIsAskedForAgain(t *testing.T) {
	m := newModel(t, nil)
	m.says = func(w http.ResponseWriter, q *http.Request, system, text string) {
		if m.times() == 1 {
			spoken(w, "[1] TITEL\n[3] DREI")
			return
		}
		sums(w, q, system, text)
	}
	r, id := reactors(t, m)
	doc := &feeds.Document{}
	for _, text := range []string{"One.", "Two."} {
		doc.Blocks = append(doc.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: text}}})
	}
	req := feeds.AssistantRequest{Act: feeds.AssistTranslation, Article: id, Document: doc, Title: "Title"}
	for i, want := range []int{2, 3, 3} {
		got, err := r.Assist(t.Context(), req, nil)
		if err != nil || got.Done != want || got.Of != 3 || got.Known != (i == 2) {
			t.Errorf("time %d: %d of %d, known %v, %v", i+1, got.Done, got.Of, got.Known, err)
		}
	}
}

func TestTheAssistantsTokenIsSentToItsServerAloneAndNeverTold(t *testing.T) {
	t.Setenv("MODEL_TOKEN", "s3cret-token")
	m := newModel(t, func(w http.ResponseWriter, _ *http.Request, _, _ string) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":{"message":"bad key s3cret-token"}}`)
	})
	r, id := reactors(t, m, func(a *feeds.Assistant) { a.Token.Env = "MODEL_TOKEN" })
	_, err := r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil)
	if err == nil || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "does not take the token (401): bad key …") {
		t.Error(err)
	}
	if m.tokens[0] != "Bearer s3cret-token" || m.paths[0] != "POST /v1/chat/completions" {
		t.Errorf("%q at %q", m.tokens, m.paths)
	}
	other := newModel(t, sums)
	m.says = func(w http.ResponseWriter, q *http.Request, _, _ string) {
		http.Redirect(w, q, other.URL, http.StatusTemporaryRedirect)
	}
	if _, err = r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil); err == nil || !strings.Contains(err.Error(), "redirects to "+other.URL) || other.times() > 0 {
		t.Errorf("%v; the other was asked %d times", err, other.times())
	}
	r.assisted(m, func(a *feeds.Assistant) { a.Token.Env = "NO_SUCH_TOKEN" })
	n := m.times()
	if _, err = r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil); err == nil || !strings.Contains(err.Error(), "NO_SUCH_TOKEN is not set") || m.times() != n {
		t.Error(err)
	}
}

func TestAnAssistantIsAskedWithATokenOfTheKeyring(t *testing.T) {
	safe := memorySafe{at: map[string]string{}}
	r := newRig(t)
	r.opt.keyring = safe
	if err := r.Login(t.Context(), "assistant", false, "hunter2"); err == nil {
		t.Error("a token was filed for an assistant that is not there")
	}
	https := feeds.Assistant{URL: "https://models.example/v1", Model: "m"}
	r.assisted(&model{Server: &httptest.Server{URL: https.URL}})
	if err := r.Login(t.Context(), "assistant", false, "hunter2"); err != nil {
		t.Fatal(err)
	}
	if token, err := r.assistantToken(t.Context(), https); token != "hunter2" || err != nil {
		t.Errorf("%q, %v", token, err)
	}
	if token, err := r.assistantToken(t.Context(), feeds.Assistant{URL: "http://127.0.0.1:1", Model: "m"}); token != "" || err != nil {
		t.Errorf("a server at home was given %q, %v", token, err)
	}
	if err := r.Login(t.Context(), "assistant", false, ""); err != nil {
		t.Fatal(err)
	}
	if token, err := r.assistantToken(t.Context(), https); token != "" || err != nil {
		t.Errorf("without one it is asked without: %q, %v", token, err)
	}
}

func TestAProgramIsAnAssistantToo(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs are shell scripts")
	}
	r, id := reactors(t, newModel(t, sums))
	ask := func(script string) (feeds.AssistantAnswer, error) {
		r.assisted(noModel(), func(a *feeds.Assistant) {
			*a = feeds.Assistant{Command: []string{"sh", "-c", script, "llm"}, Timeout: 100 * time.Millisecond}
			if !strings.Contains(script, "sleep") {
				a.Timeout = time.Minute
			}
		})
		return r.Assist(t.Context(), feeds.AssistantRequest{Act: feeds.AssistAnswer, Article: id, Story: true, Question: "Why?"}, nil)
	}
	got, err := ask(`grep -q 'The question: Why?' && printf 'A valve \033[31m[2]. [1]\n'`)
	if err != nil || len(got.Sentences) != 1 || got.Sentences[0].Text != "A valve." || len(got.Sentences[0].Sources) != 2 || got.Model != "sh" || got.Where != "the program sh" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = ask(`echo 'A val'; echo 'no model is loaded' >&2; exit 2`); err == nil || err.Error() != "sh ended with code 2: no model is loaded" || len(got.Sentences) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = ask(`echo 'A val'; exec sleep 60`); err == nil || !strings.Contains(err.Error(), "sh took longer than 100ms") || len(got.Sentences) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err = ask(`yes 'on and on'`); err == nil || !strings.Contains(err.Error(), "wrote on and on") {
		t.Error(err)
	}
	r.assisted(noModel(), func(a *feeds.Assistant) { *a = feeds.Assistant{Command: []string{"/no/such/llm"}} })
	if _, err = r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil); err == nil || err.Error() != "there is no program /no/such/llm; mend command in [assistant]" {
		t.Error(err)
	}
	r.assisted(noModel(), func(a *feeds.Assistant) { *a = feeds.Assistant{} })
	if _, err = r.Assist(t.Context(), feeds.AssistantRequest{Article: id}, nil); !errors.Is(err, ErrNoAssistant) {
		t.Error(err)
	}
}

// noModel is a model that is not asked.
func noModel() *model { return &model{Server: &httptest.Server{}} }

func TestTheAssistantIsLookedAtWithoutAnArticle(t *testing.T) {
	m := newModel(t, sums)
	opt := Options{Now: time.Now, Settings: feeds.Settings{Assistant: feeds.Assistant{URL: m.URL, Model: "llama3.2"}}}
	if err := CheckAssistant(t.Context(), opt); err != nil || m.paths[0] != "GET /v1/models" || m.asked[0] != "" {
		t.Error(err, m.paths, m.asked)
	}
	opt.Settings.Assistant.Model = "mistral"
	if err := CheckAssistant(t.Context(), opt); err == nil || !strings.Contains(err.Error(), `no model "mistral"`) || !strings.Contains(err.Error(), "llama3.2:latest") {
		t.Error(err)
	}
	m.Close()
	if err := CheckAssistant(t.Context(), opt); err == nil || !strings.Contains(err.Error(), "127.0.0.1 refused the connection") {
		t.Error(err)
	}
	opt.Settings.Assistant = feeds.Assistant{Command: []string{"/no/such/llm"}}
	if err := CheckAssistant(t.Context(), opt); err == nil || !strings.Contains(err.Error(), "no program /no/such/llm") {
		t.Error(err)
	}
}

func TestLanguagesHaveNames(t *testing.T) {
	for written, want := range map[string]string{"de": "German", "de_AT": "German", "DE": "German", "pt-BR": "Brazilian Portuguese", "zh_TW": "Traditional Chinese",
		"French": "French", "plattdeutsch": "plattdeutsch", "tlh": "tlh"} {
		if got := languageName(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
	for _, tc := range []struct{ env, value, want string }{
		{"LANG", "de_DE.UTF-8", "German"}, {"LC_ALL", "C", "English"}, {"LC_MESSAGES", "sr_RS@latin", "Serbian"}, {"X", "", "English"},
	} {
		got := languageName(systemLanguage(func(name string) string {
			if name == tc.env {
				return tc.value
			}
			return ""
		}))
		if got != tc.want {
			t.Errorf("%s=%s is %q, want %q", tc.env, tc.value, got, tc.want)
		}
	}
	if languageCode("German") != "de" || languageCode("Norwegian") != "nb" || languageCode("Klingon") != "" {
		t.Error(languageCode("German"), languageCode("Norwegian"))
	}
}
