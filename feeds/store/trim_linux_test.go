package store

import (
	"reflect"
	"runtime"
	"testing"

	"modernc.org/libc"
)

// Were it another's lock, memory would go from under those who are taking some,
// and the program would end in a fault of the processor.
func TestMemoryIsTrimmedUnderTheLockThatTakingSomeNeeds(t *testing.T) {
	tls := libc.NewTLS()
	defer tls.Close()
	took := make(chan struct{})
	allocating.Lock()
	go func() {
		defer close(took)
		libc.Xfree(tls, libc.Xmalloc(tls, 64))
	}()
	early := false
	for range 100_000 {
		runtime.Gosched()
		select {
		case <-took:
			early = true
		default:
		}
	}
	allocating.Unlock()
	<-took
	if early {
		t.Error("memory was taken while the lock was held: modernc.org/libc calls its own otherwise now")
	}
}

func TestTheMemoryThatIsTrimmedIsSQLites(t *testing.T) {
	must(t, fresh(t).GiveBack())
	allocating.Lock()
	live := reflect.ValueOf(&allocator).Elem().FieldByName("live").Int()
	allocating.Unlock()
	if live == 0 {
		t.Error("the allocator here is not the one that SQLite uses: modernc.org/libc calls its own otherwise now")
	}
}

func TestReadersWorkWhileMemoryIsTrimmed(t *testing.T) {
	s := fresh(t)
	id := subscribed(t, s, feedNamed("gazette", ""))[0].ID
	for n := range 50 {
		commit(t, s, id, item(string(rune('a'+n)), n, "Some news"))
	}
	done := make(chan error, readers)
	for range readers {
		go func() {
			var err error
			for range 200 {
				if _, e := s.Feeds(ctx); e != nil {
					err = e
				}
			}
			done <- err
		}()
	}
	for left := readers; left > 0; {
		select {
		case err := <-done:
			must(t, err)
			left--
		default:
			must(t, s.GiveBack())
		}
	}
}
