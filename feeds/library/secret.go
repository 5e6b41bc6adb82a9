package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
	"broadsheet/feeds/services"
)

const (
	// tokenTime is how long a token command may take.
	tokenTime = 10 * time.Second
	// maxSecret bounds a secret, in bytes: what is longer is a file.
	maxSecret = 8 << 10
)

// secret gives a service's secret, from where the settings say. It is kept in
// memory, and nowhere else, until forgetSecrets. Its errors are sentences.
func (l *Library) secret(ctx context.Context, s feeds.Service, which string) (string, error) {
	from, what := s.Token, "token"
	if kind, ok := feeds.ServiceKindOf(s.Kind); ok && kind.Token != "" {
		what = kind.Token
	}
	if which == services.ClientSecret {
		from, what = s.ClientSecret, "client secret"
	}
	key := strings.Join(append([]string{"service", s.Name, which, from.Env}, from.Command...), "\x00")
	l.mu.Lock()
	known, ok := l.passwords[key]
	l.mu.Unlock()
	if ok {
		return known, nil
	}
	var secret string
	var err error
	switch {
	case len(from.Command) > 0:
		secret, err = tokenOf(ctx, from.Command)
	case from.Env != "":
		if secret = os.Getenv(from.Env); secret == "" {
			err = fmt.Errorf("the environment variable %s is not set", from.Env)
		}
	default:
		if secret, err = l.fromKeyring(ctx, s.Name, which); err != nil {
			err = fmt.Errorf("%w; `broadsheet bookmarks login %s` puts it there, token_command and token_env are other ways", err, s.Name)
		}
	}
	if err == nil && !fitsHeader(secret) {
		err = errors.New("what is there is no " + what + ": it is empty, too long or has control characters in it")
	}
	if err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("the %s of %s cannot be had: %w", what, s.Name, err)
	}
	l.mu.Lock()
	if l.passwords == nil {
		l.passwords = map[string]string{}
	}
	l.passwords[key] = secret
	l.mu.Unlock()
	return secret, nil
}

// forgetSecrets has all secrets asked for again: one was refused, or the
// settings changed.
func (l *Library) forgetSecrets() {
	l.mu.Lock()
	l.passwords = nil
	l.mu.Unlock()
}

// fitsHeader says whether a text can be a secret that is sent.
func fitsHeader(s string) bool {
	return s != "" && len(s) <= maxSecret && utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// tokenOf is the first line that a program writes. What it writes is no part of
// any error; what it says on standard error is, but for that line.
func tokenOf(ctx context.Context, argv []string) (string, error) {
	name := feeds.CleanLine(argv[0])
	out, err := command.Runner{Timeout: tokenTime}.Run(ctx, argv, nil)
	line, _, _ := bytes.Cut(out.Stdout, []byte("\n"))
	line = bytes.TrimRight(line, "\r")
	switch {
	case errors.Is(err, command.ErrNotFound):
		return "", fmt.Errorf("there is no program %s", name)
	case errors.Is(err, command.ErrTimeout):
		return "", fmt.Errorf("%s took longer than %v and was stopped", name, tokenTime)
	case err != nil:
		return "", err
	case out.Code != 0:
		said := feeds.CleanLine(out.Stderr)
		if len(line) > 0 {
			said = strings.ReplaceAll(said, feeds.CleanLine(string(line)), "…")
		}
		if said != "" {
			said = ": " + said
		}
		return "", fmt.Errorf("%s ended with code %d%s; try it in a shell", name, out.Code, said)
	case len(line) == 0:
		return "", fmt.Errorf("%s wrote nothing; try it in a shell", name)
	}
	return string(line), nil
}
