"""action.yml: its structure, and its steps run as GitHub runs them."""

import copy
import json
import re
import unittest
import xml.etree.ElementTree as ElementTree

import fastjsonschema

from ci import BROKEN, CLUSTER, CONFIGURATION, JOB, ROOT, load, repository, schema

ACTION = load("action.yml")
EXPRESSION = re.compile(r"\$\{\{ *inputs\.([a-z-]+) *\}\}")


def act(repository, exit_code=0, action=ROOT, variables={}, **inputs):
    """Runs the steps with these inputs (`_` for `-`); what was said, and the outputs."""
    given = {name: spec.get("default", "") for name, spec in ACTION["inputs"].items()}
    for name, value in inputs.items():
        assert name.replace("_", "-") in given, name
        given[name.replace("_", "-")] = value
    outputs, said = repository.home / "outputs", ""
    summary = repository.home / "summary.md"
    outputs.write_text("")
    summary.write_text("# Before\n")
    for step in ACTION["runs"]["steps"]:
        script = repository.home / "step.sh"
        script.write_text(step["run"])
        environment = {
            name: EXPRESSION.sub(lambda match: given[match[1]], text) for name, text in step.get("env", {}).items()}
        environment |= {
            "GITHUB_ACTION_PATH": str(action), "GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary)}
        # What GitHub makes of `shell: sh`.
        said += repository.run("sh", "-e", script, exit_code=exit_code, **environment, **variables)
    return said, dict(line.split("=", 1) for line in outputs.read_text().splitlines()), summary.read_text()


class ActionStructureTest(unittest.TestCase):
    def test_the_schema(self):
        schema("github-actions")(ACTION)
        for change in (
            lambda action: action["runs"].update(using="docker"), lambda action: action["runs"]["steps"][0].pop("shell"),
            lambda action: action["inputs"]["paths"].pop("description"), lambda action: action.pop("name"),
        ):
            wrong = copy.deepcopy(ACTION)
            change(wrong)
            with self.assertRaises(fastjsonschema.JsonSchemaException):
                schema("github-actions")(wrong)

    def test_inputs_reach_the_script_by_its_environment_alone(self):
        self.assertEqual(ACTION["runs"]["using"], "composite")
        used = []
        for step in ACTION["runs"]["steps"]:
            self.assertNotIn("${{", step["run"])
            for value in step["env"].values():
                used += EXPRESSION.fullmatch(value).groups()
        self.assertEqual(sorted(used), sorted(ACTION["inputs"]))

    def test_what_the_script_reads_is_what_it_is_given(self):
        [step] = ACTION["runs"]["steps"]
        texts = [(ROOT / "config/ci" / name).read_text() for name in ("action.sh", "netrisk-ci.sh", "find-netrisk.sh")]
        read = set(re.findall(r"\$\{?(NETRISK\w*)", "".join(texts)))
        self.assertEqual(read - {"NETRISK_MARKDOWN"}, set(step["env"]))

    def test_outputs_are_those_that_the_script_writes(self):
        with repository({"all.yaml": CLUSTER}) as made:
            _, outputs, _ = act(made)
        named = {name: f"${{{{ steps.netrisk.outputs.{name} }}}}" for name in outputs}
        self.assertEqual(named, {name: output["value"] for name, output in ACTION["outputs"].items()})


class ActionTest(unittest.TestCase):
    def test_a_gate_that_passes_and_one_that_does_not(self):
        with repository({"all.yaml": CLUSTER, "job.yaml": JOB}) as made:
            said, outputs, summary = act(made)
            self.assertIn("NR102", said)
            self.assertEqual(outputs, {"exit-status": "0", "sarif": "", "junit": ""})
            self.assertTrue(summary.startswith("# Before\n") and "NR102" in summary)
            for severity, status in [("medium", 2), ("high", 0), ("hgh", 1)]:
                _, outputs, _ = act(made, fail_on=severity, exit_code=status)
                self.assertEqual(outputs["exit-status"], str(status))
            _, _, summary = act(made, summary="false")
            self.assertEqual(summary, "# Before\n")

    def test_reports_are_written_whatever_the_end(self):
        with repository({"all.yaml": CLUSTER, "job.yaml": JOB}) as made:
            reports = {"sarif": "out put/netrisk.sarif", "junit": "out put/netrisk.xml"}
            _, outputs, _ = act(made, fail_on="medium", exit_code=2, **reports)
            self.assertEqual(outputs, {"exit-status": "2", **reports})
            log = json.loads(made.read(reports["sarif"]))
            self.assertEqual(log["version"], "2.1.0")
            self.assertIn("NR102", [result["ruleId"] for result in log["runs"][0]["results"]])
            root = ElementTree.fromstring(made.read(reports["junit"]))
            self.assertGreater(int(root.get("failures")), 0)

    def test_an_error_in_the_input(self):
        with repository({"all.yaml": CLUSTER, "broken.yaml": BROKEN}) as made:
            said, outputs, _ = act(made, exit_code=1, sarif="netrisk.sarif")
            self.assertEqual(said.count("broken.yaml:3:"), 1)
            self.assertEqual(outputs["sarif"], "netrisk.sarif")
            self.assertIn("broken.yaml", made.read("netrisk.sarif"))

    def test_what_a_change_does(self):
        with repository({"all.yaml": CLUSTER}, {"job.yaml": JOB}) as made:
            said, _, summary = act(made, base="HEAD^1")
            self.assertIn("this change adds 60 sync requests an hour", " ".join(said.split()))
            self.assertIn("| Sync requests/h | 0 | 45–60 |", summary)
            act(made, base="HEAD^1", max_added_requests="60")
            act(made, base="HEAD^1", max_added_requests="59", exit_code=2)
            said, _, summary = act(made, base="no-such-revision", exit_code=1)
            self.assertIn("no-such-revision", said)
            self.assertNotIn("shallow", said)
            self.assertIn("NR102", summary)

    def test_a_shallow_clone_is_told(self):
        with repository({"all.yaml": CLUSTER}, {"job.yaml": JOB}) as made:
            origin = made.path.rename(made.path.parent / "origin")
            made.path.mkdir()
            made.run("git", "clone", "-q", "--depth=1", f"file://{origin}", ".")
            said, _, _ = act(made, base="HEAD^1", exit_code=1)
            self.assertIn("this clone is shallow: HEAD^1 has to be fetched before", said)

    def test_a_baseline_hides_what_it_has(self):
        with repository({"all.yaml": CLUSTER, "job.yaml": JOB}) as made:
            report = made.run("netrisk", "analyze", "-q", "-f", ".", "-o", "json")
            (made.path / "baseline.json").write_text(report)
            said, _, _ = act(made, baseline="baseline.json", fail_on="info", paths="all.yaml\njob.yaml")
            self.assertIn("No new findings.", said)

    def test_paths_are_one_a_line(self):
        with repository({"a b/all.yaml": CLUSTER, "jobs/job.yaml": JOB, "broken.yaml": BROKEN}) as made:
            said, _, _ = act(made, paths="a b/\n\n  jobs/job.yaml\n")
            self.assertIn("NR102", said)
            act(made, exit_code=1)

    def test_the_configuration_file_says_what_no_input_does(self):
        text = CONFIGURATION + "filename: [manifests]\nfailOn: medium\nmaxAddedRequests: 5\n"
        files = {"broken.yaml": BROKEN, "manifests/all.yaml": CLUSTER}
        with repository(files | {".netrisk.yaml": text}, {"manifests/job.yaml": JOB}) as made:
            act(made, exit_code=2)
            act(made, fail_on="off")
            act(made, fail_on="off", base="HEAD^1", exit_code=2)
            act(made, fail_on="off", base="HEAD^1", max_added_requests="60")
        with repository(files | {"ci/n.yaml": text.replace("manifests", "../manifests"), "job.yaml": JOB}) as made:
            act(made, config="ci/n.yaml")

    def test_inputs_are_data(self):
        with repository({"all.yaml": CLUSTER}) as made:
            for text in ("$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "--output=pwned"):
                for name in ("paths", "config", "fail_on", "baseline", "base", "max_added_requests", "netrisk"):
                    with self.subTest(name=name, text=text):
                        # Without a revision to compare with, a limit of the change is not read.
                        more = {"base": "HEAD"} if name == "max_added_requests" else {}
                        act(made, exit_code=1, **{name: text}, **more)
                        self.assertEqual(sorted(p.name for p in made.path.iterdir()), [".git", "all.yaml"])


class FindTest(unittest.TestCase):
    def test_another_command(self):
        with repository({"all.yaml": CLUSTER}) as made:
            (made.bin / "netrisk").rename(made.home / "other netrisk")
            act(made, netrisk=str(made.home / "other netrisk"))
            said, outputs, _ = act(made, netrisk="/no/such/netrisk", exit_code=1)
            self.assertIn("there is no command /no/such/netrisk", said)
            self.assertEqual(outputs["exit-status"], "1")

    def test_without_a_command_it_is_built_where_there_is_swift(self):
        with repository({"all.yaml": CLUSTER}) as made:
            command = (made.bin / "netrisk").readlink()
            (made.bin / "netrisk").unlink()
            action = made.home / "action"
            action.mkdir()
            (action / "config").symlink_to(ROOT / "config")
            path = {"PATH": f"{made.bin}:/usr/bin:/bin"}
            said, _, _ = act(made, action=action, exit_code=1, variables=path)
            self.assertIn("no Swift 6.3", said)
            build = f'#!/bin/sh\necho "$@"; mkdir -p "$2/.build/release"; ln -s {command} "$2/.build/release/netrisk"\n'
            for name, text in [("swift", "#!/bin/sh\n"), ("make", build)]:
                (made.bin / name).write_text(text)
                (made.bin / name).chmod(0o755)
            said, _, _ = act(made, action=action, variables=path)
            self.assertIn(f"-C {action} build\n", said)


if __name__ == "__main__":
    unittest.main()
