"""Words that tell what kind of assertion a claim makes."""

from factcheck.extraction.words.wordlists import phrase_set, word_set

CAUSES = word_set("""
    because blamed blames caused causing cured cures fuelled fueled fuelling fueling fuels
    prevented prevents prompted prompting prompts protected protects provoked provoking sparked
    sparking sparks stemmed stemming stems therefore triggered triggering triggers
    """)
"""Tie a cause to its effect in one word: "the fire was sparked by a cable"."""

CAUSE_FORMS = frozenset({"cause", "causes"})
NOUN_SIGNS = word_set("of and including in for such that are is were , . ; :")
"""Words behind "causes" that show a noun: "good causes are"."""

CAUSE_PHRASES = phrase_set("""
    led to, leads to, lead to, leading to, owing to, thanks to, result of, resulted in, results in,
    result in, resulting in, resulted from, resulting from, contributed to, contributes to,
    contribute to, contributing to, responsible for,
    attributed to, linked to, associated with, driven by, protect from, protects against,
    protect against, brought about, a consequence, as a result, in response to, gave rise
    """)
"""The same in two or three words: "due to a broken dam" is looked at by itself."""

TO_COME = word_set("""
    be open start begin take leave arrive meet visit return become appear speak expire end close
    face have hold finish complete launch run vote stand play go get receive come join step
    """)
"""Verbs behind "due to" that make it a date: "is due to open"."""

LAW_NOUNS = word_set("""
    act acts amendment amendments ban bans bill bills bylaw charter clause code constitution
    convention decree decrees directive edict injunction law laws legislation mandate moratorium
    ordinance provision regulation regulations rule rules ruling sanctions statute statutes treaty
    verdict
    """)
"""What rules are written in."""

RULING_VERBS = word_set("""
    allow allowed allows bans banned banning bar barred bars criminalised criminalises criminalize
    criminalized criminalizes entitle entitled entitles exempt exempted exempts forbade forbid
    forbidden forbids guarantee guaranteed guarantees legalise legalised legalises legalize
    legalized legalizes limit limits mandate mandated mandates obliged obliges outlaw outlawed
    outlaws permit permits permitted prohibit prohibited prohibits protects require required
    requires requiring restrict restricted restricts
    """)
"""What rules do: "the act bans fireworks"."""

LEGALITY = word_set("""
    banned compulsory forbidden illegal illegally mandatory obligatory outlawed prohibited
    punishable unconstitutional unlawful
    """)
"""What is so by law: "fireworks are illegal"."""

LEGAL = word_set("lawful legal constitutional allowed")
"""The same, but only behind "is": "a legal dispute" is none."""

COURTS = word_set("court courts judge judges justices tribunal tribunals")
FINDINGS = word_set("""
    declared found held overturned quashed ruled rules ruling struck suspended upheld annulled
    """)
"""What courts say of the law: "the court upheld the ban"."""

RULE_PHRASES = phrase_set("""
    the right to, a right to, no right to, rights to, by law, under the law, against the law,
    in breach, required to, obliged to, entitled to
    """)

LAWMAKING = word_set("""
    adopted adopts amended approved backed enacted enacts introduced passed passes ratified
    repealed repeals revoked scrapped signed signs tabled vetoed vetoes voted
    """)
"""What is done with rules: "parliament passed the act"."""

FORECASTING = word_set(
    "will won't shall may might would likely unlikely i'll we'll you'll he'll she'll they'll"
)
"""Point at what has not happened: "prices will fall"."""

FORECAST_PHRASES = phrase_set("""
    going to, expected to, set to, likely to, is to, are to, forecast to, projected to, poised to,
    predicted to, about to, bound to, scheduled to, slated to, planned for, scheduled for
    """)

FIXED = word_set("""
    address appear arrive attend begin begins bring close compete debut deliver depart elect
    face get give go hear held hold host hosted inaugurated inspected join launch launched leave
    make marry meet move open opened perform play present presented published race receive
    received release released replace replaced resign resume retire return rewarded run screened
    send served shown sign signed sit speak stage staged stand start step take travel tour unveil
    unveiled visit vote welcome welcomed wed
    """)
"""What is arranged, not foreseen: "the mayor will open the fair"."""

REGARDED = word_set(
    "seen viewed regarded interpreted perceived considered read remembered hailed understood taken"
)
"""What people make of a thing: "it is seen as a signal"."""

MULTIPLIED = word_set("doubled doubling tripled tripling quadrupled halved halving")
"""Amounts without a figure."""

TREND = word_set("""
    climbed decline declined declining decrease decreased decreasing dropped fallen falling fell
    grew growing grown increase increased increases increasing jumped plunged rise risen rises
    rising rose shrank shrinking shrunk slumped soared soaring surged
    """)
"""What becomes of figures: "unemployment rose"."""

SHARE_PHRASES = phrase_set("""
    majority of, half of, most of, third of, quarter of, a majority,
    times more, times less, times as
    """)
"""Amounts of a whole: "the majority of voters"."""

LASTING = word_set("lasted lasts takes took spent")

VERDICTS = word_set("""
    acquitted appointed arrested charged convicted elected extradited indicted inaugurated jailed
    nominated released resigned sentenced sworn
    """)
"""What happens to people before courts and in offices, whatever figures stand beside it."""

SETTING_AGAINST = word_set("""
    compared outnumber outnumbered outnumbers exceed exceeded exceeds outstripped outpaced
    surpassed surpasses overtook overtaken versus
    """)
"""Set one thing against another."""

NO_COMPARISON_BEFORE_THAN = word_set("rather other otherwise")
MORE_OR_LESS = word_set("more less fewer greater higher lower longer older")
"""Before "than" and a number they say about how much: "more than 40"."""

JUDGING = word_set("""
    absurd amazing appalling awful beautiful brave brilliant brutal cowardly cruel dangerous
    delightful disappointing disaster disastrous disgrace disgraceful dreadful excellent failure
    fantastic foolish friend good great greedy heroic honest horrible hypocrisy ideal impressive
    incompetent inspiring irresponsible lovely magnificent meaningful misguided miserable nice
    nonsense outrageous pathetic perfect pleasant poor proud reckless regrettable remarkable
    ridiculous sad scandalous scandal shame shameful significant simply spectacular stupid superb
    terrible tragic ugly unacceptable unfair wise wonderful worthless wrong worthy
    """)
"""Judge rather than state: "a wonderful plan"."""

URGING = word_set("should must ought shouldn't mustn't")
"""Say what is to be done."""

CUE_WORDS = {
    "cause": CAUSES,
    "law": LAW_NOUNS,
    "ruling": RULING_VERBS,
    "legality": LEGALITY,
    "court": COURTS,
    "finding": FINDINGS,
    "lawmaking": LAWMAKING,
    "forecast": FORECASTING,
    "multiplied": MULTIPLIED,
    "trend": TREND,
    "lasting": LASTING,
    "verdict": VERDICTS,
    "against": SETTING_AGAINST,
    "judging": JUDGING,
    "urging": URGING,
}
CUE_PHRASES = {
    "cause": CAUSE_PHRASES,
    "rights": RULE_PHRASES,
    "forecast": FORECAST_PHRASES,
    "share": SHARE_PHRASES,
}
"""Cues by what they show."""

CODES_OF_WORD: dict[str, tuple[str, ...]] = {}
for _code, _words in CUE_WORDS.items():
    for _word in _words:
        CODES_OF_WORD[_word] = (*CODES_OF_WORD.get(_word, ()), _code)

CODE_OF_PHRASE = {phrase: code for code, phrases in CUE_PHRASES.items() for phrase in phrases}
AFTER_OPENER: dict[str, set[str]] = {}
"""First words of the phrases, to the words that may come second."""
for _phrase in CODE_OF_PHRASE:
    _first, _second = _phrase.split()[:2]
    AFTER_OPENER.setdefault(_first, set()).add(_second)
WATCHED = frozenset(
    {*AFTER_OPENER, *REGARDED, *CAUSE_FORMS, *LEGAL, *CODES_OF_WORD, "so", "due", "than"}
)
"""Every word that may begin a cue."""
