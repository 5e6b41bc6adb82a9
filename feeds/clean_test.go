package feeds

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanRemovesWhatATerminalWouldObey(t *testing.T) {
	for _, tc := range []struct{ name, in, text, line string }{
		{"plain text stays", "Storm Iris", "Storm Iris", "Storm Iris"},
		{"an escape sequence goes as a whole", "a\x1b[31mb\x1b]52;c;eA==\x07c\x1b]8;;https://evil.example/\x1b\\d\x1bPq#0\x1b\\e", "abcde", "abcde"},
		{"one of a single C1 character too", "a\u009b31mb\u009d0;x\u009cc\u0090d\u0085", "abcd\n", "abcd"},
		{"and resets, queries and shifts", "a\x1bcb\x1b[6nc\x1b[?1000hd\x1b(Be\x1b", "abcde", "abcde"},
		{"a lone escape takes no text with it", "a\x1b b\x1bx\x1b", "a bx", "a bx"},
		{"one that does not end leaves the text", "a\x1b]0;rest of it\nnext\x1b[31", "arest of it\nnext", "arest of it next"},
		{"in XML ESC and BEL have stand-ins", "a\u0091[31mb\u0091]52;c;x\u009cc", "abc", "abc"},
		{"text with brackets is no sequence", "a[31mb]52;c", "a[31mb]52;c", "a[31mb]52;c"},
		{"NUL, BEL, BS, DEL go", "a\x00\x07\x08\x7fb", "ab", "ab"},
		{"bidi overrides and isolates go", "abc\u202egpj.exe\u2066x\u2069", "abcgpj.exex", "abcgpj.exex"},
		{"direction marks stay in paragraphs alone", "a\u200fb\u200e", "a\u200fb\u200e", "ab"},
		{"joiners stay: families and Persian need them", "👨\u200d👩 می\u200cخواهم", "👨\u200d👩 می\u200cخواهم", "👨\u200d👩 می\u200cخواهم"},
		{"tag characters and placeholders go", "a\U000e0041\U0010eeeeb", "ab", "ab"},
		{"an invalid byte is U+FFFD", "a\xffb", "a\ufffdb", "a\ufffdb"},
		{"line ends of all kinds", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne", "a b c d e"},
		{"white space is folded on a line", "  a \t\n  b  ", "  a \t\n  b  ", "a b"},
		{"no-break and ideographic spaces fold too", "a\u00a0\u3000b", "a\u00a0\u3000b", "a b"},
		{"soft hyphens and byte order marks go", "\ufeffco\u00adop", "coop", "coop"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Clean(tc.in); got != tc.text {
				t.Errorf("Clean(%q) = %q, want %q", tc.in, got, tc.text)
			}
			if got := CleanLine(tc.in); got != tc.line {
				t.Errorf("CleanLine(%q) = %q, want %q", tc.in, got, tc.line)
			}
		})
	}
}

func TestCleanBoundsMarksAndLength(t *testing.T) {
	if got := utf8.RuneCountInString(Clean("a" + strings.Repeat("\u0301", 200))); got != 9 {
		t.Errorf("200 marks left %d characters, want 9", got)
	}
	got := CleanLine(strings.Repeat("é", 10_000))
	if n := utf8.RuneCountInString(got); n != MaxLine || !strings.HasSuffix(got, "…") {
		t.Errorf("a line of 10,000 became %d characters ending %q", n, got[len(got)-3:])
	}
}

func TestTheFastWayKeepsNothingThatCleaningWouldChange(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if isSettled(r) && (Unsafe(r) || isMark(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Mn, unicode.Me) || r == utf8.RuneError) {
			t.Errorf("%U passes as settled", r)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a b", "\x1b[0m", "\u009b", "a\r\nb", "  x ", "\xff\xfe", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, line := Clean(s), CleanLine(s)
		if again := Clean(text); again != text {
			t.Errorf("Clean is not settled: %q, then %q", text, again)
		}
		if again := CleanLine(line); again != line {
			t.Errorf("CleanLine is not settled: %q, then %q", line, again)
		}
		for _, r := range text {
			if Unsafe(r) && r != '\n' && r != '\t' {
				t.Errorf("Clean(%q) kept %U", s, r)
			}
		}
		for _, r := range line {
			if Unsafe(r) || isMark(r) {
				t.Errorf("CleanLine(%q) kept %U", s, r)
			}
		}
		if !utf8.ValidString(text) || !utf8.ValidString(line) {
			t.Errorf("not UTF-8 after cleaning %q", s)
		}
	})
}
