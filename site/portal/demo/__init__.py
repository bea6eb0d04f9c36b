"""The demonstration: real programmes, written once in French and English, built through the models.

Each module holds the content of one page or of one kind of thing; ``load`` puts it into the database.
"""
