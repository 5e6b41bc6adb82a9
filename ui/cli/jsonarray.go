package cli

import (
	"bytes"
	"io"
)

// jsonArray writes a JSON array element by element, so that a list of any
// length takes constant memory.
type jsonArray struct {
	w io.Writer
	n int
}

func (j *jsonArray) add(v any) error {
	var b bytes.Buffer
	if err := writeJSON(&b, v); err != nil {
		return err
	}
	before := ",\n"
	if j.n == 0 {
		before = "[\n"
	}
	j.n++
	_, err := io.WriteString(j.w, before+string(bytes.TrimRight(b.Bytes(), "\n")))
	return err
}

func (j *jsonArray) close() error {
	end := "\n]\n"
	if j.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}
