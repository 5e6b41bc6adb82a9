package ui

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// How an article leaves the program: copied, written to a file, piped to a
// command.

// copyMarkdown copies title and link, and in the reader the paragraph that a
// search stands in.
func (m *Model) copyMarkdown(at feeds.Headline) tea.Cmd {
	text := markdownLink(at.Title, at.URL)
	if at.URL == "" {
		text = at.Title
	}
	said := "title and link copied"
	if r := m.reader; r != nil && !r.choosing {
		quote := r.selected()
		if quote == "" {
			quote = r.quoted()
		}
		if quote != "" {
			text += "\n\n> " + strings.ReplaceAll(strings.TrimSpace(quote), "\n", "\n> ") + "\n"
			said = "title, link and passage copied"
		}
	}
	if text == "" {
		return m.say("nothing to copy")
	}
	return batch(tea.SetClipboard(text), m.done(said))
}

// saveForm asks for the file that the article is written to.
func (m *Model) saveForm(at feeds.Headline) tea.Cmd {
	if at.ID == 0 {
		return m.say("the article of this bookmark is gone" + m.keySentence("; ", actExport, " exports bookmarks"))
	}
	id := at.ID
	m.form = newForm("Write the article to a file", "The ending says the format: .md, .html or .txt.", func(m *Model, v []string) (tea.Cmd, string) {
		path := strings.TrimSpace(v[0])
		if path == "" {
			return nil, "A file name is needed."
		}
		back, ctx := m.back, m.ctx
		return func() tea.Msg { return savedMsg{feeds.CleanLine(path), back.SaveArticle(ctx, id, path)} }, ""
	}, "File", "~/"+fileName(at.Title)+".md")
	return nil
}

// maxFileName is about how long a name for a file gets, in bytes: up to the
// end of a word.
const maxFileName = 40

// fileName makes a name for a file of a title: letters, digits and hyphens,
// so that no title can name a place or an option.
func fileName(title string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(title) {
		switch {
		case b.Len() > maxFileName && !unicode.IsLetter(c), b.Len() > 2*maxFileName:
			return strings.Trim(b.String(), "-")
		case unicode.IsLetter(c), unicode.IsDigit(c):
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-") && c != '\'' && c != '’':
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String(), "-")
	if name == "" {
		name = "article"
	}
	return name
}

func (m *Model) tookSaved(msg savedMsg) tea.Cmd {
	if msg.err != nil {
		return m.fail("not written: ", msg.err)
	}
	return m.done("written to " + msg.path)
}

// pipeForm asks for the command that gets the article's text.
func (m *Model) pipeForm(at feeds.Headline) tea.Cmd {
	if at.ID == 0 {
		return m.say("the article of this bookmark is gone")
	}
	id := at.ID
	as := cmp.Or(m.pipedAs, m.opts.Settings.Pipe, pipeFormats[0])
	m.form = newForm("Pipe the article to a command", "It gets the article on its standard input; there is no shell.", func(m *Model, v []string) (tea.Cmd, string) {
		argv, err := feeds.SplitWords(v[0])
		as := pipeFormat(v[1])
		switch {
		case err != nil:
			return nil, "A quote is not closed."
		case len(argv) == 0:
			return nil, "A command is needed: wc -w"
		case as == "":
			return nil, "One of " + strings.Join(pipeFormats, ", ") + "."
		}
		m.piped, m.pipedAs = v[0], as
		return m.pipe(id, argv, as), ""
	}, "Command", m.piped, "As", as)
	m.form.brief = true
	return nil
}

// pipeFormats are what a command may get of an article.
var pipeFormats = []string{"text", "markdown", "html", "json"}

// pipeFormat is the one format that begins with what was typed, "" for none.
func pipeFormat(typed string) string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	for _, f := range pipeFormats {
		if typed != "" && strings.HasPrefix(f, typed) {
			return f
		}
	}
	return ""
}

func (m *Model) pipe(id feeds.ArticleID, argv []string, as string) tea.Cmd {
	back := m.back
	return m.piping(argv, func(ctx context.Context) (string, error) { return back.Pipe(ctx, id, argv, as) })
}

// piping runs a command and shows what it says. Esc ends it.
func (m *Model) piping(argv []string, run func(context.Context) (string, error)) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	name := feeds.CleanLine(argv[0])
	p := &pager{title: name, extra: 20, foot: "esc cancel", stop: stop, lines: func(m *Model, w int) []string {
		return m.wrap(w, m.st.Accent, "running "+name+" …")
	}}
	m.over = p
	return func() tea.Msg {
		out, err := run(ctx)
		return pipedMsg{p, out, err}
	}
}

func (m *Model) tookPiped(msg pipedMsg) tea.Cmd {
	p := msg.by
	p.stop()
	p.stop = nil
	current := m.over == p
	switch {
	case errors.Is(msg.err, context.Canceled):
		return nil
	case msg.err != nil || strings.TrimSpace(msg.out) == "":
		if current {
			m.over = nil
		}
		if msg.err != nil {
			return m.fail("", msg.err)
		}
		return m.done(p.title + " is done")
	case current:
		p.foot = "esc close"
		p.lines = textLines(feeds.Clean(strings.ReplaceAll(msg.out, "\t", "    ")))
	}
	return nil
}
