package import Support

/// Values with a type; each error names the option and what it takes.
extension ParsedArguments {
  /// A whole number of at least `minimum`.
  package func integer(_ option: OptionSpec, atLeast minimum: Int, atMost maximum: Int = .max) throws(UsageError)
    -> Int?
  {
    guard let text = value(option) else { return nil }
    guard let number = Int(text), number >= minimum, number <= maximum else {
      let range = maximum == .max ? "of at least \(minimum)" : "from \(minimum) to \(maximum)"
      throw UsageError("--\(option.name) takes a whole number \(range), not \(quoted(text))")
    }
    return number
  }

  /// A finite number that is not negative.
  package func number(_ option: OptionSpec) throws(UsageError) -> Double? {
    guard let text = value(option) else { return nil }
    let plain = text.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    guard plain, let number = Double(text), number.isFinite else {
      throw UsageError("--\(option.name) takes a number such as 0.5, not \(quoted(text))")
    }
    return number
  }

  /// A time in RFC 3339.
  package func time(_ option: OptionSpec) throws(UsageError) -> Timestamp? {
    guard let text = value(option) else { return nil }
    guard let time = Timestamp(rfc3339: text) else {
      throw UsageError("--\(option.name) takes a time such as 2026-11-21T06:00:00Z, not \(quoted(text))")
    }
    return time
  }

  /// Bytes: a whole number, alone or with `Ki`, `Mi`, `Gi`, `k`, `M` or `G` as in Kubernetes' quantities.
  package func size(_ option: OptionSpec) throws(UsageError) -> Int? {
    guard let text = value(option) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let factors: [Substring: Int] = [
      "": 1, "k": 1000, "M": 1_000_000, "G": 1_000_000_000, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30,
    ]
    if let number = Int(digits), number > 0, let factor = factors[text.dropFirst(digits.count)] {
      let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
      if !overflow { return bytes }
    }
    throw UsageError("--\(option.name) takes a size such as 256Mi, not \(quoted(text))")
  }
}
