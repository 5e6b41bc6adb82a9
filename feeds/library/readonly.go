package library

import (
	"errors"
	"fmt"

	"broadsheet/feeds/store"
)

// ReadOnly says, in a sentence, that nothing can be kept and why; "" where all is
// as it should be.
func (l *Library) ReadOnly() string {
	switch {
	case !l.store.ReadOnly():
		return ""
	case l.store.Behind():
		return fmt.Sprintf("nothing is kept, and an earlier run's last changes are not shown: nothing can be written in %s", l.opt.Dir)
	}
	return fmt.Sprintf("you can read, but nothing is kept: nothing can be written in %s", l.opt.Dir)
}

// Refusal is why the store did not make a change, or cannot be read, a sentence; "" where an error
// says something else.
func Refusal(err error) string {
	for _, why := range []error{store.ErrKeepsNothing, store.ErrFull, store.ErrBusy, store.ErrDisk, store.ErrCorrupt} {
		if errors.Is(err, why) {
			return why.Error()
		}
	}
	return ""
}
