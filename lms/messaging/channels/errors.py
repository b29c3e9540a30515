class Undeliverable(Exception):
    """The message can never arrive like this: no such mailbox, no gateway."""
