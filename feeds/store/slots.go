package store

import (
	"database/sql"
	"errors"
	"strconv"
)

var (
	qTakeSlot = define("take a slot", "INSERT OR IGNORE INTO slots(slot, article_id) VALUES (?, ?)")
	qTaken    = define("whose slot", "SELECT article_id FROM slots WHERE slot = ?")
	qSlot     = define("slot of an article", "SELECT slot FROM slots WHERE slot >= ? AND article_id = ? ORDER BY slot LIMIT 1")
	qFreeSlot = define("free a slot", "DELETE FROM slots WHERE slot = ?")
)

// slack is the value under which the store keeps how far an article's slot has
// been from its time at most, in seconds.
const slack = "slack"

// takeSlot gives an article the slot of the second it was published, or else
// one that is free behind it, found in steps that grow: thousands may be dated
// at one midnight. What is older than 1970 stands at its beginning.
func (s *session) takeSlot(article, published int64) (int64, error) {
	wanted := max(published, 0)
	slot := wanted
	for step := int64(1); ; step *= 2 {
		n, err := s.exec(qTakeSlot, slot, article)
		if err != nil {
			return 0, err
		}
		if n > 0 {
			return slot, s.stretch(slot - wanted)
		}
		taken, next := slot, slot+step
		slot = next
		for taken+1 < next {
			isTaken, err := s.taken(slot)
			switch {
			case err != nil:
				return 0, err
			case isTaken && slot == next:
				taken = next // on, in a longer step
			case isTaken:
				taken = slot
			default:
				next = slot
			}
			if taken < next {
				slot = taken + (next-taken)/2
			}
		}
		slot = next
	}
}

func (s *session) taken(slot int64) (bool, error) {
	var article int64
	err := s.row(qTaken, []any{slot}, &article)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// stretch notes how far a slot is from its time.
func (s *session) stretch(by int64) error {
	if by <= 0 {
		return nil
	}
	have, err := s.slack()
	if err != nil || by <= have {
		return err
	}
	_, err = s.exec(qSetValue, slack, strconv.FormatInt(by, 10))
	return err
}

// slack is how far an article's slot is from its time at most.
func (s *session) slack() (int64, error) {
	var text string
	switch err := s.row(qValue, []any{slack}, &text); {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, err
	}
	return strconv.ParseInt(text, 10, 64)
}

// slotOf gives the slot of an article that was published then.
func (s *session) slotOf(article, published int64) (slot int64, err error) {
	err = s.row(qSlot, []any{published, article}, &slot)
	return slot, err
}
