package feeds

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitWords(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
		wrong    bool
	}{
		{"nothing is no word", "", nil, false},
		{"blanks are no word", " \t\n ", nil, false},
		{"words are parted by any blanks", "  my-feed   --new\t-n 3\n", []string{"my-feed", "--new", "-n", "3"}, false},
		{"single quotes keep everything", `a 'b "c" \n $HOME' d`, []string{"a", `b "c" \n $HOME`, "d"}, false},
		{"double quotes keep blanks and single quotes", `say "it's fine"`, []string{"say", "it's fine"}, false},
		{"a backslash in double quotes frees four characters", `"\"\\\$\` + "`" + `"`, []string{`"\$` + "`"}, false},
		{"and stays before any other", `"a\nb"`, []string{`a\nb`}, false},
		{"a backslash outside frees any one", `two\ words \'x\' \\`, []string{"two words", "'x'", `\`}, false},
		{"pieces without a blank are one word", `a'b c'"d e"f`, []string{"ab cd ef"}, false},
		{"empty quotes are an empty word", `a '' ""`, []string{"a", "", ""}, false},
		{"nothing is expanded", "echo $HOME ~ *.xml `date` a|b", []string{"echo", "$HOME", "~", "*.xml", "`date`", "a|b"}, false},
		{"other scripts are as good", "фид 'два слова'", []string{"фид", "два слова"}, false},
		{"a single quote without an end", "a 'b", nil, true},
		{"a double quote without an end", `a "b`, nil, true},
		{"a backslash at the end", `a b\`, nil, true},
		{"a backslash at the end of double quotes closes nothing", `"a\"`, nil, true},
	} {
		got, err := SplitWords(c.in)
		if c.wrong != errors.Is(err, ErrOpenQuote) {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestJoinWords(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"plain words stay plain", []string{"my-feed", "--since=1d", "https://a.example/x"}, "my-feed --since=1d https://a.example/x"},
		{"blanks are quoted", []string{"a b"}, "'a b'"},
		{"and what a shell would expand", []string{"$HOME", "~/x", "*"}, "'$HOME' '~/x' '*'"},
		{"a single quote", []string{"it's"}, `'it'\''s'`},
		{"an empty word", []string{"a", ""}, "a ''"},
		{"no words", nil, ""},
	} {
		if got := JoinWords(c.in); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func FuzzWordsComeBackAsTheyWere(f *testing.F) {
	f.Add("my-feed", "--new", "")
	f.Add("it's", `a\b "c"`, "\n\t $x")
	f.Add("'", `\`, "\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		words := []string{a, b, c}
		got, err := SplitWords(JoinWords(words))
		if err != nil || !cmp.Equal(words, got) {
			t.Errorf("%q became %q: %v", words, got, err)
		}
		_, _ = SplitWords(a) // whatever it is, it is read or refused
	})
}
