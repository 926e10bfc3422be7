"""The hook of .pre-commit-hooks.yaml, by its script and by pre-commit itself."""

import shutil
import subprocess
import sys
import unittest

import yaml

from ci import BROKEN, CLUSTER, CONFIGURATION, JOB, ROOT, load, repository

[HOOK] = load(".pre-commit-hooks.yaml")
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


def publish(made):
    """A repository of hooks with what pre-commit takes from this one; its path and revision."""
    path = made.home / "hooks"
    (path / "config").mkdir(parents=True)
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", path)
    shutil.copytree(ROOT / "config/ci", path / "config/ci")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "hooks"]):
        made.run("git", "-C", path, *words)
    return path, made.run("git", "-C", path, "rev-parse", "HEAD").strip()


def pre_commit(made, *words, args=None, exit_code=0):
    """What pre-commit says of the repository, with the hook of `publish`."""
    if not (made.home / "hooks").exists():
        made.hooks = publish(made)
    path, revision = made.hooks
    hook = {"id": HOOK["id"]} | ({} if args is None else {"args": args})
    config = made.path / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump({"repos": [{"repo": str(path), "rev": revision, "hooks": [hook]}]}))
    made.run("git", "add", config)
    return made.run(
        *PRE_COMMIT, "run", *words, exit_code=exit_code, PYTHONPATH=":".join(sys.path),
        PRE_COMMIT_HOME=str(made.home / "cache"))


class ScriptTest(unittest.TestCase):
    def run_hook(self, made, *words, exit_code=0):
        return made.run(ROOT / HOOK["entry"], *words, exit_code=exit_code)

    def test_it_reads_the_repository_what_args_name_or_what_the_file_names_and_no_cluster(self):
        with repository({"all.yaml": CLUSTER, "jobs/job.yaml": JOB}) as made:
            self.assertIn("NR102", self.run_hook(made))
            for words in (["-f", "all.yaml"], ["-fall.yaml"], ["--filename", "all.yaml"], ["--filename=all.yaml"]):
                self.assertNotIn("NR102", self.run_hook(made, *words))
            self.run_hook(made, "--fail-on", "medium", exit_code=2)
            (made.path / "n.yaml").write_text(CONFIGURATION + "filename: [all.yaml]\n")
            self.assertNotIn("NR102", self.run_hook(made, "--config", "n.yaml"))
            (made.path / "n.yaml").rename(made.path / ".netrisk.yml")
            self.assertNotIn("NR102", self.run_hook(made))


class PreCommitTest(unittest.TestCase):
    def test_the_manifest_of_hooks(self):
        command = [*PRE_COMMIT, "validate-manifest"]
        subprocess.run([*command, ROOT / ".pre-commit-hooks.yaml"], check=True)
        with repository() as made:
            wrong = made.path / "wrong.yaml"
            wrong.write_text((ROOT / ".pre-commit-hooks.yaml").read_text().replace("entry:", "entree:"))
            done = subprocess.run([*command, wrong], capture_output=True)
            self.assertEqual(done.returncode, 1)

    def test_it_runs_over_the_whole_where_a_manifest_changes(self):
        with repository({"all.yaml": CLUSTER}) as made:
            self.assertIn("Passed", pre_commit(made, args=["--fail-on", "medium"]))
            (made.path / "job.yml").write_text(JOB)
            made.run("git", "add", "job.yml")
            said = pre_commit(made, args=["--fail-on", "medium"], exit_code=1)
            self.assertIn("CronJob home/often", said)
            self.assertIn("exit code: 2", said)
            pre_commit(made, args=["--fail-on", "high"])
            pre_commit(made)

    def test_other_files_do_not_start_it(self):
        with repository({"all.yaml": CLUSTER, "broken.yaml": BROKEN}) as made:
            self.assertIn("broken.yaml:3:", pre_commit(made, exit_code=1))
            made.run("git", "commit", "-q", "-m", "configured")
            (made.path / "README.md").write_text("yaml\n")
            made.run("git", "add", "README.md")
            self.assertIn("Skipped", pre_commit(made))

    def test_the_configuration_file_says_what_args_do_not(self):
        text = CONFIGURATION + "filename: [manifests]\nfailOn: medium\n"
        files = {".netrisk.yaml": text, "broken.yaml": BROKEN, "manifests/all.yaml": CLUSTER}
        with repository(files) as made:
            pre_commit(made)
            made.commit({"manifests/job.yaml": JOB})
            self.assertIn("NR102", pre_commit(made, "--all-files", exit_code=1))


if __name__ == "__main__":
    unittest.main()
