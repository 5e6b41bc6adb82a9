package ui

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// assisted is opened with an assistant in the settings.
func assisted(t *testing.T, w, h int) *driver {
	t.Helper()
	d := newDriver(t, newFake(), func(o *Options) {
		o.Settings.Assistant = feeds.Assistant{URL: "http://127.0.0.1:11434", Model: "llama3.2"}
	})
	d.size(w, h)
	return d
}

// chosen does an action by its name, as the command line does.
func (d *driver) chosen(a action) {
	d.keys(":")
	d.typed(string(a))
	d.keys("enter")
}

func TestPGivesTheAssistantsSummaryWhereThereIsOne(t *testing.T) {
	d := assisted(t, 120, 36)
	d.keys("p")
	d.expect("the answer, signed", "Summary of the article · llama3.2", "The bank waits for spring. So does everybody.",
		"Written by llama3.2 from the text of the article. It can be wrong.")
	d.expectNot("the extracted one", "Extracted")
	d.keys("s")
	d.expect("the story's, with sources", "Summary of the story · llama3.2", "The bank waits for spring. [1]", "So does everybody. (names no source)",
		"[1] The Meridian · Central bank", "[2] Harbour Post · Storm Iris", "from the texts of 2 articles", "1–2 open · e extracted · s article · r again · esc close")
	d.keys("e")
	d.expect("the extracted one", "Extracted: sentences of 2 reports", "e by llama3.2")
	d.expectNot("the model's words", "The bank waits")
	d.keys("e")
	d.expect("back", "The bank waits for spring. [1]")
	if n := len(d.fake.consulted); n != 2 {
		t.Errorf("it was asked %d times for two summaries", n)
	}
	d.keys("r")
	if n := len(d.fake.consulted); n != 3 || !d.fake.consulted[2].Again {
		t.Errorf("r did not ask again: %+v", d.fake.consulted)
	}
	d.keys("2")
	if d.m.over != nil || d.m.reader == nil || d.m.reader.id != d.fake.articles[1].Article.ID {
		t.Error("2 did not open the second article")
	}
}

func TestNothingIsAskedByItself(t *testing.T) {
	d := assisted(t, 120, 36)
	d.keys("j", "k", "enter", "J", "esc", "c", "esc", "R", "g", "f", "g", "t")
	d.event(feeds.ReloadFinished{})
	d.due()
	d.chosen(actAsk)
	d.keys("enter", "esc") // an empty question is none
	if len(d.fake.consulted) > 0 {
		t.Errorf("the assistant was asked: %+v", d.fake.consulted)
	}
}

func TestWithoutAnAssistantThePaletteSaysHowToHaveOne(t *testing.T) {
	d := opened(t, 120, 36)
	for _, typed := range []string{"summarise with the assistant", "translate the article", "ask the assistant"} {
		d.keys("ctrl+p")
		d.typed(typed)
		d.expect("the palette has it", typed, "how to set it up")
		d.keys("enter")
		d.expect("how to set one up", "No assistant", "None is set up, and nothing is", `url = "http://127.0.0.1:11434"`, `command = ["llm", "-m", "mistral"]`)
		d.keys("esc")
	}
	if len(d.fake.consulted) > 0 {
		t.Error("the assistant was asked")
	}
}

func TestAnAnswerStreamsIntoThePaneAndEscStopsIt(t *testing.T) {
	d := assisted(t, 120, 36)
	first := d.fake.articles[0]
	sentence, _, _ := strings.Cut(first.Document.Prose(), ". ")
	g := &gist{of: first.Article.ID, ask: &asking{req: feeds.AssistantRequest{Act: feeds.AssistSummary, Article: first.Article.ID}}}
	g.lines = g.text
	d.m.over = g
	cmd := d.m.consult(g.ask) // nobody runs it: the answers come by hand
	g.took(summaryMsg{by: g, summary: feeds.Summary{Sentences: []feeds.Sentence{{Text: sentence + ".", Source: "The Meridian"}}, Articles: 1}})
	d.expect("the extracted one until then", "reading …", sentence[:30], "esc stop")
	so := feeds.AssistantAnswer{Model: "llama3.2", Where: "http://127.0.0.1:11434, model llama3.2", Sources: make([]feeds.AssistantSource, 1)}
	d.m.tookAssist(assistMsg{by: g.ask, gen: g.ask.gen, answer: so})
	d.expect("what goes where", "sending the text of the article to http://127.0.0.1:11434, model", "llama3.2 …", sentence[:30])
	so.Sentences = []feeds.AssistantSentence{{Text: "The bank wai"}}
	d.m.tookAssist(assistMsg{by: g.ask, gen: g.ask.gen, answer: so})
	d.expect("the first words", "The bank wai", "llama3.2 is writing …")
	d.expectNot("the extracted one any more", sentence[:30])
	late := g.ask.gen
	d.keys("esc")
	d.expect("what came stays", "The bank wai", "Not the whole answer: stopped")
	so.Sentences = []feeds.AssistantSentence{{Text: "Too late."}}
	d.m.tookAssist(assistMsg{by: g.ask, gen: late, answer: so, done: true})
	d.expectNot("a late answer", "Too late.")
	d.run(cmd) // the request comes to its end after all
	d.expectNot("its answer, after it was stopped", "So does everybody")
	d.keys("esc")
	if d.m.over != nil {
		t.Error("Esc did not close what was stopped")
	}
}

func TestAnAssistantThatFailsLeavesTheExtractedSummary(t *testing.T) {
	d := assisted(t, 120, 36)
	d.fake.cutOff = errors.New("127.0.0.1 refused the connection")
	d.keys("p")
	d.expect("a part, and why it is one", "The bank waits for spring.", "Not the whole answer: 127.0.0.1 refused the connection")
	g := d.m.over.(*gist)
	g.ask.answer.Sentences = nil
	d.expect("the reason, and the extracted one", "127.0.0.1 refused the connection", "Extracted: sentences of the article")
}

func TestAQuestionIsAnsweredFromTheStory(t *testing.T) {
	d := assisted(t, 120, 36)
	d.chosen(actAsk)
	d.expect("the question is asked for, and where it goes", "Ask about the story", "its reports are sent to http://127.0.0.1:11434, model llama3.2")
	d.typed("Who waits?")
	d.keys("enter")
	d.expect("the answer", "Answer · llama3.2", "Who waits?", "The bank waits for spring. [1]", "So does everybody. (names no source)", "[2] Harbour Post")
	req := d.fake.consulted[0]
	if req.Act != feeds.AssistAnswer || !req.Story || req.Question != "Who waits?" || req.Article != d.fake.articles[0].Article.ID {
		t.Errorf("%+v", req)
	}
	d.keys("1")
	if d.m.reader == nil || d.m.reader.id != d.fake.articles[0].Article.ID {
		t.Error("1 did not open the first article")
	}
}

func TestATranslationIsAViewAndTheOriginalAKeyAway(t *testing.T) {
	d := assisted(t, 120, 36)
	first := d.fake.articles[0]
	d.keys("enter")
	d.run(d.m.highlight(nil, []feeds.Highlight{{Quote: "The central bank left its main interest rate unchanged"}}))
	d.expect("the original", "The central bank left its main", "1 highlight")
	d.chosen(actTranslate)
	d.expect("the translation", "THE CENTRAL BANK LEFT ITS MAIN", strings.ToUpper(first.Article.Title[:40]), "Translated into German by llama3.2, which can be wrong; v shows the")
	d.keys("H")
	d.expect("no highlights there", "highlights are in the original")
	d.keys("v")
	d.expect("the original again, with its highlight", "The central bank left its main", "1 highlight")
	d.chosen(actTranslate)
	d.expect("the translation again", "THE CENTRAL BANK LEFT ITS MAIN")
	if n := len(d.fake.consulted); n != 1 {
		t.Errorf("it was asked %d times", n)
	}
	d.keys("esc")
	if d.m.reader != nil {
		t.Error("Esc did not leave the reader view")
	}
	d.keys("enter")
	d.expect("opened anew it is as written", "The central bank left its main")
	d.expectNot("no translation without asking", "THE CENTRAL BANK")
}

func TestATranslationThatIsCutOffIsShownAsFarAsItCame(t *testing.T) {
	d := assisted(t, 120, 50)
	d.fake.cutOff = errors.New("llama3.2 took longer than 2m0s and was stopped")
	d.chosen(actTranslate) // from the list it opens the reader view
	d.expect("a part", "THE CENTRAL BANK LEFT ITS MAIN", "Inflation in the euro area slowed", "Translated into German by llama3.2 in part, and no further: llama3.2")
	d.fake.cutOff = nil
	d.chosen(actTranslate)
	d.expect("asked again, the rest", "INFLATION IN THE EURO AREA SLOWED", "which can be wrong")
	r := d.m.reader
	r.tongue.answer.Of++ // the model has left something out
	if note := d.m.translationNote(r.tongue); !strings.Contains(note, "but for 1 piece that it left out; I asks again") {
		t.Errorf("what was left out is not told: %s", note)
	}
	before := len(d.fake.consulted)
	d.chosen(actTranslate)
	if len(d.fake.consulted) != before+1 {
		t.Error("what was left out was not asked for again")
	}
	if got := d.m.pages.readings[d.fake.articles[0].Article.ID]; strings.HasPrefix(got.Document.Prose(), "THE CENTRAL") {
		t.Error("the translation stands for the article where it is read from memory")
	}
}

func TestTheAssistantsDialogsFitEveryScreen(t *testing.T) {
	narrow := assisted(t, 46, 18)
	narrow.keys("p", "s")
	narrow.expect("the way out, where there is room for no more", "esc close ─╯")
	for _, size := range [][2]int{{0, 0}, {1, 1}, {20, 5}, {30, 8}, {46, 18}, {80, 24}, {120, 36}, {160, 44}, {220, 60}} {
		d := assisted(t, size[0], size[1])
		d.keys("p")
		fitting(t, d)
		d.keys("s")
		fitting(t, d)
		d.keys("esc")
		d.chosen(actTranslate)
		fitting(t, d)
		d.keys("esc")
		d.m.opts.Settings.Assistant = feeds.Assistant{}
		d.chosen(actAsk)
		fitting(t, d)
	}
}

func TestPlainModeReadsAnAnswerOnceAndWhole(t *testing.T) {
	h := listening(t, newFake(), func(o *Options) { o.Settings.Assistant = feeds.Assistant{Command: []string{"/bin/llm"}} })
	h.heard()
	h.keys("p")
	all := strings.Join(h.heard(), "\n")
	for _, want := range []string{"The bank waits for spring.", "So does everybody.", "Written by llama3.2 from the text of the article. It can be wrong."} {
		if strings.Count(all, want) != 1 {
			t.Errorf("%q was said %d times in\n%s", want, strings.Count(all, want), all)
		}
	}
	h.keys("esc")
	h.heard()
	h.keys("I", "space")
	all = strings.Join(h.heard(), "\n")
	if strings.Count(all, "THE CENTRAL BANK LEFT ITS MAIN") != 1 || strings.Contains(all, "The central bank left its main") {
		t.Errorf("the translation was not read once:\n%s", all)
	}
}

// fitting checks that the frame is exactly the terminal's size.
func fitting(t *testing.T, d *driver) {
	t.Helper()
	lines := strings.Split(d.m.View().Content, "\n")
	if len(lines) != max(d.m.h, 1) {
		t.Errorf("%dx%d: %d lines", d.m.w, d.m.h, len(lines))
	}
	for _, l := range lines {
		if n := ansi.StringWidth(l); n > d.m.w {
			t.Errorf("%dx%d: a line of %d cells: %q", d.m.w, d.m.h, n, ansi.Strip(l))
		}
	}
}

func TestABookmarksOwnTextIsTranslatedToo(t *testing.T) {
	d := assisted(t, 120, 36)
	d.keys("g", "b", "I")
	r := d.m.reader
	if r == nil || r.kept == 0 || r.translated() == nil {
		t.Fatalf("the bookmark is not open in another language:\n%s", d.screen())
	}
	d.expect("the translation", "Translated into German by llama3.2")
	d.keys("v")
	d.expectNot("the original", "Translated into German by llama3.2")
}
