package library

import (
	"context"
	"errors"
	"fmt"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/services"
)

const (
	// keyringName is what our secrets are filed under in the system's keyring.
	keyringName = "broadsheet"
	// keyringTime is how long it may take: one that is locked asks its owner,
	// who may not sit there.
	keyringTime = 2 * time.Second
)

// safe is a keyring: the system's, or a test's. It gives errNotFiled for what
// it does not have.
type safe interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

var (
	errNoKeyring   = errors.New("this system has no keyring that can be reached")
	errSlowKeyring = errors.New("the system's keyring does not answer: it may be locked")
	errNotFiled    = errors.New("the system's keyring has none")
)

// filed is the name that a service's secret has in the keyring.
func filed(name, which string) string {
	if which == services.Token {
		return name
	}
	return name + "/" + which
}

func (l *Library) fromKeyring(ctx context.Context, name, which string) (string, error) {
	return l.inKeyring(ctx, func(s safe) (string, error) { return s.Get(keyringName, filed(name, which)) })
}

// inKeyring does something with the keyring, but does not wait for ever. What
// does not come to an end is left behind.
func (l *Library) inKeyring(ctx context.Context, do func(safe) (string, error)) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, keyringTime, errSlowKeyring)
	defer cancel()
	type answer struct {
		secret string
		err    error
	}
	done := make(chan answer, 1)
	go func() {
		defer l.caught()
		secret, err := do(l.opt.keyring)
		done <- answer{secret, err}
	}()
	select {
	case a := <-done:
		switch {
		case a.err == nil, errors.Is(a.err, errNoKeyring), errors.Is(a.err, errNotFiled):
			return a.secret, a.err
		}
		return "", errors.New("the system's keyring cannot be read: " + feeds.CleanLine(a.err.Error()))
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

// SecretOf says what the secret of a service is called there, or its client's:
// for asking a person for it.
func (l *Library) SecretOf(name string, client bool) (what string, err error) {
	if name == assistantName {
		switch {
		case l.settings().Assistant.URL == "":
			return "", errors.New("no assistant is set up that has a token; url in [assistant] names a server")
		case client:
			return "", errors.New("an assistant has no client secret")
		}
		return "token", nil
	}
	s, ok := l.service(name)
	if !ok {
		return "", l.noService(name)
	}
	switch kind, _ := feeds.ServiceKindOf(s.Kind); {
	case client && kind.Client:
		return "client secret", nil
	case client:
		return "", fmt.Errorf("%s has no client secret", s.Name)
	case kind.Token == "":
		return "", fmt.Errorf("%s is a program, and has no token", s.Name)
	default:
		return kind.Token, nil
	}
}

// Login files a service's secret, or its client's, in the system's keyring; ""
// takes it out.
func (l *Library) Login(ctx context.Context, name string, client bool, secret string) error {
	if _, err := l.SecretOf(name, client); err != nil {
		return err
	}
	if secret != "" && !fitsHeader(secret) {
		return errors.New("this can be no secret: it is too long or has control characters in it")
	}
	which := services.Token
	if client {
		which = services.ClientSecret
	}
	l.forgetSecrets()
	_, err := l.inKeyring(ctx, func(in safe) (string, error) {
		if secret == "" {
			return "", in.Delete(keyringName, filed(name, which))
		}
		return "", in.Set(keyringName, filed(name, which), secret)
	})
	return err
}
