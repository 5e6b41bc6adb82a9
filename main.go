// Broadsheet is a news reader for the terminal.
package main

import (
	_ "embed"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"broadsheet/ui/cli"
)

//go:embed config.example.toml
var example []byte

func main() {
	if os.Getenv("GOGC") == "" {
		// Until the screen is there nothing is to be collected: that was a tenth
		// of the work. Later less often than usual, for a frame waits for it;
		// what is free is given back whenever nothing happens.
		debug.SetGCPercent(400)
		time.AfterFunc(time.Second, func() { debug.SetGCPercent(200) })
	}
	if os.Getenv("GOMAXPROCS") == "" {
		// Reads of the store run for milliseconds without a pause: with one thread
		// more than it may have processors the screen need not wait for the end of
		// one, and the system shares out. Not before the screen is there, which
		// that would keep for 3 ms.
		time.AfterFunc(time.Second, func() { runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1) })
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		// A first load makes and drops a lot. With more than this it is collected
		// as soon as it is dropped: 112 MB at most, where it was 125.
		debug.SetMemoryLimit(64 << 20)
	}
	os.Exit(cli.Main(os.Args[1:], cli.System(example)))
}
