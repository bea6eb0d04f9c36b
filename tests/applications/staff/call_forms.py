"""What the screen of a call posts."""

FIELDS = {
    "title_fr": "Accompagnement",
    "title_en": "Coaching",
    "reference_prefix": "PIC",
    "code": "pic",
    "kind": "coaching",
    "time_zone": "Europe/Paris",
    "capacity_period": "call",
    "currency": "EUR",
    "numbering": "call",
    "draft_days": "90",
    "refused_months": "24",
    "granted_months": "24",
}
