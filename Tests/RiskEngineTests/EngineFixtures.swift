import Foundation
import KubeCore
import RiskEngine
import Support
import Testing

/// Recorded data of a real controller, and objects built in a line.
enum EngineFixtures {
  static func json(_ name: String) throws -> Any {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
    return try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  }

  /// One event of a recorded watch.
  struct Event {
    var seconds: Double
    var change: WatchedChange
  }

  /// The events of a recorded watch, read by the wire reader.
  static func events(_ name: String) throws -> [Event] {
    let file = try #require(try json(name) as? [String: Any])
    let events = try #require(file["events"] as? [[String: Any]])
    return try events.map { event in
      let fields = try #require(event["object"] as? [String: Any])
      let apiVersion = try #require(fields["apiVersion"] as? String)
      let name = try #require(fields["kind"] as? String)
      let kind = try #require(ObjectKind(apiVersion: apiVersion, kind: name))
      let bytes = [UInt8](try JSONSerialization.data(withJSONObject: fields))
      let object = try JSONReader.read(bytes) { (reader) throws(WireError) in try KubeObject(kind, from: &reader) }
      let seconds = try #require(event["at"] as? Double)
      switch try #require(event["type"] as? String) {
      case "ADDED": return Event(seconds: seconds, change: .added(object))
      case "MODIFIED": return Event(seconds: seconds, change: .modified(object))
      case "DELETED": return Event(seconds: seconds, change: .deleted(object))
      case let type: throw UnknownType(type: type)
      }
    }
  }

  struct UnknownType: Error { var type: String }

  /// How often the recorded controller synced.
  static func fullSyncs(_ name: String) throws -> Int {
    let file = try #require(try json(name) as? [String: Any])
    let syncs = try #require(file["fullSyncs"] as? [[Double]])
    return syncs.reduce(0) { $0 + Int($1[1]) }
  }
}

extension Pod {
  init(_ namespace: String, _ name: String, labels: Labels = [:], ip: String = "", phase: String = "Running") {
    self.init()
    metadata = ObjectMeta(namespace: namespace, name: name, labels: labels)
    metadata.uid = "uid-\(name)"
    status.phase = phase
    status.podIP = ip
    if !ip.isEmpty {
      var podIP = PodIP()
      podIP.ip = ip
      status.podIPs = [podIP]
    }
  }
}

extension OwnerReference {
  init(_ apiVersion: String, _ kind: String, _ name: String, uid: String = "") {
    self.init()
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.uid = uid
    controller = true
  }
}

extension ManagedFieldsEntry {
  init(_ manager: String, _ time: Int64?) {
    self.init()
    self.manager = manager
    operation = "Apply"
    self.time = time.map { Timestamp(seconds: $0) }
  }
}

/// A value with some of its fields changed.
func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var copy = value
  change(&copy)
  return copy
}
