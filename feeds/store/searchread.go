package store

import (
	"encoding/json"
	"strings"

	"broadsheet/feeds"
)

var (
	qSearchHead = define("what a search asks of articles", `SELECT a.id, a.title, a.authors, a.topics, a.hashtags, a.language, a.url, a.words, a.enclosures, a.image,
		a.comments_url, a.comments_feed, a.comments FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value`)
	qSearchBody = define("texts that a search looks through", `SELECT a.id, a.summary, b.html, b.text, coalesce(p.document, '')
		FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN bodies b ON b.article_id = a.id LEFT JOIN pages p ON p.article_id = b.article_id`)
	qSearchKept = define("bookmarks that a search looks at", `SELECT a.id, b.tags, b.note, b.highlights FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value
		CROSS JOIN bookmarks b ON b.article_id = a.id AND b.article_id <> 0
		UNION ALL SELECT a.id, b.tags, b.note, b.highlights FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value
		CROSS JOIN bookmarks b ON b.canonical_key = a.canonical_key AND b.canonical_key <> 0 AND b.article_id <> a.id`)
)

// reads says whether the plan reads more of an article than its row.
func (p *plan) reads() bool {
	return len(p.rest) > 0 && p.rest[len(p.rest)-1].needs > 0
}

// isRead says whether an article is read to the search: not if it was since the
// search was opened.
func (h *hunt) isRead(r hit) bool {
	return r.readAt.Valid && (h.opened == 0 || r.readAt.Int64 < h.opened)
}

// sieve gives the rows that the rest of a plan holds for. What a condition
// needs is read only for what passed the ones before.
func (h *hunt) sieve(rows []hit, p *plan) ([]hit, error) {
	if len(p.rest) == 0 {
		return rows, nil
	}
	asked := make([]*feeds.Queried, len(rows))
	for i, r := range rows {
		f := h.planner.feeds[r.feed]
		asked[i] = &feeds.Queried{Feed: f.name, Folder: f.folder, Published: r.time(), Read: h.isRead(r), Muted: r.muted}
	}
	var have needs
	for _, st := range p.rest {
		if missing := st.needs &^ have; missing != 0 && len(rows) > 0 {
			if err := h.readAsked(rows, asked, missing); err != nil {
				return nil, err
			}
			have |= missing
		}
		n := 0
		for i, v := range asked {
			if st.matcher.Matches(v) {
				rows[n], asked[n] = rows[i], v
				n++
			}
		}
		rows, asked = rows[:n], asked[:n]
	}
	return rows, nil
}

// readAsked reads what is missing of articles.
func (h *hunt) readAsked(rows []hit, asked []*feeds.Queried, missing needs) error {
	ids, of := make([]int64, len(rows)), make(map[int64]*feeds.Queried, len(rows))
	for i, r := range rows {
		ids[i], of[r.id] = r.id, asked[i]
	}
	arg := []any{idList(ids)}
	var err error
	if missing&needPlace != 0 {
		err = h.each(qSearchPlace, arg, func(scan func(...any) error) error {
			var id int64
			var copied, story bool
			err := scan(&id, &copied, &story)
			if v := of[id]; v != nil {
				v.Copy, v.Story = copied, story
			}
			return err
		})
	}
	if err == nil && missing&needHead != 0 {
		err = h.each(qSearchHead, arg, func(scan func(...any) error) error { return scanHead(scan, of) })
	}
	if err == nil && missing&needBookmark != 0 {
		err = h.each(qSearchKept, arg, func(scan func(...any) error) error { return scanKept(scan, of) })
	}
	if err == nil && missing&needBody != 0 {
		err = h.each(qSearchBody, arg, func(scan func(...any) error) error {
			id, body, err := scanText(scan)
			if err == nil {
				of[id].Body = body
			}
			return err
		})
	}
	return err
}

func scanHead(scan func(...any) error, of map[int64]*feeds.Queried) error {
	var a feeds.Article
	var authors, topics, hashtags, enc string
	if err := scan(&a.ID, &a.Title, &authors, &topics, &hashtags, &a.Language, &a.URL, &a.Words, &enc, &a.Image, &a.CommentsURL, &a.CommentsFeed, &a.Comments); err != nil {
		return err
	}
	if enc != "" {
		if err := json.Unmarshal([]byte(enc), &a.Enclosures); err != nil {
			return err
		}
	}
	v := of[int64(a.ID)]
	v.Title, v.Authors, v.Topics, v.Language, v.URL, v.Words = a.Title, fromList(authors), fromLists(topics, hashtags), a.Language, a.URL, a.Words
	v.Audio, v.Image, v.Comments = a.Carries()
	return nil
}

// scanKept takes in a bookmark; an article may have several.
func scanKept(scan func(...any) error, of map[int64]*feeds.Queried) error {
	var id int64
	var b feeds.Bookmark
	var tags, marked string
	if err := scan(&id, &tags, &b.Note, &marked); err != nil {
		return err
	}
	if marked != "" {
		if err := json.Unmarshal([]byte(marked), &b.Highlights); err != nil {
			return err
		}
	}
	kept, v := feeds.QueriedBookmark(b), of[id]
	v.Bookmarked, v.Highlight = true, v.Highlight || kept.Highlight
	v.Tags = append(v.Tags, fromList(tags)...)
	v.Note = strings.TrimPrefix(v.Note+"\n"+kept.Note, "\n")
	return nil
}

// scanText reads an article's text, the page's behind it where that was had.
func scanText(scan func(...any) error) (id int64, body string, err error) {
	var html, text any
	var summary, kept string
	if err := scan(&id, &summary, &html, &text, &kept); err != nil {
		return id, "", err
	}
	if _, body, err = unpackBody(summary, html, text); err != nil {
		return id, "", err
	}
	page, err := fromDocument(kept)
	if page != nil {
		body += "\n" + page.Plain()
	}
	return id, body, err
}
