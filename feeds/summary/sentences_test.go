package summary

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSentences(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"full stops, questions and cries end sentences", "It rained. Did it? It did! And on.", "It rained.|Did it?|It did!|And on."},
		{"a line is a paragraph", "No stop here\nNext one", "No stop here|Next one"},
		{"titles and months are abbreviated", "Dr. Smith met Mrs. Jones on Jan. 3 in St. Paul. They left.", "Dr. Smith met Mrs. Jones on Jan. 3 in St. Paul.|They left."},
		{"initials belong to names", "J. R. Tolkien wrote it. George W. Bush did not.", "J. R. Tolkien wrote it.|George W. Bush did not."},
		{"letters with stops go on, but for a word that begins a sentence", "The U.S. Senate met. He left the U.S. The vote failed.", "The U.S. Senate met.|He left the U.S.|The vote failed."},
		{"numbers and addresses hold their stops", "It rose 3.5 percent on example.org today. Good.", "It rose 3.5 percent on example.org today.|Good."},
		{"a quotation closes behind its stop", `“We won.” She smiled. "Really?" he asked. (It was late.) Then home.`, `“We won.”|She smiled.|"Really?" he asked.|(It was late.)|Then home.`},
		{"three stops before a small letter are a pause", "Well... it depends. Sure.", "Well... it depends.|Sure."},
		{"a year ends a sentence", "It began in 2019. Nobody knew.", "It began in 2019.|Nobody knew."},
		{"German ordinals and abbreviations", "Am 3. Mai kam Dr. Weiß, z.B. aus Köln. Er blieb.", "Am 3. Mai kam Dr. Weiß, z.B. aus Köln.|Er blieb."},
		{"Spanish marks open as well", "Llegó la Sra. López. ¿Quién más? ¡Nadie!", "Llegó la Sra. López.|¿Quién más?|¡Nadie!"},
		{"Russian", "Это было в 2020 г. Москва молчала. Потом всё изменилось.", "Это было в 2020 г. Москва молчала.|Потом всё изменилось."},
		{"Chinese needs no space", "地震发生在凌晨。官员说：“没有人受伤。”救援继续！", "地震发生在凌晨。|官员说：“没有人受伤。”|救援继续！"},
		{"a Japanese quotation is within its sentence", "首相は「来年だ。」と述べた。野党は反発した。", "首相は「来年だ。」と述べた。|野党は反発した。"},
		{"Arabic and Hindi", "وصل الوفد أمس. هل عاد؟ نعم.", "وصل الوفد أمس.|هل عاد؟|نعم."},
		{"a danda ends", "बारिश हुई। नदी बढ़ी।", "बारिश हुई।|नदी बढ़ी।"},
		{"marks that pile up are one end", "What?! No way... Yes.", "What?!|No way...|Yes."},
		{"nothing is no sentence", " \n \n", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, strings.Join(Sentences(tc.text), "|")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThaiIsPartedAtSpaces(t *testing.T) {
	piece := strings.Repeat("ประเทศไทย", 6)
	got := Sentences(piece + " " + piece + " " + piece)
	if len(got) != 3 {
		t.Errorf("three pieces came as %d: %q", len(got), got)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("It rained. Did it? “We won.” She left the U.S. The end")
	f.Add("首相は「来年だ。」と述べた。野党は反発した。\x80\xff")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 1<<16 {
			return
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeeze(strings.Join(Sentences(s), "")); got != squeeze(s) {
			t.Errorf("%q lost something: %q", s, got)
		}
	})
}
