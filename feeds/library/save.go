package library

import (
	"bytes"
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

// PipeFormats are what a command may get of an article.
var PipeFormats = []string{"text", "markdown", "html", "json"}

// Pipe gives an article to a person's command, as one of PipeFormats ("" is
// text), and answers with what that wrote, cleaned. Its errors are sentences.
func (l *Library) Pipe(ctx context.Context, id feeds.ArticleID, argv []string, as string) (string, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	in, err := l.piped(ctx, id, as)
	if err != nil {
		return "", err
	}
	return runPiped(ctx, argv, in)
}

func runPiped(ctx context.Context, argv []string, in []byte) (string, error) {
	out, err := command.Runner{Timeout: pipeTime}.Run(ctx, argv, in)
	switch {
	case errors.Is(err, command.ErrNotFound):
		return "", fmt.Errorf("there is no program %s", feeds.CleanLine(argv[0]))
	case err != nil && ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil:
		return "", err
	case out.Code != 0:
		return "", ended(argv, out)
	}
	return strings.TrimRight(feeds.Clean(string(out.Stdout)), " \t\n"), nil
}

// piped is what a command gets.
func (l *Library) piped(ctx context.Context, id feeds.ArticleID, as string) ([]byte, error) {
	d, err := l.whole(ctx, id)
	if err != nil {
		return nil, err
	}
	switch as {
	case "", "text":
		return []byte(d.Text(textWidth) + "\n"), nil
	case "markdown":
		return []byte(strings.TrimRight(d.Markdown(), "\n") + "\n"), nil
	case "html":
		return []byte(strings.TrimRight(d.HTML(), "\n") + "\n"), nil
	case "json":
		r, err := l.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		err = WriteJSON(&b, DocumentOut(d, r.Article.Topics, r.Page != nil, ""))
		return b.Bytes(), err
	}
	return nil, fmt.Errorf("an article is piped as %s, not as %q", strings.Join(PipeFormats, ", "), feeds.CleanLine(as))
}
