package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

const sentWhere = `

The text goes to the language model of yours that [assistant] in the settings
names, and to nobody else. What it answers is kept, and not asked for twice.`

// toldWhere says, before the first word comes, what is sent where.
func (a *app) toldWhere(then func(feeds.AssistantAnswer)) func(feeds.AssistantAnswer) {
	told := false
	return func(so feeds.AssistantAnswer) {
		if !told && !so.Known {
			told = true
			what := "the text of the article"
			if len(so.Sources) > 1 {
				what = "the texts of " + count(len(so.Sources), "article")
			}
			if so.Shortened {
				what = "the beginning" + strings.TrimPrefix(what, "the text")
			}
			fmt.Fprintf(a.Err, "Sending %s to %s.\n", what, so.Where)
		}
		then(so)
	}
}

// assist finds what is named, a stored article or a page, and has the assistant
// at it. found hears of the article that is translated.
func (a *app) assist(ctx context.Context, what string, req feeds.AssistantRequest, found func(feeds.Reading), tell func(feeds.AssistantAnswer)) (answer feeds.AssistantAnswer, err error) {
	err = a.look(ctx, func(lib *library.Library) error {
		if !lib.Assistant().Ready() {
			return library.ErrNoAssistant
		}
		var r feeds.Reading
		id, err := lib.FindArticle(ctx, what)
		switch {
		case err == nil && found != nil:
			r, err = lib.FullText(ctx, id)
		case err != nil && isWeb(what):
			r, err = lib.ReadPage(ctx, what)
		}
		if err != nil {
			return err
		}
		if found != nil {
			found(r)
			req.Document, req.Title = r.Document, r.Article.Title
			if req.Title == "" {
				req.Title = r.Document.Title
			}
		}
		if req.Story {
			if err := lib.Settle(ctx); err != nil {
				return err
			}
		}
		if req.Article = id; id != 0 {
			answer, err = lib.Assist(ctx, req, tell)
		} else {
			answer, err = lib.AssistOn(ctx, r, req, tell)
		}
		return err
	})
	return answer, err
}

// flow writes a text that grows.
type flow struct {
	out  io.Writer
	done string
}

// grow writes what a text has beyond what was written.
func (f *flow) grow(text string) {
	if more, ok := strings.CutPrefix(text, f.done); ok && more != "" {
		_, _ = io.WriteString(f.out, more) // whoever reads it may have had enough: the end of the verb says so
		f.done = text
	}
}

// end writes the rest of the whole text, or all of it where what was written is
// not its beginning; "" only ends the line.
func (f *flow) end(text string) {
	switch {
	case strings.HasPrefix(text, f.done):
		f.grow(text)
	case text != "":
		_, _ = io.WriteString(f.out, "\n\n"+text)
		f.done = text
	}
	if f.done != "" {
		_, _ = io.WriteString(f.out, "\n")
	}
}
