package library

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkReloadBesideNewsboat reloads the same 1,000 feeds on 500 hosts, at
// 50 ms, with newsboat (32 threads, as its own manual counsels) and with us in
// one run: first load and nothing new.
func BenchmarkReloadBesideNewsboat(b *testing.B) {
	program, err := exec.LookPath("newsboat")
	if err != nil {
		b.Skip("newsboat is not installed here: apt install newsboat")
	}
	port := benchServer(b)
	dir := b.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		return path
	}
	urls := write("urls", strings.Join(benchURLs(port, 50), "\n")+"\n")
	config := write("config", "reload-threads 32\ndownload-retries 1\n")
	theirs := func() time.Duration {
		cmd := exec.CommandContext(b.Context(), program, "-x", "reload", "-u", urls, "-c", filepath.Join(dir, "cache.db"), "-C", config)
		cmd.Env = append(os.Environ(), "HOME="+dir)
		from := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("newsboat: %v: %s", err, out)
		}
		return time.Since(from)
	}
	lib, r := benchLibrary(b, port, 50)
	ourFirst, _ := measured(func() { benchReload(b, lib) })
	theirFirst := theirs()
	var ours, rival time.Duration
	for b.Loop() {
		r.pass(25 * time.Hour)
		wall, _ := measured(func() { benchReload(b, lib) })
		ours += wall
		rival += theirs()
	}
	n := float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ourFirst.Seconds(), "first-s")
	b.ReportMetric(theirFirst.Seconds(), "newsboat-first-s")
	b.ReportMetric(ours.Seconds()/n, "nothing-new-s")
	b.ReportMetric(rival.Seconds()/n, "newsboat-nothing-new-s")
}
