package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// Sharer sends articles to a person's services.
type Sharer interface {
	// Targets are the services, and whether this is there or on its way.
	Targets(ctx context.Context, what feeds.Shared) ([]feeds.Target, error)
	// Share sends, or queues what does not go now. The error is for what cannot
	// even be queued.
	Share(ctx context.Context, what feeds.Shared, to string) (feeds.Sending, error)
	// ShareWith gives something as JSON to a command and answers with its
	// output, cleaned.
	ShareWith(ctx context.Context, what feeds.Shared, argv []string) (string, error)
	// Draft is the address of a mail about something.
	Draft(ctx context.Context, what feeds.Shared) (string, error)
}

// The answers of sharing.
type (
	targetsMsg struct {
		what    feeds.Shared
		at      feeds.Headline
		targets []feeds.Target
		err     error
	}
	sharedMsg struct {
		sending feeds.Sending
		err     error
	}
	draftedMsg struct{ err error }
)

// sharedHere is what is at hand, to be sent.
func (m *Model) sharedHere() (feeds.Headline, feeds.Shared, bool) {
	at, ok := m.atHand()
	what := feeds.Shared{Article: at.ID, URL: at.URL}
	switch b := m.shelf.current(); {
	case m.reader != nil && !m.reader.choosing:
		what.Bookmark = m.reader.kept
	case m.reader == nil && m.heads.view.Kind == feeds.ViewBookmarks && b != nil:
		what.Bookmark = b.ID
	}
	return at, what, ok
}

// share asks where the article at hand is to go.
func (m *Model) share(int) tea.Cmd {
	at, what, ok := m.sharedHere()
	if !ok {
		return nil
	}
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		list, err := back.Targets(ctx, what)
		return targetsMsg{what, at, list, err}
	}
}

// tookTargets offers the services, then what needs none.
func (m *Model) tookTargets(msg targetsMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.fail("not shared: ", msg.err)
	case m.dialog():
		return nil // the person has gone on
	}
	p := &picker{title: "Share", width: 64, hint: m.st.Cut(msg.at.Title, 58)}
	now := m.opts.Now()
	for _, t := range msg.targets {
		kind, _ := feeds.ServiceKindOf(t.Kind)
		note := ""
		switch {
		case t.Waiting:
			note = "on its way"
		case !t.Sent.IsZero():
			note = "sent " + age(now, t.Sent, m.opts.Location)
		}
		p.choices = append(p.choices, choice{text: feeds.CleanLine(t.Name), note: note, also: kind.Title, do: func(m *Model) tea.Cmd {
			return m.shareTo(msg.what, t.Name)
		}})
	}
	p.choices = append(p.choices,
		choice{text: "Mail", note: "a draft", also: "mailto email", do: func(m *Model) tea.Cmd { return m.mail(msg.what) }},
		choice{text: "Command…", note: "JSON to a program", also: "pipe", do: func(m *Model) tea.Cmd { return m.commandForm(msg.what) }},
		choice{text: "Clipboard", note: "title and link", also: "copy", do: func(m *Model) tea.Cmd { return m.copyMarkdown(msg.at) }},
	)
	if len(msg.targets) == 0 {
		p.hint = "services are named in config.toml: [bookmarks.services]"
	}
	m.pick(p, 0)
	return nil
}

func (m *Model) shareTo(what feeds.Shared, name string) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		s, err := back.Share(ctx, what, name)
		return sharedMsg{s, err}
	}
}

// tookShared says how sending went. What did not go says why, and that it is
// not lost.
func (m *Model) tookShared(msg sharedMsg) tea.Cmd {
	s := msg.sending
	problem := feeds.CleanLine(s.Problem)
	switch {
	case msg.err != nil:
		return m.fail("not shared: ", msg.err)
	case s.State == feeds.SendDone:
		return m.done("sent to " + feeds.CleanLine(s.Service))
	case problem == "":
		return m.done("queued for " + feeds.CleanLine(s.Service))
	case s.State == feeds.SendWaiting || s.State == feeds.SendGoing:
		return m.tell(toastFailed, "not sent yet, it is tried again by itself: "+problem)
	}
	return m.tell(toastFailed, "not sent, it waits in :queue: "+problem)
}

func (m *Model) mail(what feeds.Shared) tea.Cmd {
	open, back, ctx := m.opts.Open, m.back, m.ctx
	if open == nil {
		return m.say("no mail program is set")
	}
	return func() tea.Msg {
		draft, err := back.Draft(ctx, what)
		if err == nil {
			err = open(draft)
		}
		return draftedMsg{err}
	}
}

func (m *Model) tookDrafted(msg draftedMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("no mail was begun: ", msg.err)
	}
	return m.done("a mail is begun")
}

func (m *Model) commandForm(what feeds.Shared) tea.Cmd {
	m.form = newForm("Share with a command", "It reads the article as JSON; there is no shell.", func(m *Model, v []string) (tea.Cmd, string) {
		argv, err := feeds.SplitWords(v[0])
		switch {
		case err != nil:
			return nil, "A quote is not closed."
		case len(argv) == 0:
			return nil, "A command is needed: jq .title"
		}
		m.sharedWith = v[0]
		back := m.back
		return m.piping(argv, func(ctx context.Context) (string, error) { return back.ShareWith(ctx, what, argv) }), ""
	}, "Command", m.sharedWith)
	m.form.brief = true
	return nil
}
