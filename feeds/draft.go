package feeds

import (
	"net/url"
	"strings"
)

// maxDraft bounds the address of a draft: more is cut off by some systems that
// hand it on.
const maxDraft = 2000

// Draft is the address of a mail that is yet to be written, to nobody so far
// (RFC 6068): mailto:?subject=…&body=…. A body that is too long is cut.
func Draft(subject, body string) string {
	escape := func(s string) string {
		return strings.ReplaceAll(url.QueryEscape(strings.ReplaceAll(s, "\n", "\r\n")), "+", "%20")
	}
	head := "mailto:?subject=" + escape(CleanLine(subject)) + "&body="
	text := []rune(Clean(body))
	text = text[:min(len(text), maxDraft)]
	for room := maxDraft - len(head); len(escape(string(text))) > room && len(text) > 0; {
		text = text[:len(text)-max(1, (len(escape(string(text)))-room)/9)]
	}
	return head + escape(strings.TrimRight(string(text), " \n"))
}

// IsDraft says whether an address is a draft's: one that Draft may have made.
func IsDraft(address string) bool {
	return strings.HasPrefix(address, "mailto:?") && len(address) <= maxURL &&
		!strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '#' })
}
