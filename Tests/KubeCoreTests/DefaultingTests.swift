import Foundation
import KubeCore
import Testing

@Suite("Defaulting")
struct DefaultingTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let kind: ObjectKind
    let manifest: String
    let defaulted: String

    init(_ kind: ObjectKind, _ manifest: String, _ defaulted: String) {
      self.kind = kind
      self.manifest = manifest
      self.defaulted = defaulted
    }

    var testDescription: String { "\(kind.rawValue) \(manifest)" }
  }

  static let lists: [(String, ObjectKind)] = [
    ("list-pods.json", .pod), ("list-namespaces.json", .namespace), ("list-nodes.json", .node),
    ("list-services.json", .service), ("list-networkpolicies.json", .networkPolicy), ("list-cronjobs.json", .cronJob),
    ("list-jobs.json", .job), ("list-replicasets.json", .replicaSet), ("list-deployments.json", .deployment),
    ("list-statefulsets.json", .statefulSet), ("list-daemonsets.json", .daemonSet),
    ("list-endpointslices.json", .endpointSlice), ("list-pods-page1.json", .pod), ("list-pods-page2.json", .pod),
  ]

  static let podSpec = "'containers': [{'name': 'c', 'image': 'i', 'ports': [{'containerPort': 80}]}]"
  static let podSpecDefaulted =
    "'containers': [{'name': 'c', 'image': 'i', 'ports': [{'containerPort': 80, 'protocol': 'TCP'}]}],"
    + "'restartPolicy': 'Always', 'dnsPolicy': 'ClusterFirst'"
  static let template = "'template': {'metadata': {'labels': {'app': 'a'}}, 'spec': {\(podSpec)}}"
  static let templateDefaulted = "'template': {'metadata': {'labels': {'app': 'a'}}, 'spec': {\(podSpecDefaulted)}}"

  static let rows: [Row] =
    policyRows + podRows + batchRows + appsRows + coreRows

  static let policyRows = [
    Row(
      .networkPolicy, "{'metadata': {'name': 'p', 'namespace': 'n'}, 'spec': {'podSelector': {}}}",
      "{'metadata': {'name': 'p', 'namespace': 'n'}, 'spec': {'podSelector': {}, 'policyTypes': ['Ingress']}}"),
    Row(
      .networkPolicy, "{'metadata': {'name': 'p'}, 'spec': {'egress': []}}",
      "{'metadata': {'name': 'p', 'namespace': 'default'}, 'spec': {'policyTypes': ['Ingress']}}"),
    Row(
      .networkPolicy,
      "{'metadata': {'namespace': 'n'}, 'spec': {'egress': [{'ports': [{'port': 53}, {'protocol': 'UDP'}]}]}}",
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'policyTypes': ['Ingress', 'Egress'],
        'egress': [{'ports': [{'port': 53, 'protocol': 'TCP'}, {'protocol': 'UDP'}]}]}}
      """),
    Row(
      .networkPolicy,
      "{'metadata': {'namespace': 'n'}, 'spec': {'policyTypes': ['Egress'], 'ingress': [{'ports': [{}]}]}}",
      """
      {'metadata': {'namespace': 'n'},
       'spec': {'policyTypes': ['Egress'], 'ingress': [{'ports': [{'protocol': 'TCP'}]}]}}
      """),
  ]

  static let podRows = [
    Row(.pod, "{'spec': {\(podSpec)}}", "{'metadata': {'namespace': 'default'}, 'spec': {\(podSpecDefaulted)}}"),
    Row(
      .pod,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'hostNetwork': true, 'dnsPolicy': 'ClusterFirstWithHostNet',
        'restartPolicy': 'Never',
        'containers': [{'ports': [{'containerPort': 80}, {'containerPort': 5, 'hostPort': 6, 'protocol': 'UDP'}]}],
        'initContainers': [{'ports': [{'containerPort': 81}]}]}}
      """,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'hostNetwork': true, 'dnsPolicy': 'ClusterFirstWithHostNet',
        'restartPolicy': 'Never',
        'containers': [{'ports': [{'containerPort': 80, 'hostPort': 80, 'protocol': 'TCP'},
          {'containerPort': 5, 'hostPort': 6, 'protocol': 'UDP'}]}],
        'initContainers': [{'ports': [{'containerPort': 81, 'hostPort': 81, 'protocol': 'TCP'}]}]}}
      """),
  ]

  static let batchRows = [
    Row(
      .cronJob, "{'metadata': {'namespace': 'n'}, 'spec': {'jobTemplate': {'spec': {\(template)}}}}",
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'concurrencyPolicy': 'Allow', 'suspend': false,
        'successfulJobsHistoryLimit': 3, 'failedJobsHistoryLimit': 1,
        'jobTemplate': {'spec': {\(templateDefaulted)}}}}
      """),
    Row(
      .job, "{'metadata': {'namespace': 'n'}, 'spec': {\(template)}}",
      """
      {'metadata': {'namespace': 'n', 'labels': {'app': 'a'}}, 'spec': {\(templateDefaulted), 'completions': 1,
        'parallelism': 1, 'backoffLimit': 6, 'completionMode': 'NonIndexed', 'suspend': false}}
      """),
    Row(
      .job,
      "{'metadata': {'namespace': 'n', 'labels': {'b': 'c'}}, 'spec': {\(template), 'parallelism': 2, 'backoffLimitPerIndex': 1}}",
      """
      {'metadata': {'namespace': 'n', 'labels': {'b': 'c'}}, 'spec': {\(templateDefaulted), 'parallelism': 2,
        'backoffLimitPerIndex': 1, 'backoffLimit': 2147483647, 'completionMode': 'NonIndexed', 'suspend': false}}
      """),
    Row(
      .job, "{'metadata': {'namespace': 'n'}, 'spec': {'template': {}, 'completions': 4, 'suspend': true}}",
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'template': {'spec': {'restartPolicy': 'Always',
        'dnsPolicy': 'ClusterFirst'}}, 'completions': 4, 'parallelism': 1, 'backoffLimit': 6,
        'completionMode': 'NonIndexed', 'suspend': true}}
      """),
  ]

  static let appsRows = [
    Row(
      .deployment, "{'metadata': {'namespace': 'n'}, 'spec': {\(template)}}",
      """
      {'metadata': {'namespace': 'n'}, 'spec': {\(templateDefaulted), 'replicas': 1, 'strategy': {
        'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': '25%', 'maxUnavailable': '25%'}}}}
      """),
    Row(
      .deployment,
      "{'metadata': {'namespace': 'n'}, 'spec': {\(template), 'replicas': 0, 'strategy': {'rollingUpdate': {'maxSurge': 0}}}}",
      """
      {'metadata': {'namespace': 'n'}, 'spec': {\(templateDefaulted), 'replicas': 0, 'strategy': {
        'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': '25%'}}}}
      """),
    Row(
      .deployment, "{'metadata': {'namespace': 'n'}, 'spec': {\(template), 'strategy': {'type': 'Recreate'}}}",
      "{'metadata': {'namespace': 'n'}, 'spec': {\(templateDefaulted), 'replicas': 1, 'strategy': {'type': 'Recreate'}}}"
    ),
    Row(
      .statefulSet, "{'metadata': {'namespace': 'n'}, 'spec': {\(template)}}",
      "{'metadata': {'namespace': 'n'}, 'spec': {\(templateDefaulted), 'replicas': 1}}"),
    Row(
      .replicaSet, "{'metadata': {'namespace': 'n'}, 'spec': {\(template), 'replicas': 3}}",
      "{'metadata': {'namespace': 'n'}, 'spec': {\(templateDefaulted), 'replicas': 3}}"),
    // In a template, host ports wait for the pod.
    Row(
      .daemonSet, "{'metadata': {'namespace': 'n'}, 'spec': {'template': {'spec': {'hostNetwork': true, \(podSpec)}}}}",
      """
      {'metadata': {'namespace': 'n'},
       'spec': {'template': {'spec': {'hostNetwork': true, \(podSpecDefaulted)}}}}
      """),
  ]

  static let coreRows = [
    Row(
      .namespace, "{'metadata': {'name': 'iot', 'labels': {'kubernetes.io/metadata.name': 'lie', 'a': 'b'}}}",
      "{'metadata': {'name': 'iot', 'labels': {'kubernetes.io/metadata.name': 'iot', 'a': 'b'}}}"),
    Row(.namespace, "{'metadata': {'generateName': 'iot-'}}", "{'metadata': {'generateName': 'iot-'}}"),
    Row(.node, "{'metadata': {'name': 'n1'}}", "{'metadata': {'name': 'n1'}}"),
    Row(
      .service,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'ports': [{'port': 80}, {'port': 81, 'targetPort': 0},
        {'port': 82, 'targetPort': ''}, {'port': 83, 'targetPort': 'web', 'protocol': 'UDP'}]}}
      """,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'type': 'ClusterIP', 'ports': [
        {'port': 80, 'targetPort': 80, 'protocol': 'TCP'}, {'port': 81, 'targetPort': 81, 'protocol': 'TCP'},
        {'port': 82, 'targetPort': 82, 'protocol': 'TCP'}, {'port': 83, 'targetPort': 'web', 'protocol': 'UDP'}]}}
      """),
    Row(
      .service,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'type': 'LoadBalancer'},
       'status': {'loadBalancer': {'ingress': [{'ip': '10.0.0.1'}, {'hostname': 'h'}]}}}
      """,
      """
      {'metadata': {'namespace': 'n'}, 'spec': {'type': 'LoadBalancer'},
       'status': {'loadBalancer': {'ingress': [{'ip': '10.0.0.1', 'ipMode': 'VIP'}, {'hostname': 'h'}]}}}
      """),
    Row(
      .endpointSlice, "{'metadata': {'namespace': 'n'}, 'ports': [{'port': 80}, {'name': 'x', 'protocol': 'UDP'}]}",
      """
      {'metadata': {'namespace': 'n'},
       'ports': [{'port': 80, 'name': '', 'protocol': 'TCP'}, {'name': 'x', 'protocol': 'UDP'}]}
      """),
  ]

  /// The tree of a job template keeps what the manifest says.
  private func withoutTree(_ object: KubeObject) -> KubeObject {
    guard case .cronJob(var job) = object else { return object }
    job.spec.jobTemplateTree = nil
    return .cronJob(job)
  }

  @Test("What a manifest leaves out is filled in, once", arguments: rows)
  func fillsIn(row: Row) throws {
    let defaulted = try ManifestText.object(row.kind, row.manifest).defaulted()
    #expect(withoutTree(defaulted) == withoutTree(try ManifestText.object(row.kind, row.defaulted)))
    #expect(defaulted.defaulted() == defaulted)
  }

  @Test("Another default namespace may be given, and cluster-scoped objects take none")
  func namespace() throws {
    let policy = try ManifestText.object(.networkPolicy, "{'metadata': {'name': 'p'}}")
    #expect(policy.defaulted(namespace: "iot").metadata.namespace == "iot")
    let node = try ManifestText.object(.node, "{'metadata': {'name': 'n1'}}")
    #expect(node.defaulted(namespace: "iot").metadata.namespace.isEmpty)
  }

  @Test("Objects of a server have all their defaults", arguments: lists)
  func noChangeToServerObjects(file: String, kind: ObjectKind) throws {
    for object in try Fixtures.objects(file, kind) { #expect(object.defaulted() == object, "\(object.key)") }
  }

  @Test("Objects of a server are valid", arguments: lists)
  func serverObjectsAreValid(file: String, kind: ObjectKind) throws {
    for object in try Fixtures.objects(file, kind) {
      let errors = object.validate(schedule: { _, _ in ScheduleProblems() }, cidrs: .strict)
      #expect(errors.isEmpty, "\(object.key): \(errors)")
    }
  }
}
