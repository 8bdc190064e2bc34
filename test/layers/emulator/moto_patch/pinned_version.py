"""The one version of moto that the patch fits."""

import re
from pathlib import Path

_REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"
_REMEDY = "pip install -r test/layers/emulator/requirements.txt"


def _pinned_version():
    return re.search(r"^moto\[server\]==(\S+)$", _REQUIREMENTS.read_text(), re.MULTILINE).group(1)


def moto_version_problem():
    """Why the installed moto cannot be patched, or None."""
    needed = _pinned_version()
    try:
        import moto.server
    except ImportError as error:
        return f"found no moto server ({error}), moto {needed} is needed: {_REMEDY}"
    if moto.__version__ != needed:
        return f"found moto {moto.__version__}, {needed} is needed: {_REMEDY}"
    return None
