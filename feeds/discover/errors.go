package discover

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"broadsheet/feeds"
)

// What Find can fail of, besides an error of Get.
var (
	ErrNotAddress = errors.New("not an address")
	ErrNothing    = errors.New("no feed found")
)

// Error is every error of Find. Err is ErrNotAddress, ErrNothing, the
// context's error or Get's. Temporary: URL is a feed's, or the address as
// typed, and could not be had just now; it may be kept and tried again.
type Error struct {
	Input     string
	URL       string // "" with ErrNotAddress
	Temporary bool
	Requests  int  // with ErrNothing: how many addresses were asked
	Announced int  // with ErrNothing: feeds the page names, none of which is one
	Trouble   bool // with ErrNothing: the host then failed for a while, and was left alone
	Err       error
}

func (e *Error) Error() string {
	if e.URL == "" {
		return fmt.Sprintf("find feeds of %q: %v", feeds.CleanLine(e.Input), e.Err)
	}
	return fmt.Sprintf("find feeds of %s: %v", e.URL, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// answered says that the address was had, so that another reading of what the
// person typed is pointless.
func (e *Error) answered() bool { return errors.Is(e.Err, ErrNothing) }

// Sentence says an error of Find in words that name what to do. Where Get's
// error has a sentence of its own (a method Sentence), that one counts.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var (
		e      *Error
		spoken interface{ Sentence() string }
	)
	switch {
	case !errors.As(err, &e):
		return feeds.CleanLine(err.Error())
	case errors.Is(err, ErrNotAddress):
		return feeds.CleanLine(fmt.Sprintf("%q is no web address; paste one such as https://example.org, or a handle such as @name@host.example", e.Input))
	case errors.Is(err, ErrNothing):
		return feeds.CleanLine(e.nothing())
	case errors.Is(err, context.Canceled):
		return "stopped before the search for feeds was over"
	case errors.As(err, &spoken):
		return feeds.CleanLine(spoken.Sentence())
	}
	return feeds.CleanLine(host(e.URL) + " could not be asked: " + e.Err.Error())
}

func (e *Error) nothing() string {
	looked := "the page, its links and the usual places were looked at"
	switch {
	case e.Trouble:
		return host(e.URL) + " answers, but no feed was found before it stopped doing so; try again later, or paste the address of the feed itself"
	case e.Announced == 1:
		looked = "the page names one, but it cannot be read"
	case e.Announced > 1:
		looked = fmt.Sprintf("the page names %d, but none of them can be read", e.Announced)
	}
	asked := fmt.Sprintf("%d addresses", e.Requests)
	if e.Requests == 1 {
		asked = "1 address"
	}
	return fmt.Sprintf("%s answers, but no feed was found: %s (%s asked); look on the site for a link called RSS or Atom and paste its address",
		host(e.URL), looked, asked)
}

func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return "the host"
}
