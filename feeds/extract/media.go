package extract

import (
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// image sets a picture: after the sentence it stands in, or where it is when
// it stands between lines.
func (f *flow) image(n *html.Node, in inline) {
	alt := feeds.CleanLine(attr(n, "alt"))
	if isFileName(alt) {
		alt = ""
	}
	if isInline(n) {
		f.words(alt, in)
		return
	}
	b := feeds.Block{Kind: feeds.Image, URL: f.w.imageURL(n), Alt: alt, Width: pixels(n, "width"), Height: pixels(n, "height")}
	if b.URL == "" || isPixel(n, b) {
		return
	}
	b.Link = f.w.imageLink(in.url, b.URL)
	if token(n, "data-noscript") != "" && f.w.images[b.URL] {
		return
	}
	if f.w.images == nil {
		f.w.images = map[string]bool{}
	}
	f.w.images[b.URL] = true
	if f.trim(); f.last == '\n' {
		f.flush()
	}
	if f.last == 0 {
		f.put(b)
		return
	}
	f.add(" ", in) // what trim took; the next word must not stick to the last
	f.pending = append(f.pending, b)
}

// imageLink is where an image leads, "" where that is only the image again or
// the page it stands in.
func (w *walker) imageLink(link, image string) string {
	u := feeds.WebURL("", link)
	p, _, _ := strings.Cut(strings.ToLower(u), "?")
	switch path.Ext(p) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff":
		return ""
	}
	if u == image || feeds.CanonicalURL(u) == feeds.CanonicalURL(w.base) {
		return ""
	}
	return u
}

// picture sets the image of a picture element, by its sources where the image
// itself has no address yet.
func (f *flow) picture(n *html.Node, in inline) {
	img := findFirst(n, "img")
	source := findFirst(n, "source")
	switch {
	case img == nil && source == nil:
		f.children(n, in)
	case img == nil:
		f.image(source, in)
	default:
		if f.w.imageURL(img) == "" && source != nil {
			img = &html.Node{Type: html.ElementNode, Data: "img", Attr: append([]html.Attribute{
				{Key: "srcset", Val: string(attr(source, "srcset"))}, {Key: "data-srcset", Val: string(attr(source, "data-srcset"))},
			}, img.Attr...)}
		}
		f.image(img, in)
	}
}

// imageURL is an image's address. Pages that load images late keep it in
// other attributes and a placeholder in src.
func (w *walker) imageURL(n *html.Node) string {
	for _, key := range []string{"data-src", "data-lazy-src", "data-original", "data-actualsrc", "data-hi-res-src", "data-url"} {
		if v := token(n, key); v != "" && !strings.ContainsAny(v, " {}") {
			if u := feeds.WebURL(w.base, v); u != "" {
				return u
			}
		}
	}
	src := token(n, "src")
	if u := feeds.WebURL(w.base, src); u != "" && !isPlaceholder(src) {
		return u
	}
	for _, key := range []string{"data-srcset", "data-lazy-srcset", "srcset"} {
		if u := feeds.WebURL(w.base, largest(token(n, key))); u != "" && !isPlaceholder(u) {
			return u
		}
	}
	return ""
}

// largest picks from a srcset the largest of at most 1,600 pixels, else the
// smallest.
func largest(srcset string) string {
	best, size := "", 0.0
	for part := range strings.SplitSeq(cut(srcset, 16<<10), ", ") {
		fields := strings.Fields(strings.Trim(part, ", \t\n"))
		if len(fields) == 0 {
			continue
		}
		s := 1.0
		if len(fields) > 1 {
			if v, err := strconv.ParseFloat(strings.TrimRight(fields[1], "wx,"), 64); err == nil {
				s = v
			}
		}
		if better := s > size && s <= 1600 || size > 1600 && s < size; best == "" || better {
			best, size = fields[0], s
		}
	}
	return best
}

func isPlaceholder(src string) bool {
	src = strings.ToLower(src)
	for _, part := range []string{"placeholder", "blank.gif", "spacer.", "transparent.", "/1x1", "pixel.gif", "lazyload.", "loading.gif"} {
		if strings.Contains(src, part) {
			return true
		}
	}
	return false
}

// fileName is what uploads leave in place of words: "IMG_2041", "w0814f162", a
// name with a picture's ending.
var fileName = expression(`(?i)^[\w.%()-]+\.(?:jpe?g|png|gif|webp|avif|svg)$|^[\w-]*\d{4}[\w-]*$|^(?:img|dsc|image|photo|screenshot|untitled)[_-]?\d*$`)

func isFileName(alt string) bool {
	return fileName.MatchString(alt) && !year.MatchString(alt)
}

var year = expression(`^(?:19|20)\d\d$`)

// isInline says whether an image stands for a character or a formula: its alt
// text is what it says.
func isInline(n *html.Node) bool {
	for c := range strings.FieldsSeq(strings.ToLower(token(n, "class"))) {
		switch c {
		case "emoji", "wp-smiley", "latex", "tex", "mwe-math-fallback-image-inline", "mathtex":
			return true
		}
	}
	return false
}

// isPixel says whether an image is there to count readers or to make space.
func isPixel(n *html.Node, b feeds.Block) bool {
	if has := func(key string, v int) bool { return token(n, key) != "" && v <= 2 }; has("width", b.Width) && token(n, "width") != "auto" && !strings.Contains(token(n, "width"), "%") && isNumber(token(n, "width")) ||
		has("height", b.Height) && isNumber(token(n, "height")) {
		return true
	}
	if b.Width > 0 && b.Width <= 24 && b.Height > 0 && b.Height <= 24 && b.Alt == "" {
		return true
	}
	style := compact(token(n, "style"))
	for _, tiny := range []string{"width:1px", "height:1px", "width:0", "height:0"} {
		if i := strings.Index(style, tiny); i >= 0 && (i == 0 || style[i-1] == ';') {
			return true
		}
	}
	return counts(b.URL)
}

// counts says whether an address belongs to a reader counter.
func counts(u string) bool {
	for _, part := range []string{
		"://feeds.feedburner.com/~r/", "://pixel.wp.com/", "://stats.wordpress.com/", "doubleclick.net/", "://feeds.wordpress.com/1.0/",
		"google-analytics.com/", "facebook.com/tr?", "scorecardresearch.com/", "feedsportal.com/", "quantserve.com/", "://rss.buysellads.com/",
		"://counter.theconversation", "/wf/open?", "://sb.", "feedpress.me/", "pheedo.com/",
	} {
		if strings.Contains(u, part) {
			return true
		}
	}
	return false
}

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	return err == nil
}

// pixels is an image's width or height attribute, 0 where it is no count of
// pixels.
func pixels(n *html.Node, key string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(token(n, key)), "px"), 64)
	if err != nil || !(v > 0 && v < 100_000) {
		return 0
	}
	return int(v)
}

// imagesOnly sets the images of a button: pages make figures clickable so.
func (f *flow) imagesOnly(n *html.Node, in inline) {
	walk(n, func(c *html.Node) bool {
		if c.Type == html.ElementNode && c.Data == "img" && !isHidden(c) {
			f.image(c, in)
		}
		return true
	})
}

// figure sets what a figure shows and gives its caption to the last image.
func (f *flow) figure(n *html.Node, in inline) {
	var caption []feeds.Span
	var set func(sub *flow, n *html.Node)
	set = func(sub *flow, n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.ElementNode && isHidden(c):
			case c.Type == html.ElementNode && (c.Data == "figcaption" || hasClass(c, "wp-caption-text")):
				text := f.w.flat(func(s *flow) { s.children(c, in) }, " ")
				if len(caption) > 0 && len(text) > 0 {
					caption = append(caption, feeds.Span{Text: " "})
				}
				caption = append(caption, text...)
			case c.Type == html.ElementNode && (c.Data == "div" || c.Data == "a") && findFirst(c, "figcaption") != nil && findFirst(c, "figure") == nil:
				set(sub, c)
			default:
				sub.node(c, in)
			}
		}
	}
	blocks := f.w.inside(func(sub *flow) { set(sub, n) })
	f.flush()
	if len(caption) > 0 {
		if i := lastImage(blocks); i >= 0 {
			blocks[i].Spans = caption
			blocks[i].RTL = isRTL(in.dir, caption)
		} else {
			blocks = append(blocks, feeds.Block{Kind: feeds.Paragraph, Spans: caption, RTL: isRTL(in.dir, caption)})
		}
	}
	f.blocks = append(f.blocks, blocks...)
}

func lastImage(blocks []feeds.Block) int {
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].Kind == feeds.Image && len(blocks[i].Spans) == 0 {
			return i
		}
	}
	return -1
}
