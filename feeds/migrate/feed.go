package migrate

import (
	"bytes"
	"encoding/xml"
	"time"

	"broadsheet/feeds"
)

// Article is an article as its feed has it, of what a reader keeps of it.
func Article(reader string, a feeds.MovedArticle) feeds.MovedArticle {
	switch reader {
	case "newsboat":
		return newsboatArticle(a)
	case "newsraft":
		return newsraftArticle(a)
	}
	return a
}

// Feed writes articles as an Atom feed, so that what another reader keeps comes
// in through the same door as what a server sends.
func Feed(list []feeds.MovedArticle) (body []byte, err error) {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title></title>`)
	put := func(before, text, after string) {
		if text != "" && err == nil {
			b.WriteString(before)
			err = xml.EscapeText(&b, []byte(text))
			b.WriteString(after)
		}
	}
	for _, a := range list {
		b.WriteString("<entry>")
		put("<id>", a.GUID, "</id>")
		put(`<title type="text">`, a.Title, "</title>")
		put(`<link rel="alternate" href="`, a.URL, `"/>`)
		put("<author><name>", a.Author, "</name></author>")
		if year := a.Published.UTC().Year(); year > 1 && year < 10000 {
			date := a.Published.UTC().Format(time.RFC3339)
			b.WriteString("<published>" + date + "</published><updated>" + date + "</updated>")
		}
		for _, t := range a.Topics {
			put(`<category term="`, t, `"/>`)
		}
		if a.Enclosure.URL != "" {
			put(`<link rel="enclosure" href="`, a.Enclosure.URL, `"`)
			put(` type="`, a.Enclosure.Type, `"`)
			b.WriteString("/>")
		}
		put(`<content type="html">`, a.HTML, "</content>")
		b.WriteString("</entry>")
	}
	b.WriteString("</feed>")
	return b.Bytes(), err
}
