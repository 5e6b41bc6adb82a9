package cli

import (
	"runtime"
	"testing"
)

func TestSignsGoByTheLocale(t *testing.T) {
	bare := "ascii"
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		bare = "unicode"
	}
	for _, tt := range []struct {
		name, setting string
		env           map[string]string
		want          string
	}{
		{"UTF-8", "auto", map[string]string{"LANG": "de_DE.UTF-8"}, "unicode"},
		{"UTF-8 as glibc writes it", "auto", map[string]string{"LANG": "en_GB.utf8"}, "unicode"},
		{"the most important one counts", "auto", map[string]string{"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, bare},
		{"LC_CTYPE before LANG", "auto", map[string]string{"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "unicode"},
		{"none", "auto", nil, bare},
		{"POSIX", "auto", map[string]string{"LANG": "POSIX"}, bare},
		{"Latin-1", "auto", map[string]string{"LANG": "fr_FR.ISO-8859-1"}, "ascii-only"},
		{"a language alone, which is an old character set", "auto", map[string]string{"LANG": "fr_FR"}, "ascii-only"},
		{"said outright", "unicode", map[string]string{"LANG": "C"}, "unicode"},
		{"said outright too", "ascii", map[string]string{"LANG": "de_DE.UTF-8"}, "ascii"},
	} {
		if got := icons(tt.setting, func(k string) string { return tt.env[k] }); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestLightTerminalsThatSaySo(t *testing.T) {
	for value, want := range map[string]bool{"": false, "15;0": false, "0;15": true, "0;default;15": true, "12;8": false, "0;7": true, "default;default": false} {
		if got := light(func(string) string { return value }); got != want {
			t.Errorf("COLORFGBG=%q is light: %v", value, got)
		}
	}
}
