package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
)

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
