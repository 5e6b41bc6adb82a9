package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// SaveSearch keeps a query under a name, as a view: a new one for an ID of 0,
// else the one there is with another name or query. Its articles are found in
// the background.
func (l *Library) SaveSearch(ctx context.Context, v feeds.SavedSearch) (feeds.Change, error) {
	_, c, err := l.store.SaveSearch(ctx, v, l.opt.Now())
	return l.changedSearches(c, searchSentence(v.Name, err))
}

// RemoveSearch takes a saved search away.
func (l *Library) RemoveSearch(ctx context.Context, id feeds.SearchID) (feeds.Change, error) {
	c, err := l.store.RemoveSearch(ctx, id, l.opt.Now())
	return l.changedSearches(c, searchSentence("", err))
}

func (l *Library) changedSearches(c feeds.Change, err error) (feeds.Change, error) {
	return l.turned(l.changed(c, err))
}

// fillSearches finds the articles of searches that are new, and tells when
// their counts are known.
func (l *Library) fillSearches(ctx context.Context) {
	did, err := l.store.FillSearches(ctx, l.opt.Now())
	switch {
	case err != nil && ctx.Err() == nil:
		l.opt.Log.Error("find what saved searches find", "error", err)
	case did:
		l.events.send(feeds.ArticlesChanged{})
	}
}

func searchSentence(name string, err error) error {
	switch {
	case errors.Is(err, store.ErrNamed):
		return fmt.Errorf("a saved search is called %q already; choose another name", feeds.CleanLine(name))
	case errors.Is(err, store.ErrDeclared):
		return errors.New("this search stands in config.toml; change it there")
	case errors.Is(err, store.ErrNotFound):
		return errors.New("this saved search is not there any more")
	}
	return err
}

// Searches lists the saved searches by name, with what is unread of each.
func (l *Library) Searches(ctx context.Context) ([]feeds.SavedSearch, error) {
	if _, err := l.store.FillSearches(ctx, l.opt.Now()); err != nil {
		return nil, err
	}
	s, err := l.store.Sections(ctx, l.opt.Now())
	return s.Searches, err
}

// FindSearch finds a saved search by its name.
func (l *Library) FindSearch(ctx context.Context, name string) (feeds.SavedSearch, error) {
	list, err := l.store.Searches(ctx)
	if err != nil {
		return feeds.SavedSearch{}, err
	}
	for _, v := range list {
		if feeds.FoldLabel(v.Name) == feeds.FoldLabel(name) {
			return v, nil
		}
	}
	return feeds.SavedSearch{}, fmt.Errorf("no saved search is called %q; `broadsheet searches` lists them", feeds.CleanLine(name))
}

// JoinSearches makes the [[searches]] of the config part of the saved ones;
// with unsure set, because the file has a mistake, none goes.
func (l *Library) JoinSearches(ctx context.Context, list []feeds.SearchSetting, unsure bool) error {
	if l.store.ReadOnly() {
		return nil
	}
	changed, err := l.store.SyncSearches(ctx, list, unsure)
	if err != nil {
		return fmt.Errorf("join the searches of the settings: %w", err)
	}
	if changed {
		l.background(l.fillSearches)
		l.events.send(feeds.ArticlesChanged{})
	}
	return nil
}

// moveSearches keeps the query feeds of another reader as saved searches,
// those whose name is taken aside: a second move changes nothing.
func (l *Library) moveSearches(ctx context.Context, list []feeds.NamedQuery) error {
	have, err := l.store.Searches(ctx)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, v := range have {
		taken[v.Name] = true
	}
	var fresh []feeds.SavedSearch
	for _, q := range list {
		name := feeds.CleanLine(q.Name)
		if _, err := feeds.ParseQuery(q.Query); err != nil || name == "" || taken[name] {
			continue
		}
		taken[name] = true
		fresh = append(fresh, feeds.SavedSearch{Name: name, Query: q.Query})
	}
	if len(fresh) == 0 {
		return nil
	}
	_, c, err := l.store.SaveSearches(ctx, fresh, l.opt.Now())
	_, err = l.changedSearches(c, err)
	return err
}
