package assistant

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// errFull ends an answer that is longer than any may be.
var errFull = errors.New("the answer is too long")

// reply gathers an answer as it comes.
type reply struct {
	text  bytes.Buffer
	take  func(string)
	given int // bytes of text when take had it last
}

// add takes the next bytes, which may end within a character.
func (r *reply) add(p []byte) error {
	room := maxText - r.text.Len()
	r.text.Write(p[:min(len(p), room)])
	// Each time all of it is given: so it is the less often, the longer it is.
	if r.take != nil && r.text.Len() >= r.given+1+r.given/64 {
		r.given = r.text.Len()
		if text := r.said(whole(r.text.Bytes())); text != "" {
			r.take(text)
		}
	}
	if len(p) > room {
		return errFull
	}
	return nil
}

// end is all there is.
func (r *reply) end() string {
	return r.said(bytes.ToValidUTF8(whole(r.text.Bytes()), []byte("\uFFFD")))
}

// whole is b without a character at its end of which some bytes lack.
func whole(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// said is what an answer says: cleaned, and without what a model thinks aloud
// before it.
func (r *reply) said(b []byte) string {
	text := strings.TrimSpace(feeds.Clean(string(b)))
	const open, shut = "<think>", "</think>"
	if strings.HasPrefix(text, open) {
		_, after, ok := strings.Cut(text, shut)
		if !ok {
			return ""
		}
		text = strings.TrimSpace(after)
	}
	if len(text) < len(open) && strings.HasPrefix(open, text) {
		return "" // it may be about to think
	}
	return text
}
