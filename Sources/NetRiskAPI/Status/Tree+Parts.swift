import KubeCore
package import RiskEngine
package import Support

/// Parts of a report as statuses carry them: whole numbers, bounded texts and lists.
extension Tree {
  /// A rate or a count as a whole number within `int32`.
  static func whole(_ value: Double) -> Tree {
    guard value.isFinite else { return 0 }
    return .integer(Int64(min(max(value.rounded(), 0), Double(Int32.max))))
  }

  static func whole(_ value: Int) -> Tree { .integer(Int64(min(max(value, 0), Int(Int32.max)))) }

  static func text(_ text: String, _ limit: Int = StatusLimits.message) -> Tree { .string(text.clipped(to: limit)) }
}

extension Risk {
  var statusTree: Tree {
    .members(
      ("level", .string(level.name)), ("score", .whole(score)), ("evidence", .string(evidence.name)))
  }
}

extension ExposureReport {
  var statusTree: Tree {
    .members(
      ("state", .string(state.name)),
      ("selectedBy", .array(selectedBy.prefix(StatusLimits.policies).map { .text($0, 317) })),
      ("ingressIsolated", .bool(ingressIsolated)), ("egressIsolated", .bool(egressIsolated)),
      ("reason", .text(reason)))
  }
}

extension EngineReport {
  var statusTree: Tree {
    .members(
      ("name", .string(name)), ("signal", .text(signal)), ("assumed", .bool(isAssumed)),
      ("rebuildsOnChurn", .bool(rebuildsOnChurn)), ("enforcesPolicy", .bool(enforcesPolicy)))
  }

  /// Engines with the number of their nodes, most nodes first.
  var nodeEngines: Tree {
    let groups = Dictionary(grouping: nodes, by: \.name).sorted {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }
    return .array(
      groups.prefix(StatusLimits.engines).map { name, nodes in
        .members(
          ("name", .string(name)), ("nodes", .whole(nodes.count)), ("signal", nodes.first.map { .text($0.signal) }))
      })
  }
}

extension CostReport {
  var statusTree: Tree {
    .members(
      ("syncMilliseconds", .whole(syncSeconds * 1000)), ("source", .text(source, 63)),
      ("syncsPerHour", .whole(syncsPerHour)), ("pressureSecondsPerHour", .whole(pressureSecondsPerHour)),
      ("saturated", .bool(isSaturated)),
      ("programmingDelayMilliseconds", .whole(programmingDelayMeanSeconds * 1000)),
      ("worstProgrammingDelayMilliseconds", .whole(programmingDelayWorstSeconds * 1000)))
  }
}

extension RateRange {
  var statusTree: Tree { .members(("low", .whole(low)), ("high", .whole(high))) }
}

extension PolicyCounts {
  var statusTree: Tree {
    .members(
      ("total", .whole(total)),
      (
        "byNamespace",
        .array(
          byNamespace.prefix(StatusLimits.namespaces).map {
            .members(("namespace", .string($0.namespace)), ("count", .whole($0.count)))
          })
      ))
  }
}

extension RuledOut {
  var statusTree: Tree {
    .members(("name", .text(name, 63)), ("reason", .text(reason)), ("evidence", evidence.statusTree))
  }
}

extension [Evidence] {
  var statusTree: Tree? {
    guard !isEmpty else { return nil }
    return .array(
      prefix(StatusLimits.evidence).map {
        .members(("state", .string($0.state.name)), ("statement", .text($0.statement, StatusLimits.line)))
      })
  }
}

extension ObjectKey {
  var statusTree: Tree {
    .members(
      ("kind", .text(kind.isEmpty ? "-" : kind, 63)), ("namespace", namespace.isEmpty ? nil : .text(namespace, 63)),
      ("name", .text(name, 253)))
  }
}

extension Finding {
  var statusTree: Tree {
    .members(
      ("code", .string(code.rawValue)), ("name", .string(code.name)), ("severity", .string(severity.name)),
      ("object", object.statusTree), ("message", .text(message)), ("evidence", evidence.statusTree),
      ("remedy", .text(code.description.remedy, StatusLimits.line)))
  }
}

extension SuppressedFinding {
  var statusTree: Tree {
    .members(
      ("code", .string(finding.code.rawValue)), ("object", finding.object.statusTree),
      ("reason", .text(reason, StatusLimits.line)), ("until", until.map { .string($0.rfc3339) }))
  }
}

extension SuggestedPatch {
  /// As a status carries it; ``init(status:parse:)`` reads it again.
  package var statusTree: Tree {
    .members(
      ("id", .text(id, 400)), ("type", .string(type.rawValue)),
      ("target", target.statusTree),
      ("addresses", .array(Set(addresses).sorted().map { .string($0.rawValue) })), ("body", body.statusTree),
      ("effect", effect.statusTree),
      (
        "preconditions",
        .array(
          preconditions.prefix(StatusLimits.preconditions).map {
            .members(
              ("name", .text($0.name, 63)), ("status", .string($0.status.rawValue)), ("message", .text($0.message)))
          })
      ),
      ("sideEffects", .array(sideEffects.prefix(StatusLimits.sideEffects).map { .text($0) })),
      ("confidence", .string(confidence.rawValue)), ("undo", Self.command(undo)),
      ("changes", .array(changes.prefix(StatusLimits.changes).map(changeTree))),
      ("try", .array(Array(tryCommands.compactMap(Self.command).prefix(StatusLimits.commands)))),
      ("managedBy", owners.isEmpty ? nil : .array(owners.prefix(StatusLimits.owners).map { $0.tree(Tree.text) })))
  }

  private static func command(_ text: String) -> Tree? {
    text.unicodeScalars.count <= StatusLimits.command ? .string(text) : nil
  }

  /// The text of the target's change stands in the body already.
  private func changeTree(_ change: PatchChange) -> Tree {
    let text = change.content.map { YAMLWriter().text($0) } ?? ""
    let isTold = text.isEmpty || change.target == target || text.utf8.count > StatusLimits.changeText
    return .members(
      ("action", .string(change.action.name)), ("target", change.target.statusTree),
      ("text", isTold ? nil : .string(text)))
  }
}

extension SuggestedPatch.Target {
  fileprivate var statusTree: Tree {
    .members(
      ("apiVersion", .text(apiVersion, 317)), ("kind", .text(key.kind, 63)),
      ("namespace", key.namespace.isEmpty ? nil : .text(key.namespace, 63)), ("name", .text(key.name, 253)))
  }
}

extension Advisory {
  var statusTree: Tree {
    .members(
      ("type", .string(type.rawValue)),
      ("objects", .array(objects.prefix(StatusLimits.namespaces).map(\.statusTree))), ("reason", .text(reason)),
      ("action", .text(action)), ("confidence", .string(confidence.rawValue)), ("evidence", evidence.statusTree))
  }
}

extension SuggestedPatch.Body {
  /// A text that is too long is left out: half a patch would be a wrong one.
  fileprivate var statusTree: Tree {
    .members(
      ("format", .text(format, 32)), ("text", text.utf8.count <= StatusLimits.patchText ? .string(text) : nil),
      ("sha256", .string(SHA256.hexadecimal(text))))
  }
}

extension PatchEffect {
  fileprivate var statusTree: Tree {
    .members(
      ("before", before.statusTree), ("after", after.statusTree), ("gained", Self.lines(gained)),
      ("lost", Self.lines(lost)), ("gainedCount", .whole(gainedCount)), ("lostCount", .whole(lostCount)))
  }

  private static func lines(_ connections: [String]) -> Tree? {
    connections.isEmpty
      ? nil : .array(connections.prefix(StatusLimits.connections).map { .text($0, StatusLimits.line) })
  }
}

extension PatchEffect.Side {
  fileprivate var statusTree: Tree {
    .members(
      ("level", .string(risk.level.name)), ("score", .whole(risk.score)), ("exposure", .string(exposure.name)),
      ("policies", .whole(policies)), ("syncRequestsPerHour", syncRequestsPerHour.statusTree),
      ("pressureSecondsPerHour", .whole(pressureSecondsPerHour)))
  }
}
