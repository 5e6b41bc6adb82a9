// Broadsheet is a news reader for the terminal.
package main

import (
	_ "embed"
	"os"

	"broadsheet/ui/cli"
)

//go:embed config.example.toml
var example []byte

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.System(example)))
}
