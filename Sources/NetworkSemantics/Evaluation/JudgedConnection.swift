/// A verdict by one reading, put together from the flows that make up a connection's ends.
struct JudgedConnection {
  var verdict: Verdict
  var reason: String
  var decidedBy: [ConnectionDecision] = []
  var addresses = AddressVerdicts()

  init(verdict: Verdict, reason: String, decidedBy: [ConnectionDecision] = []) {
    self.verdict = verdict
    self.reason = reason
    self.decidedBy = decidedBy
  }

  init(_ flow: FlowVerdict) {
    self.init(verdict: flow.verdict, reason: flow.reason, decidedBy: flow.decidedBy)
  }

  /// Puts together the verdicts on the ranges of a block.
  init(_ block: IPPrefix, _ flows: [FlowVerdict], _ addresses: AddressVerdicts) {
    let whole = IPSet(block)
    let uniform = [addresses.allowed, addresses.denied, addresses.unknown].contains(whole)
    let first = flows[0]
    if uniform {
      self.init(verdict: first.verdict, reason: first.reason, decidedBy: flows.flatMap(\.decidedBy).uniqued())
      if flows.count > 1 { reason = "all of \(block): \(first.reason)" }
    } else {
      var parts: [String] = []
      if !addresses.allowed.isEmpty { parts.append("allowed: \(addresses.allowed)") }
      if !addresses.denied.isEmpty { parts.append("denied: \(addresses.denied)") }
      if !addresses.unknown.isEmpty { parts.append("unknown: \(addresses.unknown)") }
      self.init(
        verdict: .partial, reason: parts.joined(separator: "; "), decidedBy: flows.flatMap(\.decidedBy).uniqued())
    }
    self.addresses = addresses
  }
}
