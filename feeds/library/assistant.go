package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/assistant"
	"broadsheet/feeds/summary"
)

// ErrNoAssistant says that none is set up. It is a sentence.
var ErrNoAssistant = errors.New("no assistant is set up, and nothing was sent anywhere; [assistant] in the settings names one: a program of yours, or a server such as Ollama on this machine")

// assistTime is how long an answer may take where the settings do not say.
const assistTime = 2 * time.Minute

// Assist has the reader's own model do what a person asked for, and gives what
// it answers to tell as it comes, nil for nobody; before anything is sent tell
// hears where to. What was answered before is not asked again, unless req says
// so. Where it fails, the error, a sentence, comes with what there is by then.
func (l *Library) Assist(ctx context.Context, req feeds.AssistantRequest, tell func(feeds.AssistantAnswer)) (feeds.AssistantAnswer, error) {
	if !l.settings().Assistant.Ready() {
		return feeds.AssistantAnswer{Article: req.Article}, ErrNoAssistant
	}
	var list []feeds.Reading
	if req.Article != 0 {
		var err error
		if list, err = l.reports(ctx, feeds.SummaryRequest{Article: req.Article, Story: req.Story}, assistant.MostTexts); err != nil {
			return feeds.AssistantAnswer{Article: req.Article}, err
		}
	}
	return l.assist(ctx, list, req, tell)
}

// AssistOn is Assist for a text that is not stored.
func (l *Library) AssistOn(ctx context.Context, r feeds.Reading, req feeds.AssistantRequest, tell func(feeds.AssistantAnswer)) (feeds.AssistantAnswer, error) {
	if !l.settings().Assistant.Ready() {
		return feeds.AssistantAnswer{}, ErrNoAssistant
	}
	return l.assist(ctx, []feeds.Reading{r}, req, tell)
}

// Assistant is the one that the settings name; see its Ready.
func (l *Library) Assistant() feeds.Assistant { return l.settings().Assistant }

// act is one act under way.
type act struct {
	lib    *Library
	who    feeds.Assistant
	req    feeds.AssistantRequest
	answer feeds.AssistantAnswer
	tell   func(feeds.AssistantAnswer)
}

func (l *Library) assist(ctx context.Context, list []feeds.Reading, req feeds.AssistantRequest, tell func(feeds.AssistantAnswer)) (feeds.AssistantAnswer, error) {
	a := &act{lib: l, who: l.settings().Assistant, req: req, tell: tell}
	if a.tell == nil {
		a.tell = func(feeds.AssistantAnswer) {}
	}
	a.answer = feeds.AssistantAnswer{Article: req.Article, Title: req.Title, Model: a.who.Name(), Where: a.who.Where(), Known: true}
	texts := make([]assistant.Text, len(list))
	for i, r := range list {
		t := text(r)
		texts[i] = assistant.Text{Source: t.Source, Title: t.Title, Body: t.Body, Published: r.Article.Published}
		a.answer.Sources = append(a.answer.Sources, feeds.AssistantSource{Article: t.Article, Title: t.Title, Source: t.Source})
		if r.Article.ID == req.Article {
			a.answer.Title = cmp.Or(a.answer.Title, t.Title)
			req.Document = cmp.Or(req.Document, r.Page, r.Document)
		}
	}
	ctx, done, err := l.join(ctx)
	if err != nil {
		return a.answer, err
	}
	defer done()
	switch req.Act {
	case feeds.AssistTranslation:
		err = a.translate(ctx, req.Document)
	case feeds.AssistAnswer:
		if strings.TrimSpace(req.Question) == "" {
			return a.answer, errors.New("there is no question")
		}
		p, cut := assistant.Question(texts, req.Question)
		err = a.say(ctx, p, cut)
	default:
		p, cut := assistant.Summary(texts)
		err = a.say(ctx, p, cut)
	}
	return a.answer, assistSentence(err)
}

// say asks for sentences.
func (a *act) say(ctx context.Context, p assistant.Prompt, cut bool) error {
	a.answer.Shortened = cut
	text, err := a.ask(ctx, p, func(text string) {
		a.read(text)
		a.tell(a.answer)
	}, func(string) bool { return true })
	a.read(text)
	return err
}

func (a *act) read(text string) {
	a.answer.Sentences = assistant.Cite(text, len(a.answer.Sources), summary.Sentences)
}

// translate has a document translated, piece by piece.
func (a *act) translate(ctx context.Context, d *feeds.Document) error {
	if d == nil {
		return errors.New("there is no text to translate")
	}
	a.answer.Language = cmp.Or(a.req.Language, a.who.Language, systemLanguage(os.Getenv))
	t := assistant.Translate(a.answer.Title, d, languageName(a.answer.Language))
	a.answer.Language, a.answer.Of = t.Language, t.Count()
	show := func() {
		a.answer.Title, a.answer.Document = t.Document()
		a.answer.Document.Language = languageCode(t.Language)
		a.answer.Done, a.answer.Whole = t.Done(), t.Whole()
		a.tell(a.answer)
	}
	show()
	for piece := range t.Pieces() {
		text, err := a.ask(ctx, t.Prompt(piece), func(text string) {
			if t.Take(piece, text, false) {
				show()
			}
		}, func(text string) bool {
			t.Take(piece, text, true)
			return t.Complete(piece)
		})
		t.Take(piece, text, err == nil)
		show()
		if err != nil {
			return err
		}
	}
	if t.Done() == 0 && t.Count() > 0 {
		return fmt.Errorf("%s gave no line back as it was asked to; try it again, or name another model in [assistant]", a.who.Name())
	}
	return nil
}

// ask asks one thing, where it was not answered before. Its answer is kept where
// good says that it is one.
func (a *act) ask(ctx context.Context, p assistant.Prompt, take func(string), good func(string) bool) (string, error) {
	l := a.lib
	asked := a.hash(p)
	if !a.req.Again {
		if text, err := l.store.Answer(ctx, asked); err != nil || text != "" {
			return text, err
		}
	}
	a.answer.Known = false
	a.tell(a.answer)
	limit := cmp.Or(a.who.Timeout, assistTime)
	ctx, stop := context.WithTimeoutCause(ctx, limit, fmt.Errorf("%s took longer than %v and was stopped; timeout in [assistant] gives it more", a.who.Name(), limit))
	defer stop()
	text, err := assistant.Ask(ctx, a.who, l.assistantMeans(a.who), p, take)
	if err != nil || !good(text) {
		return text, err
	}
	// An answer that cannot be kept is one all the same.
	if err := l.store.KeepAnswer(context.WithoutCancel(ctx), asked, a.req.Article, text, l.opt.Now()); err != nil {
		l.opt.Log.Error("keep an answer", "error", err)
	}
	return text, nil
}

// hash is of all that an answer depends on.
func (a *act) hash(p assistant.Prompt) []byte {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q %q", a.who.Command, a.who.URL, a.who.Model, p.System, p.Text)
	return h.Sum(nil)
}

// assistSentence is an error in the words a person reads.
func assistSentence(err error) error {
	var e *assistant.Error
	if errors.As(err, &e) {
		return errors.New(e.Sentence())
	}
	return err
}
