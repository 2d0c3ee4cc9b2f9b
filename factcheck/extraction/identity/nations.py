"""Countries by every word that news uses for them: adjectives, short forms, capitals."""

_NATIONS = """
    afghanistan: afghan, kabul
    albania: albanian, tirana
    algeria: algerian, algiers
    argentina: argentine, argentinian, buenos aires, casa rosada
    armenia: armenian, yerevan
    australia: australian, canberra
    austria: austrian, vienna
    azerbaijan: azerbaijani, baku
    bangladesh: bangladeshi, dhaka
    belarus: belarusian, minsk
    belgium: belgian
    bolivia: bolivian, la paz
    brazil: brazilian, brasilia, brasília
    britain: british, uk, u.k, united kingdom, great britain, london, downing street
    bulgaria: bulgarian, sofia
    cambodia: cambodian, phnom penh
    canada: canadian, ottawa
    chile: chilean, santiago
    china: chinese, beijing
    colombia: colombian, bogota, bogotá
    congo: congolese, kinshasa
    croatia: croatian, zagreb
    cuba: cuban, havana
    czechia: czech, czech republic, prague
    denmark: danish, copenhagen
    ecuador: ecuadorian, quito
    egypt: egyptian, cairo
    el salvador: salvadoran, san salvador
    england: english
    estonia: estonian, tallinn
    ethiopia: ethiopian, addis ababa
    finland: finnish, helsinki
    france: french, paris
    georgia: georgian, tbilisi
    germany: german, berlin
    ghana: ghanaian, accra
    greece: greek, athens
    haiti: haitian
    honduras: honduran
    hungary: hungarian, budapest
    iceland: icelandic, reykjavik
    india: indian, delhi, new delhi
    indonesia: indonesian, jakarta
    iran: iranian, tehran
    iraq: iraqi, baghdad
    ireland: irish, dublin
    israel: israeli, jerusalem
    italy: italian, rome
    jamaica: jamaican
    japan: japanese, tokyo
    jordan: jordanian, amman
    kazakhstan: kazakh, astana
    kenya: kenyan, nairobi
    kuwait: kuwaiti
    latvia: latvian, riga
    lebanon: lebanese, beirut
    libya: libyan, tripoli
    lithuania: lithuanian, vilnius
    malaysia: malaysian, kuala lumpur
    mexico: mexican, mexico city
    moldova: moldovan
    mongolia: mongolian
    morocco: moroccan, rabat
    myanmar: burma, burmese
    nepal: nepalese, kathmandu
    netherlands: dutch, holland, the hague
    new zealand: wellington
    nicaragua: nicaraguan, managua
    nigeria: nigerian, abuja
    north korea: north korean, pyongyang
    norway: norwegian, oslo
    pakistan: pakistani, islamabad
    palestine: palestinian, ramallah
    panama: panamanian
    paraguay: paraguayan, asunción
    peru: peruvian, lima
    philippines: philippine, filipino, manila
    poland: polish, warsaw
    portugal: portuguese, lisbon
    qatar: qatari, doha
    romania: romanian, bucharest
    russia: russian, moscow, kremlin
    rwanda: rwandan, kigali
    saudi arabia: saudi, riyadh
    scotland: scottish, edinburgh
    senegal: senegalese, dakar
    serbia: serbian, belgrade
    slovakia: slovak, bratislava
    slovenia: slovenian, ljubljana
    somalia: somali, mogadishu
    south africa: south african, pretoria
    south korea: south korean, seoul
    spain: spanish, madrid
    sudan: sudanese, khartoum
    sweden: swedish, stockholm
    switzerland: swiss, bern
    syria: syrian, damascus
    taiwan: taiwanese, taipei
    tanzania: tanzanian
    thailand: thai, bangkok
    tunisia: tunisian, tunis
    turkey: turkish, türkiye, ankara
    uganda: ugandan, kampala
    ukraine: ukrainian, kyiv
    united states: us, u.s, usa, u.s.a, america, american, washington, white house
    uruguay: uruguayan, montevideo
    uzbekistan: uzbek
    vatican: holy see
    venezuela: venezuelan, caracas
    vietnam: vietnamese, hanoi
    wales: welsh, cardiff
    yemen: yemeni
    zambia: zambian, lusaka
    zimbabwe: zimbabwean, harare
    """


def _read(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        nation, _, others = line.strip().partition(": ")
        for word in (nation, *others.split(", ")):
            found[word] = nation
    return found


NATION_OF = _read(_NATIONS)
"""Lower-case word or words, without a full stop at the end, to the country: "u.s" and
"american" → "united states"."""

OPENERS = frozenset(words.split()[0] for words in NATION_OF)
"""First words of these."""
