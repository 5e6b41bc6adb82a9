package store

import "slices"

// belonging is where articles stand in stories and among copies at one moment,
// for counting saved searches. What it holds is by article.
type belonging struct {
	heads   map[int64]int64 // of the unread copies that lists leave out, what they are of
	groups  groups
	members []spot // of groups, all
	member  map[int64]bool
	copies  map[int64]bool // folded away in wider views
	stories map[int64]bool // of a story with another report; nil until asked for
	found   map[int64]bool // of members, by the search that is counted
}

var (
	qUnreadFolded = define("what the unread copies are of", "SELECT article_id, copy_of FROM states INDEXED BY states_folded WHERE fold <> 0 AND read_at IS NULL AND hidden = 0")
	qLeftOut      = define("copies that lists leave out", "SELECT article_id FROM states INDEXED BY states_folded WHERE fold <> 0")
	qStoryMembers = define("articles of all stories", `SELECT story_id, article_id, coalesce(nullif(copy_of, 0), article_id), copy_of = 0 AND hidden = 0
		FROM states INDEXED BY states_story WHERE story_id <> 0 ORDER BY story_id`)
)

// readCopies reads the unread copies and their groups.
func (b *belonging) readCopies(s *session) error {
	b.heads, b.groups, b.member = map[int64]int64{}, groups{}, map[int64]bool{}
	var heads []int64
	err := s.each(qUnreadFolded, nil, func(scan func(...any) error) error {
		var id, head int64
		err := scan(&id, &head)
		b.heads[id] = head
		heads = append(heads, head)
		return err
	})
	if err != nil {
		return err
	}
	slices.Sort(heads)
	if err := s.readGroups(slices.Compact(heads), b.groups); err != nil {
		return err
	}
	for _, g := range b.groups {
		for _, e := range g {
			b.members = append(b.members, e)
			b.member[e.id] = true
		}
	}
	return nil
}

// readStories reads which articles are of a story with another report, and
// which are copies. Once is enough.
func (b *belonging) readStories(s *session) error {
	if b.stories != nil {
		return nil
	}
	b.stories, b.copies = map[int64]bool{}, map[int64]bool{}
	err := s.eachID(qLeftOut, nil, func(id int64) error {
		b.copies[id] = true
		return nil
	})
	if err != nil {
		return err
	}
	type member struct{ id, head int64 }
	var now int64
	var members []member
	reports := map[int64]bool{} // of the story at hand
	story := func() {
		for _, m := range members {
			b.stories[m.id] = len(reports) > 1 || len(reports) == 1 && !reports[m.head]
		}
		members = members[:0]
		clear(reports)
	}
	err = s.each(qStoryMembers, nil, func(scan func(...any) error) error {
		var of int64
		var m member
		var report bool
		if err := scan(&of, &m.id, &m.head, &report); err != nil {
			return err
		}
		if of != now {
			story()
			now = of
		}
		members = append(members, m)
		if report {
			reports[m.id] = true
		}
		return nil
	})
	story()
	return err
}

// find notes which of some articles the search at hand finds.
func (b *belonging) find(list []spot, is func(spot) bool) {
	for _, e := range list {
		if is(e) {
			if b.found == nil {
				b.found = map[int64]bool{}
			}
			b.found[e.id] = true
		}
	}
}

// doubled is how many of some copies stand after one that the search finds.
func (b *belonging) doubled(copies []spot) (n int) {
	for _, c := range copies {
		for e := range before(b.groups[b.heads[c.id]], c.id, c.feed) {
			if b.found[e.id] {
				n++
				break
			}
		}
	}
	return n
}
