// Quality measures how well related stories and story clusters come out on
// labelled sets, for those who change how articles are compared:
//
//	go run ./feeds/related/quality FILE.jsonl ...
//
// It files the articles in the order in which they came and asks what the
// related pane would list beside each, by the code that the product runs.
package main

import (
	"flag"
	"fmt"
	"os"

	"broadsheet/feeds/related"
)

func main() {
	s := related.Normal
	flag.Float64Var(&s.Story, "story", s.Story, "score from which two articles report one event")
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), `usage: quality [-story SCORE] FILE ...

Each FILE has an article a line, as JSON: id, title, text, published, source,
story and, where it is known, language. Articles of one story have one value.
FILE may be packed by xz; - is standard input.
`)
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	for _, name := range flag.Args() {
		set, err := read(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, "quality:", err)
			os.Exit(1)
		}
		fmt.Printf("%s\n%s", name, measure(set, s))
	}
}

func (f figures) String() string {
	return fmt.Sprintf(`  %d articles, %d of them with others of their story
  related   nDCG@10 %.3f  recall@10 %.3f  MAP %.3f
  pane      nDCG@10 %.3f
  story     pairs: precision %.3f  recall %.3f   first result right %.3f, said of %.0f%%
  clusters  B-cubed: precision %.3f  recall %.3f  F1 %.3f
`, f.Articles, f.Queries, f.Ranking.NDCG, f.Ranking.Recall, f.Ranking.MAP,
		f.Pane.NDCG, f.Story.Precision, f.Story.Recall, f.First.Right, 100*f.First.Said,
		f.BCubed.Precision, f.BCubed.Recall, f.BCubed.F)
}
