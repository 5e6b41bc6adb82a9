package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// healthWide is the width from which a feed takes two lines, with all columns.
const healthWide = 96

// healthColumns are the widths of the columns after the name; 0 leaves one
// out, and the second line says it instead.
type healthColumns struct {
	name, folder, last, next, code, week int
	style.Ruler
}

func columnsFor(w int) healthColumns {
	c := healthColumns{last: 14, next: 10, code: 4}
	switch {
	case w >= 150:
		c.folder, c.last, c.next, c.week = 24, 16, 14, 6
	case w >= healthWide:
		c.folder, c.last, c.next, c.week = 14, 15, 11, 6
	case w < narrowWidth-2:
		c.last, c.next = 6, 0
	}
	c.name = w - 5
	for _, n := range []int{c.folder, c.last, c.next, c.code, c.week} {
		if n > 0 {
			c.name -= n + 2
		}
	}
	return c
}

// healthRect is where the rows stand: below the title, its rule and the
// columns' names.
func (m *Model) healthRect() rect {
	r := m.lay.Body
	top := min(2, r.H)
	if r.H >= 8 {
		top++
	}
	return rect{r.X, r.Y + top, r.W, r.H - top}
}

func (h *health) resize(r rect, comfortable bool) {
	h.size = r
	switch {
	case r.W < healthWide:
		h.list.SetRow(3, 0)
	case comfortable:
		h.list.SetRow(3, 0) // the third is air, but under a long error
	default:
		h.list.SetRow(2, 0)
	}
	h.list.SetSize(r.W, r.H)
}

// drawHealth draws the view in the place of the panes.
func (m *Model) drawHealth(f *frame) {
	h, r := &m.health, m.lay.Body
	m.drawHead(f, r, "Feeds", m.st.Dim.Render(m.healthSum()), true)
	in := h.size
	if in.hidden() {
		return
	}
	c := columnsFor(in.W)
	c.Ruler = m.st.Ruler
	if in.Y-r.Y > 2 {
		f.put(rect{r.X, r.Y + 2, r.W, 1}, []string{m.st.Dim.Render(c.line("   "+"Feed", "Folder", "Last success", "Next check", "Code", "A week"))})
	}
	switch {
	case h.err != "":
		f.put(in, m.wrap(in.W, m.st.Error, m.st.Glyphs.Warn+" "+h.err))
	case len(h.rows) == 0 && h.loaded:
		f.put(in, m.empty(in, "No feeds yet.", m.keySentence("", actAdd, " adds one, by its address.")))
	default:
		now := m.opts.Now()
		f.put(in, h.list.Draw(func(i int, _ feeds.FeedID, selected bool) []string {
			return m.drawFeedHealth(h.rows[i], c, in.W, now, m.paint(selected, true))
		}))
	}
}

func (m *Model) healthSum() string {
	h := &m.health
	trouble, now := 0, m.opts.Now()
	for _, f := range h.rows {
		if urgency(f, now) < 2 {
			trouble++
		}
	}
	waits := ""
	if h.waiting > 0 {
		waits = fmt.Sprintf("%d %s to be sent: %s · ", h.waiting, map[bool]string{true: "waits", false: "wait"}[h.waiting == 1], m.keyFor(actQueue))
	}
	switch {
	case !h.loaded:
		return ""
	case trouble == 0:
		return waits + plural(len(h.rows), "feed", "feeds") + ", all well"
	}
	return waits + fmt.Sprintf("%d of %s to look at", trouble, plural(len(h.rows), "feed", "feeds"))
}

// line sets the columns side by side; the name has the mark's room before it.
func (c healthColumns) line(name, folder, last, next, code, week string) string {
	out := c.Fit(name, c.name+3)
	put := func(s string, w int, right bool) {
		switch s = c.Cut(s, w); {
		case w == 0:
		case right:
			out += "  " + style.Blank(w-c.Width(s)) + s
		default:
			out += "  " + c.Fit(s, w)
		}
	}
	if c.next == 0 && last == "Last success" {
		last = "Last"
	}
	put(folder, c.folder, false)
	put(last, c.last, c.next == 0)
	put(next, c.next, false)
	put(code, c.code, true)
	put(week, c.week, true)
	return out
}

// drawFeedHealth is one feed: its columns, then what is wrong or worth a word.
func (m *Model) drawFeedHealth(h feeds.FeedHealth, c healthColumns, w int, now time.Time, p *paint) []string {
	s := h.FetchState
	mark, name := p.text.Render("  "), p.text
	if failing(h.Feed) {
		mark, name = p.failed.Render(m.st.Glyphs.Warn+" "), p.bold
	}
	code, codes := "–", p.dim
	if s.Status > 0 {
		code = strconv.Itoa(s.Status)
	}
	if s.Status >= 400 {
		codes = p.failed
	}
	last := "never"
	if !s.Succeeded.IsZero() {
		if last = age(now, s.Succeeded, m.opts.Location); c.next == 0 {
			last = shortAge(now, s.Succeeded, m.opts.Location)
		}
	}
	// The columns are drawn one by one: the code may have a colour of its own.
	rest := healthColumns{Ruler: c.Ruler, folder: c.folder, last: c.last, next: c.next}
	mid := strings.TrimPrefix(rest.line("", h.Folder, last, m.nextCheck(h.Feed, now), "", ""), "   ")
	line := mark + name.Render(m.st.Fit(h.Name(), c.name)) + p.dim.Render(mid) + codes.Render(style.Blank(2+c.code-m.st.Width(code))+code)
	if c.week > 0 {
		week := perWeek(h)
		line += p.dim.Render(style.Blank(2+c.week-m.st.Width(week)) + week)
	}
	return append([]string{p.line(line, w)}, m.healthWords(h, c, w, now, p)...)
}

// healthWords are the lines under a feed's columns: the error in its colour,
// then what else there is to know; the address when there is nothing.
func (m *Model) healthWords(h feeds.FeedHealth, c healthColumns, w int, now time.Time, p *paint) []string {
	room := w - 5
	wrong := feeds.CleanLine(h.FetchState.Error)
	alerts, facts := m.facts(h, c, w, now)
	set := func(e, a, d string) string {
		if e != "" && a != "" {
			a = " · " + a
		}
		if e+a != "" && d != "" {
			d = " · " + d
		}
		e = m.st.Cut(e, room)
		a = m.st.Cut(a, room-m.st.Width(e))
		return p.line(p.text.Render("  ")+p.failed.Render(e)+p.attention.Render(a)+p.dim.Render(m.st.Cut(d, room-m.st.Width(e+a))), w)
	}
	switch {
	case c.folder > 0 && m.density() == comfortable && m.st.Width(wrong) > room:
		lines := cutLines(wrapPlain(wrong, room), 2, room)
		return []string{set(lines[0], "", ""), set(lines[1], alerts, facts)}
	case c.folder > 0:
		return []string{set(wrong, alerts, facts)}
	case wrong == "" && alerts != "":
		return []string{set("", alerts, ""), set("", "", facts)}
	case wrong == "":
		lines := cutLines(wrapPlain(facts, room), 2, room)
		for i := range lines {
			lines[i] = set("", "", strings.TrimSuffix(lines[i], " ·"))
		}
		return append(lines, p.line("", w))
	}
	lines := cutLines(wrapPlain(wrong, room), 2, room)
	if len(lines) == 1 {
		return []string{set(lines[0], "", ""), set("", alerts, facts)}
	}
	return []string{set(lines[0], "", ""), set(lines[1], "", "")}
}

// facts are what is worth a word about a feed, and what has no column; alerts
// those a person may want to do something about.
func (m *Model) facts(h feeds.FeedHealth, c healthColumns, w int, now time.Time) (alerts, facts string) {
	s := h.FetchState
	add := func(to *string, ok bool, text string) {
		switch {
		case !ok:
		case *to == "":
			*to = text
		default:
			*to += " · " + text
		}
	}
	quiet := h.Silent(now)
	add(&alerts, moved(h.Feed), "moved to "+feeds.CleanLine(s.Moved))
	add(&alerts, s.Gone && !strings.Contains(s.Error, "410"), "gone (410)")
	add(&alerts, quiet > silence, "silent for "+months(quiet))
	add(&facts, h.Options.Paused, "paused")
	if c.next == 0 {
		add(&facts, !h.Options.Paused && !s.Gone, "next check "+m.nextCheck(h.Feed, now))
	}
	if c.week == 0 {
		add(&facts, h.PerWeek > 0, perWeek(h)+" a week")
		add(&facts, h.Folder != "", h.Folder)
	}
	add(&facts, h.Origin == feeds.OriginConfig && h.Line > 0, fmt.Sprintf("declared on line %d of the settings", h.Line))
	url, said := feeds.CleanLine(h.URL), s.Error+alerts+facts
	if said == "" || c.folder > 0 && h.Name() != h.URL && m.st.Width(said+url)+12 < w {
		add(&facts, true, url)
	}
	return alerts, facts
}

// nextCheck is when a feed is asked by schedule.
func (m *Model) nextCheck(f feeds.Feed, now time.Time) string {
	switch s := f.FetchState; {
	case m.health.asking[f.ID]:
		return "asking…"
	case f.Options.Paused:
		return "paused"
	case s.Gone:
		return "not again"
	default:
		return ahead(now, s.Next)
	}
}

// ahead is how long until t, in the words of a clock on the wall.
func ahead(now, t time.Time) string {
	switch d := t.Sub(now); {
	case d <= 0:
		return "now"
	case d < 59*time.Minute+30*time.Second:
		return fmt.Sprintf("in %d min", max(1, int(math.Round(d.Minutes()))))
	case d < 36*time.Hour:
		return fmt.Sprintf("in %d h", int(math.Round(d.Hours())))
	default:
		return "in " + plural(int(math.Round(d.Hours()/24)), "day", "days")
	}
}

// months is a long time, roughly.
func months(d time.Duration) string {
	n := int(d.Hours() / 24 / 30.44)
	if n < 24 {
		return plural(max(n, 1), "month", "months")
	}
	return plural(n/12, "year", "years")
}

// perWeek is how many articles a feed publishes in a week.
func perWeek(h feeds.FeedHealth) string {
	switch n := h.PerWeek; {
	case n <= 0 && h.Latest.IsZero():
		return "–"
	case n <= 0:
		return "0"
	case n < 1:
		return "<1"
	default:
		return strconv.Itoa(int(math.Round(n)))
	}
}

// onFailing says whether a column of the header is among its words about
// failing feeds, which end it.
func (m *Model) onFailing(x int) bool {
	line := ansi.Strip(m.drawHeader(m.lay.Header.W))
	i := strings.LastIndex(line, m.st.Glyphs.Warn+" ")
	return i >= 0 && m.side.data.Failing > 0 && x >= m.st.Width(line[:i])
}
