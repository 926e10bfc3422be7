"""What docs/ci.md shows of other programs' files is in their form, and what it names is there."""

import re
import subprocess
import unittest

import yaml

from ci import ROOT, load, repository, schema
from pre_commit_test import PRE_COMMIT

PAGE = (ROOT / "docs/ci.md").read_text()
BLOCKS = re.findall(r"```yaml\n(# \S+)?(.*?)```", PAGE, re.DOTALL)


def shown(name):
    """The blocks that say that they are of a file of this name."""
    found = [text for comment, text in BLOCKS if comment.startswith("# " + name)]
    assert found, f"no block of {name}"
    return found


class DocumentationTest(unittest.TestCase):
    def test_workflows_and_their_use_of_the_action(self):
        inputs = load("action.yml")["inputs"]
        uses = 0
        for text in shown(".github/workflows/"):
            workflow = yaml.safe_load(text)
            # YAML 1.1 takes `on` for true, GitHub does not.
            workflow["on"] = workflow.pop(True)
            schema("github-workflows")(workflow)
            for step in (step for job in workflow["jobs"].values() for step in job["steps"]):
                if "netrisk@" in step.get("uses", ""):
                    uses += 1
                    self.assertLessEqual(set(step.get("with", {})), set(inputs))
        self.assertGreater(uses, 0)

    def test_the_table_of_inputs_has_each(self):
        [section] = re.findall(r"^## GitHub Action\n(.*?)^## ", PAGE, re.DOTALL | re.MULTILINE)
        rows = re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)
        self.assertEqual(rows, list(load("action.yml")["inputs"]))

    def test_gitlab(self):
        for text in shown(".gitlab-ci.yml"):
            pipeline = yaml.safe_load(text)
            schema("gitlab-ci")(pipeline)
            for entry in pipeline.get("include", []):
                self.assertTrue((ROOT / entry["file"].lstrip("/")).is_file())
                self.assertLessEqual(set(pipeline) - {"include"}, set(load(entry["file"].lstrip("/"))))

    def test_pre_commit(self):
        [text] = shown(".pre-commit-config.yaml")
        with repository() as made:
            config = made.path / "config.yaml"
            config.write_text(text)
            subprocess.run([*PRE_COMMIT, "validate-config", config], check=True)
        [hook] = yaml.safe_load(text)["repos"][0]["hooks"]
        self.assertIn(hook["id"], [known["id"] for known in load(".pre-commit-hooks.yaml")])


if __name__ == "__main__":
    unittest.main()
