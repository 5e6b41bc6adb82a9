package library

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

const (
	mortalDir  = "BROADSHEET_TEST_MORTAL_DIR"
	mortalSeed = "BROADSHEET_TEST_MORTAL_SEED"
)

// mortal is the program that the kill test kills: it reloads, marks, bookmarks,
// exports and undoes for ever. It says what it is about to do, and once that has
// returned, that it is done: from then on it has to be on the disk.
func mortal(dir string) {
	ctx := context.Background()
	seed, _ := strconv.ParseUint(os.Getenv(mortalSeed), 10, 64)
	rnd := rand.New(rand.NewPCG(seed, 1))
	r := &rig{now: noon.Add(time.Duration(seed) * 24 * time.Hour)}
	lib, err := Open(ctx, Options{Dir: dir, Version: "1.2.3", Now: r.clock,
		policy: network(os.Getenv(childServer), func(string) bool { return false })})
	exit := func(err error) {
		if err != nil {
			fmt.Println("failed", err)
			os.Exit(1)
		}
	}
	exit(err)
	for n := 0; ; n++ {
		page, err := lib.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 40})
		exit(err)
		what := rnd.IntN(10)
		if len(page.Headlines) == 0 || n == 0 {
			what = 0
		}
		var id feeds.ArticleID
		if what > 0 {
			id = page.Headlines[rnd.IntN(len(page.Headlines))].ID
		}
		switch {
		case what < 2:
			r.pass(2 * time.Minute)
			fmt.Println("begin reload 0")
			report, err := lib.Reload(ctx, feeds.ReloadRequest{})
			exit(err)
			fmt.Println("done reload", report.New)
		case what < 5:
			fmt.Println("begin read", id)
			_, err = lib.MarkRead(ctx, []feeds.ArticleID{id}, true)
			exit(err)
			fmt.Println("done read", id)
		case what < 6:
			fmt.Println("begin unread", id)
			_, err = lib.MarkRead(ctx, []feeds.ArticleID{id}, false)
			exit(err)
			fmt.Println("done unread", id)
		case what < 9:
			fmt.Println("begin keep", id)
			_, err = lib.Keep(ctx, id, feeds.Keeping{})
			exit(err)
			fmt.Println("done keep", id)
		default:
			fmt.Println("begin export 0")
			written, err := lib.ExportBookmarks(ctx, filepath.Join(dir, "out.json"), feeds.BookmarkExport{})
			exit(err)
			fmt.Println("done export", written.Written)
		}
	}
}

// acknowledged is what the program has said to be done, over all its lives.
type acknowledged struct {
	articles int
	read     map[feeds.ArticleID]bool
	kept     map[feeds.ArticleID]bool
	doing    string // what it was about at its end, which may be done or not
	on       feeds.ArticleID
}

// hear takes one line of the program.
func (a *acknowledged) hear(t *testing.T, line string) {
	t.Helper()
	var stage, what string
	var n int64
	if _, err := fmt.Sscan(line, &stage, &what, &n); err != nil {
		t.Fatalf("the program said %q", line)
	}
	id := feeds.ArticleID(n)
	a.doing, a.on = "", 0
	switch {
	case stage == "begin":
		a.doing, a.on = what, id
	case what == "reload":
		a.articles += int(n)
	case what == "read" || what == "unread":
		a.read[id] = what == "read"
	case what == "keep":
		a.kept[id] = true
	}
}

// TestAKilledProgramLosesNothingThatWasDone kills the program by SIGKILL at
// random moments, 20 times or as often as BROADSHEET_KILLS says. A killed
// process leaves its writes with the system: what a power cut leaves is the
// matter of synchronous=FULL, which a test of the store holds.
//
// Faults: D02, D15
func TestAKilledProgramLosesNothingThatWasDone(t *testing.T) {
	rounds := 20
	if n, err := strconv.Atoi(os.Getenv("BROADSHEET_KILLS")); err == nil {
		rounds = n
	}
	var r *rig
	var said *acknowledged
	var served atomic.Int64
	rnd := rand.New(rand.NewPCG(7, 7))
	changes := 0
	for round := range rounds {
		if round%20 == 0 { // or the store grows and with it the time to look through it
			r = newRig(t)
			r.answers(site, func(w http.ResponseWriter, _ *http.Request) {
				first := int(served.Add(5))
				var titles []string
				for i := range 5 {
					titles = append(titles, fmt.Sprint("Item ", first+i))
				}
				fmt.Fprint(w, rss(titles...))
			})
			r.follow(feedURL)
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
			said = &acknowledged{read: map[feeds.ArticleID]bool{}, kept: map[feeds.ArticleID]bool{}}
		}
		changes += liveAndDie(r, said, uint64(round+1), rnd)
		survived(r, said, round)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills, %d changes acknowledged, none lost", rounds, changes)
}

// liveAndDie runs the program once and kills it; gives the number of changes it
// said were done.
func liveAndDie(r *rig, said *acknowledged, seed uint64, rnd *rand.Rand) (done int) {
	r.Helper()
	binary, err := os.Executable()
	if err != nil {
		r.Fatal(err)
	}
	child := exec.CommandContext(r.Context(), binary)
	child.Env = append(os.Environ(), mortalDir+"="+r.dir, childServer+"="+r.server.Listener.Addr().String(), fmt.Sprint(mortalSeed, "=", seed))
	out, err := child.StdoutPipe()
	if err != nil {
		r.Fatal(err)
	}
	if err := child.Start(); err != nil {
		r.Fatal(err)
	}
	// Counted from a line of its own choosing, so that the moment falls anywhere
	// within a change and not only between two.
	after, within := 1+rnd.IntN(60), time.Duration(rnd.IntN(3000))*time.Microsecond
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		said.hear(r.T, lines.Text())
		if said.doing == "" {
			done++
		}
		if n == after {
			time.AfterFunc(within, func() { _ = child.Process.Kill() }) // SIGKILL where there is one
		}
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		r.Fatalf("the program ended by itself: %v", err)
	}
	return done
}

// survived opens the store again and looks for all that was said to be done.
func survived(r *rig, said *acknowledged, round int) {
	r.Helper()
	lib, err := Open(r.Context(), r.options())
	if err != nil {
		r.Fatalf("kill %d: the store does not open: %v", round, err)
	}
	defer lib.Close()
	db, err := sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(r.dir, store.File)))
	if err != nil {
		r.Fatal(err)
	}
	defer db.Close()
	var sound string
	var articles, counted int
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&sound); err != nil || sound != "ok" {
		r.Errorf("kill %d: integrity check: %s, %v", round, sound, err)
	}
	if err := db.QueryRow("SELECT (SELECT count(*) FROM articles), (SELECT sum(articles) FROM counters)").Scan(&articles, &counted); err != nil {
		r.Fatal(err)
	}
	if articles < said.articles || counted != articles || articles != said.articles && said.doing != "reload" {
		r.Errorf("kill %d: %d articles, counted as %d; %d were acknowledged (during %q)", round, articles, counted, said.articles, said.doing)
	}
	said.articles = articles
	for id, read := range said.read {
		reading, err := lib.store.Article(r.Context(), id)
		if err != nil {
			r.Fatalf("kill %d: article %d: %v", round, id, err)
		}
		switch got := reading.State.Read; {
		case got == read:
		case id == said.on && (said.doing == "read" || said.doing == "unread"):
			said.read[id] = got
		default:
			r.Errorf("kill %d: article %d is read: %v, acknowledged: %v", round, id, got, read)
		}
	}
	for id := range said.kept {
		if _, err := lib.BookmarkOf(r.Context(), id); err != nil {
			r.Errorf("kill %d: the bookmark of article %d: %v", round, id, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(r.dir, "out.json"))
	if err != nil && !os.IsNotExist(err) || err == nil && !json.Valid(text) {
		r.Errorf("kill %d: half an export stands at the name of one", round)
	}
}
