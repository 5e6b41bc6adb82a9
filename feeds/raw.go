package feeds

// Raw is text from outside as it came: markup, or words that have not passed
// Clean. It is another type than the text of articles, documents and screens,
// so that the compiler refuses it there: the way from Raw to string is Clean,
// CleanLine, WebURL, LinkURL, or a reader of markup that calls these.
//
// parse keeps what feeds say as Raw until it makes articles of it, extract what
// elements and attributes say until it makes blocks. A conversion, which the
// compiler allows, is for looking at raw text and never for keeping it: a test
// lists the functions that may.
type Raw string
