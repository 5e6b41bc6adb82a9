package related

import "strings"

// stopWords are words of the common languages that say nothing about what an
// article is about, folded as tokens are. A word that is a name in another
// language ("die", "will", "man") stands here only when its own language
// cannot do without.
var stopWords = func() map[string]bool {
	m := make(map[string]bool)
	for _, list := range []string{english, german, french, spanish, portuguese, italian, dutch, nordic, russian, newsroom} {
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
	}
	return m
}()

// stopHashes is the same by hash, for the loop that reads every candidate.
var stopHashes = func() map[uint64]bool {
	m := make(map[uint64]bool, len(stopWords))
	for w := range stopWords {
		m[hash([]byte(w))] = true
	}
	return m
}()

const (
	english = `a about above after again against all also am an and any are aren as at be because been before being below between both
but by can cannot could couldn did didn do does doesn doing don down during each even ever every few for from further get gets go goes got had hadn
has hasn have haven having he her here hers herself him himself his how however i if in into is isn it its itself just let like ll
made make makes many may me might more most much must my myself no nor not now of off on once one only or other our ours ourselves out
over own re s said same say says saying see shall she should shouldn since so some still such t take than that the their theirs them
themselves then there these they this those through to too two three under until up upon us use used ve very was wasn we well were weren what when
where whether which while who whom whose why will with within without won would wouldn yet you your yours yourself d m`
	german = `aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit dann das dass
dein dem den denn der des dich die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch
fur gegen gewesen hab habe haben hat hatte hatten hier ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder
jetzt kann kein keine keinen keiner konnen konnte machen man mehr mein mich mir mit nach nicht nichts noch nun nur ob oder ohne sehr sein seine
seinem seinen seiner seit sich sie sind so soll sollen sollte sondern sonst uber um und uns unser unter viel vom von vor wahrend war waren
warum was weil wenn werden werde wie wieder will wir wird wo wollen worden wurde wurden zu zum zur zwar zwei zwischen`
	french = `ai ainsi alors apres au aucun aussi autre autres aux avant avec avoir avait c ce cela ces cet cette ceux chez ci comme contre
d dans de depuis des dont du elle elles en encore entre est et etait ete etre eu fait font ici il ils j je jusqu l la le les leur leurs lors lui m mais
me meme mes moi moins mon n ne nos notre nous on ont ou par parce pas pendant peu peut plus pour pourquoi qu quand que quel quelle qui s sa sans
se selon sera ses si soit son sont sous sur t ta te tous tout toute toutes tres trop tu un une vers vos votre vous y`
	spanish = `a al algo ante antes aqui asi aun aunque cada como con contra cual cuando de del desde donde dos durante e el ella ellas ellos en entre
era eran es esa ese eso esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy nada
ni no nos o otra otras otro otros para pero poco por porque pues que quien se segun ser si sido sin sobre son su sus tambien tan tanto te tiene
tienen todo todos tras un una uno unos y ya yo`
	portuguese = `ao aos apos as ate com como da das de dela dele deles depois do dos e ela eles em entre era essa esse esta estao este eu foi foram ha isso
ja mais mas mesmo muito na nao nas nem no nos num numa o os ou para pela pelas pelo pelos por quando que quem sao se sem ser seu seus sob sobre
sua suas tambem tem um uma`
	italian = `ad agli ai al alla alle anche c che chi ci come con contro cosi da dai dal dalla dalle degli dei del dell della delle di dopo dove e ed
era fa fra gli ha hanno i il in io la le lo ma nei nel nell nella nelle no non o per perche piu prima quando quella quello questa questo se senza si sia
solo sono su sua sue sui sul sulla suo tra tutti tutto un una uno`
	dutch = `aan al als alleen andere bij dan dat de deze die dit door dus een eerste en er ge geen had heb hebben heeft hem het hier hij hoe
hun ik in is ja je kan kon maar meer met mijn moet na naar niet nog nu of om omdat onder ons ook op over te tegen toch toen tot uit van veel
voor waar was wat werd wie wordt worden ze zei zich zij zijn zo zoals zou`
	nordic = `alla allt alt at att av bara blev bli blir da de deg dem den denne der deres det detta dette di din disse du eg ei ein eit efter eller en er
et etter ett far fick for fra fran ga han hans har hos hun hur hva hvad hvor i ikke icke ingen inte jag jeg ja kan kom kommer kunne man mange med
meg men mer mig min mot mycket na nar nej ni noe nog nogle nu og og ogsa och om over pa sa samma sedan seg sig sin sine sitt ska skal skulle
som till til under upp ut utan vad var vara varit vart ved vi vid vil ville voi ja on oli ei se han niin myos mutta etta kun joka ovat kuin`
	russian = `а без более больше будет бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще
же за здесь и из или им их к как когда кто ли лишь между меня мне много может мы на над надо не него нее нет ни них но ну о об один он она они оно
от очень по под после при про с сам себя со так также такой там то того тоже только том ты у уже хотя чего чем через что чтобы эта эти это этого этой
этом этот я`
	newsroom = `reuters afp ap dpa copyright rights reserved www http https com org html utm amp nbsp quot photo image read subscribe newsletter
advertisement continue reading appeared post first comments comment article articles
monday tuesday wednesday thursday friday saturday sunday january february april june july september october november december`
)
