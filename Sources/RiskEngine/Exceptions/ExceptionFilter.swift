package import Support

/// Splits findings into those that stand and those that an exception covers.
///
/// One path for the command line and the operator. An exception that has ended, has no reason or covers nothing is a
/// finding itself, so that none is silently without effect.
package enum ExceptionFilter {
  package struct Outcome: Hashable, Sendable {
    package var findings: [Finding]
    package var suppressed: [SuppressedFinding]
  }

  /// Applies the exceptions as they hold at `now`.
  package static func apply(
    _ exceptions: [FindingException], to findings: [Finding], at now: Timestamp
  ) -> Outcome {
    var outcome = Outcome(findings: [], suppressed: [])
    var used: Set<FindingException> = []
    let byObject = Dictionary(grouping: exceptions, by: \.object)
    for finding in findings {
      let match = byObject[finding.object]?.first { $0.code == finding.code.rawValue }
      guard let match else {
        outcome.findings.append(finding)
        continue
      }
      used.insert(match)
      if match.holds(at: now) {
        outcome.suppressed.append(
          SuppressedFinding(finding: finding, reason: match.reason, until: match.endTime))
      } else {
        outcome.findings.append(finding)
      }
    }
    outcome.findings += exceptions.compactMap { $0.ownFinding(isUsed: used.contains($0), at: now) }
    outcome.findings.sort()
    outcome.suppressed.sort { $0.finding < $1.finding }
    return outcome
  }
}

extension FindingException {
  package var endTime: Timestamp? { if case .at(let time) = end { time } else { nil } }

  package func holds(at now: Timestamp) -> Bool {
    guard !trimmedReason.isEmpty else { return false }
    switch end {
    case .never: return true
    case .at(let time): return now < time
    case .malformed: return false
    }
  }

  private var trimmedReason: Substring {
    reason.drop { $0.isWhitespace }
  }

  /// What is wrong with the exception itself.
  func ownFinding(isUsed: Bool, at now: Timestamp) -> Finding? {
    let name = Self.prefix + code
    if case .malformed(let text) = end {
      return Finding(
        .exceptionExpired, .low, object,
        "\(object): the exception \(name) does not hold: \(Self.untilKey) is \"\(text)\", not an RFC 3339 time.",
        about: name)
    }
    if FindingCode(rawValue: code) == nil {
      return Finding(
        .exceptionUnmatched, .low, object, "\(object): there is no finding \(code) to except (\(name)).",
        about: name)
    }
    if trimmedReason.isEmpty {
      return Finding(
        .exceptionUnmatched, .low, object, "\(object): the exception \(name) gives no reason, so it does not hold.",
        about: name)
    }
    guard isUsed else {
      return Finding(
        .exceptionUnmatched, .info, object, "\(object): the exception \(name) matches no finding.", about: name)
    }
    if case .at(let time) = end, now >= time {
      return Finding(
        .exceptionExpired, .low, object, "\(object): the exception \(name) ended at \(time.rfc3339).", about: name)
    }
    return nil
  }
}
