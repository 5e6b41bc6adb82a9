package config

import (
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
)

// assistantTable is the [assistant] table as written.
type assistantTable struct {
	Command      []string `toml:"command"`
	URL          string   `toml:"url"`
	Model        string   `toml:"model"`
	TokenCommand []string `toml:"token_command"`
	TokenEnv     string   `toml:"token_env"`
	Timeout      string   `toml:"timeout"`
	Language     string   `toml:"language"`

	// Where people write secrets, to be told that they must not.
	Token  any `toml:"token,omitempty"`
	APIKey any `toml:"api_key,omitempty"`
}

// assistant turns the table into settings. One that cannot be used is reported,
// and there is none: better than to send articles where they were not meant to
// go.
func (r *reader) assistant(base assistantTable, t *assistantTable) feeds.Assistant {
	ok := true
	report := func(key, what, want string) {
		r.value("assistant."+key, what, want)
		ok = false
	}
	a := feeds.Assistant{
		Command: t.Command, Model: feeds.CleanLine(t.Model), Language: feeds.CleanLine(t.Language),
		Token: feeds.Secret{Command: t.TokenCommand, Env: t.TokenEnv},
	}
	var err error
	if a.Timeout, err = time.ParseDuration(t.Timeout); err != nil || a.Timeout < time.Second || a.Timeout > time.Hour {
		r.value("assistant.timeout", fmt.Sprintf("%q cannot be used", feeds.CleanLine(t.Timeout)), `a time from "1s" to "1h"`)
		a.Timeout, _ = time.ParseDuration(base.Timeout)
		t.Timeout = base.Timeout
	}
	r.openSecrets(t, report)
	switch {
	case t.URL == "":
		if len(t.Command) > 0 && strings.TrimSpace(t.Command[0]) == "" {
			report("command", "the program has no name", kinds["assistant.command"])
		}
	case len(t.Command) > 0:
		report("url", "there is a command as well, and only one of the two can be asked", "url or command")
	default:
		address, plain := feeds.ServerURL(t.URL)
		switch a.URL = address; {
		case address == "":
			report("url", fmt.Sprintf("%q is no address of a server", feeds.CleanLine(hide(t.URL, false))), kinds["assistant.url"])
		case plain:
			report("url", "what you read would travel unencrypted", `an address with https://; http:// is for servers at home`)
		case a.Model == "":
			report("url", "the server is not told which model to take", `model = "llama3.2", or what it is called there`)
		}
	}
	t.Token, t.APIKey = nil, nil
	t.URL, _, _ = feeds.SplitLogin(t.URL)
	if !ok {
		return feeds.Assistant{Timeout: a.Timeout, Language: a.Language}
	}
	return a
}

// openSecrets refuses secrets that stand in the file, as those of services.
func (r *reader) openSecrets(t *assistantTable, report func(key, what, want string)) {
	var login any
	if _, user, password := feeds.SplitLogin(t.URL); user != "" || password != "" {
		login = true
	}
	for _, secret := range []struct {
		key   string
		value any
	}{{"url", login}, {"token", t.Token}, {"api_key", t.APIKey}} {
		if secret.value != nil {
			report(secret.key, "a secret must not stand in this file, so it is not used; take it out, and change it where others can read the file",
				`token_command = ["pass", "show", "model"], token_env = "NAME", or neither for the system's keyring`)
		}
	}
}
