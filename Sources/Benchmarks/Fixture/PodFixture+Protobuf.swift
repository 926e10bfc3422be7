/// Numbers: `generated.proto` of k8s.io/api/core/v1 and of metav1.
extension PodFixture {
  /// The message alone, as it stands in a list.
  var protobuf: [UInt8] { protobufMessage.bytes(resourceVersion: "4398\(index)") }

  /// A pod's message whose resourceVersion is still open.
  struct Message {
    /// The fields of the metadata before and after the resourceVersion.
    var before: [UInt8]
    var after: [UInt8]
    /// The pod's fields behind the metadata.
    var rest: [UInt8]

    func bytes(resourceVersion: String) -> [UInt8] {
      var version = ProtobufBytes()
      version.text(6, resourceVersion)
      var pod = ProtobufBytes()
      pod.varint(1 << 3 | 2)
      pod.varint(before.count + version.bytes.count + after.count)
      for part in [before, version.bytes, after, rest] { pod.append(part) }
      return pod.bytes
    }
  }

  var protobufMessage: Message {
    var (before, after, rest) = (ProtobufBytes(), ProtobufBytes(), ProtobufBytes())
    before.text(1, name)
    before.text(2, "\(workload.name)-")
    before.text(3, workload.namespace)
    before.text(4, "")
    before.text(5, uid)
    metadata(&after)
    rest.message(2, spec)
    rest.message(3, status)
    return Message(before: before.bytes, after: after.bytes, rest: rest.bytes)
  }

  /// Behind the resourceVersion.
  private func metadata(_ to: inout ProtobufBytes) {
    to.number(7, 1)
    to.time(8)
    for (key, value) in labels { to.pair(11, key, value) }
    for (key, value) in annotations { to.pair(12, key, value) }
    to.message(13) { reference in
      reference.text(1, owner.kind)
      reference.text(3, owner.name)
      reference.text(4, owner.uid)
      reference.text(5, owner.apiVersion)
      reference.number(6, 1)
      reference.number(7, 1)
    }
    to.message(17) { entry in
      entry.text(1, "kube-controller-manager")
      entry.text(2, "Update")
      entry.text(3, "v1")
      entry.time(4)
      entry.text(6, "FieldsV1")
      entry.message(7) { $0.text(1, Self.managedFields) }
      entry.text(8, "")
    }
  }

  private func spec(_ to: inout ProtobufBytes) {
    for (name, _) in workload.mounts {
      to.message(1) { volume in
        volume.text(1, name)
        volume.message(2) { $0.message(2) { $0.text(1, "") } }
      }
    }
    to.message(2) { container(&$0, "app", workload.image, application) }
    if workload.hasSidecar { to.message(2) { container(&$0, Self.sidecar.name, Self.sidecar.image) { _ in } } }
    to.text(3, restartPolicy)
    to.number(4, 30)
    to.text(6, "ClusterFirst")
    to.text(8, workload.name)
    to.text(9, workload.name)
    to.text(10, nodeName)
    for number in 11...13 { to.number(number, 0) }
    to.message(14) { _ in }
    to.text(16, "")
    to.text(17, "")
    to.text(19, "default-scheduler")
    for key in Self.tolerated {
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

  private func container(
    _ to: inout ProtobufBytes, _ name: String, _ image: String, _ more: (inout ProtobufBytes) -> Void
  ) {
    to.text(1, name)
    to.text(2, image)
    to.text(5, "")
    more(&to)
    to.text(13, "/dev/termination-log")
    to.text(14, "IfNotPresent")
    for number in 16...18 { to.number(number, 0) }
    to.text(20, "File")
  }

  private func application(_ to: inout ProtobufBytes) {
    to.message(6) { port in
      port.text(1, "http")
      port.number(2, 0)
      port.number(3, 8080)
      port.text(4, "TCP")
      port.text(5, "")
    }
    for (name, value) in workload.env { to.pair(7, name, value) }
    to.message(8) { resources in
      for (number, values) in [(1, Self.limits), (2, Self.requests)] {
        for (key, value) in values {
          resources.message(number) { entry in
            entry.text(1, key)
            entry.message(2) { $0.text(1, value) }
          }
        }
      }
    }
    for (name, path) in workload.mounts {
      to.message(9) { mount in
        mount.text(1, name)
        mount.number(2, 1)
        mount.text(3, path)
        mount.text(4, "")
        mount.text(6, "")
      }
    }
  }

  private func status(_ to: inout ProtobufBytes) {
    to.text(1, "Running")
    for type in Self.conditions {
      to.message(2) { condition in
        condition.text(1, type)
        condition.text(2, status(of: type))
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
    to.message(8, containerStatus)
    to.text(9, "Burstable")
    to.text(11, "")
    to.message(12) { $0.text(1, address) }
    to.text(13, "")
    to.message(16) { $0.text(1, host) }
  }

  private func containerStatus(_ to: inout ProtobufBytes) {
    to.text(1, "app")
    to.message(2) { $0.message(2) { $0.time(1) } }
    to.message(3) { _ in }
    to.number(4, 1)
    to.number(5, 0)
    to.text(6, workload.image)
    to.text(7, imageID)
    to.text(8, "containerd://" + Self.imageDigest)
    to.number(9, 1)
  }
}
