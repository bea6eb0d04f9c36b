"""Made-up applications, as many as wanted, to see how the portal bears them. The same seed gives the same ones.

``answers`` what would be typed into a form, ``fillings`` forms filled in with it, ``plan`` when which call gets which
dossier and how far that goes, ``rows`` the rows of one dossier, ``write`` all of it into the database.
"""
