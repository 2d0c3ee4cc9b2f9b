"""What can go wrong, in the desk's own words. No HTTP in here: each edge maps these."""

from datetime import datetime


class FactcheckError(Exception):
    """The root of everything this service raises on purpose.

    `code` is a stable word for programs; the message is one plain sentence for people.
    """

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(FactcheckError):
    """There is no such thing, or the asker may not know that there is."""

    code = "not_found"


class Gone(FactcheckError):
    """What the asker goes by holds no longer; they have to begin again."""

    code = "gone"


class FactWithdrawn(NotFound):
    """The fact was there for the asker, and was taken back at `since`."""

    code = "withdrawn"

    def __init__(self, message: str, since: datetime | None = None) -> None:
        super().__init__(message)
        self.since = since


class NotAllowed(FactcheckError):
    """The asker is known, and may not do this."""

    code = "forbidden"


class NotAuthenticated(FactcheckError):
    """The asker is not known: no key, a wrong one, or one that no longer holds."""

    code = "unauthenticated"


class AssistantFailed(FactcheckError):
    """The language model gave no usable answer; the rules go on without it."""

    code = "assistant_failed"


class StaleVersion(FactcheckError):
    """Somebody changed the thing since the asker read it."""

    code = "stale_version"


class Conflict(FactcheckError):
    """The request clashes with what is already there."""

    code = "conflict"


class DuplicateText(Conflict):
    """The desk already has this very text; `article_id` says where."""

    code = "duplicate_text"

    def __init__(self, article_id: object) -> None:
        super().__init__("This desk already has an article with exactly this text.")
        self.article_id = str(article_id)


class IllegalTransition(Conflict):
    """The rules do not let the claim take this step; `reasons` are plain sentences."""

    code = "transition_refused"

    def __init__(self, message: str, reasons: list[str]) -> None:
        super().__init__(message)
        self.reasons = reasons


class Rejected(FactcheckError):
    """The input was understood and cannot be used; `errors` maps field to messages."""

    code = "invalid"

    def __init__(self, message: str, errors: dict[str, list[str]]) -> None:
        super().__init__(message)
        self.errors = errors


class TooLarge(FactcheckError):
    """The input is over a stated limit."""

    code = "too_large"


class Busy(FactcheckError):
    """The database is taken for longer than the wait allows; trying again will help."""

    code = "busy"


class Interrupted(FactcheckError):
    """The database gave the work up before anything of it was kept; it may begin again.

    Only `again.twice` ever sees it: whoever does not begin again is told `Busy`.
    """

    code = "busy"


class OutcomeUnknown(Busy):
    """COMMIT was sent and its answer never came: the change may have been kept or not."""

    code = "outcome_unknown"


class RateLimited(FactcheckError):
    """A key sends more than it may; `wait` seconds later the next request of it is admitted."""

    code = "rate_limited"

    def __init__(self, message: str, *, most: int, wait: int) -> None:
        super().__init__(message)
        self.most, self.wait = most, wait


class StorageFull(FactcheckError):
    """The disk has no room; nothing of the request was kept."""

    code = "storage_full"


class EgressRefused(FactcheckError):
    """The address may not be reached from here: it is not public, or not a web address."""

    code = "address_refused"


class Unreachable(FactcheckError):
    """The other side did not answer, or not usably; the message says why."""

    code = "unreachable"


class Unreadable(FactcheckError):
    """A document of which no text could be made."""

    code = "unreadable"


class Damaged(FactcheckError):
    """Something that was kept is no longer what it was."""

    code = "damaged"


class LogBroken(FactcheckError):
    """The event log does not verify; `seq` is the first bad entry."""

    code = "log_broken"

    def __init__(self, seq: int, message: str) -> None:
        super().__init__(message)
        self.seq = seq


class Misconfigured(FactcheckError):
    """A setting is missing or makes no sense; the message says which and what to do."""

    code = "misconfigured"
