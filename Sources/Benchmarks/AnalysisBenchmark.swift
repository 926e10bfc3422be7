import KubeCore
import Manifests
import RiskEngine
import Schedules
import Support

/// The whole way of `netrisk analyze`: 10,000 pods and 1,000 policies, from YAML to the report.
enum AnalysisBenchmark {
  private static let namespaces = 100
  private static let podsPerNamespace = 100
  private static let policiesPerNamespace = 10

  static func run() {
    let bytes = Array(manifests().utf8)
    let before = ResidentMemory.bytes
    var set = ManifestSet()
    let loading = CPUTime.measure { set = ManifestLoader().load([.standardInput(bytes)]) }
    let objects = set.objects.map { $0.object.defaulted() }
    let options = EvaluationOptions(now: Timestamp(seconds: 1_771_156_800), zones: [:] as [String: TimeZoneRules])
    var report: AnalysisReport?
    let evaluating = CPUTime.measure { report = RiskEngine.evaluate(objects, options: options) }
    let grown = Double(ResidentMemory.bytes - before) / 1e6
    let patches = report?.workloads.reduce(0) { $0 + $1.suggestedPatches.count } ?? 0
    let shape = "\(objects.count) objects, \(Figure.decimal(Double(bytes.count) / 1e6, 0)) MB of YAML"
    Figure.print("read manifests", shape, "\(Figure.decimal(loading, 2)) s")
    Figure.print(
      "evaluate",
      "\(report?.workloads.count ?? 0) workloads, \(report?.findings.count ?? 0) findings, \(patches) patches",
      "\(Figure.decimal(evaluating, 2)) s, \(Figure.decimal(grown, 0)) MB more resident")
  }

  private static func manifests() -> String {
    var text = node()
    for namespace in 0..<namespaces {
      text += "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: tenant-\(namespace)\n"
      for policy in 0..<policiesPerNamespace { text += self.policy(policy, namespace: namespace) }
      text += deployment(namespace: namespace)
      for pod in 0..<podsPerNamespace { text += self.pod(pod, namespace: namespace) }
    }
    return text
  }

  private static func node() -> String {
    """
    apiVersion: v1
    kind: Node
    metadata:
      name: node-0
      labels:
        node.kubernetes.io/instance-type: k3s
    status:
      nodeInfo:
        kubeletVersion: v1.34.4+k3s1

    """
  }

  private static func policy(_ index: Int, namespace: Int) -> String {
    """
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata:
      name: policy-\(index)
      namespace: tenant-\(namespace)
    spec:
      podSelector:
        matchLabels:
          app: app-\(index)
      policyTypes: [Ingress, Egress]
      ingress:
      - from:
        - podSelector:
            matchLabels:
              tier: front
        ports:
        - port: 8080
      egress:
      - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: tenant-\((namespace + index) % namespaces)
          podSelector:
            matchLabels:
              app: app-\((index + 1) % policiesPerNamespace)
        ports:
        - port: 8080
      - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [10.0.0.0/8]

    """
  }

  /// The Deployment of the namespace's Home Assistant, whose pods `pod(_:namespace:)` makes.
  private static func deployment(namespace: Int) -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: app-0
      namespace: tenant-\(namespace)
    spec:
      replicas: 10
      selector:
        matchLabels:
          app: app-0
      template:
        metadata:
          labels:
            app: app-0
        spec:
          containers:
          - name: app
            image: ghcr.io/home-assistant/home-assistant:2026.2
            ports:
            - containerPort: 8080
              name: http
              protocol: TCP

    """
  }

  /// One workload in ten is Home Assistant.
  private static func pod(_ index: Int, namespace: Int) -> String {
    let image = index % 10 == 0 ? "ghcr.io/home-assistant/home-assistant:2026.2" : "registry.example/app:\(index % 10)"
    let address = "10.\(42 + namespace / 100).\(namespace % 100).\(index + 1)"
    return """
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: app-\(index % 10)-\(index)
        namespace: tenant-\(namespace)
        uid: 00000000-0000-0000-\(1000 + namespace)-\(100_000_000_000 + index)
        labels:
          app: app-\(index % 10)
          tier: \(index % 3 == 0 ? "front" : "back")
          pod-template-hash: 5d8c7f6b9\(index % 10)
        ownerReferences:
        - apiVersion: apps/v1
          controller: true
          kind: ReplicaSet
          name: app-\(index % 10)-5d8c7f6b9\(index % 10)
          uid: 00000000-0000-0001-\(1000 + namespace)-\(100_000_000_000 + index % 10)
      spec:
        containers:
        - name: app
          image: \(image)
          env:
          - name: LOG_LEVEL
            value: info
          - name: ENDPOINT
            value: "http://app-\((index + 1) % 10):8080"
          ports:
          - containerPort: 8080
            name: http
            protocol: TCP
          resources:
            limits: {memory: 256Mi}
            requests: {cpu: 100m, memory: 128Mi}
        dnsPolicy: ClusterFirst
        nodeName: node-0
        restartPolicy: Always
      status:
        hostIP: 192.168.1.10
        phase: Running
        podIP: \(address)
        podIPs:
        - ip: \(address)

      """
  }
}
