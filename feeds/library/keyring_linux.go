package library

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"broadsheet/feeds/command"
)

// systemSafe is the keyring of the desktop, by the Secret Service. It is asked
// by the service's own program: a client of the session bus in this program
// would be 370 KB of it, for something few need.
type systemSafe struct{}

const secretTool = "secret-tool"

func (systemSafe) Get(service, user string) (string, error) {
	out, err := askSafe(nil, "lookup", "service", service, "username", user)
	if err == nil && len(out) == 0 {
		err = errNotFiled
	}
	return string(out), err
}

func (systemSafe) Set(service, user, secret string) error {
	_, err := askSafe([]byte(secret), "store", "--label="+service+": "+user, "service", service, "username", user)
	return err
}

func (systemSafe) Delete(service, user string) error {
	_, err := askSafe(nil, "clear", "service", service, "username", user)
	return err
}

// askSafe runs the program. A secret goes to its standard input, where no
// other program can see it.
func askSafe(secret []byte, argv ...string) ([]byte, error) {
	if !hasBus() {
		return nil, errNoKeyring
	}
	out, err := command.Runner{Timeout: keyringTime}.Run(context.Background(), append([]string{secretTool}, argv...), secret)
	switch {
	case errors.Is(err, command.ErrNotFound):
		return nil, errors.New("secret-tool is not installed (libsecret-tools): install it, or set token_command")
	case errors.Is(err, command.ErrTimeout):
		return nil, errSlowKeyring
	case err != nil:
		return nil, err
	case out.Code != 0 && out.Stderr != "":
		return nil, errors.New(out.Stderr)
	case out.Code != 0:
		return nil, errNotFiled
	}
	return out.Stdout, nil
}

// hasBus says whether there is a session bus to ask: without one, asking would
// start one.
func hasBus() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	dir := os.Getenv("XDG_RUNTIME_DIR")
	_, err := os.Stat(filepath.Join(dir, "bus"))
	return dir != "" && err == nil
}
