package feeds

// plainLetters lists, after each plain letter, those that are it with a sign on
// top, through or below: Unicode's canonical decompositions without their marks
// for Latin, Greek, Cyrillic and Arabic. The Cyrillic й, ї and ў are letters of
// their own, which no reader takes for the ones they are drawn like.
const plainLetters = `
aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďḋḍḏḑḓđð eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ gĝğġģǧǵḡ hĥȟḣḥḧḩḫẖħ
iìíîïĩīĭįǐȉȋḭḯỉịı jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽł mḿṁṃ nñńņňǹṅṇṉṋ oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợøǿ pṕṗ rŕŗřȑȓṙṛṝṟ
sśŝşšșṡṣṥṧṩſẛ tţťțṫṭṯṱẗŧ uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ
αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ εέἐἑἒἓἔἕὲέ ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ οόὀὁὂὃὄὅὸό ρῤῥ
υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ σς
аӑӓ гѓ еѐёӗ жӂӝ зӟ иѝӣӥ кќ оӧ уӯӱӳ чӵ ыӹ эӭ ѵѷ әӛ өӫ
اآأإ وؤ يئى ہۂ ےۓ ەۀ ʒǯ` +
	" α\u1f71 ε\u1f73 η\u1f75 ι\u1f77\u1fd3\u1fbe ο\u1f79 υ\u1f7b\u1fe3 ω\u1f7d ϒ\u03d3\u03d4" // twins that editors make one

// spelledOut are the letters that are written as two where they are missing.
var spelledOut = map[rune]string{'ß': "ss", 'æ': "ae", 'ǣ': "ae", 'ǽ': "ae", 'œ': "oe", 'þ': "th", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬀ': "ff", 'ﬃ': "ffi", 'ﬄ': "ffl"}
