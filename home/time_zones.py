"""The time zones that editors choose from: France with its overseas territories, its neighbours, Canada."""

TIME_ZONES = (
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Zurich",
    "America/Toronto",
    "America/Halifax",
    "America/Winnipeg",
    "America/Vancouver",
    "America/St_Johns",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "UTC",
)

TIME_ZONE_CHOICES = [(name, name.replace("_", " ")) for name in TIME_ZONES]
