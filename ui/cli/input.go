package cli

import (
	"context"

	"broadsheet/feeds/library"
)

// input reads a file that the person names, "-" meaning standard input.
func (a *app) input(ctx context.Context, path string) ([]byte, error) {
	if path == "" {
		return nil, wrongUse("name a file, or - for standard input")
	}
	if path != "-" {
		return library.ReadFile(path)
	}
	type read struct {
		data []byte
		err  error
	}
	done := make(chan read, 1)
	go func() {
		defer a.caught()
		data, err := library.ReadAll(a.In, "standard input")
		done <- read{data, err}
	}()
	select {
	case r := <-done:
		return r.data, r.err
	case <-ctx.Done(): // reading a terminal does not end by itself
		return nil, ctx.Err()
	}
}

// called is what a sentence calls an input.
func called(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}
