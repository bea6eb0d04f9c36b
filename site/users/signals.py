"""What apps above may hear about accounts. Sent inside the transaction of the change; a listener must not fail."""

from django.dispatch import Signal

address_changed = Signal()
"""With ``user`` and ``before``, the address that the account had until now."""
password_changed = Signal()
"""With ``user``, whose password somebody has set: they themselves, an administrator, a command."""
