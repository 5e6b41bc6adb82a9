package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// ErrKind says what went wrong. Each kind is an error itself, so that
// errors.Is(err, fetch.ErrTimeout) works.
type ErrKind string

// The kinds.
const (
	ErrBadURL      ErrKind = "not a web address"
	ErrDNS         ErrKind = "no such host"
	ErrUnreachable ErrKind = "unreachable"
	ErrRefused     ErrKind = "connection refused"
	ErrBroken      ErrKind = "connection broken" // closed, reset, or not HTTP
	ErrTimeout     ErrKind = "time-out"
	ErrTLS         ErrKind = "no trusted connection"
	ErrStatus      ErrKind = "status"
	ErrTooLarge    ErrKind = "too large"
	ErrPrivate     ErrKind = "private address"
	ErrRedirect    ErrKind = "redirect refused"
	ErrEncoding    ErrKind = "unreadable encoding"
	ErrCanceled    ErrKind = "canceled"
	ErrWaiting     ErrKind = "host waiting"
)

func (k ErrKind) Error() string { return string(k) }

// Error is every error of Get. URL holds no credentials.
type Error struct {
	Kind        ErrKind
	URL         string
	Status      int           // with ErrStatus
	RetryAfter  time.Duration // what the server asked for, or is left of it; 0 none
	Until       time.Time     // with ErrWaiting: when the host may be asked again
	Limit       time.Duration // with ErrTimeout: the time that was not enough
	Size        int64         // with ErrTooLarge: the bytes allowed
	Target      string        // with ErrRedirect and ErrPrivate: where it led
	Certificate string        // with ErrTLS: SHA-256 of the certificate, to make an exception for it
	For         Kind          // what the request was for
	Err         error         // the cause, may be nil
	unreached   bool
}

func (e *Error) Error() string {
	s := "get " + e.URL + ": " + string(e.Kind)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// Unreached says that nothing of the host was reached: no name found, no
// route, no connection in time. When that is so of every host, this machine
// is offline.
func (e *Error) Unreached() bool { return e.unreached }

// limits are the time limits as errors name them.
type limits struct {
	policy    Policy
	connected bool // the connection stood when it went wrong
}

// classify makes an *Error of what a transport returned. cause is the
// context's cause, nil when the context is alive.
func classify(err, cause error, u *url.URL, l limits) *Error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	e := &Error{Kind: ErrBroken, URL: shown(u), Err: err}
	var (
		private *privateError
		dns     *net.DNSError
		timeout net.Error
		number  syscall.Errno
	)
	switch {
	case errors.Is(cause, errTotal):
		e.Kind, e.Limit, e.unreached = ErrTimeout, l.policy.Total, !l.connected
	case errors.Is(cause, context.DeadlineExceeded):
		e.Kind = ErrTimeout // the caller's own deadline
	case cause != nil:
		e.Kind = ErrCanceled
	case errors.As(err, &private):
		e.Kind, e.Target = ErrPrivate, private.ip.String()
	case errors.As(err, &dns):
		e.Kind, e.unreached = ErrDNS, true
	case isTLS(err):
		e.Kind, e.Certificate = ErrTLS, certificateOf(err)
	case errors.Is(err, errConnect):
		e.Kind, e.Limit, e.unreached = ErrTimeout, l.policy.Connect, true
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Kind, e.Limit = ErrTimeout, l.policy.FirstByte
		if !l.connected {
			e.Limit = l.policy.Connect
		}
	case errors.Is(err, syscall.ECONNREFUSED), errors.As(err, &number) && number == 10061: // WSAECONNREFUSED
		e.Kind = ErrRefused
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETDOWN),
		errors.As(err, &number) && (number == 10051 || number == 10065): // WSAENETUNREACH, WSAEHOSTUNREACH
		e.Kind, e.unreached = ErrUnreachable, true
	}
	return e
}

func isTLS(err error) bool {
	var (
		verify *tls.CertificateVerificationError
		record tls.RecordHeaderError
		alert  tls.AlertError
	)
	return errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert) ||
		strings.HasPrefix(err.Error(), "tls: ") || strings.Contains(err.Error(), "remote error: tls: ") ||
		strings.Contains(err.Error(), "is not the one accepted")
}

func certificateOf(err error) string {
	var verify *tls.CertificateVerificationError
	if errors.As(err, &verify) && len(verify.UnverifiedCertificates) > 0 {
		return fingerprint(verify.UnverifiedCertificates[0].Raw)
	}
	return ""
}

// expired gives the end of a certificate that is over, ok when that is what
// is wrong with it.
func expired(err error) (until time.Time, ok bool) {
	var invalid x509.CertificateInvalidError
	if errors.As(err, &invalid) && invalid.Reason == x509.Expired {
		return invalid.Cert.NotAfter, true
	}
	return time.Time{}, false
}

// shown is u as errors name it: without credentials.
func shown(u *url.URL) string {
	if u == nil {
		return ""
	}
	v := *u
	v.User = nil
	return v.String()
}
