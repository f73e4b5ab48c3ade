"""Records in words for people: text only, shared by the terminal and the page, so that both say the same."""
