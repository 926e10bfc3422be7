package import KubeCore
import KubeRuntime
package import NetRiskAPI
package import Support

/// When a status is written: at once where something but numbers changed; numbers alone seldom.
package struct WriteRule: Sendable {
  /// Numbers alone are not written more often.
  package static let floor: Duration = .seconds(300)

  package enum Decision: Hashable, Sendable {
    case write
    /// Numbers have moved, but not long enough after they were last written.
    case later(Duration)
    case skip
  }

  private struct Written {
    /// In uptime.
    var time: Duration
    /// The object's resourceVersion after it; empty where that is not known.
    var version = ""
    /// What was written, where the object's status says more or other than that: another manager has its part in it.
    var asked: Tree?
  }

  /// What was last written, by the object's uid.
  private var written: [String: Written] = [:]

  package init() {}

  /// Whether a status is to be written over the one that the object has.
  package func decide(
    _ status: Tree, over current: Tree?, of metadata: ObjectMeta, _ schema: Schema, at now: Duration
  ) -> Decision {
    guard let last = written[metadata.uid] else {
      return decide(.between(current, status, schema), uid: metadata.uid, at: now)
    }
    // What was written has not come back yet; it leads here again.
    if ResourceVersion.isOlder(metadata.resourceVersion, than: last.version), now - last.time < Self.floor {
      return .skip
    }
    // What others have beside it is no reason to write: it would come out the same.
    let known = metadata.resourceVersion == last.version ? last.asked ?? current : current
    return decide(.between(known, status, schema), uid: metadata.uid, at: now)
  }

  package func decide(_ difference: StatusDifference, uid: String, at now: Duration) -> Decision {
    switch difference {
    case .none: return .skip
    case .semantic: return .write
    case .numbers:
      guard let last = written[uid]?.time, now - last < Self.floor else { return .write }
      return .later(Self.floor - (now - last))
    }
  }

  /// - Parameter answer: the object as the server has it after the write.
  package mutating func wrote(
    _ status: Tree, of metadata: ObjectMeta, answer: Tree, _ schema: Schema, at now: Duration
  ) {
    var last = Written(time: now)
    last.version = answer["metadata"]?["resourceVersion"]?.stringValue ?? ""
    if StatusDifference.between(answer["status"], status, schema) != .none { last.asked = status }
    written[metadata.uid] = last
  }

  package mutating func wrote(uid: String, at now: Duration) { written[uid] = Written(time: now) }
}
