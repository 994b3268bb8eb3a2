"""Makes the Word and PDF samples from the letters described beside it (NAME.yaml); LibreOffice prints the PDFs.

Run `python tests/data/making/samples.py [NAME …]` after a letter has changed; the results are committed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from decree30 import Letter, write

HERE = Path(__file__).parent
TARGET = HERE.parent / "directives"


def main(names: list[str]) -> None:
    for described in sorted(HERE.glob("*.yaml")):
        if names and described.stem not in names:
            continue
        letter = yaml.safe_load(described.read_text(encoding="utf-8"))
        prints = letter.pop("prints", False)
        path = TARGET / f"{described.stem}.docx"
        write(Letter(**letter), path)
        if prints:
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(TARGET), str(path)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main(sys.argv[1:])
