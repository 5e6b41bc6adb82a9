package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"net/url"
	"os"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
	"broadsheet/feeds/fetch"
)

const (
	// commandTime is how long a feed's command or filter may run.
	commandTime = time.Minute
	// passwordTime is how long a password command may: it may ask a person.
	passwordTime = 30 * time.Second
	// maxFile bounds a feed that is a file, as fetch bounds one that is not.
	maxFile = 32 << 20
)

// source gets a feed's bytes from where they come: its server, a file or a
// command's output, and through its filter. The commands are those a person
// set for this feed, never a feed's or a file's own.
func (l *Library) source(ctx context.Context, f feeds.Feed) (res fetch.Response, err error) {
	switch {
	case len(f.Options.Exec) > 0:
		res.Body, err = l.output(ctx, f.Options.Exec, nil)
	case strings.HasPrefix(f.URL, "file:"):
		res.URL = f.URL
		res.Body, err = readFile(f.URL)
	default:
		res, err = l.get(ctx, f)
	}
	if err == nil && len(f.Options.Filter) > 0 && !res.NotModified {
		res.Body, err = l.output(ctx, f.Options.Filter, res.Body)
		res.ContentType = "" // what the filter writes is UTF-8 or says otherwise
	}
	return res, err
}

// get asks the feed's server, with what the person set for it.
func (l *Library) get(ctx context.Context, f feeds.Feed) (fetch.Response, error) {
	s := f.FetchState
	r, err := l.request(ctx, f, f.URL)
	if err != nil {
		return fetch.Response{}, err
	}
	r.ETag, r.LastModified, r.Slow, r.Kind = s.ETag, s.LastModified, s.Slow(), fetch.KindFeed
	return l.fetcher().Get(ctx, r)
}

// request is a request for url on behalf of f. Credentials, headers and the
// accepted certificate go to the feed's own origin alone.
func (l *Library) request(ctx context.Context, f feeds.Feed, address string) (fetch.Request, error) {
	o := f.Options
	r := fetch.Request{URL: address, Trusted: f.Trusted(), UserAgent: o.UserAgent, Proxy: o.Proxy}
	if !sameOrigin(f.URL, address) {
		return r, nil
	}
	r.User, r.Password, r.Certificate = o.User, o.Password, o.Certificate
	for name, value := range o.Headers {
		if r.Header == nil {
			r.Header = map[string][]string{}
		}
		r.Header[textproto.CanonicalMIMEHeaderKey(name)] = []string{value}
	}
	if len(o.PasswordCommand) > 0 {
		p, err := l.password(ctx, o.PasswordCommand)
		if err != nil {
			return r, err
		}
		r.Password = p
	}
	return r, nil
}

func sameOrigin(a, b string) bool {
	u, err := url.Parse(a)
	if err != nil {
		return false
	}
	v, err := url.Parse(b)
	return err == nil && u.Scheme == v.Scheme && u.Host == v.Host
}

// password runs a password command once for the library's life; its first line
// of output is the password.
func (l *Library) password(ctx context.Context, argv []string) (string, error) {
	key := strings.Join(argv, "\x00")
	l.mu.Lock()
	p, known := l.passwords[key]
	l.mu.Unlock()
	if known {
		return p, nil
	}
	out, err := command.Runner{Timeout: passwordTime}.Run(ctx, argv, nil)
	if err == nil && out.Code != 0 {
		err = fmt.Errorf("it ended with code %d", out.Code)
	}
	if err != nil {
		// Its output is no part of the sentence: it may hold the secret.
		return "", fmt.Errorf("the password command %s gave no password: %w; try it in a shell", feeds.CleanLine(argv[0]), err)
	}
	p, _, _ = strings.Cut(string(out.Stdout), "\n")
	p = strings.TrimRight(p, "\r")
	l.mu.Lock()
	if l.passwords == nil {
		l.passwords = map[string]string{}
	}
	l.passwords[key] = p
	l.mu.Unlock()
	return p, nil
}

// output runs a feed's command or filter.
func (l *Library) output(ctx context.Context, argv []string, in []byte) ([]byte, error) {
	select { // a few at a time: they are a person's programs on a person's machine
	case l.commands <- struct{}{}:
		defer func() { <-l.commands }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	out, err := command.Runner{Timeout: commandTime}.Run(ctx, argv, in)
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("the command %s failed: %w; try it in a shell", feeds.CleanLine(argv[0]), err)
	case out.Code != 0:
		said := feeds.CleanLine(out.Stderr)
		if said != "" {
			said = ": " + said
		}
		return nil, fmt.Errorf("the command %s ended with code %d%s; try it in a shell", feeds.CleanLine(argv[0]), out.Code, said)
	}
	return out.Stdout, nil
}

// readFile reads the file that a file: address names.
func readFile(address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s names no file", feeds.CleanLine(address))
	}
	info, err := os.Stat(u.Path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no file %s", feeds.CleanLine(u.Path))
	case err == nil && !info.Mode().IsRegular():
		// A pipe or a device could keep the reload waiting for ever.
		return nil, fmt.Errorf("%s is no plain file", feeds.CleanLine(u.Path))
	}
	f, err := os.Open(u.Path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read; look at its permissions", feeds.CleanLine(u.Path))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", feeds.CleanLine(u.Path), err)
	case len(data) > maxFile:
		return nil, fmt.Errorf("%s is larger than 32 MiB", feeds.CleanLine(u.Path))
	}
	return data, nil
}
