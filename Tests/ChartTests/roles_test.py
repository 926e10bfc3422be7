"""What the operator may do, and where."""

import unittest

import helm_python as helm

from chart import CHART, VALUES_FILES, loaded, one, parse, render, values


def grants(roles):
    """Every (namespace, group, resource, verb) that roles let."""
    return {
        (role["metadata"].get("namespace", ""), group, resource, verb)
        for role in roles for rule in role["rules"]
        for group in rule["apiGroups"] for resource in rule["resources"] for verb in rule["verbs"]
    }


class RolesTest(unittest.TestCase):
    def test_namespaced_roles_let_the_same_in_their_namespaces_and_nothing_else(self):
        objects = render(values("namespaced"))
        rules = parse((CHART / "files" / "cluster-rules.yaml").read_text())[0]
        all_of_them = grants([{"metadata": {}, "rules": rules}])
        cluster_scoped = {"nodes", "namespaces"}
        for crd in [parse(file["data"])[0]["spec"] for file in loaded().crds]:
            if crd["scope"] == "Cluster":
                cluster_scoped.add(crd["names"]["plural"])
        expected = {
            (namespace, group, resource, verb) for _, group, resource, verb in all_of_them
            for namespace in ([""] if resource.split("/")[0] in cluster_scoped else ["automation", "media"])
        }
        roles = [item for key, item in objects.items() if key[3] == "risk-manager-role"]
        self.assertEqual(grants(roles), expected)

    def test_every_role_that_is_bound_is_there_and_bound_to_the_account_of_the_pods(self):
        for name in VALUES_FILES:
            objects = render(values(name), namespace="elsewhere")
            account = one(objects, "Deployment")["spec"]["template"]["spec"]["serviceAccountName"]
            bindings = [(key, item) for key, item in objects.items() if key[1].endswith("Binding")]
            self.assertEqual(bool(bindings), name != "own-roles")
            for key, binding in bindings:
                with self.subTest(name, binding=key):
                    reference = binding["roleRef"]
                    namespace = "" if reference["kind"] == "ClusterRole" else key[2]
                    self.assertIn((key[0], reference["kind"], namespace, reference["name"]), objects)
                    subject = {"kind": "ServiceAccount", "name": account, "namespace": "elsewhere"}
                    self.assertEqual(binding["subjects"], [subject])

    def test_namespaced_roles_need_namespaces(self):
        with self.assertRaisesRegex(helm.HelmError, "needs watchNamespaces"):
            render({"rbac": {"namespaced": True}})
