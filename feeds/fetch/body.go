package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// errSize says that a body is over its cap.
var errSize = errors.New("over the size allowed")

// errCoding says that a body is packed in a way that cannot be undone.
var errCoding = errors.New("content encoding cannot be read")

// maxCodings is how many codings one body may be packed in; nobody needs more.
const maxCodings = 2

// window bounds what a zstd frame may make its reader keep (RFC 9659).
const window = 8 << 20

// readBody unpacks raw by its Content-Encoding, at most limit bytes of it.
// What came before a break is given together with io.ErrUnexpectedEOF or the
// connection's own error.
func readBody(raw io.Reader, codings []string, limit, hint int64) ([]byte, error) {
	list, err := encodings(codings)
	if err != nil {
		return nil, err
	}
	// Packed data is never much larger than what it holds.
	src := &meter{r: raw, left: limit + 1<<20}
	var r io.Reader = src
	for i := len(list) - 1; i >= 0; i-- {
		in := bufio.NewReader(r)
		out, err := unpack(in, list[i], limit)
		if err != nil {
			return nil, err
		}
		if out == nil {
			r = in
			continue
		}
		defer out.Close()
		r = &meter{r: out, left: limit + 1<<20}
	}
	return gather(r, limit, hint, src)
}

// block is the largest piece a body is read in: what is over the cap costs no
// more than the cap.
const block = 1 << 20

// gather reads up to limit bytes. An error of the unpacker counts as the
// connection's when the connection broke first.
func gather(r io.Reader, limit, hint int64, src *meter) ([]byte, error) {
	var blocks [][]byte
	total := int64(0)
	body := make([]byte, 0, max(512, min(hint+1, limit+1, block)))
	for {
		if len(body) == cap(body) {
			blocks = append(blocks, body)
			body = make([]byte, 0, min(2*cap(body), block))
		}
		n, err := r.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		if total += int64(n); total > limit {
			return nil, errSize
		}
		if err == nil {
			continue
		}
		if len(blocks) > 0 {
			body = bytes.Join(append(blocks, body), nil)
		}
		switch {
		case err == io.EOF:
			return body, nil
		case errors.Is(err, errSize):
			return nil, errSize
		case src.err != nil && !errors.Is(src.err, io.EOF):
			return body, src.err
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.ErrNoProgress):
			return body, io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("%w: %w", errCoding, err)
	}
}

// meter counts what passes and remembers how it ended.
type meter struct {
	r    io.Reader
	left int64
	err  error // once it has ended, it stays so
}

func (m *meter) Read(p []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	if m.left <= 0 {
		return 0, errSize
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.left)])
	m.left -= int64(n)
	m.err = err
	return n, err
}

// encodings gives the codings in the order they were applied.
func encodings(headers []string) ([]string, error) {
	var list []string
	for name := range strings.SplitSeq(strings.ToLower(strings.Join(headers, ",")), ",") {
		if name = strings.TrimSpace(name); name != "" && name != "identity" && name != "none" {
			list = append(list, strings.TrimPrefix(name, "x-"))
		}
	}
	if len(list) > maxCodings {
		return nil, fmt.Errorf("%w: %d codings", errCoding, len(list))
	}
	return list, nil
}

// unpack gives a reader of what in holds; nil when in is not packed after all,
// whatever the server declared.
func unpack(in *bufio.Reader, coding string, limit int64) (io.ReadCloser, error) {
	head, err := in.Peek(in.Size())
	if len(head) == 0 {
		if err == io.EOF {
			return nil, nil
		}
		return nil, err
	}
	switch coding {
	case "gzip":
		if !bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
			return nil, nil
		}
		return openGzip(in)
	case "zstd":
		if !isZstd(head) {
			return nil, nil
		}
		d, err := openZstd(in, limit)
		if err != nil {
			return nil, coded(err)
		}
		return d.IOReadCloser(), nil
	case "deflate": // RFC 9110 means zlib; many send raw deflate
		if head[0]&0x0f == 8 && len(head) > 1 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z, err := zlib.NewReader(in)
			return z, coded(err)
		}
		if text(head) && !opens(flate.NewReader(bytes.NewReader(head))) {
			return nil, nil
		}
		return flate.NewReader(in), nil
	case "br":
		if text(head) && !opens(brotli.NewReader(bytes.NewReader(head))) {
			return nil, nil
		}
		return io.NopCloser(brotli.NewReader(in)), nil
	}
	if text(head) { // "utf-8" and the like, put where it does not belong
		return nil, nil
	}
	return nil, fmt.Errorf("%w: %.40q", errCoding, coding)
}

// coded marks an unpacker's error as the coding's fault, unless the data just
// ended early.
func coded(err error) error {
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return fmt.Errorf("%w: %w", errCoding, err)
}

// gzipReader reads members one after another and ignores what stands behind
// the last: padding and worse is common.
type gzipReader struct {
	*gzip.Reader
	in *bufio.Reader
}

func openGzip(in *bufio.Reader) (io.ReadCloser, error) {
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, coded(err)
	}
	z.Multistream(false)
	return &gzipReader{z, in}, nil
}

func (z *gzipReader) Read(p []byte) (int, error) {
	n, err := z.Reader.Read(p)
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	if head, _ := z.in.Peek(3); !bytes.Equal(head, []byte{0x1f, 0x8b, 8}) || z.Reset(z.in) != nil {
		return n, io.EOF
	}
	z.Multistream(false)
	return n, nil
}

func openZstd(in io.Reader, limit int64) (*zstd.Decoder, error) {
	return zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(window), zstd.WithDecoderMaxMemory(uint64(limit)+window))
}

func isZstd(head []byte) bool {
	return len(head) >= 4 && (bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}) ||
		head[0]&0xf0 == 0x50 && bytes.HasPrefix(head[1:], []byte{0x2a, 0x4d, 0x18}))
}

// text says whether head starts as a feed or a page does.
func text(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '<' || head[0] == '{')
}

// opens says whether the start of packed data can be unpacked.
func opens(r io.Reader) bool {
	_, err := io.Copy(io.Discard, io.LimitReader(r, 64<<10))
	return err == nil || errors.Is(err, io.ErrUnexpectedEOF)
}
