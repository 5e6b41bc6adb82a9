package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// ruleRows is how many of the articles that a rule would take its dialog reads.
const ruleRows = 30

// The fields of the dialog, in their order.
const (
	ruleFieldOffers = iota
	ruleFieldQuery
	ruleFieldActs
	ruleFieldTags
	ruleFieldEnds
	ruleFieldHere
	ruleFieldName
	ruleFields
)

// ruleActNames are the acts that are switched, in the order of ruleActs, and in
// one short word each.
var ruleActNames = [][2]string{{"mute", "mute"}, {"mark read", "read"}, {"bookmark", "keep"}, {"notify", "tell"}}

func ruleActs(a *feeds.RuleActs) []*bool { return []*bool{&a.Mute, &a.Read, &a.Bookmark, &a.Notify} }

// ruleEnd is how long a rule acts.
type ruleEnd struct {
	name, brief string
	long        time.Duration // 0 for ever
}

var ruleEnds = []ruleEnd{{"for ever", "ever", 0}, {"a day", "day", 24 * time.Hour}, {"a week", "week", 7 * 24 * time.Hour}, {"a month", "month", 30 * 24 * time.Hour}}

// ruleDialog makes a rule, or changes one, and shows what it would take.
type ruleDialog struct {
	rule   feeds.SavedRule
	offers []ruleOffer
	rows   list.List[int] // of offers
	query  input
	tags   input
	name   input
	at     int // the field
	act    int // the act under the cursor
	end    int // of ruleEnds; -1 leaves a rule's own
	here   bool
	list   bool // it was opened from the list of rules, and leads back there

	gen     int
	asked   string // the query that was tried
	counted bool
	count   feeds.Count
	found   []feeds.Headline
	mistake string
	err     string
	saving  bool

	offersAt rect
	fieldsAt [ruleFields]int // the lines of the fields, as last drawn
}

// trialMsg is what a rule would take.
type trialMsg struct {
	by    *ruleDialog
	gen   int
	count feeds.Count
	rows  []feeds.Headline
	err   error
}

// trialDue says that typing in the query of a rule has rested.
type trialDue struct {
	by  *ruleDialog
	gen int
}

// openRule opens the dialog on a rule; offers are queries to begin with.
func (m *Model) openRule(r feeds.SavedRule, offers []ruleOffer) tea.Cmd {
	d := &ruleDialog{rule: r, offers: offers, rows: list.New[int](), here: r.ID == 0, at: ruleFieldQuery}
	d.rule.Acts.Tags = slices.Clone(r.Acts.Tags)
	if r.ID != 0 && !r.Ends.IsZero() {
		d.end = -1
	}
	keys := make([]int, len(offers))
	for i := range keys {
		keys[i] = i
	}
	d.rows.SetKeys(keys)
	query := r.Query
	if len(offers) > 0 {
		query, d.at = offers[0].query, ruleFieldOffers
	}
	d.query, d.tags, d.name = newInput(query), newInput(tagLine(r.Acts.Tags)), newInput("")
	if r.Name != r.Query {
		d.name = newInput(r.Name)
	}
	m.over = d
	return d.try(m)
}

// try asks what the query would take.
func (d *ruleDialog) try(m *Model) tea.Cmd {
	q, err := feeds.ParseQuery(d.query.value())
	d.mistake = ""
	switch {
	case err != nil:
		d.mistake = sentence(err)
	case q.Where == nil:
		d.mistake = "What is it about? The query asks for nothing."
	}
	text := q.String()
	if d.mistake != "" || text == d.asked {
		return nil
	}
	d.gen++
	d.asked, d.counted, d.found = text, false, nil
	back, ctx, gen := m.back, m.ctx, d.gen
	view := feeds.View{Kind: feeds.ViewSearch, Query: q.Lately(feeds.TrialDays).String(), Now: m.opts.Now().In(m.opts.Location)}
	return func() tea.Msg {
		msg := trialMsg{by: d, gen: gen}
		var page feeds.Page
		if page, msg.err = back.List(ctx, feeds.ListRequest{View: view, Limit: ruleRows}); msg.err == nil {
			msg.rows = page.Headlines
			msg.count, msg.err = back.Count(ctx, view)
		}
		return msg
	}
}

func (m *Model) tookTrial(msg trialMsg) {
	d := msg.by
	if msg.gen != d.gen {
		return
	}
	d.counted, d.count, d.found = true, msg.count, msg.rows
	if msg.err != nil {
		d.counted, d.mistake = false, sentence(msg.err)
	}
}

func (m *Model) trialRests(msg trialDue) tea.Cmd {
	if msg.gen != msg.by.gen {
		return nil
	}
	return msg.by.try(m)
}

// changed waits for the typing in the query to rest.
func (d *ruleDialog) changed(m *Model) tea.Cmd {
	d.gen++
	d.asked, d.counted, d.err = "", false, ""
	return m.wait(searchWait, trialDue{d, d.gen})
}

// input is the line one types in, nil where the field is none.
func (d *ruleDialog) input() *input {
	switch d.at {
	case ruleFieldQuery:
		return &d.query
	case ruleFieldTags:
		return &d.tags
	case ruleFieldName:
		return &d.name
	}
	return nil
}

func (d *ruleDialog) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	switch name {
	case "esc":
		return d.leave(m)
	case "enter", "ctrl+s":
		return d.save(m)
	case "tab":
		d.turn(1)
		return nil
	case "shift+tab":
		d.turn(-1)
		return nil
	}
	if in := d.input(); in != nil {
		switch {
		case name == "down", name == "ctrl+n":
			d.turn(1)
		case name == "up", name == "ctrl+p":
			d.turn(-1)
		case in.key(k):
			if d.err = ""; d.at == ruleFieldQuery {
				return d.changed(m)
			}
		}
		return nil
	}
	switch name {
	case "down", "j", "ctrl+n":
		return d.down(m, 1)
	case "up", "k", "ctrl+p":
		return d.down(m, -1)
	case "left", "h":
		d.sideways(-1)
	case "right", "l":
		d.sideways(1)
	case "space":
		d.flip()
	}
	return nil
}

// turn goes to another field.
func (d *ruleDialog) turn(n int) {
	for {
		d.at = (d.at + n + ruleFields) % ruleFields
		if d.at != ruleFieldOffers || len(d.offers) > 0 {
			return
		}
	}
}

// down goes on in the offers, and from their end, or from another field, to the
// next field.
func (d *ruleDialog) down(m *Model, n int) tea.Cmd {
	if d.at != ruleFieldOffers {
		d.turn(n)
		return nil
	}
	was, _ := d.rows.Selected()
	d.rows.Move(n)
	if is, _ := d.rows.Selected(); is == was {
		d.turn(n)
		return nil
	}
	return d.offered(m)
}

// offered takes over the query of the offer under the cursor.
func (d *ruleDialog) offered(m *Model) tea.Cmd {
	if i, ok := d.rows.Selected(); ok {
		d.query = newInput(d.offers[i].query)
		return d.try(m)
	}
	return nil
}

func (d *ruleDialog) sideways(n int) {
	switch d.at {
	case ruleFieldActs:
		d.act = min(max(d.act+n, 0), len(ruleActNames)-1)
	case ruleFieldEnds:
		d.end = min(max(d.end+n, 0), len(ruleEnds)-1)
	case ruleFieldHere:
		d.here = !d.here
	}
}

func (d *ruleDialog) flip() {
	d.err = ""
	switch d.at {
	case ruleFieldActs:
		is := ruleActs(&d.rule.Acts)[d.act]
		*is = !*is
	case ruleFieldEnds:
		d.end = (d.end + 1) % len(ruleEnds)
	case ruleFieldHere:
		d.here = !d.here
	}
}

// leave closes the dialog, and leads back to where it came from.
func (d *ruleDialog) leave(m *Model) tea.Cmd {
	m.over = nil
	if d.list {
		return m.openRules(1)
	}
	return nil
}

// save makes the rule.
func (d *ruleDialog) save(m *Model) tea.Cmd {
	q, err := feeds.ParseQuery(d.query.value())
	r := d.rule
	r.Query, r.Name, r.Acts.Tags = feeds.Query{Where: q.Where}.String(), feeds.CleanLine(d.name.value()), splitTags(d.tags.value())
	if r.Name == "" {
		r.Name = d.usualName(r.Query)
	}
	if d.end >= 0 {
		r.Ends = time.Time{}
		if long := ruleEnds[d.end].long; long > 0 {
			r.Ends = m.opts.Now().Add(long)
		}
	}
	switch {
	case d.saving:
		return nil
	case err != nil:
		d.at, d.err = ruleFieldQuery, sentence(err)
		return nil
	case q.Where == nil:
		d.at, d.err = ruleFieldQuery, "The query asks for nothing."
		return nil
	case r.Acts.None():
		d.at, d.err = ruleFieldActs, "The rule does nothing yet: Space switches an act."
		return nil
	}
	days := 0
	if d.here {
		days = feeds.TrialDays
	}
	d.saving = true
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.SaveRule(ctx, r, days) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			d.saving = false
			if err != nil {
				if m.over == d {
					d.err = sentence(err)
					return nil
				}
				return m.fail("no rule made: ", err)
			}
			var cmd tea.Cmd
			if m.over == d {
				cmd = d.leave(m)
			}
			if c.N == 0 {
				return cmd
			}
			return batch(cmd, m.done(m.undoable(ruleSaid(r, c, days > 0))))
		},
	})
}

// usualName is the name of a rule that was given none: that of the offer it was
// made from, or its query.
func (d *ruleDialog) usualName(query string) string {
	for _, o := range d.offers {
		if o.query == query {
			return feeds.CleanLine(o.text)
		}
	}
	return feeds.CleanLine(query)
}

// ruleSaid says what saving a rule did.
func ruleSaid(r feeds.SavedRule, c feeds.Change, here bool) string {
	text, n := changed(c), c.N-1 // the rule itself is one
	switch {
	case !here || r.Off:
	case r.Acts.Mute:
		text += " · " + plural(n, "article", "articles") + " hidden"
	default:
		text += " · took " + plural(n, "article", "articles")
	}
	return text
}

func (d *ruleDialog) paste(m *Model, s string) {
	if in := d.input(); in != nil {
		in.insert(strings.TrimSpace(s))
		d.asked = ""
	}
}

func (d *ruleDialog) wheel(_ *Model, n int) { d.rows.Scroll(sign(n)) }

func (d *ruleDialog) click(m *Model, at tea.Mouse) tea.Cmd {
	if d.offersAt.contains(at.X, at.Y) {
		d.at = ruleFieldOffers
		cmd := clickList(at.Y-d.offersAt.Y, &d.rows, func() tea.Cmd { return nil })
		return batch(cmd, d.offered(m))
	}
	for i, y := range d.fieldsAt {
		if y == at.Y && i != ruleFieldOffers {
			if d.at == i {
				d.flip()
			}
			d.at = i
		}
	}
	return nil
}
