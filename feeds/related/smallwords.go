package related

// The words of each language that say nothing about what an article is about,
// without diacritics. A word that is a name in the same language ("die", "will",
// "man") stands here only when the language cannot do without.
var lists = map[language]string{
	langEn: `a about above after again against all also am an and any are aren as at be because been before being below between both but by can cannot could couldn
did didn do does doesn doing don down during each even ever every few for from further get gets go goes got had hadn has hasn have haven having he her
here hers herself him himself his how however i if in into is isn it its itself just let like ll made make makes many may me might more most much must
my myself no nor not now of off on once one only or other our ours ourselves out over own re s said same say says saying see shall she should shouldn
since so some still such t take than that the their theirs them themselves then there these they this those through to too two three under until up
upon us use used ve very was wasn we well were weren what when where whether which while who whom whose why will with within without won would wouldn
yet you your yours yourself d m`,
	langDe: `aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bin bis bist da damit dann das dass dein dem den denn der
des dich die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch fur gegen gewesen hab habe
haben hat hatte hatten hier ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder jetzt kann kein keine keinen keiner konnen
konnte machen man mehr mein mich mir mit nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so soll
sollen sollte sondern sonst uber um und uns unser unter viel vom von vor wahrend war waren warum was weil wenn werden werde wie wieder will wir wird
wo wollen worden wurde wurden zu zum zur zwar zwei zwischen`,
	langFr: `ai ainsi alors apres au aucun aussi autre autres aux avant avec avoir avait c ce cela ces cet cette ceux chez ci comme contre d dans de depuis des
dont du elle elles en encore entre est et etait ete etre eu fait font ici il ils j je jusqu l la le les leur leurs lors lui m mais me meme mes moi
moins mon n ne nos notre nous on ont ou par parce pas pendant peu peut plus pour pourquoi qu quand que quel quelle qui s sa sans se selon sera ses si
soit son sont sous sur t ta te tous tout toute toutes tres trop tu un une vers vos votre vous y`,
	langEs: `a al algo ante antes aqui asi aun aunque cada como con contra cual cuando de del desde donde dos durante e el ella ellas ellos en entre era eran es
esa ese eso esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy nada ni no nos o
otra otras otro otros para pero poco por porque pues que quien se segun ser si sido sin sobre son su sus tambien tan tanto te tiene tienen todo todos
tras un una uno unos y ya yo`,
	langPt: `ao aos apos as ate com como da das de dela dele deles depois do dos e ela eles em entre era essa esse esta estao este eu foi foram ha isso ja mais mas
mesmo muito na nao nas nem no nos num numa o os ou para pela pelas pelo pelos por quando que quem sao se sem ser seu seus sob sobre sua suas tambem
tem um uma`,
	langIt: `ad agli ai al alla alle anche c che chi ci come con contro cosi da dai dal dalla dalle degli dei del dell della delle di dopo dove e ed era fa fra gli
ha hanno i il in io la le lo ma nei nel nell nella nelle no non o per perche piu prima quando quella quello questa questo se senza si sia solo sono su
sua sue sui sul sulla suo tra tutti tutto un una uno`,
	langNl: `aan al als alleen andere bij dan dat de deze die dit door dus een eerste en er ge geen had heb hebben heeft hem het hier hij hoe hun ik in is ja je
kan kon maar meer met mijn moet na naar niet nog nu of om omdat onder ons ook op over te tegen toch toen tot uit van veel voor waar was wat werd wie
wordt worden ze zei zich zij zijn zo zoals zou`,
	langSv: `alla allt att av bara blev blir bli dar de den denna det detta dig din du efter ej eller en er ett for fran fick far ha hade han hans har hon hur i
icke in ingen inte jag kan kommer kunde man manga med men mer mig min mot mycket nar nej nagon nagot nu och ocksa om over pa samma sedan sig sin sina
sitt ska skulle som till under upp ut utan vad var vara varit vart vi vid vill sa hos redan mellan andra aven dock sager enligt`,
	langNo: `af alle alt at av bare ble blev bli bliver blir da de deg dem den denne der deres det detta dette di dig din disse du eg ei ein eit efter eller en er
et etter ett far for fra fram ga han hans har hos hun hur hva hvad hvor i ikke icke ingen ja jeg kan kom kommer kunne man mange med meg men mer mere
mig min mot mod ned nar nei nej noe noen nogle nok nu na og ogsa om op opp over pa sa seg selv sig sier siden sin sine sitt ska skal skulle som til
under ut ud var vaere vaeret vart ved vi vil ville vore vaer`,
	langFi: `ei eika eli en ennen ett etta han hanen he heidan ja jo joka jonka jos jossa jotka jota kanssa kertoo kuin kun kuitenkin kuten me mika minka mita
mukaan mutta muun myos ne niin nyt olemme olen oli olisi olla olleet ollut on ovat se seka sen sita siita taman tama tata tassa tai vain vaan vuonna
yli`,
	langHu: `a az abban ahol aki akik ami amely amikor arra azok azonban azt azzal be csak de egy egyik el ellen elott eloszor es ez ezek ezt ezzel fel ha hanem
hogy igy is itt ki kell kozott le legalabb lehet lesz lett maga majd mar meg mert mi mint mintha most nagy nagyon ne nem nincs o ok olyan ott pedig s
sem sok szerint szinte talan teljes tobb ugy ugyanis uj utan vagy vagyok valamint van vannak volna volt voltak`,
	langRu: `а без более больше будет бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за здесь и из
или им их к как когда кто ли лишь между меня мне много может мы на над надо не него нее нет ни них но ну о об один он она они оно от очень по под
после при про с сам себя со так также такой там то того тоже только том ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот я`,
	langAr: `في من على إلى الى عن أن ان إن هذا هذه ذلك تلك التي الذي الذين وقد قد كان كانت وكان لا ما لم لن هو هي هم كما بعد قبل بين حتى عند مع كل أو او ثم أي اي
وهو وهي بأن إذ اذ منذ حول خلال غير فيها فيه عليه عليها منها منه به بها له لها قال وقال وقالت قالت أكد اليوم أمس يوم نحو ضد أمام دون أيضا ايضا بعض مثل
لدى نحن أنه انه أنها انها ليس`,
}
