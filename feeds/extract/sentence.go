package extract

import "errors"

// What FromPage refuses a page for.
var (
	ErrNotHTML     = errors.New("not a web page")
	ErrTooShort    = errors.New("no text found")
	ErrNeedsScript = errors.New("text needs JavaScript")
	ErrTooLarge    = errors.New("page too large")
	ErrPaywall     = errors.New("text behind a paywall")
)

// Sentence is what a person reads about an error of FromPage, and what to do;
// "" for nil.
func Sentence(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrNotHTML):
		return "this address is not a web page; o opens it in the browser"
	case errors.Is(err, ErrTooShort):
		return "no article text was found on this page; o opens it in the browser"
	case errors.Is(err, ErrNeedsScript):
		return "this page shows its text only with JavaScript; o opens it in the browser"
	case errors.Is(err, ErrPaywall):
		return "the rest of this text is behind a paywall; o opens it in the browser"
	case errors.Is(err, ErrTooLarge):
		return "this page is too large to read here; o opens it in the browser"
	}
	return "the page could not be read (" + err.Error() + "); o opens it in the browser"
}
