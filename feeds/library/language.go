package library

import (
	"strings"

	"broadsheet/feeds"
)

// languages are the names that models know languages by best, in English, by
// their codes (ISO 639-1).
var languages = map[string]string{
	"ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
	"en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician",
	"he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese",
	"ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian",
	"pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian",
	"sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
	"zh-tw": "Traditional Chinese", "zh-hk": "Traditional Chinese", "zh-hant": "Traditional Chinese", "zh-hans": "Simplified Chinese", "zh-cn": "Simplified Chinese",
	"pt-br": "Brazilian Portuguese",
}

// languageName is the name of a language that a person wrote as a name or a
// code; what is neither is told to the model as it is.
func languageName(written string) string {
	code := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(written), "_", "-"))
	if name := languages[code]; name != "" {
		return name
	}
	main, _, region := strings.Cut(code, "-")
	if name := languages[main]; name != "" && region {
		return name
	}
	return feeds.CleanLine(written)
}

// languageCode is the code of a language by its name, "" for an unknown one.
func languageCode(name string) string {
	best := ""
	for code, n := range languages {
		if strings.EqualFold(n, name) && (best == "" || len(code) < len(best) || len(code) == len(best) && code < best) {
			best = code
		}
	}
	return best
}

// systemLanguage is the language of the environment, English where it names
// none.
func systemLanguage(env func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value, _, _ := strings.Cut(env(name), ".")
		value, _, _ = strings.Cut(value, "@")
		if value == "" {
			continue
		}
		if value == "C" || value == "POSIX" {
			break
		}
		return value
	}
	return "en"
}
