package services

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
)

// ErrKind says what went wrong. Each kind is an error itself.
type ErrKind string

// The kinds.
const (
	ErrSecret  ErrKind = "no token"          // it cannot be had
	ErrToken   ErrKind = "token refused"     // 401, 403
	ErrNowhere ErrKind = "nothing there"     // 404, 405, 410
	ErrRefused ErrKind = "article refused"   // by the service, for what it is
	ErrBusy    ErrKind = "to be left alone"  // 429, 503
	ErrTrouble ErrKind = "trouble there"     // 5xx
	ErrAnswer  ErrKind = "another's answer"  // not as the service answers
	ErrNetwork ErrKind = "not reached"       // Err says why
	ErrProgram ErrKind = "program's failure" // it says so itself
)

func (k ErrKind) Error() string { return string(k) }

// Error is every error of Send.
type Error struct {
	Kind       ErrKind
	Service    feeds.Service
	Status     int           // 0 where there was no answer
	RetryAfter time.Duration // what the service asked for, 0 none
	Said       string        // what it or the program said about it, one line
	Err        error         // the cause, may be nil

	kind feeds.ServiceKind
}

func (e *Error) Error() string {
	return feeds.Failure("send to "+e.Service.Name, string(e.Kind), e.Status, e.Said, feeds.InWords(e.Err))
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// Mend says whether a person has to do something before another try is of any
// use.
func (e *Error) Mend() bool {
	switch e.Kind {
	case ErrSecret, ErrToken, ErrNowhere, ErrRefused:
		return true
	}
	return false
}

// Whole says whether everything else for this service would fail in the same
// way now.
func (e *Error) Whole() bool { return e.Kind != ErrRefused && e.Kind != ErrProgram }

// Sentence is what a person reads: what happened, and what to do.
func (e *Error) Sentence() string { return feeds.CleanLine(e.sentence()) }

func (e *Error) sentence() string {
	who := e.Service.Name
	if e.kind.Token != "" && strings.EqualFold(who, e.kind.Name) {
		who = e.kind.Title
	}
	code := ""
	if e.Status != 0 {
		code = fmt.Sprintf(" (%d)", e.Status)
	}
	because := ""
	if said := strings.TrimRight(e.Said, " ."); said != "" {
		because = ": " + said
	}
	switch e.Kind {
	case ErrSecret, ErrNetwork:
		return feeds.InWords(e.Err)
	case ErrToken:
		return fmt.Sprintf("%s does not take the %s%s; get a new one there, and put it where the settings say", who, e.kind.Token, code)
	case ErrNowhere:
		return fmt.Sprintf("%s is not at %s%s; mend url in the settings", who, e.Service.URL, code)
	case ErrRefused:
		return fmt.Sprintf("%s does not take this one%s%s", who, code, because)
	case ErrBusy:
		return fmt.Sprintf("%s asks to be left alone for a while%s", who, code)
	case ErrTrouble:
		return fmt.Sprintf("%s has trouble of its own%s", who, code)
	case ErrAnswer:
		return fmt.Sprintf("what answers at %s is not %s%s; check url in the settings", e.Service.URL, who, code)
	}
	if e.Status != 0 {
		return fmt.Sprintf("%s ended with code %d%s", who, e.Status, because)
	}
	return who + because
}
