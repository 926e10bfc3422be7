"""The chart and config/ install the same."""

import copy
import tempfile
import unittest
from pathlib import Path

from chart import NAMESPACE, ROOT, by_identity, difference, kustomize, loaded, parse, render

# Whoever installs has labels of their own.
OWN_LABELS = [
    "app.kubernetes.io/managed-by", "app.kubernetes.io/instance", "app.kubernetes.io/version", "helm.sh/chart",
]


def without_own_labels(value):
    if isinstance(value, dict):
        return {key: without_own_labels(item) for key, item in value.items() if key not in OWN_LABELS}
    return [without_own_labels(item) for item in value] if isinstance(value, list) else value


def normal(objects):
    return {key: without_own_labels(item) for key, item in objects.items()}


def renamed(value, prefix, namespace):
    """What another prefix and another namespace make of an object of config/."""
    if isinstance(value, dict):
        return {key: renamed(item, prefix, namespace) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, prefix, namespace) for item in value]
    if value == NAMESPACE:
        return namespace
    # The Lease and the history have names of the operator's own.
    if isinstance(value, str) and value.startswith("netrisk-") and value not in ["netrisk-operator", "netrisk-history"]:
        return prefix + value.removeprefix("netrisk-")
    return value


class SameInstallTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        installed = kustomize(ROOT / "config" / "default")
        self.crds = {key: item for key, item in installed.items() if key[1] == "CustomResourceDefinition"}
        # `helm install --create-namespace` makes it.
        self.objects = normal(
            {key: item for key, item in installed.items() if key not in self.crds and key[1] != "Namespace"})

    def assert_same(self, expected, actual):
        found = difference(expected, actual)
        if found:
            self.fail("config/ and the chart differ:\n" + found)

    def test_as_it_stands_the_chart_installs_config_default(self):
        self.assertGreater(len(self.objects), 15)
        self.assert_same(self.objects, normal(render()))

    def test_another_release_in_another_namespace_installs_the_same_under_its_names(self):
        expected = by_identity(renamed(copy.deepcopy(list(self.objects.values())), "mine-netrisk-", "elsewhere"))
        self.assert_same(expected, normal(render(release="mine", namespace="elsewhere")))

    def test_the_crds_are_those_of_config(self):
        crds = by_identity(item for file in loaded().crds for item in parse(file["data"]))
        self.assertEqual(len(crds), 2)
        self.assert_same(self.crds, crds)

    def test_monitor_and_network_policy_are_those_of_config(self):
        additions = self.overlay("prometheus", "network-policy")
        self.assertEqual(len(additions), 2)
        overrides = {"monitors": {"enabled": True}, "networkPolicy": {"enabled": True}}
        self.assert_same({**self.objects, **normal(additions)}, normal(render(overrides)))

    def overlay(self, *folders):
        """Folders of config/ as config/default would build them, uncommented."""
        tools = ROOT / ".build-tools"
        tools.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=tools) as folder:
            lines = [f"namespace: {NAMESPACE}", "namePrefix: netrisk-", "resources:"]
            lines += [f"- ../../config/{name}" for name in folders]
            Path(folder, "kustomization.yaml").write_text("\n".join(lines) + "\n")
            return kustomize(folder)
