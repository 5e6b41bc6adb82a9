package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Crowd makes up articles by the million, for measuring: 85 words each of a
// vocabulary as uneven as English is (Zipf–Mandelbrot, with names and numbers
// that come once), in the order they would arrive. Of one seed come the same
// articles. One goroutine may use it.
type Crowd struct {
	rnd    *rand.Rand
	zipf   *rand.Zipf
	words  []string
	feeds  int
	at     time.Time
	every  time.Duration
	n      int
	text   strings.Builder
	writer *rand.Zipf
}

// crowdWords is how many words the vocabulary has.
const crowdWords = 200_000

// NewCrowd begins with an article of time first; perDay follow on each day, of
// any of so many feeds.
func NewCrowd(seed uint64, feedCount, perDay int, first time.Time) *Crowd {
	rnd := rand.New(rand.NewPCG(seed, 1))
	return &Crowd{
		rnd: rnd, words: vocabulary(crowdWords), feeds: feedCount, at: first, every: 24 * time.Hour / time.Duration(perDay),
		zipf: rand.NewZipf(rnd, 1.07, 2.7, crowdWords-1), writer: rand.NewZipf(rnd, 1.2, 4, 4999),
	}
}

// Word is the vocabulary's word of a rank, from 0, the most frequent.
func (c *Crowd) Word(rank int) string { return c.words[rank] }

// Searches are 200 searches as they are typed: frequent and rare words, letter
// by letter, alone and after others.
func (c *Crowd) Searches() (out []string) {
	ranks := []int{0, 3, 17, 60, 150, 400, 900, 2000, 5000, 12000, 40000, 150000}
	for i, rank := range ranks {
		word := c.Word(rank)
		for n := 2; n <= len(word); n++ {
			out = append(out, word[:n])
		}
		other := c.Word(ranks[(i*5+3)%len(ranks)])
		for n := 2; n <= len(word); n++ {
			out = append(out, other+" "+word[:n])
		}
		out = append(out, word+" ", other+" "+word+" ", word+" -"+other+" ", "title:"+word, "is:unread "+word, word+" or "+other)
	}
	for rank := 30; len(out) < 200; rank += 37 {
		out = append(out, c.Word(rank)[:min(3, len(c.Word(rank)))], c.Word(rank)+" ")
	}
	return out[:200]
}

// Now is when the latest article was published.
func (c *Crowd) Now() time.Time { return c.at }

// Feeds are the feeds that the articles come from, in twenty folders.
func (c *Crowd) Feeds() []feeds.Feed {
	out := make([]feeds.Feed, c.feeds)
	for i := range out {
		title := strings.ToUpper(c.words[3000+i][:1]) + c.words[3000+i][1:] + " " + []string{"News", "Gazette", "Weekly", "Blog", "Herald"}[i%5]
		out[i] = feeds.Feed{URL: fmt.Sprintf("https://paper%d.example/feed", i), Title: title, Folder: fmt.Sprintf("Folder %d", i%20), Origin: feeds.OriginImport}
	}
	return out
}

// Next makes up the next article, and says which of Feeds it comes from. One
// in ten is late, by up to three days.
func (c *Crowd) Next() (feed int, a feeds.Article) {
	c.n++
	c.at = c.at.Add(c.every)
	published := c.at.Add(-time.Duration(c.rnd.Int64N(int64(c.every) + 1)))
	if c.rnd.IntN(10) == 0 {
		published = published.Add(-time.Duration(c.rnd.Int64N(int64(72 * time.Hour))))
	}
	feed = c.rnd.IntN(c.feeds)
	url := fmt.Sprintf("https://paper%d.example/%s/%d", feed, published.Format("2006/01/02"), c.n)
	text := c.sentences(85)
	sum := sha256.Sum256([]byte(url))
	a = feeds.Article{
		GUID: url, URL: url, CanonicalURL: url, Title: strings.TrimRight(c.sentences(8), "."), Authors: []string{c.name()},
		Published: published.Truncate(time.Second), FirstSeen: c.at, Summary: text[:strings.LastIndexByte(text[:300], ' ')] + " …",
		HTML: feeds.Raw("<p>" + text + "</p>"), Text: text, Words: 85, Language: "en", Comments: -1, Hash: hex.EncodeToString(sum[:16]),
	}
	for range c.rnd.IntN(4) {
		a.Topics = append(a.Topics, c.words[500+c.writer.Uint64()%500])
	}
	switch c.rnd.IntN(50) {
	case 0:
		a.Enclosures = []feeds.Enclosure{{URL: url + "/a.mp3", Type: "audio/mpeg", Length: 1 << 20}}
	case 1, 2, 3, 4, 5:
		a.CommentsURL = url + "#comments"
	case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15:
		a.Image = url + "/a.jpg"
	}
	return feed, a
}

// sentences gives n words in sentences of 14.
func (c *Crowd) sentences(n int) string {
	c.text.Reset()
	for i := range n {
		word := c.word()
		if i%14 == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		c.text.WriteString(word)
		switch {
		case i == n-1 || i%14 == 13:
			c.text.WriteByte('.')
		case i%7 == 6:
			c.text.WriteByte(',')
		}
		if i < n-1 {
			c.text.WriteByte(' ')
		}
	}
	return c.text.String()
}

func (c *Crowd) word() string {
	switch c.rnd.IntN(200) {
	case 0:
		return fmt.Sprint(c.rnd.IntN(1 << c.rnd.IntN(24)))
	case 1:
		return syllables(c.rnd, 2) + syllables(c.rnd, 1)
	}
	return c.words[c.zipf.Uint64()]
}

func (c *Crowd) name() string {
	one, two := c.words[1000+c.writer.Uint64()%1000], c.words[2000+c.writer.Uint64()]
	return strings.ToUpper(one[:1]) + one[1:] + " " + strings.ToUpper(two[:1]) + two[1:]
}

// vocabulary makes n words that differ, the frequent ones short.
func vocabulary(n int) []string {
	rnd := rand.New(rand.NewPCG(1, 2))
	seen := make(map[string]bool, n)
	out := make([]string, 0, n)
	for len(out) < n {
		length := 1
		switch rank := len(out); {
		case rank > 10000:
			length = 2 + rnd.IntN(2)
		case rank > 700:
			length = 1 + rnd.IntN(2)
		}
		if w := syllables(rnd, length); !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// The parts of syllables, as often as they are here.
var (
	onsets = strings.Fields("s s s c c p p d d r r m m b b t t h h l l w w n n g f f v j k y st tr pr pl cr cl br bl gr gl fr fl th th ch sh sp sc sw qu wh str")
	nuclei = strings.Fields("a a a a e e e e e e i i i i o o o o u u ai ea ou io")
	codas  = []string{"", "", "", "", "", "", "", "", "n", "n", "r", "r", "s", "s", "t", "t", "l", "d", "m", "ng", "nd", "nt", "st", "ck", "rt", "ll", "ss", "ct", "x", "p", "g", "b"}
)

func syllables(rnd *rand.Rand, n int) string {
	word := ""
	for range n {
		word += onsets[rnd.IntN(len(onsets))] + nuclei[rnd.IntN(len(nuclei))] + codas[rnd.IntN(len(codas))]
	}
	return word
}
