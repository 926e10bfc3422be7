"""Runs the command for the tests of the formats that other programs read."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).resolve().parent / "golden"
COMMAND = ROOT / os.environ.get("NETRISK", ".build/release/netrisk")
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())

CLEAN = """\
apiVersion: v1
kind: Namespace
metadata: {name: quiet}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: quiet}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: example.org/web}]}
"""

# Broken, and named so that a file name needs encoding and a message escaping.
BROKEN = "apiVersion: v1\nkind: Pod\nmetadata: {name: a]}\n"


def run(*words, exit_code=0, cwd=ROOT):
    """Standard output of `netrisk analyze` at a fixed time."""
    command = [str(COMMAND), "analyze", "--at", "2026-11-21T06:00:00Z", "-q", *map(str, words)]
    done = subprocess.run(command, cwd=cwd, capture_output=True)
    assert done.returncode == exit_code, f"{command}: {done.returncode}: {done.stderr.decode()}"
    return done.stdout


@contextmanager
def folder(files):
    """A folder with these files, gone afterwards."""
    with tempfile.TemporaryDirectory() as path:
        for name, text in files.items():
            (Path(path) / name).write_text(text)
        yield Path(path)
