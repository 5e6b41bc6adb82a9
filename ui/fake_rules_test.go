package ui

import (
	"context"
	"errors"

	"broadsheet/feeds"
)

func (f *fake) Rules(context.Context) ([]feeds.SavedRule, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := append([]feeds.SavedRule(nil), f.rules...)
	for i := range out {
		for _, by := range f.hid {
			if by == out[i].ID {
				out[i].Muted++
			}
		}
	}
	return out, nil
}

// turnRules keeps what there was for undo.
func (f *fake) turnRules(c feeds.Change) (feeds.Change, error) {
	was, hid := append([]feeds.SavedRule(nil), f.rules...), map[feeds.ArticleID]feeds.RuleID{}
	for id, by := range f.hid {
		hid[id] = by
	}
	f.journal = append(f.journal, func() feeds.Change {
		f.rules, f.hid = was, hid
		f.hide()
		return c
	})
	return c, nil
}

// hide has articles say which rule hides them.
func (f *fake) hide() {
	for i := range f.articles {
		a := &f.articles[i]
		a.State.Muted, a.State.HiddenBy = false, ""
		for _, r := range f.rules {
			if !r.Off && f.hid[a.Article.ID] == r.ID {
				a.State.Muted, a.State.HiddenBy = true, r.Name
			}
		}
	}
}

func (f *fake) SaveRule(_ context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range f.rules {
		if o.Name == r.Name && o.ID != r.ID {
			return feeds.Change{}, errors.New("a rule is called that already")
		}
	}
	q, err := feeds.ParseQuery(r.Query)
	if err != nil {
		return feeds.Change{}, err
	}
	c := feeds.Change{Verb: "edit rule", N: 1, What: r.Name}
	if r.ID == 0 {
		c.Verb = "add rule"
	}
	_, _ = f.turnRules(c)
	if r.ID == 0 {
		r.ID = feeds.RuleID(len(f.rules) + 1)
		f.rules = append(f.rules, r)
	}
	for i := range f.rules {
		if f.rules[i].ID == r.ID {
			f.rules[i] = r
		}
	}
	if days > 0 {
		m := q.Lately(days).Matcher(f.now)
		for _, a := range f.articles {
			if m.Matches(feeds.QueriedArticle(a)) {
				c.N++
				if r.Acts.Mute {
					f.hid[a.Article.ID] = r.ID
				}
			}
		}
	}
	f.hide()
	return c, nil
}

func (f *fake) ApplyRule(_ context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	q, err := feeds.ParseQuery(r.Query)
	if err != nil {
		return feeds.Change{}, err
	}
	c := feeds.Change{Verb: "apply rule", What: r.Name}
	var took []feeds.ArticleID
	m := q.Lately(days).Matcher(f.now)
	for _, a := range f.articles {
		if m.Matches(feeds.QueriedArticle(a)) && f.hid[a.Article.ID] != r.ID {
			took = append(took, a.Article.ID)
		}
	}
	if c.N = len(took); c.N == 0 {
		return c, nil
	}
	c, err = f.turnRules(c)
	for _, id := range took {
		f.hid[id] = r.ID
	}
	f.hide()
	return c, err
}

func (f *fake) RemoveRule(_ context.Context, id feeds.RuleID) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, r := range f.rules {
		if r.ID == id {
			c, err := f.turnRules(feeds.Change{Verb: "remove rule", N: 1, What: r.Name})
			f.rules = append(f.rules[:i:i], f.rules[i+1:]...)
			f.hide()
			return c, err
		}
	}
	return feeds.Change{}, errors.New("this rule is not there any more")
}

func (f *fake) MoveRule(_ context.Context, id feeds.RuleID, down bool) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, r := range f.rules {
		j := i - 1
		if down {
			j = i + 1
		}
		if r.ID != id || j < 0 || j >= len(f.rules) {
			continue
		}
		c, err := f.turnRules(feeds.Change{Verb: "move rule", N: 1, What: r.Name})
		f.rules[i], f.rules[j] = f.rules[j], f.rules[i]
		return c, err
	}
	return feeds.Change{Verb: "move rule"}, nil
}

func (f *fake) HiddenBy(ctx context.Context, id feeds.ArticleID) (feeds.SavedRule, error) {
	rules, _ := f.Rules(ctx)
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range rules {
		if f.hid[id] == r.ID {
			return r, nil
		}
	}
	return feeds.SavedRule{}, errors.New("no rule hides this article any more")
}
