package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"broadsheet/feeds"
)

// parseJSON reads JSON Feed 1 and 1.1, key by key and item by item, so that a
// document that breaks off keeps its whole items.
func parseJSON(text []byte, src Source) (*draftFeed, error) {
	if isTooDeep(text) {
		return nil, errTooDeep()
	}
	if text[0] == '[' {
		return nil, notFeed("a JSON list", "")
	}
	r := jsonReader{dec: json.NewDecoder(bytes.NewReader(withoutControls(text))), fields: map[string]json.RawMessage{}, most: src.Max}
	r.read()
	version := r.text("version")
	if !strings.Contains(version, "jsonfeed.org/version/") && (!r.sawItems || r.text("home_page_url") == "" && r.text("feed_url") == "") {
		if r.cut {
			return nil, notFeed("a JSON document that breaks off", "It is tried again at the next reload.")
		}
		return nil, notFeed("a JSON document that is no JSON Feed", "")
	}
	if r.cut && len(r.items) == 0 {
		return nil, errCutShort()
	}
	return r.feed(version), nil
}

type jsonReader struct {
	dec      *json.Decoder
	fields   map[string]json.RawMessage
	items    []jsonItem
	most     int // items to keep
	total    int // items read
	sawItems bool
	cut      bool
	odd      int // entries of items that are no objects
}

func (r *jsonReader) read() {
	if _, err := r.dec.Token(); err != nil {
		r.cut = true
		return
	}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			r.cut = true
			return
		}
		if key == "items" {
			if !r.readItems() {
				r.cut = true
				return
			}
			continue
		}
		var value json.RawMessage
		if err := r.dec.Decode(&value); err != nil {
			r.cut = true
			return
		}
		if name, ok := key.(string); ok && len(r.fields) < 100 {
			r.fields[name] = value
		}
	}
	if _, err := r.dec.Token(); err != nil {
		r.cut = true
	}
}

// readItems is false when the document breaks off.
func (r *jsonReader) readItems() bool {
	t, err := r.dec.Token()
	if err != nil {
		return false
	}
	if t != json.Delim('[') {
		// No list: {} or text. An object's keys are read as the feed's.
		return t != json.Delim('{')
	}
	r.sawItems = true
	for r.dec.More() {
		var item jsonItem
		var mismatch *json.UnmarshalTypeError
		if err := r.dec.Decode(&item); errors.As(err, &mismatch) {
			r.odd++
			continue
		} else if err != nil {
			return false
		}
		if item.isEmpty() {
			r.odd++
			continue
		}
		r.total++
		if r.items = append(r.items, item); len(r.items) >= 4*r.most {
			r.keepNewest()
		}
	}
	_, err = r.dec.Token()
	return err == nil
}

// keepNewest drops all but the newest items; without dates, all but the first.
func (r *jsonReader) keepNewest() {
	feeds.SortStable(r.items, func(a, b jsonItem) int {
		at, _ := parseDate(string(a.DatePublished))
		bt, _ := parseDate(string(b.DatePublished))
		return bt.Compare(at)
	})
	r.items = r.items[:min(len(r.items), r.most)]
}

// isEmpty says whether nothing in i makes an article: null, {}.
func (i *jsonItem) isEmpty() bool {
	return i.ID+i.URL+i.ExternalURL+i.Title+i.ContentHTML+i.ContentText+i.Summary == "" && len(i.Attachments) == 0
}

func (r *jsonReader) text(key string) string { return looseText(r.fields[key]) }

func (r *jsonReader) feed(version string) *draftFeed {
	d := &draftFeed{
		format:      strings.TrimSpace("json " + jsonVersion(version)),
		title:       feeds.Raw(r.text("title")),
		description: textToHTML(r.text("description")),
		language:    feeds.Raw(r.text("language")),
		links:       []string{r.text("home_page_url")},
		self:        r.text("feed_url"),
	}
	for _, key := range []string{"authors", "author"} {
		var people many[jsonAuthor]
		if json.Unmarshal(r.fields[key], &people) == nil && len(d.authors) == 0 {
			d.authors = jsonPeople(people)
		}
	}
	var hubs many[jsonHub]
	if json.Unmarshal(r.fields["hubs"], &hubs) == nil && len(hubs) > 0 {
		d.hub = string(hubs[0].URL)
	}
	if d.cut = r.cut; d.cut {
		d.warn("The feed breaks off; its first %s are kept.", count(r.total, "whole article"))
	}
	if r.odd > 0 {
		d.warn("%s in the feed cannot be read as an article.", count(r.odd, "item"))
	}
	if r.total > r.most {
		d.warn("The feed has %s; the newest %d are kept.", count(r.total, "article"), r.most)
		r.keepNewest()
	}
	for i := range r.items {
		d.items = append(d.items, r.items[i].draft())
	}
	return d
}

// jsonVersion is the number at the end of JSON Feed's version address.
func jsonVersion(address string) string {
	_, version, _ := strings.Cut(address, "/version/")
	return cleanLine(strings.Trim(version, "/"))
}

func (i *jsonItem) draft() draft {
	d := draft{
		guid: feeds.Raw(i.ID), link: feeds.Raw(pick(i.URL, i.ExternalURL)), permalink: true,
		title:     jsonTitle(string(i.Title)),
		published: []feeds.Raw{feeds.Raw(i.DatePublished), feeds.Raw(i.DateModified)},
		updated:   []feeds.Raw{feeds.Raw(i.DateModified)},
		topics:    i.Tags,
		comments:  -1,
		images:    []string{string(i.Image), string(i.BannerImage)},
		language:  feeds.Raw(i.Language),
	}
	d.body = feeds.Raw(i.ContentHTML)
	if strings.TrimSpace(string(i.ContentHTML)) == "" {
		d.body = textToHTML(string(i.ContentText))
	}
	d.lead = textToHTML(string(i.Summary))
	if d.body == "" {
		d.body = d.lead
	}
	if d.authors = jsonPeople(i.Authors); len(d.authors) == 0 {
		d.authors = jsonPeople(i.Author)
	}
	for _, a := range i.Attachments {
		d.enclose(string(a.URL), string(a.MimeType), string(a.Size), string(a.Duration))
	}
	return d
}

// jsonTitle is plain text by the specification; entities slip in all the same.
func jsonTitle(s string) feeds.Raw {
	if hasEntity(s) {
		s = decodeEntities(s)
	}
	return feeds.Raw(s)
}

func jsonPeople(people []jsonAuthor) []feeds.Raw {
	var out []feeds.Raw
	for _, p := range people {
		if p.Name != "" {
			out = append(out, feeds.Raw(p.Name))
		}
	}
	return out
}

// isTooDeep counts brackets outside of texts.
func isTooDeep(b []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

// withoutControls turns raw control characters into spaces: between values
// they are white space, within texts JSON forbids them and publishers write
// them.
func withoutControls(b []byte) []byte {
	var out []byte
	for i, c := range b {
		if c >= 0x20 {
			continue
		}
		if out == nil {
			out = bytes.Clone(b)
		}
		out[i] = ' '
	}
	if out == nil {
		return b
	}
	return out
}
