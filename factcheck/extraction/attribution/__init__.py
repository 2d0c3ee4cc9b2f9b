"""Attribution: who says what, by which word, and where in the text."""
