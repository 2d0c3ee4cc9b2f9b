"""The desk of an article as somebody at the keyboard uses it."""

from typing import Any

SETTLED = "() => !document.body.hasAttribute('aria-busy')"


class Desk:
    """A page on which an article is open; keys are pressed, and what the desk says is read."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.presses = 0

    def open(self, article_id: Any, claim_id: Any = None) -> "Desk":
        where = f"/articles/{article_id}" + (f"?claim={claim_id}#card" if claim_id else "")
        self.page.goto(where)
        return self

    @property
    def claim(self) -> str:
        """The id of the claim whose card is open."""
        return str(self.page.locator("#card").get_attribute("data-claim"))

    @property
    def card(self) -> str:
        return str(self.page.locator("#card").inner_text())

    @property
    def said(self) -> str:
        """What a screen reader is told."""
        self.page.wait_for_function("() => document.getElementById('said').textContent")
        return str(self.page.locator("#said").text_content())

    def press(self, *keys: str) -> None:
        """Keys that act; they are counted."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        """Words into the field that has the focus; not counted."""
        self.page.keyboard.insert_text(text)

    def moved(self, since: str) -> None:
        """Wait until another claim's card is open."""
        self.page.wait_for_function(
            "id => document.getElementById('card').dataset.claim !== id", arg=since
        )
        self.page.wait_for_function(SETTLED)

    def settled(self) -> None:
        self.page.wait_for_function(SETTLED)
