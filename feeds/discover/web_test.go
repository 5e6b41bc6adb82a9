package discover

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// web is a made-up one: addresses and what they answer. "FEED title" is a
// feed with an article, "EMPTY title" one without, "-> url" a redirect,
// "503" trouble that passes; what is not there is a 404.
type web map[string]string

// asked is one request that was seen.
type asked struct {
	url     string
	trusted bool
}

var (
	errMissing = errors.New("404")
	errTrouble = errors.New("503")
)

func (w web) deps(log *[]asked) Deps {
	return Deps{
		Get: func(ctx context.Context, url string, trusted bool) (Page, error) {
			*log = append(*log, asked{url, trusted})
			if err := ctx.Err(); err != nil {
				return Page{}, err
			}
			for range 3 {
				to, ok := strings.CutPrefix(w[url], "-> ")
				if !ok {
					break
				}
				url = to
			}
			body, ok := w[url]
			switch {
			case !ok:
				return Page{}, fmt.Errorf("get %s: %w", url, errMissing)
			case body == "503":
				return Page{}, fmt.Errorf("get %s: %w", url, errTrouble)
			}
			page := Page{URL: url, ContentType: "text/html", Body: []byte(body)}
			if header, rest, ok := strings.Cut(body, "\nLINKS\n"); ok {
				page.Links, page.Body = strings.Split(header, "\n"), []byte(rest)
			}
			return page, nil
		},
		Feed: func(p Page) (Found, error) {
			body := string(p.Body)
			if title, ok := strings.CutPrefix(body, "FEED"); ok {
				return Found{Title: strings.TrimSpace(title), Format: "rss 2.0", Headlines: []string{"News"}}, nil
			}
			if title, ok := strings.CutPrefix(body, "EMPTY"); ok {
				return Found{Title: strings.TrimSpace(title), Format: "rss 2.0"}, nil
			}
			return Found{}, errors.New("not a feed")
		},
		Temporary: func(err error) bool { return errors.Is(err, errTrouble) },
	}
}

// find runs Find in w and gives the addresses found and those asked.
func (w web) find(input string) (found []Found, log []asked, err error) {
	found, err = Find(context.Background(), input, w.deps(&log))
	return found, log, err
}

func urls(found []Found) []string {
	var list []string
	for _, f := range found {
		list = append(list, f.URL)
	}
	return list
}

func askedURLs(log []asked) []string {
	var list []string
	for _, a := range log {
		list = append(list, a.url)
	}
	return list
}

func candidateURLs(list []candidate) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.URL)
	}
	return out
}
