"""How much the service takes at once."""

MAX_BODY_BYTES = 10_000_000
MAX_FILE_BYTES = 50_000_000
MAX_TEXT_CHARACTERS = 2_000_000
