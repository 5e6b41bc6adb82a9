package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// query is one statement of the store. All are made by define, so that a test
// can read how SQLite means to run each.
type query struct{ name, text string }

// queries is filled while the package's variables are set and then only read.
var queries []*query

// define names a statement. Not inlined, for hundreds of callers would each hold a copy.
//
//go:noinline
func define(name, text string) *query {
	q := &query{name, text}
	queries = append(queries, q)
	return q
}

// session is one connection with its prepared statements. One goroutine at a
// time has it.
type session struct {
	conn  *sql.Conn
	stmts map[*query]*sql.Stmt
	ctx   context.Context // of the read or write under way
	reach reach
	terms termList

	subscribed int // feeds when they were read last
}

func newSession(ctx context.Context, db *sql.DB, reach reach) (*session, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, stmts: map[*query]*sql.Stmt{}, ctx: context.Background(), reach: reach}, nil
}

func (s *session) close() error {
	for _, st := range s.stmts {
		_ = st.Close()
	}
	return s.conn.Close()
}

func (s *session) stmt(q *query) (*sql.Stmt, error) {
	if st := s.stmts[q]; st != nil {
		return st, nil
	}
	st, err := s.conn.PrepareContext(context.WithoutCancel(s.ctx), q.text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", q.name, err)
	}
	s.stmts[q] = st
	return st, nil
}

// exec runs q and gives the number of rows it changed. It is not inlined: more
// than a hundred callers would each hold a copy.
//
//go:noinline
func (s *session) exec(q *query, args ...any) (int64, error) {
	_, n, err := s.insert(q, args...)
	return n, err
}

// insert runs q and gives the last row's id and the number of rows.
func (s *session) insert(q *query, args ...any) (id, n int64, err error) {
	st, err := s.stmt(q)
	if err != nil {
		return 0, 0, err
	}
	res, err := st.ExecContext(s.ctx, args...)
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w", q.name, err)
	}
	id, _ = res.LastInsertId()
	n, _ = res.RowsAffected()
	return id, n, nil
}

// row reads one row into dest; sql.ErrNoRows when there is none.
func (s *session) row(q *query, args []any, dest ...any) error {
	st, err := s.stmt(q)
	if err != nil {
		return err
	}
	if err := st.QueryRowContext(s.ctx, args...).Scan(dest...); err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	return nil
}

// each calls do for every row of q.
func (s *session) each(q *query, args []any, do func(scan func(...any) error) error) error {
	st, err := s.stmt(q)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(s.ctx, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", q.name, err)
	}
	return nil
}

var (
	qBeginWrite = define("begin a change", "BEGIN IMMEDIATE")
	qBeginRead  = define("begin a read", "BEGIN")
	qCommit     = define("commit", "COMMIT")
	qRollback   = define("roll back", "ROLLBACK")
)

func (s *Store) takeWriter(ctx context.Context) (*session, error) {
	select {
	case w := <-s.writer:
		if w == nil {
			s.writer <- nil
			return nil, errors.New("the store is closed")
		}
		return w, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// update runs do as one transaction. ctx ends the wait for the turn; a change
// that has begun runs to its end, so that quitting never drops half of it.
func (s *Store) update(ctx context.Context, action string, do func(*session) error) error {
	if s.ReadOnly() {
		return wrap(action, ErrKeepsNothing)
	}
	w, err := s.takeWriter(ctx)
	if err != nil {
		return s.wrap(action, err)
	}
	defer func() { s.writer <- w }()
	if s.damaged.Load() {
		return wrap(action, ErrCorrupt)
	}
	if _, err := w.exec(qBeginWrite); err != nil {
		return s.wrap(action, err)
	}
	done := false
	defer func() {
		if !done {
			_, _ = w.exec(qRollback)
		}
	}()
	if err := do(w); err != nil {
		return s.wrap(action, err)
	}
	if _, err := w.exec(qCommit); err != nil {
		return s.wrap(action, err)
	}
	done = true
	return nil
}

// view runs do on a reading connection, over one state of the store.
func (s *Store) view(ctx context.Context, action string, do func(*session) error) error {
	var r *session
	select {
	case r = <-s.reading:
	case <-ctx.Done():
		return wrap(action, ctx.Err())
	}
	defer func() { s.reading <- r }()
	if r == nil {
		var err error
		if r, err = newSession(ctx, s.read, s.reach); err != nil {
			return s.wrap(action, err)
		}
	}
	if _, err := r.exec(qBeginRead); err != nil {
		return s.wrap(action, err)
	}
	r.ctx = ctx
	defer func() {
		r.ctx = context.Background()
		_, _ = r.exec(qRollback)
	}()
	return s.wrap(action, do(r))
}

// wrap does what the other does, and keeps a store that turns out to be damaged
// as it is: what can still be read of it is not written over.
func (s *Store) wrap(action string, err error) error {
	err = wrap(action, err)
	if errors.Is(err, ErrCorrupt) && !s.damaged.Swap(true) && s.tell != nil {
		s.tell(err)
	}
	return err
}

// wrap names the action that failed, once, and turns SQLite's codes into the
// store's own errors.
func wrap(action string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		err = ErrNotFound
	}
	return fmt.Errorf("%s: %w", action, translate(err))
}
