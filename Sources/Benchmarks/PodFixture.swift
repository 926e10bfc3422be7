/// A pod as a Deployment's looks after its kubelet has written: 7 KB of JSON, two fifths of it managedFields, and the
/// same in protobuf, with all that a slim pod skips.
struct PodFixture {
  let index: Int

  private var name: String { "web-7d77dcf87-\(index)" }
  private var namespace: String { "tenant-\(index % 50)" }
  private var uid: String { "a9732314-8180-4c90-af0b-\(100_000_000_000 + index)" }
  private var address: String { "10.42.\(index / 250 % 250).\(index % 250)" }
  private var host: String { "192.168.1.\(index % 100)" }
  private var image: String { "registry.example/team/web:1.2.\(index % 7)" }
  private var imageID: String { "registry.example/team/web@sha256:" + String(repeating: "0123456789abcdef", count: 4) }

  private static let time = "2026-02-15T08:00:00Z"
  private static let labels = [
    ("app", "web"), ("app.kubernetes.io/component", "frontend"), ("app.kubernetes.io/name", "web"),
    ("pod-template-hash", "7d77dcf87"),
  ]
  private static let annotations = [("checksum/config", String(repeating: "0123456789abcdef", count: 4))]
  private static let env = (0..<14).map { ("SETTING_\($0)", "some value of setting number \($0)") }
  private static let mounts = (0..<5).map { ("volume-\($0)", "/var/lib/data\($0)") }
  private static let conditions = [
    "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled",
  ]
  private static let fields =
    "{"
    + (0..<44).map { #""f:field\#($0)":{".":{},"f:name":{},"f:value":{},"f:resources":{}}"# }
    .joined(separator: ",") + "}"

  // MARK: JSON

  var json: [UInt8] { Array(#"{"metadata":\#(metadata),"spec":\#(spec),"status":\#(status)}"#.utf8) }

  private func object(_ pairs: [(String, String)]) -> String {
    "{" + pairs.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}"
  }

  private var metadata: String {
    #"""
    {"name":"\#(name)","generateName":"web-7d77dcf87-","namespace":"\#(namespace)","uid":"\#(uid)",\#
    "resourceVersion":"4398\#(index)","creationTimestamp":"\#(Self.time)","labels":\#(object(Self.labels)),\#
    "annotations":\#(object(Self.annotations)),"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet",\#
    "name":"web-7d77dcf87","uid":"d632a98e-87e5-4642-b080-e902e296d8fa","controller":true,"blockOwnerDeletion":true}],\#
    "managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1",\#
    "time":"\#(Self.time)","fieldsType":"FieldsV1","fieldsV1":\#(Self.fields)}]}
    """#
  }

  private var spec: String {
    let env = Self.env.map { #"{"name":"\#($0)","value":"\#($1)"}"# }.joined(separator: ",")
    let mounts = Self.mounts.map { #"{"mountPath":"\#($1)","name":"\#($0)","readOnly":true}"# }.joined(separator: ",")
    let volumes = Self.mounts.map { #"{"name":"\#($0.0)","emptyDir":{}}"# }.joined(separator: ",")
    return #"""
      {"volumes":[\#(volumes)],"containers":[{"name":"web","image":"\#(image)","ports":[{"name":"http",\#
      "containerPort":8080,"protocol":"TCP"}],"env":[\#(env)],"resources":{"limits":{"cpu":"1","memory":"256Mi"},\#
      "requests":{"cpu":"100m","memory":"128Mi"}},"volumeMounts":[\#(mounts)],\#
      "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",\#
      "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,\#
      "dnsPolicy":"ClusterFirst","serviceAccountName":"default","serviceAccount":"default",\#
      "nodeName":"node-\#(index % 100)","securityContext":{},"schedulerName":"default-scheduler","tolerations":\#
      [{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},\#
      {"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],\#
      "priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"}
      """#
  }

  private var status: String {
    let conditions = Self.conditions.map {
      #"{"type":"\#($0)","status":"True","lastProbeTime":null,"lastTransitionTime":"\#(Self.time)"}"#
    }.joined(separator: ",")
    return #"""
      {"phase":"Running","conditions":[\#(conditions)],"hostIP":"\#(host)","hostIPs":[{"ip":"\#(host)"}],\#
      "podIP":"\#(address)","podIPs":[{"ip":"\#(address)"}],"startTime":"\#(Self.time)","containerStatuses":\#
      [{"name":"web","state":{"running":{"startedAt":"\#(Self.time)"}},"lastState":{},"ready":true,"restartCount":0,\#
      "image":"\#(image)","imageID":"\#(imageID)","containerID":"containerd://\#(imageID.suffix(64))","started":true}],\#
      "qosClass":"Burstable"}
      """#
  }

  // MARK: Protobuf

  /// The message alone, as it stands in a list. Numbers: `generated.proto` of k8s.io/api/core/v1 and of metav1.
  var protobuf: [UInt8] {
    var pod = Bytes()
    pod.message(1, protobufMetadata)
    pod.message(2, protobufSpec)
    pod.message(3, protobufStatus)
    return pod.bytes
  }

  private func protobufMetadata(_ to: inout Bytes) {
    to.text(1, name)
    to.text(2, "web-7d77dcf87-")
    to.text(3, namespace)
    to.text(4, "")
    to.text(5, uid)
    to.text(6, "4398\(index)")
    to.number(7, 1)
    to.time(8)
    for (key, value) in Self.labels { to.pair(11, key, value) }
    for (key, value) in Self.annotations { to.pair(12, key, value) }
    to.message(13) { owner in
      owner.text(1, "ReplicaSet")
      owner.text(3, "web-7d77dcf87")
      owner.text(4, "d632a98e-87e5-4642-b080-e902e296d8fa")
      owner.text(5, "apps/v1")
      owner.number(6, 1)
      owner.number(7, 1)
    }
    to.message(17) { entry in
      entry.text(1, "kube-controller-manager")
      entry.text(2, "Update")
      entry.text(3, "v1")
      entry.time(4)
      entry.text(6, "FieldsV1")
      entry.message(7) { $0.text(1, Self.fields) }
      entry.text(8, "")
    }
  }

  private func protobufSpec(_ to: inout Bytes) {
    for (name, _) in Self.mounts {
      to.message(1) { volume in
        volume.text(1, name)
        volume.message(2) { $0.message(2) { $0.text(1, "") } }
      }
    }
    to.message(2, protobufContainer)
    to.text(3, "Always")
    to.number(4, 30)
    to.text(6, "ClusterFirst")
    to.text(8, "default")
    to.text(9, "default")
    to.text(10, "node-\(index % 100)")
    for number in 11...13 { to.number(number, 0) }
    to.message(14) { _ in }
    to.text(16, "")
    to.text(17, "")
    to.text(19, "default-scheduler")
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
      to.message(22) { toleration in
        toleration.text(1, key)
        toleration.text(2, "Exists")
        toleration.text(3, "")
        toleration.text(4, "NoExecute")
        toleration.number(5, 300)
      }
    }
    to.text(24, "")
    to.number(25, 0)
    to.number(30, 1)
    to.text(31, "PreemptLowerPriority")
  }

  private func protobufContainer(_ to: inout Bytes) {
    to.text(1, "web")
    to.text(2, image)
    to.text(5, "")
    to.message(6) { port in
      port.text(1, "http")
      port.number(2, 0)
      port.number(3, 8080)
      port.text(4, "TCP")
      port.text(5, "")
    }
    for (name, value) in Self.env {
      to.message(7) { variable in
        variable.text(1, name)
        variable.text(2, value)
      }
    }
    to.message(8) { resources in
      for (number, values) in [(1, [("cpu", "1"), ("memory", "256Mi")]), (2, [("cpu", "100m"), ("memory", "128Mi")])] {
        for (key, value) in values {
          resources.message(number) { entry in
            entry.text(1, key)
            entry.message(2) { $0.text(1, value) }
          }
        }
      }
    }
    for (name, path) in Self.mounts {
      to.message(9) { mount in
        mount.text(1, name)
        mount.number(2, 1)
        mount.text(3, path)
        mount.text(4, "")
        mount.text(6, "")
      }
    }
    to.text(13, "/dev/termination-log")
    to.text(14, "IfNotPresent")
    for number in 16...18 { to.number(number, 0) }
    to.text(20, "File")
  }

  private func protobufStatus(_ to: inout Bytes) {
    to.text(1, "Running")
    for type in Self.conditions {
      to.message(2) { condition in
        condition.text(1, type)
        condition.text(2, "True")
        condition.message(3) { _ in }
        condition.time(4)
        condition.text(5, "")
        condition.text(6, "")
      }
    }
    to.text(3, "")
    to.text(4, "")
    to.text(5, host)
    to.text(6, address)
    to.time(7)
    to.message(8) { status in
      status.text(1, "web")
      status.message(2) { $0.message(2) { $0.time(1) } }
      status.message(3) { _ in }
      status.number(4, 1)
      status.number(5, 0)
      status.text(6, image)
      status.text(7, imageID)
      status.text(8, "containerd://" + imageID.suffix(64))
      status.number(9, 1)
    }
    to.text(9, "Burstable")
    to.text(11, "")
    to.message(12) { $0.text(1, address) }
    to.text(13, "")
    to.message(16) { $0.text(1, host) }
  }
}

/// Protobuf fields behind one another.
private struct Bytes {
  var bytes: [UInt8] = []

  private mutating func varint(_ value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func number(_ field: Int, _ value: Int) {
    varint(field << 3)
    varint(value)
  }

  mutating func text(_ field: Int, _ text: String) { raw(field, Array(text.utf8)) }

  mutating func message(_ field: Int, _ body: (inout Bytes) -> Void) {
    var inner = Bytes()
    body(&inner)
    raw(field, inner.bytes)
  }

  mutating func pair(_ field: Int, _ key: String, _ value: String) {
    message(field) { entry in
      entry.text(1, key)
      entry.text(2, value)
    }
  }

  /// 2026-02-15T08:00:00Z
  mutating func time(_ field: Int) {
    message(field) { time in
      time.number(1, 1_771_142_400)
      time.number(2, 0)
    }
  }

  private mutating func raw(_ field: Int, _ value: [UInt8]) {
    varint(field << 3 | 2)
    varint(value.count)
    bytes += value
  }
}
