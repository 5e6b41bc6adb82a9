package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// translation is a text of the reader view in another language. The original
// stays what it was, with its highlights, a key away.
type translation struct {
	*asking
	of      *feeds.Document // what it is of
	shown   bool
	whole   bool // it is shown when all of it is there, for who hears it
	version int  // how far it has come, for the pages laid out
}

// wanted is the translation of the text at hand, where it is to be shown.
func (r *reader) wanted() *translation {
	if t := r.tongue; t != nil && t.shown && r.loaded && t.of == r.reading.Document {
		return t
	}
	return nil
}

// translated is the translation that the reader shows, nil for the original.
func (r *reader) translated() *translation {
	if t := r.wanted(); t != nil && t.answer.Done > 0 && !(t.whole && t.busy) {
		return t
	}
	return nil
}

// stopTranslating stops one that is under way; false where none is.
func (r *reader) stopTranslating() bool { return r.tongue != nil && r.tongue.halt() }

// translate shows the article at hand in the reader's language, and in its own
// again.
func (m *Model) translate(int) tea.Cmd {
	switch r := m.reader; {
	case !m.ready():
		return nil
	case r != nil && !r.choosing && (r.pending || !r.loaded):
		r.tongued = true
		return m.say("translated as soon as the text is here")
	case r != nil && !r.choosing:
		return m.translateHere()
	}
	if b := m.shelf.current(); m.onShelf() && b != nil && m.reader == nil {
		cmd := m.openKept(b.ID)
		m.reader.tongued = true
		return cmd
	}
	at, ok := m.atHand()
	if !ok || at.ID == 0 {
		return nil
	}
	cmd := m.openReader(at.ID, m.reader != nil)
	m.reader.tongued = true
	return cmd
}

// translateHere shows the translation of the reader's text, which is asked for
// where there is none, or not all of it.
func (m *Model) translateHere() tea.Cmd {
	r := m.reader
	r.endSelecting()
	t := r.tongue
	switch {
	case t == nil, t.of != r.reading.Document:
	case t.shown && (t.busy || t.all()):
		t.shown = false
		return m.say("the original")
	case t.busy || t.all():
		t.shown = true
		return m.say("the translation")
	}
	r.stopTranslating()
	r.tongue = &translation{of: r.reading.Document, shown: true, whole: m.opts.Plain, asking: &asking{req: feeds.AssistantRequest{
		Act: feeds.AssistTranslation, Article: r.id, Document: r.reading.Document, Title: r.reading.Article.Title,
	}}}
	return m.consult(r.tongue.asking)
}

// inTongue is a reading as its translation has it. Highlights are of the
// original's words.
func (t *translation) inTongue(r feeds.Reading) *feeds.Reading {
	r.Highlights, r.Article.Summary = nil, ""
	r.Document, r.Article.Title = t.answer.Document, t.answer.Title
	return &r
}

// all says whether nothing is left to translate.
func (t *translation) all() bool { return t.err == "" && t.answer.Done == t.answer.Of }

// translationNote says whose words the text is in.
func (m *Model) translationNote(t *translation) string {
	a, name := t.answer, m.opts.Settings.Assistant.Name()
	original := m.keySentence("; ", actText, " shows the original")
	switch {
	case t.err != "" && a.Done > 0:
		return "Translated into " + a.Language + " by " + name + " in part, and no further: " + t.err + original
	case t.err != "":
		return "Not translated: " + t.err
	case t.busy && a.Of == 0:
		return "Asking " + name + " for a translation…"
	case t.busy && t.whole:
		return name + " translates this into " + a.Language + "."
	case t.busy:
		return name + " translates this into " + a.Language + ", " + itoa(a.Done) + " of " + itoa(a.Of) + " pieces; esc stops it. Sent to " + a.Where + "."
	}
	left := ""
	if !t.all() {
		left = ", but for " + plural(a.Of-a.Done, "piece", "pieces") + " that it left out" + m.keySentence("; ", actTranslate, " asks again")
	}
	return "Translated into " + a.Language + " by " + name + ", which can be wrong" + left + original
}

// inOriginal says that highlights are not a translation's.
func (m *Model) inOriginal() tea.Cmd {
	return m.say("highlights are in the original" + m.keySentence("; ", actText, " shows it"))
}
