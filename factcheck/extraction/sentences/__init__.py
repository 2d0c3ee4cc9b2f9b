"""Where paragraphs, sentences and quotations begin and end, and which lines are no prose."""
