"""Dates and times in French."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = r"j F Y à G \h i"
TIME_FORMAT = r"G \h i"
MONTH_DAY_FORMAT = "j F"
