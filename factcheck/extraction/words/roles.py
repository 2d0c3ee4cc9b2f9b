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
    ayatollah biologist broadcaster cfo chemist congressperson coo cto comptroller composer creator
    designer economics-minister emir engineer epidemiologist explorer footballer foreman goalkeeper
    imam investor mayoress midfielder musician nominee ombudsman photographer physicist planner
    policeman policewoman preacher psychologist rabbi referee sculptor sociologist solicitor
    statesman strategist theologian virologist whip winger lady midwife painter comedian
    commentator
    """)
"""The last word of a title: "Finance Minister", "the chief prosecutor"."""

BEFORE = word_set("""
    acting assistant associate chief defence defense deputy energy environment executive education
    finance financial foreign former general health home incoming interior justice labour managing
    national outgoing presidential prime press regional senior state then-president trade
    transport treasury vice us uk union defence-minister interim attorney emeritus federal
    agriculture army campaign civil climate commerce communications county cultural culture
    democratic development district economic economy election eu family fire first football
    government housing immigration infrastructure intelligence labor legal majority marketing media
    medical military minority municipal navy nato nobel oil operating opposition parliamentary
    party permanent planning police policy political provincial public republican research royal
    safety science security senate special sports supreme technology team tourism u.s. un water
    lead provisional under incumbent longtime veteran world works
    """)
"""Words that belong to the title in front of its head: "former foreign minister"."""

DOUBLE_HEADS = word_set(
    "chief executive attorney secretary director governor solicitor lieutenant brigadier deputy "
    "inspector major surgeon general justice police first"
)
"""Heads another head may follow within one title: "chief executive officer"."""

OF_OFFICE = frozenset({
    ("chief", "of", "staff"), ("secretary", "of", "state"), ("secretary", "of", "defense"),
    ("head", "of", "state"), ("head", "of", "government"), ("member", "of", "parliament"),
    ("head", "of", "mission"), ("leader", "of", "opposition"),
})  # fmt: skip
"""Titles that go on in small letters: "her chief of staff"."""

HONORIFICS = word_set(
    "mr mrs ms miss mx sir dame lord lady dr prof rev sen rep gov gen col capt lt sgt"
)
"""Said with a name, and part of it: "Dr. Osei"."""

OFFICE_SHORT = word_set("prof sen rep gov gen col capt lt sgt adm maj brig det supt cllr amb")
"""Offices cut short in front of a name: "Sen. Aalto"."""

ORGANISATION_WORDS = word_set("""
    academy agency army assembly association authority bank board bureau cabinet centre center
    church club college commission committee company congress corporation council court department
    federation force foundation fund government group hospital house inc institute institution
    league ltd ministry movement museum navy office organisation organization parliament party
    police press school secretariat senate service society treasury tribunal union university
    administration alliance archives brigade coalition confederation conference consortium
    directorate forces institutes laboratory observatory registry trust centers centres
    """)
"""The head of an organisation's name: "the Foreign Ministry", "Central Bank"."""
