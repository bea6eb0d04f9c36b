"""Dates and times in English, the day first as everywhere but in the United States."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, g:i a"
TIME_FORMAT = "g:i a"
MONTH_DAY_FORMAT = "j F"
