package extract

import (
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// imageCredit is a line that says whose picture stands beside it.
var imageCredit = expression(`(?i)^[\s(\[]*(?:(?:photos?|images?|pictures?|photographs?|illustrations?|graphics?|featured image|cover image|header image|lead image|main image|screenshots?|artwork|fotos?|bild(?:er)?|grafik|crédito|crédits?)` +
	`(?: (?:credits?|by|courtesy(?: of)?|source|via|illustration by))+\s*[:：]?\s*\S.*` +
	`|(?:photos?|images?|pictures?|illustration|foto|bild|photo(?:graph)?er|credits?|crédit photo|bildquelle|image source)\s*[:：]\s*\S.*` +
	`|(?:©|\(c\)|copyright )\s*\S.*(?:getty|afp|reuters|\bap\b|photo|image|shutterstock|alamy|epa|dpa|istock|unsplash|picture).*` +
	`|[^!?]{2,60}(?:/|\s[|–—-]\s|\s?via )\s*(?:getty images?|afp|reuters|ap(?: photo)?|associated press|epa|dpa|shutterstock|alamy|unsplash|istock|bloomberg|pa wire|xinhua|zuma press|imago|keystone|picture alliance)\S*[^.!?]{0,40}` +
	`|(?:getty images?|ap photo|afp|reuters|associated press|shutterstock|alamy|unsplash|istock)(?:/\S.{0,60})?)[\s)\].]*$`)

// bareCredit is one that says so in as many words, and is no text of an
// article wherever it stands.
var bareCredit = expression(`(?i)^[\s(\[]*(?:photo|image|picture|featured image)s? (?:credits?|courtesy(?: of)?|source)\s*[:：]|^[\s(\[]*(?:image|photo)\s*[:：][^.]{2,60}(?:/|via )`)

// maxCredit bounds a credit, in characters.
const maxCredit = 160

// moveCredits puts the credits of images, and captions that stand beside them
// once more, into the captions.
func moveCredits(blocks []feeds.Block) []feeds.Block {
	kept := blocks[:0]
	for i, b := range blocks {
		if b.Kind != feeds.Paragraph {
			kept = append(kept, b)
			continue
		}
		text := spansText(b.Spans)
		var image *feeds.Block
		switch {
		case len(kept) > 0 && kept[len(kept)-1].Kind == feeds.Image:
			image = &kept[len(kept)-1]
		case i+1 < len(blocks) && blocks[i+1].Kind == feeds.Image:
			image = &blocks[i+1]
		}
		switch {
		case image != nil && text != "" && strings.EqualFold(text, strings.TrimSpace(spansText(image.Spans))):
			continue
		case utf8.RuneCountInString(text) > maxCredit || !imageCredit.MatchString(text):
		case image != nil:
			addCaption(image, b.Spans, text)
			continue
		case bareCredit.MatchString(text):
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

func addCaption(image *feeds.Block, spans []feeds.Span, text string) {
	if strings.Contains(strings.ToLower(spansText(image.Spans)), strings.ToLower(text)) {
		return
	}
	caption := append([]feeds.Span(nil), image.Spans...)
	if len(caption) > 0 {
		caption = append(caption, feeds.Span{Text: " "})
	}
	image.Spans = append(caption, spans...)
}
