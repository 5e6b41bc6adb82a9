package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

const sentWhere = `

The text goes to the language model of yours that [assistant] in the settings
names, and to nobody else. What it answers is kept, and not asked for twice.`

func (a *app) translateCommand() *cobra.Command {
	var to, format string
	var again, asJSON bool
	c := &cobra.Command{
		Use:   "translate ID|URL",
		Short: "Have your assistant translate an article",
		Long:  "Translate an article, block by block." + sentWhere,
		Example: `  broadsheet translate 1204
  broadsheet translate https://example.org/story --to French --format markdown`,
		Args: exactly(1),
	}
	c.Flags().StringVar(&to, "to", "", "into `LANGUAGE`, a name or a code (default: that of the settings, or the system's)")
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text, markdown, html or json")
	c.Flags().BoolVar(&again, "again", false, "ask again for what was answered before")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object, as --format json")
	c.RunE = func(c *cobra.Command, args []string) error {
		if asJSON {
			format = "json"
		}
		if !slices.Contains(readFormats, format) {
			return wrongUse("--format takes text, markdown, html or json, not %q", format)
		}
		f := readFlags{format: format, width: 72}
		if a.Columns > 0 {
			f.width = max(20, min(f.width, a.Columns))
		}
		var r feeds.Reading
		w := &flow{out: a.Out}
		tell := a.toldWhere(func(so feeds.AssistantAnswer) {
			if format == "text" && so.Document != nil {
				w.grow(unlinked(shownTranslation(r, so, so.Whole), f.width))
			}
		})
		req := feeds.AssistantRequest{Act: feeds.AssistTranslation, Language: to, Again: again}
		answer, err := a.assist(c.Context(), args[0], req, func(found feeds.Reading) { r = found }, tell)
		if err != nil {
			w.end("")
			return err
		}
		if left := answer.Of - answer.Done; left > 0 {
			fmt.Fprintf(a.Err, "broadsheet: %s left %s out, as they were; try it again\n", answer.Model, count(left, "piece"))
		}
		if r.Problem != "" {
			fmt.Fprintln(a.Err, "broadsheet: "+strings.TrimSuffix(r.Problem, feeds.ProblemKeys))
		}
		d := shownTranslation(r, answer, len(answer.Document.Blocks))
		if format == "text" {
			w.end(strings.TrimRight(d.Text(f.width), "\n"))
			return nil
		}
		r.Document, r.Article.Title = d, answer.Title
		return a.writeReading(r, f)
	}
	return c
}

// shownTranslation is the first n blocks of a translation, with the head of the
// article that it is of, and a note that says whose words these are.
func shownTranslation(r feeds.Reading, so feeds.AssistantAnswer, n int) *feeds.Document {
	d := *so.Document
	d.Blocks = d.Blocks[:min(n, len(d.Blocks))]
	if len(d.Blocks) == 0 && len(so.Document.Blocks) > 0 {
		return &feeds.Document{}
	}
	r.Article.Title = so.Title
	fill(&d, r)
	d.Title = so.Title
	d.Note = strings.TrimSpace("Translated into " + so.Language + " by " + so.Model + ", which can be wrong. " + d.Note)
	return &d
}

// unlinked is a document's text without the list of addresses that ends it: what
// more text can follow.
func unlinked(d *feeds.Document, width int) string {
	text := strings.TrimRight(d.Text(width), "\n")
	if links := d.Links(); len(links) > 0 {
		if at := strings.LastIndex(text, "\n\n[1] "+links[0].URL); at >= 0 {
			text = text[:at]
		}
	}
	return text
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

func (a *app) askCommand() *cobra.Command {
	var again, asJSON bool
	c := &cobra.Command{
		Use:   "ask ID|URL QUESTION...",
		Short: "Have your assistant answer a question from the articles of a story",
		Long: `Answer a question from the articles of a story and from nothing else. Each
sentence is followed by the numbers of the articles that it is from, where it
names any.` + sentWhere,
		Example: "  broadsheet ask 1204 why was the bridge closed",
		Args:    atLeast(2),
	}
	c.Flags().BoolVar(&again, "again", false, "ask again what was answered before")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	c.RunE = func(c *cobra.Command, args []string) error {
		req := feeds.AssistantRequest{Act: feeds.AssistAnswer, Story: true, Question: strings.Join(args[1:], " "), Again: again}
		return a.answer(c.Context(), args[0], req, asJSON)
	}
	return c
}

// answer has the assistant answer in sentences, and writes them as they come.
func (a *app) answer(ctx context.Context, what string, req feeds.AssistantRequest, asJSON bool) error {
	w := &flow{out: a.Out}
	answer, err := a.assist(ctx, what, req, nil, a.toldWhere(func(so feeds.AssistantAnswer) {
		if n := len(so.Sentences); !asJSON && n > 1 { // the last one may go on
			w.grow(sentenceLines(req, so, n-1))
		}
	}))
	switch {
	case err != nil:
		if !asJSON {
			w.end(sentenceLines(req, answer, len(answer.Sentences)))
		}
		return err
	case asJSON:
		return writeJSON(a.Out, answerOut(req, answer))
	}
	lines := []string{sentenceLines(req, answer, len(answer.Sentences)), ""}
	if numbered(req, answer) {
		for i, s := range answer.Sources {
			lines = append(lines, fmt.Sprintf("[%d] %s · %s · %s", i+1, s.Article, s.Source, s.Title))
		}
	}
	w.end(strings.Join(append(lines, "Written by "+answer.Model+"; it can be wrong."), "\n"))
	return nil
}

// numbered says whether sentences have the numbers of their articles.
func numbered(req feeds.AssistantRequest, so feeds.AssistantAnswer) bool {
	return len(so.Sources) > 1 || req.Act == feeds.AssistAnswer
}

// sentenceLines are the first n sentences of an answer, a line each.
func sentenceLines(req feeds.AssistantRequest, so feeds.AssistantAnswer, n int) string {
	var lines []string
	for _, s := range so.Sentences[:n] {
		line := s.Text
		if numbered(req, so) {
			line += " "
			for _, source := range s.Sources {
				line += fmt.Sprintf("[%d]", source)
			}
			if len(s.Sources) == 0 {
				line += "(names no source)"
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

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

// answerJSON is what an assistant wrote.
type answerJSON struct {
	Title     string               `json:"title"`
	Question  string               `json:"question,omitempty"`
	Extracted bool                 `json:"extracted"` // never: these are the model's words
	Model     string               `json:"model"`
	Articles  int                  `json:"articles"`
	Sentences []answerSentenceJSON `json:"sentences"`
	Sources   []answerSourceJSON   `json:"sources"`
}

type answerSentenceJSON struct {
	Text    string `json:"text"`
	Sources []int  `json:"sources"` // numbers of sources
}

type answerSourceJSON struct {
	Number    int    `json:"number"`
	ArticleID string `json:"article_id"`
	Title     string `json:"title"`
	Source    string `json:"source"`
}

func answerOut(req feeds.AssistantRequest, so feeds.AssistantAnswer) answerJSON {
	out := answerJSON{Title: so.Title, Question: req.Question, Model: so.Model, Articles: len(so.Sources), Sentences: []answerSentenceJSON{}, Sources: []answerSourceJSON{}}
	for _, s := range so.Sentences {
		out.Sentences = append(out.Sentences, answerSentenceJSON{s.Text, array(s.Sources)})
	}
	for i, s := range so.Sources {
		id := ""
		if s.Article != 0 {
			id = s.Article.String()
		}
		out.Sources = append(out.Sources, answerSourceJSON{i + 1, id, s.Title, s.Source})
	}
	return out
}
