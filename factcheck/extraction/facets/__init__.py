"""Facets: figures, dates, names and the like, each with its span and normalised value.

Conventions beyond those of `Facet`:

- "about", "more than", "up to", "from" and "between" stay outside the span, a sign inside.
- Shares and odds are figures: "two-thirds" and "one in five" (0.2). Multiples have the unit
  "times" ("tripled" is 3), rates "per 100,000", areas "km²", speeds "km/h" and "mph", heat "°C".
- A percentage has the unit "%", "pp" (percentage points) or "bp" (basis points).
- "50 cents" is 0.5 in the currency "XXX"; "$5 a day" is the sum alone.
- An age is a duration with the unit "year": "34-year-old", and the bare 34 in "Ana Ruiz, 34,".
- A score or vote, "3-1", is two figures.
- Numbers that name rather than count are none: "F-16", "Section 230", "555-1234", "24/7".
- A time of day is a date of its own with the value "T15:30".
- "Foreign Minister" is a role and Lena Aalto a name; "Dr." and "Mr" belong to neither, a
  possessive ending stays outside, and peoples ("Russians", "Argentine") name nobody.
"""
