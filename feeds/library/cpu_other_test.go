//go:build !unix

package library

import (
	"os"
	"time"
)

// cpu is not known here.
func cpu() time.Duration { return 0 }

// peakOf is not known here.
func peakOf(*os.ProcessState) float64 { return 0 }
