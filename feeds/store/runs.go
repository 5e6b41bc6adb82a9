package store

import (
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"iter"
)

// runs is read states by article, in rising order of id, where neighbours of
// one value are one run: marking all of 100,000 articles is a few bytes.
type runs []run

type run struct {
	From, More int64 // article ids From to From+More
	ReadAt     int64 // milliseconds, 0 unread
}

func (r run) at() sql.NullInt64 { return sql.NullInt64{Int64: r.ReadAt, Valid: r.ReadAt != 0} }

// add appends one article. Its id is above all before it.
func (rs runs) add(id int64, at sql.NullInt64) runs { return rs.join(run{From: id, ReadAt: at.Int64}) }

// join appends a run that begins above all before it.
func (rs runs) join(r run) runs {
	if n := len(rs) - 1; n >= 0 && rs[n].From+rs[n].More == r.From-1 && rs[n].ReadAt == r.ReadAt {
		rs[n].More += r.More + 1
		return rs
	}
	return append(rs, r)
}

// len is how many articles they are.
func (rs runs) len() (n int) {
	for _, r := range rs {
		n += int(r.More) + 1
	}
	return n
}

// ids are the articles, in order.
func (rs runs) ids() []int64 {
	ids := make([]int64, 0, rs.len())
	for _, r := range rs {
		for id := r.From; id <= r.From+r.More; id++ {
			ids = append(ids, id)
		}
	}
	return ids
}

// pieces gives runs in order, of so many articles at most.
func (rs runs) pieces(most int64) iter.Seq[run] {
	return func(yield func(run) bool) {
		for _, r := range rs {
			for end := r.From + r.More; r.From <= end; r.From += most {
				if r.More = min(most-1, end-r.From); !yield(r) {
					return
				}
			}
		}
	}
}

// MarshalJSON writes differences as variable-length integers: scattered
// articles cost a few bytes each.
func (rs runs) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 4*len(rs))
	var id, at int64
	for _, r := range rs {
		b = binary.AppendUvarint(b, uint64(r.From-id))
		b = binary.AppendUvarint(b, uint64(r.More))
		b = binary.AppendVarint(b, r.ReadAt-at)
		id, at = r.From, r.ReadAt
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (rs *runs) UnmarshalJSON(in []byte) error {
	var b []byte
	if err := json.Unmarshal(in, &b); err != nil {
		return err
	}
	var id, at int64
	for len(b) > 0 {
		from, n1 := binary.Uvarint(b)
		more, n2 := binary.Uvarint(b[max(n1, 0):])
		if n1 <= 0 || n2 <= 0 {
			return errRuns
		}
		delta, n3 := binary.Varint(b[n1+n2:])
		if n3 <= 0 {
			return errRuns
		}
		b = b[n1+n2+n3:]
		id, at = id+int64(from), at+delta
		*rs = append(*rs, run{id, int64(more), at})
	}
	return nil
}

var errRuns = errors.New("a damaged step of the journal")
