package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func defaults(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTheExampleFileIsTheDefaults(t *testing.T) {
	def := defaults(t)
	got, err := Parse(def, def, "config.toml")
	if err != nil || len(got.Mistakes) > 0 {
		t.Fatalf("the example has mistakes: %v %v", err, got.Mistakes)
	}
	want := feeds.Settings{Theme: feeds.One("auto"), Icons: "auto", Density: "auto", Stories: true, Start: feeds.ViewToday, Mouse: true, Browser: []string{}, Player: []string{}, Measure: 72, MarkRead: "open",
		OnStart: true, Background: true, Interval: time.Hour, FullText: feeds.FullTextAuto, Related: feeds.StrictnessNormal,
		Pipe: "text", Hooks: feeds.Hooks{New: []string{}, Bookmark: []string{}, Open: []string{}, Timeout: 30 * time.Second},
		Mirror: feeds.Mirror{Format: "obsidian"}, Assistant: feeds.Assistant{Command: []string{}, Token: feeds.Secret{Command: []string{}}, Timeout: 2 * time.Minute}}
	if diff := cmp.Diff(want, got.Settings); diff != "" {
		t.Error(diff)
	}
	empty, err := Parse(def, nil, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got.Settings, empty.Settings); diff != "" || len(empty.Mistakes) > 0 || empty.FeedsUnsure {
		t.Errorf("an empty file is not the defaults: %s", diff)
	}
}

func TestEverySettingStandsInTheExample(t *testing.T) {
	text := string(defaults(t))
	for key := range kinds {
		name := strings.TrimSuffix(key, ".*")
		if name = name[strings.LastIndexByte(name, '.')+1:]; !strings.Contains(text, name) {
			t.Errorf("%s is not in config.example.toml", key)
		}
	}
}

func TestMistakesSayWhereAndWhatAndCostNothingElse(t *testing.T) {
	const rest = "\n[[feeds]]\nurl = \"https://a.example/feed\"\n"
	for _, tc := range []struct {
		name, text string
		line, col  int
		what, want string // parts of the sentence
		unsure     bool
	}{
		{"a wrong kind of value", "theme = \"ink\"\nmouse = \"yes\"\n" + rest, 2, 9, "mouse has a value of the wrong kind", "true or false", false},
		{"a misspelt setting", "theme = \"ink\"\nmuose = true\n" + rest, 2, 1, `no setting "muose"`, "perhaps mouse", false},
		{"a broken line", "theme = \"ink\"\nmouse = \n" + rest, 2, 9, "the line ends before its value", "a value", false},
		{"a value out of range", "theme = \"ink\"\n[reading]\nwidth = 7\n" + rest, 3, 9, "7 columns", "40 to 120", false},
		{"an unknown theme keeps the default", "theme = \"pink\"\n" + rest, 1, 9, `"pink" is no theme`, `"paper"`, false},
		{"a feed with no address", "theme = \"ink\"\n" + rest + "[[feeds]]\ntitle = \"x\"\n", 5, 1, "no address", "https://", true},
		{"a broken feed header", "theme = \"ink\"\n" + rest + "[[feeds]\nurl = \"https://b.example/\"\n", 5, 0, "", "", true},
		{"a broken line in a feed", "theme = \"ink\"\n" + rest + "[[feeds]]\nurl = https://b.example/\n", 6, 0, "", "", true},
		{"images of a third kind", "theme = \"ink\"\n[reading]\nimages = \"kitty\"\n" + rest, 3, 10, `"kitty" is not known`, `"off" or "on"`, false},
		{"a strictness of a fourth kind", "theme = \"ink\"\n[related]\nstrictness = \"lax\"\n" + rest, 3, 14, `"lax" is not known`, `"loose"`, false},
		{"an interval too short", "theme = \"ink\"\n[reload]\ninterval = \"1s\"\n" + rest, 3, 12, `"1s"`, "15m", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(defaults(t), []byte(tc.text), "config.toml")
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Mistakes) == 0 {
				t.Fatal("no mistake found")
			}
			m := got.Mistakes[0]
			if m.Line != tc.line || tc.col != 0 && m.Column != tc.col || !strings.Contains(m.What, tc.what) || !strings.Contains(m.Want, tc.want) {
				t.Errorf("got %q", m)
			}
			if !strings.Contains(m.String(), strings.Split(tc.text, "\n")[tc.line-1]) {
				t.Errorf("the line itself is not shown: %s", m)
			}
			if tc.name != "an unknown theme keeps the default" && got.Settings.Theme.Dark.Name != "ink" {
				t.Errorf("the rest of the file was lost: theme %v", got.Settings.Theme)
			}
			if len(got.Settings.Feeds) != 1 || got.Settings.Feeds[0].URL != "https://a.example/feed" {
				t.Errorf("the feeds were lost: %v", got.Settings.Feeds)
			}
			if got.FeedsUnsure != tc.unsure {
				t.Errorf("FeedsUnsure is %v", got.FeedsUnsure)
			}
		})
	}
}

func TestImagesAreOnWhereTheFileSaysSo(t *testing.T) {
	for text, want := range map[string]bool{"": false, "[reading]\nimages = \"off\"\n": false, "[reading]\nimages = \"on\"\n": true} {
		got, err := Parse(defaults(t), []byte(text), "config.toml")
		if err != nil || len(got.Mistakes) > 0 || got.Settings.Images != want {
			t.Errorf("%q: images %v, %v %v", text, got.Settings.Images, err, got.Mistakes)
		}
	}
}

func TestStrictnessIsWhatTheFileSays(t *testing.T) {
	got, err := Parse(defaults(t), []byte("[related]\nstrictness = \"loose\"\n"), "config.toml")
	if err != nil || len(got.Mistakes) > 0 || got.Settings.Related != feeds.StrictnessLoose {
		t.Errorf("%q, %v %v", got.Settings.Related, err, got.Mistakes)
	}
}

func TestSeveralMistakesAreAllReported(t *testing.T) {
	got, _ := Parse(defaults(t), []byte("mouse = 3\ntheem = \"ink\"\n[reading]\nwidth = \"wide\"\n"), "c.toml")
	var lines []int
	for _, m := range got.Mistakes {
		lines = append(lines, m.Line)
	}
	if len(lines) != 3 {
		t.Errorf("mistakes on lines %v, want 1, 2 and 4", lines)
	}
}

func TestFeedsKeepTheirLines(t *testing.T) {
	got, _ := Parse(defaults(t), []byte("# x\n[[feeds]]\nurl = \"https://a.example/\"\n\n[[feeds]] # two\nurl = \"https://b.example/\"\ntitle = \"B\"\nfolder = \"World\"\n"), "c.toml")
	want := []feeds.FeedSetting{{URL: "https://a.example/", Line: 2}, {URL: "https://b.example/", Title: "B", Folder: "World", Line: 5}}
	if diff := cmp.Diff(want, got.Settings.Feeds); diff != "" {
		t.Error(diff)
	}
}

func TestTheFileIsWrittenOnceAndNeverOver(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "config.toml")
	if Exists(path) {
		t.Fatal("exists before it was written")
	}
	for _, text := range []string{"first", "second"} {
		if err := WriteOnce(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	data, _ := os.ReadFile(path)
	if string(data) != "first" {
		t.Errorf("the file holds %q", data)
	}
	info, _ := os.Stat(path)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("its mode is %v", info.Mode())
	}
}

func FuzzParse(f *testing.F) {
	def, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(def)
	f.Add([]byte("[[feeds]]\nurl=1"))
	f.Add([]byte("a=[\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Parse(def, data, "c.toml")
		if err != nil {
			t.Fatal(err)
		}
		if got.Settings.Measure < 40 || got.Settings.Interval < 15*time.Minute || got.Settings.Theme.Light.Name == "" {
			t.Errorf("settings that do not work: %+v", got.Settings)
		}
		for _, m := range got.Mistakes {
			if m.Line < 1 || m.Column < 1 || m.What == "" {
				t.Errorf("a mistake with no place: %+v", m)
			}
		}
	})
}

func TestAFeedsOwnOptions(t *testing.T) {
	got, err := Parse(defaults(t), []byte(`[[feeds]]
url = "https://me:secret@a.example/feed"
interval = "30m"
reader_view = true
keep_days = 90
headers = { x-token = "abc" }
proxy = "socks5://127.0.0.1:1080"
certificate = "AA:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee"
filter = ["tidy", "-q"]
[[feeds]]
exec = ["my-feed", "--new"]
title = "Mine"
[[feeds]]
file = "/var/feeds/local.xml"
`), "c.toml")
	if err != nil || len(got.Mistakes) > 0 {
		t.Fatal(err, got.Mistakes)
	}
	want := []feeds.FeedSetting{
		{URL: "https://a.example/feed", Line: 1, Options: feeds.FeedOptions{Interval: 30 * time.Minute, ReaderView: true, KeepDays: 90,
			Headers: map[string]string{"X-Token": "abc"}, User: "me", Password: "secret", Proxy: "socks5://127.0.0.1:1080",
			Certificate: "aa00112233445566778899aabbccddeeff00112233445566778899aabbccddee", Filter: []string{"tidy", "-q"}}},
		{URL: "exec:my-feed --new", Title: "Mine", Line: 10, Options: feeds.FeedOptions{Exec: []string{"my-feed", "--new"}}},
		{URL: "file:///var/feeds/local.xml", Line: 13},
	}
	if diff := cmp.Diff(want, got.Settings.Feeds); diff != "" {
		t.Error(diff)
	}
}

func TestAFeedsOptionThatCannotBeUsedCostsOnlyItself(t *testing.T) {
	for _, line := range []string{`interval = "1s"`, `proxy = "ftp://x"`, `certificate = "abc"`, `headers = { "a b" = "c" }`} {
		got, _ := Parse(defaults(t), []byte("[[feeds]]\nurl = \"https://a.example/\"\n"+line+"\n"), "c.toml")
		if len(got.Mistakes) != 1 || len(got.Settings.Feeds) != 1 || !got.Settings.Feeds[0].Options.IsZero() || got.FeedsUnsure {
			t.Errorf("%s gave %v, %+v", line, got.Mistakes, got.Settings.Feeds)
		}
	}
}
