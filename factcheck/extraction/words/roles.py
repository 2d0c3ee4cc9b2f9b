"""Offices and occupations that stand before or beside a name."""

from factcheck.extraction.words.wordlists import word_set

HEADS = word_set("""
    administrator admiral advisor adviser advocate ambassador analyst archbishop attorney author
    banker bishop boss brigadier businessman businesswoman candidate captain cardinal ceo chair
    chairman chairperson chairwoman chancellor chief chief-of-staff coach colonel columnist
    commander commissioner congressman congresswoman constable consul coordinator coroner
    correspondent councillor counsel critic dean delegate deputy detective dictator diplomat
    director doctor economist editor emperor envoy executive farmer filmmaker founder co-founder
    general goalkeeper governor head historian inspector investigator journalist judge justice
    king lawmaker lawyer leader lieutenant magistrate major manager marshal mayor mep minister
    monarch mp novelist nurse officer official owner physician pilot playwright poet politician
    pope premier president prime-minister prince princess principal producer professor prosecutor
    publisher queen rapporteur rector reporter representative researcher resident scientist
    secretary secretary-general senator sergeant sheriff singer speaker spokesman spokesperson
    spokeswoman striker sultan superintendent surgeon teacher treasurer trustee tycoon
    undersecretary veteran vice-president warden witness writer activist actor actress academic
    """)
"""The last word of a title: "Finance Minister", "the chief prosecutor"."""

BEFORE = word_set("""
    acting assistant associate chief defence defense deputy energy environment executive education
    finance financial foreign former general health home incoming interior justice labour managing
    national outgoing presidential prime press regional senior state then-president trade
    transport treasury vice us uk union defence-minister interim attorney emeritus federal
    """)
"""Words that belong to the title in front of its head: "former foreign minister"."""

HONORIFICS = word_set(
    "mr mrs ms miss mx sir dame lord lady dr prof rev sen rep gov gen col capt lt sgt"
)
"""Said with a name, and part of it: "Dr. Osei"."""

ORGANISATION_WORDS = word_set("""
    academy agency army assembly association authority bank board bureau cabinet centre center
    church club college commission committee company congress corporation council court department
    federation force foundation fund government group hospital house inc institute institution
    league ltd ministry movement museum navy office organisation organization parliament party
    police press school secretariat senate service society treasury tribunal union university
    """)
"""The head of an organisation's name: "the Foreign Ministry", "Central Bank"."""
