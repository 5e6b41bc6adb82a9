package feeds

// Candidate is a feed found behind an address that stands for several: what a
// person needs to choose.
type Candidate struct {
	URL       string
	Title     string
	Label     string // what the page calls it: "releases", "comments", "" nothing
	Format    string
	Headlines []string // newest, at most 3
	Comments  bool     // a feed of comments
}

// SeveralError says that an address stands for several feeds. The person
// chooses; each Candidate's URL can be added as it stands.
type SeveralError struct {
	Address    string
	Candidates []Candidate
}

func (e *SeveralError) Error() string {
	return CleanLine(e.Address + " has several feeds; choose one")
}
