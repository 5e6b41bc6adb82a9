package extract

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// metaBytes is how far into a page its own word on its encoding is looked for.
const metaBytes = 64 << 10

var metaCharset = expression(`(?i)<meta[^>]{1,500}charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)

// decode gives a page's bytes as UTF-8: by byte order mark, else the charset
// of the HTTP header where the bytes are valid in it, else UTF-8 where they
// are valid, else what the page says itself, else windows-1252. (Guessers of
// encodings take every tenth UTF-8 page for something else.)
func decode(page []byte, contentType string) string {
	switch {
	case bytes.HasPrefix(page, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(page[3:]), "\ufffd")
	case bytes.HasPrefix(page, []byte("\xff\xfe")), bytes.HasPrefix(page, []byte("\xfe\xff")):
		return convert(page, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	}
	valid := utf8.Valid(page)
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		enc, name := charset.Lookup(params["charset"])
		switch {
		case enc == nil, name == "utf-8", name == "replacement":
		case name == "windows-1252" && valid:
			// Any bytes are valid in it, and those of UTF-8 never by chance.
		default:
			if s := convert(page, enc); !strings.ContainsRune(s, '\ufffd') {
				return s
			}
		}
	}
	if valid && !bytes.Contains(page, []byte("\x1b$")) {
		return string(page)
	}
	if m := metaCharset.FindSubmatch(page[:min(len(page), metaBytes)]); m != nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil && name != "utf-8" && name != "replacement" && !strings.HasPrefix(name, "utf-16") {
			return convert(page, enc)
		}
	}
	if mostlyUTF8(page) {
		return strings.ToValidUTF8(string(page), "\ufffd")
	}
	return convert(page, charmap.Windows1252)
}

func convert(page []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(page)
	if err != nil {
		return strings.ToValidUTF8(string(page), "\ufffd")
	}
	return string(out)
}

// mostlyUTF8 says whether page is UTF-8 with a few broken characters.
func mostlyUTF8(page []byte) bool {
	good, bad := 0, 0
	for len(page) > 0 {
		r, size := utf8.DecodeRune(page)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		page = page[size:]
	}
	return good > 10*bad
}
