"""values.yaml, its schema and the README say the same, and every value does something."""

import copy
import json
import os
import re
import unittest

import helm_python as helm

from chart import CHART, VALUES_FILES, loaded, parse, texts, values

DEFAULTS = parse((CHART / "values.yaml").read_text())[0]
SCHEMA = json.loads((CHART / "values.schema.json").read_text())
README = CHART / "README.md"
BEGIN, END = "<!-- values: written by `NETRISK_WRITE_DOCS=1 make test-chart` -->\n", "<!-- end of values -->\n"


def paths(properties, before=()):
    """Every value that the schema names, as a path; what Kubernetes defines is one value."""
    for key, schema in properties.items():
        if "properties" in schema:
            yield from paths(schema["properties"], (*before, key))
        else:
            yield (*before, key)


PATHS = [path for path in paths(SCHEMA["properties"]) if path != ("global",)]


def leaves(tree, before=()):
    """Every value that values.yaml has, as a path; where the schema knows the path, nothing below."""
    for key, value in tree.items():
        path = (*before, key)
        if isinstance(value, dict) and value and path not in PATHS:
            yield from leaves(value, path)
        else:
            yield path


def at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


def has(tree, path):
    return not path or (isinstance(tree, dict) and path[0] in tree and has(tree[path[0]], path[1:]))


def put(tree, path, value):
    for key in path[:-1]:
        tree = tree.setdefault(key, {})
    tree[path[-1]] = value


def without(tree, path):
    tree = copy.deepcopy(tree)
    del at(tree, path[:-1])[path[-1]]
    return tree


def comments():
    """The text above each key of values.yaml: `# -- ` and the comment lines that follow it."""
    found, stack, text = {}, [], []
    for line in (CHART / "values.yaml").read_text().splitlines():
        stripped = line.strip()
        if stripped.startswith("# -- "):
            text = [stripped.removeprefix("# -- ")]
        elif stripped.startswith("#"):
            text = [*text, stripped.removeprefix("# ")] if text else []
        elif key := re.match(r"( *)(\w+):", line):
            stack = [*stack[:len(key[1]) // 2], key[2]]
            if text:
                found[tuple(stack)] = " ".join(text)
            text = []
        else:
            text = []
    return found


def table():
    said = comments()
    rows = ["| value | default | meaning |", "|---|---|---|"]
    rows += [
        f"| `{'.'.join(path)}` | `{json.dumps(at(DEFAULTS, path))}` | {said[path].replace('|', chr(92) + '|')} |"
        for path in PATHS
    ]
    return "\n".join(rows) + "\n"


class ValuesTest(unittest.TestCase):
    maxDiff = None

    def test_the_schema_knows_every_value_and_values_has_every_property(self):
        self.assertGreater(len(PATHS), 40)
        self.assertEqual([path for path in PATHS if not has(DEFAULTS, path)], [])
        self.assertEqual([path for path in leaves(DEFAULTS) if path not in PATHS], [])

    def test_every_value_is_documented(self):
        self.assertEqual(set(PATHS) - comments().keys(), set())

    def test_the_readme_lists_the_values(self):
        before, rest = README.read_text().split(BEGIN)
        listed, after = rest.split(END)
        if os.environ.get("NETRISK_WRITE_DOCS"):
            README.write_text(before + BEGIN + table() + END + after)
        else:
            self.assertEqual(listed, table())

    def test_every_value_has_an_effect(self):
        """Taken out of one of ci/*-values.yaml, each value changes what is rendered."""
        idle = set(PATHS)
        for name in VALUES_FILES:
            overrides = values(name)
            rendered = texts(overrides)
            for path in [path for path in idle if has(overrides, path)]:
                try:
                    changed = texts(without(overrides, path)) != rendered
                except helm.HelmError:
                    changed = True
                if changed:
                    idle.remove(path)
        self.assertEqual(idle, set())


class SchemaTest(unittest.TestCase):
    def test_wrong_values_are_refused(self):
        wrong = [
            ("image.tag", 1.0), ("image.digest", "sha256:short"), ("image.pullPolicy", "Sometimes"),
            ("image.repository", ""), ("image.repository", "with space"), ("image.registry", "registry.example"),
            ("imagePullSecrets", ["registry"]), ("replicas", "1"), ("replicas", -1), ("replicas", 1.5),
            ("leaderElect", "true"), ("watchNamespaces", "automation"), ("watchNamespaces", ["Automation"]),
            ("watchNamespaces", ["a", "a"]), ("watchNamespaces", ["a,b"]), ("discovery", "none"), ("discovery", True),
            ("engine", "kuberouter"), ("tenantIsolation", 1), ("timeZone", "Europe/Berlin; x"),
            ("thresholds.programmingDelaySeconds", "0.5"), ("thresholds.programmingDelaySeconds", -1),
            ("thresholds.other", 1), ("extraArgs", "--leader-elect"), ("extraArgs", [1]), ("metrics.port", 0),
            ("metrics.port", 65536), ("metrics.port", "8443"), ("health.port", True), ("monitors.interval", "30"),
            ("monitors.labels", {"release": 1}), ("monitor", {"enabled": True}), ("networkPolicy.from", "everyone"),
            ("rbac.namespaced", "yes"), ("serviceAccount.name", "Upper"), ("podLabels", {"a": True}),
            ("podAnnotations", []), ("resources.memory", "1Gi"), ("livenessProbe.periodSeconds", 0),
            ("livenessProbe.httpGet", {}), ("nodeSelector", ["a"]), ("tolerations", "all"), ("affinity", []),
            ("priorityClassName", "Not Good"), ("fullnameOverride", "UPPER"),
        ]
        for path, value in wrong:
            overrides = {}
            put(overrides, path.split("."), value)
            with self.subTest(path, value=value), self.assertRaises(helm.HelmValuesError):
                loaded().validate_schema(overrides)

    def test_replicas_that_do_not_elect_are_refused(self):
        loaded().validate_schema({"replicas": 2})
        loaded().validate_schema({"replicas": 1, "leaderElect": False})
        with self.assertRaises(helm.HelmValuesError):
            loaded().validate_schema({"replicas": 2, "leaderElect": False})

    def test_every_default_is_allowed_and_so_are_values_of_a_parent_chart(self):
        loaded().validate_schema(DEFAULTS)
        loaded().validate_schema({"global": {"anything": 1}})
