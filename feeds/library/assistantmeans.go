package library

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/assistant"
	"broadsheet/feeds/command"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/services"
)

// assistantMeans are what a is reached by.
func (l *Library) assistantMeans(a feeds.Assistant) assistant.Means {
	return assistant.Means{
		Post: func(ctx context.Context, r assistant.Request, take func([]byte) error) (assistant.Answer, error) {
			reply, err := l.fetcher().Stream(ctx, assistantMessage("POST", r.URL, r.Token, r.Body), take)
			return assistant.Answer{Status: reply.Status, Body: reply.Body}, err
		},
		Token: func(ctx context.Context) (string, error) { return l.assistantToken(ctx, a) },
		Run: func(ctx context.Context, argv []string, stdin []byte, take func([]byte) error) (assistant.Output, error) {
			argv = append([]string{expand(argv[0])}, argv[1:]...)
			out, err := command.Runner{Follow: take}.Run(ctx, argv, stdin)
			if errors.Is(err, command.ErrNotFound) {
				err = fmt.Errorf("there is no program %s; mend command in [assistant]", feeds.CleanLine(argv[0]))
			}
			return assistant.Output{Stderr: out.Stderr, Code: out.Code}, err
		},
	}
}

func assistantMessage(method, url, token string, body []byte) fetch.Message {
	head := map[string][]string{"Accept": {"text/event-stream, application/json"}}
	if body != nil {
		head["Content-Type"] = []string{"application/json"}
	}
	if token != "" {
		head["Authorization"] = []string{"Bearer " + token}
	}
	return fetch.Message{Method: method, URL: url, Header: head, Body: body}
}

// assistantName is what the assistant's token is filed under in the keyring;
// no service may be called so.
const assistantName = "assistant"

// assistantToken is the token of an assistant's server. A server at home
// (http://) mostly wants none: it has one where the settings say how to get it.
// One elsewhere has that, or what is in the keyring, or none.
func (l *Library) assistantToken(ctx context.Context, a feeds.Assistant) (string, error) {
	named := len(a.Token.Command) > 0 || a.Token.Env != ""
	if !named && !strings.HasPrefix(a.URL, "https:") {
		return "", nil
	}
	token, err := l.secret(ctx, feeds.Service{Name: assistantName, Token: a.Token}, services.Token)
	if err != nil && !named && ctx.Err() == nil {
		return "", nil // whether it wants one, it says itself
	}
	return token, err
}

// CheckAssistant says why the assistant of opt's settings does not answer, nil
// where it does: a server is asked which models it has, a program is looked for.
// It opens no store and sends no article. The error is a sentence.
func CheckAssistant(ctx context.Context, opt Options) error {
	a := opt.Settings.Assistant
	if !a.Ready() {
		return ErrNoAssistant
	}
	if a.URL == "" {
		if Finds(a.Command) == "" {
			return fmt.Errorf("there is no program %s", feeds.CleanLine(a.Command[0]))
		}
		return nil
	}
	if opt.keyring == nil {
		opt.keyring = systemSafe{}
	}
	l := &Library{opt: opt, client: fetch.New(policy(opt, nil))}
	defer l.client.Close()
	token, err := l.assistantToken(ctx, a)
	if err != nil {
		return err
	}
	reply, err := l.client.Send(ctx, assistantMessage("GET", assistant.Endpoint(a.URL)+"/models", token, nil))
	if err != nil {
		return errors.New(fetch.Sentence(err))
	}
	return assistSentence(assistant.CheckModels(a, assistant.Answer{Status: reply.Status, Body: reply.Body}, token))
}
