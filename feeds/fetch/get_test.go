package fetch

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestGetReadsWhatIsThereAndThenNotModified(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `W/"a"`)
		if r.Header.Get("If-None-Match") == `W/"a"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte("<rss/>"))
	}))
	defer srv.Close()
	c := New(Policy{})
	defer c.Close()
	res, err := c.Get(context.Background(), Request{URL: srv.URL, Trusted: srv.URL})
	if err != nil || string(res.Body) != "<rss/>" || res.ETag != `W/"a"` {
		t.Fatalf("first: %+v, %v", res, err)
	}
	res, err = c.Get(context.Background(), Request{URL: srv.URL, Trusted: srv.URL, ETag: res.ETag})
	if err != nil || !res.NotModified {
		t.Fatalf("second: %+v, %v", res, err)
	}
}
