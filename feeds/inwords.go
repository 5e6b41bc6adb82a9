package feeds

import "errors"

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
