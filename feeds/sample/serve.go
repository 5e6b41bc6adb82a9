package sample

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"time"
)

// resource is one address of the edition, made when it is first asked for.
type resource struct {
	mime     string
	modified time.Time
	make     func() ([]byte, error)

	once sync.Once
	body []byte
	gz   []byte // nil where packing gains nothing (pictures)
	etag string
	err  error
}

func (r *resource) prepare() {
	if r.body, r.err = r.make(); r.err != nil {
		return
	}
	// Weak: the packed and the plain form share it.
	sum := sha256.Sum256(r.body)
	r.etag = `W/"` + hex.EncodeToString(sum[:8]) + `"`
	if strings.HasPrefix(r.mime, "image/") {
		return
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(r.body) // a bytes.Buffer takes everything
	_ = w.Close()
	r.gz = b.Bytes()
}

// publish makes the table of everything the edition serves.
func (e *Edition) publish(late bool) map[string]*resource {
	routes := map[string]*resource{}
	for _, p := range papers {
		var articles []*article
		for _, a := range e.articles {
			if a.paper == p && (late || !a.late) {
				articles = append(articles, a)
			}
		}
		add := func(path, mime string, modified time.Time, make func() ([]byte, error)) {
			routes[p.host()+path] = &resource{mime: mime, modified: modified, make: make}
		}
		last := newest(articles)
		add(p.path, p.mime(), last, func() ([]byte, error) { return render(p, articles) })
		add("/", htmlType, last, func() ([]byte, error) { return renderHome(p, articles), nil })
		for _, a := range articles {
			add(a.path(), htmlType, a.changed(), func() ([]byte, error) { return renderPage(a, articles), nil })
			if p.comments {
				add("/comments/"+a.slug+"/feed.xml", "application/rss+xml; charset=utf-8", a.lastComment(),
					func() ([]byte, error) { return renderComments(a) })
			}
			for _, name := range a.pictures() {
				add("/img/"+name, "image/png", a.published, func() ([]byte, error) { return drawPicture(name) })
			}
			if a.audio != "" {
				add("/audio/"+a.audio, soundType, a.published, func() ([]byte, error) { return makeSound(), nil })
			}
		}
	}
	return routes
}

const htmlType = "text/html; charset=utf-8"

func render(p *paper, articles []*article) ([]byte, error) {
	switch p.format {
	case "atom":
		return renderAtom(p, articles)
	case "json":
		return renderJSON(p, articles)
	}
	return renderRSS(p, articles)
}

// pictures names the files of /img the article shows.
func (a *article) pictures() []string {
	var names []string
	if a.image != "" {
		names = append(names, a.image)
	}
	for _, block := range blocks(a.body) {
		if m := picture.FindStringSubmatch(block); m != nil {
			names = append(names, m[2])
		}
	}
	return names
}

func (a *article) lastComment() time.Time {
	t := a.published
	for _, c := range a.comments {
		if c.at.After(t) {
			t = c.at
		}
	}
	return t
}
