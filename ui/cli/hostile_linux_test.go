package cli

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// vectors are what a terminal would obey, by the rows of the catalogue of
// faults. Numbers that no program of this kind uses tell theirs from ours.
var vectors = []struct{ name, bytes string }{
	{"T01 clipboard", "\x1b]52;c;ZXZpbA==\x07"},
	{"T01 clipboard, ended by ST", "\x1b]52;c;ZXZpbA==\x1b\\"},
	{"T02 window title", "\x1b]0;evil\x07\x1b]1;evil\x07\x1b]2;evil\x07"},
	{"T04 link elsewhere", "\x1b]8;;https://evil.example/\x1b\\"},
	{"T05 DCS, APC, PM, SOS", "\x1bPq#0;2;0;0;0\x1b\\\x1b_Gf=100,a=T;AAAA\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\"},
	{"T06 cursor, screen, modes", "\x1b[2J\x1b[3J\x1b[47A\x1b[10A\x1b[?1003h\x1b[?2004l\x1bc"},
	{"T06 questions", "\x1b[6n\x1b[c\x1b[>c\x1b[5n\x1b[18t\x05"},
	{"T07 C1 in UTF-8", "\u009b47A\u009d52;c;ZXZpbA==\u009c\u0090q\u009c\u0085\u008d"},
	{"T07 C1 and ESC as references", "&#x9d;53;c;x&#157;&#x81;&#x8d;&#27;]53;c;ZXZpbA==&#7;&amp;#27;[48A"},
	{"T08 a title without an end", "\x1b]0;"},
	{"T09 colours", "\x1b[31m\x1b[8m\x1b[5m\x1b[41m"},
	{"T10 controls", "\r\n\t\v\f\b\b\x07\x0e\x7f\x00"},
	{"T11 overrides, isolates, tags", "\u202e\u2066\u200f\U000e0041\ufeff\u2028"},
	{"T12 marks and placeholders", strings.Repeat("\u0301", 200) + "\U0010eeee\u0305"},
	{"one that is only text when decoded", "&amp;amp;#27;]11;c;ZXZpbA==&amp;amp;#7;"},
}

// harmless are in the place of vectors in the run that hostile ones are
// compared with.
var harmless = slices.Repeat([]struct{ name, bytes string }{{"harmless", "plain"}}, len(vectors))

// perPage is how many vectors a page holds, and a feed of comments.
const perPage = 3

// grouped are the vectors of page n.
func grouped(list []struct{ name, bytes string }, n int) string {
	all := ""
	for _, v := range list[n%(len(list)/perPage)*perPage:][:perPage] {
		all += v.bytes
	}
	return all
}

// xmlText writes s for XML, which has no controls, as feeds do all the same.
func xmlText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, "&#%d;", r)
		case r == '<' || r == '>':
			b.WriteString(html.EscapeString(string(r)))
		default:
			b.WriteRune(r) // ampersands too: the vectors hold references
		}
	}
	return b.String()
}

// hostilePaper is a server whose every word holds a vector.
func hostilePaper(t *testing.T, list []struct{ name, bytes string }) *httptest.Server {
	t.Helper()
	all := ""
	for _, v := range list {
		all += v.bytes
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/feed.json", func(w http.ResponseWriter, r *http.Request) {
		host := "http://" + r.Host
		var items []map[string]any
		for i, v := range list {
			items = append(items, map[string]any{
				"id": fmt.Sprint(i), "url": fmt.Sprintf("%s/page/%d", host, i), "title": fmt.Sprintf("Json %02d %s end", i, v.bytes),
				"authors": []map[string]string{{"name": "Author " + v.bytes}}, "tags": []string{"topic" + v.bytes},
				"content_html": fmt.Sprintf("<p>Teaser %s …</p>", v.bytes), "summary": "Summary " + v.bytes, "language": "en" + v.bytes,
				"date_published": fmt.Sprintf("2026-11-22T08:%02d:00Z", 59-i), "image": "https://ok.example/" + v.bytes,
				"attachments": []map[string]any{{"url": "https://ok.example/" + v.bytes + ".mp3", "mime_type": "audio/mpeg" + v.bytes, "size_in_bytes": 1}},
			})
		}
		feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Paper " + all + " end", "home_page_url": host, "items": items})
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "application/feed+json")
		_, _ = w.Write(feed)
	})
	mux.HandleFunc("/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		host := "http://" + r.Host
		var b strings.Builder
		fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>Xml %s end</title><link>%s</link>`, xmlText(all), host)
		for i, v := range list {
			x := xmlText(v.bytes)
			fmt.Fprintf(&b, `<item><title>Rss %02d %s end</title><guid>r%d%s</guid><link>%s/page/%d?xml</link><dc:creator>Author %s</dc:creator><category>topic%s</category>`, i, x, i, x, host, i, x, x)
			fmt.Fprintf(&b, `<pubDate>Sun, 22 Nov 2026 07:%02d:00 GMT</pubDate><slash:comments>2</slash:comments><wfw:commentRss>%s/comments/%d</wfw:commentRss><comments>%s/c</comments><description>Teaser %s …</description></item>`, 59-i, host, i, host, x)
		}
		b.WriteString(`</channel></rss>`)
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(b.String()))
	})
	mux.HandleFunc("/page/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscan(r.PathValue("n"), &n)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(hostilePage(n, grouped(list, n))))
	})
	mux.HandleFunc("/comments/{n}", func(w http.ResponseWriter, r *http.Request) {
		var n int
		_, _ = fmt.Sscan(r.PathValue("n"), &n)
		x := xmlText(grouped(list, n))
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>c</title>
<item><guid>1</guid><dc:creator>Ann %s</dc:creator><description>Comment %s &lt;a href="https://ok.example/%s"&gt;link %s&lt;/a&gt;</description></item>
<item><guid>2</guid><dc:creator>Bo</dc:creator><description>Comments end %02d</description></item></channel></rss>`, x, x, x, x, n)
	})
	mux.HandleFunc("/broken.xml", func(w http.ResponseWriter, _ *http.Request) {
		conn, out, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		fmt.Fprintf(out, "HTTP/1.1 500 Broken %s\r\nContent-Type: text/%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", headerLine(all), headerLine(all))
		_ = out.Flush()
	})
	mux.HandleFunc("/elsewhere.xml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "gopher://evil.example/"+headerLine(all))
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/nofeed.xml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(hostilePage(0, all)))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// allVectors are all of them but NUL, which no argument can hold and no text.
func allVectors() string {
	all := ""
	for _, v := range vectors {
		all += v.bytes
	}
	return strings.ReplaceAll(all, "\x00", "")
}

func headerLine(s string) string { return strings.NewReplacer("\r", "", "\n", "").Replace(s) }

// hostilePage is a page that holds a vector wherever a page can say something.
func hostilePage(n int, v string) string {
	words := strings.Repeat("The council met on the long bridge and decided that it would be painted, which took most of the evening. ", 3)
	return `<html lang="en` + v + `"><head><title>Page ` + v + `</title><meta name="author" content="By ` + v + `"><meta property="og:site_name" content="Site ` + v + `">
<meta name="keywords" content="key` + v + `"><meta property="article:section" content="Section` + v + `"><link rel="canonical" href="/x` + v + `"></head><body><article>
<p class="standfirst">It is said ` + v + ` in five words or more.</p><p class="correction">Correction: ` + v + `</p><p>` + fmt.Sprintf("Page start %02d. ", n) + words + `</p>
<h2>Heading ` + v + `</h2><p>Text ` + v + ` <a href="https://ok.example/` + v + `">link ` + v + `</a> <a href="https://ok.example/fine;1">fine</a> <a href="javascript:alert(1)">script</a><sup><a href="#f` + v + `">1</a></sup></p>
<pre><code class="language-go` + v + `">code ` + v + `
next line</code></pre><table><tr><th>head ` + v + `</th><th>b</th></tr><tr><td>cell ` + v + `</td><td>d</td></tr></table>
<figure><img src="https://ok.example/i.png` + v + `" alt="alt ` + v + `" width="80" height="60"><figcaption>caption ` + v + `</figcaption></figure>
<dl><dt>term ` + v + `</dt><dd>meaning</dd></dl><iframe src="https://ok.example/e` + v + `" title="frame ` + v + `"></iframe><ol><li id="f` + v + `">note ` + v + `</li></ol>
<p>` + words + `</p><p>` + fmt.Sprintf("Page end %02d, and here it ends.", n) + `</p></article></body></html>`
}

// tour runs the program at a pseudo-terminal over such a paper: every article
// of both feeds, their pages and comments, letters, search, and the errors.
func tour(t *testing.T, list []struct{ name, bytes string }) (raw, answers []byte) {
	t.Helper()
	server := hostilePaper(t, list)
	dir := t.TempDir()
	config := fmt.Sprintf("stories = false\n\n[reload]\non_start = true\n\n[reading]\nfull_text = \"always\"\n\n[[feeds]]\nurl = %q\n\n[[feeds]]\nurl = %q\nfull_text = \"never\"\n\n[[feeds]]\nurl = %q\n\n[[feeds]]\nurl = %q\n\n[[feeds]]\nurl = %q\n",
		server.URL+"/feed.json", server.URL+"/feed.xml", server.URL+"/broken.xml", server.URL+"/elsewhere.xml", server.URL+"/nofeed.xml")
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startPTY(t, 130, 50, hostileEnv(dir))
	p.waitFor("3 feeds failing", "? help")
	p.keys("ga")
	p.waitFor(fmt.Sprint(2*len(list), " unread"))
	p.keys("gg") // what came meanwhile is above
	p.waitFor("Json 00")
	p.keys("\r")
	pages := len(list) / perPage
	for i := range pages {
		p.intact(fmt.Sprintf("%d of %d", i+1, 2*len(list)), fmt.Sprintf("Page start %02d", i)) // before one scrolls
		p.keys("G")
		p.waitFor(fmt.Sprintf("Page end %02d", i))
		p.keys("f\x1b[200~x\x1b[201~") // letters, and a paste that ends them
		p.keys("J")
	}
	p.keys(fmt.Sprintf("%dJ", len(list)-pages))
	for i := range pages {
		p.intact(fmt.Sprintf("%d of %d", len(list)+i+1, 2*len(list)), fmt.Sprintf("Rss %02d", i))
		p.keys("C")
		p.waitFor(fmt.Sprintf("Comments end %02d", i), "Comments")
		p.keys("CJ")
	}
	p.keys("q")
	p.waitFor("newest ↓")
	p.keys("ge")
	p.waitFor("broken.xml", "esc back")
	p.keys("jjjq/end")
	p.waitFor("keep the hits", "hits")
	p.keys("\rQ")
	return p.end()
}

func hostileEnv(dir string) []string {
	return []string{
		"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "EXAMPLE=" + example(), "BROADSHEET_DATA=" + filepath.Join(dir, "data"),
		"BROADSHEET_CONFIG=" + filepath.Join(dir, "config.toml"), "TZ=UTC",
	}
}

func example() string {
	path, err := filepath.Abs("../../config.example.toml")
	if err != nil {
		return ""
	}
	return path
}

// intact waits for the reader view at a place in the list, and wants the first
// and the last row to be where they belong.
func (p *pty) intact(place, text string) {
	p.t.Helper()
	p.waitFor("esc back", place, text, "? help")
	rows := p.rows()
	if !strings.Contains(rows[0], place) || !strings.Contains(rows[len(rows)-1], "? help") {
		p.t.Errorf("the rows are out of place at %s:\n%s", place, strings.Join(rows, "\n"))
	}
}

func TestATerminalNeverObeysAFeedOrAPage(t *testing.T) {
	t.Parallel()
	plain, plainAnswers := tour(t, harmless)
	raw, answers := tour(t, vectors)
	obeyed(t, raw)
	ours, theirs := kinds(plain), kinds(raw)
	for kind := range theirs {
		if !ours[kind] && !drawing(kind) {
			t.Errorf("a sequence %q was written that no harmless paper brings about", kind)
		}
	}
	if !bytes.Equal(plainAnswers, answers) {
		t.Errorf("the terminal answered %q, to harmless papers %q", answers, plainAnswers)
	}
}

// obeyed finds in a stream what outside text must never bring about.
func obeyed(t *testing.T, raw []byte) {
	t.Helper()
	for _, bad := range []string{"]52;", "\x1b]0;", "\x1b]1;", "evil", "\x1b[3J", "\x1b[47A", "\x1b[?1003h", "\x1bc", "\x1b[6n", "\x1b[5n", "\x1b[18t", "\x1b[31m", "\x1b[8m", "\x1b[5m", "\x1b[41m", "\x1b_G", "\x1bX", "\x1b^", "javascript:"} {
		if i := bytes.Index(raw, []byte(bad)); i >= 0 {
			t.Errorf("%q was written: %q", bad, raw[max(0, i-40):min(len(raw), i+60)])
		}
	}
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRune(raw[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			t.Fatalf("a byte that is no UTF-8 was written: %q", raw[max(0, at-40):min(len(raw), at+20)])
		case r >= 0x7f && (feeds.Unsafe(r) || r == 0x200e || r == 0x200f || r == 0x61c):
			t.Fatalf("%U was written: %q", r, raw[max(0, at-40):min(len(raw), at+20)])
		}
		at += size
	}
	state := byte(0)
	for rest := raw; len(rest) > 0; {
		seq, _, n, next := ansi.DecodeSequence(rest, state, nil)
		rest, state = rest[n:], next
		switch {
		case len(seq) == 1 && strings.IndexByte("\a\v\f\x0e\x0f\x00\x05", seq[0]) >= 0:
			t.Fatalf("the control %q was written", seq)
		case bytes.HasPrefix(seq, []byte("\x1b]")):
			checkOSC(t, string(seq))
		}
	}
}

// checkOSC wants an operating system command to be one of ours: a link to a
// web address, the window's title, a question for colours.
func checkOSC(t *testing.T, seq string) {
	t.Helper()
	body := strings.TrimSuffix(strings.TrimSuffix(seq[2:], "\a"), "\x1b\\")
	number, rest, _ := strings.Cut(body, ";")
	switch number {
	case "8":
		_, address, _ := strings.Cut(rest, ";")
		if address == "" {
			return
		}
		if feeds.LinkURL("", address) != address || strings.Contains(address, ";") || !strings.Contains(feeds.Host(address), "ok.example") && !strings.HasPrefix(address, "http://127.0.0.1:") {
			t.Errorf("a link leads to %q", address)
		}
	case "2":
		if rest != "Broadsheet" && rest != "" {
			t.Errorf("the window's title is %q", rest)
		}
	case "10", "11", "12", "110", "111", "112":
	default:
		t.Errorf("the command %q was written", seq)
	}
}

// kinds are the control sequences of a stream but for styles: what each begins
// with and ends in.
func kinds(raw []byte) map[string]bool {
	out := map[string]bool{}
	state := byte(0)
	for rest := raw; len(rest) > 0; {
		seq, _, n, next := ansi.DecodeSequence(rest, state, nil)
		rest, state = rest[n:], next
		if len(seq) < 2 || seq[0] != 0x1b {
			continue
		}
		kind := string(seq[1:2])
		if seq[1] == '[' {
			private := strings.IndexAny(string(seq[2:3]), "?<=>!")
			if kind += string(seq[len(seq)-1]); private >= 0 {
				kind = string(seq[1:]) // a mode, as a whole
			}
		}
		out[kind] = true
	}
	return out
}

// drawing says whether a sequence only draws: which of these a renderer takes
// depends on the words.
func drawing(kind string) bool {
	return len(kind) == 2 && kind[0] == '[' && strings.IndexByte("ABCDGHJKLMPSTX@bdmr", kind[1]) >= 0 || kind == "]" || kind == "\\" || kind == "M" || kind == "D" || kind == "E"
}

func TestAPipeIsNeverGivenWhatATerminalObeys(t *testing.T) {
	t.Parallel()
	all := allVectors()
	server := hostilePaper(t, vectors)
	dir := t.TempDir()
	path := program(t)
	run := func(stdin string, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), path, args...)
		cmd.Env = hostileEnv(dir)
		cmd.Stdin = strings.NewReader(stdin)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		_ = cmd.Run() // some are to fail; what they say is looked at
		if out.Len() == 0 {
			t.Errorf("%v says nothing", args)
		}
		for _, r := range out.String() {
			if feeds.Unsafe(r) && r != '\n' && r != '\t' {
				t.Errorf("%v wrote %U: %.300q", args, r, out.String())
				break
			}
		}
		for _, bad := range []string{"]52;c;ZXZ", "javascript:"} {
			if strings.Contains(out.String(), bad) {
				i := strings.Index(out.String(), bad)
				t.Errorf("%v wrote %q: %q", args[0], bad, out.String()[max(0, i-60):i+20])
			}
		}
	}
	for _, format := range []string{"text", "markdown", "html", "json"} {
		run(hostilePage(1, all), "read", "-", "--url", "https://ok.example/", "--format", format)
		run("", "read", server.URL+"/page/3", "--format", format)
	}
	run("", "add", server.URL+"/feed.json")
	run("", "add", server.URL+"/feed.xml")
	run("", "add", server.URL+"/nofeed.xml")
	run("", "add", server.URL+"/"+strings.ReplaceAll(all, "]52;", "]54;")) // what the person wrote is quoted
	for _, args := range [][]string{
		{"list"}, {"list", "--json"}, {"feeds"}, {"feeds", "--json"}, {"search", "end"}, {"search", all}, {"read", "1"}, {"read", "2", "--format", "json"}, {"read", all},
		{"check", server.URL + "/feed.json"}, {"check", server.URL + "/broken.xml", "--json"}, {"check", server.URL + "/elsewhere.xml"}, {"reload"}, {"export"}, {"related", "1", "--json"},
	} {
		run("", args...)
	}
}

// A page read at a terminal is text as well.
func TestAPageReadAtATerminalIsNotObeyed(t *testing.T) {
	t.Parallel()
	all := allVectors()
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, []byte(hostilePage(7, all)), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startPTY(t, 100, 60, hostileEnv(dir), "read", file, "--url", "https://ok.example/")
	raw, answers := p.end()
	obeyed(t, raw)
	for _, want := range []string{"Page end 07", "\x1b[1m", "\x1b]8;id="} { // set as the screen sets it
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not there: %q", want, raw)
		}
	}
	if len(answers) > 0 {
		t.Errorf("the terminal answered %q", answers)
	}
}

func TestTheClipboardIsGivenCleanText(t *testing.T) {
	t.Parallel()
	server := hostilePaper(t, vectors)
	dir := t.TempDir()
	config := fmt.Sprintf("[reading]\nfull_text = \"never\"\n\n[[feeds]]\nurl = %q\n", server.URL+"/feed.json")
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	p := startPTY(t, 100, 30, hostileEnv(dir))
	p.waitFor("reloaded", "? help")
	p.keys("ga")
	p.waitFor("Json 00")
	for range vectors {
		p.keys("Yj")
	}
	p.waitForBytes(len(vectors), "\x1b]52;c;")
	p.keys("Q")
	raw, _ := p.end()
	copied := 0
	for part := range bytes.SplitSeq(raw, []byte("\x1b]52;c;")) {
		encoded, _, found := bytes.Cut(part, []byte("\a"))
		text, err := base64.StdEncoding.DecodeString(string(encoded))
		if !found || err != nil || !bytes.HasPrefix(text, []byte("[Json ")) {
			continue
		}
		copied++
		for _, r := range string(text) {
			if feeds.Unsafe(r) {
				t.Errorf("%U was copied: %q", r, text)
			}
		}
	}
	if copied != len(vectors) {
		t.Errorf("%d of %d were copied", copied, len(vectors))
	}
}
