package store

import "database/sql"

// The index keeps which term each of its pages begins with (FTS5's %_idx
// table): of pieces that grow and are merged, each with pages of its own. The
// difference between two terms' pages is what lies between them.
var (
	qPieces = define("next piece of the index", "SELECT min(segid) FROM search_idx WHERE segid > ?")
	qPageOf = define("page of a term", "SELECT pgno >> 1 FROM search_idx WHERE segid = ? AND term <= ? ORDER BY term DESC LIMIT 1")
)

// indexPages is about how many pages the terms that begin with start take up.
func (s *session) indexPages(start string) (pages int, err error) {
	from := append([]byte{'0'}, start...) // FTS5 puts 0 before the terms of its main index
	to := append(append([]byte{}, from...), 0xff)
	for piece := int64(0); ; {
		var next sql.NullInt64
		if err := s.row(qPieces, []any{piece}, &next); err != nil || !next.Valid {
			return pages, err
		}
		piece = next.Int64
		var first, last int
		if err := s.pageOf(piece, from, &first); err != nil {
			return 0, err
		}
		if err := s.pageOf(piece, to, &last); err != nil {
			return 0, err
		}
		pages += last - first
	}
}

func (s *session) pageOf(piece int64, term []byte, page *int) error {
	return s.each(qPageOf, []any{piece, term}, func(scan func(...any) error) error { return scan(page) })
}
