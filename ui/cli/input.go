package cli

import (
	"fmt"
	"io"
	"os"
)

// readAll reads path, or in where path is "-", up to most bytes.
func readAll(in io.Reader, path string, most int64) ([]byte, error) {
	r := in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("it is larger than %d MiB", most>>20)
	}
	return data, err
}
