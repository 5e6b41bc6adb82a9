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
const untested = ``

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

// mustFuzz are rooms where bytes come in, with the fuzz targets that try them.
var mustFuzz = map[string]string{
	".": "FuzzClean FuzzQuery FuzzTopic", "parse": "FuzzParse FuzzDate", "opml": "FuzzRead", "bookmarks": "FuzzImport FuzzLZ4 FuzzTemplate", "discover": "", "extract": "",
	"fetch": "FuzzHeaders FuzzReadBody", "migrate": "FuzzRead", "store": "FuzzSearch", "../ui/config": "FuzzParse", "../ui/image": "FuzzMake", "../ui/article": "FuzzSet",
}

// Faults: X29
func TestEveryRoomWhereBytesComeInIsFuzzed(t *testing.T) {
	for room, names := range mustFuzz {
		files, err := filepath.Glob(filepath.Join(room, "*_test.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", room, files, err)
		}
		all := ""
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all += string(text)
		}
		if !strings.Contains(all, "\nfunc Fuzz") {
			t.Errorf("%s has no fuzz target", room)
		}
		for _, name := range strings.Fields(names) {
			if !strings.Contains(all, "\nfunc "+name+"(") {
				t.Errorf("%s has no %s", room, name)
			}
		}
	}
	gate, err := os.ReadFile("../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(gate), "'^func Fuzz'") || !strings.Contains(string(gate), "-fuzztime=") {
		t.Error("the gate does not run all of them")
	}
}
