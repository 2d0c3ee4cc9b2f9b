"""A text whose findings hold hints, whatever extraction makes of pronouns at the moment."""

from dataclasses import replace

from factcheck.extraction import Extraction, Span, Speaker, extract
from factcheck.extraction.records import Alarm, Identity
from factcheck.vocabulary import Speech

HINTED = (
    "🏖️ Harbour opens\n\n"
    "Rosa Vidal opened the new pier in 2024. She said the pier created 320 jobs.\n\n"
    "The city spent 48 million euros in 2024, and the pier cost 84 million euros."
)
NAME, MENTION = "Rosa Vidal", "She"
EVIDENCE = "“She” follows “Rosa Vidal” in sentence 2"
NOTICE = "This text seems to be in Ruritanian. Speakers are not read."
MESSAGE = "320 jobs and 48 million euros do not go together."


def hinted(text: str = HINTED) -> Extraction:
    """What `text` holds, with a suggestion for who “She” is, two alarms and a notice."""
    found = extract(text)
    claims = tuple(
        replace(claim, speaker=_suggested(text)) if "320" in claim.quote else claim
        for claim in found.claims
    )
    alarms = (_alarm(text, MESSAGE, "320", "48 million"), _alarm(text, "48 is not 84.", "Harbour"))
    return replace(found, claims=claims, alarms=alarms, language="xx", notice=NOTICE)


def _suggested(text: str) -> Speaker:
    at, start = text.index(NAME), text.index(MENTION)
    mention = Span(MENTION, start, start + len(MENTION))
    identity = Identity(NAME, at, at + len(NAME), 2, EVIDENCE)
    return Speaker(
        NAME, at, identity.end, "said", Speech.INDIRECT, mention=mention, suggestion=identity
    )


def _alarm(text: str, message: str, *places: str) -> Alarm:
    spans = tuple(Span(each, text.index(each), text.index(each) + len(each)) for each in places)
    return Alarm("slip", message, spans)
