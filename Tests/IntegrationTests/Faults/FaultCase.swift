import FaultProxy
import KubeRuntime
import Testing

/// One fault of `docs/reliability.md`: how it comes, how one knows that the client has met it, how it goes.
struct FaultCase: Sendable, CustomTestStringConvertible {
  /// The number in the list of faults, and what happens.
  let name: String
  var settings = ReflectorSettings()
  /// What the proxy does from the fault's beginning to its end.
  var rules: [FaultRule] = []
  /// What happens besides. Streams that are open have rules of their time: most faults begin with a cut.
  var strike: @Sendable (FaultyServer, inout Churn) async throws -> Void = { faulty, _ in
    faulty.proxy.cutConnections(.reset)
  }
  let sign: Sign
  /// What undoes ``strike``.
  var mend: @Sendable (FaultyServer) async throws -> Void = { _ in }
  /// Nothing can be changed meanwhile.
  var isDown = false
  /// Changes are lost and nothing says so: only a list can bring them.
  var losesChanges = false

  var testDescription: String { name }

  /// How one knows that the client has met the fault.
  enum Sign: Sendable {
    /// So many more requests have arrived.
    case requests(RequestPattern, Int)
    /// So many more have ended.
    case ended(RequestPattern, Int)
    /// So many more connections were made; counted by the proxy, which sees no request on them.
    case connections(Int)
    /// A change that was made last has arrived, through the fault.
    case arrival
  }

  init(_ name: String, _ sign: Sign, _ rules: FaultRule..., change: (inout FaultCase) -> Void = { _ in }) {
    self.name = name
    self.sign = sign
    self.rules = rules
    change(&self)
  }
}

extension RequestPattern {
  static let watches = RequestPattern.watch("configmaps")
  static let lists = RequestPattern.list("configmaps")
  static let streamedLists = RequestPattern(verb: "watch", resource: "configmaps", sendsInitialEvents: true)
  static let changes = RequestPattern(verb: "watch", resource: "configmaps", sendsInitialEvents: false)
}

extension FaultRule {
  /// The watch that follows the cut is told that it must list again.
  static let expiresOnce = FaultRule(.changes, .first(1), .answer(.watchError(.expired)))
}

extension ReflectorSettings {
  /// Plain lists, in small pages where the server pages them.
  static var pages: ReflectorSettings {
    var settings = ReflectorSettings()
    settings.usesWatchList = false
    settings.pageSize = 5
    return settings
  }
}
