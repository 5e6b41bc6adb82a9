package article

import "github.com/charmbracelet/x/ansi"

// wrap parts atoms into lines of at most width cells, as full as they can be,
// and gives each with its width; spaces at the ends are left out. It may cut
// what is too long for a line of its own, so the lines need not be parts of
// the atoms given.
func wrap(atoms []atom, width int, method ansi.Method, line func(atoms []atom, width int)) {
	atoms = cutLong(atoms, width, method)
	start, end := 0, 0 // the line so far, without the spaces after it
	cells, spaces := 0, 0
	for i := 0; i < len(atoms); {
		switch a := &atoms[i]; {
		case a.forced:
			line(atoms[start:end], cells)
			i++
			start, end, cells, spaces = i, i, 0, 0
		case a.space:
			i++
			if end > start {
				spaces += a.width
			} else {
				start, end = i, i
			}
		default:
			next, w := unit(atoms, i)
			if end > start && cells+spaces+w > width {
				line(atoms[start:end], cells)
				start, cells, spaces = i, 0, 0
			}
			cells += spaces + w
			spaces, end, i = 0, next, next
		}
	}
	if end > start {
		line(atoms[start:end], cells)
	}
}

// unit is the end and the width of the run from i within which no line may
// end.
func unit(atoms []atom, i int) (end, width int) {
	width = atoms[i].width
	for end = i + 1; end < len(atoms); end++ {
		if a := &atoms[end]; a.space || a.forced || a.brk {
			break
		}
		width += atoms[end].width
	}
	return end, width
}

// cutLong gives atoms in which every run that is wider than a line is parted
// into its clusters; mostly, that is the atoms themselves.
func cutLong(atoms []atom, width int, method ansi.Method) []atom {
	var out []atom
	kept := 0 // atoms before it are in out
	for i := 0; i < len(atoms); {
		if a := &atoms[i]; a.space || a.forced {
			i++
			continue
		}
		end, w := unit(atoms, i)
		if w > width {
			out = append(out, atoms[kept:i]...)
			out = appendClusters(out, atoms[i:end], width, method)
			kept = end
		}
		i = end
	}
	if kept == 0 {
		return atoms
	}
	return append(out, atoms[kept:]...)
}

func appendClusters(out, long []atom, width int, method ansi.Method) []atom {
	for _, a := range long {
		size, i := len(a.text), 0
		for text := a.text; text != ""; {
			cluster, cells := ansi.FirstGraphemeCluster(text, method)
			text = text[len(cluster):]
			piece := a
			piece.source = a.part(i, i+len(cluster), size)
			i += len(cluster)
			piece.text, piece.width, piece.brk = cluster, cells, cells > 0
			if cells > width { // a wide character in one column
				piece.text, piece.width = "…", 1
			}
			out = append(out, piece)
			a.halves = 0
		}
	}
	return out
}

// widest is the longest line of atoms when only forced breaks end one, and
// the longest run within which no line may end.
func widest(atoms []atom) (line, run int) {
	cells := 0
	for i := 0; i < len(atoms); {
		switch a := &atoms[i]; {
		case a.forced:
			cells = 0
			i++
		case a.space:
			cells += a.width
			i++
		default:
			end, w := unit(atoms, i)
			cells += w
			line, run = max(line, cells), max(run, w)
			i = end
		}
	}
	return line, run
}
