package parse

import (
	"bytes"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// Limits of the skeleton, beside maxDepth.
const (
	maxItems    = 250000 // read at all; the newest of them are kept
	maxElements = 1000   // written for one item
	maxTexts    = 64     // lifted from one item
)

// ours is the prefix of what the skeleton says to our own reader of gofeed's
// result: which record belongs to an item.
const ours = "broadsheet"

// record is what was lifted out of one item, or out of the feed itself.
type record struct {
	start, end int    // the item within the skeleton
	base       string // xml:base in force, absolute http(s), or ""
	lang       string // xml:lang in force
	replies    int    // thr:count of its replies link, -1 for none
	texts      []lifted
}

// text gives the first non-empty text lifted from an element of one of these
// names, in the order of the names.
func (r *record) text(names ...string) *lifted {
	for _, name := range names {
		for i := range r.texts {
			if r.texts[i].name == name && len(bytes.TrimSpace(r.texts[i].raw)) > 0 {
				return &r.texts[i]
			}
		}
	}
	return nil
}

// skeleton is a feed's markup made safe for an XML parser: balanced, not
// deeper than maxDepth, no comments, declarations or stray signs; and without
// titles, texts and dates, which stand in the records. That cures crossed and
// unclosed HTML in descriptions, and spares gofeed most of its work.
type skeleton struct {
	xml        []byte
	vocabulary vocabulary
	version    string
	feed       record
	items      []record
	entities   map[string]string
	cut        bool // the document breaks off
	nested     int  // items that stood within another
}

// open is an element of the input that is not closed yet.
type open struct {
	name       []byte
	base, lang string
	namespaces int
}

type builder struct {
	skeleton
	in     []byte
	pos    int
	source string // the feed's address, for relative xml:base
	prefix string // of the root element
	known  map[string]string
	stack  []open
	item   int // index in stack of the open item, -1 for none
	skip   int // index in stack of the outermost unwanted element, -1 for none
	inItem int // elements written into the open item, or the feed
	ends   ends
	done   bool
}

func buildSkeleton(in []byte, r root, source string) (*skeleton, error) {
	b := &builder{in: in, pos: r.at, source: source, item: -1, skip: -1, known: map[string]string{}}
	b.vocabulary, b.entities, b.feed.replies = r.vocabulary, r.entities, -1
	b.xml = make([]byte, 0, len(in)/8+1024)
	if strings.EqualFold(string(r.local()), "channel") {
		b.xml = append(b.xml, "<rss>"...)
		b.stack = append(b.stack, open{name: []byte("rss")})
	} else {
		b.prefix = string(r.prefix())
	}
	for !b.done && b.pos < len(in) {
		if err := b.step(); err != nil {
			return nil, err
		}
	}
	if len(b.stack) > 0 {
		b.cut = !b.done
		b.breakOff()
	}
	return &b.skeleton, nil
}

// step reads up to and with the next piece of markup.
func (b *builder) step() error {
	rest := b.in[b.pos:]
	j := bytes.IndexByte(rest, '<')
	if j < 0 {
		b.text(rest)
		b.pos = len(b.in)
		return nil
	}
	b.text(rest[:j])
	b.pos += j
	rest = rest[j:]
	switch {
	case len(rest) > 1 && isNameStart(rest[1]):
		return b.startTag()
	case bytes.HasPrefix(rest, []byte("</")):
		b.endTag()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		end := bytes.Index(rest, []byte("]]>"))
		if end < 0 {
			b.pos = len(b.in)
			return nil
		}
		if b.isLeaf() {
			b.xml = append(b.xml, rest[:end+3]...)
		}
		b.pos += end + 3
	default:
		if next := b.ends.skipMarkup(b.in, b.pos); next > b.pos {
			b.pos = next
			return nil
		}
		if b.isLeaf() {
			b.xml = append(b.xml, "&lt;"...)
		}
		b.pos++
	}
	return nil
}

// isLeaf says whether text at this place can mean anything: within an element
// that is wanted, not between the elements of an item.
func (b *builder) isLeaf() bool {
	n := len(b.stack)
	return n > 0 && b.skip < 0 && n-1 != b.item && !b.isContainer(b.stack[n-1].name)
}

// text copies character data; "]]>" may not stand in it.
func (b *builder) text(t []byte) {
	if !b.isLeaf() {
		return
	}
	if bytes.Contains(t, []byte("]]>")) {
		t = bytes.ReplaceAll(t, []byte("]]>"), []byte("]]&gt;"))
	}
	b.xml = append(b.xml, t...)
}

func (b *builder) startTag() error {
	t, ok := readTag(b.in, b.pos+1)
	if !ok {
		b.pos = len(b.in) // the document breaks off within a tag
		return nil
	}
	var attrs []attr
	if len(t.attrs) > 0 && len(t.attrs) <= maxTag {
		attrs = attributes(t.attrs)
	}
	if b.isItem(t) {
		if t.selfClosing {
			b.pos = t.end
			return nil
		}
		if b.item >= 0 {
			b.nested++
			b.closeTo(b.item)
		}
		b.closeTo(b.container() + 1)
	} else if b.isLifted(t) {
		return b.lift(t, attrs)
	}
	o := b.inherit(t, attrs)
	if o.namespaces > maxNamespaces {
		attrs, o.namespaces = nil, 0
	}
	if len(b.stack) >= maxDepth && !t.selfClosing {
		return errTooDeep()
	}
	if b.isItem(t) {
		b.item, b.inItem = len(b.stack), 0
		b.items = append(b.items, record{start: len(b.xml), base: o.base, lang: o.lang, replies: -1})
	}
	b.noteReplies(t, attrs)
	if len(b.stack) <= 1 {
		b.noteRoot(t, attrs, o)
	}
	if b.skip < 0 && !b.isWanted(t) {
		b.skip = len(b.stack)
	}
	if b.skip < 0 {
		b.write(t, attrs)
	} else if t.selfClosing && b.skip == len(b.stack) {
		b.skip = -1
	}
	if !t.selfClosing {
		b.stack = append(b.stack, o)
	}
	b.pos = t.end
	return nil
}

func (b *builder) write(t tag, attrs []attr) {
	b.inItem++
	b.xml = append(b.xml, '<')
	b.xml = append(b.xml, asciiName(string(t.name))...)
	b.xml = writeAttributes(b.xml, attrs)
	if t.selfClosing {
		b.xml = append(b.xml, '/')
	}
	b.xml = append(b.xml, '>')
	if b.item == len(b.stack) && b.isItem(t) {
		b.xml = append(b.xml, "<"+ours+`:item n="`...)
		b.xml = strconv.AppendInt(b.xml, int64(len(b.items)-1), 10)
		b.xml = append(b.xml, `"/>`...)
	}
}

// inherit is the element t opens, with the base and language in force in it.
func (b *builder) inherit(t tag, attrs []attr) open {
	o := open{name: t.name}
	if n := len(b.stack); n > 0 {
		up := b.stack[n-1]
		o.base, o.lang, o.namespaces = up.base, up.lang, up.namespaces
	}
	for _, a := range attrs {
		switch {
		case strings.EqualFold(a.name, "xml:base"):
			from := o.base
			if from == "" {
				from = b.source
			}
			if u := feeds.WebURL(from, decodeEntities(a.value)); u != "" {
				o.base = u
			}
		case strings.EqualFold(a.name, "xml:lang"):
			o.lang = a.value
		case strings.HasPrefix(a.name, "xmlns"):
			o.namespaces++
			if _, prefix, found := strings.Cut(a.name, ":"); found && len(b.known) < maxNamespaces {
				b.known[prefix] = wellKnown[strings.ToLower(strings.TrimSpace(a.value))]
			}
		}
	}
	return o
}

// noteRoot keeps what the root and the channel say of the whole feed.
func (b *builder) noteRoot(t tag, attrs []attr, o open) {
	if b.feed.base == "" {
		b.feed.base = o.base
	}
	if b.feed.lang == "" {
		b.feed.lang = o.lang
	}
	if v := find(attrs, "version"); len(b.stack) == 0 && v != "" {
		b.version = v
	}
}

// noteReplies keeps the count of an Atom replies link (RFC 4685): gofeed
// drops attributes that Atom does not know.
func (b *builder) noteReplies(t tag, attrs []attr) {
	if b.item < 0 || !bytes.EqualFold(t.local(), []byte("link")) || find(attrs, "rel") != "replies" {
		return
	}
	for _, a := range attrs {
		if a.name == "count" || strings.HasSuffix(a.name, ":count") {
			if n, err := strconv.Atoi(strings.TrimSpace(a.value)); err == nil && n >= 0 {
				b.items[len(b.items)-1].replies = n
			}
		}
	}
}

// isItem says whether t is an item of this feed, by name and by a prefix that
// is the root's, RSS's own or none.
func (b *builder) isItem(t tag) bool {
	name := "item"
	if b.vocabulary == isAtom {
		name = "entry"
	}
	return strings.EqualFold(string(t.local()), name) && b.isNative(t.prefix())
}

func (b *builder) isNative(prefix []byte) bool {
	p := string(prefix)
	return p == "" || p == b.prefix || p == "rss" || b.known[p] == "rss" || b.vocabulary == isAtom && b.known[p] == "atom"
}

// container is the index of the element that items belong in.
func (b *builder) container() int {
	for i := len(b.stack) - 1; i > 0; i-- {
		if b.isContainer(b.stack[i].name) {
			return i
		}
	}
	return 0
}

func (b *builder) isContainer(name []byte) bool {
	local := name[bytes.LastIndexByte(name, ':')+1:]
	for _, container := range []string{"channel", "rss", "rdf", "feed"} {
		if strings.EqualFold(string(local), container) {
			return true
		}
	}
	return false
}

func (b *builder) endTag() {
	t, ok := readTag(b.in, b.pos+2)
	if !ok {
		b.pos = len(b.in)
		return
	}
	b.pos = t.end
	// An end tag that opened nothing is dropped; one that closes an outer
	// element closes the inner ones with it, but never a whole item by mistake.
	bottom := 0
	if b.item >= 0 && !b.isItem(t) && !b.isContainer(t.name) {
		bottom = b.item + 1
	}
	for i := len(b.stack) - 1; i >= bottom; i-- {
		if bytes.EqualFold(b.stack[i].name, t.name) {
			b.closeTo(i)
			return
		}
	}
}

// closeTo closes the open elements down to and with the i-th.
func (b *builder) closeTo(i int) {
	for len(b.stack) > i {
		n := len(b.stack) - 1
		if b.skip < 0 {
			b.xml = append(b.xml, '<', '/')
			b.xml = append(b.xml, asciiName(string(b.stack[n].name))...)
			b.xml = append(b.xml, '>')
		}
		b.stack = b.stack[:n]
		if n == b.skip {
			b.skip = -1
		}
		if n == b.item {
			b.items[len(b.items)-1].end = len(b.xml)
			b.item, b.inItem = -1, 0
		}
	}
	b.done = len(b.stack) == 0 || len(b.items) >= maxItems && b.item < 0
}

// breakOff ends a document that ends too early behind its last whole item.
func (b *builder) breakOff() {
	if b.item >= 0 {
		last := len(b.items) - 1
		b.xml = b.xml[:b.items[last].start]
		b.items = b.items[:last]
		b.stack = b.stack[:b.item]
		b.item, b.skip = -1, -1
	}
	b.closeTo(0)
}
