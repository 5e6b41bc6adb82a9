package assistant

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// ErrKind says what went wrong. Each kind is an error itself.
type ErrKind string

// The kinds. With the last ones there may be a part of an answer.
const (
	ErrToken    ErrKind = "no token"         // it cannot be had
	ErrDenied   ErrKind = "token refused"    // 401, 403
	ErrModel    ErrKind = "no such model"    // 404, as servers of models say it
	ErrNowhere  ErrKind = "nothing there"    // 404, 405, 410
	ErrRefused  ErrKind = "question refused" // for what it is
	ErrBusy     ErrKind = "to be left alone" // 429, 503
	ErrTrouble  ErrKind = "trouble there"    // 5xx, or told within an answer
	ErrAnswer   ErrKind = "another's answer" // not as such servers answer
	ErrNetwork  ErrKind = "not reached"      // Err says why
	ErrProgram  ErrKind = "program's failure"
	ErrEmpty    ErrKind = "empty answer"
	ErrCut      ErrKind = "broken off"
	ErrLength   ErrKind = "model's limit"
	ErrLong     ErrKind = "too long"
	ErrFiltered ErrKind = "filtered"
)

func (k ErrKind) Error() string { return string(k) }

// Error is every error of Ask.
type Error struct {
	Kind      ErrKind
	Assistant feeds.Assistant
	Status    int    // of a server's answer or a program's end, 0 for none
	Token     bool   // a token was sent
	Said      string // what it said about it, one line
	Err       error  // the cause, may be nil
}

func (e *Error) Error() string {
	return feeds.Failure("ask "+e.Assistant.Name(), string(e.Kind), e.Status, e.Said, feeds.InWords(e.Err))
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// Sentence is what a person reads: what happened, and what to do.
func (e *Error) Sentence() string { return feeds.CleanLine(e.sentence()) }

func (e *Error) sentence() string {
	a := e.Assistant
	code, because := "", ""
	if e.Status != 0 {
		code = fmt.Sprintf(" (%d)", e.Status)
	}
	if said := strings.TrimRight(e.Said, " ."); said != "" {
		because = ": " + said
	}
	switch e.Kind {
	case ErrToken:
		return feeds.InWords(e.Err)
	case ErrNetwork:
		if said := feeds.InWords(e.Err); strings.Contains(said, ";") {
			return said // it says what to do
		}
		return fmt.Sprintf("%s; see whether %s is running, and check url in [assistant]", feeds.InWords(e.Err), a.URL)
	case ErrDenied:
		if !e.Token {
			return fmt.Sprintf("%s wants a token%s; token_command or token_env in [assistant] say where it is, or `broadsheet bookmarks login assistant` files it in the keyring", a.URL, code)
		}
		return fmt.Sprintf("%s does not take the token%s%s; get a new one there, and put it where [assistant] says", a.URL, code, because)
	case ErrModel:
		return fmt.Sprintf("there is no model %q at %s%s; name one that is there as model in [assistant], or get it: with Ollama, `ollama pull %s`", a.Model, a.URL, because, a.Model)
	case ErrNowhere:
		return fmt.Sprintf("no model answers at %s%s; mend url in [assistant]", a.URL, code)
	case ErrRefused:
		return fmt.Sprintf("%s does not take the question%s%s", a.URL, code, because)
	case ErrBusy:
		return fmt.Sprintf("%s asks to be left alone for a while%s%s", a.URL, code, because)
	case ErrTrouble:
		return fmt.Sprintf("%s has trouble of its own%s%s; try it again, and see what it writes to its log", a.URL, code, because)
	case ErrAnswer:
		return fmt.Sprintf("what answers at %s is no server of the kind that OpenAI's is%s; check url in [assistant]", a.URL, code)
	case ErrEmpty:
		return a.Name() + " answered nothing; try it again, or name another model in [assistant]"
	case ErrCut:
		if e.Err != nil {
			return "the answer was broken off: " + feeds.InWords(e.Err)
		}
		return "the answer was broken off; try it again"
	case ErrLength:
		return a.Name() + " stopped at the most it may write; give it more room where it runs"
	case ErrLong:
		return a.Name() + " wrote on and on, and was stopped"
	case ErrFiltered:
		return a.Name() + " was stopped by a filter of its server"
	}
	if e.Status != 0 {
		return fmt.Sprintf("%s ended with code %d%s", a.Name(), e.Status, because)
	}
	return feeds.InWords(e.Err)
}

// without is e without a token, which a server may give back in what it says.
func (e *Error) without(token string) *Error {
	if len(token) > 3 {
		e.Said = strings.ReplaceAll(e.Said, token, "…")
		if e.Err != nil && strings.Contains(feeds.InWords(e.Err), token) {
			e.Err = errors.New(strings.ReplaceAll(feeds.InWords(e.Err), token, "…"))
		}
	}
	return e
}

// refusal is what an answer that says no means.
func refusal(a feeds.Assistant, answer Answer, token bool) *Error {
	e := &Error{Kind: ErrRefused, Assistant: a, Status: answer.Status, Token: token, Said: feeds.SaidWhy(answer.Body, maxSaid)}
	switch status := answer.Status; {
	case status == 401, status == 403:
		e.Kind = ErrDenied
	case (status == 404 || status == 400) && strings.Contains(strings.ToLower(e.Said), "model") && noSuch(e.Said):
		e.Kind = ErrModel
	case status == 404, status == 405, status == 410:
		e.Kind = ErrNowhere
	case status == 429, status == 503:
		e.Kind = ErrBusy
	case status >= 500, status < 400:
		e.Kind = ErrTrouble
	}
	return e
}

// noSuch says whether a refusal is about a model that is not there.
func noSuch(said string) bool {
	said = strings.ToLower(said)
	return slices.ContainsFunc([]string{"not found", "not exist", "no such", "unknown", "not available"}, func(words string) bool { return strings.Contains(said, words) })
}

// maxSaid bounds what is told of a server's own words, in characters.
const maxSaid = 200

// line is outside text on one line that is not too long.
func line(text string) string {
	return feeds.Shorten(feeds.CleanLine(text), maxSaid)
}
