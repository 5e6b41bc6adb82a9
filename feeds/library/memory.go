package library

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// easeEvery is how often it is looked whether there is nothing to do.
	easeEvery = 5 * time.Second
	// little is what a screen allocates meanwhile on which nothing happens, and
	// much what is worth being given back; both in bytes.
	little = 1 << 20
	much   = 2 << 20
)

// ease gives memory back whenever nothing happens any more: else what a person
// looked at an hour ago would be held until something happens again.
func (l *Library) ease(ctx context.Context) {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	allocated := func() uint64 {
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	last := allocated()
	given := last
	for rest(ctx, easeEvery) {
		now := allocated()
		if now-last < little && now-given > much {
			l.giveBack()
			given = now
		}
		last = now
	}
}

// giveBack gives memory back that work has left, which would else be done in
// minutes only.
func (l *Library) giveBack() {
	if err := l.store.GiveBack(); err != nil {
		l.opt.Log.Error("give memory back", "error", err)
	}
	debug.FreeOSMemory()
}
