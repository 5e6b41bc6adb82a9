package feeds

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxTopicWords = 5
	maxTopicRunes = 40 // longer ones are sentences
	maxTopics     = 12 // of an article
)

// Followed is a topic, or an author, that the reader follows.
type Followed struct {
	Topic  string // as View.Topic has it
	Unread int    // kept by the store, not counted
}

// Rising is a name that suddenly stands in the news: how many articles of the
// last day have it, of how many papers. It is a topic of them.
type Rising struct {
	Name             string
	Articles, Papers int
}

// TopicCount is how much there is of a topic.
type TopicCount struct {
	Topic         string
	Count, Unread int
	Followed      bool
}

// authorMark begins the name of a topic that is what one author wrote.
const authorMark = "by "

// AuthorTopic is the topic of what an author wrote.
func AuthorTopic(name string) string { return authorMark + CleanLine(name) }

// TopicAuthor is the author whose topic this is; false where it is a label's.
func TopicAuthor(topic string) (string, bool) { return strings.CutPrefix(topic, authorMark) }

// AuthorQuery is the query of what an author wrote, followed or not.
func AuthorQuery(name string) string {
	return `author:"` + strings.NewReplacer(`"`, " ", `\`, " ").Replace(CleanLine(name)) + `"`
}

// TopicLabel is what a topic is called on screen: "#storm", "by Anna Weber".
func TopicLabel(topic string) string {
	if strings.HasPrefix(topic, authorMark) {
		return topic
	}
	return "#" + topic
}

// ShownTopics are the topics of an article as a screen names them: where a
// publisher's label runs together what another parts (portmaren, Port Maren), the
// latter says it.
func ShownTopics(topics []string) []string {
	joined := func(t string) bool {
		return !strings.Contains(t, " ") && slices.ContainsFunc(topics, func(o string) bool {
			return len(o) > len(t) && strings.EqualFold(strings.ReplaceAll(o, " ", ""), t)
		})
	}
	if !slices.ContainsFunc(topics, joined) {
		return topics
	}
	return slices.DeleteFunc(slices.Clone(topics), joined)
}

// Aliases says which topics are one: by folded label the label to use instead.
type Aliases map[string]string

// NewAliases are a person's own aliases over those everybody needs.
func NewAliases(own map[string]string) Aliases {
	a := Aliases{}
	for _, line := range strings.Split(strings.TrimSpace(usualAliases), "\n") {
		label, others, _ := strings.Cut(line, ":")
		for other := range strings.SplitSeq(others, ",") {
			a[FoldLabel(other)] = strings.TrimSpace(label)
		}
	}
	for from, to := range own {
		a[FoldLabel(from)] = CleanLine(to)
	}
	return a
}

// Topics makes labels as publishers write them the topics of an article: one
// spelling of each, in the order they came, without those that say nothing
// ("Uncategorized", a number, a date, the feed's own name).
func (a Aliases) Topics(labels []string, feedName string) []string {
	var out []string
	own := FoldLabel(feedName)
	for _, label := range labels {
		for _, part := range strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune(",;|>›»", r) }) {
			t := a.Topic(part)
			fold := FoldLabel(t)
			if t == "" || fold == own || slices.ContainsFunc(out, func(o string) bool { return FoldLabel(o) == fold }) || len(out) >= maxTopics {
				continue
			}
			out = append(out, t)
		}
	}
	return out
}

// Topic is the one spelling of a label, "" for one that says nothing.
func (a Aliases) Topic(label string) string {
	t := strings.TrimLeft(CleanLine(label), "#＃ ")
	if to, ok := a[FoldLabel(t)]; ok {
		return to
	}
	t = parted(t)
	switch n := utf8.RuneCountInString(t); {
	case n < 2 && !Unspaced(firstRune(t)), n > maxTopicRunes, strings.Contains(t, "://"), len(strings.Fields(t)) > maxTopicWords:
		return ""
	case !strings.ContainsFunc(t, unicode.IsLetter), idle[FoldLabel(t)], OnlyDays(t), strings.HasPrefix(strings.ToLower(t), authorMark):
		return ""
	}
	if to, ok := a[FoldLabel(t)]; ok {
		return to
	}
	if one := singularTopic(t); one != t {
		t = one
		if to, ok := a[FoldLabel(t)]; ok {
			return to
		}
	}
	if utf8.RuneCountInString(t) > 5 && t == strings.ToUpper(t) && t != strings.ToLower(t) {
		return strings.ToLower(t) // a name of more than five capitals is rare, a habit is not
	}
	return t
}

// parted parts the words of a label that signs or capitals hold together:
// climate_change, climate-change, ClimateChange; covid-19 and x-ray are whole.
func parted(t string) string {
	t = strings.Join(strings.FieldsFunc(t, func(r rune) bool { return r == '_' || unicode.IsSpace(r) }), " ")
	if strings.Contains(t, " ") {
		return t
	}
	if t == strings.ToLower(t) && strings.Contains(t, "-") {
		words := strings.Split(t, "-")
		if !slices.ContainsFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 3 || strings.ContainsAny(w, "0123456789") }) {
			return strings.Join(words, " ")
		}
		return t
	}
	var b strings.Builder
	rs := []rune(t)
	for i, r := range rs {
		if i > 2 && unicode.IsUpper(r) && unicode.IsLower(rs[i-1]) && i+2 < len(rs) && unicode.IsLower(rs[i+1]) && unicode.IsLower(rs[i+2]) && unicode.IsUpper(rs[0]) && !strings.HasPrefix(t, "Mc") && !strings.HasPrefix(t, "Mac") {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// singularTopic is a label's singular where that is sure: written small, or
// one of the words that newspapers file under.
func singularTopic(t string) string {
	i := strings.LastIndexByte(t, ' ') + 1
	last := t[i:]
	lower := strings.ToLower(last)
	if last != lower && !plurals[lower] || len(last) < 4 || keptS[lower] {
		return t
	}
	switch {
	case strings.HasSuffix(lower, "ss"), strings.HasSuffix(lower, "us"), strings.HasSuffix(lower, "is"), strings.HasSuffix(lower, "ics"), !strings.HasSuffix(lower, "s"):
		return t
	case strings.HasSuffix(lower, "ies") && len(lower) > 5 && !plurals[lower]:
		return t[:i] + last[:len(last)-3] + "y"
	case strings.HasSuffix(lower, "ches"), strings.HasSuffix(lower, "shes"), strings.HasSuffix(lower, "xes"), strings.HasSuffix(lower, "sses"):
		return t[:i] + last[:len(last)-2]
	}
	return t[:i] + last[:len(last)-1]
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// OnlyDays says of a label that it is a weekday or a month, with or without a
// number.
func OnlyDays(t string) bool {
	for w := range strings.FieldsSeq(FoldLabel(t)) {
		if strings.Trim(w, "0123456789.,-") != "" && !days[w] {
			return false
		}
	}
	return true
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[strings.ReplaceAll(w, "_", " ")] = true
	}
	return m
}

var (
	days = words(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz mai juni juli oktober dezember`)
	idle = words(`uncategorized uncategorised unclassified untagged general misc misc. miscellaneous miscellany other others none default all any blog
blogs post posts article articles story stories featured feature features home homepage home_page main latest latest_news top top_stories top_news
top_story breaking breaking_news headlines headline frontpage front_page front news feed feeds rss standard premium archive archives page pages text
no_category no_categories category categories tag tags topic topics allgemein allgemeines sonstiges unkategorisiert sin_categoria general_news
non_classe actualites a_la_une sem_categoria senza_categoria geen_categorie ongecategoriseerd nieuws okategoriserade uncategorized_@en без_рубрики новости
未分類 未分类 ニュース その他 新闻 分类 editors_pick editor's_pick editors'_picks editors_picks homepage_featured slider test draft`)
	keptS = words(`news series species texas paris wales sales jeans always perhaps plus bus gas lens chess physics mars ios aids windows kubernetes
sports_news las less business access wales hamas alps andes brussels athens naples kansas arkansas illinois always redis postgres rails keras pandas`)
	plurals = words(`elections books films movies games stocks sports markets startups videos podcasts reviews interviews rates jobs cars phones robots
vaccines protests strikes storms banks schools airlines oceans wildfires earthquakes gadgets laptops smartphones browsers databases recipes cookies`)
)

// usualAliases are labels that are one everywhere: the label, then what else it
// is called.
const usualAliases = `
AI: a.i., ai, artificial intelligence, artificial-intelligence, artificialintelligence, künstliche intelligenz, kunstliche intelligenz, ki
machine learning: ml, machine-learning, machinelearning, maschinelles lernen
US: us, u.s., usa, u.s.a., united states, united states of america, us news, u.s. news
UK: uk, u.k., united kingdom, great britain, uk news
EU: eu, e.u., european union
UN: un, u.n., united nations
COVID-19: covid, covid19, covid-19, covid 19, corona, coronavirus, sars-cov-2
technology: tech, technology, technologies, technik, tecnología, technologie
politics: politics, politik, política, politique, politica
business: business, biz
economy: economy, wirtschaft, economía, économie
science: science, sciences, wissenschaft, ciencia
sport: sport, sports, deportes
cryptocurrency: crypto, cryptocurrency, cryptocurrencies
open source: open source, open-source, opensource, foss, oss
cybersecurity: cybersecurity, cyber security, cyber-security, infosec, it-sicherheit
climate: climate, klima, clima
climate change: climate change, climate-change, climatechange, klimawandel
JavaScript: javascript, js
TypeScript: typescript
Go: golang, go lang
Ukraine war: war in ukraine, ukraine war, russia-ukraine war, ukraine-krieg
`
