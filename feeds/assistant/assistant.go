// Package assistant asks the reader's own language model, a program or a server
// that speaks as OpenAI's chat completions do, and reads what it answers as it
// comes: texts of articles in, sentences with the numbers of their articles, or
// a Document in another language, out.
//
// It knows prompts and answers. The network, the token and the running of
// programs are handed to it as functions (Means); it stores nothing and knows
// no clock. Articles are hostile text: they are sent between fences as data,
// and what comes back is cleaned text alone, whatever they talked the model
// into. library calls it, and only when a person asked.
package assistant

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"broadsheet/feeds"
)

// maxText bounds an answer, in bytes: what goes on and on answers nothing.
const maxText = 64 << 10

// Request is one request to a server, by POST.
type Request struct {
	URL   string
	Token string // for a bearer's header, "" for none
	Body  []byte
}

// Answer is what a server answered. Body is of a status that says no alone.
type Answer struct {
	Status int
	Body   []byte
}

// Output is how a program ended.
type Output struct {
	Stderr string
	Code   int
}

// Means are what a model is reached by. What comes is given to take, piece by
// piece; take's error ends it and is given back. Their own errors are sentences
// and name no secret.
type Means struct {
	Post  func(ctx context.Context, r Request, take func([]byte) error) (Answer, error)
	Token func(ctx context.Context) (string, error) // "" for none
	Run   func(ctx context.Context, argv []string, stdin []byte, take func([]byte) error) (Output, error)
}

// Prompt is what is said to a model: what to do, and the texts to do it with.
type Prompt struct{ System, Text string }

// Ask gives a prompt to a and gives its answer, cleaned, to take, which may be
// nil: all that has come so far, each time. Where it fails what came before
// that is given as well. All errors are *Error, but for the context's.
func Ask(ctx context.Context, a feeds.Assistant, m Means, p Prompt, take func(text string)) (string, error) {
	r := &reply{take: take}
	ask := askCommand
	if a.URL != "" {
		ask = askServer
	}
	err := ask(ctx, a, m, p, r)
	text := r.end()
	switch {
	case ctx.Err() != nil:
		return text, context.Cause(ctx)
	case errors.Is(err, errFull):
		return text, &Error{Kind: ErrLong, Assistant: a}
	case err != nil:
		return text, err
	case text == "":
		return "", &Error{Kind: ErrEmpty, Assistant: a}
	}
	return text, nil
}

// askCommand runs a program: the prompt is its input, its output the answer.
func askCommand(ctx context.Context, a feeds.Assistant, m Means, p Prompt, r *reply) error {
	out, err := m.Run(ctx, a.Command, []byte(p.System+"\n\n"+p.Text+"\n"), r.add)
	switch {
	case errors.Is(err, errFull):
		return err
	case err != nil:
		return &Error{Kind: ErrProgram, Assistant: a, Err: err}
	case out.Code != 0:
		return &Error{Kind: ErrProgram, Assistant: a, Status: out.Code, Said: line(out.Stderr)}
	}
	return nil
}

// message and question are the body of a request (OpenAI API, "Create chat
// completion"; Ollama, llama.cpp, vLLM and others take the same).
type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type question struct {
	Model    string    `json:"model"`
	Messages []message `json:"messages"`
	Stream   bool      `json:"stream"`
}

func askServer(ctx context.Context, a feeds.Assistant, m Means, p Prompt, r *reply) error {
	token, err := m.Token(ctx)
	if err != nil {
		return &Error{Kind: ErrToken, Assistant: a, Err: err}
	}
	fail := func(e *Error) *Error { return e.without(token) }
	body, err := json.Marshal(question{Model: a.Model, Messages: []message{{"system", p.System}, {"user", p.Text}}, Stream: true})
	if err != nil {
		return fail(&Error{Kind: ErrRefused, Assistant: a, Err: err})
	}
	s := stream{reply: r}
	answer, err := m.Post(ctx, Request{URL: Endpoint(a.URL) + "/chat/completions", Token: token, Body: body}, s.take)
	switch {
	case errors.Is(err, errDone):
	case errors.Is(err, errFull):
		return err
	case err != nil && r.text.Len() > 0:
		return fail(&Error{Kind: ErrCut, Assistant: a, Err: err})
	case err != nil:
		return fail(&Error{Kind: ErrNetwork, Assistant: a, Err: err})
	case answer.Status < 200 || answer.Status > 299:
		return fail(refusal(a, answer, token != ""))
	}
	if e := s.finish(); e != nil {
		e.Assistant = a
		return fail(e)
	}
	return nil
}

// Endpoint is the address that the paths of the API follow, for what a person
// wrote as url: the server alone, with its path, or the whole address of the
// chat.
func Endpoint(url string) string {
	url = strings.TrimSuffix(strings.TrimRight(url, "/"), "/chat/completions")
	if _, rest, ok := strings.Cut(url, "://"); ok && !strings.Contains(rest, "/") {
		return url + "/v1"
	}
	return url
}
