/// Which requests a rule is about; what is `nil` does not matter.
package struct RequestPattern: Hashable, Sendable {
  /// `list`, `watch`, … as in ``ProxiedRequest/verb``.
  package var verb: String?
  package var resource: String?
  package var name: String?
  package var pathPrefix: String?
  /// Whether the request continues a list (`continue=`).
  package var isContinued: Bool?
  /// Whether the request asks for a streaming list (`sendInitialEvents=true`).
  package var sendsInitialEvents: Bool?

  package init(
    verb: String? = nil, resource: String? = nil, name: String? = nil, pathPrefix: String? = nil,
    isContinued: Bool? = nil, sendsInitialEvents: Bool? = nil
  ) {
    self.verb = verb
    self.resource = resource
    self.name = name
    self.pathPrefix = pathPrefix
    self.isContinued = isContinued
    self.sendsInitialEvents = sendsInitialEvents
  }

  package static let any = RequestPattern()
  package static func list(_ resource: String) -> RequestPattern { RequestPattern(verb: "list", resource: resource) }
  package static func watch(_ resource: String) -> RequestPattern { RequestPattern(verb: "watch", resource: resource) }

  package func matches(_ request: ProxiedRequest) -> Bool {
    func agrees<Value: Equatable>(_ wanted: Value?, _ value: Value) -> Bool { wanted.map { $0 == value } ?? true }
    return agrees(verb, request.verb) && agrees(resource, request.resource) && agrees(name, request.name)
      && (pathPrefix.map { request.path.hasPrefix($0) } ?? true)
      && agrees(isContinued, request.parameter("continue")?.isEmpty == false)
      && agrees(sendsInitialEvents, request.parameter("sendInitialEvents") == "true")
  }
}

/// Which of the requests that match, or which of a stream's events; the first is number 1.
package enum Occurrence: Hashable, Sendable {
  case all
  case nth(Int)
  case first(Int)
  case from(Int)
  case every(Int)
  /// By chance, from the seed.
  case probability(Double)

  func contains(_ number: Int, _ random: inout some RandomNumberGenerator) -> Bool {
    switch self {
    case .all: true
    case .nth(let wanted): number == wanted
    case .first(let count): number <= count
    case .from(let first): number >= first
    case .every(let step): step > 0 && number.isMultiple(of: step)
    case .probability(let share): Double.random(in: 0..<1, using: &random) < share
    }
  }
}
