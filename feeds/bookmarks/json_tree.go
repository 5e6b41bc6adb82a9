package bookmarks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// tree walks JSON by where its values stand, so that every entry has its line
// and a bad one can be passed over.
type tree struct {
	data []byte
	line line
}

func newTree(data []byte) *tree { return &tree{data: data, line: line{data: data}} }

// value is where one stands in the data.
type value struct{ from, to int }

// root is the whole file.
func (t *tree) root() value { return value{0, len(t.data)} }

func (t *tree) bytes(v value) []byte { return t.data[v.from:v.to] }

// at is the line of v. Values have to be asked for in order.
func (t *tree) at(v value) int { return t.line.of(v.from) }

// kind is the first character of v: { [ " or another.
func (t *tree) kind(v value) byte {
	if text := bytes.TrimLeft(t.bytes(v), " \t\r\n"); len(text) > 0 {
		return text[0]
	}
	return 0
}

// fields gives the values of an object by their names, the first of each. Of
// one that is damaged it gives those before the damage, the last cut short.
func (t *tree) fields(v value) (map[string]value, error) {
	out := map[string]value{}
	err := t.members(v, '{', func(name string, m value) error {
		if _, twice := out[name]; !twice {
			out[name] = m
		}
		return nil
	})
	return out, err
}

// items gives do the values of an array in turn; of another kind of value, and
// of none, nothing.
func (t *tree) items(v value, do func(value) error) error {
	if t.kind(v) != '[' {
		return nil
	}
	return t.members(v, '[', func(_ string, m value) error { return do(m) })
}

// errDamaged says where JSON could not be read on.
type errDamaged struct {
	offset int
	err    error
}

func (e *errDamaged) Error() string { return e.err.Error() }
func (e *errDamaged) Unwrap() error { return e.err }

var errOther = errors.New("it is not what was expected there")

func (t *tree) members(v value, open json.Delim, do func(string, value) error) error {
	dec := json.NewDecoder(bytes.NewReader(t.bytes(v)))
	next := func() int { // what follows the last whole piece
		at := v.from + int(dec.InputOffset())
		for at < v.to && bytes.IndexByte([]byte(" \t\r\n,:"), t.data[at]) >= 0 {
			at++
		}
		return at
	}
	damaged := func(err error) error { return &errDamaged{next(), err} }
	if first, err := dec.Token(); err != nil {
		return damaged(err)
	} else if first != open {
		return damaged(errOther)
	}
	for dec.More() {
		name := ""
		if open == '{' {
			key, err := dec.Token()
			if err != nil {
				return damaged(err)
			}
			name, _ = key.(string)
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			err = damaged(err)
			if open == '{' { // what there is of it may hold whole entries
				err = errors.Join(do(name, value{next(), v.to}), err)
			}
			return err
		}
		to := v.from + int(dec.InputOffset())
		if err := do(name, value{to - len(raw), to}); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return damaged(err)
	}
	return nil
}

// str is a text, number or truth as text; "" for anything else and for none.
func (t *tree) str(v value) string {
	switch t.kind(v) {
	case '"':
		var s string
		if json.Unmarshal(t.bytes(v), &s) == nil {
			return s
		}
	case '{', '[', 'n', 0:
	default:
		return string(bytes.TrimSpace(t.bytes(v)))
	}
	return ""
}

// number is an id as it may be written: 7 or "7".
func (t *tree) number(v value) int64 {
	n, err := strconv.ParseInt(t.str(v), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// yes says whether v is true, 1, "yes" or the like.
func (t *tree) yes(v value) bool {
	return truth(t.str(v))
}

func truth(s string) bool {
	switch s {
	case "true", "True", "TRUE", "1", "yes", "Yes":
		return true
	}
	return false
}

// list gives the texts of an array; of one of objects, what they have under
// one of names. A single text is a list of one.
func (t *tree) list(v value, names ...string) (out []string) {
	if t.kind(v) == '"' {
		return []string{t.str(v)}
	}
	// What cannot be read of a list is no reason to lose the entry.
	_ = t.items(v, func(m value) error {
		if t.kind(m) != '{' {
			out = append(out, t.str(m))
			return nil
		}
		f, err := t.fields(m)
		for _, name := range names {
			if s := t.str(f[name]); s != "" {
				out = append(out, s)
				break
			}
		}
		return err
	})
	return out
}

// entries gives do every object of an array with its line; what is none is
// skipped, and so is the rest of an array that is damaged.
func (in *reader) entries(t *tree, v value, do func(line int, f map[string]value) error) error {
	found := false
	err := t.items(v, func(m value) error {
		found = true
		line := t.at(m)
		if t.kind(m) != '{' {
			in.skip(line, string(clip(t.bytes(m))), "it is not a bookmark")
			return nil
		}
		f, err := t.fields(m)
		if err != nil {
			return err
		}
		return do(line, f)
	})
	return in.damage(t, err, found || in.n > 0)
}

// damage notes where a file could not be read on. One in which nothing could
// be read is an error.
func (in *reader) damage(t *tree, err error, some bool) error {
	var d *errDamaged
	if !errors.As(err, &d) {
		return finish(err)
	}
	at := t.line.of(d.offset)
	if !some {
		return fmt.Errorf("read bookmarks: line %d: %w: it looks like JSON that is damaged: %w", at, ErrUnknown, d.err)
	}
	in.skip(at, "the rest of the file", "it is damaged or cut short")
	return nil
}

func clip(b []byte) []byte { return b[:min(len(b), 200)] }
