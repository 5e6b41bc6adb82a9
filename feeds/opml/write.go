package opml

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"broadsheet/feeds"
)

// ourMark says that a file is escaped as the specification asks, so that
// reading it back must not decode anything twice.
const ourMark = "<!-- written by Broadsheet -->"

// node is a folder of the tree that is written.
type node struct {
	name    string
	folders []*node
	byName  map[string]*node
	feeds   []feeds.Feed
}

// Write writes list as OPML 2.0: a folder is an outline, feeds and folders
// keep the order of list. What Read makes of it is the same tree.
func Write(w io.Writer, title string, list []feeds.Feed, now time.Time) error {
	root := &node{}
	for _, f := range list {
		n := root.at(f.Folder)
		n.feeds = append(n.feeds, f)
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"+ourMark+"\n<opml version=\"2.0\">\n  <head>\n    <title>%s</title>\n"+
		"    <dateCreated>%s</dateCreated>\n  </head>\n  <body>\n", escape(title), now.UTC().Format(time.RFC1123))
	root.write(b, "    ")
	fmt.Fprint(b, "  </body>\n</opml>\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

// at finds or makes the folder with this path.
func (n *node) at(path string) *node {
	for name := range strings.SplitSeq(path, "/") {
		if name = strings.TrimSpace(feeds.CleanLine(name)); name != "" {
			n = n.child(name)
		}
	}
	return n
}

func (n *node) child(name string) *node {
	if c := n.byName[name]; c != nil {
		return c
	}
	c := &node{name: name}
	if n.byName == nil {
		n.byName = map[string]*node{}
	}
	n.folders, n.byName[name] = append(n.folders, c), c
	return c
}

// write cannot fail: the writer keeps its error for Flush.
func (n *node) write(b *bufio.Writer, indent string) {
	for _, f := range n.feeds {
		name := escape(f.Name())
		fmt.Fprintf(b, "%s<outline type=\"rss\" text=\"%s\" title=\"%s\" xmlUrl=\"%s\"", indent, name, name, escape(f.URL))
		if f.SiteURL != "" {
			fmt.Fprintf(b, " htmlUrl=\"%s\"", escape(f.SiteURL))
		}
		fmt.Fprint(b, "/>\n")
	}
	for _, c := range n.folders {
		name := escape(c.name)
		fmt.Fprintf(b, "%s<outline text=\"%s\" title=\"%s\">\n", indent, name, name)
		c.write(b, indent+"  ")
		fmt.Fprintf(b, "%s</outline>\n", indent)
	}
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escape makes s safe within an attribute: one line, no control characters.
func escape(s string) string { return escaper.Replace(feeds.CleanLine(s)) }
