"""Names, roles and places told apart, with the words that belong to each."""

import pytest

from factcheck.extraction.facets.finding import find_facets
from factcheck.extraction.facets.names import known_names
from factcheck.extraction.words.tokens import tokenise
from factcheck.vocabulary import FacetType
from tests.facets import facets

NAME, ROLE, PLACE = FacetType.NAME, FacetType.ROLE, FacetType.PLACE

NAMES: list[tuple[str, list[tuple[str, FacetType]]]] = [
    # People
    ("They met Ana Ruiz there.", [("Ana Ruiz", NAME)]),
    ("They met Donald J. Osei there.", [("Donald J. Osei", NAME)]),
    ("They met J.K. Osei there.", [("J.K. Osei", NAME)]),
    ("They met Ludwig van der Osei there.", [("Ludwig van der Osei", NAME)]),
    ("They met Omar bin Osei there.", [("Omar bin Osei", NAME)]),
    ("They met Omar al-Osei there.", [("Omar al-Osei", NAME)]),
    ("They met Maria de la Cruz there.", [("Maria de la Cruz", NAME)]),
    ("They met Marie-Claire O’Hara there.", [("Marie-Claire O’Hara", NAME)]),
    ("They met Frank Holt Jr. there.", [("Frank Holt Jr.", NAME)]),
    ("They met Frank Holt III there.", [("Frank Holt III", NAME)]),
    ("They met Dr. Osei there.", [("Osei", NAME)]),
    ("They met Mr Osei there.", [("Osei", NAME)]),
    ("They met Sir Frank Holt there.", [("Frank Holt", NAME)]),
    ("They met Lena King there.", [("Lena King", NAME)]),
    ("Ruiz's plan failed.", [("Ruiz", NAME)]),
    ("Ana Ruiz won.", [("Ana Ruiz", NAME)]),
    ("Yesterday Ana Ruiz won.", [("Ana Ruiz", NAME)]),
    ("When Ana Ruiz won, she left.", [("Ana Ruiz", NAME)]),
    ("Lena da Osei won.", [("Lena da Osei", NAME)]),
    ("OAKWELL, May 3 - Rents rose.", [("OAKWELL", NAME)]),
    # Organisations and things
    ("Bank of Peru Governor Lena Aalto left.",
     [("Bank of Peru", NAME), ("Governor", ROLE), ("Lena Aalto", NAME)]),
    ("The Centers for Road Control and Repair met.",
     [("Centers for Road Control and Repair", NAME)]),
    ("NATO met.", [("NATO", NAME)]),
    ("The Premier League met.", [("Premier League", NAME)]),
    ("They sued the Bank of the South there.", [("Bank of the South", NAME)]),
    ("They sued the Ministry of Roads there.", [("Ministry of Roads", NAME)]),
    ("They sued the Centre for Road Studies there.", [("Centre for Road Studies", NAME)]),
    ("They sued the Ministry of Roads and Rivers there.", [("Ministry of Roads and Rivers", NAME)]),
    ("They sued Holt & Osei there.", [("Holt & Osei", NAME)]),
    ("They sued the Lake Water Board (LWB) there.", [("Lake Water Board", NAME), ("LWB", NAME)]),
    ("They flew an F-16 there.", [("F-16", NAME)]),
    ("They flew a Boeing 737 there.", [("Boeing 737", NAME)]),
    ("They met at the G7 there.", [("G7", NAME)]),
    ("They met at Mar-a-Vista there.", [("Mar-a-Vista", NAME)]),
    ("They met on Fifth Avenue there.", [("Fifth Avenue", PLACE)]),
    ("The First Amendment protects it.", [("First Amendment", NAME)]),
    ("The army’s Black Sea Fleet left.", [("Black Sea Fleet", NAME)]),
    # Roles
    ("They met Foreign Minister Lena Aalto there.",
     [("Foreign Minister", ROLE), ("Lena Aalto", NAME)]),
    ("They met Chief-of-Staff Lena Aalto there.", [("Chief-of-Staff", ROLE), ("Lena Aalto", NAME)]),
    ("They met Presidential Chief-of-Staff Lena Aalto there.",
     [("Presidential Chief-of-Staff", ROLE), ("Lena Aalto", NAME)]),
    ("They met Secretary-General Lena Aalto there.",
     [("Secretary-General", ROLE), ("Lena Aalto", NAME)]),
    ("They met New Zealand Prime Minister Lena Aalto there.",
     [("New Zealand Prime Minister", ROLE), ("Lena Aalto", NAME)]),
    ("They met US Treasury Secretary Lena Aalto there.",
     [("US Treasury Secretary", ROLE), ("Lena Aalto", NAME)]),
    ("They met Deputy Prime Minister Lena Aalto.",
     [("Deputy Prime Minister", ROLE), ("Lena Aalto", NAME)]),
    ("They met Texas Gov. Lena Aalto.", [("Texas", PLACE), ("Gov.", ROLE), ("Lena Aalto", NAME)]),
    ("They met House Speaker Lena Aalto there.", [("House Speaker", ROLE), ("Lena Aalto", NAME)]),
    ("They met ex-Secretary of State Lena Aalto there.",
     [("ex-Secretary of State", ROLE), ("Lena Aalto", NAME)]),
    ("They met First Minister Lena Aalto there.", [("First Minister", ROLE), ("Lena Aalto", NAME)]),
    ("They met first lady Lena Aalto there.", [("first lady", ROLE), ("Lena Aalto", NAME)]),
    ("They met Sen. Lena Aalto there.", [("Sen.", ROLE), ("Lena Aalto", NAME)]),
    ("They met Prof Lena Aalto there.", [("Prof", ROLE), ("Lena Aalto", NAME)]),
    ("They met the former foreign minister there.", [("former foreign minister", ROLE)]),
    ("They met her chief-of-staff there.", [("chief-of-staff", ROLE)]),
    ("They met her chief of staff there.", [("chief of staff", ROLE)]),
    ("They met the US President there.", [("US President", ROLE)]),
    ("They met Peru's Ambassador to the US there.",
     [("Peru", PLACE), ("Ambassador to the US", ROLE)]),
    ("They met the Minister of Roads there.", [("Minister of Roads", ROLE)]),
    ("Minister of Roads Lena Aalto left.", [("Minister of Roads", ROLE), ("Lena Aalto", NAME)]),
    ("They met Minister of Health Lena Aalto.",
     [("Minister of Health", ROLE), ("Lena Aalto", NAME)]),
    ("They met El Salvador President Lena Aalto.",
     [("El Salvador President", ROLE), ("Lena Aalto", NAME)]),
    ("They met World Bank President Lena Aalto.",
     [("World Bank", NAME), ("President", ROLE), ("Lena Aalto", NAME)]),
    ("They met Oakwell Police Chief Lena Aalto.",
     [("Oakwell", NAME), ("Police Chief", ROLE), ("Lena Aalto", NAME)]),
    ("They met the State Department Spokesperson.",
     [("State Department", NAME), ("Spokesperson", ROLE)]),
    ("They met the Secretary of State there.", [("Secretary of State", ROLE)]),
    ("They met the CEO there.", [("CEO", ROLE)]),
    ("They met the chief executive officer there.", [("chief executive officer", ROLE)]),
    ("They met the vice president there.", [("vice president", ROLE)]),
    ("They met the deputy prime minister there.", [("deputy prime minister", ROLE)]),
    # Places
    ("They met in Buenos Aires.", [("Buenos Aires", PLACE)]),
    ("Peru won.", [("Peru", PLACE)]),
    ("They met in Tampere, Finland.", [("Tampere", PLACE), ("Finland", PLACE)]),
    ("They met near Oakwell.", [("Oakwell", PLACE)]),
    ("They met in the Oval Office.", [("Oval Office", PLACE)]),
    ("They met at the White House.", [("White House", PLACE)]),
    ("They met by Lake Osei.", [("Lake Osei", PLACE)]),
    ("They met on the Oakwell River.", [("Oakwell River", PLACE)]),
    ("They met at Oakwell Airport.", [("Oakwell Airport", PLACE)]),
    ("They met in West Oakwell County.", [("West Oakwell County", PLACE)]),
    ("They met in northern Iraq.", [("Iraq", PLACE)]),
    ("They met in North Dakota.", [("North Dakota", PLACE)]),
    ("Beijing's envoy left.", [("Beijing", PLACE), ("envoy", ROLE)]),
    ("They met in Paris, London and Rome.", [("Paris", PLACE), ("London", PLACE), ("Rome", PLACE)]),
    ("They believe in Ana Ruiz.", [("Ana Ruiz", NAME)]),
    # Nobody
    ("They met an Argentine and two Russians.", []),
    ("They met a South American farmer.", [("farmer", ROLE)]),
    ("They met the Argentine President there.", [("Argentine President", ROLE)]),
    ("It rained on Monday in May.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), NAMES)
def test_names_roles_and_places_are_told_apart(
    text: str, wanted: list[tuple[str, FacetType]]
) -> None:
    assert [(f.text, f.type) for f in facets(text) if f.type in (NAME, ROLE, PLACE)] == wanted


def test_a_word_with_a_capital_elsewhere_is_a_name_at_the_start() -> None:
    text = "Tula burned."
    assert not find_facets(text, tokenise(text))
    (found,) = find_facets(text, tokenise(text), known=frozenset({"tula"}))
    assert found.type is FacetType.NAME


def test_a_headline_in_capitals_names_what_the_article_names() -> None:
    body = tokenise("They met Ana Ruiz in Oakwell.")
    known = known_names([body])
    text = "Ruiz Signs Water Deal With Peru as Oakwell Waits"
    found = find_facets(text, tokenise(text), known=known)
    assert [(f.text, f.type) for f in found] == [
        ("Ruiz", NAME), ("Peru", PLACE), ("Oakwell", PLACE)
    ]  # fmt: skip


def test_a_headline_makes_no_word_a_name() -> None:
    tokens = tokenise("Water Deal Signed With Ana Ruiz in Rainy Oakwell")
    assert known_names([tokens]) == frozenset()


def test_a_place_of_the_article_is_one_everywhere() -> None:
    text = "She left Oakwell."
    known = known_names([tokenise("They met in Oakwell.")])
    (found,) = find_facets(text, tokenise(text), known=known)
    assert (found.text, found.type) == ("Oakwell", PLACE)


def test_the_value_of_a_name_is_its_words() -> None:
    (found,) = facets("They met Ana Ruiz there.")
    assert (found.value, found.unit) == ("Ana Ruiz", None)


def test_no_words_have_no_facets() -> None:
    assert find_facets("", []) == []
