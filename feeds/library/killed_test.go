package library

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	childDir    = "BROADSHEET_TEST_CHILD_DIR"
	childServer = "BROADSHEET_TEST_CHILD_SERVER"
)

// TestMain lets the test binary be a program that reloads and then hangs, for
// a test that kills it.
func TestMain(m *testing.M) {
	if os.Getenv(hookOut) != "" {
		hookProgram()
		return
	}
	if os.Getenv(serverFeeds) != "" {
		serveFeeds()
		return
	}
	if port := os.Getenv(loadFrom); port != "" {
		loadOnce(port)
		return
	}
	if dir := os.Getenv(mortalDir); dir != "" {
		mortal(dir)
		return
	}
	if os.Getenv(childDir) == "" {
		os.Exit(m.Run())
	}
	r := &rig{now: noon}
	lib, err := Open(context.Background(), Options{Dir: os.Getenv(childDir), Version: "1.2.3", Now: r.clock,
		policy: network(os.Getenv(childServer), func(string) bool { return false })})
	if err == nil {
		_, err = lib.Reload(context.Background(), feeds.ReloadRequest{Due: true})
	}
	fmt.Println("reloaded", err)
	select {}
}

// killed is check 13: the program dies by SIGKILL right after a fetch.
func killed(r *rig) {
	r.answers(site, says(rss("One"), "ETag", `W/"kept"`))
	id := r.follow(feedURL)[0]
	if err := r.Close(); err != nil {
		r.Fatal(err)
	}
	binary, err := os.Executable()
	if err != nil {
		r.Fatal(err)
	}
	child := exec.CommandContext(r.Context(), binary)
	child.Env = append(os.Environ(), childDir+"="+r.dir, childServer+"="+r.server.Listener.Addr().String())
	out, err := child.StdoutPipe()
	if err != nil {
		r.Fatal(err)
	}
	if err := child.Start(); err != nil {
		r.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	_ = child.Process.Kill() // SIGKILL where there is one
	_ = child.Wait()
	if line != "reloaded <nil>\n" {
		r.Fatalf("the child said %q", line)
	}
	r.start()
	if r.feed(id).Articles != 1 {
		r.Error("the article is lost")
	}
	r.due() // within its interval: nothing
	r.again(id)
	r.count(site, 2)
	r.header(site, 1, "If-None-Match", "")
	r.header(site, 2, "If-None-Match", `W/"kept"`)
}

// dump is all that the store holds but the state of requests.
func (r *rig) dump() string {
	r.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(r.dir, store.File)))
	if err != nil {
		r.Fatal(err)
	}
	defer db.Close()
	var b strings.Builder
	for _, table := range []string{"feeds", "folders", "counters", "articles", "bodies", "pages", "revisions", "states", "topics", "journal", "meta", "search_data"} {
		rows, err := db.Query("SELECT * FROM " + table)
		if err != nil {
			r.Fatal(err)
		}
		columns, _ := rows.Columns()
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		for rows.Next() {
			if err := rows.Scan(values...); err != nil {
				r.Fatal(err)
			}
			b.WriteString(table)
			for _, v := range values {
				fmt.Fprintf(&b, " %v", *v.(*any))
			}
			b.WriteByte('\n')
		}
		if err := rows.Err(); err != nil {
			r.Fatal(err)
		}
	}
	return b.String()
}
