"""Words that speak for or against a check, by what they do in a sentence."""

from factcheck.extraction.words.wordlists import word_set

COMPARISON = word_set("""
    more less fewer than higher lower bigger smaller larger greater better worse compared
    comparison doubled doubling tripled quadrupled halved twice double triple versus increase
    increased increases increasing decrease decreased decreasing rise rises rose risen rising fall
    falls fell fallen falling grew grown growth growing drop dropped drops declined decline
    declining shrank shrunk soared plunged surged jumped climbed cut cuts reduced reduction raised
    ranked ranks outnumber outnumbered exceeded exceeds surpassed tenfold gap record
    """)
"""Set one amount against another: "rents rose faster than wages"."""

LAW = word_set("""
    act acts amendment amendments ban banned bans bill bills clause constitution constitutional
    convention court courts decree directive illegal judgment jurisdiction law laws lawful legal
    legislation legislature licence mandate ordinance outlawed parliament prohibit prohibited
    prohibits provision regulation regulations repeal repealed requirement ruling sanction
    sanctions statute sued treaty treaties unconstitutional unlawful veto vetoed vote voted votes
    voting passed signed enacted ratified approved
    """)
"""Rules and those who make them: "the council banned fireworks"."""

PUBLIC_RECORD = word_set("""
    abortion abortions acres attack attacks average bank banks barrels border budget budgets
    businesses cancer caseload casualties census companies company cost costs crime crimes
    deaths debt deficit deficits died drug drugs economic economy education election elections
    emissions employment energy exports farm farmers federal fund funding funds gas growth gun
    guns health homeless hospital hospitals households housing immigrants immigration imports
    income incomes inflation insurance interest investment job jobs killed loans majority
    manufacturing marijuana median medicaid medicare million millions missiles mortgage murder
    nuclear number numbers oil patients payroll pension percentage police pollution population
    poverty prices prison production profit profits program programme programmes programs pupils
    rate rates recession refugee refugees registered revenue revenues salary sales savings
    school schools security seniors social spending spent students surplus tariff tariffs tax
    taxes tonnes trade troops tuition unemployed unemployment uninsured violence wage wages
    weapons welfare workers workforce
    """)
"""Matters that registers and statistics know about: "the deficit", "wages"."""

PUBLIC_TOPICS = word_set("""
    airstrike airstrikes asylum bailed bailout ballot ballots bankrupt bankruptcies bankruptcy
    benefits billionaires birthrate births bombed bombs bridges campaign carbon charged charges
    chips citizenship classrooms climate coal cocaine college colleges contract contracts
    contributions coronavirus coverage covid crops crossings currency cyber deforestation
    deportation deportations deported diabetes doctors dollar dollars donated donations donors
    drones dropout dropouts earnings earthquake emails enriched enrichment enrolment enrollment
    euro euros factories factory felony fentanyl fertility fires firefighters flood floods
    foreclosures forests fracking fraud gdp graduates graduation grain hackers harvest heroin
    homicide homicides hostages hurricane impeached impeachment incarcerated incarceration
    indicted indictment infected infections infrastructure inmates insulin insured landfill
    literacy lobbying lobbyists market markets medicine medicines migrant migrants millionaires
    mills mines mining missile mortgages nurses obesity officers opioid opioids outbreak overdose
    overdoses pandemic passport passports paycheck paychecks pensioners pesticides plant plants
    plastic polls pound premiums prescription prescriptions railways rape recycling renewables
    rent rents reserves roads robbery sanctions seat seats semiconductors sentenced sewage shares
    shooting shootings smoking solar soldiers species steel stock stocks storm strikes subsidies
    subsidy suicide suicides surgeries taliban teachers terrorism terrorist terrorists testing
    tests turnout uranium vaccinated vaccination vaccine vaccines ventilators veterans virus visa
    visas wards warming wealth wealthiest wheat wildfires wind
    """)
"""Subjects of reports and debates of late, which registers know about too: "vaccines"."""

ROUGH_COUNTS = word_set(
    "average billion billions dozen dozens double half hundred hundreds majority many million "
    "millions most numerous percent quarter rate several third thousand thousands total trillion"
)
"""Count in words, if roughly: "half of the homes"."""

SWEEPING = word_set(
    "all any anybody entire every everybody everyone never no nobody none nothing only whole zero"
)
"""Leave nobody and nothing out, so that one exception refutes them: "never voted"."""

HAPPENED = word_set(
    """
    added appointed approved arrested attacked attended became began bought brought built
    called came cast caught chose closed collapsed committed confirmed convicted covered
    created crossed cut declared defeated delivered destroyed died done doubled dropped
    elected ended endorsed established expelled failed fell fired flew fought founded gave
    gone got granted grew held hired hit imposed inherited injured introduced invaded joined
    killed launched led left lost made married met moved named nominated offered opened
    opposed ordered owned paid passed played proposed published pulled put raised ran received
    refused rejected released rescued resigned returned rose scored sent served set shot
    showed signed sold spent spoke started stood stopped struck sued supported taken took
    travelled turned vetoed visited voted went withdrew won worked wrote
    """
)
"""Past forms of things that happen at a time and a place: "the plant closed"."""

OPINION = word_set(
    """
    absolutely admire amazing appropriate awful bad beautiful believe best better brilliant
    certainly clear clearly courage decent deserve deserves disagree disaster disgrace
    disgraceful doubt embarrassing excellent fairly favourite feel feels foolish frankly
    fundamental glad good great happy honest hope hopefully horrible ideal important
    incredible interesting love lovely maybe mistake moral nice nonsense obviously outrageous
    outstanding perhaps pleased pretty probably proud really regrettable ridiculous right sad
    scandalous seem seemed seems sense shame shameful smart sorry strong stupid sure surely
    terrible think thinks tough tragic truly ugly unacceptable unfair unfortunately values
    vision wise wonderful worst worthy wrong
    """
)
"""Judge rather than state: "a wonderful plan"."""

DUTY = word_set("should must ought need needs shouldn't mustn't needn't")
"""Say what is to be done: "ministers should resign"."""

FORECAST = word_set(
    """
    could couldn't expects forecast future gonna he'd he'll i'd i'll likely may might
    predicted predicts shall she'll someday soon they'd they'll tomorrow unlikely we'd we'll
    will won't would wouldn't
    """
)
"""Point at what has not happened: "prices will fall"."""

I_WORDS = word_set("i i'm i've i'd i'll me my mine myself")
"""The speaker alone: "my father told me"."""

WE_WORDS = word_set("we we've we're we'd we'll us our ours ourselves let's")

YOU_WORDS = word_set("you you're you've you'll you'd your yours yourself")

EMOTIVE = word_set("""
    afraid angry catastrophe chaos crazy cruel damn disgust disgusting evil fear god gosh hate
    hell hero heroes horror insane joy laughter applause love monster nightmare outrage panic
    shocking sick stunning terrified terrifying thrilled weird wow
    """)
"""Move rather than inform."""

TALK = word_set(
    """
    answer anyway applause congratulations debate folks gentlemen hello here hey ladies
    laughter let listen look mean moderator okay please question questions say sir something
    talk talked talking thank thanks things tonight welcome well yeah yes
    """
)
"""Talk about the talk itself: "thank you, let me answer"."""

COMMANDS = word_set(
    "add ask be bring buy call check click come consider do don't find follow forget get give go "
    "help imagine join keep let let's listen look make mind note please put read remember say see "
    "send show stay stop take tell think try turn use visit vote wait watch write"
)
"""Open an order or an invitation: "Click here"."""

IS = word_set(
    """
    are he's is it's she's there's they're
    """
)
"""State how something is: "the road is closed"."""

WAS = word_set("was were had did didn't wasn't weren't hadn't")
"""State how something was, or that it was done or not done."""

STANCE = word_set(
    "against backed backs co-sponsored endorsed endorses favor favored favour favoured opposed "
    "opposes rejected rejects sponsored supported supports vetoed voted votes"
)
"""Say where somebody stood, which minutes and voting lists record: "voted against it"."""

SINCE = word_set(
    """
    ago already currently decade decades during formerly history lately now previous
    previously recently since until
    """
)
"""Set the statement in time: "since the war"."""

WISH = word_set("want wants wish intend intends hope hopes plan plans like")
"""Say what somebody would have: "we want better schools"."""

IF = word_set("if unless whether suppose assuming imagine")
"""Leave open whether it is so."""

PAIRS = {
    ("going", "to"): "forecast", ("have", "to"): "duty", ("has", "to"): "duty",
    ("got", "to"): "duty", ("had", "to"): "duty", ("ought", "to"): "duty", ("need", "to"): "duty",
    ("american", "people"): "talk", ("my", "friends"): "talk", ("this", "country"): "talk",
    ("about", "to"): "forecast",
}  # fmt: skip
"""Two words that belong to a class together: "going to" is a forecast."""

RULES = word_set("""
    amendment amendments ban banned bans bill bills constitution constitutional court courts decree
    illegal law laws lawful legal legalised legalized legislation mandate mandates ordinance
    outlawed prohibit prohibited prohibits regulation regulations repealed ruling statute
    treaty treaties unconstitutional unlawful veto vetoed
    """)
"""Name a rule outright: "the ban on fireworks"."""

SET_AGAINST = word_set(
    "than compared comparison doubled tripled quadrupled halved twice outnumber outnumbered "
    "exceeded exceeds surpassed ranks ranked versus unlike"
)
"""Need two things to compare: "twice as many"."""

REASONS = word_set("because caused causes causing triggered sparked prompted therefore")
"""Tie a cause to its effect in one word."""

REASON_PAIRS = frozenset(
    {
        ("due", "to"), ("led", "to"), ("leads", "to"), ("leading", "to"), ("owing", "to"),
        ("thanks", "to"), ("result", "of"), ("resulted", "in"), ("resulting", "in"),
        ("contributed", "to"), ("contributing", "to"), ("blamed", "for"), ("blamed", "on"),
        ("responsible", "for"),
    }
)  # fmt: skip
"""The same in two: "due to a broken dam"."""

HAS = word_set("has have been hasn't haven't he's they've we've")
"""Tell what has come about by now."""

HE = word_set("he she his")
"""Speak of one other person, whose record can be looked up."""

SAID = word_set("said says saying told claimed claims stated promised indicated declared denied")
"""Repeat what somebody said, which can be looked up."""

EVIDENCE = word_set(
    """
    actually data evidence fact facts figures finding findings indicated poll polls record records
    report reports statistics studies study survey surveys
    """
)
"""Appeal to something that can be read: "a study found"."""

POLICY = word_set(
    """
    administration agency agreement agreements committee contract deal department measure measures
    ministry plan policies policy program programme proposal proposals reform reforms relief
    """
)
"""What offices do and put on paper: "the agreement", "her plan"."""

IDEALS = word_set(
    """
    challenge challenges chance character commitment dream dreams experience faith freedom
    future greatness hope ideals ideas judgment leadership liberty opportunities opportunity
    principle principles spirit strength way
    """
)
"""Big words that no register knows: "the spirit of freedom"."""

ABILITY = word_set("can can't cannot able ability be")
"""Say what can or is to be, not what is."""
