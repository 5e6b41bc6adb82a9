package fetch

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Sentence is what a person reads: what happened, in plain words, and what
// happens or can be done next. It holds no credentials and no control
// characters.
func (e *Error) Sentence() string {
	s := e.sentence()
	if e.For != KindFeed { // the others are not asked by the feeds' schedule
		s = strings.TrimSuffix(s, later)
	}
	return feeds.CleanLine(s)
}

// Sentence is the sentence for any error of Get.
func Sentence(err error) string {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Sentence()
	}
	return feeds.CleanLine(err.Error())
}

const later = "; it is tried again later"

func (e *Error) sentence() string {
	host := hostName(e.URL)
	switch e.Kind {
	case ErrBadURL:
		return "this is not a web address that can be read; http:// and https:// alone are"
	case ErrDNS:
		return "there is no host " + host + ", or the name could not be looked up; check the address and the network"
	case ErrUnreachable:
		return host + " cannot be reached from this network" + later
	case ErrRefused:
		return host + " refused the connection" + later
	case ErrBroken:
		return host + " broke off the connection without an answer that can be read" + later
	case ErrTimeout:
		if e.Limit == 0 {
			return host + " did not answer in time" + later
		}
		return host + " did not answer within " + span(e.Limit) + later
	case ErrTLS:
		return e.tlsSentence(host)
	case ErrStatus:
		return e.statusSentence(host)
	case ErrTooLarge:
		return fmt.Sprintf("%s sent more than %d MiB, which is too much; it was not read", host, max(1, e.Size>>20))
	case ErrPrivate:
		return e.privateSentence(host)
	case ErrRedirect:
		return e.redirectSentence(host)
	case ErrEncoding:
		return host + " sent data packed in a way that cannot be read" + later
	case ErrCanceled:
		return "stopped before " + host + " answered"
	case ErrWaiting:
		return host + " asked not to be asked again for " + span(e.RetryAfter)
	}
	return e.Error()
}

func (e *Error) tlsSentence(host string) string {
	var (
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
	)
	if until, ok := expired(e.Err); ok {
		if until.IsZero() || strings.Contains(e.Err.Error(), "is before") {
			return "the certificate of " + host + " is not valid yet; check this machine's clock"
		}
		return "the certificate of " + host + " has expired on " + until.Format("2 Jan 2006") +
			"; its owner has to renew it, or check this machine's clock"
	}
	switch {
	case errors.As(e.Err, &unknown) && (e.For == KindPage || e.For == KindImage || e.For == KindSent):
		return "the certificate of " + host + " is signed by nobody this machine trusts; check the address"
	case errors.As(e.Err, &name):
		return "the certificate of " + host + " is made for another name; check the address"
	case errors.As(e.Err, &unknown):
		return "the certificate of " + host + " is signed by nobody this machine trusts; check the address, or accept it for this feed"
	case strings.Contains(e.Err.Error(), "is not the one accepted"):
		return "the certificate of " + host + " is no longer the one accepted for this feed; check it and accept it again"
	}
	return "no safe connection to " + host + " could be made" + later
}

func (e *Error) statusSentence(host string) string {
	code := fmt.Sprintf("%d: ", e.Status)
	switch e.For {
	case KindAsked:
		switch e.Status {
		case http.StatusUnauthorized:
			return code + host + " wants a user name and a password; give them in the address, as in https://name:password@" + host + "/…"
		case http.StatusForbidden:
			return code + host + " does not let this reader in"
		case http.StatusNotFound:
			return code + "there is nothing at this address of " + host + "; check it for slips"
		case http.StatusGone:
			return code + host + " says this is gone for good"
		}
	case KindPage, KindImage:
		switch e.Status {
		case http.StatusUnauthorized:
			return code + host + " shows this only to those who have signed in"
		case http.StatusForbidden:
			return code + host + " does not let this reader in"
		case http.StatusNotFound, http.StatusGone:
			return code + "there is nothing at this address of " + host + " any more"
		}
	}
	switch e.Status {
	case http.StatusNotModified:
		return "304: " + host + " said nothing has changed without having been asked; it is asked for everything next time"
	case http.StatusUnauthorized:
		return code + host + " wants a user name and a password; set them for this feed"
	case http.StatusForbidden:
		return code + host + " does not let this reader in; it is tried again less often"
	case http.StatusNotFound:
		return code + "there is nothing at this address of " + host + " any more; check the site or remove the feed"
	case http.StatusGone:
		return code + host + " says this is gone for good; it is not asked again by itself"
	case http.StatusTooManyRequests:
		if e.RetryAfter > 0 {
			return code + host + " asked not to be asked again for " + span(e.RetryAfter)
		}
		return code + host + " is asked too often; it is left alone for a while"
	case http.StatusProxyAuthRequired:
		return code + "the proxy wants a user name and a password"
	}
	switch {
	case e.Status == http.StatusServiceUnavailable && e.RetryAfter > 0:
		return code + host + " asked not to be asked again for " + span(e.RetryAfter)
	case e.Status >= 500:
		return code + host + " has trouble of its own" + later
	case e.Status >= 400:
		return code + host + " refused the request; check the address"
	}
	return code + host + " gave an answer that cannot be used" + later
}

func (e *Error) privateSentence(host string) string {
	if e.Target != "" && e.Target != host {
		host += " (" + e.Target + ")"
	}
	return host + " is an address of a private network; only what you put in yourself may be there"
}

func (e *Error) redirectSentence(host string) string {
	switch {
	case errors.Is(e.Err, errTooMany):
		return host + " redirects too often; check the address"
	case errors.Is(e.Err, errLeads) && e.Target != "":
		return host + " redirects to " + e.Target + ", which is refused: a secret would go along; mend the address in the settings"
	case errors.Is(e.Err, errLeads):
		return host + " redirects, which is refused: a secret would go along; check the address in the settings"
	case errors.Is(e.Err, errDowngrade):
		return host + " redirects to a connection that is not encrypted, which is refused; check the address"
	}
	return host + " redirects to something that is no web address, which is refused"
}

func hostName(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" {
		return "the host"
	}
	return u.Hostname()
}

// span is a duration in words, in the largest unit that keeps it whole
// enough: 15 s, 10 min, 2 h, 3 days.
func span(d time.Duration) string {
	switch {
	case d < time.Second:
		return "1 s"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", (d+30*time.Second)/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", (d+30*time.Minute)/time.Hour)
	}
	return fmt.Sprintf("%d days", (d+12*time.Hour)/(24*time.Hour))
}
