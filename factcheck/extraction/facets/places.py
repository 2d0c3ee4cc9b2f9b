"""A small gazetteer: countries, their short forms, and cities that news writes about."""

from factcheck.extraction.words.wordlists import phrase_set

COUNTRIES = phrase_set("""
    afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria,
    azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan,
    bolivia, bosnia, botswana, brazil, brunei, bulgaria, burkina faso, burundi, cambodia, cameroon,
    canada, chad, chile, china, colombia, congo, costa rica, croatia, cuba, cyprus, czechia,
    czech republic, denmark, djibouti, dominican republic, ecuador, egypt, el salvador, eritrea,
    estonia, eswatini, ethiopia, fiji, finland, france, gabon, gambia, georgia, germany, ghana,
    greece, grenada, guatemala, guinea, guyana, haiti, honduras, hungary, iceland, india,
    indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan, jordan,
    kazakhstan, kenya, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya,
    liechtenstein, lithuania, luxembourg, madagascar, malawi, malaysia, maldives, mali, malta,
    mauritania, mauritius, mexico, moldova, monaco, mongolia, montenegro, morocco, mozambique,
    myanmar, namibia, nepal, netherlands, new zealand, nicaragua, niger, nigeria, north korea,
    north macedonia, norway, oman, pakistan, palestine, panama, papua new guinea, paraguay, peru,
    philippines, poland, portugal, qatar, romania, russia, rwanda, samoa, saudi arabia, senegal,
    serbia, sierra leone, singapore, slovakia, slovenia, somalia, south africa, south korea,
    south sudan, spain, sri lanka, sudan, suriname, sweden, switzerland, syria, taiwan, tajikistan,
    tanzania, thailand, timor-leste, togo, tonga, trinidad and tobago, tunisia, turkey, türkiye,
    turkmenistan, uganda, ukraine, united arab emirates, united kingdom, united states,
    united states of america, uruguay, uzbekistan, vanuatu, vatican, venezuela, vietnam, yemen,
    zambia, zimbabwe, us, u.s., usa, u.s.a., uk, u.k., uae, britain, great britain, england,
    scotland, wales, northern ireland, holland, burma, america
    """)
"""Lower case, so that one look-up serves every spelling."""

CITIES = phrase_set("""
    abuja, accra, addis ababa, aleppo, algiers, amman, amsterdam, ankara, asunción, athens,
    atlanta, auckland, baghdad, baku, bangkok, barcelona, beijing, beirut, belfast, belgrade,
    berlin, birmingham, bogotá, bogota, boston, brasília, brasilia, brussels, bucharest, budapest,
    buenos aires, cairo, calgary, canberra, cape town, caracas, cardiff, casablanca, chennai,
    chicago, cologne, copenhagen, córdoba, dakar, dallas, damascus, delhi, detroit, dhaka, doha,
    dubai, dublin, edinburgh, frankfurt, gaza, gaza strip, geneva, glasgow, guangzhou, hamburg,
    hanoi, harare, havana, helsinki, hiroshima, hong kong, houston, islamabad, istanbul, jakarta,
    jerusalem, johannesburg, kabul, kampala, karachi, kathmandu, khartoum, kharkiv, kigali,
    kinshasa, kolkata, kuala lumpur, kyiv, kyoto, la paz, lagos, lahore, leeds, lima, lisbon,
    liverpool, london, los angeles, luanda, lyon, madrid, managua, manchester, manila, marseille,
    mecca, melbourne, mexico city, miami, milan, minsk, mogadishu, montevideo, montreal, moscow,
    mumbai, munich, nairobi, naples, new delhi, new orleans, new york, new york city, nice, odesa,
    osaka, oslo, ottawa, panama city, paris, perth, philadelphia, phnom penh, prague, pretoria,
    pyongyang, quito, rabat, ramallah, riga, rio de janeiro, riyadh, rome, rosario,
    saint petersburg, san francisco, san josé, san salvador, santiago, santo domingo, são paulo,
    sarajevo, seattle, seoul, shanghai, shenzhen, sofia, stockholm, strasbourg, sydney, taipei,
    tallinn, tbilisi, tehran, tel aviv, the hague, tirana, tokyo, toronto, tripoli, tunis, turin,
    ulaanbaatar, valencia, vancouver, venice, vienna, vilnius, warsaw, washington,
    washington d.c., wellington, west bank, wuhan, yerevan, zagreb, zurich
    """)

REGIONS = phrase_set("""
    africa, alaska, alberta, antarctica, arizona, asia, bavaria, california, catalonia,
    central america, colorado, crimea, donbas, europe, florida, hawaii, illinois, kashmir,
    kurdistan,
    latin america, massachusetts, michigan, middle east, minnesota, nevada, new jersey,
    north america, north carolina, ohio, ontario, oregon, patagonia, pennsylvania, quebec,
    sahara, scandinavia, siberia, south america, southeast asia, southern cone, texas, tibet,
    tigray, utah, virginia, wisconsin, xinjiang
    """)

PLACES = COUNTRIES | CITIES | REGIONS

DEMONYMS = phrase_set(
    """
    afghan, african, albanian, algerian, american, angolan, arab, argentine, argentinian, armenian,
    asian, australian, austrian, azerbaijani, bangladeshi, belarusian, belgian, bolivian, bosnian,
    brazilian, british, bulgarian, burmese, cambodian, cameroonian, canadian, catalan, chilean,
    chinese, colombian, congolese, croatian, cuban, czech, danish, dutch, ecuadorian, egyptian,
    english, estonian, ethiopian, european, filipino, finnish, french, georgian, german, ghanaian,
    greek, guatemalan, haitian, honduran, hungarian, icelandic, indian, indonesian, iranian, iraqi,
    irish, israeli, italian, jamaican, japanese, jordanian, kazakh, kenyan, korean, kurdish,
    kuwaiti, latvian, lebanese, libyan, lithuanian, malaysian, mexican, moldovan, mongolian,
    moroccan, nepalese, nigerian, norwegian, pakistani, palestinian, paraguayan, peruvian, polish,
    portuguese, qatari, romanian, russian, rwandan, saudi, scottish, senegalese, serbian, slovak,
    slovenian, somali, spanish, sudanese, swedish, swiss, syrian, taiwanese, tanzanian, thai,
    tunisian, turkish, ugandan, ukrainian, uruguayan, uzbek, venezuelan, vietnamese, welsh, western,
    yemeni, zambian, zimbabwean
    """
)
"""Adjectives of peoples and lands; capital, and no names by themselves."""

SIDES = frozenset({"central", "east", "eastern", "latin", "north", "northern", "south", "southern"})
"""Stand before a demonym: "South American"."""
