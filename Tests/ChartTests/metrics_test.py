"""Who reaches the metrics, and how."""

import unittest

import helm_python as helm

from chart import container, one, render, values


class MetricsTest(unittest.TestCase):
    def test_a_certificate_is_mounted_where_the_operator_looks(self):
        objects = render(values("everything"))
        pod = one(objects, "Deployment")["spec"]["template"]["spec"]
        [mount], [volume] = container(objects)["volumeMounts"], pod["volumes"]
        self.assertIn("--metrics-cert-path=" + mount["mountPath"], container(objects)["args"])
        self.assertEqual(mount["name"], volume["name"])
        self.assertEqual(volume["secret"]["secretName"], "netrisk-metrics-certificate")

    def test_service_and_monitor_select_the_pods(self):
        objects = render(values("everything"))
        pod = one(objects, "Deployment")["spec"]["template"]["metadata"]["labels"]
        service, monitor = one(objects, "Service"), one(objects, "ServiceMonitor")
        for selector, labels in [
            (one(objects, "Deployment")["spec"]["selector"]["matchLabels"], pod),
            (service["spec"]["selector"], pod),
            (one(objects, "NetworkPolicy")["spec"]["podSelector"]["matchLabels"], pod),
            (monitor["spec"]["selector"]["matchLabels"], service["metadata"]["labels"]),
        ]:
            self.assertLessEqual(selector.items(), labels.items())
        self.assertEqual(monitor["metadata"]["labels"]["release"], "kube-prometheus-stack")
        [port] = service["spec"]["ports"]
        self.assertEqual(monitor["spec"]["endpoints"][0]["port"], port["name"])
        self.assertIn(port["targetPort"], [item["name"] for item in container(objects)["ports"]])

    def test_plain_metrics_stay_on_loopback(self):
        everywhere = {"monitors": {"enabled": True}, "networkPolicy": {"enabled": True}}
        objects = render({**values("plain-metrics"), **everywhere})
        args = container(objects)["args"]
        self.assertIn("--metrics-bind-address=127.0.0.1:8080", args)
        self.assertIn("--metrics-secure=false", args)
        kinds = {key[1] for key in objects}
        self.assertTrue(kinds.isdisjoint({"Service", "ServiceMonitor"}), kinds)
        self.assertEqual([key for key in objects if "metrics-" in key[3] and key[1] != "NetworkPolicy"], [])
        self.assertNotIn("ingress", one(objects, "NetworkPolicy")["spec"])
        self.assertEqual([port["name"] for port in container(objects)["ports"]], ["health"])

    def test_both_servers_cannot_have_one_port(self):
        with self.assertRaisesRegex(helm.HelmError, "must differ"):
            render({"metrics": {"port": 8081}})
