package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"broadsheet": func() {
			limitFiles()
			example, err := os.ReadFile(os.Getenv("EXAMPLE"))
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(99)
			}
			os.Exit(Main(os.Args[1:], System(example)))
		},
	})
}

// The scripts drive the program as a person's shell does, against a feed
// server on loopback. Each has its own data directory and config.
func TestScripts(t *testing.T) {
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exitcode": exitCode, "appendfeed": appendFeed, "setassistant": setAssistant},
		Setup: func(env *testscript.Env) error {
			server := httptest.NewServer(papers())
			env.Defer(server.Close)
			path := env.WorkDir + "/config.example.toml"
			env.Setenv("EXAMPLE", path)
			env.Setenv("SERVER", server.URL)
			env.Setenv("HOST", strings.TrimPrefix(server.URL, "http://"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("BROADSHEET_DATA", env.WorkDir+"/data")
			env.Setenv("BROADSHEET_CONFIG", env.WorkDir+"/config.toml")
			env.Setenv("TZ", "UTC")
			return os.WriteFile(path, example, 0o600)
		},
	})
}

// exitCode runs a program and wants the code it names: exitcode 3 broadsheet reload.
func exitCode(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case err == nil && want != 0:
		ts.Fatalf("it ended well, want exit code %d", want)
	case errors.As(err, &exit) && exit.ExitCode() != want:
		ts.Fatalf("exit code %d, want %d", exit.ExitCode(), want)
	case err != nil && exit == nil:
		ts.Fatalf("%v", err)
	}
}

// appendFeed adds a [[feeds]] table to a config: appendfeed FILE URL [LINE…].
func appendFeed(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	text := ts.ReadFile(args[0]) + "\n[[feeds]]\nurl = \"" + args[1] + "\"\n" + strings.Join(args[2:], "\n") + "\n"
	ts.Check(os.WriteFile(path, []byte(text), 0o600))
}

// setAssistant has a config name the server's model, or another: setassistant
// FILE [MODEL].
func setAssistant(ts *testscript.TestScript, _ bool, args []string) {
	name := append(args, "llama3.2")[1]
	text := strings.Replace(ts.ReadFile(args[0]), "\nurl = \"\"\n", "\nurl = \""+ts.Getenv("SERVER")+"\"\n", 1)
	text = strings.Replace(text, "\nmodel = \"\"\n", "\nmodel = \""+name+"\"\n", 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// modelled is a server of a model, as Ollama answers. It says the same to every
// question, and translates by shouting.
func modelled(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		_, _ = io.WriteString(w, `{"object":"list","data":[{"id":"llama3.2:latest"}]}`)
		return
	}
	var q struct {
		Model    string
		Messages []struct{ Content string }
	}
	if json.NewDecoder(r.Body).Decode(&q) != nil || len(q.Messages) != 2 || q.Model != "llama3.2" {
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"model '%s' not found, try pulling it first"}}`, q.Model)
		return
	}
	says := "The dam is open [1]. Nobody knows why."
	if strings.Contains(q.Messages[0].Content, "You translate") {
		says = ""
		for l := range strings.Lines(q.Messages[1].Content) {
			if strings.HasPrefix(l, "[") {
				says += strings.ToUpper(l)
			}
		}
	}
	w.Header().Set("Content-Type", "text/event-stream")
	for _, word := range strings.SplitAfter(says, " ") {
		part, _ := json.Marshal(word)
		_, _ = fmt.Fprintf(w, "data: {\"choices\":[{\"delta\":{\"content\":%s}}]}\n\n", part)
	}
	_, _ = io.WriteString(w, "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
}

// papers serves a few small feeds, each another format or another trouble.
func papers() http.Handler {
	mux := http.NewServeMux()
	serve := func(path, kind, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			etag := fmt.Sprintf(`"%x"`, len(body))
			w.Header().Set("Content-Type", kind)
			w.Header().Set("ETag", etag)
			if r.Header.Get("If-None-Match") == etag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			_, _ = w.Write([]byte(strings.ReplaceAll(body, "SERVER", "http://"+r.Host)))
		})
	}
	mux.HandleFunc("/v1/", modelled)
	serve("/gazette.xml", "application/rss+xml", gazette)
	serve("/herald.atom", "application/atom+xml", herald)
	serve("/notes.json", "application/feed+json", notes)
	serve("/lowland.xml", "application/rss+xml", lowland)
	serve("/empty.xml", "application/rss+xml", `<rss version="2.0"><channel><title>Empty</title></channel></rss>`)
	serve("/page.html", "text/html", page)
	serve("/story", "text/html", page)
	serve("/home", "text/html", `<html><head><link rel="alternate" type="application/atom+xml" href="/herald.atom"></head><body>Welcome</body></html>`)
	serve("/both", "text/html", `<html><head><link rel="alternate" type="application/rss+xml" title="Gazette" href="/gazette.xml">
<link rel="alternate" type="application/feed+json" title="Notes" href="/notes.json"></head></html>`)
	return mux
}

const gazette = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>Valley Gazette</title><link>SERVER/</link><language>en</language>
<item><title>Dam at Orrin Pass reopens after flood</title><link>SERVER/gazette/1?utm_source=rss</link><guid>g1</guid>
 <pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate><category>water</category><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ida Holm</dc:creator>
 <comments>SERVER/gazette/1/comments</comments><enclosure url="SERVER/a.mp3" type="audio/mpeg" length="1234"/>
 <description>&lt;p&gt;The turbine hall of the Orrin dam was dry again on Saturday, engineers said, nine days after the Quellbrook burst its banks.&lt;/p&gt;</description></item>
<item><title>Bakers win the right to rise early</title><link>SERVER/gazette/2</link><guid>g2</guid>
 <pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><description>Council lifts the ban on ovens before five.</description></item>
</channel></rss>`

const herald = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Upland Herald</title><id>urn:herald</id><updated>2026-11-21T12:00:00Z</updated>
<link href="SERVER/herald"/>
<entry><id>h1</id><title>Orrin engineers restart turbine after Quellbrook flood</title><updated>2026-11-21T12:00:00Z</updated>
<link href="SERVER/herald/1"/><author><name>Jon Vale</name></author>
<content type="html">&lt;p&gt;Power flows again from the Orrin dam. The turbine stood still for nine days after the Quellbrook flood.&lt;/p&gt;</content></entry>
</feed>`

// lowland reports what the herald does, and prints a text of the gazette's.
const lowland = `<rss version="2.0"><channel><title>Lowland Post</title><link>SERVER/lowland</link><language>en</language>
<item><title>Turbine of the Orrin dam runs again after nine days</title><link>SERVER/lowland/1</link><guid>l1</guid>
 <pubDate>Sat, 21 Nov 2026 13:00:00 GMT</pubDate>
 <description>Engineers restarted the turbine of the Orrin dam, nine days after the Quellbrook flood; power flows again.</description></item>
<item><title>At Orrin Pass the water is gone</title><link>SERVER/lowland/2</link><guid>l2</guid>
 <pubDate>Sat, 21 Nov 2026 14:00:00 GMT</pubDate>
 <description>The turbine hall of the Orrin dam was dry again on Saturday, engineers said, nine days after the Quellbrook burst its banks. (Valley Gazette)</description></item>
</channel></rss>`

const notes = `{"version":"https://jsonfeed.org/version/1.1","title":"Field Notes","home_page_url":"SERVER/notes",
"items":[{"id":"n1","url":"SERVER/notes/1","title":"A heron in the weir","content_html":"<p>It stood there for an <em>hour</em>.</p>","date_published":"2026-11-19T08:00:00Z","tags":["birds"]}]}`

const page = `<!doctype html><html lang="en"><head><title>A long walk | Field Notes</title><meta name="author" content="Mae Lund"></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>A long walk</h1>
<p>The path leaves the village by the mill and climbs through beech woods, where the ground in November is the colour of copper and every step can be heard.</p>
<p>After an hour the trees stand back and there is the lake, with the old ferry house on the far side and smoke above its roof. Nobody has taken the ferry since the bridge was built, but the bell still hangs there, and walkers ring it.</p>
<p>From the ferry house it is four miles to the station. The last train leaves at nine, and it is worth missing, for the inn keeps two rooms and a fire.</p>
</article><footer>Subscribe to our newsletter!</footer></body></html>`
