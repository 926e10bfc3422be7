"""The scripts of config/ci are plain POSIX shell, by shellcheck."""

import subprocess
import sys
import unittest
from pathlib import Path

from ci import ROOT, load, repository

# Where pip puts it.
SHELLCHECK = next(str(path) for path in (Path(entry) / "bin/shellcheck" for entry in sys.path) if path.is_file())


def check(*words):
    return subprocess.run([SHELLCHECK, *map(str, words)], capture_output=True, text=True).stdout


class ShellTest(unittest.TestCase):
    def test_the_scripts(self):
        scripts = sorted((ROOT / "config/ci").glob("*.sh"))
        self.assertEqual(len(scripts), 4)
        self.assertEqual(check("--shell=sh", *scripts), "")
        for script in scripts:
            self.assertTrue(script.stat().st_mode & 0o111, f"{script.name} cannot be run")

    def test_the_script_of_gitlab(self):
        with repository() as made:
            script = made.path / "script.sh"
            script.write_text("\n".join(load("config/ci/gitlab.yml")["netrisk"]["script"]) + "\n")
            # The options are several words.
            self.assertEqual(check("--shell=sh", "--exclude=SC2086", script), "")

    def test_what_is_wrong_is_seen(self):
        with repository() as made:
            script = made.path / "script.sh"
            script.write_text("[[ a ]] && echo $1\n")
            self.assertIn("SC3010", check("--shell=sh", script))


if __name__ == "__main__":
    unittest.main()
