"""E-mail addresses: two spellings of one address are one person."""


def fold_email(email: str) -> str:
    """The one spelling under which an address is kept, counted and looked up."""
    return email.strip().lower()
