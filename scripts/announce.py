"""Wait until the service at the given address is ready, then print addresses to try."""

import sys
import time
import urllib.error
import urllib.request

ADDRESSES = """
Ready. Try, in a browser:
  {base}/
  {base}/docs
or with curl:
  curl '{base}/v1/search?q=harbours'
  curl '{base}/v1/search?operative_verb=request&addressee=secretary-general'
  curl '{base}/readyz'
Ctrl-C stops it.
"""


def is_ready(base: str) -> bool:
    """Whether `/readyz` answers with success."""
    try:
        with urllib.request.urlopen(f"{base}/readyz", timeout=5):  # noqa: S310 - always http on loopback
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def main(base: str) -> None:
    """Look every quarter of a second, a minute at most."""
    for _ in range(240):
        if is_ready(base):
            print(ADDRESSES.format(base=base), flush=True)
            return
        time.sleep(0.25)


if __name__ == "__main__":
    main(sys.argv[1])
