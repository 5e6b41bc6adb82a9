//go:build unix

package command

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// group starts cmd in a process group of its own, so that what it starts ends
// with it and a Ctrl-C meant for the screen does not reach it.
func group(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends the group.
func kill(cmd *exec.Cmd) error {
	err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

// detach starts cmd in a session of its own: it outlives the screen and its
// terminal.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
