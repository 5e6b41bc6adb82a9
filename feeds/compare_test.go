package feeds

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func textOf(paragraphs ...string) *Document {
	d := &Document{}
	for _, p := range paragraphs {
		d.Blocks = append(d.Blocks, Block{Kind: Paragraph, Spans: []Span{{Text: p}}})
	}
	return d
}

// shownAs writes a comparison a row a line, what one says alone in brackets.
func shownAs(rows []Compared) (out []string) {
	side := func(list []ComparedSentence) string {
		var all []string
		for _, s := range list {
			if s.Alone {
				s.Text = "[" + s.Text + "]"
			}
			all = append(all, s.Text)
		}
		return strings.Join(all, " ")
	}
	for _, r := range rows {
		out = append(out, side(r.Left)+" | "+side(r.Right))
	}
	return out
}

func TestCompareSetsParagraphsSideBySideAndMarksWhatOneSaysAlone(t *testing.T) {
	for _, tt := range []struct {
		name        string
		left, right *Document
		want        []string
	}{
		{
			"two reports of one storm",
			textOf("Storm Iris cut power to 40,000 homes on the west coast.", "Two people were hurt by glass. Schools stay shut until Tuesday.", "The mayor spoke of luck."),
			textOf("Ferries stood still.", "40,000 homes lost power when storm Iris reached the coast. Insurers expect millions in claims.", "Schools will stay shut until Tuesday."),
			[]string{
				" | [Ferries stood still.]",
				"Storm Iris cut power to 40,000 homes on the west coast. | 40,000 homes lost power when storm Iris reached the coast. [Insurers expect millions in claims.]",
				"[Two people were hurt by glass.] Schools stay shut until Tuesday. | Schools will stay shut until Tuesday.",
				"[The mayor spoke of luck.] | ",
			},
		},
		{"the same text", textOf("One thing happened. Another followed."), textOf("One thing happened. Another followed."), []string{"One thing happened. Another followed. | One thing happened. Another followed."}},
		{"one without a text", textOf("Only here."), textOf(), []string{"[Only here.] | "}},
		{"none with one", textOf(), nil, nil},
		{"writing without spaces", textOf("探査機が小惑星に着陸した。燃料は残る。"), textOf("小惑星に探査機が着陸した。"), []string{"探査機が小惑星に着陸した。 [燃料は残る。] | 小惑星に探査機が着陸した。"}},
	} {
		if diff := cmp.Diff(tt.want, shownAs(Compare(tt.left, tt.right))); diff != "" {
			t.Errorf("%s, -want +got:\n%s", tt.name, diff)
		}
	}
}

func TestSentencesEndWhereOneWouldPause(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"full stops and questions", "It rained. Why? Nobody knew!", []string{"It rained.", "Why?", "Nobody knew!"}},
		{"an initial and a title", "J. Weaver met Mr. Marten. They spoke.", []string{"J. Weaver met Mr. Marten.", "They spoke."}},
		{"a number", "Rates fell to 2.25 percent. Banks followed.", []string{"Rates fell to 2.25 percent.", "Banks followed."}},
		{"a quotation that closes after the stop", "“We wait.” Then they left.", []string{"“We wait.”", "Then they left."}},
		{"no end at all", "a line of verse", []string{"a line of verse"}},
	} {
		if diff := cmp.Diff(tt.want, sentencesOf(tt.text)); diff != "" {
			t.Errorf("%s, -want +got:\n%s", tt.name, diff)
		}
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("Storm Iris. It rained.", "It rained on.\nStorm!")
	f.Add("", "…。.\x00")
	f.Fuzz(func(t *testing.T, left, right string) {
		a, b := textOf(strings.Split(left, "\n")...), textOf(strings.Split(right, "\n")...)
		var words [2]string
		for _, row := range Compare(a, b) {
			if len(row.Left)+len(row.Right) == 0 {
				t.Fatal("a row of nothing")
			}
			for _, s := range row.Left {
				words[0] += s.Text
			}
			for _, s := range row.Right {
				words[1] += s.Text
			}
		}
		for i, d := range []*Document{a, b} {
			if len(d.Blocks) > comparedParagraphs || len([]rune(d.Plain())) > comparedRunes {
				continue
			}
			want := ""
			for line := range strings.SplitSeq(d.Plain(), "\n") {
				want += CleanLine(line)
			}
			squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
			if squeeze(words[i]) != squeeze(want) {
				t.Fatalf("of %q is shown %q", want, words[i])
			}
		}
	})
}

func BenchmarkCompareTwoLongTexts(b *testing.B) {
	var all []string
	for i := range comparedParagraphs {
		all = append(all, strings.Repeat("Word ", i%40)+"the council met again over rates. Nobody spoke of harbour fees then.")
	}
	left, right := textOf(all...), textOf(all[20:]...)
	for b.Loop() {
		Compare(left, right)
	}
}
