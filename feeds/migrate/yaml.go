package migrate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"broadsheet/feeds"
)

// nom reads nom's config.yml (github.com/guyfedwards/nom 3.3). The feeds of its
// servers are theirs.
func (p *plan) nom(f Files) error {
	var c struct {
		Feeds []struct {
			URL  yaml.Node `yaml:"url"`
			Name string    `yaml:"name"`
		} `yaml:"feeds"`
		Database string               `yaml:"database"`
		Rest     map[string]yaml.Node `yaml:",inline"`
	}
	if err := readYAML(f.Feeds, &c); err != nil {
		return err
	}
	for _, feed := range c.Feeds {
		p.feed("config.yml", feed.URL.Line, feed.URL.Value, feed.Name, nil)
	}
	p.file()
	p.Articles = c.Database
	for _, name := range slices.Sorted(maps.Keys(c.Rest)) {
		why := "there is no such setting here"
		switch name {
		case "backends":
			why = "another server's account"
		case "openers", "pager":
			why = "a command; set browser, player or [open] in the config yourself"
		case "theme":
			why = "looks are themes here: theme in the config, T on the screen"
		case "version", "configpath":
			continue
		}
		p.left("config.yml", c.Rest[name].Line, name, "%s", why)
	}
	return nil
}

// goread reads goread's urls.yml (github.com/TypicalAM/goread 1.7), whose
// categories are folders.
func (p *plan) goread(f Files) error {
	var c struct {
		Categories []struct {
			Name          string `yaml:"name"`
			Subscriptions []struct {
				Name string    `yaml:"name"`
				URL  yaml.Node `yaml:"url"`
			} `yaml:"subscriptions"`
		} `yaml:"categories"`
	}
	if err := readYAML(f.Feeds, &c); err != nil {
		return err
	}
	for _, category := range c.Categories {
		var in []string
		if category.Name != "All Feeds" && category.Name != "Saved" { // its views of all
			in = []string{category.Name}
		}
		for _, s := range category.Subscriptions {
			p.feed("urls.yml", s.URL.Line, s.URL.Value, s.Name, in)
		}
	}
	p.file()
	return nil
}

func readYAML(data []byte, to any) (err error) {
	defer func() { // the parser is not ours, and the file is anybody's
		if r := recover(); r != nil {
			err = errors.New("it is no YAML this program can read")
		}
	}()
	if err := yaml.Unmarshal(data, to); err != nil {
		return fmt.Errorf("it is no YAML this program can read: %s", feeds.CleanLine(strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	return nil
}
