"""The chart as Helm's engine renders it, and config/ as kubectl builds it: objects by what identifies them."""

import copy
import difflib
import functools
import os
import subprocess
from pathlib import Path

import helm_python as helm
import yaml

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "charts" / "netrisk"
RELEASE, NAMESPACE = "netrisk", "netrisk-system"


class StrictLoader(yaml.SafeLoader):
    """Refuses a key that comes twice, as the API server does."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"keys come twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep)


def parse(text):
    return [document for document in yaml.load_all(text, StrictLoader) if document is not None]


def by_identity(objects):
    found = {}
    for item in objects:
        metadata = item["metadata"]
        key = (item["apiVersion"], item["kind"], metadata.get("namespace", ""), metadata["name"])
        assert key not in found, f"{key} comes twice"
        found[key] = item
    return found


@functools.cache
def built(folder):
    command = [os.environ["NETRISK_KUBECTL"], "kustomize", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"
    return by_identity(parse(done.stdout))


def kustomize(folder):
    """What `kubectl apply -k` would send."""
    return copy.deepcopy(built(folder))


def values(name):
    """The values of ci/<name>-values.yaml, read as Helm reads them."""
    return helm.values_from_yaml((CHART / "ci" / f"{name}-values.yaml").read_text())


VALUES_FILES = sorted(path.name.removesuffix("-values.yaml") for path in (CHART / "ci").glob("*-values.yaml"))


@functools.cache
def loaded():
    """The chart; it never changes."""
    return helm.Chart.load(CHART)


def texts(overrides=None, release=RELEASE, namespace=NAMESPACE):
    """Rendered templates by their path, after the schema has let the values through, as an install does."""
    loaded().validate_schema(overrides or {})
    return loaded().render(overrides or {}, name=release, namespace=namespace)


def render(overrides=None, release=RELEASE, namespace=NAMESPACE):
    """What `helm install` would send, CRDs aside."""
    manifests = texts(overrides, release, namespace)
    return by_identity(
        item for path, text in sorted(manifests.items()) if path.endswith(".yaml") for item in parse(text))


def one(objects, kind):
    """The only object of a kind."""
    found = [item for key, item in objects.items() if key[1] == kind]
    assert len(found) == 1, f"{len(found)} objects of kind {kind}"
    return found[0]


def container(objects):
    return one(objects, "Deployment")["spec"]["template"]["spec"]["containers"][0]


def difference(expected, actual):
    """Empty where two sets of objects are equal; else a diff of their YAML."""
    lines = []
    for key in sorted(expected.keys() | actual.keys()):
        if expected.get(key) == actual.get(key):
            continue
        sides = [yaml.safe_dump(side[key]).splitlines() if key in side else [] for side in (expected, actual)]
        name = "/".join(key)
        lines += difflib.unified_diff(*sides, f"config: {name}", f"chart: {name}", lineterm="", n=4)
    return "\n".join(lines)
