package store

import (
	"cmp"
	"database/sql"
	"errors"
	"math"
)

var (
	qSlotBelow = define("next slot, older", "SELECT max(slot) FROM slots WHERE slot <= ?")
	qSlotAbove = define("next slot, newer", "SELECT min(slot) FROM slots WHERE slot >= ?")
)

func since1970(published int64) int64 { return max(published, 0) }

// goThrough follows the index, or all articles, window by window.
func (h *hunt) goThrough() error {
	lo, hi := since1970(h.plan.from), since1970(h.plan.to)
	if h.newer {
		lo = max(lo, since1970(h.from.Published))
	} else {
		hi = min(hi, since1970(h.from.Published))
	}
	if hi < math.MaxInt64-h.slack {
		hi += h.slack
	}
	for lo <= hi && !h.done() {
		var next sql.NullInt64
		q, at := qSlotBelow, hi
		if h.newer {
			q, at = qSlotAbove, lo
		}
		if err := h.row(q, []any{at}, &next); err != nil || !next.Valid || next.Int64 < lo || next.Int64 > hi {
			return err
		}
		first := windowFrom(next.Int64)
		last := int64(math.MaxInt64)
		if windowOf(first) < lastWindow {
			last = first + 1<<windowBits - 1
		}
		if err := h.planWindow(next.Int64, max(lo, first), min(hi, last)); err != nil {
			return err
		}
		if err := h.goThroughWindow(max(lo, first), min(hi, last)); err != nil {
			return err
		}
		if h.newer {
			if last == math.MaxInt64 {
				return nil
			}
			lo = last + 1
		} else {
			hi = first - 1
		}
	}
	return nil
}

func (h *hunt) goThroughWindow(lo, hi int64) error {
	q, args := qSlotsOlder, []any{lo, hi, h.hidden}
	if h.newer {
		q = qSlotsNewer
	}
	if h.plan.expression != "" {
		q, args = qFoundOlder, []any{inWindow(h.plan.expression, windowOf(lo)), lo, hi, h.hidden}
		if h.newer {
			q = qFoundNewer
		}
	}
	err := h.each(q, args, func(scan func(...any) error) error {
		var r hit
		if err := scan(&r.slot, &r.published, &r.id, &r.feed, &r.readAt, &r.fold, &r.muted); err != nil {
			return err
		}
		return h.look(r)
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return h.sift()
}

func (h *hunt) done() bool { return h.parted || h.turned || h.passed(h.far) }

// passed says whether nothing at a slot or beyond can be nearer than what was
// found, and that is enough.
func (h *hunt) passed(slot int64) bool {
	if len(h.found) <= h.limit {
		return false
	}
	if h.newer {
		return slot-h.slack > since1970(h.enough)
	}
	return slot < h.enough
}

// look takes a row in, or ends the hunt.
func (h *hunt) look(r hit) error {
	if h.passed(r.slot) {
		h.far = r.slot
		return errEnough
	}
	h.far = r.slot
	if h.rows++; h.rows&0x3ff == 0 && h.ctx.Err() != nil {
		return h.ctx.Err()
	}
	if tired, err := h.tired(); tired || err != nil {
		return cmp.Or(err, errEnough)
	}
	if r.published < h.plan.from || r.published > h.plan.to || !beyond(r.key(), h.from, h.newer) || h.filter != everyone && r.readAt.Valid && r.readAt.Int64 < h.filter {
		return nil
	}
	h.batch = append(h.batch, r)
	if len(h.batch) < h.size && (h.plan.reads() || r.fold == foldUnknown) {
		return nil
	}
	return h.sift()
}

// tired says whether the hunt has looked at enough for once, or for this way.
func (h *hunt) tired() (bool, error) {
	if h.rows == h.reach.detour && !h.planner.plain && h.aside() {
		var err error
		if h.turned, err = h.shorter(); h.turned || err != nil {
			return true, err
		}
	}
	if !h.bounded || h.rows <= h.reach.rows && h.texts <= h.reach.texts {
		return false, nil
	}
	// It must have come further than where it began.
	if h.newer {
		h.parted = h.far-h.slack-1 > h.from.Published
	} else {
		h.parted = h.far < h.from.Published
	}
	return h.parted, nil
}

// sift holds what is left of the query against the batch.
func (h *hunt) sift() error {
	if len(h.batch) == 0 {
		return nil
	}
	if h.plan.reads() {
		h.texts += len(h.batch)
	}
	if len(h.batch) >= h.size {
		h.size = min(h.size*2, mostTexts)
	}
	kept, err := h.sieve(h.batch, &h.plan)
	if err == nil {
		kept, err = h.folded(kept)
	}
	h.batch = h.batch[:0]
	for _, r := range kept {
		h.found = append(h.found, r.spot)
		if len(h.found) <= h.limit+1 {
			switch {
			case len(h.found) == 1:
				h.enough = r.published
			case h.newer:
				h.enough = max(h.enough, r.published)
			default:
				h.enough = min(h.enough, r.published)
			}
		}
	}
	return err
}

// mostTexts is how many articles are read at once.
const mostTexts = 128
