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

// Aloud are the styles of what is read by a voice or by fingers: no colours, and
// words where the screen has signs. Bar stays a sign, by which the selected row
// of a dialog is found.
func Aloud() Styles {
	st := New(Plain(true))
	st.Glyphs = Glyphs{
		Dot: "Unread", Star: "Bookmarked:", Bar: "▌", Ellipsis: "...", Bullet: "-", Quote: ">", Open: "open", Closed: "closed", Warn: "Error:",
		Check: "done:", Left: "", Crumb: ",", More: "", Image: "", Play: "Video:", Sound: "Audio:", Return: "back", Rule: "", RuleFocus: "", Divider: "",
	}
	return st
}
