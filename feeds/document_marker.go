package feeds

import (
	"strconv"
	"strings"
)

// Marker is what stands before an item of a List: "•", "3.", "c.", "iv.".
func (b Block) Marker(item Item) string {
	if !b.Ordered {
		return "•"
	}
	n := item.Number
	switch b.Style {
	case "a", "A":
		if n > 0 {
			return letters(n, b.Style[0]) + "."
		}
	case "i", "I":
		if n > 0 && n < 4000 {
			s := roman(n)
			if b.Style == "i" {
				s = strings.ToLower(s)
			}
			return s + "."
		}
	}
	return strconv.Itoa(n) + "."
}

// letters counts a, b ... z, aa, ab from 1.
func letters(n int, first byte) string {
	var out []byte
	for ; n > 0; n = (n - 1) / 26 {
		out = append([]byte{first + byte((n-1)%26)}, out...)
	}
	return string(out)
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
		{40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}
