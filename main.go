// Broadsheet is a news reader for the terminal.
package main

import (
	_ "embed"
	"os"
	"runtime/debug"
	"time"

	"broadsheet/ui/cli"
)

//go:embed config.example.toml
var example []byte

func main() {
	if os.Getenv("GOGC") == "" {
		// A first load makes and drops a lot: memory given back twice as often
		// is a tenth less memory for a hundredth more time. Until the screen is
		// there nothing is to be collected: that was a tenth of the work.
		debug.SetGCPercent(400)
		time.AfterFunc(time.Second, func() { debug.SetGCPercent(50) })
	}
	os.Exit(cli.Main(os.Args[1:], cli.System(example)))
}
