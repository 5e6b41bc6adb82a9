package ui

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// sayings are what carries the most of some articles: a sentence of each as it
// stands there, "" where there is none to quote.
type sayings map[feeds.ArticleID]string

type frontSaidMsg struct {
	gen  int
	said sayings
}

const (
	// firstSaid is how many leads have their sentence when the page opens: about
	// what is seen of it. The others get theirs behind it.
	firstSaid = 8
	// extracted marks what was taken from the article and is not its excerpt.
	extracted = " · extracted"
)

// unsaid are the leads of stories of which no sentence was looked for yet.
func (s sayings) unsaid(stories []feeds.Story) (leads []feeds.ArticleID) {
	for _, st := range stories[:min(len(stories), frontMost)] {
		if h := st.Head(); h.ID != 0 {
			if _, known := s[h.ID]; !known {
				leads = append(leads, h.ID)
			}
		}
	}
	return leads
}

// sayAll finds the sentences of articles, in a command.
func sayAll(ctx context.Context, back Backend, leads []feeds.ArticleID) sayings {
	out := make(sayings, len(leads))
	for _, id := range leads {
		s, err := back.Summary(ctx, feeds.SummaryRequest{Article: id})
		switch {
		case ctx.Err() != nil:
			return out
		case err != nil: // the excerpt stays; the next reload asks again
		case len(s.Sentences) == 0:
			out[id] = ""
		default:
			out[id] = s.Sentences[0].Text
		}
	}
	return out
}

// sumUpFront finds the sentences that the page has not.
func (m *Model) sumUpFront() tea.Cmd {
	p := &m.front
	leads := p.said.unsaid(p.stories)
	if len(leads) == 0 {
		return nil
	}
	back, ctx, gen := m.back, m.heads.ctx, p.gen
	return func() tea.Msg { return frontSaidMsg{gen, sayAll(ctx, back, leads)} }
}

// tookFrontSaid lays the page out with the sentences. The headline under the
// cursor stays on its line.
func (m *Model) tookFrontSaid(msg frontSaidMsg) {
	p := &m.front
	maps.Copy(p.said, msg.said)
	if msg.gen != p.gen || p.at >= len(p.sheet.items) {
		return
	}
	line, at := p.sheet.items[p.at].from-p.top, p.selected().ID
	m.layFront()
	for i, it := range p.sheet.items {
		if it.head.ID == at {
			p.at, p.top = i, max(0, it.from-line)
		}
	}
	p.move(0)
}

// leadText is what stands under a lead in at most so many lines: the sentence
// that carries the most, where it has room as a whole, or else the excerpt.
func (m *Model) leadText(h feeds.Headline, most, w int) (lines []string, said bool) {
	if s := m.front.said[h.ID]; s != "" && m.lay.Class != tiny {
		if lines := wrapPlain("“"+s+"”", w); len(lines) <= most {
			return lines, true
		}
	}
	return cutLines(wrapPlain(h.Summary, w), most, w), false
}
