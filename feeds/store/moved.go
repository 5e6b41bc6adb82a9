package store

import (
	"net/url"

	"broadsheet/feeds"
)

var qMove = define("move a feed", "UPDATE feeds SET url = ?, origin = ? WHERE id = ?")

// move gives a feed the address where permanent redirects have led; its
// validators stay. It does not where another feed has that address, or where
// the config is the authority on it. Nothing is journalled: it is not the
// reader's doing.
func (s *session) move(id feeds.FeedID, to string) (bool, error) {
	old, err := s.feedImage(id)
	if err != nil || old.Origin == feeds.OriginConfig {
		return false, err
	}
	if other, _, err := s.anyFeed(to); err != nil || other != 0 {
		return false, err
	}
	origin := old.Origin
	if !sameHost(old.URL, to) {
		origin = feeds.OriginMoved
	}
	_, err = s.exec(qMove, to, string(origin), id)
	return err == nil, err
}

// sameHost says whether two addresses share scheme, host and port.
func sameHost(a, b string) bool {
	x, err := url.Parse(a)
	if err != nil {
		return false
	}
	y, err := url.Parse(b)
	return err == nil && x.Scheme == y.Scheme && x.Host == y.Host
}
