/** Words that say nothing of what a text is about, by language. Mutated forms of Welsh stand beside their own. */
const lists: Record<string, string> = {
  en: `
    a about above across after again against ago all almost along already also although always am among an and another
    any anybody anyone anything are aren't around as ask asked at away back be became because become becomes been before
    began begin behind being below beside best better between beyond both but by call called came can can't cannot come
    comes could couldn't did didn't do does doesn't doing don't done down during each early either else end enough even
    ever every everybody everyone everything far few first five for former found four from full further gave get gets
    give given gives go goes going gone good got had hadn't half has hasn't have haven't having he held her here hers
    herself him himself his hold how however i i'd i'll i'm i've if in instead into is isn't it it'll it's its itself
    just keep keeps kept kind know known knows last late later latter least less let letters like likely little long look made main
    mainly make makes making many matter may me mean means meant meanwhile might mine more most mostly much must my
    myself near nearly need needed never new next nine no nobody none nor not nothing now of off often on once one ones
    only onto or other others otherwise our ours ourselves out over own part parts perhaps place point present put quite
    rather read reads really right said same saw say says second see seem seems seen set sets seven several shall she
    should shouldn't show shown shows side since six so some somebody someone something sometimes soon still such sure
    take taken takes taking tell ten than that that's the their theirs them themselves then there there's therefore
    these they they'll they're they've thing things think this those though three through thus till to today together
    told too took toward towards turn two under unless until up upon us use used uses using usually very want was wasn't
    way ways we we'll we're we've well went were weren't what whatever when whenever where whether which while who whole
    whom whose why will with within without won't word words would wouldn't yes yet you you'll you're you've your yours
    yourself yourselves year years`,
  cy: `
    a â ac ag ai am amdan amdanyn ambell ar arall ardal arnyn at ato atom atyn bach bawb beth blwyddyn bob bod bo bu byddai
    bydd byddant byth cael cafodd caiff can cyn cynt da dal dan dau ddau ddim ddwy dim does doedd dros drwy dwy dweud dylai
    dyma dyna ddylai e ef efo ei eich ein eisiau el er eraill erbyn erioed eto eu fe fel felly fi fo fod fwy fyddai fydd
    fyny gael gallai gall gallu gan ganddo ganddi ganddyn gennym gennych gilydd gwell gwneud wneud gyda gyfer gyntaf heb
    hefyd heddiw hi hon honno hun hunan hwn hwnnw hwy hyd hyn hynny i iawn iddi iddo iddyn ie lawer lle llai mae maen mai
    maent mewn mi mo mwy mwyaf myn na nac nad naill nawr neb neu nes nhw ni nid nifer niwed o oddi oedd oeddent oes ohono
    ohoni ohonyn ond oni os pa pan pam pawb pe peth phan pob pryd pwy roedd roeddent rhag rhai rhaid rhan rhwng rwy sawl sef
    si sut sy sydd taw tan the ti trwy tua tuag tri tair un unrhyw uwch wedi wedyn weithiau wrth wyf y ychydig ydy ydym ydyn
    yn yna yno yr ym yma ynddi ynddo ynddyn ynghylch ynglŷn yw`,
}

/** The words that do not count in a language (BCP 47); none in one that we have no list for. */
export function stopWords(language: string): ReadonlySet<string> {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  return new Set((lists[primary] ?? '').split(/\s+/).filter(Boolean))
}
