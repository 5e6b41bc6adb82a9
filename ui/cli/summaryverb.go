package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

func (a *app) summaryCommand() *cobra.Command {
	var asJSON, story, assistant, again bool
	c := &cobra.Command{
		Use:   "summary ID|URL",
		Short: "Say in three of its own sentences what an article says",
		Example: `  broadsheet summary 1204
  broadsheet summary 1204 --story
  broadsheet summary 1204 --story --assistant`,
		Args: exactly(1),
	}
	c.Flags().BoolVar(&story, "story", false, "take them from all papers that report the story")
	c.Flags().BoolVar(&assistant, "assistant", false, "have it written by the assistant of your settings, to which the text is sent")
	c.Flags().BoolVar(&again, "again", false, "with --assistant, ask again for what was answered before")
	c.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	c.RunE = func(c *cobra.Command, args []string) error {
		if assistant {
			return a.answer(c.Context(), args[0], feeds.AssistantRequest{Act: feeds.AssistSummary, Story: story, Again: again}, asJSON)
		}
		sum, err := a.summary(c.Context(), args[0], story)
		if err != nil {
			return err
		}
		if asJSON {
			return writeJSON(a.Out, summaryOut(sum))
		}
		if len(sum.Sentences) == 0 {
			fmt.Fprintln(a.Err, "There is too little text to sum up.")
			return nil
		}
		for _, s := range sum.Sentences {
			fmt.Fprintf(a.Out, "%s\n    %s\n", s.Text, s.Source)
		}
		return nil
	}
	return c
}

// summary sums up a stored article, or a page that is not stored.
func (a *app) summary(ctx context.Context, what string, story bool) (sum feeds.Summary, err error) {
	err = a.look(ctx, func(lib *library.Library) error {
		id, err := lib.FindArticle(ctx, what)
		if story && err == nil {
			err = lib.Settle(ctx)
		}
		switch {
		case err == nil:
			sum, err = lib.Summary(ctx, feeds.SummaryRequest{Article: id, Story: story})
		case isWeb(what):
			var r feeds.Reading
			if r, err = lib.ReadPage(ctx, what); err == nil {
				sum = library.SummaryOf(r)
			}
		}
		return err
	})
	return sum, err
}

// summaryJSON is a summary; extracted says that its sentences are the
// articles' own.
type summaryJSON struct {
	Title     string         `json:"title"`
	Extracted bool           `json:"extracted"`
	Articles  int            `json:"articles"`
	Sentences []sentenceJSON `json:"sentences"`
}

type sentenceJSON struct {
	Text      string `json:"text"`
	Source    string `json:"source"`
	ArticleID string `json:"article_id"`
}

func summaryOut(s feeds.Summary) summaryJSON {
	out := summaryJSON{Title: s.Title, Extracted: true, Articles: s.Articles, Sentences: []sentenceJSON{}}
	for _, x := range s.Sentences {
		id := ""
		if x.Article != 0 {
			id = x.Article.String()
		}
		out.Sentences = append(out.Sentences, sentenceJSON{x.Text, x.Source, id})
	}
	return out
}
