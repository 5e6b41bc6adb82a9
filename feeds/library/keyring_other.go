//go:build !linux

package library

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// systemSafe is the system's keyring: that of macOS, of Windows, or of the
// desktop by the Secret Service.
type systemSafe struct{}

func (systemSafe) Get(service, user string) (string, error) {
	secret, err := keyring.Get(service, user)
	return secret, filedError(err)
}

func (systemSafe) Set(service, user, secret string) error { return keyring.Set(service, user, secret) }

func (systemSafe) Delete(service, user string) error {
	return filedError(keyring.Delete(service, user))
}

func filedError(err error) error {
	if errors.Is(err, keyring.ErrNotFound) {
		return errNotFiled
	}
	return err
}
