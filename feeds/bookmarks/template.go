package bookmarks

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"
	"sync"
	"time"

	"broadsheet/feeds"
)

// Bounds of a template, which may have a loop without end: how long it may be
// busy with itself, neither asking for a bookmark nor writing, and what it may
// write for one, in bytes.
const (
	patience   = 10 * time.Second
	mostForOne = 64 << 20
)

// byTemplate hands the bookmarks to a person's template (Go's text/template),
// which is run beside: it takes a bookmark, or gives a piece of what it wrote,
// whenever it is ready for it. The template sees what JSON has, all keys there
// also where they are empty:
//
//	{{range .bookmarks}}{{.title}} <{{.url}}>{{"\n"}}{{end}}
//
// It has the readable text besides, as markdown and as text, and the functions
// json, date, join and line.
type byTemplate struct {
	*export
	next    chan map[string]any // bookmarks, closed behind the last
	wrote   chan []byte
	done    chan error    // how the template ended
	stopped chan struct{} // closed when nobody reads any more
	once    sync.Once     // closes it
	patient time.Duration
	size    int // bytes written since the last bookmark
}

var errStopped = errors.New("the template was stopped")

func newTemplate(e *export) (encoder, error) {
	if strings.TrimSpace(e.Template) == "" {
		return nil, errors.New("the template is empty")
	}
	x := &byTemplate{export: e, next: make(chan map[string]any), wrote: make(chan []byte), done: make(chan error, 1), stopped: make(chan struct{}), patient: patience}
	t, err := parseTemplate(e.Template, ownFunctions)
	if err != nil {
		return nil, templateError(err)
	}
	go func() {
		defer func() {
			if recover() != nil {
				x.done <- errors.New("the template cannot be carried out") // rather no file than no program
			}
		}()
		x.done <- t.execute(writerTo(x.give), map[string]any{"version": version, "generator": "Broadsheet", "bookmarks": x.take()}, x.over)
	}()
	return x, nil
}

// take is the template's side of next.
func (x *byTemplate) take() iter.Seq[map[string]any] {
	return func(yield func(map[string]any) bool) {
		for {
			select {
			case b, more := <-x.next:
				if !more || !yield(b) {
					return
				}
			case <-x.stopped:
				return
			}
		}
	}
}

// give is the template's side of wrote.
func (x *byTemplate) give(p []byte) (int, error) {
	select {
	case x.wrote <- bytes.Clone(p):
		return len(p), nil
	case <-x.stopped:
		return 0, errStopped
	}
}

func (x *byTemplate) bookmark(b feeds.Bookmark) error {
	m, err := asMap(b)
	if err != nil {
		return err
	}
	m["markdown"], m["text"] = "", ""
	if d := x.text(b); d != nil {
		body := feeds.Document{Blocks: d.Blocks, RTL: d.RTL}
		m["markdown"], m["text"] = strings.TrimSpace(body.Markdown()), body.Plain()
	}
	x.size = 0
	return x.run(func(timeout <-chan time.Time) (bool, error) {
		select {
		case x.next <- m:
			return true, nil
		case p := <-x.wrote:
			return false, x.write(p)
		case err := <-x.done:
			x.done <- err // for the end
			return true, templateError(err)
		case <-timeout:
			return true, x.endless()
		case <-x.ctx.Done():
			return true, x.ctx.Err()
		}
	})
}

func (x *byTemplate) end() error {
	close(x.next)
	return x.run(func(timeout <-chan time.Time) (bool, error) {
		select {
		case p := <-x.wrote:
			return false, x.write(p)
		case err := <-x.done:
			return true, templateError(err)
		case <-timeout:
			return true, x.endless()
		case <-x.ctx.Done():
			return true, x.ctx.Err()
		}
	})
}

// run repeats step until it is over. Writing may take as long as it likes: the
// clock runs anew for every step.
func (x *byTemplate) run(step func(timeout <-chan time.Time) (over bool, err error)) error {
	for {
		timer := time.NewTimer(x.patient)
		over, err := step(timer.C)
		timer.Stop()
		if over || err != nil {
			return err
		}
	}
}

// stop ends the template.
func (x *byTemplate) stop() { x.once.Do(func() { close(x.stopped) }) }

// over is asked by the template at every turn of a loop.
func (x *byTemplate) over() error {
	select {
	case <-x.stopped:
		return errStopped
	default:
		return nil
	}
}

func (x *byTemplate) write(p []byte) error {
	if x.size += len(p); x.size > mostForOne {
		return fmt.Errorf("the template wrote more than %d MiB for one bookmark; has it a loop without end?", mostForOne>>20)
	}
	_, err := x.out.Write(p)
	return err
}

func (x *byTemplate) endless() error {
	return fmt.Errorf("the template was busy for %v without taking a bookmark or writing; has it a loop without end?", x.patient)
}

// asMap is a bookmark as JSON has it, every key there, times as times.
func asMap(b feeds.Bookmark) (map[string]any, error) {
	k := keep(b)
	raw, err := json.Marshal(k)
	if err != nil {
		return nil, err
	}
	m := map[string]any{"id": "", "article_id": "", "canonical_url": "", "summary": "", "document": nil, "link": nil}
	if err := json.Unmarshal(raw, &m); err != nil {
		return nil, err
	}
	m["published"], m["saved"] = b.Published, b.Saved
	m["authors"], m["topics"], m["tags"] = k.Authors, k.Topics, k.Tags
	m["html"] = feeds.Clean(b.HTML) // what a template makes of it may go to a terminal
	return m, nil
}

// ownFunctions are those a template has besides Go's.
var ownFunctions = map[string]function{
	// json writes any value as JSON, on one line.
	"json": ofOne(func(v any) (any, error) {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		err := enc.Encode(v)
		return strings.TrimSuffix(b.String(), "\n"), err
	}),
	// date writes a time in UTC by a layout of Go's; "" for none.
	"date": ofTwo(func(layout, at any) (any, error) {
		l, okLayout := layout.(string)
		t, okTime := at.(time.Time)
		switch {
		case !okLayout || !okTime:
			return nil, errors.New("want a layout and a time")
		case t.IsZero():
			return "", nil
		}
		return t.UTC().Format(l), nil
	}),
	"join": ofTwo(func(sep, list any) (any, error) {
		s, okSep := sep.(string)
		l, okList := list.([]string)
		if !okSep || !okList {
			return nil, errors.New("want what parts them and a list of names")
		}
		return strings.Join(l, s), nil
	}),
	// line folds white space, line breaks too.
	"line": ofOne(func(v any) (any, error) {
		s, ok := v.(string)
		if !ok {
			return nil, errors.New("want a text")
		}
		return oneLine(s), nil
	}),
}

// writerTo makes a writer of a function.
type writerTo func([]byte) (int, error)

func (w writerTo) Write(p []byte) (int, error) { return w(p) }

var _ io.Writer = writerTo(nil)

var templatePlace = regexp.MustCompile(`^template: template:(\d+)(?::\d+)?: (?:executing "[^"]*" at )?`)

// templateError says where in the template it is, as a person counts.
func templateError(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	if m := templatePlace.FindStringSubmatch(text); m != nil {
		text = "line " + m[1] + " of the template: " + text[len(m[0]):]
	}
	return errors.New(feeds.CleanLine(text))
}
