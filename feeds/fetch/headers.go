package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
)

// What is asked for, by kind.
const (
	acceptFeed = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, " +
		"application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
	acceptPage     = "text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1"
	acceptImage    = "image/png, image/jpeg, image/gif, image/webp, */*;q=0.1"
	acceptEncoding = "gzip, br, zstd"
)

// maxValidator bounds a validator worth keeping, in bytes; a longer one is an
// attack on the next request.
const maxValidator = 4 << 10

// never lists headers that are ours, or that would bring a partial answer
// which looks like deleted articles.
var never = map[string]bool{
	"A-Im": true, "Range": true, "If-Range": true, "If-Match": true, "If-Unmodified-Since": true, "If-None-Match": true,
	"If-Modified-Since": true, "Accept-Encoding": true, "Host": true, "Content-Length": true, "Transfer-Encoding": true,
	"Connection": true, "Te": true, "Trailer": true, "Upgrade": true, "Referer": true, "Origin": true,
}

// headers builds what is sent. own says whether the person's credentials and
// headers may go to this host.
func (c *Client) headers(r Request, own bool) http.Header {
	h := http.Header{}
	if own {
		for name, values := range r.Header {
			if name = http.CanonicalHeaderKey(name); httpguts.ValidHeaderFieldName(name) && !never[name] {
				for _, v := range values {
					if httpguts.ValidHeaderFieldValue(v) {
						h.Add(name, v)
					}
				}
			}
		}
	}
	accept := r.Accept
	if accept == "" {
		accept = [...]string{KindFeed: acceptFeed, KindPage: acceptPage, KindImage: acceptImage, KindAsked: acceptFeed}[r.Kind]
	}
	agent := r.UserAgent
	if agent == "" || !httpguts.ValidHeaderFieldValue(agent) {
		agent = c.policy.UserAgent
	}
	h.Set("Accept", accept)
	h.Set("Accept-Encoding", acceptEncoding)
	h.Set("User-Agent", agent)
	if etag := validator(r.ETag); etag != "" {
		h.Set("If-None-Match", etag)
	}
	if modified := validator(r.LastModified); modified != "" {
		h.Set("If-Modified-Since", modified)
	}
	return h
}

// validator gives v as it is, or "" for one that no request can carry.
func validator(v string) string {
	if len(v) > maxValidator || !httpguts.ValidHeaderFieldValue(v) {
		return ""
	}
	return v
}

// read takes from an answer's headers what the caller may need.
func (res *Response) read(h http.Header, now time.Time) {
	res.ContentType = h.Get("Content-Type")
	res.ETag = validator(h.Get("ETag"))
	res.LastModified = validator(h.Get("Last-Modified"))
	res.Date, _ = http.ParseTime(h.Get("Date"))
	if res.Date.IsZero() {
		res.RetryAfter = retryAfter(h.Get("Retry-After"), now)
	} else {
		res.RetryAfter = retryAfter(h.Get("Retry-After"), res.Date) // their clock against their clock
	}
	maxAge, said := cacheControl(strings.Join(h.Values("Cache-Control"), ","))
	if said {
		if age, err := strconv.ParseInt(strings.TrimSpace(h.Get("Age")), 10, 32); err == nil && age > 0 {
			maxAge -= time.Duration(age) * time.Second
		}
		res.MaxAge = max(0, maxAge)
	} else {
		res.Expires, _ = http.ParseTime(h.Get("Expires"))
	}
	links := h.Values("Link")
	res.Links = links[:min(len(links), 20)]
}

// retryAfter reads a Retry-After: seconds or an HTTP date (RFC 9110, section
// 10.2.3). 0 when there is none or it is over; a week at most.
func retryAfter(v string, now time.Time) time.Duration {
	v = strings.TrimSpace(v)
	if n, ok := seconds(v); ok {
		return min(n, maxWait)
	}
	t, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	return min(max(0, t.Sub(now)), maxWait)
}

// cacheControl gives max-age; said is false when Cache-Control leaves the
// question open. no-cache and no-store count as 0 (RFC 9111, section 5.2).
func cacheControl(v string) (maxAge time.Duration, said bool) {
	for part := range strings.SplitSeq(v, ",") {
		name, value, _ := strings.Cut(part, "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-cache", "no-store":
			return 0, true
		case "max-age":
			if n, ok := seconds(strings.Trim(strings.TrimSpace(value), `"`)); ok && !said {
				maxAge, said = n, true
			}
		}
	}
	return maxAge, said
}

// seconds reads a whole number of seconds, however large, as at most a
// century.
func seconds(s string) (time.Duration, bool) {
	const century = 100 * 365 * 24 * 60 * 60
	if s == "" {
		return 0, false
	}
	n := int64(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = min(n*10+int64(s[i]-'0'), century)
	}
	return time.Duration(n) * time.Second, true
}
