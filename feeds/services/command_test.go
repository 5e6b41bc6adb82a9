package services

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// ran is a program that was run.
type ran struct {
	argv  []string
	stdin string
}

func program(out Output, err error) (Means, *ran) {
	r := &ran{}
	return Means{
		Run: func(_ context.Context, argv []string, stdin []byte) (Output, error) {
			r.argv, r.stdin = argv, string(stdin)
			return out, err
		},
		Article: func(context.Context) ([]byte, error) { return []byte(`{"title":"Storm"}`), nil },
	}, r
}

func TestACommandGetsTheArticleAsJSON(t *testing.T) {
	m, r := program(Output{Stdout: []byte("whatever it says")}, nil)
	if err := Send(t.Context(), feeds.Service{Kind: "command", Command: []string{"keep", "--add"}}, m, storm); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(&ran{[]string{"keep", "--add"}, `{"title":"Storm"}`}, r, cmp.AllowUnexported(ran{})); diff != "" {
		t.Error(diff)
	}
}

// Faults: C14
func TestNewsboatsCommandGetsItsFourArgumentsAsTheyAre(t *testing.T) {
	titles := []string{`It's a dog's life`, `"; touch p; "`, "$(touch p) `touch p`", "-rf --help", "", "%u %t", "tab\there", "日本語 🐚 مرحبا", `\'\"`, strings.Repeat("x", 10_000)}
	for _, title := range titles {
		m, r := program(Output{}, nil)
		b := feeds.Bookmark{URL: "https://a.example/?a='1'&b=$x", Title: title, Summary: "what\nit says", Source: "The \"Gazette\""}
		if err := Send(t.Context(), feeds.Service{Kind: "newsboat", Command: []string{"bookmark.sh", "-v"}}, m, b); err != nil {
			t.Error(err)
		}
		if title == "" {
			title = b.URL
		}
		if diff := cmp.Diff([]string{"bookmark.sh", "-v", b.URL, title, b.Summary, b.Source}, r.argv); diff != "" || r.stdin != "" {
			t.Error(diff, r.stdin)
		}
	}
}

func TestAProgramThatFailsSaysWhy(t *testing.T) {
	for _, tc := range []struct {
		kind string
		out  Output
		err  error
		want string // "" for none
	}{
		{"command", Output{Code: 3, Stderr: "no \x1b]0;x\aroom"}, nil, "mine ended with code 3: no room"},
		{"command", Output{Code: 3, Stdout: []byte("no room")}, nil, "mine ended with code 3: no room"},
		{"command", Output{}, errors.New("keep took longer than 30s and was stopped"), "mine: keep took longer than 30s and was stopped"},
		{"newsboat", Output{Code: 1}, nil, "mine ended with code 1"},
		{"newsboat", Output{Stdout: []byte("\n it is there \x1b[31malready\nmore\n")}, nil, "mine: it is there already"},
		{"newsboat", Output{Stdout: []byte(" \n\n"), Stderr: "a warning"}, nil, ""},
		{"command", Output{Stdout: []byte("kept\n")}, nil, ""},
	} {
		m, _ := program(tc.out, tc.err)
		err := Send(t.Context(), feeds.Service{Name: "mine", Kind: tc.kind, Command: []string{"keep"}}, m, storm)
		var e *Error
		switch {
		case tc.want == "" && err != nil:
			t.Error(err)
		case tc.want != "" && (!errors.As(err, &e) || e.Sentence() != tc.want || e.Whole() || e.Mend()):
			t.Errorf("%v, want %s", err, tc.want)
		}
	}
}
