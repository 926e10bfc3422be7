package import KubeCore
import RiskEngine

/// One change of one object, as a store tells it.
package enum ObjectDelta: Hashable, Sendable {
  case added(KubeObject)
  case updated(old: KubeObject, new: KubeObject)
  case deleted(KubeObject)

  /// The latest state.
  package var object: KubeObject {
    switch self {
    case .added(let object), .updated(_, let object), .deleted(let object): object
    }
  }

  var old: KubeObject? {
    switch self {
    case .added: nil
    case .updated(let old, _): old
    case .deleted(let object): object
    }
  }

  var new: KubeObject? {
    switch self {
    case .added(let object), .updated(_, let object): object
    case .deleted: nil
    }
  }
}
