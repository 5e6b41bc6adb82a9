package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// pagesKept is how many articles are kept as read and as laid out.
const pagesKept = 24

// pageKey is everything a laid-out page depends on.
type pageKey struct {
	id      feeds.ArticleID
	kept    feeds.BookmarkID // a bookmark's own copy, when not 0
	width   int
	measure int
	airy    bool // for the reader view
	theme   string
	wc      bool // for a terminal that measures by wcwidth
	starred bool
	full    bool // with the page's text
	tongue  int  // how far it is translated, 0 for as it was written
	linear  bool // to be read aloud
	marks   int  // how often highlights have changed
	related int  // how many related stories end it
	note    string
	hidden  string // the rule that hides it
	feed    string // its folder and name, which may be edited
	boxes   boxing
	keys    pageKeys
}

// pages keeps the last articles read, and their pages.
type pages struct {
	pages    map[pageKey]*article.Page
	readings map[feeds.ArticleID]feeds.Reading
	order    []pageKey
	busy     map[bool]bool // a page is being laid out, for the reader or the pane
}

func (p *pages) reset() {
	p.forget()
	p.busy = map[bool]bool{}
}

// forget drops what may have changed in the store.
func (p *pages) forget() {
	p.pages, p.order = map[pageKey]*article.Page{}, nil
	p.readings = map[feeds.ArticleID]feeds.Reading{}
}

func (p *pages) put(key pageKey, r feeds.Reading, page *article.Page) {
	if _, ok := p.pages[key]; !ok {
		p.order = append(p.order, key)
	}
	p.pages[key] = page
	switch {
	case key.tongue > 0:
		p.forgetTongues(key)
	case key.kept == 0:
		p.learn(key.id, r)
	}
	if len(p.order) > pagesKept {
		old := p.order[0]
		p.order = p.order[1:]
		delete(p.pages, old)
		delete(p.readings, old.id)
	}
}

// forgetBoxes drops the pages of an article that keep boxes for pictures: some
// were guesses, and the sizes are known by now.
func (p *pages) forgetBoxes(id feeds.ArticleID) {
	keep := p.order[:0]
	for _, key := range p.order {
		if key.id == id && key.boxes != (boxing{}) {
			delete(p.pages, key)
		} else {
			keep = append(keep, key)
		}
	}
	p.order = keep
}

// forgetTongues drops the pages of a translation that has come further since.
func (p *pages) forgetTongues(than pageKey) {
	keep := p.order[:0]
	for _, key := range p.order {
		if key.id == than.id && key.kept == than.kept && key.tongue > 0 && key.tongue < than.tongue {
			delete(p.pages, key)
		} else {
			keep = append(keep, key)
		}
	}
	p.order = keep
}

// learn remembers an article as read. The feed's teaser does not take the
// place of the whole text.
func (p *pages) learn(id feeds.ArticleID, r feeds.Reading) {
	if !p.readings[id].FromPage || r.FromPage {
		p.readings[id] = r
	}
}

// whole says whether an article is remembered with its page's text.
func (p *pages) whole(id feeds.ArticleID) bool { return p.readings[id].FromPage }

// mark corrects what is remembered of an article's marks.
func (p *pages) mark(id feeds.ArticleID, do func(*feeds.State)) {
	if r, ok := p.readings[id]; ok {
		do(&r.State)
		p.readings[id] = r
	}
}

// loadPage reads an article where it is not at hand, and lays it out.
func (m *Model) loadPage(key pageKey, at *feeds.Reading, related []feeds.Related) tea.Cmd {
	m.pages.busy[key.airy] = true
	if at == nil {
		if r, ok := m.pages.readings[key.id]; ok {
			at = &r
		}
	}
	var reading feeds.Reading
	if at != nil {
		reading = *at
	}
	have := at != nil
	back, ctx, st, now, loc := m.back, m.ctx, m.st, m.opts.Now(), m.opts.Location
	related = append([]feeds.Related(nil), related...)
	known, box := m.left.known[key.id], m.box(key.boxes)
	return func() tea.Msg {
		msg := pageMsg{key: key, place: feeds.Place{Block: -1}}
		if !have {
			got, err := back.Article(ctx, key.id)
			if err != nil {
				msg.err = err
				return msg
			}
			reading = prefer(got)
			if reading.FromPage {
				msg.own = got.Document
			}
		}
		if !known && key.id != 0 {
			if p, err := back.Place(ctx, key.id); err == nil {
				msg.place = p
			}
		}
		msg.reading, msg.page = reading, layOut(key, reading, related, st, box, now, loc)
		return msg
	}
}

// layOut sets an article for the pane or the reader view.
func layOut(
	key pageKey, r feeds.Reading, related []feeds.Related, st style.Styles,
	box func(url string, w, h, room int) (cols, rows int), now time.Time, loc *time.Location,
) *article.Page {
	a := r.Article
	head := article.Head{
		Title: a.Title, Source: r.Feed.Name(), Date: moment(a.Published, loc), Age: age(now, a.Published, loc),
		Comments: a.Comments, CommentsURL: a.CommentsURL, Topics: feeds.ShownTopics(a.Topics), Starred: key.starred,
	}
	if a.CommentsURL == "" && a.Comments == 0 {
		head.Comments = -1
	}
	if a.DateGuessed {
		head.Date, head.Age = "", "seen "+head.Age
	}
	if r.Feed.Folder != "" {
		head.Path = strings.Split(r.Feed.Folder, "/")
	}
	if len(a.Authors) > 0 {
		head.Byline, head.Authors = "By "+enumerate(a.Authors), a.Authors
	}
	doc := r.Document
	if doc == nil {
		doc = &feeds.Document{}
	}
	if words := max(a.Words, doc.Words()); words > 0 {
		head.Minutes = (words + 229) / 230
	}
	head.Standfirst = standfirst(a, doc)
	head.Files = listed(a.Enclosures, st.Glyphs, key.keys.play)
	head.Lead = leadPicture(a, doc)
	if doc.Note != "" {
		head.Notes = append(head.Notes, doc.Note)
	}
	if r.State.HiddenBy != "" {
		head.Notes = append(head.Notes, keyNote("Hidden by rule “"+r.State.HiddenBy+"”. ", key.keys.mute, " shows it again, or changes the rule."))
	}
	if key.note != "" {
		head.Notes = append(head.Notes, key.note)
	}
	set := *doc
	set.Note = ""
	if len(set.Blocks) == 0 && a.Summary != "" {
		set.Blocks = []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: a.Summary}}}}
	}
	if len(set.Blocks) == 0 {
		set.Blocks = []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: keyNote("The feed gives no text for this one. ", key.keys.browser, " opens it in the browser."), Style: feeds.Italic}}}}
	}
	if r.Stub && !r.FromPage && !key.airy {
		set.Blocks = append(set.Blocks[:len(set.Blocks):len(set.Blocks)], feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{
			{Text: keyNote("The feed gives no more than this. ", key.keys.open, " reads the whole article."), Style: feeds.Italic},
		}})
	}
	own := len(set.Blocks)
	if key.airy && len(related) > 0 {
		set.Blocks = append(set.Blocks[:own:own], relatedBlocks(related, key.keys.related, now, loc)...)
	}
	return article.Set(head, &set, st, article.Options{
		Width: key.width, Measure: key.measure, Airy: key.airy, Wc: key.wc, Linear: key.linear, Tail: len(set.Blocks) - own, Box: box,
		Highlights: r.Highlights,
	})
}

// relatedBlocks is the list of related stories at the end of the reader view.
func relatedBlocks(related []feeds.Related, chooses string, now time.Time, loc *time.Location) []feeds.Block {
	blocks := []feeds.Block{
		{Kind: feeds.Rule},
		{Kind: feeds.Heading, Level: 3, Spans: []feeds.Span{{Text: strings.TrimSuffix(keyNote("Related · ", chooses, " chooses"), " ·")}}},
	}
	list := feeds.Block{Kind: feeds.List, Ordered: true}
	for i, r := range related {
		list.Items = append(list.Items, feeds.Item{Number: i + 1, Blocks: []feeds.Block{{
			Kind: feeds.Paragraph, Spans: []feeds.Span{
				{Text: r.Title, Style: feeds.Bold},
				{Text: "\n" + r.Source + " · " + age(now, r.Published, loc)},
			},
		}}})
	}
	return append(blocks, list)
}

// standfirst is the publisher's summary where it is not the text's own start.
func standfirst(a feeds.Article, doc *feeds.Document) string {
	s := a.Summary
	if s == "" || len(s) > 300 || len(doc.Blocks) == 0 {
		return ""
	}
	start := []rune(strings.TrimSuffix(strings.TrimSpace(s), "…"))
	if len(start) > 40 {
		start = start[:40]
	}
	for _, b := range doc.Blocks {
		if strings.HasPrefix(spansText(b.Spans), string(start)) {
			return ""
		}
	}
	if doc.Words() < 2*len(strings.Fields(s)) {
		return ""
	}
	return s
}

func spansText(spans []feeds.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return strings.TrimSpace(b.String())
}

// enumerate is "A", "A and B", "A, B and C".
func enumerate(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
