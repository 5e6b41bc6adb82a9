package feeds

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// InWords is what a person reads of an error: the sentence of the outermost that
// has one for people (a method Sentence), else all of it; "" for none.
func InWords(err error) string {
	var s interface{ Sentence() string }
	switch {
	case err == nil:
		return ""
	case errors.As(err, &s):
		return CleanLine(s.Sentence())
	}
	return CleanLine(err.Error())
}

// Failure is an error as the log has it: what was done to what, of which kind the
// error is, a status unless that is 0, and what else there is to say.
func Failure(did, kind string, status int, more ...string) string {
	s := did + ": " + kind
	if status != 0 {
		s += fmt.Sprintf(" (%d)", status)
	}
	for _, text := range more {
		if text != "" {
			s += ": " + text
		}
	}
	return s
}

// SaidWhy is what a server says in JSON about why it refuses, on one line of n
// characters at most. What is no JSON says nothing.
func SaidWhy(body []byte, n int) string {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return ""
	}
	return Shorten(CleanLine(FirstText(v)), n)
}

// FirstText is the words of an error that came as JSON: under the usual keys
// first, else the first text there is. It is outside text still.
func FirstText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, item := range v {
			if text := FirstText(item); text != "" {
				return text
			}
		}
	case map[string]any:
		usual := []string{"detail", "message", "msg", "errorMessage", "error_description", "error"}
		for _, key := range append(usual, slices.Sorted(maps.Keys(v))...) {
			if text := FirstText(v[key]); text != "" {
				return text
			}
		}
	}
	return ""
}
