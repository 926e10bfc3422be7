import KubeCore

/// How the pods of one class look, and what isolates them: a reference, so that reading copies nothing.
final class ClassEnd: Sendable {
  let endpoint: PodEndpoint
  let families: FamilySlots
  let isSelectable: Bool
  /// The number of its profile in a direction; `nil` where it is not isolated.
  let egress: Int?
  let ingress: Int?

  init(_ endpoint: PodEndpoint, egress: Int? = nil, ingress: Int? = nil) {
    self.endpoint = endpoint
    families = FamilySlots(endpoint)
    isSelectable = endpoint.isSelectable
    self.egress = egress
    self.ingress = ingress
  }

  /// Over which families a connection may be opened, node rules aside.
  func slots(to other: ClassEnd) -> FamilySlots {
    let common = families.intersection(other.families)
    if !common.isEmpty { return common }
    let isApart = !families.isEmpty && !other.families.isEmpty && !endpoint.hostNetwork && !other.endpoint.hostNetwork
    return isApart ? [] : .unknown
  }
}

/// Which of a dual-stack pod's addresses are meant.
struct FamilySlots: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let ipv4 = FamilySlots(rawValue: 1)
  static let ipv6 = FamilySlots(rawValue: 2)
  /// No family: the first address that a pod has.
  static let unknown = FamilySlots(rawValue: 4)

  /// How many slots there are; they count from 0.
  static let count = 3

  /// The family of one slot.
  static func family(_ slot: Int) -> IPFamily? { slot == 0 ? .ipv4 : slot == 1 ? .ipv6 : nil }

  func contains(slot: Int) -> Bool { rawValue >> UInt8(slot) & 1 == 1 }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ endpoint: PodEndpoint) {
    self = endpoint.addresses.reduce(into: []) { $0.insert($1.family == .ipv4 ? .ipv4 : .ipv6) }
  }
}
