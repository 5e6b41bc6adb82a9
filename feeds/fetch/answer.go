package fetch

import (
	"context"
	"errors"

	"broadsheet/feeds"
)

// Answer puts what Get gave into the schedule's words. The caller, who knows
// the format, completes it: a body that is no feed is OutcomeBad with its
// sentence; one that is gets BodyHash and, when parsed, its rhythm.
func Answer(res Response, err error) feeds.Answer {
	a := feeds.Answer{
		Outcome: feeds.OutcomeGood, Status: res.Status, NotModified: res.NotModified,
		ETag: res.ETag, LastModified: res.LastModified, RetryAfter: res.RetryAfter,
		MaxAge: res.MaxAge, Expires: res.Expires, Date: res.Date, Moved: res.Moved, Took: res.Took,
	}
	if res.Truncated {
		a.Outcome = feeds.OutcomeCut
	}
	if err == nil {
		return a
	}
	a.Error = Sentence(err)
	a.Outcome = feeds.OutcomeFailed
	var e *Error
	if !errors.As(err, &e) {
		return a
	}
	switch {
	case e.Kind == ErrCanceled, errors.Is(err, context.Canceled):
		a.Outcome = feeds.OutcomeCanceled
	case e.Kind == ErrWaiting:
		a.Outcome, a.RetryAfter = feeds.OutcomeWaiting, e.RetryAfter
	case e.Kind == ErrStatus:
		a.Outcome = feeds.OutcomeBad
	case e.Unreached():
		a.Outcome = feeds.OutcomeUnreached
	case e.Kind == ErrRedirect, e.Kind == ErrTooLarge, e.Kind == ErrEncoding, e.Kind == ErrPrivate:
		a.Outcome = feeds.OutcomeBad
	}
	return a
}
