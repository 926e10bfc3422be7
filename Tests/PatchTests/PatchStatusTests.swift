import KubeCore
import NetRiskAPI
import RiskEngine
import Support
import Testing

/// What a status carries of a patch is enough to deliver it.
@Suite("Patches from statuses")
struct PatchStatusTests {
  @Test("They are read as they were written, from the examples", arguments: WholeCluster.examples)
  func examples(name: String) throws {
    let report = try WholeCluster(example: name).report()
    for ranked in report.rankedPatches { try Self.check(ranked.patch, name) }
    #expect(!report.rankedPatches.isEmpty || name != "k3s-home-assistant")
  }

  @Test("And from generated clusters")
  func generated() throws {
    var types: Set<SuggestedPatch.PatchType> = []
    for seed in 0..<40 as Range<UInt64> {
      for ranked in try WholeCluster(GeneratedCluster(seed: seed).objects).report().rankedPatches {
        try Self.check(ranked.patch, "seed \(seed)")
        types.insert(ranked.patch.type)
      }
    }
    #expect(types == Set(SuggestedPatch.PatchType.allCases))
  }

  private static func check(_ patch: SuggestedPatch, _ place: String) throws {
    let read = try SuggestedPatch(status: patch.statusTree) { try? plainTree($0) }
    #expect(read.id == patch.id && read.type == patch.type && read.target == patch.target, "\(place)")
    #expect(read.body == patch.body, "\(place), \(patch.id)")
    #expect(read.changes.map(\.target) == patch.changes.map(\.target), "\(place), \(patch.id)")
    for (mine, theirs) in zip(read.changes, patch.changes) {
      #expect(mine.action.name == theirs.action.name, "\(place), \(patch.id)")
      let (first, second) = (mine.content ?? .null, theirs.content ?? .null)
      #expect(first.isSameJSON(as: second), "\(place), \(patch.id)")
    }
    #expect(read.preconditions == patch.preconditions && read.confidence == patch.confidence, "\(place), \(patch.id)")
    #expect((read.effect.gainedCount, read.effect.lostCount) == (patch.effect.gainedCount, patch.effect.lostCount))
    #expect(read.effect.after.risk.score == patch.effect.after.risk.score, "\(place), \(patch.id)")
    #expect(read.effect.after.exposure == patch.effect.after.exposure, "\(place), \(patch.id)")
    #expect((read.undo, read.tryCommands) == (patch.undo, patch.tryCommands), "\(place), \(patch.id)")
  }

  @Test("A text that was too long for the status, and a status of another version, are told")
  func refusals() throws {
    let report = try WholeCluster(example: "k3s-home-assistant").report()
    let patch = try #require(report.rankedPatches.first { $0.patch.type == .cronJobToDeployment }).patch
    func refusal(_ change: (inout Tree) -> Void) -> String {
      var tree = patch.statusTree
      change(&tree)
      do throws(StatusPatchError) {
        _ = try SuggestedPatch(status: tree) { try? plainTree($0) }
        return ""
      } catch { return error.id == patch.id ? error.message : "no id" }
    }
    let cases: [(change: (inout Tree) -> Void, reason: String)] = [
      ({ $0["body"]?["text"] = nil }, "the change of \(patch.target.key) is too long for a status"),
      ({ $0["changes"] = nil }, "its changes cannot be read: the status is of another version"),
      ({ $0["type"] = "Magic" }, "its type cannot be read"),
      ({ $0["effect"]?["before"]?["level"] = "Awful" }, "its effect.before cannot be read"),
      ({ $0["target"]?["name"] = "../../etc/x" }, "its target is no object that there can be"),
      ({ $0["target"]?["kind"] = "a/b" }, "its target is no object that there can be"),
      ({ $0["body"]?["text"] = "a: [" }, "the change of \(patch.target.key) is no YAML"), ({ _ in }, ""),
    ]
    for (change, reason) in cases { #expect(refusal(change).hasPrefix(reason)) }
  }
}
