"""A small gazetteer: countries, their short forms, cities and sites that news writes about."""

from factcheck.extraction.words.wordlists import phrase_set, word_set

COUNTRIES = phrase_set("""
    afghanistan, albania, algeria, america, andorra, angola, antigua, argentina, armenia,
    australia, austria, azerbaijan, bahamas, bahrain, bangladesh, barbados, belarus, belgium,
    belize, benin, bhutan, bolivia, bosnia, bosnia and herzegovina, bosnia-herzegovina, botswana,
    brazil, britain, brunei, bulgaria, burkina faso, burma, burundi, cabo verde, cambodia,
    cameroon, canada, cape verde, central african republic, chad, chile, china, colombia, comoros,
    congo, costa rica, croatia, cuba, cyprus, czech republic, czechia, czechoslovakia, democratic
    republic of the congo, denmark, djibouti, dominica, dominican republic, dr congo, drc, east
    germany, ecuador, egypt, el salvador, england, equatorial guinea, eritrea, estonia, eswatini,
    ethiopia, fiji, finland, france, gabon, gambia, georgia, germany, ghana, great britain,
    greece, grenada, guatemala, guinea, guinea-bissau, guyana, haiti, holland, honduras, hungary,
    iceland, india, indonesia, iran, iraq, ireland, israel, italy, ivory coast, jamaica, japan,
    jordan, kazakhstan, kenya, kiribati, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon,
    lesotho, liberia, libya, liechtenstein, lithuania, luxembourg, madagascar, malawi, malaysia,
    maldives, mali, malta, marshall islands, mauritania, mauritius, mexico, micronesia, moldova,
    monaco, mongolia, montenegro, morocco, mozambique, myanmar, namibia, nauru, nepal,
    netherlands, new zealand, nicaragua, niger, nigeria, north korea, north macedonia, northern
    ireland, norway, oman, pakistan, palau, palestine, panama, papua new guinea, paraguay, peru,
    philippines, poland, portugal, prc, qatar, republic of ireland, roc, romania, russia, rwanda,
    saint lucia, samoa, san marino, saudi arabia, scotland, senegal, serbia, seychelles, sierra
    leone, singapore, slovakia, slovenia, solomon islands, somalia, south africa, south korea,
    south sudan, soviet union, spain, sri lanka, st. lucia, sudan, suriname, sweden, switzerland,
    syria, são tomé and príncipe, taiwan, tajikistan, tanzania, thailand, the netherlands,
    timor-leste, togo, tonga, trinidad and tobago, tunisia, turkey, turkmenistan, tuvalu, türkiye,
    u.a.e., u.k., u.s., u.s.a., uae, uganda, uk, ukraine, united arab emirates, united kingdom,
    united states, united states of america, uruguay, us, usa, ussr, uzbekistan, vanuatu, vatican,
    vatican city, venezuela, vietnam, wales, west germany, yemen, yugoslavia, zambia, zimbabwe
    """)
"""Lower case, so that one look-up serves every spelling."""

CITIES = phrase_set("""
    aberdeen, abidjan, abu dhabi, abuja, acapulco, accra, addis ababa, adelaide, aden, agra,
    ahmedabad, albuquerque, aleppo, alexandria, algiers, almaty, amman, amsterdam, anchorage,
    ankara, antwerp, arequipa, asheville, ashgabat, asmara, astana, asuncion, asunción, athens,
    atlanta, auckland, baghdad, bakhmut, baku, baltimore, bamako, bandung, bangalore, bangkok,
    bangui, barcelona, bariloche, basel, basra, baton rouge, beersheba, beijing, beirut, belfast,
    belgrade, belo horizonte, bengaluru, benghazi, bergen, berkeley, berlin, bern, bilbao,
    birmingham, bishkek, bogota, bogotá, bologna, bonn, bordeaux, boston, brasilia, brasov,
    brasília, bratislava, brazzaville, bremen, bridgetown, brighton, brisbane, bristol, brno,
    brooklyn, bruges, brussels, bucharest, budapest, buenos aires, bujumbura, bursa, busan, cairo,
    calgary, cali, cambridge, canberra, cancun, cancún, cannes, canterbury, cape town, caracas,
    cardiff, cartagena, casablanca, catania, charleston, charlotte, charlottesville, chengdu,
    chennai, chiang mai, chicago, chisinau, chittagong, chişinău, chongqing, christchurch,
    cincinnati, cleveland, cologne, colombo, columbus, conakry, copenhagen, cork, coventry, crete,
    curitiba, cusco, córdoba, d.c., da nang, dakar, dallas, damascus, dar es salaam, davos, dc,
    delhi, denver, des moines, detroit, dhaka, dili, dnipro, doha, donetsk, dortmund, dresden,
    dubai, dublin, dundee, durban, dushanbe, düsseldorf, edinburgh, eindhoven, el paso, entebbe,
    erbil, essen, exeter, fallujah, florence, fort worth, fortaleza, frankfurt, freetown, fresno,
    fukuoka, fukushima, gaborone, galway, gaza, gaza city, gaza strip, gdansk, geneva, genoa,
    georgetown, ghent, glasgow, goma, gothenburg, granada, grenoble, grozny, guadalajara,
    guangzhou, guatemala city, guayaquil, haifa, hamburg, hamilton, hangzhou, hanoi, hanover,
    harare, harbin, harlem, havana, hebron, helsinki, herat, hiroshima, ho chi minh city, hobart,
    hollywood, hong kong, honolulu, houston, hyderabad, idlib, incheon, indianapolis, innsbruck,
    invercargill, inverness, irvine, islamabad, istanbul, izmir, jacksonville, jaipur, jakarta,
    jalalabad, jeddah, jenin, jersey city, jerusalem, johannesburg, juba, kabul, kaliningrad,
    kampala, kandahar, kansas city, karachi, karbala, kathmandu, kazan, khan younis, khan yunis,
    kharkiv, khartoum, kherson, kiev, kigali, kingston, kinshasa, kirkuk, kobe, kolkata, konya,
    krakow, kraków, kuala lumpur, kuwait city, kyiv, kyoto, la paz, la plata, lagos, lahore,
    lahti, las vegas, lausanne, leeds, leicester, leipzig, lille, lilongwe, lima, limerick,
    lisbon, little rock, liverpool, ljubljana, lome, lomé, london, long beach, los angeles,
    louisville, luanda, lucknow, lusaka, luxor, lviv, lyon, macau, madison, madrid, malaga, malmö,
    malé, managua, manaus, manchester, mandalay, manhattan, manila, maputo, mar del plata,
    maracaibo, mariupol, marrakech, marrakesh, marseille, maseru, mbabane, mecca, medellin,
    medellín, melbourne, memphis, mendoza, mexico city, miami, milan, milwaukee, minneapolis,
    minsk, mogadishu, mombasa, monrovia, monterrey, montevideo, montreal, moscow, mosul, multan,
    mumbai, munich, muscat, málaga, nablus, nagasaki, nagoya, nagpur, nairobi, najaf, nanjing,
    nantes, naples, nashville, nassau, neuquén, new delhi, new haven, new orleans, new york, new
    york city, newark, newcastle, niamey, nicosia, norwich, nottingham, nouakchott, novosibirsk,
    nuremberg, nuuk, oakland, odesa, oklahoma city, omaha, omsk, oran, orlando, osaka, oslo,
    ottawa, ouagadougou, oxford, palermo, palm beach, palo alto, panama city, paris, patna, perth,
    peshawar, philadelphia, phnom penh, phoenix, pittsburgh, plymouth, podgorica, port moresby,
    port of spain, port said, port-au-prince, portland, porto, porto alegre, portsmouth, posadas,
    prague, praia, pretoria, prishtina, pristina, puebla, pune, punta arenas, pyongyang, quebec
    city, queens, quetta, quito, rabat, rafah, raleigh, ramallah, raqqa, rawalpindi, recife,
    reims, reykjavik, reykjavík, riga, rio de janeiro, riyadh, rome, rosario, rotterdam, rouen,
    sacramento, saint petersburg, salt lake city, salta, salzburg, samara, san antonio, san diego,
    san francisco, san jose, san josé, san juan, san sanaa, santa barbara, santa cruz, santa fe,
    santiago, santiago de chile, santo domingo, sapporo, sarajevo, saratov, savannah, seattle,
    sendai, seoul, seville, shanghai, sharjah, sheffield, shenzhen, shiraz, silicon valley,
    simferopol, skopje, sofia, southampton, srebrenica, srinagar, st louis, st petersburg, st.
    louis, st. petersburg, stockholm, strasbourg, stuttgart, sucre, surabaya, suva, swansea,
    sydney, syracuse, são paulo, tabriz, tacoma, taichung, taipei, tallinn, tampa, tampere,
    tampico, tangier, tashkent, tbilisi, tegucigalpa, tehran, tel aviv, tenerife, the hague,
    thessaloniki, thimphu, tianjin, tijuana, tilburg, timbuktu, tirana, tokyo, toledo, toronto,
    toulouse, trieste, tripoli, tucson, tucumán, tulkarem, tulsa, tunis, turin, turku,
    ulaanbaatar, ushuaia, utrecht, vaduz, valencia, valletta, valparaiso, valparaíso, vancouver,
    varanasi, venice, victoria falls, vienna, vientiane, vilnius, vladivostok, volgograd, warsaw,
    washington, washington d.c., wellington, west bank, westminster, wichita, windhoek, winnipeg,
    wroclaw, wrocław, wuhan, xi'an, yangon, yaoundé, yekaterinburg, yerevan, york, zagreb,
    zaporizhzhia, zhengzhou, zurich
    """)

REGIONS = phrase_set("""
    abkhazia, aceh, africa, alabama, alaska, alberta, alps, amazon, amazonas, american samoa,
    americas, anatolia, andalusia, andes, antarctica, appalachia, arabian sea, arctic, arctic
    ocean, arizona, arkansas, aruba, asia, assam, atlantic, atlantic ocean, bahia, baja
    california, bali, balkans, balochistan, baltic, baltic sea, baltics, basque country, bavaria,
    bermuda, biafra, bihar, black sea, borneo, british columbia, brittany, california, cape cod,
    caribbean, caspian sea, catalonia, caucasus, cayman islands, central america, central asia,
    central europe, chechnya, chiapas, colorado, connecticut, cornwall, corsica, crimea, cumbria,
    dagestan, danube, darfur, delaware, devon, donbas, earth, east africa, east asia, east
    jerusalem, eastern europe, essex, eurasia, europe, falkland islands, far east, faroe islands,
    flanders, florida, french guiana, galicia, gibraltar, goa, golan heights, greenland,
    guadeloupe, guam, guangdong, gujarat, hampshire, hawaii, highlands, himalayas, hokkaido, horn
    of africa, hubei, hunan, idaho, illinois, indian ocean, indiana, inner mongolia, iowa,
    jalisco, java, kansas, karnataka, kashmir, katanga, kent, kentucky, kerala, kivu, korea,
    kurdistan, lancashire, lapland, latin america, lombardy, long island, louisiana, luhansk,
    luzon, maharashtra, maine, manchuria, manipur, manitoba, mars, martinique, maryland,
    massachusetts, mayotte, mediterranean, merseyside, michigan, middle east, midlands, midwest,
    minas gerais, mindanao, minnesota, mississippi, missouri, montana, nagorno-karabakh, nebraska,
    nevada, new brunswick, new caledonia, new england, new hampshire, new jersey, new mexico, new
    south wales, newfoundland, nile, norfolk, normandy, north africa, north america, north
    carolina, north dakota, north sea, northern europe, northern territory, northumberland, nova
    scotia, nunavut, oaxaca, oceania, ohio, okinawa, oklahoma, ontario, oregon, pacific, pacific
    ocean, panama canal, papua, pará, patagonia, pennsylvania, persian gulf, polynesia, provence,
    puerto rico, punjab, puntland, quebec, queensland, rajasthan, red sea, rhine, rhode island,
    rockies, réunion, sahara, sahel, santa catarina, santa cruz province, sardinia, saskatchewan,
    saxony, scandinavia, siberia, sichuan, sicily, silesia, sinai, sinaloa, sindh, somaliland,
    sonora, south america, south asia, south australia, south carolina, south china sea, south
    dakota, south ossetia, southeast asia, southern africa, southern cone, southern europe, staten
    island, sub-saharan africa, suez canal, suffolk, sulawesi, sumatra, surrey, sussex, tamil
    nadu, tasmania, tatarstan, telangana, tennessee, texas, thames, the americas, tibet, tierra
    del fuego, tigray, transnistria, transylvania, tuscany, ulster, utah, uttar pradesh, veneto,
    vermont, virginia, wallonia, west africa, west bengal, west virginia, western australia,
    western europe, western sahara, westphalia, wisconsin, wyoming, xinjiang, yorkshire, yucatán,
    yukon, yunnan, zanzibar, zulia
    """)

SITES = phrase_set("""
    big ben, blair house, buckingham palace, camp david, capitol, capitol hill, casa rosada,
    central park, demilitarised zone, demilitarized zone, downing street, eiffel tower, elysee
    palace, fleet street, gatwick, green line, green zone, ground zero, guantanamo bay, guantánamo
    bay, heathrow, holyrood, joint base andrews, kremlin, mar-a-lago, mount everest, oval office,
    quai d'orsay, red square, statue of liberty, stormont, tahrir square, tiananmen square, times
    square, trafalgar square, u.s. capitol, us capitol, wall street, west wing, white house,
    windsor castle, zócalo, élysée palace
    """)
"""Buildings and squares that stand for nothing but their place."""


PLACES = COUNTRIES | CITIES | REGIONS | SITES

PLACE_ENDS = word_set("""
    airfield airport arena avenue bay beach boulevard bridge canal cape castle cathedral cemetery
    channel coast county creek dam desert district falls forest garden gardens glacier gulf
    harbor harbour highway hill hills hotel island islands isles lake lane mosque mount mountain
    mountains ocean palace park peninsula pier plaza port prison province reef reserve reservoir
    ridge river road sea square stadium station strait street temple terminal territories
    territory tower towers town township tunnel valley village volcano
    """)
"""Last words of a place's name: "Oakwell Airport"."""

PLACE_STARTS = word_set(
    "lake mount mt cape fort ft port gulf strait isle lago río rio san salvador, santa são bay "
    "county republic province los las"
)
"""First words of a place's name: "Lake Osei", "Gulf of Osei"."""

SIDES_OF_PLACES = word_set("""
    central downtown east eastern greater inner lower mainland metropolitan new north
    north-eastern northeast northern northwest outer south southeast southern southwest upper west
    western
    """)
"""In front of a known place: "North Dakota", "Greater London"."""

DEMONYMS = phrase_set(
    """
    afghan, african, albanian, algerian, american, angolan, arab, argentine, argentinian,
    armenian, asian, australian, austrian, azerbaijani, bangladeshi, belarusian, belgian,
    bolivian, bosnian, brazilian, british, bulgarian, burmese, cambodian, cameroonian, canadian,
    catalan, chilean, chinese, colombian, congolese, croatian, cuban, czech, danish, dutch,
    ecuadorian, egyptian, english, estonian, ethiopian, european, filipino, finnish, french,
    georgian, german, ghanaian, greek, guatemalan, haitian, honduran, hungarian, icelandic,
    indian, indonesian, iranian, iraqi, irish, israeli, italian, jamaican, japanese, jordanian,
    kazakh, kenyan, korean, kurdish, kuwaiti, latvian, lebanese, libyan, lithuanian, malaysian,
    mexican, moldovan, mongolian, moroccan, nepalese, nigerian, norwegian, pakistani, palestinian,
    paraguayan, peruvian, polish, portuguese, qatari, romanian, russian, rwandan, saudi, scottish,
    senegalese, serbian, slovak, slovenian, somali, spanish, sudanese, swedish, swiss, syrian,
    taiwanese, tanzanian, thai, tunisian, turkish, ugandan, ukrainian, uruguayan, uzbek,
    venezuelan, vietnamese, welsh, western, yemeni, zambian, zimbabwean
    """
)
"""Adjectives of peoples and lands; capital, and no names by themselves."""

SIDES = frozenset({"central", "east", "eastern", "latin", "north", "northern", "south", "southern"})
"""Stand before a demonym: "South American"."""
