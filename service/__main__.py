"""`python -m service` is `resolution-search`."""

from service.cli import app

if __name__ == "__main__":
    app(prog_name="resolution-search")
