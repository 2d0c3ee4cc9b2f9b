"""The identity of a mention with its evidence, a line for a reviewer."""

from factcheck.extraction.identity.figures import Figure, Held
from factcheck.extraction.identity.mentions import SUBJECT, Mention
from factcheck.extraction.identity.salience import Trace
from factcheck.extraction.records import Identity


def short_for(text: str, mention: Mention, figure: Figure) -> Identity | None:
    """ "“Holt” is short for “Frank Holt” in sentence 5"; None for the full name itself."""
    if len(mention.words) >= len(figure.words):
        return None
    return _identity(text, figure, _shortening(text, mention, figure))


def holder_of(text: str, mention: Mention, figure: Figure, held: Held) -> Identity:
    """ "“the mayor” is “Frank Holt” in sentence 3: “Mayor Frank Holt”"."""
    name = _words(text, figure.fullest)
    evidence = f"“{_words(text, mention)}” is “{name}” in sentence {held.sentence + 1}"
    shown = _line(text[held.start : held.end])
    return _identity(text, figure, evidence if shown == name else f"{evidence}: “{shown}”")


def taken_up(text: str, pronoun: Mention, trace: Trace) -> Identity:
    """ "“He” follows “Holt”, who speaks in sentence 4; “Holt” is short for …"."""
    mention, figure, speaks = trace
    at = f"sentence {mention.sentence + 1}"
    place = f"the subject of {at}" if mention.weight >= SUBJECT else f"named in {at}"
    evidence = (
        f"“{_words(text, pronoun)}” follows “{_words(text, mention)}”, "
        f"{f'who speaks in {at}' if speaks else place}"
    )
    if mention.words and len(mention.words) < len(figure.words):
        evidence += f"; {_shortening(text, mention, figure)}"
    elif not mention.words and mention is not figure.fullest:
        name = figure.fullest
        evidence += f"; that is “{_words(text, name)}” in sentence {name.sentence + 1}"
    return _identity(text, figure, evidence)


def _shortening(text: str, mention: Mention, figure: Figure) -> str:
    return (
        f"“{_words(text, mention)}” is short for “{_words(text, figure.fullest)}” "
        f"in sentence {figure.fullest.sentence + 1}"
    )


def _identity(text: str, figure: Figure, evidence: str) -> Identity:
    name = figure.fullest
    return Identity(text[name.start : name.end], name.start, name.end, name.sentence + 1, evidence)


def _words(text: str, mention: Mention) -> str:
    return _line(text[mention.start : mention.end])


def _line(words: str) -> str:
    """The words without breaks between them."""
    return " ".join(words.split())
