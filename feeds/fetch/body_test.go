package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// packers pack in every coding a server may send.
var packers = map[string]func(io.Writer) io.WriteCloser{
	"gzip":        func(w io.Writer) io.WriteCloser { z, _ := gzip.NewWriterLevel(w, gzip.BestCompression); return z },
	"br":          func(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, 5) },
	"zstd":        func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w, zstd.WithWindowSize(1<<20)); return z },
	"deflate":     func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	"deflate raw": func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 9); return z },
}

func pack(coding string, data []byte) []byte {
	var b bytes.Buffer
	w := packers[coding](&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// Faults: N09, N11, N12
func TestCheck45EveryEncodingIsRead(t *testing.T) {
	feed := []byte("<?xml version='1.0'?><rss><channel>" + strings.Repeat("<item><title>Ünïcode</title></item>", 2000) + "</channel></rss>")
	junk := append(pack("gzip", feed), "\x00\x00trailing junk"...)
	tests := map[string]struct {
		codings []string
		sent    []byte
		want    error // nil: the whole feed
	}{
		"not packed":                           {nil, feed, nil},
		"gzip":                                 {[]string{"gzip"}, pack("gzip", feed), nil},
		"x-gzip, in capitals":                  {[]string{"X-GZIP"}, pack("gzip", feed), nil},
		"br":                                   {[]string{"br"}, pack("br", feed), nil},
		"zstd":                                 {[]string{"zstd"}, pack("zstd", feed), nil},
		"deflate as zlib":                      {[]string{"deflate"}, pack("deflate", feed), nil},
		"deflate without zlib":                 {[]string{"deflate"}, pack("deflate raw", feed), nil},
		"identity":                             {[]string{"identity"}, feed, nil},
		"gzip declared, plain sent":            {[]string{"gzip"}, feed, nil},
		"br declared, plain sent":              {[]string{"br"}, feed, nil},
		"zstd declared, plain sent":            {[]string{"zstd"}, feed, nil},
		"deflate declared, plain sent":         {[]string{"deflate"}, feed, nil},
		"a charset where a coding belongs":     {[]string{"utf-8"}, feed, nil},
		"gzip declared twice, packed once":     {[]string{"gzip, gzip"}, pack("gzip", feed), nil},
		"gzip within br":                       {[]string{"gzip", "br"}, pack("br", pack("gzip", feed)), nil},
		"gzip with junk behind it":             {[]string{"gzip"}, junk, nil},
		"two gzip members":                     {[]string{"gzip"}, append(pack("gzip", feed[:100]), pack("gzip", feed[100:])...), nil},
		"gzip with a wrong checksum":           {[]string{"gzip"}, spoil(pack("gzip", feed), 6), errCoding},
		"a coding nobody knows":                {[]string{"compress"}, []byte{0x1f, 0x9d, 0x90}, errCoding},
		"three codings":                        {[]string{"gzip, br, gzip"}, feed, errCoding},
		"br declared, noise sent":              {[]string{"br"}, bytes.Repeat([]byte{0xff, 0x81}, 900), errCoding},
		"gzip cut in half":                     {[]string{"gzip"}, pack("gzip", feed)[:len(pack("gzip", feed))/2], io.ErrUnexpectedEOF},
		"zstd cut in half":                     {[]string{"zstd"}, pack("zstd", feed)[:len(pack("zstd", feed))/2], io.ErrUnexpectedEOF},
		"br cut in half":                       {[]string{"br"}, pack("br", feed)[:len(pack("br", feed))/2], io.ErrUnexpectedEOF},
		"a zstd window larger than is allowed": {[]string{"zstd"}, bigWindow(), errCoding},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := readBody(bytes.NewReader(test.sent), test.codings, 32<<20, -1)
			switch {
			case !errors.Is(err, test.want):
				t.Errorf("error %v, want %v", err, test.want)
			case err == nil && !bytes.Equal(got, feed):
				t.Errorf("%d bytes came out, want the %d put in", len(got), len(feed))
			case errors.Is(err, io.ErrUnexpectedEOF) && !bytes.HasPrefix(feed, got):
				t.Error("what came before the cut is not the feed's start")
			}
		})
	}
	t.Run("an empty body stays empty whatever is declared", func(t *testing.T) {
		for _, coding := range []string{"", "gzip", "br", "zstd", "deflate"} {
			if got, err := readBody(strings.NewReader(""), []string{coding}, 1000, -1); err != nil || len(got) > 0 {
				t.Errorf("%s: %q, %v", coding, got, err)
			}
		}
	})
}

func spoil(b []byte, fromEnd int) []byte {
	b[len(b)-fromEnd] ^= 0x55
	return b
}

// bigWindow is the head of a zstd frame that wants a window of 1 GiB.
func bigWindow() []byte {
	return append([]byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3}, 0x01, 0x00, 0x00)
}

// zeros packs n bytes of nothing.
func zeros(coding string, n int) []byte {
	var b bytes.Buffer
	w := packers[coding](&b)
	block := make([]byte, 1<<20)
	for range n >> 20 {
		w.Write(block)
	}
	w.Close()
	return b.Bytes()
}

// Faults: N10
func TestCheck46BombsStopAtTheCap(t *testing.T) {
	for _, coding := range []string{"gzip", "br", "zstd", "deflate"} {
		t.Run(coding, func(t *testing.T) {
			const limit = 4 << 20
			bomb := zeros(coding, 5*limit)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := readBody(bytes.NewReader(bomb), []string{coding}, limit, int64(len(bomb)))
			runtime.ReadMemStats(&after)
			if !errors.Is(err, errSize) {
				t.Errorf("error %v", err)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 16 { // the cap, the coding's window, and little else
				t.Errorf("%d MiB allocated in all for %d bytes", used, len(bomb))
			}
		})
	}
	t.Run("a bomb in a bomb is stopped between the layers", func(t *testing.T) {
		bomb := pack("gzip", zeros("gzip", 16<<20))
		if _, err := readBody(bytes.NewReader(bomb), []string{"gzip, gzip"}, 1<<20, -1); !errors.Is(err, errSize) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("members without content are not read for ever", func(t *testing.T) {
		empty := bytes.Repeat(pack("gzip", nil), 1<<16)
		if _, err := readBody(bytes.NewReader(empty), []string{"gzip"}, 1<<10, -1); !errors.Is(err, errSize) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("the cap is exact", func(t *testing.T) {
		for n, want := range map[int]error{999: nil, 1000: nil, 1001: errSize} {
			if _, err := readBody(bytes.NewReader(make([]byte, n)), nil, 1000, -1); !errors.Is(err, want) {
				t.Errorf("%d bytes of 1000: %v", n, err)
			}
		}
	})
}

// Faults: N13
func TestASizeOverTheKindsCapIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("big.example", func(w http.ResponseWriter, _ *http.Request) {
			block := make([]byte, 1<<20)
			for range 6 {
				w.Write(block)
			}
		})
		c := n.client(t)
		refused(t, c, Request{URL: "http://big.example/", Kind: KindPage}, ErrTooLarge, "big.example", "5 MiB")
		if res := get(t, c, Request{URL: "http://big.example/", Kind: KindImage}); len(res.Body) != 6<<20 {
			t.Errorf("%d bytes of an image", len(res.Body))
		}
	})
}

func FuzzReadBody(f *testing.F) {
	for coding := range packers {
		name, _, _ := strings.Cut(coding, " ")
		f.Add(pack(coding, []byte("<rss><channel/></rss>")), name)
	}
	f.Add([]byte("{}"), "gzip, deflate")
	f.Fuzz(func(t *testing.T, data []byte, coding string) {
		body, err := readBody(bytes.NewReader(data), []string{coding}, 1<<16, -1)
		if len(body) > 1<<16 {
			t.Errorf("%d bytes over a cap of 65536 (%v)", len(body), err)
		}
	})
}
