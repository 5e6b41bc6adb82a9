package assistant

import (
	"encoding/json"

	"broadsheet/feeds"
)

// mostNamed is how many models are named to a person whose own is not there.
const mostNamed = 5

// CheckModels reads what a server answers to the question which models it has
// (GET /models); token is the one that was sent. It gives nil where a's is
// among them, or where the server does not say: many answer and list nothing.
func CheckModels(a feeds.Assistant, answer Answer, token string) error {
	if answer.Status < 200 || answer.Status > 299 {
		e := refusal(a, answer, token != "").without(token)
		if e.Kind == ErrNowhere && answer.Body != nil && json.Valid(answer.Body) {
			return nil // it speaks the language, and does not know this question
		}
		return e
	}
	var list struct {
		Data []struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if json.Unmarshal(answer.Body, &list) != nil {
		return &Error{Kind: ErrAnswer, Assistant: a}
	}
	names := ""
	for i, m := range list.Data {
		if m.ID == a.Model || m.ID == a.Model+":latest" { // as Ollama calls one without a tag
			return nil
		}
		if i < mostNamed {
			names += ", " + m.ID
		}
	}
	if names == "" {
		return nil
	}
	return &Error{Kind: ErrModel, Assistant: a, Said: "there are " + line(names[2:])}
}
