package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// Queue is what waits to be sent to services.
type Queue interface {
	Sendings(ctx context.Context) ([]feeds.Sending, error)
	// RetrySending tries these again, dropped ones too, all for none; it does not
	// wait for it.
	RetrySending(ctx context.Context, ids []int64) error
	// DropSending takes out what is not being sent this moment, and says how many.
	DropSending(ctx context.Context, ids []int64) (int, error)
}

// queueView is a dialog with what waits to be sent, and why. It follows the
// queue as it moves.
type queueView struct {
	items  []feeds.Sending
	rows   list.List[int64] // by ids
	loaded bool
	err    string
	at     rect // where the rows stand, as last drawn
}

// queueMsg is what waits; queueTurnedMsg, what became of a verb of the view.
type (
	queueMsg struct {
		items []feeds.Sending
		err   error
	}
	queueTurnedMsg struct {
		said    string
		dropped []int64
		err     error
	}
)

func (m *Model) openQueue(int) tea.Cmd {
	m.over = &queueView{rows: list.New[int64]()}
	return m.loadQueue()
}

func (m *Model) loadQueue() tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		items, err := back.Sendings(ctx)
		return queueMsg{items, err}
	}
}

// queueMoved reads the queue again where it is shown.
func (m *Model) queueMoved() tea.Cmd {
	if _, ok := m.over.(*queueView); ok || m.health.open {
		return m.loadQueue()
	}
	return nil
}

func (m *Model) tookQueue(msg queueMsg) {
	m.health.waiting = len(msg.items)
	q, ok := m.over.(*queueView)
	if !ok {
		return
	}
	q.loaded, q.err = true, ""
	if msg.err != nil {
		q.err = sentence(msg.err)
		return
	}
	q.items = msg.items
	ids := make([]int64, len(q.items))
	for i, s := range q.items {
		ids[i] = s.ID
	}
	q.rows.SetKeys(ids)
}

func (m *Model) queueTurned(msg queueTurnedMsg) tea.Cmd {
	m.dropped = append(m.dropped, msg.dropped...)
	if msg.err != nil {
		return batch(m.fail("", msg.err), m.loadQueue())
	}
	return batch(m.say(msg.said), m.loadQueue())
}

func (q *queueView) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	id, ok := q.rows.Selected()
	switch name := k.String(); name {
	case "esc", "q":
		m.over = nil
	case "r", "enter":
		if ok {
			return q.retry(m, "tried again", id)
		}
	case "R":
		if len(q.items) > 0 {
			return q.retry(m, "all of it is tried again")
		}
	case "x", "d":
		if ok {
			return q.drop(m, id)
		}
	case "u":
		if n := len(m.dropped); n > 0 {
			last := m.dropped[n-1]
			m.dropped = m.dropped[:n-1]
			return q.retry(m, "back in the queue, and tried", last)
		}
		return m.say("nothing was dropped here")
	default:
		moves := map[string]action{
			"j": actDown, "down": actDown, "k": actUp, "up": actUp, "home": actTop, "g": actTop, "end": actBottom, "G": actBottom,
			"pgdown": actPageDown, "space": actPageDown, "ctrl+f": actPageDown, "pgup": actPageUp, "ctrl+b": actPageUp,
			"ctrl+d": actHalfDown, "ctrl+u": actHalfUp,
		}
		moveList(&q.rows, moves[name], 1)
	}
	return nil
}

func (q *queueView) retry(m *Model, said string, ids ...int64) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg { return queueTurnedMsg{said: said, err: back.RetrySending(ctx, ids)} }
}

func (q *queueView) drop(m *Model, id int64) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		n, err := back.DropSending(ctx, []int64{id})
		if err != nil || n == 0 {
			return queueTurnedMsg{said: "it is being sent this moment", err: err}
		}
		return queueTurnedMsg{said: "dropped; u here brings it back", dropped: []int64{id}}
	}
}

func (q *queueView) paste(*Model, string) {}

func (q *queueView) wheel(_ *Model, n int) { q.rows.Scroll(sign(n)) }

func (q *queueView) click(_ *Model, at tea.Mouse) tea.Cmd {
	if q.at.contains(at.X, at.Y) {
		return clickList(at.Y-q.at.Y, &q.rows, func() tea.Cmd { return nil })
	}
	return nil
}
