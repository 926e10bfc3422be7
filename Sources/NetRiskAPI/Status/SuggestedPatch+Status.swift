import KubeCore
package import RiskEngine
package import Support

extension SuggestedPatch {
  /// A patch as a status carries it.
  ///
  /// - Parameter parse: reads YAML; `nil` where it is none.
  package init(status: Tree, parse: (String) -> Tree?) throws(StatusPatchError) {
    let reader = StatusPatchReader(status)
    let target = try reader.target(of: status)
    let format = try reader.text("body", "format")
    self.init(
      type: try reader.choice("type"), target: target,
      addresses: reader.list("addresses").compactMap { $0.stringValue.flatMap { FindingCode(rawValue: $0) } },
      format: format, changes: try reader.changes(target, parse), effect: try reader.effect(),
      preconditions: try reader.preconditions(), sideEffects: reader.sideEffects,
      confidence: try reader.choice("confidence"), undo: (try? reader.text("undo")) ?? "")
  }
}

/// Why a patch of a status cannot be had; one sentence without a full stop.
package struct StatusPatchError: Error, Hashable, Sendable {
  /// The patch's id, where it has one.
  package var id: String
  package var message: String
}

/// Reads the parts of a patch, the counterpart of ``SuggestedPatch/statusTree``.
private struct StatusPatchReader {
  private let status: Tree

  init(_ status: Tree) { self.status = status }

  private func fail(_ message: String) -> StatusPatchError {
    StatusPatchError(id: status["id"]?.stringValue ?? "", message: message)
  }

  private func missing(_ path: [String]) -> StatusPatchError {
    fail("its \(path.joined(separator: ".")) cannot be read: the status is of another version of NetRisk")
  }

  private func at(_ path: [String]) -> Tree? { path.reduce(Optional(status)) { $0?[$1] } }

  func text(_ path: String...) throws(StatusPatchError) -> String {
    guard let text = at(path)?.stringValue else { throw missing(path) }
    return text
  }

  /// With who delivers what it changes: of objects of which only the status is at hand that is all that is known.
  var sideEffects: [String] {
    list("sideEffects").compactMap(\.stringValue) + list("managedBy").compactMap { $0["advice"]?.stringValue }
  }

  func list(_ name: String) -> [Tree] { status[name]?.elements ?? [] }

  func choice<Choice: RawRepresentable<String>>(_ name: String) throws(StatusPatchError) -> Choice {
    guard let choice = status[name]?.stringValue.flatMap({ Choice(rawValue: $0) }) else { throw missing([name]) }
    return choice
  }

  func target(of tree: Tree) throws(StatusPatchError) -> SuggestedPatch.Target {
    guard let target = tree["target"], let apiVersion = target["apiVersion"]?.stringValue,
      let kind = target["kind"]?.stringValue, let name = target["name"]?.stringValue
    else { throw missing(["target"]) }
    let namespace = target["namespace"]?.stringValue ?? ""
    // Files and folders are named so: nothing that a status says may lead out of them.
    let version = apiVersion.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard version.count <= 2, (version + [kind, name]).allSatisfy(Self.isName),
      namespace.isEmpty || Self.isName(namespace)
    else { throw fail("its target is no object that there can be") }
    return SuggestedPatch.Target(
      apiVersion: apiVersion, key: ObjectKey(kind: kind, namespace: namespace, name: name))
  }

  /// Letters, digits, `-` and `.`, with a letter or a digit first, as in names, kinds and API versions.
  private static func isName(_ text: String) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
    guard let first = text.utf8.first, isPlain(first) else { return false }
    return text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  // MARK: Changes

  func changes(
    _ target: SuggestedPatch.Target, _ parse: (String) -> Tree?
  ) throws(StatusPatchError) -> [PatchChange] {
    guard let list = status["changes"] else { throw missing(["changes"]) }
    var changes: [PatchChange] = []
    for tree in list.elements {
      let changed = try self.target(of: tree)
      // The text of the target's own change is the body's.
      let text = tree["text"]?.stringValue ?? (changed == target ? at(["body", "text"])?.stringValue : nil)
      changes.append(PatchChange(changed, try action(tree, text, changed, parse)))
    }
    return changes
  }

  private func action(
    _ tree: Tree, _ text: String?, _ target: SuggestedPatch.Target, _ parse: (String) -> Tree?
  ) throws(StatusPatchError) -> PatchChange.Action {
    let name = tree["action"]?.stringValue
    if name == "Delete" { return .delete }
    guard let text else {
      throw fail("the change of \(target.key) is too long for a status: netrisk patches without --from-status has it")
    }
    guard let content = parse(text) else { throw fail("the change of \(target.key) is no YAML") }
    switch name {
    case "Create": return .create(content)
    case "Merge": return .merge(content)
    case "Move":
      guard let namespace = content["metadata"]?["namespace"]?.stringValue else { break }
      return .move(namespace: namespace)
    default: break
    }
    throw missing(["changes", "action"])
  }

  // MARK: Effect

  func preconditions() throws(StatusPatchError) -> [SuggestedPatch.Precondition] {
    var found: [SuggestedPatch.Precondition] = []
    for tree in list("preconditions") {
      guard let name = tree["name"]?.stringValue, let message = tree["message"]?.stringValue,
        let status = tree["status"]?.stringValue.flatMap({ SuggestedPatch.PreconditionStatus(rawValue: $0) })
      else { throw missing(["preconditions"]) }
      found.append(.init(name, status, message))
    }
    return found
  }

  func effect() throws(StatusPatchError) -> PatchEffect {
    func connections(_ name: String) -> [String] { at(["effect", name])?.elements.compactMap(\.stringValue) ?? [] }
    return PatchEffect(
      before: try side("before"), after: try side("after"), gained: connections("gained"), lost: connections("lost"),
      gainedCount: Int(at(["effect", "gainedCount"])?.number ?? 0),
      lostCount: Int(at(["effect", "lostCount"])?.number ?? 0))
  }

  private func side(_ name: String) throws(StatusPatchError) -> PatchEffect.Side {
    guard let side = at(["effect", name]),
      let level = RiskLevel.allCases.first(where: { $0.name == side["level"]?.stringValue }),
      let exposure = ExposureState.allCases.first(where: { $0.name == side["exposure"]?.stringValue }),
      let score = side["score"]?.number, let policies = side["policies"]?.number
    else { throw missing(["effect", name]) }
    let requests = side["syncRequestsPerHour"]
    return PatchEffect.Side(
      risk: Risk(level: level, score: Int(score), evidence: .predicted), exposure: exposure, policies: Int(policies),
      syncRequestsPerHour: RateRange(low: requests?["low"]?.number ?? 0, high: requests?["high"]?.number ?? 0),
      pressureSecondsPerHour: side["pressureSecondsPerHour"]?.number ?? 0)
  }
}

extension Tree {
  /// A number of a status, within what a status may have.
  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(Int32(clamping: value))
    case .number(let value) where value.isFinite: min(max(value, 0), Double(Int32.max))
    default: nil
    }
  }
}
