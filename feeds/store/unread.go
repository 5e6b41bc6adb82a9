package store

import (
	"database/sql"
	"errors"
	"slices"
)

// The unread list says which articles are unread, in the order of lists. It
// follows from states, and whatever turns an article's state changes both, in
// one transaction. Articles of unsubscribed feeds stay in it, and are passed
// over by who reads it.

var (
	qUnreadOlder = define("unread list, older", "SELECT block, list FROM unread WHERE block <= ? ORDER BY block DESC")
	qUnreadNewer = define("unread list, newer", "SELECT block, list FROM unread WHERE block >= ? ORDER BY block")
	qUnreadBlock = define("block of the unread list", "SELECT list FROM unread WHERE block = ?")
	qSetUnread   = define("set a block of the unread list", "INSERT OR REPLACE INTO unread(block, list) VALUES (?, ?)")
	qDropUnread  = define("drop a block of the unread list", "DELETE FROM unread WHERE block = ?")
)

// addUnread puts spots into the unread list; one that is there stays once.
func (s *session) addUnread(list []spot) error {
	return s.changeUnread(list, withSpots)
}

// dropUnread takes spots out of the unread list.
func (s *session) dropUnread(list []spot) error {
	return s.changeUnread(list, withoutSpots)
}

// changeUnread changes the blocks that spots are in.
func (s *session) changeUnread(list []spot, change func(have, part []spot) []spot) error {
	return s.changeSpots(spotTable{get: qUnreadBlock, set: qSetUnread, drop: qDropUnread}, list, change)
}

func (s *session) setUnread(block int64, list []spot) error {
	return s.setSpots(spotTable{set: qSetUnread, drop: qDropUnread}, block, list)
}

// takeUnread takes what is wanted out of the unread list. bound is a time before
// which nothing is wanted.
func (s *session) takeUnread(bound int64, wanted func(spot) bool) error {
	type rest struct {
		block int64
		list  []spot
	}
	var changed []rest
	var have []spot
	err := s.each(qUnreadNewer, []any{bound >> blockBits}, func(scan func(...any) error) error {
		var block int64
		var packed sql.RawBytes
		if err := scan(&block, &packed); err != nil {
			return err
		}
		var err error
		if have, err = unpackSpots(have[:0], block, packed); err != nil {
			return err
		}
		var left []spot
		for _, e := range have {
			if e.published >= bound && wanted(e) {
				continue
			}
			left = append(left, e)
		}
		if len(left) < len(have) {
			changed = append(changed, rest{block, left})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range changed {
		if err := s.setUnread(c.block, c.list); err != nil {
			return err
		}
	}
	return nil
}

// walkUnread calls do for the unread articles from a time on, towards the
// newer or the older; errEnough ends it.
func (s *session) walkUnread(from int64, newer bool, do func(spot) error) error {
	q := qUnreadOlder
	if newer {
		q = qUnreadNewer
	}
	var list []spot
	err := s.each(q, []any{from >> blockBits}, func(scan func(...any) error) (err error) {
		var block int64
		var packed sql.RawBytes
		if err := scan(&block, &packed); err != nil {
			return err
		}
		if list, err = unpackSpots(list[:0], block, packed); err != nil {
			return err
		}
		if !newer {
			slices.Reverse(list)
		}
		for _, e := range list {
			if err := do(e); err != nil {
				return err
			}
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
