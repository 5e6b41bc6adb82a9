// Broadsheet is a news reader for the terminal.
package main

import (
	_ "embed"
	"os"
	"runtime/debug"

	"broadsheet/ui/cli"
)

//go:embed config.example.toml
var example []byte

func main() {
	if os.Getenv("GOGC") == "" {
		// A first load makes and drops a lot: memory given back twice as often
		// is a tenth less memory for a hundredth more time.
		debug.SetGCPercent(50)
	}
	os.Exit(cli.Main(os.Args[1:], cli.System(example)))
}
