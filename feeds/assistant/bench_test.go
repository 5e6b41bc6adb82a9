package assistant

import (
	"context"
	"strings"
	"testing"
)

// BenchmarkAnswerOf4kB is all that an answer of that length costs while it
// streams in word by word.
func BenchmarkAnswerOf4kB(b *testing.B) {
	var pieces []string
	for range 60 {
		for word := range strings.FieldsSeq("The grid operator says that the joint had been inspected in spring [2].") {
			pieces = append(pieces, delta(word+" "))
		}
	}
	pieces = append(pieces, stop)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Ask(context.Background(), llama, answering(200, pieces...), Prompt{}, func(text string) { Cite(text, 3, sentences) }); err != nil {
			b.Fatal(err)
		}
	}
}
