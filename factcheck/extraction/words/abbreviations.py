"""Words that carry a full stop of their own, sorted by what may follow them."""

from factcheck.extraction.words.wordlists import word_set

NEVER_LAST = word_set("""
    adm approx atty brig capt cf cmdr col cpl dept dr eg esp fig figs fr gen gov hon ie insp lt
    maj messrs mgr mio mlle mme mr mrd mrs ms mt op pp pres prof rep reps rev revd sen sens sgt
    supt viz vol vols vs e.g i.e
    """)
"""Always lean on the next word: "Dr. Adeyemi", "Sen. Ruiz", "Arsenal vs. Leeds"."""

BEFORE_NUMBERS = word_set(
    "art ca ch eq jan feb mar apr jun jul aug sep sept oct nov dec no nos nr p para pt sec v n°"
)
"""Lean on a number alone: "No. 7", "p. 12", "Oct. 3"."""

MAYBE_LAST = word_set("""
    assn ave bldg blvd bros co corp dist etc ft hwy in inc jr lb lbs ltd mfg mi mins mph
    oz plc rd sr st univ yds al est ph.d m.d b.a m.a d.c
    """)
"""May end a sentence: only a clear beginning after them does, "at Oakes & Co. The deal"."""

LEANING_IF_NAMED = frozenset({"st", "mt", "ft"})
"""Part of a place name before a capital: "St. Helena", "Ft. Worth"."""

HOURS = frozenset({"a.m", "p.m", "am", "pm"})
"""Ends of a time of day: "at 6 p.m. Ms. Ito left"."""

STARTERS = word_set("""
    a according after all also although an and another any as at because before both but by
    can could despite did do does during each even every few first finally for from given had has
    have he her here hers his how however i if in indeed instead is it its just last later many
    meanwhile more moreover most my neither next no nobody nor not nothing now of on once one only
    or other others our out over perhaps please several she should similarly since so some soon
    such that the their then there therefore these they this those though three through thus to
    today two under unlike until was we were what when where whether which while who whoever why
    will with within without would yes yesterday yet you your
    """)
"""Words that, with a capital, open a sentence rather than carry on a name."""
