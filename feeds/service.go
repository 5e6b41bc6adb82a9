package feeds

import (
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Service is one [bookmarks.services.NAME] table of config.toml: somewhere
// that articles are sent.
type Service struct {
	Name         string // the person's name for it
	Kind         string // a ServiceKind's name
	URL          string // where it answers, without a slash at its end; "" for a command
	User         string
	ClientID     string
	Token        Secret // where User is given as well, the password
	ClientSecret Secret
	Command      []string // argument vector
	OnBookmark   bool     // what is bookmarked goes there by itself
	Tags         []string // beside the bookmark's own
	Line         int      // where the table stands in the file, from 1
}

// Secret says where a secret comes from: the first line that a command writes
// or an environment variable. With neither it is the system's keyring.
type Secret struct {
	Command []string
	Env     string
}

// ServiceKind is a kind of service, and what its table must say.
type ServiceKind struct {
	Name, Title string
	URL         string // where the one there is answers; "" where each person has their own
	Token       string // what the token is called there, "" for a program, which has none
	User        bool
	Client      bool // client_id and client_secret
	Asks        bool // can be asked what it has, so that sending again does nothing twice
}

// The kinds that are programs of the person's own.
const (
	ServiceCommand  = "command"  // the article as JSON on standard input
	ServiceNewsboat = "newsboat" // address, title, description and feed as arguments, as newsboat's bookmark-cmd
)

// ServiceKinds are the kinds there are, those with servers of one's own first.
func ServiceKinds() []ServiceKind {
	return []ServiceKind{
		{Name: "linkding", Title: "linkding", Token: "API token", Asks: true},
		{Name: "wallabag", Title: "Wallabag", Token: "password", User: true, Client: true, Asks: true},
		{Name: "readeck", Title: "Readeck", Token: "API token", Asks: true},
		{Name: "karakeep", Title: "Karakeep", Token: "API key", Asks: true},
		{Name: "raindrop", Title: "Raindrop", URL: "https://api.raindrop.io", Token: "test token", Asks: true},
		{Name: "pinboard", Title: "Pinboard", URL: "https://api.pinboard.in", Token: "API token", Asks: true},
		{Name: "instapaper", Title: "Instapaper", URL: "https://www.instapaper.com", Token: "password", User: true, Asks: true},
		{Name: ServiceCommand, Title: "a command"},
		{Name: ServiceNewsboat, Title: "a command, as newsboat runs it"},
	}
}

// ServiceKindOf is the kind of a name, ok when there is one.
func ServiceKindOf(name string) (kind ServiceKind, ok bool) {
	for _, k := range ServiceKinds() {
		if k.Name == name {
			return k, true
		}
	}
	return ServiceKind{}, false
}

// ServerURL is the address of a person's own server, ready to have paths put
// to its end; plain says that a secret would travel to it unencrypted over
// networks that others share.
func ServerURL(typed string) (address string, plain bool) {
	u, err := url.Parse(WebURL("", typed))
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	return strings.TrimRight(u.String(), "/"), u.Scheme == "http" && !atHome(u.Hostname())
}

// atHome says whether a host is this machine or on its own network, by its
// name.
func atHome(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
	}
	if !strings.Contains(host, ".") {
		return true
	}
	for _, end := range []string{".localhost", ".local", ".lan", ".home", ".internal", ".home.arpa"} {
		if strings.HasSuffix(host, end) {
			return true
		}
	}
	return false
}

// Shared is what is at hand to be sent somewhere: an article, a bookmark, or
// an address that is neither.
type Shared struct {
	Article  ArticleID  // 0 for none
	Bookmark BookmarkID // 0 for none
	URL      string
}

// Target is a service as the choice of services shows it.
type Target struct {
	Name, Kind string
	Sent       time.Time // when this went there, zero for never
	Waiting    bool      // it is on its way
}

// SendState says what becomes of what is on its way.
type SendState string

// The states.
const (
	SendWaiting SendState = "waiting" // its time comes by itself
	SendGoing   SendState = "sending" // it is being sent
	SendStopped SendState = "stopped" // it is not taken as it is
	SendHeld    SendState = "held"    // its service takes nothing until something is mended
	SendUnsure  SendState = "unsure"  // it may have arrived: a command that was broken off
	SendDone    SendState = "sent"
)

// Sending is an article on its way to a service, or just arrived.
type Sending struct {
	ID         int64
	Service    string // its name
	URL, Title string
	State      SendState
	Problem    string // why it is still here, a sentence, "" before the first try
	Tries      int
	Added      time.Time
	Next       time.Time // with SendWaiting, when it is tried
}

// sendAgain is how long after each try in vain the next one comes; the last
// stands for all that follow.
var sendAgain = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// SendAgain is how long to wait after so many tries in vain, the last among
// them; asked is what the service asked for, 0 for nothing.
func SendAgain(tries int, asked time.Duration) time.Duration {
	return max(asked, sendAgain[min(max(tries, 1), len(sendAgain))-1])
}
