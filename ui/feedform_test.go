package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// field goes to a field of the open form by its label.
func (d *driver) field(label string) {
	d.t.Helper()
	f, ok := d.m.over.(*feedForm)
	if !ok {
		d.t.Fatalf("no form is open:\n%s", d.screen())
	}
	for range f.fields {
		if f.fields[f.at].label == label {
			return
		}
		d.keys("down")
	}
	d.t.Fatalf("no field %s", label)
}

func TestSettingsOfAFeedAreEdited(t *testing.T) {
	d, f := warded(t, 120, 40)
	d.keys("E")
	d.expect("the article's feed, and how it is doing", "The Meridian", "asked 2 minutes ago, answered 200 · next check in 40 min", "Title", "https://paper1.example/feed",
		"as all feeds", "ctrl+s save", "yours, shown instead of the publisher's")
	d.typed("My Meridian")
	d.field("Interval")
	d.typed("90m")
	d.field("Full text")
	d.expect("of four", "as all feeds  space changes it", "when a page is asked")
	d.keys("space")
	d.expect("the first", "for teasers")
	d.keys("space", "l")
	d.expect("the last", "never")
	d.keys("h")
	d.field("Password")
	d.typed("secret")
	d.expect("a password is not shown", "••••••")
	d.expectNot("a password is not shown", "secret")
	d.field("Headers")
	d.typed("x-token: abc; Cookie: a=b; c=d")
	d.field("Keep days")
	d.typed("90")
	d.field("Filter")
	d.typed(`my-filter --say "two words"`)
	d.field("Unrelated")
	d.keys("y")
	d.field("Preferred")
	d.keys("y")
	d.field("Paused")
	d.keys("y", "enter")
	d.expect("saved, and undoable", "✓ My Meridian changed · u undo")
	got := f.feeds[0]
	want := feeds.FeedOptions{
		Interval: 90 * time.Minute, FullText: feeds.FullTextAlways, Password: "secret", Headers: map[string]string{"X-Token": "abc", "Cookie": "a=b; c=d"},
		KeepDays: 90, Filter: []string{"my-filter", "--say", "two words"}, Paused: true, Unrelated: true, Preferred: true,
	}
	if diff := cmp.Diff(want, got.Options); diff != "" || got.OwnTitle != "My Meridian" || got.URL != "https://paper1.example/feed" {
		t.Errorf("saved %s %s: %s", got.OwnTitle, got.URL, diff)
	}
	d.keys("s")
	d.expect("Sections show it", "My Meridian")
}

func TestWhatCannotBeUsedIsSaidUnderItsField(t *testing.T) {
	d, f := warded(t, 120, 40)
	for _, c := range []struct{ label, typed, wrong string }{
		{"Address", "x y", "A whole web address is needed"},
		{"Interval", "soon", "A time of at least 15m is needed"},
		{"Interval", "5m", "A time of at least 15m is needed"},
		{"User", "a:b", "A user name has no colon."},
		{"Password from", "pass 'x", "A quotation mark"},
		{"Proxy", "ftp://p.example", "An http, https or socks5 address is needed"},
		{"Headers", "nonsense", `"nonsense" is no header`},
		{"Certificate", "abc", "The SHA-256 of a certificate has 64"},
		{"Keep days", "-1", "A whole number is needed"},
		{"Keep articles", "many", "A whole number is needed"},
	} {
		d.keys("E")
		d.field(c.label)
		d.keys("ctrl+u")
		d.typed(c.typed)
		d.keys("ctrl+s")
		d.expect(c.label+" "+c.typed, "! "+c.wrong)
		if d.m.over == nil {
			t.Errorf("%s %s: the form closed", c.label, c.typed)
		}
		d.keys("esc")
		d.expect("Esc leaves without saving", "nothing was saved")
	}
	if !f.feeds[0].Options.IsZero() || f.feeds[0].URL != "https://paper1.example/feed" {
		t.Errorf("something was saved: %+v", f.feeds[0])
	}
	d.keys("E")
	d.field("Proxy")
	d.typed("nowhere")
	d.keys("tab")
	d.expect("it is said when one leaves the field", "! An http, https or socks5")
	d.keys("shift+tab", "ctrl+u")
	d.expectNot("and goes when one mends it", "! An http")
}

func TestAFeedOfTheSettingsIsOnlyRead(t *testing.T) {
	d, f := warded(t, 120, 36)
	f.feeds[8].Options.Password = "hush"
	d.keys("g", "e")
	d.m.health.list.Select(9)
	d.keys("E")
	d.expect("where it is declared", "The Long Column", "Declared on line 40 of the settings; change it there.", "esc close", "••••")
	d.typed("zz")
	d.expectNot("nothing can be typed", "zz", "hush")
	d.size(40, 10)
	d.keys("G")
	d.expect("it scrolls", "Paused")
	d.keys("esc")
	d.expect("back where one was", "Feeds")
}

func TestTheAddressOfACommandIsFixed(t *testing.T) {
	f := newWard(newFake())
	f.feeds[0].URL, f.feeds[0].Options.Exec = "exec:my-feed --new", []string{"my-feed", "--new"}
	d := newDriver(t, f.fake)
	d.size(120, 40)
	d.keys("E")
	d.field("Address")
	d.typed("zz")
	d.expectNot("the address is fixed", "zz")
	d.expect("and says so", "a file's or a command's feed keeps the address it has")
	d.field("Command")
	d.expect("the command, as a shell has it", "my-feed --new")
	d.keys("ctrl+u", "ctrl+s")
	d.expect("it needs its command", "This feed is what its command prints.")
	d.typed("other 'a b'")
	d.keys("ctrl+s")
	if diff := cmp.Diff([]string{"other", "a b"}, f.feeds[0].Options.Exec); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNotTouchedStaysAsItWas(t *testing.T) {
	f := newWard(newFake())
	o := feeds.FeedOptions{
		Headers: map[string]string{"X-Odd": "tab\there; Not: one"}, Password: "with\ttab", PasswordCommand: []string{"pass", "a b", ""},
		Interval: 61 * time.Second, Proxy: "gopher://old",
	}
	f.feeds[0].Options = o
	d := newDriver(t, f.fake)
	d.size(120, 40)
	d.keys("E")
	d.typed("New name")
	d.keys("ctrl+s")
	if diff := cmp.Diff(o, f.feeds[0].Options); diff != "" || f.feeds[0].OwnTitle != "New name" {
		t.Error(diff)
	}
}

// keeper's feeds cannot be changed.
type keeper struct{ *fake }

func (keeper) EditFeed(context.Context, feeds.Feed) (feeds.Change, error) {
	return feeds.Change{}, errors.New("another feed has the address https://b.example/ already")
}

func TestASaveThatFailsLosesNothing(t *testing.T) {
	f := newFake()
	d := newDriver(t, f, func(o *Options) { o.Backend = keeper{f} })
	d.size(80, 24)
	d.keys("E")
	d.typed("Kept words")
	d.keys("ctrl+s")
	d.expect("the form stays, with what was typed", "! not saved: another feed has the address", "Kept words")
}

func TestHeadersComeBackAsTheyWere(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     map[string]string
		wrong    string
	}{
		{"nothing", "  ", nil, ""},
		{"one", "X-Token: abc", map[string]string{"X-Token": "abc"}, ""},
		{"two, in any case", "x-token:abc ;accept: a/b", map[string]string{"X-Token": "abc", "Accept": "a/b"}, ""},
		{"a cookie has semicolons", "Cookie: a=b; c=d", map[string]string{"Cookie": "a=b; c=d"}, ""},
		{"a semicolon that looks like an end", `X: a\; Y: b`, map[string]string{"X": "a; Y: b"}, ""},
		{"a backslash", `X: C:\\dir`, map[string]string{"X": `C:\dir`}, ""},
		{"an end too many", "X: a;", map[string]string{"X": "a"}, ""},
		{"no colon", "token", nil, "token"},
		{"a name with a space", "my token: x", nil, "my token: x"},
	} {
		got, wrong := splitHeaders(c.in)
		if diff := cmp.Diff(c.want, got); diff != "" || wrong != c.wrong {
			t.Errorf("%s: %s, wrong %q", c.name, diff, wrong)
		}
		again, _ := splitHeaders(joinHeaders(got))
		if diff := cmp.Diff(got, again); diff != "" {
			t.Errorf("%s, there and back: %s", c.name, diff)
		}
	}
}

func TestDurationsAreSpoken(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "", 30 * time.Minute: "30m", time.Hour: "1h", 90 * time.Minute: "1h30m", 48 * time.Hour: "2d", 90 * time.Second: "1m30s", 10 * time.Hour: "10h",
	} {
		if got := spoken(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}

func TestPastedHeadersMayStandOnLines(t *testing.T) {
	d, f := warded(t, 120, 40)
	d.keys("E")
	d.field("Headers")
	d.send(paste("X-One: 1\nX-Two: 2\n"))
	d.keys("ctrl+s")
	if diff := cmp.Diff(map[string]string{"X-One": "1", "X-Two": "2"}, f.feeds[0].Options.Headers); diff != "" {
		t.Error(diff, strings.TrimSpace(d.screen()))
	}
}

func TestFullTextOfAFeedIsOneChoice(t *testing.T) {
	for _, c := range []struct {
		name  string
		was   feeds.FeedOptions
		shown string
		keys  []string
		want  feeds.FeedOptions
	}{
		{"as all feeds", feeds.FeedOptions{}, "as all feeds", []string{"left"}, feeds.FeedOptions{FullText: feeds.FullTextNever}},
		{"always by its older name", feeds.FeedOptions{ReaderView: true}, "always", []string{"space"}, feeds.FeedOptions{FullText: feeds.FullTextNever}},
		{"never", feeds.FeedOptions{FullText: feeds.FullTextNever}, "never", []string{"space"}, feeds.FeedOptions{}},
		{"untouched", feeds.FeedOptions{ReaderView: true, KeepDays: 3}, "always", nil, feeds.FeedOptions{ReaderView: true, KeepDays: 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, f := warded(t, 120, 40)
			f.feeds[0].Options = c.was
			d.run(d.m.loadSections())
			d.keys("E")
			d.field("Full text")
			d.expect("what is set", c.shown)
			d.keys(c.keys...)
			d.keys("ctrl+s")
			if diff := cmp.Diff(c.want, f.feeds[0].Options); diff != "" {
				t.Error(diff)
			}
		})
	}
}
