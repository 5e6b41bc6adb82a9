package opml

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// toText gives the file as valid UTF-8: byte order marks and UTF-16 are known,
// valid UTF-8 beats any declaration, and the rest is taken for windows-1252.
// note is a sentence when another encoding was declared.
func toText(data []byte) (text, note string) {
	switch {
	case len(data) >= 2 && data[0] == 0xFF && data[1] == 0xFE:
		return fromUTF16(data[2:], binary.LittleEndian), ""
	case len(data) >= 2 && data[0] == 0xFE && data[1] == 0xFF:
		return fromUTF16(data[2:], binary.BigEndian), ""
	case len(data) >= 4 && data[0] != 0 && data[1] == 0:
		return fromUTF16(data, binary.LittleEndian), ""
	case len(data) >= 4 && data[0] == 0 && data[1] != 0:
		return fromUTF16(data, binary.BigEndian), ""
	}
	text = strings.TrimPrefix(string(data), "\uFEFF")
	if utf8.ValidString(text) {
		return text, ""
	}
	declared := declaredEncoding(text)
	switch declared {
	case "utf-8", "utf8":
		if mostlyUTF8(text) {
			return strings.ToValidUTF8(text, "\uFFFD"), ""
		}
	case "", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252", "us-ascii", "ascii":
	default:
		note = "The file is in the encoding " + declared + "; titles outside of ASCII may be wrong."
	}
	return from1252(text), note
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\uFEFF")
}

func declaredEncoding(text string) string {
	head := strings.ToLower(text[:min(len(text), 200)])
	_, rest, found := strings.Cut(head, "encoding=")
	if !found || len(rest) < 2 {
		return ""
	}
	name, _, _ := strings.Cut(rest[1:], rest[:1])
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// mostlyUTF8 says whether single bytes are wrong in UTF-8 text.
func mostlyUTF8(s string) bool {
	good, bad := 0, 0
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			bad++
		case r >= utf8.RuneSelf:
			good++
		}
	}
	return good > bad
}

// windows1252 are the characters of the bytes 0x80 to 0x9F; the others are
// those of Latin-1.
var windows1252 = [32]rune{
	'€', 0xFFFD, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0xFFFD, 'Ž', 0xFFFD,
	0xFFFD, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0xFFFD, 'ž', 'Ÿ',
}

func from1252(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 0x80 && c < 0xA0:
			b.WriteRune(windows1252[c-0x80])
		default:
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}
