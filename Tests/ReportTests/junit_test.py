"""JUnit's format: the schema beside this file, by xmllint, and counts that agree."""

import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from report import BROKEN, CLEAN, EXAMPLES, GOLDEN, folder, run

SCHEMA = Path(__file__).resolve().parent / "junit.xsd"


def lint(document):
    """What xmllint has against a document, empty where nothing."""
    command = ["xmllint", "--noout", "--nonet", "--schema", str(SCHEMA), "-"]
    done = subprocess.run(command, input=document, capture_output=True)
    return "" if done.returncode == 0 else done.stderr.decode()


class JUnitTest(unittest.TestCase):
    def check(self, document):
        self.assertEqual(lint(document), "")
        root = ElementTree.fromstring(document)
        for node in [root, *root.iter("testsuite")]:
            cases = list(node.iter("testcase"))
            self.assertEqual(int(node.get("tests")), len(cases))
            self.assertEqual(int(node.get("failures")), len(list(node.iter("failure"))))
            self.assertEqual(int(node.get("errors")), len(list(node.iter("error"))))
            if "skipped" in node.attrib:
                self.assertEqual(int(node.get("skipped")), len(list(node.iter("skipped"))))
        return root

    def test_the_golden_report(self):
        root = self.check((GOLDEN / "synthetic.junit.xml").read_bytes())
        self.assertEqual([int(root.get(name)) for name in ("failures", "errors")], [9, 1])
        self.assertEqual(len(list(root.iter("skipped"))), 1)

    def test_the_schema_refuses_what_is_wrong(self):
        document = (GOLDEN / "synthetic.junit.xml").read_text()
        for part, other in [
            ('type="High"', 'type="Hot"'), ("failure", "fault"), (' skipped="0"', ""), ("</testsuites>", ""),
            ('name="CronJob infra/home-ip-updater"', 'name=""'), ("netrisk.NR101", "netrisk.101"),
        ]:
            self.assertIn(part, document)
            self.assertNotEqual(lint(document.replace(part, other).encode()), "", f"{other} went through")

    def test_each_example(self):
        for name in EXAMPLES:
            with self.subTest(name):
                root = self.check(run("-o", "junit", "-f", f"examples/{name}"))
                self.assertGreater(int(root.get("tests")), 20 + int(root.get("failures")))

    def test_a_clean_input_passes_tests(self):
        with folder({"clean.yaml": CLEAN}) as path:
            root = self.check(run("-o", "junit", "-f", ".", cwd=path))
        self.assertEqual([root.get(name) for name in ("failures", "errors")], ["0", "0"])
        self.assertGreater(int(root.get("tests")), 5)

    def test_what_xml_cannot_hold_is_replaced(self):
        name = 'a"<&\x1b[31m].yaml'
        with folder({name: BROKEN, "clean.yaml": CLEAN}) as path:
            root = self.check(run("-o", "junit", "-f", ".", cwd=path, exit_code=1))
        self.assertEqual(root.get("errors"), "1")

    def test_an_empty_input_is_an_error_of_its_own(self):
        with folder({"empty.yaml": ""}) as path:
            root = self.check(run("-o", "junit", "-f", ".", cwd=path, exit_code=1))
        self.assertEqual([root.get(name) for name in ("tests", "errors")], ["1", "1"])

    def test_what_the_baseline_has_is_skipped(self):
        example = "examples/k3s-home-assistant"
        with folder({"baseline.json": run("-f", example, "-o", "json").decode()}) as path:
            document = run("-o", "junit", "-f", example, "--baseline", path / "baseline.json", "--fail-on", "info")
        root = self.check(document)
        self.assertEqual(root.get("failures"), "0")
        self.assertGreater(len(list(root.iter("skipped"))), 20)
        self.assertTrue(all(node.get("message").startswith("In the baseline: ") for node in root.iter("skipped")))


if __name__ == "__main__":
    unittest.main()
