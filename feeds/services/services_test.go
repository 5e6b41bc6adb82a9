package services

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

const (
	token  = "t0ken-1234"
	client = "cl13nt-secret"
)

// step is one exchange, as the service documents it: what it is asked, and what
// it answers.
type step struct {
	ask    string // method, path and query
	head   string // of the header, "Name: value"
	body   string // JSON, or a form as it is sent; "" for nothing
	status int
	answer string
}

// recording is a service that knows its exchanges by heart.
type recording struct {
	t      *testing.T
	steps  []step
	at     int
	rested time.Duration
}

func (r *recording) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	asked := q.Method + " " + q.URL.RequestURI()
	if r.at >= len(r.steps) {
		r.t.Errorf("one request too many: %s %s", asked, body)
		http.Error(w, "no", 500)
		return
	}
	s := r.steps[r.at]
	r.at++
	if asked != s.ask {
		r.t.Errorf("request %d:\ngot  %s\nwant %s", r.at, asked, s.ask)
	}
	if name, value, ok := strings.Cut(s.head, ": "); ok && q.Header.Get(name) != value {
		r.t.Errorf("request %d: %s is %q, want %q", r.at, name, q.Header.Get(name), value)
	}
	if kind := q.Header.Get("Content-Type"); strings.HasPrefix(s.body, "{") && kind != "application/json" ||
		s.body != "" && !strings.HasPrefix(s.body, "{") && kind != "application/x-www-form-urlencoded" {
		r.t.Errorf("request %d is sent as %q", r.at, kind)
	}
	if diff := cmp.Diff(decoded(s.body), decoded(string(body))); diff != "" {
		r.t.Errorf("request %d: %s", r.at, diff)
	}
	w.Header().Set("Content-Type", "application/json")
	if s.status == 429 {
		w.Header().Set("Retry-After", "30")
	}
	w.WriteHeader(s.status)
	io.WriteString(w, s.answer)
}

// decoded is JSON as values, else the text.
func decoded(body string) any {
	var v any
	if json.Unmarshal([]byte(body), &v) == nil {
		return v
	}
	return body
}

// means reach a recording over loopback, as the library's reach the world.
func (r *recording) means(t *testing.T) Means {
	return Means{
		Exchange: func(ctx context.Context, q Request) (Answer, error) {
			hr, err := http.NewRequestWithContext(ctx, q.Method, q.URL, bytes.NewReader(q.Body))
			if err != nil {
				return Answer{}, err
			}
			hr.Header = q.Header
			res, err := http.DefaultTransport.RoundTrip(hr)
			if err != nil {
				return Answer{}, err
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			wait, _ := strconv.Atoi(res.Header.Get("Retry-After"))
			return Answer{Status: res.StatusCode, Header: res.Header, Body: body, RetryAfter: time.Duration(wait) * time.Second}, err
		},
		Secret: func(_ context.Context, which string) (string, error) {
			return map[string]string{Token: token, ClientSecret: client}[which], nil
		},
		Rest: func(_ context.Context, d time.Duration) bool { r.rested += d; return true },
	}
}

// send sends b to a recording of a kind of service.
func send(t *testing.T, s feeds.Service, b feeds.Bookmark, steps ...step) (*recording, error) {
	t.Helper()
	r := &recording{t: t, steps: steps}
	srv := httptest.NewServer(r)
	defer srv.Close()
	if s.URL = srv.URL + s.URL; s.Name == "" {
		s.Name = s.Kind
	}
	err := Send(t.Context(), s, r.means(t), b)
	if r.at < len(steps) && err == nil {
		t.Errorf("%d of %d requests were made", r.at, len(steps))
	}
	return r, err
}

var storm = feeds.Bookmark{
	URL: "https://news.example/storm?a=1&b=2", Title: `Storm "Ada" <hits> the coast`, Summary: "It rains.", Note: "for\nTuesday", Source: "Valley Gazette",
	Tags: []string{"bad weather", "toread", "sea,coast"}, Saved: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC),
	Highlights: []feeds.Highlight{{Quote: "rain", Note: "lots"}},
}

const (
	pageQuery = "https%3A%2F%2Fnews.example%2Fstorm%3Fa%3D1%26b%3D2"
	pageJSON  = `"https://news.example/storm?a=1&b=2"`
	titleJSON = `"Storm \"Ada\" <hits> the coast"`
)

// wallabag's sign-in.
var signedIn = step{"POST /oauth/v2/token", "", "client_id=1_x&client_secret=" + client + "&grant_type=password&password=" + token + "&username=me", 200,
	`{"access_token":"N2M","expires_in":3600,"token_type":"bearer","scope":null,"refresh_token":"NTI"}`}

// kinds are the services, each with the exchanges that its documentation gives
// for an article that is new and one that is there.
var kinds = map[string]struct {
	service    feeds.Service
	fresh, old []step
	same       []step // there with all that would be added
}{
	"linkding": {
		service: feeds.Service{Tags: []string{"news"}},
		fresh: []step{
			{"GET /api/bookmarks/check/?url=" + pageQuery, "Authorization: Token " + token, "", 200, `{"bookmark":null,"metadata":{"title":"x","description":null},"auto_tags":[]}`},
			{"POST /api/bookmarks/", "Authorization: Token " + token, `{"url":` + pageJSON + `,"title":` + titleJSON + `,"description":"It rains.","notes":"for\nTuesday",
				"is_archived":false,"unread":true,"shared":false,"tag_names":["bad-weather","sea-coast","news"]}`, 201, `{"id":7,"url":` + pageJSON + `}`},
		},
		old: []step{
			{"GET /api/bookmarks/check/?url=" + pageQuery, "", "", 200, `{"bookmark":{"id":7,"url":` + pageJSON + `,"title":"Mine","notes":"mine","tag_names":["News","old"]},"metadata":{}}`},
			{"PATCH /api/bookmarks/7/", "Authorization: Token " + token, `{"tag_names":["News","old","bad-weather","sea-coast"]}`, 200, `{"id":7}`},
		},
		same: []step{
			{"GET /api/bookmarks/check/?url=" + pageQuery, "", "", 200, `{"bookmark":{"id":7,"notes":"mine","tag_names":["news","bad-weather","sea-coast"]}}`},
		},
	},
	"wallabag": {
		service: feeds.Service{User: "me", ClientID: "1_x"},
		fresh: []step{
			signedIn,
			{"GET /api/entries/exists.json?return_id=1&url=" + pageQuery, "Authorization: Bearer N2M", "", 200, `{"exists":null}`},
			{"POST /api/entries.json", "Authorization: Bearer N2M", `{"url":` + pageJSON + `,"title":` + titleJSON + `,"tags":"bad weather,toread,sea coast"}`, 200, `{"id":12,"url":` + pageJSON + `}`},
		},
		old: []step{
			signedIn,
			{"GET /api/entries/exists.json?return_id=1&url=" + pageQuery, "", "", 200, `{"exists":12}`},
			{"POST /api/entries/12/tags.json", "Authorization: Bearer N2M", "tags=bad+weather%2Ctoread%2Csea+coast", 200, `{"id":12}`},
		},
	},
	"readeck": {
		fresh: []step{
			{"GET /api/bookmarks?limit=100&site=news.example&sort=-created", "Authorization: Bearer " + token, "", 200, `[{"id":"a","url":"https://news.example/other","labels":[]}]`},
			{"POST /api/bookmarks", "Authorization: Bearer " + token, `{"url":` + pageJSON + `,"title":` + titleJSON + `,"labels":["bad weather","toread","sea,coast"]}`, 202, `{"status":202,"message":"Link submited"}`},
		},
		old: []step{
			{"GET /api/bookmarks?limit=100&site=news.example&sort=-created", "", "", 200, `[{"id":"x","url":` + pageJSON + `,"is_deleted":true},{"id":"a","url":"https://www.news.example/storm?a=1&b=2#top","labels":["toread"]}]`},
			{"PATCH /api/bookmarks/a", "Authorization: Bearer " + token, `{"add_labels":["bad weather","toread","sea,coast"]}`, 200, `{"id":"a","labels":"x"}`},
		},
		same: []step{
			{"GET /api/bookmarks?limit=100&site=news.example&sort=-created", "", "", 200, `[{"id":"a","url":` + pageJSON + `,"labels":["toread","bad weather","sea,coast","more"]}]`},
		},
	},
	"karakeep": {
		service: feeds.Service{URL: "/api/v1"}, // some give the API's address
		fresh: []step{
			{"POST /api/v1/bookmarks", "Authorization: Bearer " + token, `{"type":"link","url":` + pageJSON + `,"title":` + titleJSON + `,"note":"for\nTuesday","createdAt":"2026-03-02T12:00:00.000Z"}`, 201,
				`{"id":"ieid/1","createdAt":"2026-03-02T12:00:00.000Z","tags":[],"content":{"type":"link","url":` + pageJSON + `}}`},
			{"POST /api/v1/bookmarks/ieid%2F1/tags", "Authorization: Bearer " + token, `{"tags":[{"tagName":"bad weather"},{"tagName":"toread"},{"tagName":"sea,coast"}]}`, 200, `{"attached":["a","b","c"]}`},
		},
		old: []step{
			{"POST /api/v1/bookmarks", "", `{"type":"link","url":` + pageJSON + `,"title":` + titleJSON + `,"note":"for\nTuesday","createdAt":"2026-03-02T12:00:00.000Z"}`, 200, `{"id":"b","alreadyExists":true}`},
			{"POST /api/v1/bookmarks/b/tags", "", `{"tags":[{"tagName":"bad weather"},{"tagName":"toread"},{"tagName":"sea,coast"}]}`, 200, `{"attached":[]}`},
		},
	},
	"raindrop": {
		fresh: []step{
			{"POST /rest/v1/import/url/exists", "Authorization: Bearer " + token, `{"urls":[` + pageJSON + `]}`, 200, `{"result":false,"ids":[]}`},
			{"POST /rest/v1/raindrop", "Authorization: Bearer " + token, `{"link":` + pageJSON + `,"title":` + titleJSON + `,"excerpt":"It rains.","note":"for\nTuesday",
				"tags":["bad weather","toread","sea coast"],"created":"2026-03-02T12:00:00.000Z","pleaseParse":{},"highlights":[{"text":"rain","note":"lots"}]}`, 200, `{"result":true,"item":{"_id":3322}}`},
		},
		old: []step{
			{"POST /rest/v1/import/url/exists", "", `{"urls":[` + pageJSON + `]}`, 200, `{"result":true,"ids":[3322,12323]}`},
			{"GET /rest/v1/raindrop/3322", "Authorization: Bearer " + token, "", 200, `{"result":true,"item":{"_id":3322,"tags":["old"],"note":""}}`},
			{"PUT /rest/v1/raindrop/3322", "Authorization: Bearer " + token, `{"tags":["old","bad weather","toread","sea coast"],"note":"for\nTuesday"}`, 200, `{"result":true,"item":{}}`},
		},
		same: []step{
			{"POST /rest/v1/import/url/exists", "", `{"urls":[` + pageJSON + `]}`, 200, `{"result":true,"ids":[3322]}`},
			{"GET /rest/v1/raindrop/3322", "", "", 200, `{"result":true,"item":{"_id":3322,"tags":["BAD weather","toread","sea coast"],"note":"mine"}}`},
		},
	},
	"pinboard": {
		fresh: []step{{pinAdd("for\nTuesday", "bad_weather sea_coast", "no", "2026-03-02T12:00:00Z", "yes", storm.Title), "", "", 200, `{"result_code":"done"}`}},
		old: []step{
			{pinAdd("for\nTuesday", "bad_weather sea_coast", "no", "2026-03-02T12:00:00Z", "yes", storm.Title), "", "", 200, `{"result_code":"item already exists"}`},
			{"GET /v1/posts/get?auth_token=" + token + "&format=json&url=" + pageQuery, "", "", 200,
				`{"date":"2020-01-01T00:00:00Z","user":"me","posts":[{"href":` + pageJSON + `,"description":"Mine","extended":"mine","meta":"x","hash":"y","time":"2020-01-01T00:00:00Z","shared":"yes","toread":"no","tags":"old"}]}`},
			{strings.Replace(pinAdd("mine", "old bad_weather sea_coast", "yes", "2020-01-01T00:00:00Z", "no", "Mine"), "shared=no", "shared=yes", 1), "", "", 200, `{"result_code":"done"}`},
		},
		same: []step{
			{pinAdd("for\nTuesday", "bad_weather sea_coast", "no", "2026-03-02T12:00:00Z", "yes", storm.Title), "", "", 200, `{"result_code":"item already exists"}`},
			{"GET /v1/posts/get?auth_token=" + token + "&format=json&url=" + pageQuery, "", "", 200, `{"posts":[{"extended":"mine","tags":"sea_coast x bad_weather"}]}`},
		},
	},
	"instapaper": {
		service: feeds.Service{User: "me@mail.example"},
		fresh: []step{{"POST /api/add", "Authorization: Basic bWVAbWFpbC5leGFtcGxlOnQwa2VuLTEyMzQ=",
			"selection=for%0ATuesday&title=Storm+%22Ada%22+%3Chits%3E+the+coast&url=" + pageQuery, 201, "201"}},
	},
}

// pinAdd is Pinboard's call to add a post.
func pinAdd(extended, tags, replace, dt, toread, title string) string {
	q := func(s string) string { return url.QueryEscape(s) }
	return "GET /v1/posts/add?auth_token=" + token + "&description=" + q(title) + "&dt=" + q(dt) + "&extended=" + q(extended) + "&format=json&replace=" + replace +
		"&shared=no&tags=" + q(tags) + "&toread=" + toread + "&url=" + pageQuery
}

func TestEveryServiceIsSentToAsItDocuments(t *testing.T) {
	for _, kind := range feeds.ServiceKinds() {
		k, ok := kinds[kind.Name]
		if kind.Token == "" {
			continue
		}
		if !ok {
			t.Errorf("%s has no exchanges", kind.Name)
			continue
		}
		k.service.Kind = kind.Name
		for name, steps := range map[string][]step{"new": k.fresh, "there": k.old, "there with all": k.same} {
			if len(steps) == 0 {
				continue
			}
			t.Run(kind.Name+", "+name, func(t *testing.T) {
				r, err := send(t, k.service, storm, steps...)
				if err != nil {
					t.Error(err)
				}
				if want := time.Duration(max(0, len(steps)-1)) * 3 * time.Second; kind.Name == "pinboard" && r.rested != want {
					t.Errorf("Pinboard was let rest for %v, want %v", r.rested, want)
				}
			})
		}
	}
}

// Faults: B15
func TestWhatAServiceAnswersIsToldInASentence(t *testing.T) {
	hostile := "{\"detail\":\"\\u001b]0;owned\\u0007 " + token + " " + strings.Repeat("long ", 100) + "\"}"
	for _, tc := range []struct {
		name        string
		status      int
		answer      string
		want        ErrKind // "" for arrived
		says        string
		mend, whole bool
		wait        time.Duration
	}{
		{"401 with a hostile body", 401, hostile, ErrToken, "does not take the", true, true, 0},
		{"403", 403, "\x1b[2Jno", ErrToken, "(403)", true, true, 0},
		{"404", 404, "<html>", ErrNowhere, "is not at http://127.0.0.1", true, true, 0},
		{"429", 429, "slow down", ErrBusy, "asks to be left alone for a while (429)", false, true, 30 * time.Second},
		{"500", 500, "<html>oops " + token, ErrTrouble, "has trouble of its own (500)", false, true, 0},
		{"502", 502, "", ErrTrouble, "(502)", false, true, 0},
		{"a web page", 200, "<html>sign in</html>", ErrAnswer, "what answers at http://127.0.0.1", false, true, 0},
		{"an empty answer", 200, "", ErrAnswer, "check url in the settings", false, true, 0},
	} {
		for kind, k := range kinds {
			t.Run(tc.name+", "+kind, func(t *testing.T) {
				k.service.Kind = kind
				for last := range k.fresh { // wherever in the exchange it comes
					steps := append([]step(nil), k.fresh[:last+1]...)
					steps[last].status, steps[last].answer = tc.status, tc.answer
					if kind == "readeck" && last == 1 && tc.status == 200 {
						continue // it says by its status that it has taken it
					}
					_, err := send(t, k.service, storm, steps...)
					var e *Error
					if !errors.As(err, &e) || !errors.Is(err, tc.want) {
						t.Fatalf("after request %d: %v, want %v", last+1, err, tc.want)
					}
					if s := e.Sentence(); !strings.Contains(s, tc.says) || e.Mend() != tc.mend || e.Whole() != tc.whole || e.RetryAfter != tc.wait {
						t.Errorf("%q, mend %v, whole %v, wait %v", s, e.Mend(), e.Whole(), e.RetryAfter)
					}
					for _, told := range []string{e.Sentence(), e.Error(), fmt.Sprintf("%+v", e)} {
						if strings.Contains(told, token) || strings.Contains(told, client) || strings.Contains(told, "N2M") || strings.ContainsAny(told, "\x1b\x07") {
							t.Errorf("what must not be told: %q", told)
						}
					}
				}
			})
		}
	}
}

func TestWhatIsThereByTheServicesWordHasArrived(t *testing.T) {
	for kind, k := range kinds {
		k.service.Kind = kind
		steps := append([]step(nil), k.fresh...)
		last := len(steps) - 1
		if kind == "karakeep" {
			last = 0
			steps = steps[:1]
		}
		steps[last].status, steps[last].answer = 409, `{"detail":"exists"}`
		if kind == "pinboard" {
			continue // it says so in another way
		}
		if _, err := send(t, k.service, storm, steps...); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if last == 0 {
			continue
		}
		// An answer to a question is another thing.
		steps[0].status, steps[0].answer = 409, "{}"
		if _, err := send(t, k.service, storm, steps[0]); err == nil {
			t.Errorf("%s: taken for arrived", kind)
		}
	}
}

func TestARefusalOfTheArticleConcernsItAlone(t *testing.T) {
	for _, tc := range []struct{ kind, answer, says string }{
		{"linkding", `{"url":["Enter a valid URL."]}`, "linkding does not take this one (400): Enter a valid URL"},
		{"linkding", `{"zz":"last","detail":{"message":"first ` + token + `"}}`, "linkding does not take this one (400): first …"},
		{"linkding", `"\u001b[31mred\u202e"`, "linkding does not take this one (400): red"},
		{"linkding", `not JSON`, "linkding does not take this one (400)"},
		{"karakeep", `{"code":"x","message":"` + strings.Repeat("x", 500) + `"}`, strings.Repeat("x", 159) + "…"},
	} {
		k := kinds[tc.kind]
		k.service.Kind = tc.kind
		steps := append([]step(nil), k.fresh...)
		at := 0
		if tc.kind == "linkding" {
			at = 1
		}
		steps[at].status, steps[at].answer = 400, tc.answer
		_, err := send(t, k.service, storm, steps[:at+1]...)
		var e *Error
		if !errors.As(err, &e) || e.Kind != ErrRefused || !e.Mend() || e.Whole() || !strings.HasSuffix(e.Sentence(), tc.says) {
			t.Errorf("%v\nwant %s", err, tc.says)
		}
	}
	for _, answer := range []string{`{"result":false,"errorMessage":"Incorrect link"}`} {
		k := kinds["raindrop"]
		k.service.Kind = "raindrop"
		steps := append([]step(nil), k.fresh...)
		steps[1].answer = answer
		if _, err := send(t, k.service, storm, steps...); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "Incorrect link") {
			t.Error(err)
		}
	}
	k := kinds["pinboard"]
	k.service.Kind = "pinboard"
	k.fresh[0].answer = `{"result_code":"missing url"}`
	if _, err := send(t, k.service, storm, k.fresh...); !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), "missing url") {
		t.Error(err)
	}
	// What no service can keep is not sent to one.
	for _, address := range []string{"javascript:alert(1)", "", "data:text/plain,x"} {
		if _, err := send(t, feeds.Service{Kind: "linkding"}, feeds.Bookmark{URL: address, Title: "x"}); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAWrongPasswordOfWallabagIsToldAsOne(t *testing.T) {
	s := feeds.Service{Kind: "wallabag", Name: "later", User: "me", ClientID: "1_x"}
	in := signedIn
	in.status, in.answer = 400, `{"error":"invalid_grant","error_description":"Invalid username and password combination"}`
	_, err := send(t, s, storm, in)
	var e *Error
	if !errors.As(err, &e) || e.Kind != ErrToken || !strings.HasPrefix(e.Sentence(), "later does not take the password (400)") {
		t.Error(err)
	}
}

func TestWithoutASecretNothingIsAsked(t *testing.T) {
	for kind, k := range kinds {
		r := &recording{t: t}
		m := r.means(t)
		m.Secret = func(context.Context, string) (string, error) {
			return "", errors.New("there is no token for it; say where it is")
		}
		s := k.service
		s.Kind, s.Name, s.URL = kind, kind, "http://127.0.0.1:1"
		err := Send(t.Context(), s, m, storm)
		var e *Error
		if !errors.As(err, &e) || e.Kind != ErrSecret || !e.Mend() || e.Sentence() != "there is no token for it; say where it is" {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestTheEndOfTheContextIsNoFailureOfTheService(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	r := &recording{t: t}
	m := r.means(t)
	m.Exchange = func(context.Context, Request) (Answer, error) { stop(); return Answer{}, errors.New("broken off") }
	if err := Send(ctx, feeds.Service{Kind: "linkding"}, m, storm); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
