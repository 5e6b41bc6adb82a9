package feeds

import (
	"strings"
	"time"
)

// Assistant is the [assistant] table of config.toml: the reader's own language
// model, behind a program or a server that speaks as OpenAI's does.
type Assistant struct {
	Command  []string // argument vector: asked on its standard input, answers on its standard output
	URL      string   // where the server answers, without a slash at its end; "" for a command
	Model    string   // the server's name for it; with a command, what the screen calls it
	Token    Secret   // for URL; with neither way set, the keyring of an https server, else none
	Timeout  time.Duration
	Language string // that articles are translated into, "" for the system's
}

// Ready says whether there is one to be asked.
func (a Assistant) Ready() bool { return len(a.Command) > 0 || a.URL != "" }

// Name is what its answers are signed with.
func (a Assistant) Name() string {
	if a.Model != "" || len(a.Command) == 0 {
		return CleanLine(a.Model)
	}
	name := strings.TrimRight(a.Command[0], `/\`)
	return CleanLine(name[strings.LastIndexAny(name, `/\`)+1:])
}

// Where says where what is sent goes, for a person to read.
func (a Assistant) Where() string {
	if a.URL == "" {
		if len(a.Command) == 0 {
			return ""
		}
		return "the program " + CleanLine(a.Command[0])
	}
	return CleanLine(a.URL) + ", model " + a.Name()
}

// AssistantAct is what an assistant is asked to do.
type AssistantAct string

// The acts.
const (
	AssistSummary     AssistantAct = "summary"     // of an article or its story
	AssistTranslation AssistantAct = "translation" // of an article, block by block
	AssistAnswer      AssistantAct = "answer"      // to a question, from the articles of a story
)

// AssistantRequest is one act that a person asked for.
type AssistantRequest struct {
	Act      AssistantAct
	Article  ArticleID
	Story    bool      // with the other reports of its story
	Question string    // of AssistAnswer
	Document *Document // of AssistTranslation: the text on screen; nil for the article's own
	Title    string    // and the title above it
	Language string    // that it is translated into, "" for the settings'
	Again    bool      // anew, whatever was answered before
}

// AssistantAnswer is what an assistant has answered so far. What it says is
// cleaned, and is nobody's word but the model's.
type AssistantAnswer struct {
	Article   ArticleID
	Title     string
	Sentences []AssistantSentence
	Sources   []AssistantSource // the articles sent, numbered from 1
	Shortened bool              // of which only the beginnings were sent

	Document *Document // of a translation: what is not translated yet is as it was
	Language string
	Done, Of int // pieces of its text that are translated, and all of them
	Whole    int // its blocks, from the top, in which nothing is left to translate

	Model string // who answers
	Where string // where it was sent
	Known bool   // nothing was sent: it was all answered before
}

// AssistantSentence is a sentence of an answer. Sources are the numbers it
// names of articles that were sent; none, where it names none that there is.
type AssistantSentence struct {
	Text    string
	Sources []int
}

// AssistantSource is an article that was sent.
type AssistantSource struct {
	Article       ArticleID
	Title, Source string
}
