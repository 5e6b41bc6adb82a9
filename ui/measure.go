package ui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// How much wider or narrower than in the config a person made the text is kept
// in the store, as the width of lists is: each minute, and at the end.

// textMeasure is what its row is called among the orders of views, as no view is.
const textMeasure feeds.ViewKind = "text"

// measureMsg is how many columns wider than in the config the text was left.
type measureMsg int

// usualMeasure is the columns of text in the config.
func (m *Model) usualMeasure() int { return cmp.Or(m.opts.Settings.Measure, 72) }

// widen makes the text as wide as it may be.
func (m *Model) widen(to int) {
	m.measure = min(max(to, 40), 120)
	m.left.widened = true
}

func (m *Model) readMeasure() tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		o, _ := back.Order(ctx, feeds.View{Kind: textMeasure}) // where it cannot be read the config has the word
		return measureMsg(o.Shift)
	}
}

func (m *Model) tookMeasure(wider measureMsg) {
	if !m.left.widened {
		m.widen(m.usualMeasure() + int(wider))
		m.left.widened = false
	}
}

func (m *Model) keepMeasure() tea.Cmd {
	if !m.left.widened || m.back == nil {
		return nil
	}
	m.left.widened = false
	back, ctx, wider := m.back, context.WithoutCancel(m.ctx), m.measure-m.usualMeasure()
	return func() tea.Msg {
		_ = back.SetOrder(ctx, feeds.View{Kind: textMeasure}, feeds.Order{Shift: wider, Sized: wider != 0}) // a width lost is no reason to disturb anyone
		return nil
	}
}
