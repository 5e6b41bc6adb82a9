//go:build !unix

package command

import "os/exec"

// There are no process groups to end here: the program alone is killed.
func group(*exec.Cmd) {}

func kill(cmd *exec.Cmd) error { return cmd.Process.Kill() }

func detach(*exec.Cmd) {}
