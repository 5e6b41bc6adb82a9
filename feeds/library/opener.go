package library

import (
	"context"
	"net/url"
	"path"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
)

// endings say of what kind a file is that a link leads to.
var endings = map[string]string{
	".mp3": "audio", ".m4a": "audio", ".ogg": "audio", ".oga": "audio", ".opus": "audio", ".flac": "audio", ".wav": "audio", ".aac": "audio",
	".mp4": "video", ".m4v": "video", ".webm": "video", ".mov": "video", ".mkv": "video", ".avi": "video", ".ogv": "video",
	".jpg": "image", ".jpeg": "image", ".png": "image", ".gif": "image", ".webp": "image", ".avif": "image", ".svg": "image",
	".pdf": "application/pdf", ".epub": "application/epub+zip",
}

// OpenLink opens what a link leads to: with the person's program for its kind,
// else as a page, with their browser, $BROWSER or the system's own. kind is a
// media type, "" where only the address says something.
func OpenLink(s feeds.Settings, address, kind string) error {
	return command.OpenURL(context.Background(), Program(s, address, kind), address)
}

// Play is OpenLink for a recording, a film or another file that comes with an
// article: the player opens what it plays.
func Play(s feeds.Settings, address, kind string) error {
	argv := opener(s, address, kind)
	if class := classOf(address, kind); argv == nil && len(s.Player) > 0 && (class == "audio" || class == "video") {
		argv = s.Player
	}
	if argv == nil {
		argv = s.Browser
	}
	return command.OpenURL(context.Background(), argv, address)
}

// Program is the person's program for what a link leads to; empty where they
// have none.
func Program(s feeds.Settings, address, kind string) []string {
	if argv := opener(s, address, kind); argv != nil {
		return argv
	}
	return s.Browser
}

// opener is the program that [open] names for a media type, the exact one
// before its class.
func opener(s feeds.Settings, address, kind string) []string {
	kind = mediaType(address, kind)
	class := classOf(address, kind)
	var by []string
	for _, o := range s.Open {
		switch o.Kind {
		case kind:
			return o.Argv
		case class:
			by = o.Argv
		}
	}
	return by
}

// mediaType is the type that was given, else what the address's ending says.
func mediaType(address, kind string) string {
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	if kind = strings.TrimSpace(kind); kind != "" && kind != "application/octet-stream" {
		return kind
	}
	u, err := url.Parse(address)
	if err != nil {
		return kind
	}
	return endings[strings.ToLower(path.Ext(u.Path))]
}

func classOf(address, kind string) string {
	kind = mediaType(address, kind)
	if kind == "application/pdf" {
		return "pdf"
	}
	class, _, _ := strings.Cut(kind, "/")
	return class
}
