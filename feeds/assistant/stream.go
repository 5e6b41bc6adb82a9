package assistant

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"broadsheet/feeds"
)

// maxLine bounds one event of a stream, and an answer that comes in one piece.
const maxLine = 1 << 20

// errDone ends a stream whose server has said that it is over: some never hang
// up.
var errDone = errors.New("the answer is over")

// stream reads what a server answers: server-sent events (HTML standard, 9.2),
// each a piece of the answer as JSON, up to "[DONE]"; or one object, from those
// that do not stream.
type stream struct {
	*reply
	line  []byte
	data  []byte // of the event at hand
	begun bool   // the first byte has come
	one   bool   // it is one object
	known bool   // something in it was of the kind that is understood
	ended bool   // it was said to be over
	why   string // the reason that was given for the end
	wrong *Error
}

// take takes the next bytes.
func (s *stream) take(p []byte) error {
	if !s.begun {
		p = bytes.TrimLeft(bytes.TrimPrefix(p, []byte("\xef\xbb\xbf")), " \t\r\n")
		if len(p) == 0 {
			return nil
		}
		s.begun, s.one = true, p[0] == '{'
	}
	for len(p) > 0 {
		n := bytes.IndexByte(p, '\n') + 1
		if n == 0 || s.one {
			n = len(p)
		}
		if len(s.line)+n > maxLine {
			s.wrong = &Error{Kind: ErrAnswer}
			return errDone
		}
		s.line = append(s.line, p[:n]...)
		if !s.one && p[n-1] == '\n' {
			if err := s.field(bytes.TrimRight(s.line, "\r\n")); err != nil {
				return err
			}
			s.line = s.line[:0]
		}
		p = p[n:]
	}
	return nil
}

// field takes a line of a stream: an empty one ends an event.
func (s *stream) field(line []byte) error {
	if len(line) == 0 {
		return s.event()
	}
	name, value, _ := bytes.Cut(line, []byte(":"))
	if string(name) != "data" { // names of events, numbers, and comments that keep it open
		return nil
	}
	value = bytes.TrimPrefix(value, []byte(" "))
	if len(s.data)+len(value) > maxLine {
		s.wrong = &Error{Kind: ErrAnswer}
		return errDone
	}
	if len(s.data) > 0 {
		s.data = append(s.data, '\n')
	}
	s.data = append(s.data, value...)
	return nil
}

func (s *stream) event() error {
	data := bytes.TrimSpace(s.data)
	s.data = s.data[:0]
	switch {
	case len(data) == 0:
		return nil
	case string(data) == "[DONE]":
		s.known, s.ended = true, true
		return errDone
	}
	return s.piece(data)
}

// piece is what is read of an answer or a part of it.
type piece struct {
	Choices []struct {
		Delta, Message struct {
			Content any `json:"content"`
		}
		Text   string `json:"text"`
		Reason string `json:"finish_reason"`
	} `json:"choices"`
	Error any `json:"error"`
}

// pieceOf reads a piece; false for what cannot be read.
func pieceOf(data []byte) (p piece, ok bool) {
	err := json.Unmarshal(data, &p)
	return p, err == nil
}

func (s *stream) piece(data []byte) error {
	p, ok := pieceOf(data)
	if !ok {
		return nil // it spoils no others; without any, finish says so
	}
	if p.Error != nil {
		s.wrong = &Error{Kind: ErrTrouble, Said: line(feeds.FirstText(p.Error))}
		return errDone
	}
	if p.Choices == nil {
		return nil
	}
	s.known = true
	if len(p.Choices) == 0 { // what it cost, at the end
		return nil
	}
	c := p.Choices[0]
	if c.Reason != "" {
		s.ended, s.why = true, c.Reason
	}
	return s.add([]byte(content(c.Delta.Content) + content(c.Message.Content) + c.Text))
}

// content is text as it is, or as the list of parts that some servers give.
func content(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var b strings.Builder
		for _, part := range v {
			if m, ok := part.(map[string]any); ok && m["type"] != "thinking" {
				text, _ := m["text"].(string)
				b.WriteString(text)
			}
		}
		return b.String()
	}
	return ""
}

// finish says what is wrong with an answer that has come to its end, nil for
// nothing.
func (s *stream) finish() *Error {
	if s.wrong == nil && !s.ended {
		if s.one {
			_ = s.piece(s.line)
		} else {
			_ = s.field(bytes.TrimRight(s.line, "\r"))
			_ = s.event() // the last one need not be closed
		}
	}
	switch {
	case s.wrong != nil:
		return s.wrong
	case !s.known:
		return &Error{Kind: ErrAnswer}
	case s.why == "length":
		return &Error{Kind: ErrLength}
	case s.why == "content_filter":
		return &Error{Kind: ErrFiltered}
	case !s.ended && !s.one:
		return &Error{Kind: ErrCut}
	}
	return nil
}
