"""config/ci/gitlab.yml: its schema, and its script run as GitLab's runner runs it."""

import copy
import unittest
import xml.etree.ElementTree as ElementTree

import fastjsonschema

from ci import BROKEN, CLUSTER, CONFIGURATION, JOB, load, repository, schema

TEMPLATE = load("config/ci/gitlab.yml")
JOB_SPEC = TEMPLATE["netrisk"]
# The runner takes bash where it is there, with pipefail, else sh.
SHELLS = [["bash", "-eo", "pipefail"], ["dash", "-e"], ["busybox", "sh", "-e"]]


def run(made, shell=SHELLS[0], exit_code=0, **variables):
    script = made.home / "script.sh"
    script.write_text("\n".join(JOB_SPEC["script"]) + "\n")
    return made.run(*shell, script, exit_code=exit_code, **(JOB_SPEC["variables"] | variables))


class GitLabTest(unittest.TestCase):
    def test_the_schema(self):
        schema("gitlab-ci")(TEMPLATE)
        for change in (
            lambda job: job.update(script=5), lambda job: job.update(artefacts={}),
            lambda job: job["artifacts"].update(when="ever"),
        ):
            wrong = copy.deepcopy(TEMPLATE)
            change(wrong["netrisk"])
            with self.assertRaises(fastjsonschema.JsonSchemaException):
                schema("gitlab-ci")(wrong)

    def test_each_shell(self):
        for shell in SHELLS:
            with self.subTest(shell=shell), repository({"all.yaml": CLUSTER}, {"job.yaml": JOB}) as made:
                run(made, shell)
                run(made, shell, NETRISK_OPTIONS="-f all.yaml -f job.yaml --fail-on medium", exit_code=2)
                run(made, shell, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD^1")

    def test_the_reports_are_those_of_the_job(self):
        for files, exit_code, errors in [({"job.yaml": JOB}, 0, 0), ({"job.yaml": JOB, "broken.yaml": BROKEN}, 1, 1)]:
            with repository({"all.yaml": CLUSTER} | files) as made:
                run(made, exit_code=exit_code)
                root = ElementTree.fromstring(made.read(JOB_SPEC["artifacts"]["reports"]["junit"]))
                self.assertEqual(int(root.get("errors")), errors)
                self.assertGreater(int(root.get("failures")), 0)
                [markdown] = JOB_SPEC["artifacts"]["paths"]
                self.assertIn("NR102", made.read(markdown))

    def test_a_merge_request_is_compared_with_where_it_began(self):
        with repository({"all.yaml": CLUSTER}, {"job.yaml": JOB}) as made:
            base = made.run("git", "rev-parse", "HEAD^1").strip()
            said = run(made, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
            self.assertIn("this change adds 60 sync requests an hour", " ".join(said.split()))
            self.assertIn("| Sync requests/h | 0 | 45–60 |", made.read("netrisk.md"))
            run(made, CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40, exit_code=1)
            options = "-f . --fail-on medium"
            run(made, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, NETRISK_OPTIONS=options, exit_code=2)
            self.assertNotIn("Sync requests/h", run(made))

    def test_the_configuration_file_says_what_no_option_does(self):
        text = CONFIGURATION + "filename: [manifests]\nmaxAddedRequests: {}\n"
        first = {"broken.yaml": BROKEN, "manifests/all.yaml": CLUSTER}
        for limit, exit_code in [(60, 0), (59, 2)]:
            with repository(first | {".netrisk.yaml": text.format(limit)}, {"manifests/job.yaml": JOB}) as made:
                run(made)
                run(made, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD^1", exit_code=exit_code)


if __name__ == "__main__":
    unittest.main()
