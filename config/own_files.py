"""Taking an office's own files into its home folder."""

import shutil
from pathlib import Path

from config.errors import UnreadableInput
from config.roster import Roster
from config.settings import Settings


def adopt_roster(settings: Settings, file: Path) -> tuple[Path, int]:
    """Check a roster and copy it into the home; gives where it is kept, and its rows.

    From then on the home's rosters are read instead of the shipped ones, all of them as one table. Raises
    `UnreadableInput` naming the row when the file alone, or together with the others, is no roster; nothing is copied.
    """
    folder = settings.own_rosters
    others = [kept for kept in settings.roster_files if kept.parent == folder and kept.name != file.name]
    roster = Roster.load(*others, file)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / file.name
    try:
        shutil.copyfile(file, kept)
    except OSError as error:
        raise UnreadableInput(
            f"{file} cannot be copied to {kept}: {error.strerror}", remedy="check the home folder"
        ) from None
    return kept, len(roster.agencies)
