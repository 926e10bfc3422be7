import KubeCore
import Testing

@Suite("Pod and Service validation")
struct PodValidationTests {
  static let pods: [(String, [String])] = [
    ("'containers': [{'name': 'a', 'image': 'i'}, {'name': 'b', 'image': 'i'}]", []),
    ("'containers': []", [".containers: Required value"]),
    (
      "'containers': [{}]",
      [".containers[0].name: Required value", ".containers[0].image: Required value"]
    ),
    (
      "'containers': [{'name': 'a', 'image': 'i'}, {'name': 'a', 'image': 'i'}]",
      [".containers[1].name: Duplicate value: \"a\""]
    ),
    (
      "'containers': [{'name': 'a.b', 'image': 'i'}]",
      [".containers[0].name: Invalid value: \"a.b\": must not contain dots"]
    ),
    (
      "'containers': [{'name': 'a', 'image': 'i'}],"
        + "'initContainers': [{'name': 'a', 'image': 'i'}, {'name': 'b', 'image': 'i'}, {'name': 'b', 'image': 'i'}]",
      [
        ".initContainers[0].name: Duplicate value: \"a\"", ".initContainers[2].name: Duplicate value: \"b\"",
      ]
    ),
    (
      "'containers': [{'name': 'a', 'image': 'i'}], 'restartPolicy': 'always', 'dnsPolicy': 'ClusterLast'",
      [
        ".restartPolicy: Unsupported value: \"always\": supported values: \"Always\", \"OnFailure\", \"Never\"",
        ".dnsPolicy: Unsupported value: \"ClusterLast\": supported values: \"ClusterFirstWithHostNet\","
          + " \"ClusterFirst\", \"Default\", \"None\"",
      ]
    ),
    (
      "'containers': [{'name': 'a', 'image': 'i'}], 'nodeSelector': {'x': '-'}",
      [".nodeSelector: Invalid value: \"-\": \(NetworkPolicyValidationTests.labelValue)"]
    ),
    ("'containers': [{'name': 'a', 'image': 'i'}], 'nodeName': 'node.lan', 'serviceAccountName': 'a.b'", []),
  ]

  @Test("Pods", arguments: pods)
  func pod(spec: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(.pod, "{'metadata': {'name': 'p'}, 'spec': {\(spec)}}") == expected.map { "spec" + $0 })
  }

  static let ports: [(String, [String])] = [
    ("{'containerPort': 80}", []),
    ("{'containerPort': 65535, 'hostPort': 1, 'protocol': 'SCTP', 'name': 'a-1'}", []),
    ("{}", ["[0].containerPort: Required value"]),
    (
      "{'containerPort': 70000, 'hostPort': 70001}",
      [
        "[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
        "[0].hostPort: Invalid value: 70001: must be between 1 and 65535, inclusive",
      ]
    ),
    (
      "{'containerPort': 80, 'protocol': 'tcp'}",
      ["[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\", \"TCP\", \"UDP\""]
    ),
    (
      "{'containerPort': 80, 'name': 'a'}, {'containerPort': 81, 'name': 'a'}",
      ["[1].name: Duplicate value: \"a\""]
    ),
    (
      "{'containerPort': 80, 'name': '1'}",
      ["[0].name: Invalid value: \"1\": must contain at least one letter (a-z)"]
    ),
  ]

  @Test("Container ports", arguments: ports)
  func port(text: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(
        .pod,
        """
        {'metadata': {'name': 'p'},
         'spec': {'containers': [{'name': 'c', 'image': 'i', 'ports': [\(text)]}]}}
        """) == expected.map { "spec.containers[0].ports" + $0 })
  }

  @Test("On the host's network, a host port is the container's")
  func hostNetwork() throws {
    let spec = """
      'hostNetwork': true, 'containers': [{'name': 'c', 'image': 'i',
        'ports': [{'containerPort': 80}, {'containerPort': 81, 'hostPort': 8081}]}]
      """
    let message = "hostPort: Invalid value: 8081: must match `containerPort` when `hostNetwork` is true"
    let pod = "{'metadata': {'name': 'p'}, 'spec': {\(spec)}}"
    #expect(try ManifestText.problems(.pod, pod) == ["spec.containers[0].ports[1].\(message)"])
    #expect(
      try ManifestText.problems(
        .daemonSet,
        """
        {'metadata': {'name': 'd'}, 'spec': {'selector': {'matchLabels': {'a': 'b'}},
          'template': {'metadata': {'labels': {'a': 'b'}}, 'spec': {\(spec)}}}}
        """) == ["spec.template.spec.containers[0].ports[1].\(message)"])
    // Without its defaults, a pod has a port that is none.
    var object = try ManifestText.object(.pod, pod)
    if case .pod(var bare) = object {
      bare.metadata.namespace = "n"
      bare.spec.restartPolicy = "Always"
      bare.spec.dnsPolicy = "ClusterFirst"
      for index in bare.spec.containers[0].ports.indices { bare.spec.containers[0].ports[index].protocol = "TCP" }
      object = .pod(bare)
    }
    #expect(
      object.validate { _, _ in ScheduleProblems() }.map(\.description) == [
        "spec.containers[0].ports[0].hostPort: Invalid value: 0: must match `containerPort` when `hostNetwork` is true",
        "spec.containers[0].ports[1].\(message)",
      ])
  }

  static let services: [(String, [String])] = [
    ("'ports': [{'port': 80}]", []), ("'clusterIP': 'None'", []), ("'type': 'ExternalName'", []),
    ("'ports': [{'port': 80, 'name': 'a', 'targetPort': 'web'}, {'port': 81, 'name': '1b'}]", []),
    ("'type': 'ClusterIP'", [".ports: Required value"]),
    (
      "'ports': [{'port': 0}]",
      [
        ".ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
        ".ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive",
      ]
    ),
    (
      "'ports': [{'port': 80, 'targetPort': 65536}]",
      [".ports[0].targetPort: Invalid value: 65536: must be between 1 and 65535, inclusive"]
    ),
    (
      "'ports': [{'port': 80, 'targetPort': '80'}]",
      [".ports[0].targetPort: Invalid value: \"80\": must contain at least one letter (a-z)"]
    ),
    (
      "'ports': [{'port': 80}, {'port': 81, 'name': 'a'}, {'port': 82, 'name': 'a'}, {'port': 83, 'name': 'b.c'}]",
      [
        ".ports[0].name: Required value", ".ports[2].name: Duplicate value: \"a\"",
        ".ports[3].name: Invalid value: \"b.c\": must not contain dots",
      ]
    ),
    (
      "'ports': [{'port': 80, 'protocol': 'HTTP'}]",
      [".ports[0].protocol: Unsupported value: \"HTTP\": supported values: \"SCTP\", \"TCP\", \"UDP\""]
    ),
    (
      "'ports': [{'port': 80}], 'selector': {'a': '-'}, 'type': 'Cluster'",
      [
        ".selector: Invalid value: \"-\": \(NetworkPolicyValidationTests.labelValue)",
        ".type: Unsupported value: \"Cluster\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\","
          + " \"NodePort\"",
      ]
    ),
  ]

  @Test("Services", arguments: services)
  func service(spec: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(.service, "{'metadata': {'name': 's'}, 'spec': {\(spec)}}")
        == expected.map { "spec" + $0 })
  }
}
