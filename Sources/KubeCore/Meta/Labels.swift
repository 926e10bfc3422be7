/// A set of labels: pairs with unique keys, sorted by key, so that equal sets have equal bytes.
package struct Labels: Hashable, Sendable {
  package struct Label: Hashable, Sendable {
    package let key: String
    package let value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  private var sorted: [Label]

  package init() { sorted = [] }

  package init(_ pairs: [String: String]) {
    sorted = pairs.map { Label(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key }
  }

  /// The value of a label: `nil` where the key is absent, which differs from an empty value.
  package subscript(key: String) -> String? {
    get {
      let index = position(of: key)
      return index < sorted.count && sorted[index].key == key ? sorted[index].value : nil
    }
    set {
      let index = position(of: key)
      let isThere = index < sorted.count && sorted[index].key == key
      switch (newValue, isThere) {
      case (.some(let value), true): sorted[index] = Label(key: key, value: value)
      case (.some(let value), false): sorted.insert(Label(key: key, value: value), at: index)
      case (nil, true): sorted.remove(at: index)
      case (nil, false): break
      }
    }
  }

  private func position(of key: String) -> Int {
    // The API server sends keys in order: the next one belongs at the end.
    if let last = sorted.last, last.key < key { return sorted.count }
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if sorted[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Labels: RandomAccessCollection {
  package var startIndex: Int { sorted.startIndex }
  package var endIndex: Int { sorted.endIndex }
  package subscript(index: Int) -> Label { sorted[index] }
}

extension Labels: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(Dictionary(elements) { _, last in last })
  }
}

extension Labels: CustomStringConvertible {
  /// `app=web,tier=front`, as kubectl prints labels.
  package var description: String { map { "\($0.key)=\($0.value)" }.joined(separator: ",") }
}
