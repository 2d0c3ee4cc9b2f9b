"""Identity: who a name, a title or a pronoun is likely to stand for."""
