"""config/ builds, and its folders name what is in them."""

import unittest

from chart import ROOT, kustomize, parse

CONFIG = ROOT / "config"


class KustomizeTest(unittest.TestCase):
    def test_every_folder_builds(self):
        for name in ["crd", "default", "manager", "network-policy", "prometheus", "rbac", "samples"]:
            with self.subTest(name):
                self.assertTrue(kustomize(CONFIG / name))

    def test_every_file_is_a_resource_of_its_folder(self):
        for kustomization in CONFIG.glob("*/kustomization.yaml"):
            with self.subTest(kustomization.parent.name):
                folder = kustomization.parent
                named = {(folder / name).resolve() for name in parse(kustomization.read_text())[0]["resources"]}
                files = {path.resolve() for path in folder.rglob("*.yaml")} - {kustomization.resolve()}
                self.assertEqual(files - named, set())

    def test_samples_are_of_kinds_that_the_crds_serve(self):
        served = {
            (f"{crd['spec']['group']}/{version['name']}", crd["spec"]["names"]["kind"])
            for crd in kustomize(CONFIG / "crd").values() for version in crd["spec"]["versions"] if version["served"]
        }
        sampled = {key[:2] for key in kustomize(CONFIG / "samples")}
        self.assertEqual(sampled, served)

    def test_default_puts_everything_into_its_namespace(self):
        objects = kustomize(CONFIG / "default")
        namespaces = [key[3] for key in objects if key[1] == "Namespace"]
        self.assertEqual(namespaces, ["netrisk-system"])
        self.assertEqual({key[2] for key in objects}, {"", "netrisk-system"})
        account = next(key[3] for key in objects if key[1] == "ServiceAccount")
        for key, item in objects.items():
            for subject in item.get("subjects", []):
                with self.subTest(key):
                    expected = {"kind": "ServiceAccount", "name": account, "namespace": "netrisk-system"}
                    self.assertEqual(subject, expected)
