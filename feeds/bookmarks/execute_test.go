package bookmarks

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/google/go-cmp/cmp"
)

// templateData is what a template sees, with every kind of value JSON has.
func templateData(t *testing.T) map[string]any {
	t.Helper()
	var b map[string]any
	if err := json.Unmarshal([]byte(`{"title":"A <title> & 'more'","url":"https://a.example/?q=1&r=2","note":"","words":1200,"score":1.5,"unread":true,
		"document":null,"highlights":[{"text":"one"},{"text":"two"}],"map":{"b":2,"a":1}}`), &b); err != nil {
		t.Fatal(err)
	}
	b["tags"], b["none"] = []string{"x", "y y"}, []string{}
	b["saved"], b["published"] = time.Date(2026, 11, 22, 7, 52, 0, 0, time.UTC), time.Time{}
	two := []map[string]any{b, {"title": "B", "tags": []string{}, "note": "n", "words": 3.0}}
	return map[string]any{"version": 1, "generator": "Broadsheet", "b": b, "bookmarks": iter.Seq[map[string]any](func(yield func(map[string]any) bool) {
		for _, m := range two {
			if !yield(m) {
				return
			}
		}
	})}
}

// sameAsGo are templates that Go's own executor and ours must give the same
// output for, or both refuse.
var sameAsGo = []string{
	"", "text alone", "{{/* a comment */}}x", "{{- \" trimmed \" -}}   ",
	"{{.version}} {{.generator}}", "{{.b.title}}", "{{.b.note}}|", "{{.b.words}} {{.b.score}}", "{{.b.unread}}", "{{.b.document}}", "{{.b.tags}} {{.b.none}}",
	"{{.b.map}}", "{{.b.highlights}}", "{{.b.saved}}", "{{.b.saved.Year}}-{{.b.saved.Month}}-{{.b.saved.Day}}", `{{.b.saved.Format "2006-01-02"}}`, `{{(.b.saved.UTC).Weekday}}`,
	"{{.b.published.IsZero}}", "{{.b.saved.Nothing}}", "{{.b.saved.Year 1}}", `{{"2006" | .b.saved.Format}}`,
	"{{range .bookmarks}}[{{.title}}]{{end}}", "{{range $b := .bookmarks}}[{{$b.title}}{{$.version}}]{{end}}", "{{range .bookmarks}}{{break}}{{end}}.",
	"{{range .bookmarks}}{{if .note}}{{continue}}{{end}}{{.title}}{{else}}none{{end}}", "{{range .b.none}}x{{else}}none{{end}}", "{{range .b.document}}x{{else}}none{{end}}",
	"{{range $i, $t := .b.tags}}{{$i}}={{$t}};{{end}}", "{{range $t := .b.tags}}{{$t}};{{end}}", "{{range $k, $v := .b.map}}{{$k}}{{$v}}{{end}}", "{{range .b.map}}{{.}}{{end}}",
	"{{range $i, $e := 3}}{{$i}}{{end}}", "{{range 3}}{{.}}{{end}}", "{{range .b.highlights}}{{.text}}{{end}}", "{{range .b.title}}x{{end}}", "{{range .b.score}}x{{end}}",
	"{{$x := 1}}{{range .b.tags}}{{$x = .}}{{end}}{{$x}}", "{{$x := 1}}{{if true}}{{$x := 2}}{{$x}}{{end}}{{$x}}", "{{$x}}", "{{$x := .b}}{{$x.title}}", "{{with $x := .b.note}}{{$x}}{{else}}empty{{end}}",
	"{{if .b.note}}a{{else if .b.unread}}b{{else}}c{{end}}", "{{if .b.tags}}t{{end}}{{if .b.none}}n{{end}}{{if .b.document}}d{{end}}{{if 0}}z{{end}}{{if 0.0}}z{{end}}{{if .b.saved}}s{{end}}",
	"{{with .b}}{{.title}}{{end}}", "{{with .b.document}}x{{else with .b.title}}{{.}}{{end}}", "{{with .b.map}}{{.a}}{{end}}",
	`{{define "a"}}<{{.}}>{{end}}{{template "a" .b.title}}{{template "a"}}`, `{{template "missing"}}`, `{{block "c" .b}}{{.title}}{{end}}`, `{{define "r"}}{{if .}}{{len .}}{{template "r" slice . 1}}{{end}}{{end}}{{template "r" "abc"}}`,
	`{{define "v"}}{{$.title}}{{end}}{{$x := 1}}{{template "v" .b}}{{$x}}`,
	`{{"a" | printf "%s-%s" "b"}}`, `{{printf "%05.1f|%v|%q|%T" .b.score .b.tags .b.title .b.words}}`, `{{printf "%d" .version}}`, `{{print 1 2 "a" "b" 3}}`, `{{println "a" 1}}`, `{{printf 1}}`, "{{print nil}}",
	"{{len .b.title}} {{len .b.tags}} {{len .b.map}} {{len .b.none}}", "{{len .b.words}}", "{{len}}", "{{len .b.document}}",
	"{{index .b.tags 1}}", "{{index .b.tags 2}}", "{{index .b.tags -1}}", `{{index .b.map "a"}}`, `{{index .b "title"}}`, `{{index .b.highlights 0 "text"}}`, "{{index .b.title 0}}", "{{index .b.words 0}}", `{{index .b.tags "x"}}`, "{{index .b.map 1}}",
	"{{slice .b.title 2 5}}", "{{slice .b.tags 1}}", "{{slice .b.tags 2 1}}", "{{slice .b.title 1000}}", "{{slice .b.map 1}}", "{{slice .b.title}}",
	"{{eq .b.title .b.title}} {{eq 1 1}} {{eq 1 2 1}} {{eq .version 1}} {{eq .b.unread true}} {{ne 1 2}} {{ne .b.note \"\"}}", "{{eq 1}}", `{{eq 1 "a"}}`, "{{eq .b.tags .b.tags}}",
	"{{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 1.5 1.5}} {{lt \"a\" \"b\"}}", `{{lt 1 "a"}}`, "{{lt true false}}",
	"{{and 1 0 2}} {{or 0 \"\" \"x\"}} {{and}}", "{{and true (eq 1 1)}} {{or false false}}", "{{or .b.title .b.missing}}", "{{and 0 .b.missing}}", "{{not 1}} {{not .b.note}}", "{{not}}", "{{.b.note | or \"x\"}} {{1 | and 0}}",
	"{{html .b.title}} {{js .b.title}} {{urlquery .b.url}} {{html 1 2}}", "{{.b.title | html | len}}",
	"{{.b.missing}}", "{{.missing.more}}", "{{.b.document.title}}", "{{.b.title.more}}", "{{.b.title 1}}", "{{1 2}}", "{{nil}}", "{{nothing}}", "{{if}}x{{end}}", "{{end}}", "{{range .b.tags}}", "{{1 | .b.title}}",
	"{{true}} {{false}} {{1}} {{1.25}} {{\"s\"}} {{`raw`}} {{'a'}} {{0x10}} {{1e3}}", "{{99999999999999999999}}", "{{1i}}", "{{(.b).title}} {{(index .b.highlights 1).text}}", "{{(.b.title)}}", "{{.}}{{end}}",
	"{{- range .b.tags }}\n{{ . }}\n{{- end }}", "{{break}}", "{{range .b.tags}}{{range 3}}{{if eq . 1}}{{break}}{{end}}{{.}}{{end}}{{end}}", "{{define \"x\"}}only this{{end}}", "{{printf \"%s\" .b.saved}}", "{{$.b.title}}",
}

func TestATemplateMeansWhatItMeansToGo(t *testing.T) {
	data := templateData(t)
	for _, text := range sameAsGo {
		var want bytes.Buffer
		theirs, wantErr := template.New("template").Option("missingkey=error").Parse(text)
		if wantErr == nil {
			wantErr = theirs.Execute(&want, data)
		}
		var got bytes.Buffer
		ours, err := parseTemplate(text, nil)
		if err == nil {
			err = ours.execute(&got, data, func() error { return nil })
		}
		if (err == nil) != (wantErr == nil) {
			t.Errorf("%s\n ours: %q %v\n Go's: %q %v", text, got.String(), err, want.String(), wantErr)
		} else if d := cmp.Diff(want.String(), got.String()); d != "" {
			t.Errorf("%s (-Go's +ours)\n%s", text, d)
		}
	}
}

// What is JSON's to say is compared with what the template says, though Go
// would not: all its numbers are of one kind.
func TestANumberOfABookmarkIsComparedWithOneWritten(t *testing.T) {
	p, err := parseTemplate(`{{range .bookmarks}}{{if gt .words 100}}long{{else}}short{{end}} {{eq .words 3}} {{end}}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := p.execute(&b, templateData(t), func() error { return nil }); err != nil || b.String() != "long false short true " {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestALoopOfATemplateCanBeEnded(t *testing.T) {
	p, err := parseTemplate(`{{range 1000000000000}}{{end}}`, nil)
	if err != nil {
		t.Fatal(err)
	}
	turns, enough := 0, errors.New("enough")
	err = p.execute(&strings.Builder{}, nil, func() error {
		if turns++; turns == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || turns != 3 {
		t.Errorf("ended after %d turns with %v", turns, err)
	}
}

func FuzzTemplate(f *testing.F) {
	for _, text := range sameAsGo {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := parseTemplate(text, ownFunctions)
		if err != nil {
			return
		}
		turns, enough := 0, errors.New("enough")
		_ = p.execute(&narrow{left: 1 << 16}, templateData(t), func() error {
			if turns++; turns > 10000 {
				return enough
			}
			return nil
		})
	})
}

// narrow takes so many bytes and then no more.
type narrow struct{ left int }

func (b *narrow) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}
