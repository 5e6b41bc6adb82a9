//go:build unix

package command

const groups = true
