/// Linux releases in which a send to 255.255.255.255 can poison the route cache of a node or pod, so that TCP connects
/// fail with ENETUNREACH.
///
/// Commit 9e30ecf23b1b ("net: ipv4: fix incorrect MTU in broadcast routes") brought it, 5189446ba995 ("net: ipv4: fix
/// regression in local-broadcast routes") ends it. Only upstream numbers are known: a distribution's kernel carries its
/// own patches, so that it can be told for none of them.
package enum AffectedKernels {
  package enum Verdict: Hashable, Sendable {
    case affected
    case notAffected
    /// A distribution's build, or a number that is not one of kernel.org's.
    case unknown
  }

  /// First affected patch level of each long-term series. 6.12.45 has the fix; of the other series it is known only
  /// that a later release has.
  private static let firstAffected: [(major: Int, minor: Int, patch: Int)] = [
    (5, 4, 297), (5, 10, 241), (5, 15, 190), (6, 1, 149), (6, 6, 103), (6, 12, 43), (6, 15, 11), (6, 16, 2),
  ]
  private static let firstFixed612 = 45

  /// Judges `status.nodeInfo.kernelVersion`.
  package static func verdict(_ kernelVersion: String) -> Verdict {
    let parts = kernelVersion.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let major = Int(parts[0]), let minor = Int(parts[1]), let patch = Int(parts[2]) else {
      return .unknown
    }
    guard let series = firstAffected.first(where: { $0.major == major && $0.minor == minor }) else {
      return (major, minor) >= (6, 17) ? .notAffected : .unknown
    }
    if patch < series.patch { return .notAffected }
    if (major, minor) == (6, 12) { return patch < firstFixed612 ? .affected : .notAffected }
    // The fix followed within two releases in every series; which one is known for 6.12 alone.
    return patch <= series.patch + 1 ? .affected : .unknown
  }
}
