package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// Checker asks whether the links of bookmarks still lead somewhere.
type Checker interface {
	// CheckLinks asks the network, tells by feeds.LinksProgress, and keeps what
	// it has found when ctx ends.
	CheckLinks(ctx context.Context, req feeds.LinksRequest, tell func(feeds.LinkChecked)) (feeds.LinksReport, error)
	// FollowMoved gives bookmarks the addresses their pages have moved to.
	FollowMoved(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error)
}

// linkRun is a check of links in the background; one without stop is none.
type linkRun struct {
	stop            context.CancelFunc
	done, of, found int
}

// linksCheckedMsg is the end of a check.
type linksCheckedMsg struct {
	report feeds.LinksReport
	err    error
}

// checkLinks checks the links of what is selected, or of what the view shows;
// while that is under way it stops it.
func (m *Model) checkLinks(int) tea.Cmd {
	if !m.onShelf() {
		return nil
	}
	req := feeds.LinksRequest{Query: m.heads.view.Query, Older: 24 * time.Hour}
	if m.links.stop == nil && m.choosing() {
		req = feeds.LinksRequest{IDs: m.chosenKept()} // who names them wants to know now
		m.unselect()
	}
	return m.startLinks(req)
}

func (m *Model) startLinks(req feeds.LinksRequest) tea.Cmd {
	if m.links.stop != nil {
		m.links.stop()
		return m.say("the check of links stops; what it found is kept")
	}
	ctx, stop := context.WithCancel(m.ctx)
	m.links = linkRun{stop: stop}
	back := m.back
	return batch(m.say("checking links in the background; again stops it"), func() tea.Msg {
		report, err := back.CheckLinks(ctx, req, nil)
		return linksCheckedMsg{report, err}
	})
}

// linksLine is ":bookmarks check QUERY": what the command line does, but in the
// background. With a flag it is the command line's.
func (m *Model) linksLine(words []string) (tea.Cmd, bool) {
	if len(words) < 2 || words[0] != "bookmarks" || words[1] != "check" || strings.Contains(" "+strings.Join(words, " "), " --") {
		return nil, false
	}
	query := strings.Join(words[2:], " ")
	if _, err := feeds.ParseQuery(query); query != "" && err != nil {
		return m.fail("not checked: ", err), true
	}
	return m.startLinks(feeds.LinksRequest{Query: query, Older: 24 * time.Hour}), true
}

// linksMoved shows how far a check has come, and marks what is in view.
func (m *Model) linksMoved(e feeds.LinksProgress) tea.Cmd {
	if m.links.stop == nil {
		return nil
	}
	fresh := e.Dead+e.Moved > m.links.found
	m.links.done, m.links.of, m.links.found = e.Done, e.Of, e.Dead+e.Moved
	if !fresh || !m.onShelf() || m.shelf.reading || m.shelf.loading {
		return nil
	}
	from, to := m.shelf.list.Visible()
	return m.readShelf(from, to)
}

func (m *Model) linksChecked(msg linksCheckedMsg) tea.Cmd {
	m.links.stop()
	m.links = linkRun{}
	r := msg.report
	said := fmt.Sprintf("%s checked: %d dead, %d moved", plural(r.Done(), "link", "links"), r.Dead, r.Moved)
	if r.Unsure > 0 {
		said += fmt.Sprintf(", %d unsure", r.Unsure)
	}
	var tell tea.Cmd
	switch {
	case errors.Is(msg.err, context.Canceled):
		tell = m.say("stopped after " + said)
	case msg.err != nil:
		tell = m.fail("not checked: ", msg.err)
	case r.Offline:
		tell = m.tell(toastFailed, "no host could be reached: are you offline? Nothing was put down")
	case r.Of == 0 && r.Lately > 0:
		tell = m.say(plural(r.Lately, "link was", "links were") + " checked lately; select them to ask again")
	case r.Of == 0:
		tell = m.say("no link to check")
	case r.Waiting > 0:
		tell = m.done(said + fmt.Sprintf("; %d not asked: their hosts want to wait", r.Waiting))
	default:
		tell = m.done(said)
	}
	return batch(tell, m.reread())
}

// followMoved takes over the new addresses of bookmarks whose pages have moved.
func (m *Model) followMoved(ids []feeds.BookmarkID) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.FollowMoved(ctx, ids) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			if err == nil && c.N == 0 {
				return m.say("no new address is known; " + m.keyFor(actCheckLinks) + " checks the links")
			}
			return told("not changed: ")(m, c, err)
		},
	})
}

// linkWords says in a word or two what is known of a link, "" where that is
// nothing to mention.
func linkWords(c feeds.LinkCheck) string {
	switch c.State {
	case feeds.LinkDead:
		return "dead link"
	case feeds.LinkMoved:
		return "moved"
	}
	return ""
}

// linkMark is linkWords as a row has it: with a sign, for no colour carries it
// alone.
func (m *Model) linkMark(c feeds.LinkCheck, wide bool, p *paint) string {
	words := linkWords(c)
	switch {
	case words == "":
		return ""
	case c.State == feeds.LinkMoved:
		return p.attention.Render(m.st.Glyphs.Crumb + " " + words)
	case wide:
		words += " (" + style.Cut(c.Reason, 24) + ")"
	}
	return p.failed.Render(m.st.Glyphs.Warn + " " + words)
}

// linkNote is what a reader of the bookmark's copy should know of its link, ""
// for nothing.
func (m *Model) linkNote(b feeds.Bookmark) string {
	c := b.Link
	if c.State == feeds.LinkUnsure && c.Failed < 2 {
		return ""
	}
	note := c.Note(func(t time.Time) string { return date(m.opts.Now().In(m.opts.Location), t.In(m.opts.Location)) })
	if note == "" {
		return ""
	}
	if c.State == feeds.LinkDead {
		note += "; your copy is kept"
		if b.Document == nil {
			note = strings.TrimSuffix(note, "; your copy is kept") + "; no copy of the text was kept"
		}
	}
	return strings.ToUpper(note[:1]) + note[1:] + "."
}

// deadEnd says that a bookmark's link is dead, once, before it is opened in the
// browser: true where there is something better to see.
func (m *Model) deadEnd(id feeds.BookmarkID, c feeds.LinkCheck) bool {
	if c.State != feeds.LinkDead || m.warned == id {
		return false
	}
	m.warned = id
	return true
}

func (m *Model) sayDeadEnd(c feeds.LinkCheck) tea.Cmd {
	return m.say("the link was dead (" + c.Reason + "): this is your copy; " + m.keyFor(actBrowser) + " again opens it all the same")
}
