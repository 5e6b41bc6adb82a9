package feeds

// Nearest is the one of names that word was probably meant to be, "" when none
// is near: at most three letters to change, add or drop, and at most about half
// of the word's. Of two as near, the one that comes first in the alphabet.
func Nearest(word string, names []string) string {
	best, far := "", min(4, (len(word)+1)/2+1)
	for _, name := range names {
		if d := distance(word, name); d < far || d == far && best != "" && name < best {
			best, far = name, d
		}
	}
	return best
}

// distance is the number of letters to change, add or drop between two words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
