package feeds

import (
	"net/url"
	"path"
	"strings"
)

// maxURL bounds an address taken from outside, in bytes.
const maxURL = 8 << 10

// WebURL resolves ref against base and gives an absolute http or https
// address, percent-encoded ASCII without user information; "" when ref is
// anything else (javascript:, data:, file:, over 8 KiB, not a URL). An empty
// base resolves absolute addresses alone.
func WebURL[B, R ~string](base B, ref R) string {
	return resolve(string(base), string(ref), web)
}

// LinkURL is WebURL that lets mailto: through as well: what may stand under a
// link a person can see.
func LinkURL[B, R ~string](base B, ref R) string {
	return resolve(string(base), string(ref), webAndMail)
}

// OpenableURL is LinkURL of an absolute address that lets gemini:, gopher: and
// ftp: through as well: what a person who kept it may hand to their opener.
func OpenableURL(ref string) string { return resolve("", ref, kept) }

// reach says which schemes an address may have, each with those before it.
type reach int

const (
	web        reach = iota // http, https
	webAndMail              // mailto
	kept                    // gemini, gopher, ftp
)

func resolve(base, ref string, may reach) string {
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > maxURL || strings.ContainsFunc(ref, Unsafe) {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		// A stray % or a space is common and harmless: encode it and look again.
		if u, err = url.Parse(encodeStray(ref)); err != nil {
			return ""
		}
	}
	if !u.IsAbs() {
		b, err := url.Parse(base)
		if err != nil || base == "" {
			return ""
		}
		u = b.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch u.Scheme {
	case "http", "https":
		if u.Hostname() == "" {
			return ""
		}
	case "mailto":
		if may < webAndMail || u.Opaque == "" {
			return ""
		}
	case "gemini", "gopher", "ftp":
		if may < kept || u.Hostname() == "" {
			return ""
		}
	default:
		return ""
	}
	u.User = nil
	u.Host = strings.ToLower(u.Host)
	out := asciiURL(u.String())
	if len(out) > maxURL { // encoded it may be longer, and would not come back
		return ""
	}
	return out
}

// encodeStray percent-encodes spaces and every % that starts no escape.
func encodeStray(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			b.WriteString("%20")
		case c == '%' && !(i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])):
			b.WriteString("%25")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// asciiURL percent-encodes what a terminal could misread within a hyperlink:
// everything outside printable ASCII.
func asciiURL(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// StrictURL percent-encodes in an address what browsers bear and RFC 3986 does
// not: for attributes of XML and link targets that validators read. What is an
// escape already stays; brackets stay around a host.
func StrictURL(raw string) string {
	const hex = "0123456789ABCDEF"
	host := 0 // the end of the part that names the host
	if i := strings.Index(raw, "://"); i >= 0 {
		if host = strings.IndexAny(raw[i+3:], "/?#"); host < 0 {
			host = len(raw)
		} else {
			host += i + 3
		}
	}
	var b strings.Builder
	fragment := false
	for i := range len(raw) {
		c := raw[i]
		ok := c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0
		switch {
		case c == '[' || c == ']':
			ok = i < host
		case c == '%':
			ok = i+2 < len(raw) && isHex(raw[i+1]) && isHex(raw[i+2])
		case c == '#':
			ok, fragment = !fragment, true
		}
		if ok {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// CanonicalURL is what two addresses of one page share: scheme https, host in
// lower case without "www." or a default port, no fragment, no tracking
// parameters, no empty query, no trailing slash or index file. It is for
// comparing, never for fetching; "" for what is not a web address.
func CanonicalURL(raw string) string {
	u, err := url.Parse(WebURL("", raw))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	p := u.EscapedPath()
	if base := path.Base(p); base == "index.html" || base == "index.htm" || base == "index.php" {
		p = strings.TrimSuffix(p, base)
	}
	out := "https://" + host + strings.TrimRight(p, "/")
	if q := withoutTracking(u.RawQuery); q != "" {
		out += "?" + q
	}
	return out
}

// StripTracking gives raw without its tracking parameters, otherwise byte for
// byte: what is opened, copied and shared.
func StripTracking(raw string) string {
	before, rest, found := strings.Cut(raw, "?")
	if !found {
		return raw
	}
	query, fragment, hasFragment := strings.Cut(rest, "#")
	if q := withoutTracking(query); q != "" {
		before += "?" + q
	}
	if hasFragment {
		before += "#" + fragment
	}
	return before
}

// withoutTracking drops tracking parameters from a raw query and keeps the
// order and the encoding of the others.
func withoutTracking(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if part != "" && !isTracking(strings.ToLower(name)) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name string) bool {
	for _, prefix := range []string{"utm_", "mtm_", "pk_", "hsa_", "__hs", "oly_", "vero_", "at_custom", "itm_", "mkt_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return tracking[name]
}

// tracking names parameters that say where a reader came from and never what
// the page is.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true,
	"msclkid": true, "twclid": true, "yclid": true, "ysclid": true, "ttclid": true, "li_fat_id": true,
	"igshid": true, "igsh": true, "mc_cid": true, "mc_eid": true, "ml_subscriber": true, "ml_subscriber_hash": true,
	"_openstat": true, "rb_clickid": true, "s_cid": true, "wickedid": true, "_ga": true, "_gl": true,
	"_hsenc": true, "_hsmi": true, "hsctatracking": true, "cmpid": true, "ns_mchannel": true, "ns_source": true,
	"ns_campaign": true, "ns_linkname": true, "ns_fee": true, "at_medium": true, "at_campaign": true, "at_link_id": true,
	"at_link_type": true, "at_link_origin": true, "at_format": true, "at_bbc_team": true, "at_ptr_name": true,
	"xtor": true, "guccounter": true, "guce_referrer": true, "guce_referrer_sig": true, "ref_src": true, "ref_url": true,
	"spm": true, "scm": true, "srsltid": true, "trk": true, "campaign_id": true, "smid": true, "sh_kit": true,
	"rss": true, "wt_mc": true, "wt.mc_id": true, "partner_code": true, "ncid": true, "soc_src": true, "soc_trk": true,
}

// Host is the name of a URL's site as a person reads it, without "www.".
func Host(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
