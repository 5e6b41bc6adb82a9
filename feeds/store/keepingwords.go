package store

import (
	"cmp"
	"context"
	"strings"

	"broadsheet/feeds"
)

var qKeepingWords = define("tags and folders in use", "SELECT tags, folder, count(*) FROM bookmarks GROUP BY tags, folder ORDER BY min(id)")

// KeepingWords gives the tags and folders that bookmarks have, the most used
// first. A tag's case is the one it was first given in.
func (s *Store) KeepingWords(ctx context.Context) (out feeds.KeepingWords, err error) {
	tags, folders := wordCounts{}, wordCounts{}
	err = s.view(ctx, "list the tags in use", func(r *session) error {
		return r.each(qKeepingWords, nil, func(scan func(...any) error) error {
			var list, folder string
			var n int
			if err := scan(&list, &folder, &n); err != nil {
				return err
			}
			for _, tag := range fromList(list) {
				tags.count(strings.ToLower(tag), tag, n)
			}
			folders.count(folder, folder, n)
			return nil
		})
	})
	return feeds.KeepingWords{Tags: tags.words(), Folders: folders.words()}, err
}

// wordCounts are words and how often each was seen, by what makes two one.
type wordCounts map[string]*counted

type counted struct {
	word string
	n    int
}

func (c wordCounts) count(key, word string, n int) {
	if word == "" {
		return
	}
	if c[key] == nil {
		c[key] = &counted{word: word}
	}
	c[key].n += n
}

// words are those counted, the most used first, else by the alphabet.
func (c wordCounts) words() []feeds.Used {
	var out []feeds.Used
	for _, w := range c {
		out = append(out, feeds.Used{Word: w.word, N: w.n})
	}
	feeds.SortStable(out, func(a, b feeds.Used) int {
		return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(strings.ToLower(a.Word), strings.ToLower(b.Word)), strings.Compare(a.Word, b.Word))
	})
	return out
}
