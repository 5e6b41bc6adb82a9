package library

import (
	"context"
	"errors"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	tasksAtOnce  = 100 // of what rules left to be done, read at a time
	titlesOfNews = 3   // that a notice of many articles names
)

// ruleTasks does what rules have left to be done: it keeps articles, gives them
// to programs and tells of them, each rule's in one notice. What is left when
// the program ends is done the next time.
func (l *Library) ruleTasks(ctx context.Context) {
	news := map[feeds.RuleID]*feeds.RuleNotified{}
	var order []feeds.RuleID
	var last store.RuleTask
	for ctx.Err() == nil {
		list, err := l.store.RuleTasks(ctx, last, tasksAtOnce)
		if err != nil {
			l.opt.Log.Error("read what rules left to be done", "error", err)
			break
		}
		if len(list) == 0 {
			break
		}
		for _, t := range list {
			last = t
			title, err := l.ruleTask(ctx, t)
			if err != nil { // it is tried again after the next reload
				l.opt.Log.Error("do what a rule left", "rule", t.Name, "article", t.Article, "error", err)
			}
			if title == "" {
				continue
			}
			if news[t.Rule] == nil {
				news[t.Rule] = &feeds.RuleNotified{Rule: t.Name}
				order = append(order, t.Rule)
			}
			n := news[t.Rule]
			if n.N++; len(n.Titles) < titlesOfNews {
				n.Titles = append(n.Titles, title)
			}
		}
	}
	for _, id := range order {
		l.events.send(*news[id])
	}
}

// ruleTask does one, and gives the title of an article that is to be told of.
func (l *Library) ruleTask(ctx context.Context, t store.RuleTask) (title string, err error) {
	var keep *store.ToKeep
	if t.Acts.Keeps() {
		list, err := l.toKeep(ctx, []feeds.ArticleID{t.Article}, feeds.Keeping{Tags: t.Acts.Tags})
		if err != nil {
			return "", err
		}
		keep = &list[0]
	}
	var kept *feeds.Bookmark
	mine := false
	_, err = l.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		kept, mine, err = l.store.TakeRuleTask(ctx, t, keep, l.opt.Now())
		if kept != nil {
			c = feeds.Change{Verb: "bookmark", N: 1}
		}
		return c, err
	})
	if err != nil || !mine {
		return "", err
	}
	if kept != nil {
		l.kept(*kept, feeds.Change{N: 1}, nil)
	}
	if t.Acts.Run && t.Line > 0 {
		l.hooks.add(hookJob{hook: onRule, rule: t.Name, article: t.Article})
	}
	if !t.Acts.Notify || t.Muted { // nobody wants to hear of what they muted
		return "", nil
	}
	r, err := l.store.Article(ctx, t.Article)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return r.Article.Title, err
}
