"""The words that rules look for, and the tokens a text is made of."""
