package services

import (
	"bytes"
	"context"

	"broadsheet/feeds"
)

// command gives the article as JSON to a person's program. Whatever it says, it
// has done its work when it ends with code 0.
func command(ctx context.Context, c *call, _ feeds.Bookmark) error {
	in, err := c.Article(ctx)
	if err != nil {
		return c.fail(&Error{Kind: ErrProgram, Said: feeds.InWords(err), Err: err})
	}
	_, err = c.run(ctx, c.Command, in)
	return err
}

// newsboat runs a program as newsboat's bookmark-cmd: address, title,
// description and the feed's title follow as arguments, each as it is. A line
// that it writes is an error, and so is a code but 0.
func newsboat(ctx context.Context, c *call, b feeds.Bookmark) error {
	text := b.Note
	if text == "" {
		text = b.Summary
	}
	argv := append(c.Command[:len(c.Command):len(c.Command)], b.URL, b.Title, text, b.Source)
	out, err := c.run(ctx, argv, nil)
	if err != nil {
		return err
	}
	line, _, _ := bytes.Cut(bytes.TrimSpace(out.Stdout), []byte("\n"))
	if said := feeds.Shorten(feeds.CleanLine(string(line)), maxSaid); said != "" {
		return c.fail(&Error{Kind: ErrProgram, Said: said})
	}
	return nil
}

func (c *call) run(ctx context.Context, argv []string, in []byte) (Output, error) {
	out, err := c.Run(ctx, argv, in)
	if err != nil {
		return out, c.fail(&Error{Kind: ErrProgram, Said: feeds.InWords(err), Err: err})
	}
	if out.Code != 0 {
		said := out.Stderr
		if said == "" {
			said = string(out.Stdout[:min(len(out.Stdout), 2<<10)])
		}
		e := &Error{Kind: ErrProgram, Status: out.Code, Said: feeds.Shorten(feeds.CleanLine(said), maxSaid)}
		return out, c.fail(e)
	}
	return out, nil
}
