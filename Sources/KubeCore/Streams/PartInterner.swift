/// Gives equal parts of objects one storage, in bounded memory: the pods of one Deployment have the same labels, owner,
/// containers and tolerations, which are most of what a slim pod takes.
///
/// Works as ``StringInterner`` does, whose shared strings make the comparisons cheap.
package struct PartInterner: Sendable {
  private var labels = Table<Labels>()
  private var owners = Table<[OwnerReference]>()
  private var containers = Table<[Container]>()
  private var tolerations = Table<[Toleration]>()

  package init() {}

  package mutating func share(_ metadata: inout ObjectMeta) {
    if !metadata.labels.isEmpty {
      var hash = QuickHash()
      for label in metadata.labels {
        hash.add(label.key)
        hash.add(label.value)
      }
      labels.share(&metadata.labels, hash)
    }
    guard let owner = metadata.ownerReferences.first else { return }
    var hash = QuickHash()
    hash.add(owner.uid)
    owners.share(&metadata.ownerReferences, hash)
  }

  package mutating func share(_ spec: inout PodSpec) {
    share(&spec.containers)
    share(&spec.initContainers)
    guard !spec.tolerations.isEmpty else { return }
    var hash = QuickHash()
    for toleration in spec.tolerations { hash.add(toleration.key) }
    tolerations.share(&spec.tolerations, hash)
  }

  private mutating func share(_ parts: inout [Container]) {
    guard !parts.isEmpty else { return }
    var hash = QuickHash()
    for container in parts {
      hash.add(container.name)
      hash.add(container.image)
    }
    containers.share(&parts, hash)
  }
}

/// A direct-mapped table whose slots are overwritten on collision.
private struct Table<Part: Equatable & Sendable>: Sendable {
  private static var count: Int { 512 }
  private var slots: [Part?] = []

  mutating func share(_ part: inout Part, _ hash: QuickHash) {
    if slots.isEmpty { slots = Array(repeating: nil, count: Self.count) }
    let slot = hash.slot(of: Self.count)
    if let kept = slots[slot], kept == part { part = kept } else { slots[slot] = part }
  }
}

/// Tells most texts apart by their length and last eight bytes, which is where generated names differ.
private struct QuickHash {
  private var value: UInt64 = 0

  mutating func add(_ text: String) {
    var text = text
    let word = text.withUTF8 { bytes in
      guard bytes.count >= 8 else { return bytes.reduce(0) { $0 << 8 | UInt64($1) } }
      return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
    }
    value = (value ^ word ^ UInt64(text.utf8.count)) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 29
  }

  func slot(of count: Int) -> Int { Int(truncatingIfNeeded: value >> 11) & (count - 1) }
}
