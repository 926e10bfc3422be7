/// Whole parts of a whole, by the method of the largest remainder (Hamilton).
enum Apportionment {
  /// Shares `total` out as the weights are to each other; the parts sum to it. Equal remainders go to the first. Where
  /// `total` is at most the sum of the weights no part is larger than its weight.
  ///
  /// `total` times any weight must fit: counts of a history are bounded so that it does.
  static func shares(of total: Int, by weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0, total > 0 else { return weights.map { _ in 0 } }
    var parts = weights.map { total * $0 / sum }
    let rest = total - parts.reduce(0, +)
    guard rest > 0 else { return parts }
    let remainders = weights.map { total * $0 % sum }
    let first = weights.indices.sorted { left, right in
      remainders[left] == remainders[right] ? left < right : remainders[left] > remainders[right]
    }
    for index in first.prefix(rest) { parts[index] += 1 }
    return parts
  }
}
