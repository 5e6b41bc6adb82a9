package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// Rules lists the rules in their order, with how many articles each hides.
func (l *Library) Rules(ctx context.Context) ([]feeds.SavedRule, error) {
	return l.store.Rules(ctx)
}

// FindRule finds a rule by its name.
func (l *Library) FindRule(ctx context.Context, name string) (feeds.SavedRule, error) {
	list, err := l.store.Rules(ctx)
	if err != nil {
		return feeds.SavedRule{}, err
	}
	for _, r := range list {
		if feeds.FoldLabel(r.Name) == feeds.FoldLabel(name) {
			return r, nil
		}
	}
	return feeds.SavedRule{}, fmt.Errorf("no rule is called %q; `broadsheet rules` lists them", feeds.CleanLine(name))
}

// HiddenBy gives the rule that hides an article.
func (l *Library) HiddenBy(ctx context.Context, id feeds.ArticleID) (feeds.SavedRule, error) {
	r, err := l.store.HiddenBy(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return r, errors.New("no rule hides this article any more")
	}
	return r, err
}

// SaveRule keeps a rule: a new one for an ID of 0, else the one there is with
// another query or other acts. With days it is applied to what it finds of the
// last so many as well, but tells of none and gives none to a program.
func (l *Library) SaveRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	on, err := l.ruled(ctx, r, days)
	if err != nil {
		return feeds.Change{}, err
	}
	var kept []feeds.Bookmark
	c, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		kept, c, err = l.store.SaveRule(ctx, r, on, l.opt.Now())
		return c, err
	})
	for _, b := range kept {
		l.kept(b, c, err)
	}
	return c, ruleSentence(r.Name, err)
}

// ApplyRule has a rule, also one of the config, act on what it finds of the last
// so many days, as SaveRule does. The change counts what it took.
func (l *Library) ApplyRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	if !r.Acting(l.opt.Now()) {
		return feeds.Change{}, fmt.Errorf("%q is off or has ended; let it act first", r.Name)
	}
	on, err := l.ruled(ctx, r, days)
	if err != nil {
		return feeds.Change{}, err
	}
	var kept []feeds.Bookmark
	c, err := l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		kept, c, err = l.store.ApplyRule(ctx, r.ID, on, l.opt.Now())
		return c, err
	})
	for _, b := range kept {
		l.kept(b, c, err)
	}
	return c, ruleSentence(r.Name, err)
}

// ruled is what a rule finds of the last days, none for 0 of them.
func (l *Library) ruled(ctx context.Context, r feeds.SavedRule, days int) (on store.Ruled, err error) {
	q, err := feeds.ParseQuery(r.Query)
	if err != nil || q.Where == nil || days == 0 {
		return on, nil //nolint:nilerr // saving says what is wrong with it
	}
	if on.Articles, err = l.store.RuleFinds(ctx, q.Lately(days), l.opt.Now()); err == nil && r.Acts.Keeps() {
		on.Keep, err = l.toKeep(ctx, on.Articles, feeds.Keeping{Tags: r.Acts.Tags})
	}
	return on, err
}

// RemoveRule takes a rule away, and shows what it alone had hidden.
func (l *Library) RemoveRule(ctx context.Context, id feeds.RuleID) (feeds.Change, error) {
	c, err := l.changed(l.store.RemoveRule(ctx, id, l.opt.Now()))
	return c, ruleSentence("", err)
}

// MoveRule lets a rule change places with the one above it, or below.
func (l *Library) MoveRule(ctx context.Context, id feeds.RuleID, down bool) (feeds.Change, error) {
	c, err := l.changed(l.store.MoveRule(ctx, id, down, l.opt.Now()))
	return c, ruleSentence("", err)
}

func ruleSentence(name string, err error) error {
	switch {
	case errors.Is(err, store.ErrRuleNamed):
		return fmt.Errorf("a rule is called %q already; choose another name", feeds.CleanLine(name))
	case errors.Is(err, store.ErrRuleDeclared):
		return errors.New("this rule stands in config.toml; change it there")
	case errors.Is(err, store.ErrNotFound):
		return errors.New("this rule is not there any more")
	}
	return err
}

// JoinRules makes the [[rules]] of the config part of the others; with unsure
// set, because the file has a mistake, none goes.
func (l *Library) JoinRules(ctx context.Context, list []feeds.RuleSetting, unsure bool) error {
	if l.store.ReadOnly() {
		return nil
	}
	changed, err := l.store.SyncRules(ctx, list, unsure)
	if err != nil {
		return fmt.Errorf("join the rules of the settings: %w", err)
	}
	if changed {
		l.events.send(feeds.ArticlesChanged{})
	}
	return nil
}

// moveRules mutes what another reader ignored. A rule whose name is taken was
// made by an earlier move.
func (l *Library) moveRules(ctx context.Context, list []feeds.NamedQuery) error {
	var rules []feeds.SavedRule
	for _, q := range list {
		if _, err := feeds.ParseQuery(q.Query); err == nil && feeds.CleanLine(q.Name) != "" {
			rules = append(rules, feeds.SavedRule{Name: q.Name, Query: q.Query, Acts: feeds.RuleActs{Mute: true}})
		}
	}
	if len(rules) == 0 {
		return nil
	}
	_, c, err := l.store.SaveRules(ctx, rules, l.opt.Now())
	_, err = l.changed(c, err)
	return err
}
