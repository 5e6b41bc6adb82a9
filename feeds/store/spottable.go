package store

import (
	"database/sql"
	"errors"
	"maps"
	"slices"
)

// spotTable is a table that holds spots in blocks: the unread list, or what a
// part of a saved search finds. key is what its statements take before the
// block.
type spotTable struct {
	get, set, drop *query
	key            []any
}

func (t spotTable) args(more ...any) []any { return append(slices.Clone(t.key), more...) }

// withSpots puts spots, which are in order, among those there are; one that is
// there stays once.
func withSpots(have, more []spot) []spot {
	had := len(have)
	if have = append(have, more...); had > 0 {
		slices.SortFunc(have, spot.older)
	}
	return slices.Compact(have)
}

// withoutSpots takes spots, which are in order, out of those there are.
func withoutSpots(have, gone []spot) []spot {
	return slices.DeleteFunc(have, func(e spot) bool {
		_, found := slices.BinarySearchFunc(gone, e, spot.older)
		return found
	})
}

// changeSpots changes the blocks that spots are in, one at a time.
func (s *session) changeSpots(t spotTable, list []spot, change func(have, part []spot) []spot) error {
	parts := map[int64][]spot{}
	for _, e := range list {
		parts[e.block()] = append(parts[e.block()], e)
	}
	var have []spot
	for _, block := range slices.Sorted(maps.Keys(parts)) {
		var packed []byte
		err := s.row(t.get, t.args(block), &packed)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if have, err = unpackSpots(have[:0], block, packed); err != nil {
			return err
		}
		slices.SortFunc(parts[block], spot.older)
		if err := s.setSpots(t, block, change(have, parts[block])); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) setSpots(t spotTable, block int64, list []spot) error {
	if len(list) == 0 {
		_, err := s.exec(t.drop, t.args(block)...)
		return err
	}
	_, err := s.exec(t.set, append(t.args(block), packSpots(block, list))...)
	return err
}
