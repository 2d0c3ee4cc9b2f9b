"""Verbs of saying, thinking and judging, grouped by how they build their clause.

A verb may stand in several groups: "promised that it would", "promised to", "promised a bridge".
"""

from factcheck.extraction.words.verb_forms import by_form, participles
from factcheck.extraction.words.wordlists import word_set, words

SAYING = words("""
    accept acknowledge add admit advise affirm agree allege allow announce answer argue ask
    assert assume assure attest aver believe bet blog bluster boast brag brief calculate
    caution charge chime claim clarify comment complain concede conclude confess confide
    confirm conjecture consider contend continue convince counter dare debate decide declare
    decree deduce demand demonstrate deny determine disclose discover discuss dispute document
    doubt dream elaborate emphasise emphasize establish estimate exclaim expect explain express
    fear feel find forecast foresee forewarn forget fret gather gripe groan grouse grumble
    guess hear highlight hint hold hope hypothesise hypothesize illustrate imagine imply
    indicate infer inform insinuate insist instruct intimate joke judge know lament learn
    maintain marvel mean mention muse mutter note notice notify object observe opine ordain
    persuade pledge point posit post postulate preach predict presume pretend proclaim profess
    project promise pronounce propose protest prove query question quip rant read realise
    realize reason reassure recall reckon recognise recognize recommend recount reflect
    reiterate relate relay remark remember remind repeat reply report resolve respond restate
    retort reveal rule say scoff see shout show sigh signal speculate state stipulate stress
    submit suggest summarise summarize suppose surmise suspect swear teach tell testify
    theorise theorize think threaten tout tweet uncover underline underscore understand urge
    vent verify volunteer vow warn whisper wish wonder worry write yell
""")
"""Take words or a clause as what was said: "the council said the bridge is safe"."""

DESCRIBING = words("""
    bill brand call cast characterise characterize cite decry deem denounce depict deride
    describe dismiss dub hail label lambast lampoon laud mock paint portray quote regard
    ridicule scorn slam slate tar term tout treat view
""")
"""Say what a thing is: "described it as a farce", "called the plan a farce"."""

SURE_NAMING = word_set("""
    brand call deem dub label term
""")
"""Need no "as" before the name: "called the plan a farce"."""

JUDGING = words("""
    applaud assail bemoan berate blast castigate censure chastise chide cite commend condemn
    contradict criticise criticize debunk decry defend denigrate denounce deny deplore deride
    disavow discredit dismiss disparage dispute downplay endorse excoriate fault hail lambast
    lament laud mock pan praise rebuff rebuke rebut refute reject reprimand repudiate ridicule
    salute savage scold skewer slam tout trash trumpet
""")
"""Take a thing as what somebody thinks about: "criticised the deal", "denied the charges"."""

FORETELLING = words("""
    demand emphasise emphasize express fear pledge predict promise propose recommend reiterate
    stress underscore
""")
"""Take a thing as what somebody says will or should be: "promised a new bridge"."""

ACCUSING = {
    "accuse": "of", "suspect": "of", "blame": "for", "criticise": "for", "criticize": "for",
    "praise": "for", "fault": "for", "charge": "with", "compare": "to with", "liken": "to",
    "condemn": "for", "slam": "for", "warn": "of about over against", "assure": "of",
    "remind": "of", "convince": "of", "ask": "for about", "question": "about on over",
    "press": "on about for", "tell": "about", "brief": "on", "tease": "about", "grill": "on about",
}  # fmt: skip
"""Name a person and, behind this preposition, what is said of them: "accused him of lying"."""

WITH_PREPOSITION = {
    "argue": "for against", "boast": "about of", "brag": "about", "call": "for",
    "caution": "against", "comment": "on", "complain": "about of", "hint": "at", "insist": "on",
    "joke": "about", "object": "to", "push": "for", "rail": "against",
    "rant": "about", "scoff": "at",
    "speculate": "about on", "testify": "about", "warn": "of about against",
    "worry": "about", "allude": "to", "press": "for", "lash": "out",
}  # fmt: skip
"""Bring what is said behind one of these: "warned of a flood", "called for calm"."""

VALUING = {"blame": "on", "put": "at", "estimate": "at", "value": "at"}
"""Lay a thing to a cause or a figure: "blamed the flood on the pits", "put the cost at 4,000"."""

ADMITTING = words("""
    acknowledge admit advocate confess deny mention propose recall recommend regret remember
    suggest
""")
"""Take a deed in -ing: "denied having met him"."""

COMMITTING = word_set("""
    ask claim demand hope offer pledge profess promise swear threaten vow
""")
"""Also take what somebody will do: "vowed to appeal"."""

DIRECTING = words("""
    advise ask beg beseech caution counsel entreat exhort expect implore instruct order
    petition press pressure remind request tell urge warn
""")
"""Name a person and what they are to do: "urged voters to wait"."""

IMPERATIVES = word_set("""
    assume imagine know note notice recall remember say see suppose think understand
""")
"""Open a sentence that bids the reader think something: "Remember that"."""

SURE_OF_CLAUSE = word_set("""
    add argue believe claim hope insist say state tell think warn
""")
"""Hardly ever take a thing as object, so that a clause behind them needs less proof."""

PARENTHETIC = word_set("""
    acknowledge add admit allege announce argue assert believe brag caution claim complain
    concede conclude confirm contend continue estimate expect explain fear find forecast guess
    hear hope insist joke lament learn maintain note observe point post predict presume recall
    reckon remark report reveal say show state submit suggest suppose suspect tell testify think
    tweet understand warn write
""")
"""Stand in the middle or at the end of what was said: "the pier, she said, is safe"."""

DIRECT_ONLY = words("""
    bark begin caption chant chuckle conclude continue cry email enthuse finish fume go growl
    gush huff interject interrupt laugh message moan offer pen plead read scream share sing snap
    sneer sob text thunder wail
""")
"""Report only words in quote marks right beside: "“We left,” she continued"."""

UNQUOTED = word_set("""
    accept allow calculate consider decide demonstrate determine discover document establish
    estimate expect feel find foresee gather hear highlight hold hope illustrate imagine imply
    infer judge know learn mean notice pretend project propose prove realise realize reckon
    recognise recognize resolve see show suppose surmise suspect teach uncover understand
    verify wish
""")
"""Verbs of saying that no words in quote marks stand beside."""

CONVICTIONS = word_set("""
    adamant afraid alarmed angry aware certain clear concerned confident convinced delighted
    determined disappointed doubtful fearful glad happy hopeful mindful optimistic pleased
    proud sceptical skeptical sorry sure surprised unaware uncertain unclear unconvinced unsure
    worried
""")
"""Adjectives of thinking: "is confident that"."""

SPEECH_NOUNS = word_set("""
    accusation accusations admission allegation allegations announcement argument arguments
    assertion assertions assessment assumption assurance assurances belief charge charges claim
    claims comment complaint complaints concern concerns conclusion conclusions confession
    contention conviction criticism declaration denial doubt doubts expectation expectations
    fear fears feeling finding findings hint hints hope hopes hypothesis idea insistence
    message notion opinion pledge prediction predictions promise promises proposal remark
    reminder report reports rumor rumors rumour rumours sense speculation statement suggestion
    suggestions suspicion suspicions testimony theory thought view vow warning warnings worries
    worry
""")
"""Nouns of what is said or thought: "the mayor's claim that", "amid fears that"."""

UNOWNED_NOUNS = word_set("""
    accusation accusations allegation allegations announcement announcements assertion
    assertions assurances belief charges claim claims complaints concern concerns criticism
    doubt doubts expectations fear fears hint hints hope hopes notion prediction predictions
    reports rumor rumors rumour rumours speculation suggestion suggestions suspicion suspicions
    warning warnings worries
""")
"""Bring a clause even where nobody owns them: "rejected claims that"."""

PAPERS = word_set("""
    account accounts ad affidavit agencies agency analysis article banner bill blog book brief
    call caption census clip column complaint data document documents e-mail editorial email emails
    evidence figures filing filings flyer headline indictment law lawsuit leaflet letter list
    magazine manifesto memo message newspaper note page paper papers petition placard poll polls
    post poster press-release records release report research resolution review rules sign site
    statement statistics studies study survey surveys testimony transcript tweet video website
""")
"""Say things themselves: "a letter saying that"."""

ADDRESSED = word_set("""
    advise ask assure brief convince inform instruct notify persuade promise reassure remind
    teach tell warn
""")
"""Name their listener before the words: "told reporters that"."""

BARE_CLAUSE = word_set("""
    acknowledge add admit affirm allege announce argue assert assume attest believe bet boast
    brag caution claim clarify complain concede conclude confess confirm contend counter decide
    declare demonstrate discover doubt estimate expect explain fear feel find forget guess hint
    hope hypothesize imagine indicate insist joke know learn maintain mean mention note notice
    observe opine predict presume pretend profess promise quip reaffirm realise realize recall
    reckon reiterate remark remember remind repeat reply report reveal rule say show signal
    speculate state stress submit suggest suppose surmise suspect swear tell testify theorize
    think tweet understand vow warn wish worry write
""")
"""May leave out "that": "she said the road was closed"."""

REPORTING = by_form(SAYING)
"""Every form of the verbs of saying, to its base."""

NAMING = by_form(DESCRIBING)
JUDGED = by_form(JUDGING)
FORETOLD = by_form(FORETELLING)
ACCUSED = by_form(ACCUSING)
LED_BY_PREPOSITION = by_form(WITH_PREPOSITION)
ADMITTED = by_form(ADMITTING)
DIRECTED = by_form(DIRECTING)
VALUED = by_form(VALUING)
QUOTING = by_form({*DIRECT_ONLY, *SAYING} - UNQUOTED)
"""Every form of the verbs that may stand beside words in quote marks."""

VERBS = {
    **REPORTING, **NAMING, **JUDGED, **FORETOLD, **ACCUSED, **LED_BY_PREPOSITION, **ADMITTED,
    **DIRECTED, **VALUED,
}  # fmt: skip
"""Every form of every verb above but those of direct speech alone, to its base."""

PASSIVE = participles(
    words("""
    accept acknowledge affirm allege announce assert believe call characterise characterize cite
    claim condemn confirm contest criticise criticize declare decry defend demand denounce deny
    deride describe disclose dismiss dispute disclose echo endorse estimate explain expect hail
    laud lambast mention mock note predict praise propose question recommend refute reject
    report reveal ridicule slam state suggest term tout verify voice write
""")
) | {"said", "told"}
"""Forms whose passive names a speaker: "was confirmed by"."""

ADDRESSED_PASSIVE = participles(
    ("tell", "inform", "notify", "advise", "warn", "assure", "remind", "ask", "urge", "order",
     "instruct")
)  # fmt: skip
"""Forms whose passive names the listener: "she was told that"."""

ACCUSED_PASSIVE = participles(ACCUSING)
"""Forms whose passive names whom the words are about: "was accused of lying"."""

THOUGHT_PASSIVE = word_set("""
    alleged assumed believed called claimed considered deemed described dubbed estimated found
    hailed known labeled labelled portrayed presumed regarded reported reputed rumored rumoured
    said seen suspected thought understood viewed
""")
"""Forms behind which nobody is named: "is believed to have fled", "is seen as weak"."""

ATTRIBUTIVE = word_set("""
    accused alleged announced celebrated claimed confirmed declared disputed estimated expected
    found known noted perceived presumed projected promised proposed recommended regarded
    reported stated suggested supposed written
""")
"""Forms that also stand before a noun: "the confirmed date", "an alleged fraud"."""

ALSO_NOUNS = word_set("""
    advice answer answers attack attacks bet bets bill bills blast blasts blog blogs brand brands
    brief briefs call calls cast caution challenge challenges charge charges cite claim claims
    comment comments cry dare debate debates demand demands dispute disputes document documents
    doubt doubts dream dreams estimate estimates express fault faults fear fears feeling feelings
    figure figures find finding findings finds forecast forecasts gripe guess hail hint hints hold
    holds hope hopes joke jokes judge judges label labels learning meaning mock note notes object
    objects order orders pan plan plans plea pledge pledges point points post posts praise press
    project projects promise promises protest protests queries query question questions quote
    quotes read reading reason reasons rebuke rebukes remark remarks repeat repeats replies reply
    report reports request requests rule rules salute scorn show shows sign signal signals signs
    slam slate state states stress teaching term terms text thought thoughts thunder trash treat
    treats tweet tweets understanding vent view views vow vows warning wish wishes worries worry
    writing
""")
"""Forms that are as often nouns: a verb only behind its subject."""
