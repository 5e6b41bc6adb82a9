package parse

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode gives the body as valid UTF-8 without byte order mark and white space
// around. Order of belief: byte order mark, zero bytes, valid UTF-8, the HTTP
// header, the document's own declaration, windows-1252. Valid UTF-8 beats any
// declaration since no other encoding looks like it by accident.
func decode(body []byte, contentType string) ([]byte, []string, error) {
	body, warnings, err := gunzip(body)
	if err != nil {
		return nil, nil, err
	}
	text, valid := toUTF8(body, contentType)
	if !valid && !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
		warnings = append(warnings, "Some bytes are no valid text; they are shown as \uFFFD.")
	}
	return bytes.TrimFunc(text, func(r rune) bool { return r == '\uFEFF' || r == 0 || r < 0x80 && isSpace(byte(r)) }), warnings, nil
}

// gunzip unpacks a body that is gzip although no header said so, once.
func gunzip(body []byte) ([]byte, []string, error) {
	if len(body) < 3 || body[0] != 0x1f || body[1] != 0x8b || body[2] != 8 {
		return body, nil, nil
	}
	zr, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, nil, notFeed("a damaged gzip file", "It is tried again at the next reload.")
	}
	out, err := io.ReadAll(io.LimitReader(zr, maxUnpacked+1))
	switch {
	case len(out) > maxUnpacked:
		return nil, nil, errTooLarge()
	case errors.Is(err, io.ErrUnexpectedEOF) && len(out) > 0:
		return out, []string{"The packed answer breaks off; what arrived was read."}, nil
	case errors.Is(err, gzip.ErrHeader) && len(out) > 0:
		return out, nil, nil // something follows the packed part: harmless
	case err != nil:
		return nil, nil, notFeed("a damaged gzip file", "It is tried again at the next reload.")
	}
	return out, nil, nil
}

// toUTF8 decodes the body; valid says that the result need not be checked.
func toUTF8(body []byte, contentType string) (text []byte, valid bool) {
	if enc, skip := byMark(body); enc != nil {
		return convert(enc, body[skip:]), false
	}
	if bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")) {
		return body[3:], false
	}
	if enc := byZeros(body); enc != nil {
		return convert(enc, body), false
	}
	if utf8.Valid(body) && !isSevenBit(body, headerLabel(contentType), declaredLabel(body)) {
		return body, true
	}
	return byLabels(body, contentType), false
}

// byLabels decodes what is not simply UTF-8.
func byLabels(body []byte, contentType string) []byte {
	header, declared := headerLabel(contentType), declaredLabel(body)
	if isCutUTF8(body) {
		return body
	}
	for _, label := range []string{header, declared} {
		if isUTF8Label(label) {
			if mostlyUTF8(body) {
				return body
			}
			continue
		}
		if enc := byLabel(label); enc != nil {
			return convert(enc, body)
		}
	}
	if mostlyUTF8(body) {
		return body
	}
	return convert(charmap.Windows1252, body)
}

func convert(enc encoding.Encoding, body []byte) []byte {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return body
	}
	return out
}

// byMark knows the marks of UTF-16 and UTF-32; the longer first, since one
// begins like the other.
func byMark(b []byte) (enc encoding.Encoding, skip int) {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte("\x00\x00\xFE\xFF")):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

// byZeros tells UTF-16 and UTF-32 without a mark by where the zeros of the
// first character stand: every feed begins with ASCII.
func byZeros(b []byte) encoding.Encoding {
	if len(b) < 4 {
		return nil
	}
	zero := [4]bool{b[0] == 0, b[1] == 0, b[2] == 0, b[3] == 0}
	switch zero {
	case [4]bool{false, true, true, true}:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case [4]bool{true, true, true, false}:
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case [4]bool{false, true, false, true}:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case [4]bool{true, false, true, false}:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

func headerLabel(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return strings.ToLower(strings.Trim(params["charset"], `"' `))
}

// declaredLabel reads encoding="…" of an XML declaration near the start.
func declaredLabel(body []byte) string {
	head := body[:min(len(body), 2048)]
	start := bytes.Index(head, []byte("<?xml"))
	if start < 0 {
		return ""
	}
	head = head[start:]
	if end := bytes.IndexByte(head, '>'); end >= 0 {
		head = head[:end]
	}
	_, rest, found := strings.Cut(strings.ToLower(string(head)), "encoding")
	if !found {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	label, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.TrimSpace(label)
}

func isUTF8Label(label string) bool { return label == "utf-8" || label == "utf8" }

// byLabel gives no encoding for labels that the bytes have refuted already.
func byLabel(label string) encoding.Encoding {
	if label == "" || strings.HasPrefix(label, "utf") || strings.HasPrefix(label, "ucs") {
		return nil
	}
	enc, name := charset.Lookup(label)
	if name == "replacement" || strings.HasPrefix(name, "utf") || name == "x-user-defined" {
		return nil
	}
	return enc
}

// isSevenBit says whether a document that is valid UTF-8 is ISO-2022-JP, which
// writes Japanese in ASCII bytes behind escape sequences.
func isSevenBit(body []byte, labels ...string) bool {
	for _, label := range labels {
		if label == "iso-2022-jp" || label == "csiso2022jp" {
			return bytes.Contains(body, []byte("\x1b$")) || bytes.Contains(body, []byte("\x1b("))
		}
	}
	return false
}

// isCutUTF8 says whether b is UTF-8 but for a last character that a cut-off
// transfer left in half.
func isCutUTF8(b []byte) bool {
	for i := 1; i <= 3 && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			return !utf8.FullRune(b[len(b)-i:]) && utf8.Valid(b[:len(b)-i])
		}
	}
	return false
}

// mostlyUTF8 says whether stray bytes stand in UTF-8 text, rather than the
// whole being in a single-byte encoding.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		b = b[size:]
	}
	return good > bad
}
