"""Repositories for the tests of what runs NetRisk in pipelines, and schemas of other programs' files."""

import functools
import json
import os
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import fastjsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / os.environ.get("NETRISK", ".build/release/netrisk")

CLUSTER = """\
apiVersion: v1
kind: Node
metadata: {name: node1}
status: {nodeInfo: {kubeletVersion: v1.34.4+k3s1}}
---
apiVersion: v1
kind: Namespace
metadata: {name: home, labels: {kubernetes.io/metadata.name: home}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: home, annotations: {netrisk.dev/chatty: "true"}}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: home}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Egress]
  egress: [{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}]
"""

# On top of the cluster: a finding of severity Medium, where it has a Low one, and 60 sync requests an hour more.
JOB = """\
apiVersion: batch/v1
kind: CronJob
metadata: {name: often, namespace: home}
spec:
  schedule: "*/4 * * * *"
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}}}}
"""

BROKEN = "apiVersion: v1\nkind: Pod\nmetadata: {name: a]}\n"

CONFIGURATION = "apiVersion: netrisk.dev/v1alpha1\nkind: Configuration\n"


class Repository:
    """A git repository in a folder of its own, with the command on the PATH and nobody's configuration."""

    def __init__(self, folder):
        self.path = folder / "repository"
        self.home = folder / "home"
        self.bin = folder / "bin"
        for path in (self.path, self.home, self.bin):
            path.mkdir()
        (self.bin / "netrisk").symlink_to(COMMAND)
        self.environment = {
            "PATH": f"{self.bin}:/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        }
        self.run("git", "init", "-q", "-b", "main")

    def run(self, *words, exit_code=0, **variables):
        """What a program says, both streams; it must end as expected."""
        done = subprocess.run(
            list(map(str, words)), cwd=self.path, env=self.environment | variables, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        text = done.stdout.decode()
        assert done.returncode == exit_code, f"{words}: {done.returncode}, not {exit_code}: {text}"
        return text

    def commit(self, files):
        """Commits files of these texts; the revision."""
        for name, text in files.items():
            (self.path / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).write_text(text)
        self.run("git", "add", "-A")
        self.run("git", "commit", "-q", "-m", "change")
        return self.run("git", "rev-parse", "HEAD").strip()

    def read(self, name):
        return (self.path / name).read_text()


@contextmanager
def repository(*commits):
    """A repository with these commits, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        made = Repository(Path(folder))
        for files in commits:
            made.commit(files)
        yield made


def load(path):
    return yaml.safe_load((ROOT / path).read_text())


@functools.cache
def schema(name):
    """A check against a schema that check-jsonschema brings along."""
    [package] = find_spec("check_jsonschema").submodule_search_locations
    text = (Path(package) / "builtin_schemas" / "vendor" / f"{name}.json").read_text()
    return fastjsonschema.compile(json.loads(text), use_default=False)
