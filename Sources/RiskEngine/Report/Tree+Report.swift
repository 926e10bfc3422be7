import KubeCore
package import Support

/// The JSON contract (`docs/schema/analysis-report.json`): names and order of every field. Rates carry one decimal.
extension AnalysisReport {
  /// The report as a tree.
  ///
  /// - Parameters:
  ///   - location: the place of a finding in its source.
  ///   - isKnown: whether a finding is one of the baseline; `nil` without a baseline.
  ///   - problems: what could not be read.
  package func tree(
    location: (Finding) -> Tree?, isKnown: (Finding) -> Bool? = { _ in nil }, problems: [Tree]
  ) -> Tree {
    let findings = zip(findings, FindingFingerprint.all(of: findings)).map { finding, fingerprint in
      finding.tree(location: location(finding), fingerprint: fingerprint, isKnown: isKnown(finding))
    }
    let suppressed = zip(suppressed, FindingFingerprint.all(of: suppressed.map(\.finding))).map { $0.tree($1) }
    return .members(
      ("apiVersion", .string(Self.apiVersion)), ("kind", .string(Self.kind)),
      ("cluster", cluster.tree),
      ("workloads", .array(workloads.map(\.tree))),
      ("findings", .array(findings)),
      ("suppressed", .array(suppressed)),
      ("problems", .array(problems)))
  }
}

extension ClusterReport {
  package var tree: Tree {
    .members(
      ("engine", engine.tree), ("policies", policies.tree),
      (
        "churn",
        .members(
          ("forecast", churn.forecastTree),
          ("topSources", .array(churn.topSources.map(\.tree))))
      ),
      ("cost", cost.tree),
      ("ruledOut", .array(ruledOut.map(\.tree))), ("suggestedPatches", .array(suggestedPatches.map(\.tree))),
      ("advisories", .array(advisories.map(\.tree))))
  }
}

extension EngineReport {
  package var tree: Tree {
    .members(
      ("name", .string(name)), ("signal", .string(signal)), ("assumed", .bool(isAssumed)),
      ("rebuildsOnChurn", .bool(rebuildsOnChurn)), ("enforcesPolicy", .bool(enforcesPolicy)),
      ("nodes", .array(nodes.map(\.tree))))
  }
}

extension EngineReport.NodeEngine {
  package var tree: Tree {
    .members(("node", .string(node)), ("name", .string(name)), ("signal", .string(signal)))
  }
}

extension PolicyCounts {
  package var tree: Tree {
    .members(
      ("total", .integer(Int64(total))),
      ("byNamespace", .object(byNamespace.map { Tree.Member($0.namespace, .integer(Int64($0.count))) })))
  }
}

extension RateRange {
  package var tree: Tree { .members(("low", .rate(low)), ("high", .rate(high))) }
}

extension ChurnReport {
  package var forecastTree: Tree {
    .members(
      ("cronJobRunsPerHour", .rate(cronJobRunsPerHour)), ("syncRequestsPerHour", syncRequestsPerHour.tree),
      ("timerSyncsPerHour", .rate(timerSyncsPerHour)))
  }
}

extension ChurnReport.Source {
  package var tree: Tree {
    .members(
      ("kind", .string(key.kind)), ("namespace", .string(key.namespace)), ("name", .string(key.name)),
      ("runsPerHour", .rate(runsPerHour)), ("podsPerRun", .integer(Int64(podsPerRun))),
      ("syncRequestsPerHour", syncRequestsPerHour.tree), ("sharePercent", .rate(sharePercent)))
  }
}

extension CostReport {
  package var tree: Tree {
    .members(
      ("syncSeconds", .seconds(syncSeconds)), ("source", .string(source)), ("syncsPerHour", .rate(syncsPerHour)),
      ("pressureSecondsPerHour", .rate(pressureSecondsPerHour)), ("saturated", .bool(isSaturated)),
      (
        "programmingDelaySeconds",
        .members(("mean", .seconds(programmingDelayMeanSeconds)), ("worst", .seconds(programmingDelayWorstSeconds)))
      ))
  }
}

extension RuledOut {
  package var tree: Tree {
    .members(
      ("name", .string(name)), ("reason", .string(reason)), ("evidence", .array(evidence.map(\.tree))))
  }
}

extension Evidence {
  package var tree: Tree { .members(("state", .string(state.name)), ("statement", .string(statement))) }
}

extension Risk {
  package var tree: Tree {
    .members(
      ("level", .string(level.name)), ("score", .integer(Int64(score))), ("evidence", .string(evidence.name)))
  }
}

extension WorkloadReport {
  package var tree: Tree {
    .members(
      ("kind", .string(key.kind)), ("namespace", .string(key.namespace)), ("name", .string(key.name)),
      ("chatty", .bool(isChatty)), ("chattyReason", chattyReason.map { .string($0) }), ("risk", risk.tree),
      ("exposure", exposure.tree), ("suggestedPatches", .array(suggestedPatches.map(\.tree))))
  }
}

extension ExposureReport {
  package var tree: Tree {
    .members(
      ("state", .string(state.name)), ("selectedBy", .strings(selectedBy)),
      ("ingressIsolated", .bool(ingressIsolated)), ("egressIsolated", .bool(egressIsolated)),
      ("reason", .string(reason)), ("fromTemplate", .bool(isFromTemplate)))
  }
}

extension Finding {
  package func tree(
    location: Tree?, fingerprint: FindingFingerprint? = nil, isKnown: Bool? = nil
  ) -> Tree {
    .members(
      ("code", .string(code.rawValue)), ("name", .string(code.name)), ("severity", .string(severity.name)),
      ("object", object.tree), ("message", .string(message)), ("evidence", .array(evidence.map(\.tree))),
      ("why", .string(code.description.why)), ("remedy", .string(code.description.remedy)),
      ("docs", .string(code.docs)), ("location", location),
      ("fingerprint", fingerprint.map { .string($0.text) }), ("known", isKnown.map { .bool($0) }))
  }
}

extension SuppressedFinding {
  package func tree(_ fingerprint: FindingFingerprint) -> Tree {
    .members(
      ("code", .string(finding.code.rawValue)), ("object", finding.object.tree), ("reason", .string(reason)),
      ("until", until.map { .string($0.rfc3339) }), ("message", .string(finding.message)),
      ("fingerprint", .string(fingerprint.text)))
  }
}

extension Advisory {
  package var tree: Tree {
    .members(
      ("type", .string(type.rawValue)), ("objects", .array(objects.map(\.tree))), ("reason", .string(reason)),
      ("action", .string(action)), ("confidence", .string(confidence.rawValue)),
      ("evidence", .array(evidence.map(\.tree))))
  }
}

extension SuggestedPatch {
  package var tree: Tree {
    .members(
      ("id", .string(id)), ("type", .string(type.rawValue)), ("target", target.tree),
      ("addresses", .strings(addresses.map(\.rawValue))),
      ("body", .members(("format", .string(body.format)), ("text", .string(body.text)))),
      ("changes", .array(changes.map(\.tree))),
      ("effect", effect.tree), ("preconditions", .array(preconditions.map(\.tree))),
      ("sideEffects", .strings(sideEffects)), ("confidence", .string(confidence.rawValue)), ("undo", .string(undo)),
      ("try", .strings(tryCommands)),
      ("managedBy", owners.isEmpty ? nil : .array(owners.map(\.reportTree))))
  }
}

extension SuggestedPatch.Ownership {
  fileprivate var reportTree: Tree {
    var tree = tree()
    tree["objects"] = .array(objects.map(\.key.tree))
    tree["location"] = managedBy.location.map(\.tree)
    return tree
  }
}

extension PatchChange {
  package var tree: Tree {
    .members(
      ("action", .string(action.name)), ("target", target.tree),
      ("text", content.map { .string(YAMLWriter().text($0)) }))
  }
}

extension SourceLocation {
  package var tree: Tree {
    .members(("file", .string(file)), ("line", .integer(Int64(line))), ("column", .integer(Int64(column))))
  }
}

extension SuggestedPatch.Target {
  package var tree: Tree {
    .members(
      ("apiVersion", .string(apiVersion)), ("kind", .string(key.kind)), ("namespace", .string(key.namespace)),
      ("name", .string(key.name)))
  }
}

extension SuggestedPatch.Precondition {
  package var tree: Tree {
    .members(("name", .string(name)), ("status", .string(status.rawValue)), ("message", .string(message)))
  }
}

extension PatchEffect {
  package var tree: Tree {
    .members(
      ("before", before.tree), ("after", after.tree), ("gained", .strings(gained)), ("lost", .strings(lost)),
      ("gainedCount", .integer(Int64(gainedCount))), ("lostCount", .integer(Int64(lostCount))))
  }
}

extension PatchEffect.Side {
  package var tree: Tree {
    .members(
      ("risk", risk.tree), ("exposure", .string(exposure.name)), ("policies", .integer(Int64(policies))),
      ("syncRequestsPerHour", syncRequestsPerHour.tree), ("pressureSecondsPerHour", .rate(pressureSecondsPerHour)))
  }
}
