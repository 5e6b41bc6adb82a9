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
		// of the work.
		debug.SetGCPercent(400)
		time.AfterFunc(time.Second, func() { debug.SetGCPercent(100) })
	}
	if os.Getenv("GOMAXPROCS") == "" {
		// Four reads of the store run at once, for milliseconds without a pause:
		// on two processors the screen waited for its turn behind them. Where
		// each has a thread the system shares out, and wakes who has slept. The
		// slowest of a hundred keys took 17 ms, and takes 14. Not before the
		// screen is there, which that would keep for 3 ms.
		time.AfterFunc(time.Second, func() { runtime.GOMAXPROCS(runtime.NumCPU() + 4) })
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		// A first load makes and drops a lot. With more than this it is collected
		// as soon as it is dropped: 112 MB at most, where it was 125.
		debug.SetMemoryLimit(64 << 20)
	}
	os.Exit(cli.Main(os.Args[1:], cli.System(example)))
}
