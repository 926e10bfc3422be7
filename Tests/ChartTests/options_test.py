"""What values make of the objects."""

import re
import unittest

import helm_python as helm

from chart import CHART, ROOT, VALUES_FILES, container, loaded, one, render, texts, values

SOURCES = ROOT / "Sources"


def cases(file):
    """Raw values of the cases of a Swift enumeration of strings."""
    text = (SOURCES / file).read_text().split(": String", 1)[1].split("\n}", 1)[0].split("package var", 1)[0]
    found = re.findall(r'^  case (\w+)(?: = "([^"]+)")?', text, re.MULTILINE)
    return {raw or name for name, raw in found}


def schema(key):
    return loaded().schema["properties"][key]


class LintTest(unittest.TestCase):
    def test_helm_lint_has_nothing_to_say(self):
        for name in VALUES_FILES:
            with self.subTest(name):
                report = helm.lint(CHART, values(name), strict=True)
                # That there is no icon is all that it may say.
                self.assertEqual([item["error"] for item in report["messages"]], ["icon is recommended"])
                self.assertEqual(report["errors"], [])


class FlagsTest(unittest.TestCase):
    def args(self, overrides):
        return container(render(overrides))["args"]

    def test_every_flag_is_one_of_the_operator(self):
        files = ["OperatorCommand.swift", "AnalyzeCommand.swift", "OptionSpec+Common.swift"]
        text = "".join((SOURCES / "CLIApp" / "Commands" / file).read_text() for file in files)
        known = set(re.findall(r'OptionSpec\(\s*"([a-z-]+)"', text))
        self.assertIn("leader-elect", known)
        for name in VALUES_FILES:
            with self.subTest(name):
                first, *flags = self.args(values(name))
                self.assertEqual(first, "operator")
                self.assertEqual({flag.split("=")[0].removeprefix("--") for flag in flags} - known, set())

    def test_everything_on(self):
        self.assertEqual(self.args(values("everything")), [
            "operator", "--leader-elect", "--metrics-bind-address=:9443",
            "--metrics-cert-path=/etc/netrisk/metrics-certificate", "--health-probe-bind-address=:9081",
            "--watch-namespaces=automation,media", "--discovery=all", "--engine=calico-ebpf", "--tenant-isolation",
            "--time-zone=America/Argentina/Buenos_Aires", "--frequent-cronjob-runs-per-hour=1000000",
            "--programming-delay-seconds=0.25", "--context=other",
        ])

    def test_discovery_that_yaml_reads_as_false_is_off(self):
        self.assertIs(values("own-roles")["discovery"], False)
        self.assertEqual(self.args(values("own-roles")), [
            "operator", "--metrics-bind-address=0", "--health-probe-bind-address=:8081", "--discovery=off",
        ])
        self.assertIn("--discovery=off", self.args({"discovery": "off"}))

    def test_numbers_have_no_exponent(self):
        for number, text in [(0, "0"), (10, "10"), (100.5, "100.5"), (0.00001, "0.00001"), (20000000, "20000000")]:
            overrides = {"thresholds": {"frequentCronJobRunsPerHour": number, "programmingDelaySeconds": number}}
            with self.subTest(number):
                self.assertEqual(self.args(overrides)[-2:], [
                    f"--frequent-cronjob-runs-per-hour={text}", f"--programming-delay-seconds={text}",
                ])

    def test_choices_are_those_of_the_operator(self):
        engines = set(schema("engine")["enum"]) - {""}
        self.assertEqual(engines, cases("RiskEngine/Engines/PolicyEngine.swift"))
        modes = set(schema("discovery")["enum"]) - {"", False}
        self.assertEqual(modes, cases("OperatorApp/Reconcilers/DiscoveryReconciler.swift"))


class NamesTest(unittest.TestCase):
    def test_the_longest_release_keeps_within_63_characters(self):
        objects = render({"monitors": {"enabled": True}}, release="r" * 53)
        self.assertEqual([key[3] for key in objects if len(key[3]) > 63], [])

    def test_labels_of_a_user_do_not_replace_those_of_selectors(self):
        labels = {"app.kubernetes.io/name": "theirs", "control-plane": "theirs"}
        pods = one(render({"commonLabels": labels, "podLabels": labels}), "Deployment")["spec"]
        self.assertLessEqual(pods["selector"]["matchLabels"].items(), pods["template"]["metadata"]["labels"].items())

    def test_a_digest_goes_before_a_tag(self):
        digest = values("own-roles")["image"]["digest"]
        self.assertEqual(container(render({"image": {"tag": "edge", "digest": digest}}))["image"], "netrisk@" + digest)

    def test_without_election_the_old_pod_is_stopped_first(self):
        strategy = one(render({"leaderElect": False}), "Deployment")["spec"]["strategy"]
        self.assertEqual(strategy, {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}})
        self.assertNotIn("strategy", one(render(), "Deployment")["spec"])

    def test_the_notes_name_what_is_installed(self):
        notes = texts(values("everything"))["netrisk/templates/NOTES.txt"]
        for text in ["automation, media", "deployment/netrisk-risks-controller-manager", "netrisk-risks-metrics-reader"]:
            self.assertIn(text, notes)
