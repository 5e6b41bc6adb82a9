package parse

import "errors"

// What can be wrong with a whole body. Everything less is a warning.
var (
	ErrNotFeed  = errors.New("not a feed")
	ErrEmpty    = errors.New("empty answer")
	ErrTooDeep  = errors.New("nested too deep")
	ErrTooLarge = errors.New("too large when unpacked")
	ErrCutShort = errors.New("cut short before the first whole article")
)

// problem is a sentinel with the words for a person.
type problem struct {
	sentinel error
	what     string // "the answer is a web page titled “Home”"
	todo     string // what to do, a sentence of its own
}

func (p *problem) Error() string { return p.sentinel.Error() + ": " + p.what }
func (p *problem) Unwrap() error { return p.sentinel }

// notFeed says what came instead of a feed: "a web page".
func notFeed(what, todo string) error {
	if todo == "" {
		todo = "Check the feed's address."
	}
	return &problem{ErrNotFeed, "the answer is " + what + ", not a feed", todo}
}

func errEmpty() error {
	return &problem{ErrEmpty, "the server sent an empty answer", "It is tried again at the next reload; what is stored stays."}
}

func errTooDeep() error {
	return &problem{ErrTooDeep, "the feed nests its elements more than 256 deep", "It looks like an attack or a broken generator; tell its publisher."}
}

func errTooLarge() error {
	return &problem{ErrTooLarge, "the feed is larger than 32 MiB when unpacked", "Ask its publisher for a shorter feed."}
}

func errCutShort() error {
	return &problem{ErrCutShort, "the feed breaks off before its first whole article", "It is tried again at the next reload; what is stored stays."}
}

// Sentence says an error of this room in a sentence that names what to do.
func Sentence(err error) string {
	var p *problem
	switch {
	case err == nil:
		return ""
	case errors.As(err, &p):
		return upperFirst(p.what) + ". " + p.todo
	}
	return "The feed cannot be read: " + err.Error() + "."
}

func upperFirst(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
