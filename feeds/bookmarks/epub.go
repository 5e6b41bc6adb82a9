package bookmarks

import (
	"archive/zip"
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"broadsheet/feeds"
)

//go:embed epub.css
var epubCSS string

// epub writes an EPUB 3 book: a chapter an article, a table of contents by
// folder, pictures within. Chapters are written as they come; of each the book
// keeps in memory what a zip's directory needs, and of pictures their names.
type epub struct {
	*export
	zip      *zip.Writer
	file     *bufio.Writer // the part of the book that is being written
	toc      outline
	n        int
	pictures map[string]string // the name in the book, by address; "" for one that cannot be had
	manifest strings.Builder   // pictures
	latest   time.Time
	pages    hash.Hash // of the names of all pages: the book's own
}

func newEPUB(e *export) (encoder, error) {
	b := &epub{export: e, zip: zip.NewWriter(e.out), file: bufio.NewWriter(nil), pictures: map[string]string{}, latest: time.Unix(0, 0), pages: sha256.New()}
	b.toc = outline{
		open:  func(name string, _ int) { b.file.WriteString("<li><span>" + xmlEscape(name) + "</span>\n<ol>\n") },
		close: func(int) { b.file.WriteString("</ol>\n</li>\n") },
	}
	if err := b.mimetype(); err != nil {
		return nil, err
	}
	for _, f := range [][2]string{{"META-INF/container.xml", containerXML}, {"book/style.css", epubCSS}} {
		if err := b.part(f[0], f[1]); err != nil {
			return nil, err
		}
	}
	if err := b.begin("book/nav.xhtml"); err != nil {
		return nil, err
	}
	b.file.WriteString(xhtmlHead("", "Bookmarks") + "<body>\n<nav epub:type=\"toc\" id=\"toc\">\n<h1>Bookmarks</h1>\n<ol>\n")
	return b, nil
}

// mimetype comes first, stored, without any extra field, so that its text is
// at a fixed place in the file (EPUB 3.3, OCF 4.2.2).
func (b *epub) mimetype() error {
	const kind = "application/epub+zip"
	w, err := b.zip.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(kind)),
		CompressedSize64: uint64(len(kind)), UncompressedSize64: uint64(len(kind)),
	})
	if err == nil {
		_, err = io.WriteString(w, kind)
	}
	return err
}

// begin starts a file of the book; what was buffered of the last goes there
// first.
func (b *epub) begin(name string) error {
	if err := b.finish(); err != nil {
		return err
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	b.file.Reset(w)
	return err
}

func (b *epub) finish() error {
	if b.file.Buffered() == 0 {
		return nil
	}
	return b.file.Flush()
}

func (b *epub) part(name, text string) error {
	err := b.begin(name)
	b.file.WriteString(text)
	return err
}

func (b *epub) list(m feeds.Bookmark) error {
	b.n++
	b.toc.enter(folders(m.Folder))
	fmt.Fprintf(b.file, "<li><a href=\"%s\">%s</a></li>\n", chapter(b.n), xmlEscape(titled(m)))
	return nil
}

func (b *epub) listed() error {
	b.toc.enter(nil)
	if b.n == 0 { // a list must have something in it
		b.file.WriteString("<li><a href=\"nav.xhtml\">Nothing was kept</a></li>\n")
	}
	b.file.WriteString("</ol>\n</nav>\n</body>\n</html>\n")
	b.n = 0
	return nil
}

func chapter(n int) string { return fmt.Sprintf("c%06d.xhtml", n) }

func (b *epub) bookmark(m feeds.Bookmark) error {
	b.n++
	m.Document = b.text(m)
	fmt.Fprintln(b.pages, stable(m))
	if moment(m.Saved) != nil && m.Saved.After(b.latest) {
		b.latest = m.Saved
	}
	// Pictures are files of their own, which come before the chapter's.
	body := b.content(m, feeds.HTMLOptions{Under: 1, Image: b.inside})
	if err := b.ctx.Err(); err != nil {
		return err
	}
	if err := b.begin("book/" + chapter(b.n)); err != nil {
		return err
	}
	b.file.WriteString(xhtmlHead(b.direction(m), xmlEscape(titled(m))) + "<body>\n<h1>" + link(m.URL, xmlEscape(titled(m))) + "</h1>\n")
	if s := about(m); s != "" {
		b.file.WriteString(`<p class="about">` + s + "</p>\n")
	}
	b.file.WriteString(body + "</body>\n</html>\n")
	return nil
}

// inside puts a picture into the book, once.
func (b *epub) inside(url string) (string, bool) {
	name, known := b.pictures[url]
	if known {
		return name, name != ""
	}
	kind, ext, data, ok := b.picture(url)
	if ok && ext == "" {
		var err error
		if kind, ext, data, err = fromWebP(data); err != nil {
			b.done.Pictures, b.done.NoPicture, ok = b.done.Pictures-1, b.done.NoPicture+1, false
		}
	}
	if !ok {
		b.pictures[url] = ""
		return "", false
	}
	name = fmt.Sprintf("images/%06d%s", len(b.pictures)+1, ext)
	if err := b.store("book/"+name, data); err != nil {
		return "", false // the zip keeps its error for the next file
	}
	b.pictures[url] = name
	fmt.Fprintf(&b.manifest, "<item id=\"i%d\" href=\"%s\" media-type=\"%s\"/>\n", len(b.pictures), name, kind)
	return name, true
}

// store writes a file that is packed already.
func (b *epub) store(name string, data []byte) error {
	if err := b.finish(); err != nil {
		return err
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// end writes the package document, which lists all there is.
func (b *epub) end() error {
	if err := b.begin("book/package.opf"); err != nil {
		return err
	}
	fmt.Fprintf(b.file, `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">%s</dc:identifier>
<dc:title>Bookmarks</dc:title>
<dc:language>und</dc:language>
<dc:creator>Broadsheet</dc:creator>
<meta property="dcterms:modified">%s</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="style.css" media-type="text/css"/>
%s`, urn("book "+hex.EncodeToString(b.pages.Sum(nil))), stamp(b.latest), b.manifest.String())
	for n := range b.n {
		fmt.Fprintf(b.file, "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>\n", n+1, chapter(n+1))
	}
	b.file.WriteString("</manifest>\n<spine>\n<itemref idref=\"nav\"/>\n")
	for n := range b.n {
		fmt.Fprintf(b.file, "<itemref idref=\"c%d\"/>\n", n+1)
	}
	b.file.WriteString("</spine>\n</package>\n")
	if err := b.finish(); err != nil {
		return err
	}
	return b.zip.Close()
}

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// xhtmlHead begins a file of the book; attributes are the text's language and
// direction, title is escaped.
func xhtmlHead(attributes, title string) string {
	attributes = strings.Replace(attributes, ` dir="auto"`, "", 1)
	if lang, ok := strings.CutPrefix(attributes, ` lang="`); ok {
		lang, _, _ = strings.Cut(lang, `"`)
		attributes += ` xml:lang="` + lang + `"`
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"` + attributes + `>
<head>
<title>` + title + `</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
`
}
