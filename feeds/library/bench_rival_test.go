package library

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// rival is another reader that can reload from the command line: what it wants
// to be set up with in a directory, and its command there.
type rival struct {
	name, install string
	files         func(urls []string) map[string]string
	command       []string
}

var rivals = []rival{
	{
		name: "newsboat", install: "apt install newsboat",
		files: func(urls []string) map[string]string {
			return map[string]string{"urls": strings.Join(urls, "\n") + "\n", "config": "reload-threads 32\ndownload-retries 1\n"} // as its manual counsels
		},
		command: []string{"newsboat", "-x", "reload", "-u", "urls", "-c", "cache.db", "-C", "config"},
	},
	{
		name: "sfeed", install: "apt install sfeed curl",
		files: func(urls []string) map[string]string {
			var b strings.Builder
			b.WriteString(sfeedSettings)
			for i, u := range urls {
				fmt.Fprintf(&b, "\tfeed \"feed%d\" \"%s\"\n", i, u)
			}
			b.WriteString("}\n")
			return map[string]string{"sfeedrc": b.String()}
		},
		command: []string{"sfeed_update", "sfeedrc"},
	},
}

// sfeedSettings has it ask with validators, as its README shows.
const sfeedSettings = `sfeedpath="$HOME/feeds"
maxjobs=32
fetch() {
	at="$HOME/feeds/$1"
	curl -f -s -m 15 --etag-save "$at.new" --etag-compare "$at.etag" -o "$at.xml" "$2" || return 1
	[ -s "$at.xml" ] || return 0
	mv "$at.new" "$at.etag"
	cat "$at.xml"
	rm "$at.xml"
}
feeds() {
`

// BenchmarkReloadBesideRivals reloads the same 1,000 feeds on 500 hosts, at
// 50 ms, with others and with us in one run: a first load, each reader a process
// of its own, and nothing new. The bar: 120 MiB at most.
func BenchmarkReloadBesideRivals(b *testing.B) {
	port := benchServer(b)
	urls := benchURLs(port, 50)
	for _, r := range rivals {
		b.Run(r.name, func(b *testing.B) {
			if _, err := exec.LookPath(r.command[0]); err != nil {
				b.Skipf("%s is not installed here: %s", r.name, r.install)
			}
			dir := b.TempDir()
			for name, text := range r.files(urls) {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
					b.Fatal(err)
				}
			}
			load := func() (wall, busy time.Duration, peak float64) {
				c := exec.CommandContext(b.Context(), r.command[0], r.command[1:]...)
				c.Dir, c.Env = dir, append(os.Environ(), "HOME="+dir)
				from := time.Now()
				if out, err := c.CombinedOutput(); err != nil {
					b.Fatalf("%s: %v: %.300s", r.name, err, out)
				}
				return time.Since(from), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peakOf(c.ProcessState)
			}
			reportLoads(b, load, load)
		})
	}
	b.Run("broadsheet", func(b *testing.B) {
		lib, r := benchLibrary(b, port, 50)
		benchReload(b, lib)
		first := func() (wall, busy time.Duration, peak float64) {
			kb, ms, used := loadAlone(b, port, 50)
			return time.Duration(ms) * time.Millisecond, time.Duration(used) * time.Millisecond, float64(kb) / 1024
		}
		reportLoads(b, first, func() (wall, busy time.Duration, peak float64) {
			r.pass(25 * time.Hour)
			wall, busy = measured(func() { benchReload(b, lib) })
			return wall, busy, 0
		})
	})
}

// reportLoads measures a first load and then others.
func reportLoads(b *testing.B, first, again func() (wall, busy time.Duration, peak float64)) {
	wall, busy, peak := first()
	var walls, used time.Duration
	for b.Loop() {
		w, u, p := again()
		walls, used, peak = walls+w, used+u, max(peak, p)
	}
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(wall.Seconds(), "first-s")
	b.ReportMetric(busy.Seconds(), "first-cpu-s")
	b.ReportMetric(peak, "peak-MiB")
	b.ReportMetric(walls.Seconds()/n, "nothing-new-s")
	b.ReportMetric(used.Seconds()/n, "nothing-new-cpu-s")
}
