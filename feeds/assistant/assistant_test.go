package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

var llama = feeds.Assistant{URL: "http://127.0.0.1:11434", Model: "llama3.2"}

// answering is a server that answers a request with pieces of a body.
func answering(status int, pieces ...string) Means {
	return Means{
		Token: func(context.Context) (string, error) { return "s3cret-token", nil },
		Post: func(_ context.Context, _ Request, take func([]byte) error) (Answer, error) {
			if status != 200 {
				return Answer{Status: status, Body: []byte(strings.Join(pieces, ""))}, nil
			}
			for _, p := range pieces {
				if err := take([]byte(p)); err != nil {
					return Answer{Status: 200}, err
				}
			}
			return Answer{Status: 200}, nil
		},
	}
}

func event(data string) string { return "data: " + data + "\n\n" }

func delta(text string) string {
	b, _ := json.Marshal(text)
	return event(`{"id":"chatcmpl-7","object":"chat.completion.chunk","model":"llama3.2","choices":[{"index":0,"delta":{"role":"assistant","content":` + string(b) + `},"finish_reason":null}]}`)
}

const stop = `data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}` + "\n\n"

func TestAnswersOfServersAreRead(t *testing.T) {
	for _, tc := range []struct {
		name   string
		pieces []string
		want   string
	}{
		{"streamed, as Ollama does", []string{delta("It "), delta("rained."), stop, event("[DONE]")}, "It rained."},
		{"with what it cost, at the end", []string{delta("It rained."), stop, event(`{"choices":[],"usage":{"total_tokens":7}}`), event("[DONE]")}, "It rained."},
		{"cut anywhere, within characters too", bytewise(": OPENROUTER PROCESSING\n\n" + delta("Über 上海.") + stop + event("[DONE]")), "Über 上海."},
		{"with lines ended as the web ends them", []string{strings.ReplaceAll(delta("It rained.")+stop, "\n", "\r\n")}, "It rained."},
		{"without a blank behind the colon, and named events", []string{"event: message\nid: 4\ndata:{\"choices\":[{\"delta\":{\"content\":\"It rained.\"}}]}\n\n", event("[DONE]")}, "It rained."},
		{"an event over several lines", []string{"data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"It rained.\"}}]}\n\n", event("[DONE]")}, "It rained."},
		{"not closed at the end", []string{delta("It rained."), strings.TrimSpace(stop)}, "It rained."},
		{"on after it is done", []string{delta("It rained."), event("[DONE]"), delta("And more.")}, "It rained."},
		{"in one piece", []string{`{"id":"x","choices":[{"message":{"role":"assistant",`, `"content":"It rained."},"finish_reason":"stop"}],"usage":{}}`}, "It rained."},
		{"as a list of parts", []string{`{"choices":[{"message":{"content":[{"type":"thinking","text":"Hm."},{"type":"text","text":"It rained."}]}}]}`}, "It rained."},
		{"as completions have it", []string{`{"choices":[{"text":"It rained.","finish_reason":"stop"}]}`}, "It rained."},
		{"after thoughts of its own", []string{delta("<thi"), delta("nk>Rain? Yes.</thi"), delta("nk>\n\nIt rained."), stop}, "It rained."},
		{"after thoughts aside", []string{event(`{"choices":[{"delta":{"content":"","reasoning_content":"Rain? Yes."}}]}`), delta("It rained."), stop}, "It rained."},
		{"with null for nothing", []string{event(`{"choices":[{"delta":{"content":null},"finish_reason":null}],"error":null}`), delta("It rained."), stop}, "It rained."},
		{"with one that cannot be read among them", []string{delta("It "), event(`{"choices`), delta("rained."), stop}, "It rained."},
		{"with what no terminal may be sent", []string{delta("It \x1b[31mrained\x1b]52;c;aGk=\x07\u202e.\u009b"), stop}, "It rained."},
		{"behind a mark of byte order", []string{"\xef\xbb\xbf" + delta("It rained.") + stop}, "It rained."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			last := ""
			got, err := Ask(context.Background(), llama, answering(200, tc.pieces...), Prompt{}, func(text string) {
				if !strings.HasPrefix(tc.want, strings.TrimSpace(text)) {
					t.Errorf("on the way it says %q", text)
				}
				last = text
			})
			if err != nil || got != tc.want || last == "" {
				t.Errorf("%q, %v; on the way %q", got, err, last)
			}
		})
	}
}

func bytewise(s string) (out []string) {
	for i := range len(s) {
		out = append(out, s[i:i+1])
	}
	return out
}

func TestWhatIsWrongIsOneSentenceToActOn(t *testing.T) {
	for _, tc := range []struct {
		name   string
		status int
		body   []string
		text   string // what came before
		kind   ErrKind
		says   string
	}{
		{"Ollama has no such model", 404, []string{`{"error":{"message":"model \"llama3.2\" not found, try pulling it first","type":"api_error"}}`}, "", ErrModel, "`ollama pull llama3.2`"},
		{"OpenAI has no such model", 404, []string{`{"error":{"message":"The model does not exist or you do not have access to it.","code":"model_not_found"}}`}, "", ErrModel, "name one that is there"},
		{"another server", 404, []string{`<html>404`}, "", ErrNowhere, "mend url in [assistant]"},
		{"the token is not taken", 401, []string{`{"error":{"message":"Incorrect API key provided: s3cret-token."}}`}, "", ErrDenied, "does not take the token (401): Incorrect API key provided: …; get a new one"},
		{"no credit left", 429, []string{`{"error":{"message":"You exceeded your current quota"}}`}, "", ErrBusy, "left alone for a while (429): You exceeded your current quota"},
		{"trouble there", 500, []string{`{"error":"llama runner process has terminated\u001b[31m"}`}, "", ErrTrouble, "trouble of its own (500): llama runner process has terminated;"},
		{"too long a text", 400, []string{`{"error":{"message":"This model's maximum context length is 4096 tokens."}}`}, "", ErrRefused, "maximum context length is 4096 tokens"},
		{"an error within the stream", 200, []string{delta("It "), event(`{"error":{"message":"CUDA out of memory"}}`)}, "It", ErrTrouble, "CUDA out of memory"},
		{"an error in one piece", 200, []string{`{"error":"model is loading"}`}, "", ErrTrouble, "model is loading"},
		{"a web page", 200, []string{"<!DOCTYPE html><title>Welcome</title>"}, "", ErrAnswer, "check url in [assistant]"},
		{"another API's JSON", 200, []string{`{"models":[]}`}, "", ErrAnswer, "check url in [assistant]"},
		{"nothing at all", 200, nil, "", ErrAnswer, "check url in [assistant]"},
		{"an empty answer", 200, []string{stop, event("[DONE]")}, "", ErrEmpty, "llama3.2 answered nothing"},
		{"nothing but thoughts", 200, []string{delta("<think>Hm."), stop}, "", ErrEmpty, "llama3.2 answered nothing"},
		{"broken off", 200, []string{delta("It rained")}, "It rained", ErrCut, "broken off"},
		{"the model's own limit", 200, []string{delta("It rained"), event(`{"choices":[{"delta":{},"finish_reason":"length"}]}`)}, "It rained", ErrLength, "the most it may write"},
		{"a filter", 200, []string{delta("It"), event(`{"choices":[{"delta":{},"finish_reason":"content_filter"}]}`)}, "It", ErrFiltered, "filter"},
		{"a line without end", 200, []string{"data: " + strings.Repeat("x", maxLine)}, "", ErrAnswer, "check url"},
		{"an event without end", 200, []string{strings.Repeat("data: xxxxxxxxxxxxxxxx\n", maxLine/16+1)}, "", ErrAnswer, "check url"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text, err := Ask(context.Background(), llama, answering(tc.status, tc.body...), Prompt{}, nil)
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, tc.kind) || text != tc.text {
				t.Fatalf("%q, %v", text, err)
			}
			if s := e.Sentence(); !strings.Contains(s, tc.says) || strings.Contains(s, "s3cret-token") || s != feeds.CleanLine(s) || s == "" {
				t.Errorf("it says %q", s)
			}
			if strings.Contains(err.Error(), "s3cret-token") {
				t.Errorf("the log would say %q", err)
			}
		})
	}
}

func TestAnAnswerWithoutEndIsStoppedAndGivenLessAndLessOften(t *testing.T) {
	times := 0
	text, err := Ask(context.Background(), llama, Means{
		Token: func(context.Context) (string, error) { return "", nil },
		Post: func(_ context.Context, _ Request, take func([]byte) error) (Answer, error) {
			for range 1 << 20 {
				if err := take([]byte(delta("on "))); err != nil {
					return Answer{Status: 200}, err
				}
			}
			return Answer{Status: 200}, nil
		},
	}, Prompt{}, func(string) { times++ })
	if !errors.Is(err, ErrLong) || len(text) < maxText-10 || len(text) > maxText || times > 1000 {
		t.Errorf("%d bytes, given %d times, %v", len(text), times, err)
	}
}

func TestAProgramIsAskedOnItsInput(t *testing.T) {
	a := feeds.Assistant{Command: []string{"/opt/bin/llm", "-m", "mistral"}}
	ask := func(out string, o Output, fails error) (string, error) {
		return Ask(context.Background(), a, Means{Run: func(_ context.Context, argv []string, stdin []byte, take func([]byte) error) (Output, error) {
			if string(stdin) != "Do this.\n\nThe text.\n" || cmp.Diff(a.Command, argv) != "" {
				t.Errorf("%q got %q", argv, stdin)
			}
			if err := take([]byte(out)); err != nil {
				return o, err
			}
			return o, fails
		}}, Prompt{"Do this.", "The text."}, nil)
	}
	if got, err := ask("It rained.\n", Output{}, nil); got != "It rained." || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	got, err := ask("It r", Output{Code: 3, Stderr: "no key\x1b[0m"}, nil)
	if e := (*Error)(nil); !errors.As(err, &e) || got != "It r" || e.Sentence() != "llm ended with code 3: no key" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err = ask("", Output{}, nil); !errors.Is(err, ErrEmpty) {
		t.Error(err)
	}
	if _, err = ask(strings.Repeat("on ", maxText), Output{}, nil); !errors.Is(err, ErrLong) {
		t.Error(err)
	}
}

func TestAServerThatIsNotReachedSaysWhatToDo(t *testing.T) {
	for cause, want := range map[string]string{
		"127.0.0.1 refused the connection":                                 "127.0.0.1 refused the connection; see whether http://127.0.0.1:11434 is running, and check url in [assistant]",
		"there is no host x, or it could not be looked up; check the name": "there is no host x, or it could not be looked up; check the name",
	} {
		m := answering(200)
		m.Post = func(context.Context, Request, func([]byte) error) (Answer, error) { return Answer{}, errors.New(cause) }
		_, err := Ask(context.Background(), llama, m, Prompt{}, nil)
		if e := (*Error)(nil); !errors.As(err, &e) || e.Kind != ErrNetwork || e.Sentence() != want {
			t.Errorf("%v", err)
		}
	}
}

func TestACanceledQuestionIsNoError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	m := answering(200, delta("It "))
	post := m.Post
	m.Post = func(ctx context.Context, r Request, take func([]byte) error) (Answer, error) {
		_, _ = post(ctx, r, take)
		cancel()
		return Answer{}, errors.New("stopped")
	}
	if text, err := Ask(ctx, llama, m, Prompt{}, nil); !errors.Is(err, context.Canceled) || text != "It" {
		t.Errorf("%q, %v", text, err)
	}
}

func TestWhereAServerIsAsked(t *testing.T) {
	for url, want := range map[string]string{
		"http://127.0.0.1:11434":                         "http://127.0.0.1:11434/v1",
		"http://127.0.0.1:11434/":                        "http://127.0.0.1:11434/v1",
		"http://127.0.0.1:11434/v1":                      "http://127.0.0.1:11434/v1",
		"https://api.example/openai/v1/":                 "https://api.example/openai/v1",
		"https://api.example/v1/chat/completions":        "https://api.example/v1",
		"http://localhost:8080/engines/chat/completions": "http://localhost:8080/engines",
	} {
		if got := Endpoint(url); got != want {
			t.Errorf("%s is asked at %s, want %s", url, got, want)
		}
	}
}

func TestTheRequestIsWhatTheAPIWants(t *testing.T) {
	var got Request
	m := answering(200, delta("Yes."), stop)
	post := m.Post
	m.Post = func(ctx context.Context, r Request, take func([]byte) error) (Answer, error) {
		got = r
		return post(ctx, r, take)
	}
	if _, err := Ask(context.Background(), llama, m, Prompt{"Do <this>.", "The text."}, nil); err != nil {
		t.Fatal(err)
	}
	var body map[string]any
	if err := json.Unmarshal(got.Body, &body); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"model": "llama3.2", "stream": true, "messages": []any{
		map[string]any{"role": "system", "content": "Do <this>."}, map[string]any{"role": "user", "content": "The text."}}}
	if diff := cmp.Diff(want, body); diff != "" || got.URL != "http://127.0.0.1:11434/v1/chat/completions" || got.Token != "s3cret-token" {
		t.Error(diff, got.URL, got.Token)
	}
}

func TestTheModelsOfAServerAreLookedThrough(t *testing.T) {
	for _, tc := range []struct {
		name   string
		status int
		body   string
		says   string // "" when all is well
	}{
		{"it is there", 200, `{"object":"list","data":[{"id":"mistral:7b"},{"id":"llama3.2"}]}`, ""},
		{"it is there as Ollama calls it", 200, `{"data":[{"id":"llama3.2:latest"}]}`, ""},
		{"it is not", 200, `{"data":[{"id":"mistral:7b"},{"id":"qwen3\u001b[0m"}]}`, `no model "llama3.2" at http://127.0.0.1:11434: there are mistral:7b, qwen3`},
		{"a server that lists nothing", 200, `{"data":[]}`, ""},
		{"one that does not know the question", 404, `{"error":"unknown path"}`, ""},
		{"a web page", 200, "<html>", "check url"},
		{"nothing there", 404, "<html>", "mend url"},
		{"no token", 401, `{}`, "bookmarks login assistant"},
	} {
		err := CheckModels(llama, Answer{tc.status, []byte(tc.body)}, "")
		if e := (*Error)(nil); (err == nil) != (tc.says == "") || errors.As(err, &e) && !strings.Contains(e.Sentence(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func FuzzAnswers(f *testing.F) {
	f.Add([]byte(delta("It rained.")+stop+event("[DONE]")), 7)
	f.Add([]byte(`{"choices":[{"message":{"content":"It rained."}}]}`), 1)
	f.Add([]byte("data: {\"error\":[[{\"message\":{}}]]}\n\n\xff\xfe<think>"), 3)
	f.Fuzz(func(t *testing.T, body []byte, step int) {
		var pieces []string
		for step = max(1, step&0xff); len(body) > 0; body = body[min(step, len(body)):] {
			pieces = append(pieces, string(body[:min(step, len(body))]))
		}
		text, err := Ask(context.Background(), llama, answering(200, pieces...), Prompt{}, func(text string) {
			if text != feeds.Clean(text) {
				t.Errorf("%q is not clean", text)
			}
		})
		if text != feeds.Clean(text) || text == "" && err == nil || len(text) > 4*maxText {
			t.Errorf("%q, %v", text, err)
		}
	})
}
