package store

import (
	"context"
	"slices"
	"strconv"

	"broadsheet/feeds"
)

var (
	qDropRule  = define("drop a rule", "DELETE FROM rules WHERE id = ?")
	qNameRule  = define("name a rule", "UPDATE rules SET name = ? WHERE id = ?")
	qPutRuleAt = define("set line of rule", "UPDATE rules SET line = ? WHERE id = ?")
)

// SyncRules makes the rules of the config those of list. With keep, because the
// file had a mistake, none is removed. The file is the authority: nothing is
// journalled. changed says whether anything was.
func (s *Store) SyncRules(ctx context.Context, list []feeds.RuleSetting, keep bool) (changed bool, err error) {
	err = s.update(ctx, "take over the rules of the config", func(w *session) error {
		changed = false
		have, err := w.rules()
		if err != nil {
			return err
		}
		have = slices.DeleteFunc(have, func(r feeds.SavedRule) bool { return r.Line == 0 })
		is := matchRules(list, &have)
		for _, r := range have { // those left over
			taken := slices.ContainsFunc(list, func(want feeds.RuleSetting) bool { return want.Name == r.Name })
			if keep && !taken {
				continue
			}
			changed = true
			if err := w.dropRule(r.ID); err != nil {
				return err
			}
		}
		for i, want := range list {
			if is[i].ID != 0 && is[i].Name != want.Name { // two may have changed their names
				if _, err := w.exec(qNameRule, "\x00"+strconv.Itoa(int(is[i].ID)), int64(is[i].ID)); err != nil {
					return err
				}
			}
		}
		for i, want := range list {
			did, err := w.putDeclared(is[i], want)
			if err != nil {
				return err
			}
			changed = changed || did
		}
		return nil
	})
	return changed, err
}

// matchRules takes the rule that each of list is out of have: the one of its
// name and query, or else of its query, which has another name now.
func matchRules(list []feeds.RuleSetting, have *[]feeds.SavedRule) []feeds.SavedRule {
	is := make([]feeds.SavedRule, len(list))
	for _, named := range []bool{true, false} {
		for i, want := range list {
			at := slices.IndexFunc(*have, func(r feeds.SavedRule) bool { return r.Query == want.Query && (!named || r.Name == want.Name) })
			if is[i].ID == 0 && at >= 0 {
				is[i] = (*have)[at]
				*have = slices.Delete(*have, at, at+1)
			}
		}
	}
	return is
}

// putDeclared makes a rule of the config what it says; one with an ID of 0 is
// new.
func (s *session) putDeclared(is feeds.SavedRule, want feeds.RuleSetting) (changed bool, err error) {
	acts, err := actsJSON(want.Acts)
	if err != nil {
		return false, err
	}
	im := ruleImage{ID: is.ID, Name: want.Name, Query: want.Query, Acts: acts, Ends: millis(want.Ends), Off: want.Off}
	if is.ID == 0 {
		_, _, err := s.insert(qNewRule, im.Name, im.Query, im.Acts, im.Ends, im.Off, want.Line, 0, false)
		return true, err
	}
	if acts, err = actsJSON(is.Acts); err != nil {
		return false, err
	}
	if old := (ruleImage{is.ID, is.Name, is.Query, acts, millis(is.Ends), is.Off, 0, false}); old != im {
		changed = true
		if err := s.putRule(old, im); err != nil {
			return changed, err
		}
	}
	if is.Line != want.Line {
		_, err = s.exec(qPutRuleAt, want.Line, int64(is.ID))
	}
	return changed, err
}

// dropRule deletes a rule of the config, and shows what it alone had hidden.
func (s *session) dropRule(id feeds.RuleID) error {
	hid, err := s.hiddenOf(id)
	if err != nil {
		return err
	}
	if _, err := s.exec(qDropRule, int64(id)); err != nil {
		return err
	}
	return s.hideAnew(hid)
}
