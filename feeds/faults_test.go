package feeds

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// families is how many rows each family of the catalogue of faults has: network,
// feeds as input, terminal, configuration and programs, store, bookmarks.
var families = map[string]int{"N": 40, "X": 30, "T": 19, "C": 18, "D": 25, "B": 20}

// untested are the rows that no test names yet. One that has a test must go from
// here, so that the list only tells the truth.
const untested = `

	X27 X29
	C02 C05 C06 C09 C10 C14 C15
	D01 D03 D04 D06 D13 D15 D19 D20 D25
	B02 B03 B13 B15 B16 B18`

var (
	faultTag  = regexp.MustCompile(`(?m)^// Faults: (.*)$`)
	faultName = regexp.MustCompile(`func Test(?:Fault)?((?:[NXTCDB]\d\d(?:To|And)?)+)|"([NXTCDB]\d\d) `)
	faultID   = regexp.MustCompile(`[NXTCDB]\d\d`)
)

// TestEveryFaultOfTheCatalogueHasATestOrIsNamedAsLackingOne finds the numbers of
// rows in the names of tests and in the "Faults:" lines above them.
func TestEveryFaultOfTheCatalogueHasATestOrIsNamedAsLackingOne(t *testing.T) {
	tested := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range faultTag.FindAllStringSubmatch(string(text), -1) {
			for _, id := range faultID.FindAllString(m[1], -1) {
				tested[id] = true
			}
		}
		for _, m := range faultName.FindAllStringSubmatch(string(text), -1) {
			ids := faultID.FindAllString(m[1]+m[2], -1)
			for _, id := range ids {
				tested[id] = true
			}
			if len(ids) == 2 && strings.Contains(m[1], "To") { // T01ToT11
				var from, to int
				_, _ = fmt.Sscan(strings.TrimLeft(ids[0][1:], "0"), &from)
				_, _ = fmt.Sscan(strings.TrimLeft(ids[1][1:], "0"), &to)
				for i := from; i <= to; i++ {
					tested[fmt.Sprintf("%s%02d", ids[0][:1], i)] = true
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	lacking := strings.Fields(untested)
	rows := 0
	for family, n := range families {
		for i := 1; i <= n; i++ {
			id := fmt.Sprintf("%s%02d", family, i)
			rows++
			switch listed := slices.Contains(lacking, id); {
			case !tested[id] && !listed:
				t.Errorf("%s has no test", id)
			case tested[id] && listed:
				t.Errorf("%s has a test: take it off the list of those without", id)
			}
			delete(tested, id)
		}
	}
	for id := range tested {
		t.Errorf("a test names %s, which is no row", id)
	}
	t.Logf("%d of %d rows have a test that names them", rows-len(lacking), rows)
}
