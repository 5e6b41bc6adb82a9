package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

// Rules are held against what comes or is corrected in the transaction that
// keeps it. What they mute or mark read is so at once; what else they do is
// noted there, and left to who has the programs and the texts.

var (
	qSetRuled = define("note what a rule took", "INSERT OR REPLACE INTO ruled(rule_id, article_id, hides, todo) VALUES (?, ?, ?, ?)")
	qUnruled  = define("a rule takes an article no more", "DELETE FROM ruled WHERE rule_id = ? AND article_id = ?")
	qRuledBy  = define("which rules took an article", "SELECT rule_id FROM ruled WHERE article_id = ?")
	qReadOf   = define("read states of some", "SELECT s.article_id, s.read_at FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value")
	qTasks    = define("what rules left to be done", `SELECT x.rule_id, r.name, CASE WHEN r.removed THEN '{}' ELSE r.acts END, r.line, x.article_id, x.todo, s.hidden > 1 FROM ruled x INDEXED BY ruled_todo
		CROSS JOIN rules r ON r.id = x.rule_id CROSS JOIN states s ON s.article_id = x.article_id WHERE x.todo <> 0 AND (x.rule_id, x.article_id) > (?, ?) ORDER BY x.rule_id, x.article_id LIMIT ?`)
	qThere    = define("which of some are there", "SELECT s.article_id FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value")
	qTaskDone = define("what a rule left is done", "UPDATE ruled SET todo = 0 WHERE rule_id = ? AND article_id = ? AND todo <> 0")
)

// What is left to be done of an article that a rule took: a feed's first ones
// are no news, but may be kept.
const (
	taskNone = iota
	taskAll
	taskKeep
)

// ruledAt stands for when an article was read that a rule marked read: at no
// time, so that no list takes it for read lately.
const ruledAt = 1

// acting is a rule ready to hold articles against.
type acting struct {
	feeds.SavedRule
	matcher *feeds.Matcher
	needs   needs
}

// actingRules gives the rules that act at a time.
func (s *session) actingRules(now time.Time) (out []acting, err error) {
	list, err := s.rules()
	if err != nil {
		return nil, err
	}
	var p planner
	for _, r := range list {
		if !r.Acting(now) {
			continue
		}
		q, err := feeds.ParseQuery(r.Query)
		if err != nil {
			continue // one that reads no more may not keep news from being kept
		}
		out = append(out, acting{r, q.Matcher(now), p.needs(q.Where)})
	}
	return out, nil
}

// rule holds what came against the rules, as of now. imported says that it came
// from elsewhere, where it was told of already. It gives what is muted.
func (s *session) rule(all []tested, now time.Time, imported bool) (hid map[feeds.ArticleID]bool, err error) {
	rules, err := s.actingRules(now)
	if err != nil || len(rules) == 0 {
		return nil, err
	}
	hid = map[feeds.ArticleID]bool{}
	for part := range slices.Chunk(once(all), mostTexts) {
		if err := s.ruleSome(part, rules, imported, hid); err != nil {
			return nil, err
		}
	}
	return hid, nil
}

func (s *session) ruleSome(list []tested, rules []acting, imported bool, hid map[feeds.ArticleID]bool) error {
	var wanted needs
	for _, r := range rules {
		wanted |= r.needs
	}
	if err := s.ask(list, wanted); err != nil {
		return err
	}
	ids := make([]int64, len(list))
	at := make(map[int64]*tested, len(list))
	for i := range list {
		ids[i], at[list[i].id] = list[i].id, &list[i]
	}
	there := make(map[int64]bool, len(list))
	err := s.each(qReadOf, []any{idList(ids)}, func(scan func(...any) error) error {
		var id int64
		var read sql.NullInt64
		if err := scan(&id, &read); err != nil {
			return err
		}
		there[id] = true
		at[id].asked.Read, at[id].asked.Muted = read.Valid, false // but by the rules before
		return nil
	})
	if err != nil {
		return err
	}
	var read, anew []int64
	for i := range list {
		t := &list[i]
		if !there[t.id] {
			continue
		}
		var before []feeds.RuleID
		var err error
		if t.known {
			if before, err = s.ruledBy(t.id); err != nil {
				return err
			}
		}
		for _, r := range rules {
			is, was := r.matcher.Matches(t.asked), slices.Contains(before, r.ID)
			switch {
			case is && !was:
				todo := taskNone
				switch {
				case imported:
				case r.Acts.Later() && !t.first:
					todo = taskAll
				case r.Acts.Keeps():
					todo = taskKeep
				}
				_, err = s.exec(qSetRuled, int64(r.ID), t.id, r.Acts.Mute, todo)
				if r.Acts.Read && !t.asked.Read {
					read = append(read, t.id)
					t.asked.Read = true
				}
			case was && !is:
				_, err = s.exec(qUnruled, int64(r.ID), t.id)
			}
			if err != nil {
				return err
			}
			t.asked.Muted = t.asked.Muted || is && r.Acts.Mute
		}
		if t.asked.Muted {
			hid[feeds.ArticleID(t.id)] = true
		}
		if t.asked.Muted || len(before) > 0 {
			anew = append(anew, t.id)
		}
	}
	if _, err := s.readByRule(read, ruledAt); err != nil {
		return err
	}
	return s.hideAnew(anew)
}

func (s *session) ruledBy(article int64) (out []feeds.RuleID, err error) {
	err = s.eachID(qRuledBy, []any{article}, func(id int64) error {
		out = append(out, feeds.RuleID(id))
		return nil
	})
	return out, err
}

// readByRule marks articles read and gives what they were.
func (s *session) readByRule(ids []int64, at int64) (old runs, err error) {
	slices.Sort(ids)
	var to runs
	for _, id := range ids {
		to = to.add(id, sql.NullInt64{Int64: at, Valid: true})
	}
	return s.swapReads(to)
}

// RuleFinds gives what a query finds, muted or not, mostRuled or a little more,
// the newest first. It reads a window at a time.
func (s *Store) RuleFinds(ctx context.Context, q feeds.Query, now time.Time) (ids []feeds.ArticleID, err error) {
	from, more := edge(math.MaxInt64), true
	for more && len(ids) < mostRuled {
		err = s.view(ctx, "look for what a rule takes", func(r *session) error {
			h, err := r.newHunt(feeds.View{Kind: feeds.ViewSearch, Query: q.String(), Now: now})
			if err != nil {
				return err
			}
			h.from, h.bounded, h.hidden = from, true, 1 // another rule's may be this one's too
			more, from, err = h.run()
			for _, e := range h.found {
				ids = append(ids, feeds.ArticleID(e.id))
			}
			return err
		})
		if err = cmp.Or(err, ctx.Err()); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// mostRuled bounds what a rule is applied to at once.
const mostRuled = 50_000

// applyRule has a rule take articles that are there, within the step j.
func (s *session) applyRule(id feeds.RuleID, acts feeds.RuleActs, on Ruled, j *entry, now time.Time) (kept []feeds.Bookmark, err error) {
	var there []int64
	err = s.eachID(qThere, []any{idList(on.Articles)}, func(id int64) error {
		there = append(there, id)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, article := range there {
		if _, err := s.exec(qSetRuled, int64(id), article, acts.Mute, taskNone); err != nil {
			return nil, err
		}
	}
	if acts.Read {
		unread, err := s.unreadOf(there)
		if err != nil {
			return nil, err
		}
		if j.Reads, err = s.readByRule(unread, millis(now)); err != nil {
			return nil, err
		}
	}
	if acts.Mute {
		if err := s.hideAnew(there); err != nil {
			return nil, err
		}
	}
	return s.keepEach(on.Keep, j, now)
}

func (s *session) keepEach(list []ToKeep, j *entry, now time.Time) (kept []feeds.Bookmark, err error) {
	for _, k := range list {
		b, err := s.keepFor(k, j, now)
		if err != nil {
			return nil, err
		}
		if b != nil {
			kept = append(kept, *b)
		}
	}
	return kept, nil
}

func (s *session) unreadOf(ids []int64) (out []int64, err error) {
	err = s.each(qReadOf, []any{idList(ids)}, func(scan func(...any) error) error {
		var id int64
		var read sql.NullInt64
		err := scan(&id, &read)
		if !read.Valid {
			out = append(out, id)
		}
		return err
	})
	return out, err
}

// keepFor keeps a bookmark and puts down what is to be done about it; nil where
// it was kept so before.
func (s *session) keepFor(k ToKeep, j *entry, now time.Time) (*feeds.Bookmark, error) {
	n := j.n
	id, _, err := s.keep(k.Bookmark, j)
	if err != nil || j.n == n {
		return nil, err
	}
	b, err := s.bookmark(id)
	if err != nil {
		return nil, err
	}
	return b, s.errands(*b, k.Do, now)
}

// RuleTask is what a rule left to be done about an article.
type RuleTask struct {
	Rule    feeds.RuleID
	Name    string
	Acts    feeds.RuleActs
	Line    int // of the config that the rule stands at, 0 for none
	Article feeds.ArticleID
	Muted   bool // the article is, by this rule or another
}

// RuleTasks gives up to limit of what rules left to be done, after one task.
func (s *Store) RuleTasks(ctx context.Context, after RuleTask, limit int) (out []RuleTask, err error) {
	err = s.view(ctx, "read what rules left to be done", func(r *session) error {
		return r.each(qTasks, []any{int64(after.Rule), int64(after.Article), limit}, func(scan func(...any) error) error {
			var t RuleTask
			var acts string
			var todo int
			if err := scan(&t.Rule, &t.Name, &acts, &t.Line, &t.Article, &todo, &t.Muted); err != nil {
				return err
			}
			err := json.Unmarshal([]byte(acts), &t.Acts)
			if todo == taskKeep {
				t.Acts.Notify, t.Acts.Run = false, false
			}
			out = append(out, t)
			return err
		})
	})
	return out, err
}

// TakeRuleTask takes a task off those that are left: mine is false where another
// process has. Of a rule that keeps, the bookmark is kept in the same
// transaction; it is no step of undo, for nobody did it. kept is nil where the
// bookmark was there.
func (s *Store) TakeRuleTask(ctx context.Context, t RuleTask, keep *ToKeep, now time.Time) (kept *feeds.Bookmark, mine bool, err error) {
	err = s.update(ctx, "do what a rule left", func(w *session) error {
		n, err := w.exec(qTaskDone, int64(t.Rule), int64(t.Article))
		if mine = err == nil && n > 0; !mine || keep == nil {
			return err
		}
		j := newEntry("bookmark", now)
		j.unkept = true
		kept, err = w.keepFor(*keep, j, now)
		return err
	})
	return kept, mine, err
}

// HiddenBy gives the rule that hides an article; ErrNotFound where none does.
func (s *Store) HiddenBy(ctx context.Context, id feeds.ArticleID) (rule feeds.SavedRule, err error) {
	err = s.view(ctx, "read which rule hides an article", func(r *session) error {
		by, _, err := r.hiddenBy(id)
		if err != nil {
			return err
		}
		list, err := r.rules()
		if by == 0 {
			return cmp.Or(err, sql.ErrNoRows)
		}
		if i := slices.IndexFunc(list, func(r feeds.SavedRule) bool { return r.ID == by }); i >= 0 {
			rule = list[i]
			err = cmp.Or(err, r.row(qRuleHides, []any{int64(by)}, &rule.Muted))
		}
		return err
	})
	return rule, err
}
