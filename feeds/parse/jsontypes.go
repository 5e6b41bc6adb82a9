package parse

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"broadsheet/feeds"
)

// loose is a JSON value where text is expected: numbers and booleans become
// text, null and the rest nothing.
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	*l = loose(looseText(b))
	return nil
}

func looseText(b []byte) string {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || b[0] == '{' || b[0] == '[' || string(b) == "null" {
		return ""
	}
	if b[0] == '"' {
		return unquote(b)
	}
	return string(b)
}

// unquote decodes a JSON string that the decoder has found valid. It goes
// through the text once, where json.Unmarshal would check all of it again.
func unquote(b []byte) string {
	b = b[1 : len(b)-1]
	i := bytes.IndexByte(b, '\\')
	if i < 0 {
		return string(b)
	}
	out := make([]byte, 0, len(b))
	for i >= 0 && i+1 < len(b) {
		out = append(out, b[:i]...)
		c := b[i+1]
		b = b[i+2:]
		switch c {
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'r':
			out = append(out, '\r')
		case 'b', 'f':
			out = append(out, ' ')
		case 'u':
			r, n := unicodeEscape(b)
			out = utf8.AppendRune(out, r)
			b = b[n:]
		default:
			out = append(out, c)
		}
		i = bytes.IndexByte(b, '\\')
	}
	return string(append(out, b...))
}

// unicodeEscape reads what follows "\u", a pair of surrogates as one.
func unicodeEscape(b []byte) (r rune, n int) {
	r, ok := hex4(b)
	if !ok {
		return utf8.RuneError, min(4, len(b))
	}
	if !utf16.IsSurrogate(r) {
		return r, 4
	}
	if len(b) >= 10 && b[4] == '\\' && b[5] == 'u' {
		if low, ok := hex4(b[6:]); ok {
			if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
				return pair, 10
			}
		}
	}
	return utf8.RuneError, 4
}

func hex4(b []byte) (rune, bool) {
	if len(b) < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 32)
	return rune(n), err == nil
}

// looseList is a list of texts, or one text with commas.
type looseList []feeds.Raw

func (l *looseList) UnmarshalJSON(b []byte) error {
	var list []loose
	if json.Unmarshal(b, &list) == nil {
		for _, s := range list {
			*l = append(*l, feeds.Raw(s))
		}
		return nil
	}
	*l = listed(looseText(b))
	return nil
}

// many is one object or a list of them; whatever else is there is nothing. A
// text becomes an object whose text field is set by set.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(b []byte) error {
	var list []json.RawMessage
	if json.Unmarshal(b, &list) != nil {
		list = []json.RawMessage{b}
	}
	for _, raw := range list {
		var one T
		if json.Unmarshal(raw, &one) == nil {
			*m = append(*m, one)
		}
	}
	return nil
}

type jsonAuthor struct {
	Name loose `json:"name"`
}

// UnmarshalJSON takes a bare text for the name.
func (a *jsonAuthor) UnmarshalJSON(b []byte) error {
	type plain jsonAuthor
	return bareOr(b, &a.Name, (*plain)(a))
}

// bareOr reads a bare text into one place, anything else into another.
func bareOr(b []byte, bare *loose, whole any) error {
	if len(b) > 0 && b[0] == '"' {
		*bare = loose(looseText(b))
		return nil
	}
	return json.Unmarshal(b, whole)
}

type jsonAttachment struct {
	URL      loose `json:"url"`
	MimeType loose `json:"mime_type"`
	Size     loose `json:"size_in_bytes"`
	Duration loose `json:"duration_in_seconds"`
}

// UnmarshalJSON takes a bare text for the address.
func (a *jsonAttachment) UnmarshalJSON(b []byte) error {
	type plain jsonAttachment
	return bareOr(b, &a.URL, (*plain)(a))
}

type jsonHub struct {
	URL loose `json:"url"`
}

type jsonItem struct {
	ID            loose                `json:"id"`
	URL           loose                `json:"url"`
	ExternalURL   loose                `json:"external_url"`
	Title         loose                `json:"title"`
	ContentHTML   loose                `json:"content_html"`
	ContentText   loose                `json:"content_text"`
	Summary       loose                `json:"summary"`
	Image         loose                `json:"image"`
	BannerImage   loose                `json:"banner_image"`
	DatePublished loose                `json:"date_published"`
	DateModified  loose                `json:"date_modified"`
	Author        many[jsonAuthor]     `json:"author"`
	Authors       many[jsonAuthor]     `json:"authors"`
	Tags          looseList            `json:"tags"`
	Attachments   many[jsonAttachment] `json:"attachments"`
	Language      loose                `json:"language"`
}
