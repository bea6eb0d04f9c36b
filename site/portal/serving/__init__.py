"""How the web server keeps slow visitors from taking its threads. gunicorn loads this before Django."""
