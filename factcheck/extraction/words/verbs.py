"""Verbs of saying and thinking, with every form they are written in."""

from factcheck.extraction.words.wordlists import word_set, words

SAYING = words("""
    accept acknowledge add admit affirm agree allege allow announce answer argue assert assume
    assure attest boast brag calculate caution charge claim clarify comment complain concede
    conclude confess confide confirm conjecture contend counter declare decree deduce demand deny
    determine disclose discover dispute elaborate emphasise emphasize estimate exclaim explain
    feel find forecast gather guess hint hold hope imagine imply indicate infer insinuate insist
    joke judge lament learn maintain mention muse note object observe opine post pledge point
    posit postulate predict proclaim project pronounce propose protest quip read realise realize
    reason recall reckon recommend recount reflect reiterate relate remark remember remind repeat
    reply report respond retort reveal rule say show signal speculate state stipulate stress
    submit suggest summarise summarize suppose surmise suspect swear testify think tweet
    underline underscore uncover understand urge verify vow warn whisper wonder write believe know
    threaten tell inform notify advise brief persuade convince instruct promise fear worry doubt
    demonstrate document establish prove illustrate caution ask query blog shout yell grumble mutter
    vent see expect consider teach preach foresee dream
""")
"""Take words or a clause as what was said: "the council said the bridge is safe"."""

DESCRIBING = words("""
    call describe label brand dub hail denounce praise criticise criticize slam condemn blast
    characterise characterize decry deride dismiss portray term welcome cite quote
""")
"""Name a thing rather than state one; they report only words in quote marks: "called it
'a farce'"."""

SURE_OF_CLAUSE = word_set("say claim think believe tell add argue insist hope state warn")
"""Hardly ever take a thing as object, so that a clause behind them needs less proof."""

PARENTHETIC = word_set("""
    say add note write argue recall explain warn claim think believe insist report admit
    acknowledge announce state suggest estimate predict concede observe remark conclude confirm
    maintain contend reveal find show tweet post
    """)
"""Stand in the middle or at the end of what was said: "the pier, she said, is safe"."""

COMMITTING = word_set("vow promise pledge threaten swear")
"""Also take what somebody will do: "vowed to appeal"."""

CONVICTIONS = word_set(
    "sure certain confident convinced aware afraid concerned worried optimistic adamant "
    "sceptical skeptical hopeful"
)
"""Adjectives of thinking: "is confident that"."""

SPEECH_NOUNS = word_set(
    "accusation admission allegation allegations announcement argument assertion assertions "
    "assessment assumption belief claim claims comment concern concerns conclusion confession "
    "contention conviction declaration denial fear fears finding findings hope hopes insistence "
    "opinion prediction promise remark report statement suggestion suspicion testimony theory view "
    "warning warnings"
)
"""Owned by who said it: "the mayor's claim that"."""

ADDRESSED = word_set(
    "tell inform notify advise brief persuade convince instruct remind assure warn promise "
    "teach ask"
)
"""Name their listener before the words: "told reporters that"."""

BARE_CLAUSE = word_set(
    "say claim think believe know tell add admit argue assert feel insist suggest state hope "
    "warn announce note report show find confirm reveal estimate allege stress explain conclude "
    "understand guess suppose imagine swear predict fear doubt realise realize indicate mention "
    "maintain declare repeat complain rule acknowledge concede contend write expect assume "
    "discover demonstrate remember"
)
"""May leave out "that": "she said the road was closed"."""

IRREGULAR = {
    "say": "says said saying", "tell": "tells told telling", "think": "thinks thought thinking",
    "know": "knows knew known knowing", "write": "writes wrote written writing",
    "find": "finds found finding", "hold": "holds held holding", "feel": "feels felt feeling",
    "show": "shows showed shown showing", "read": "reads reading",
    "swear": "swears swore sworn swearing", "see": "sees saw seen seeing",
    "understand": "understands understood understanding", "teach": "teaches taught teaching",
    "foresee": "foresees foresaw foreseen foreseeing", "forecast": "forecasts forecasting",
    "learn": "learns learned learnt learning", "dream": "dreams dreamed dreamt dreaming",
    "prove": "proves proved proven proving",
}  # fmt: skip

DOUBLED = frozenset({"admit", "submit", "quip", "brag", "blog", "infer", "dub", "slam"})
"""Double their last letter: "admitted"."""


def _forms(base: str) -> list[str]:
    if base in IRREGULAR:
        return IRREGULAR[base].split()
    stem = base + base[-1] if base in DOUBLED else base
    if base.endswith("e"):
        return [base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    plural = "es" if base.endswith(("s", "sh", "ch", "x")) else "s"
    return [base + plural, stem + "ed", stem + "ing"]


REPORTING = {form: base for base in SAYING for form in (base, *_forms(base))}
"""Every form of the verbs of saying, to its base: "warned" → "warn"."""

NAMING = {form: base for base in DESCRIBING for form in (base, *_forms(base))}

PASSIVE = word_set(
    "announced asserted claimed confirmed denied described disclosed disputed echoed explained "
    "hailed noted predicted quoted reported revealed said stated suggested told verified"
)
"""Forms whose passive names a speaker: "was confirmed by"."""

ATTRIBUTIVE = word_set(
    "confirmed stated reported alleged claimed known suggested estimated projected supposed "
    "expected noted written found promised proposed recommended"
)
"""Forms that also stand before a noun: "the confirmed date", "an alleged fraud"."""

ALSO_NOUNS = word_set(
    "answer answers report reports claim claims comment comments charge charges state states "
    "project projects rule rules show shows note notes post posts point points signal signals "
    "hope hopes fear fears doubt doubts demand demands forecast forecasts estimate estimates "
    "guess judge judges object objects protest protests reply replies question questions stress "
    "pledge pledges vow vows repeat repeats tweet tweets blog blogs hint hints brief briefs "
    "dream dreams remark remarks advice promise promises reason reasons query queries dispute "
    "disputes worry worries joke jokes find finds read learning finding findings feeling "
    "feelings writing understanding teaching reading meaning thought thoughts term terms quote "
    "quotes label labels brand brands praise welcome call calls hold holds charge caution "
    "warning"
)
"""Forms that are as often nouns: a verb only behind its subject."""
