package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var errEnough = errors.New("that is enough")

func TestAnAnswerIsReadWhileItComesHoweverLongThatTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		start, between := time.Now(), time.Duration(0)
		n.site("model.example", func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				return
			}
			time.Sleep(time.Minute) // it is loading its model: longer than any page may take to begin
			for i := range 3 {
				fmt.Fprint(w, i)
				w.(http.Flusher).Flush()
				time.Sleep(time.Minute)
			}
		})
		c := n.client(t)
		go func() { // others are not held up by it
			time.Sleep(90 * time.Second)
			if _, err := c.Send(context.WithoutCancel(t.Context()), message("GET", "http://model.example/models")); err != nil {
				t.Error(err)
			}
			between = time.Since(start)
		}()
		var came []time.Duration
		text, began := "", time.Now()
		reply, err := c.Stream(t.Context(), message("POST", "http://model.example/chat"), func(p []byte) error {
			came, text = append(came, time.Since(began).Round(time.Minute)), text+string(p)
			return nil
		})
		synctest.Wait()
		if between < 90*time.Second || between > 2*time.Minute {
			t.Errorf("who asked in between was answered after %v", between)
		}
		if err != nil || reply.Status != 200 || text != "012" || len(came) != 3 || came[0] != time.Minute || came[2] != 3*time.Minute {
			t.Errorf("%q at %v, %v", text, came, err)
		}
	})
}

func TestAStreamEndsWhenWhoTakesItHasEnoughOrItsTimeIsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("model.example", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, strings.Repeat("x", 1000)); err != nil {
					return
				}
				w.(http.Flusher).Flush()
				time.Sleep(time.Second)
			}
		})
		c := n.client(t)
		times := 0
		_, err := c.Stream(t.Context(), message("POST", "http://model.example/chat"), func([]byte) error {
			if times++; times == 3 {
				return errEnough
			}
			return nil
		})
		if !errors.Is(err, errEnough) || times != 3 {
			t.Errorf("taken %d times, %v", times, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		_, err = c.Stream(ctx, message("POST", "http://model.example/chat"), func([]byte) error { return nil })
		var e *Error
		if !errors.As(err, &e) || e.Kind != ErrTimeout || strings.Contains(fmt.Sprint(e.Sentence(), err), secret) {
			t.Errorf("out of time: %v", err)
		}
	})
}

func TestAStreamIsBoundedAndOnlyOfAnswersThatSayYes(t *testing.T) { synctest.Test(t, bounded) }

func bounded(t *testing.T) {
	n := newTestNet(t)
	n.site("model.example", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/no":
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "no such model")
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, "\x1f\x8b")
		case "/away":
			http.Redirect(w, r, "http://other.example/", http.StatusTemporaryRedirect)
		default:
			block := make([]byte, 1<<20)
			for range 20 {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}
	})
	c := n.client(t)
	taken := 0
	ask := func(path string) (Reply, error) {
		return c.Stream(t.Context(), message("POST", "http://model.example"+path), func(p []byte) error { taken += len(p); return nil })
	}
	if reply, err := ask("/no"); err != nil || reply.Status != 404 || string(reply.Body) != "no such model" || taken != 0 {
		t.Errorf("%+v, %v, %d bytes taken", reply, err, taken)
	}
	for path, kind := range map[string]ErrKind{"/packed": ErrEncoding, "/away": ErrRedirect, "/endless": ErrTooLarge} {
		if _, err := ask(path); !errors.Is(err, kind) {
			t.Errorf("%s: %v, want %q", path, err, kind)
		}
	}
	if taken > maxStream {
		t.Errorf("%d bytes were taken", taken)
	}
}
