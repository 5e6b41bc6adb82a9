package style

// Glyphs are the signs of the screen, one cell each. None needs a patched
// font, and none is an emoji: terminals disagree about the width of those. For
// terminals that lack them Signs.Fold has others.
type Glyphs struct {
	Dot       string // unread
	Star      string // bookmarked
	Bar       string // the selected row
	Rule      string // under a pane's title
	RuleFocus string // the same with the focus; the part of an article read
	Divider   string // between panes
	Ellipsis  string // text was cut
	Bullet    string
	Quote     string // beside quotations and notes
	Open      string // a folder that shows its feeds
	Closed    string
	Warn      string
	Check     string
	Left      string // the way back
	Crumb     string // between the steps of a section path
	More      string // a line goes on to the right
	Image     string
	Play      string // video, frame
	Sound     string
	Return    string // the way back from a footnote
}

// Unicode is the usual set.
func Unicode() Glyphs {
	return Glyphs{
		Dot: "●", Star: "★", Bar: "▌", Rule: "─", RuleFocus: "━", Divider: "│", Ellipsis: "…", Bullet: "•", Quote: "▎",
		Open: "▾", Closed: "▸", Warn: "!", Check: "✓", Left: "‹", Crumb: "›", More: "›", Image: "▣", Play: "▶", Sound: "♪", Return: "↑",
	}
}
