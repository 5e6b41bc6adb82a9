package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
)

// textWidth is the columns of an article written as text.
const textWidth = 72

// pipeTime is how long a command may take that an article is piped to.
const pipeTime = time.Minute

// whole is an article with its fullest stored text, and a head: what leaves
// the program has to say where it came from.
func (l *Library) whole(ctx context.Context, id feeds.ArticleID) (*feeds.Document, error) {
	r, err := l.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	d := *r.Document
	if r.Page != nil {
		d = *r.Page
	}
	a := r.Article
	if a.Title != "" {
		d.Title = a.Title
	}
	if a.URL != "" {
		d.URL = a.URL
	}
	if d.Site == "" {
		d.Site = r.Feed.Name()
	}
	if d.Byline == "" {
		d.Byline = strings.Join(a.Authors, ", ")
	}
	if d.Published.IsZero() && !a.DateGuessed {
		d.Published = a.Published
	}
	return &d, nil
}

// SaveArticle writes an article to a file as its ending says: .md, .html or
// .txt. The file appears whole or not at all, and none is written over.
func (l *Library) SaveArticle(ctx context.Context, id feeds.ArticleID, path string) error {
	path = expand(path)
	if path == "" {
		return errors.New("name a file to write the article to")
	}
	d, err := l.whole(ctx, id)
	if err != nil {
		return err
	}
	var text string
	switch strings.ToLower(filepath.Ext(path)) {
	case ".md", ".markdown":
		text = d.Markdown()
	case ".html", ".htm":
		text = d.HTML()
	case ".txt", ".text", "":
		text = strings.TrimRight(d.Text(textWidth), "\n")
		if d.URL != "" {
			text += "\n\n" + d.URL
		}
	default:
		return fmt.Errorf("an article is written as .md, .html or .txt, not as %s", feeds.CleanLine(filepath.Ext(path)))
	}
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("there is something called %s already; name another file", feeds.CleanLine(path))
	}
	return WriteFile(path, func(w io.Writer) error {
		_, err := io.WriteString(w, strings.TrimRight(text, "\n")+"\n")
		return err
	})
}

// Pipe gives an article's text to a person's command and answers with what
// that wrote, cleaned. Its errors are sentences.
func (l *Library) Pipe(ctx context.Context, id feeds.ArticleID, argv []string) (string, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	d, err := l.whole(ctx, id)
	if err != nil {
		return "", err
	}
	out, err := command.Runner{Timeout: pipeTime}.Run(ctx, argv, []byte(d.Text(textWidth)+"\n"))
	switch {
	case errors.Is(err, command.ErrNotFound):
		return "", fmt.Errorf("there is no program %s", feeds.CleanLine(argv[0]))
	case err != nil && ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", err
	}
	text := strings.TrimRight(feeds.Clean(string(out.Stdout)), " \t\n")
	if out.Code != 0 {
		said := feeds.CleanLine(out.Stderr)
		if said == "" {
			said = feeds.CleanLine(text)
		}
		if said != "" {
			said = ": " + said
		}
		return "", fmt.Errorf("%s ended with code %d%s", feeds.CleanLine(argv[0]), out.Code, said)
	}
	return text, nil
}
