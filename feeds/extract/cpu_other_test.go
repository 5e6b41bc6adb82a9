//go:build !unix

package extract

import "time"

func cpu() time.Duration { return 0 }
