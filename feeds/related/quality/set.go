package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// labelled is an article of which somebody has said what story it reports.
type labelled struct {
	ID, Title, Text, Source, Language, Story string
	Published                                time.Time // zero: not known
}

// read reads a labelled set: JSON lines with id, title, text, source,
// published (RFC 3339, "" unknown), story and, where it is known, language;
// packed by xz where the name ends so, standard input for "-". They come in
// the order of their time, as news does.
func read(name string) ([]labelled, error) {
	raw, err := unpacked(name)
	if err != nil {
		return nil, err
	}
	var set []labelled
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var in struct{ ID, Title, Text, Source, Language, Story, Published string }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, n, err)
		}
		a := labelled{in.ID, in.Title, in.Text, in.Source, in.Language, in.Story, time.Time{}}
		if in.Published != "" {
			if a.Published, err = time.Parse(time.RFC3339, in.Published); err != nil {
				return nil, fmt.Errorf("%s, line %d: %w", name, n, err)
			}
		}
		set = append(set, a)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	slices.SortStableFunc(set, func(a, b labelled) int { return a.Published.Compare(b.Published) })
	return set, nil
}

func unpacked(name string) ([]byte, error) {
	switch {
	case name == "-":
		return io.ReadAll(os.Stdin)
	case strings.HasSuffix(name, ".xz"):
		return exec.Command("xz", "-dc", "--", name).Output()
	}
	return os.ReadFile(name)
}
