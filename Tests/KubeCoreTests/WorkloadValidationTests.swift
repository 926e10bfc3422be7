import KubeCore
import Testing

@Suite("Workload validation")
struct WorkloadValidationTests {
  static let kinds: [ObjectKind] = [.deployment, .replicaSet, .statefulSet, .daemonSet]
  private static let pod = "'containers': [{'name': 'c', 'image': 'i'}]"

  private func problems(
    _ kind: ObjectKind, selector: String? = "{'matchLabels': {'app': 'a'}}", labels: String = "{'app': 'a', 'b': 'c'}",
    pod: String = Self.pod, _ more: String = ""
  ) throws -> [String] {
    let selector = selector.map { "'selector': \($0)," } ?? ""
    return try ManifestText.problems(
      kind,
      """
      {'metadata': {'name': 'w'}, 'spec': {\(selector) \(more)
        'template': {'metadata': {'labels': \(labels)}, 'spec': {\(pod)}}}}
      """)
  }

  private static func mismatch(_ labels: String) -> String {
    "spec.template.metadata.labels: Invalid value: \(labels): `selector` does not match template `labels`"
  }

  @Test("A selector that matches the template is valid", arguments: kinds)
  func valid(kind: ObjectKind) throws {
    #expect(try problems(kind) == [])
    let expressions = """
      {'matchExpressions': [{'key': 'app', 'operator': 'In', 'values': ['x', 'a']}, {'key': 'b', 'operator': 'Exists'},
        {'key': 'app', 'operator': 'NotIn', 'values': ['x']}, {'key': 'n', 'operator': 'NotIn', 'values': ['x']},
        {'key': 'n', 'operator': 'DoesNotExist'}]}
      """
    #expect(try problems(kind, selector: expressions) == [])
  }

  @Test(
    "A selector that does not match the template",
    arguments: [
      "{'matchLabels': {'app': 'b'}}", "{'matchLabels': {'app': 'a', 'n': ''}}",
      "{'matchExpressions': [{'key': 'n', 'operator': 'Exists'}]}",
      "{'matchExpressions': [{'key': 'app', 'operator': 'DoesNotExist'}]}",
      "{'matchExpressions': [{'key': 'app', 'operator': 'NotIn', 'values': ['a']}]}",
      "{'matchExpressions': [{'key': 'n', 'operator': 'In', 'values': ['a', '']}]}",
    ], kinds)
  func mismatch(selector: String, kind: ObjectKind) throws {
    #expect(try problems(kind, selector: selector) == [Self.mismatch("{\"app\":\"a\",\"b\":\"c\"}")])
  }

  @Test("A missing selector matches nothing", arguments: kinds)
  func missing(kind: ObjectKind) throws {
    let required = kind == .daemonSet ? [] : ["spec.selector: Required value"]
    #expect(try problems(kind, selector: nil, labels: "{}") == required + [Self.mismatch("null")])
  }

  @Test(
    "An empty selector is not valid",
    arguments: [
      (.deployment, "deployment"), (.replicaSet, "deployment"), (.statefulSet, "statefulset"),
      (.daemonSet, "daemonset"),
    ] as [(ObjectKind, String)])
  func empty(kind: ObjectKind, name: String) throws {
    #expect(
      try problems(kind, selector: "{}") == ["spec.selector: Invalid value: {}: empty selector is invalid for \(name)"])
  }

  @Test("Behind an invalid selector the template is not looked at, except in a DaemonSet")
  func invalidSelector() throws {
    let selector = "{'matchLabels': {'a': 'b'}, 'matchExpressions': [{'key': 'a', 'operator': 'In'}]}"
    let cause =
      "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"
    let printed = "{\"matchLabels\":{\"a\":\"b\"},\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\"}]}"
    let bad = "'containers': []"
    #expect(
      try problems(.deployment, selector: selector, pod: bad) == [
        cause, "spec.selector: Invalid value: \(printed): invalid label selector",
      ])
    #expect(
      try problems(.statefulSet, selector: selector, pod: bad) == [cause, "spec.selector: Invalid value: \(printed)"])
    #expect(
      try problems(.daemonSet, selector: selector, pod: bad) == [
        cause, "spec.template.spec.containers: Required value",
      ])
  }

  @Test("Pods of workloads always restart", arguments: kinds)
  func restartPolicy(kind: ObjectKind) throws {
    #expect(
      try problems(kind, pod: Self.pod + ", 'restartPolicy': 'Never'") == [
        "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""
      ])
  }

  @Test("Replicas", arguments: [ObjectKind.deployment, .replicaSet, .statefulSet])
  func replicas(kind: ObjectKind) throws {
    #expect(try problems(kind, "'replicas': 0,") == [])
    #expect(
      try problems(kind, "'replicas': -1,") == [
        "spec.replicas: Invalid value: -1: must be greater than or equal to 0"
      ])
  }

  @Test("A template's labels are named without its metadata, and found with it")
  func templateLabels() throws {
    let object = try ManifestText.object(
      .daemonSet,
      """
      {'metadata': {'name': 'w'}, 'spec': {'selector': {'matchLabels': {'app': 'a'}},
        'template': {'metadata': {'labels': {'app': 'a', 'b': '_'}}, 'spec': {\(Self.pod)}}}}
      """)
    let errors = object.defaulted().validate { _, _ in ScheduleProblems() }
    #expect(errors.map(\.field) == ["spec.template.labels"])
    #expect(
      errors.map(\.segments) == [
        [.field("spec"), .field("template"), .field("metadata"), .field("labels"), .field("b")]
      ])
  }

  static let strategies: [(String, [String])] = [
    ("{}", []), ("{'type': 'Recreate'}", []), ("{'rollingUpdate': {'maxSurge': 0}}", []),
    ("{'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': 1}}", []),
    ("{'rollingUpdate': {'maxSurge': '200%', 'maxUnavailable': '100%'}}", []),
    (
      "{'type': 'Recreate', 'rollingUpdate': {'maxSurge': 1}}",
      [".rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"]
    ),
    (
      "{'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': 0}}",
      [".rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0"]
    ),
    (
      "{'rollingUpdate': {'maxSurge': '0%', 'maxUnavailable': '00%'}}",
      [".rollingUpdate.maxUnavailable: Invalid value: \"00%\": may not be 0 when `maxSurge` is 0"]
    ),
    (
      "{'rollingUpdate': {'maxSurge': -1}}",
      [".rollingUpdate.maxSurge: Invalid value: -1: must be greater than or equal to 0"]
    ),
    (
      "{'rollingUpdate': {'maxUnavailable': '101%'}}",
      [".rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%"]
    ),
    (
      "{'rollingUpdate': {'maxUnavailable': '99999999999999999999%'}}",
      [".rollingUpdate.maxUnavailable: Invalid value: \"99999999999999999999%\": must not be greater than 100%"]
    ),
    (
      "{'rollingUpdate': {'maxSurge': '1'}}",
      [
        ".rollingUpdate.maxSurge: Invalid value: \"1\": a valid percent string must be a numeric string followed by an"
          + " ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"
      ]
    ),
    (
      "{'type': 'Rolling'}",
      [
        ": Unsupported value: {\"Type\":\"Rolling\",\"RollingUpdate\":null}: supported values: \"Recreate\","
          + " \"RollingUpdate\""
      ]
    ),
  ]

  @Test("Deployment strategies", arguments: strategies)
  func strategy(text: String, expected: [String]) throws {
    #expect(try problems(.deployment, "'strategy': \(text),") == expected.map { "spec.strategy" + $0 })
  }

  @Test("A StatefulSet's name is a label, a Deployment's may have dots")
  func names() throws {
    let spec =
      "'spec': {'selector': {'matchLabels': {'a': 'b'}}, 'template': {'metadata': {'labels': {'a': 'b'}}, "
      + "'spec': {\(Self.pod)}}}"
    #expect(try ManifestText.problems(.deployment, "{'metadata': {'name': 'a.b'}, \(spec)}") == [])
    #expect(
      try ManifestText.problems(.statefulSet, "{'metadata': {'name': 'a.b'}, \(spec)}") == [
        "metadata.name: Invalid value: \"a.b\": must not contain dots"
      ])
  }
}
