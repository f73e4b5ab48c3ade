"""The command line: the only room, beside the page, that prints and exits."""
