/// The sources of a ledger by small numbers, with the requests each has in the window. A source without any gives its
/// number back.
struct SourceTable: Hashable, Sendable {
  /// The number of ``ChurnSource/other``, which is always there.
  static let other = 0

  private var sources: [ChurnSource?] = [.other]
  private var requests = [0]
  private var indices: [ChurnSource: Int] = [.other: 0]
  private var free: [Int] = []

  /// Sources in use, ``ChurnSource/other`` included.
  var count: Int { indices.count }

  subscript(index: Int) -> ChurnSource { sources.indices.contains(index) ? sources[index] ?? .other : .other }

  func index(of source: ChurnSource) -> Int? { indices[source] }

  mutating func insert(_ source: ChurnSource) -> Int {
    if let index = indices[source] { return index }
    let index: Int
    if let reused = free.popLast() {
      index = reused
      sources[index] = source
      requests[index] = 0
    } else {
      index = sources.count
      sources.append(source)
      requests.append(0)
    }
    indices[source] = index
    return index
  }

  mutating func add(_ count: Int, to index: Int) { requests[index] += count }

  mutating func subtract(_ count: Int, from index: Int) {
    requests[index] -= count
    if requests[index] <= 0 { release(index) }
  }

  /// Adds the requests of one source to another and gives its number back.
  mutating func merge(_ index: Int, into target: Int) {
    requests[target] += requests[index]
    requests[index] = 0
    release(index)
  }

  private mutating func release(_ index: Int) {
    guard index != Self.other, let source = sources[index] else { return }
    indices[source] = nil
    sources[index] = nil
    free.append(index)
  }

  /// The `count` sources with the fewest requests.
  func smallest(_ count: Int) -> [Int] {
    let candidates = indices.filter { $0.value != Self.other }
    let sorted = candidates.sorted { left, right in
      (requests[left.value], left.key) < (requests[right.value], right.key)
    }
    return sorted.prefix(count).map(\.value)
  }
}
