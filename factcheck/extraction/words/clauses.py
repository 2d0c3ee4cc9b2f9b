"""Small words that show how a clause is built."""

from functools import lru_cache

from factcheck.extraction.words.wordlists import word_set

DETERMINERS = word_set(
    "a an the this that these those its his her their our my your some any no every each all both "
    "several many most another other such"
)

PRONOUNS = word_set("he she it they we i you who one everyone somebody someone nobody")
"""Stand as a subject by themselves."""

PREPOSITIONS = word_set("""
    about above across after against along amid among around as at before behind below beneath
    beside besides between beyond by despite down during except for from in inside into like near
    of off on onto out outside over per regarding since through throughout to toward towards
    under underneath unlike until up upon via with within without
    """)

BE = word_set("am is are was were be been being 's 're isn't aren't wasn't weren't")

AUXILIARIES = BE | word_set("""
    has have had having does do did will would can could may might must shall should cannot can't
    won't wouldn't couldn't shouldn't don't doesn't didn't hasn't haven't hadn't mustn't it's he's
    she's they're we're i'm you're that's there's i've we've they've you've i'll we'll he'll they'll
    i'd he'd we'd let's
    """)
"""Make a clause finite: where one stands, something is asserted."""

MODALS = word_set(
    "will would can could may might must shall should to not never cannot can't won't wouldn't "
    "couldn't shouldn't don't doesn't didn't let please"
)
"""In front of a verb of saying, nobody has said anything yet: "would say", "to warn"."""

PERFECT = word_set("has have had did does do")

SUBORDINATORS = word_set(
    "that when while as because although though if after before since until unless whereas "
    "whether which where how why what so than once but or nor yet"
)
"""Open a clause of their own, or join one: a subject does not reach over them."""

COMMON_FINITES = word_set("""
    became becomes began begins came comes gave gives goes went got gets grew grows kept keeps left
    leaves lost loses made makes met meets needs paid ran runs rose rises sent shot spent stands
    stood takes took wants wins won works fell falls led leads lies lives lay brought bought built
    caught chose cut dealt drove fought flew forgot hit put set sold shut spoke struck taught
    threw wore broke bears remains seems appears means exists allows causes includes contains
    plans hopes faces helps holds play plays agree think need want
    """)
"""Finite verbs whose form does not show it."""

IRREGULAR_PASTS = word_set("""
    arose ate beat bent bet bit bled blew bred broadcast burst cast clung cost crept did died
    drank drew fed fled flung forbade forecast foresaw forgave found froze had heard hid hung
    hurt knelt knew laid lent let lied lit meant mistook overcame overtook owed quit rang read
    rode said sang sank saw shook shrank slept slid sought split sprang spread stole struck
    stuck sued swam swept swore swung taught thought threw thrust tied told took tore
    understood undid used was went were withdrew withstood woke wound wove wrote
""")
"""Past forms no ending gives away, beside the commonest."""


@lru_cache(maxsize=10_000)
def is_finite(word: str) -> bool:
    """Whether a lower-case word is likely to be the verb of a clause."""
    if word in AUXILIARIES or word in COMMON_FINITES:
        return True
    return len(word) > 4 and word.endswith("ed") and word not in {"hundred", "indeed", "united"}
