import KubeCore
import RiskEngine

/// What a reviewer reads first: the patches of a folder as GitHub-flavoured Markdown.
struct PatchReadme {
  let delivered: [RankedPatch]
  let refused: [RankedPatch]
  let delivery: PatchDelivery
  /// The folder's path, as commands name it.
  let folder: String

  func text() -> String {
    var lines = ["# Suggested patches", "", Self.introduction]
    if let use { lines += ["", use] }
    if !delivered.isEmpty { lines += ["", "## Overview", ""] + overview }
    for ranked in delivered { lines += [""] + section(ranked) }
    if !refused.isEmpty { lines += ["", "## Not offered", ""] + refused.map(Self.refusal) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let introduction = """
    Each patch was proven on a changed copy of the cluster's objects: the effect below is what that copy was found to \
    be. Patches for one workload are alternatives; apply one, look, and keep it or take it back.
    """

  private var use: String? {
    switch delivery.format {
    case .kustomize:
      "Each folder is a component: list it under `components:` of the kustomization that holds the object."
    case .diff: "`git apply \(folder)/netrisk.diff` works them in, from the folder that `netrisk` ran in."
    case .postRenderer, .fluxPatches:
      "Each file says which object of Flux its entry goes into. What is new is a manifest of its own."
    case .helmValues: "Each file says which release its values are merged into. What is new is a manifest of its own."
    case .strategic, .merge, .json6902, .manifest: nil
    }
  }

  private var overview: [String] {
    ReportMarkdown.table(
      ["Patch", "For", "Effect", "Connections"],
      delivered.map { ranked in
        [
          ranked.patch.type.rawValue, "\(ranked.workload)", Summary.effect(ranked.patch.effect),
          Summary.connections(ranked.patch.effect) ?? "the same",
        ]
      })
  }

  private func section(_ ranked: RankedPatch) -> [String] {
    let patch = ranked.patch
    let title = "## \(patch.type.rawValue) for \(ranked.workload)"
    var lines = [ReportMarkdown.escaped(title).replacing("\\#", with: "#"), "", ReportMarkdown.code(patch.id), ""]
    lines += effect(patch.effect)
    lines += ["", "Confidence \(patch.confidence.rawValue). Addresses \(addressed(patch)).", ""]
    lines += patch.preconditions.map {
      "- \(Self.words[$0.status] ?? ""): \(ReportMarkdown.escaped("\($0.name): \($0.message)"))"
    }
    lines += patch.sideEffects.map { "- Side effect: " + ReportMarkdown.escaped($0) }
    lines += Summary.ownership(patch).map { "- " + ReportMarkdown.escaped($0) }
    lines += connections("Gained", patch.effect.gained, patch.effect.gainedCount)
    lines += connections("Lost", patch.effect.lost, patch.effect.lostCount)
    let commands = delivery.format == .diff ? [] : delivery.tryCommands(of: patch, in: "\(folder)/\(patch.id)")
    if !commands.isEmpty { lines += ["", "Try it; nothing is changed:", "", "```sh"] + commands + ["```"] }
    if delivery.format.isForOwner { return lines + ["", "Take it back: take it out of there again."] }
    return lines + ["", "Take it back:", "", "```sh", patch.undo, "```"]
  }

  private static let words: [SuggestedPatch.PreconditionStatus: String] = [
    .met: "Met", .notMet: "Not met", .unknown: "Cannot tell",
  ]

  private func addressed(_ patch: SuggestedPatch) -> String {
    patch.addresses.isEmpty ? "no finding by itself" : patch.addresses.map(\.rawValue).joined(separator: ", ")
  }

  private func effect(_ effect: PatchEffect) -> [String] {
    let (before, after) = (effect.before, effect.after)
    func row(_ name: String, _ value: (PatchEffect.Side) -> String) -> [String] { [name, value(before), value(after)] }
    return ReportMarkdown.table(
      ["", "Now", "With the patch"],
      [
        row("Risk") { "\($0.risk.level.name) \($0.risk.score)" }, row("Exposure") { $0.exposure.name },
        row("NetworkPolicies") { "\($0.policies)" },
        row("Sync requests/h") { Numbers.range($0.syncRequestsPerHour) },
        row("Rebuilding, s/h") { Numbers.rate($0.pressureSecondsPerHour) },
      ])
  }

  private func connections(_ word: String, _ named: [String], _ count: Int) -> [String] {
    guard count > 0 else { return [] }
    let rest = count > named.count ? ["- … and \(count - named.count) more"] : []
    let title = "<details><summary>\(word): \(Numbers.count(count, "connection", "connections"))</summary>"
    return ["", title, ""] + named.map { "- " + ReportMarkdown.code($0) } + rest + ["", "</details>"]
  }

  private static func refusal(_ ranked: RankedPatch) -> String {
    "- \(ReportMarkdown.code(ranked.patch.id)): " + ReportMarkdown.escaped(ranked.patch.refusal)
  }
}
