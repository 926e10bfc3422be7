import Foundation
import FuzzSupport
import Support

/// The same texts by Foundation's parser, which reads more than RFC 8259: what we read, it reads alike.
enum FoundationOracle {
  static func check(_ bytes: [UInt8], _ tree: Tree) {
    // Which of two equal names wins is a matter of each parser's own.
    guard ReaderOracle.memberCount(bytes) == ReaderOracle.memberCount(tree) else { return }
    guard let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
      fatalError("Foundation refuses \(String(decoding: bytes, as: UTF8.self))")
    }
    expect(isSame(tree, theirs), "Foundation reads \(theirs) in \(String(decoding: bytes, as: UTF8.self))")
  }

  private static func isSame(_ tree: Tree, _ theirs: Any) -> Bool {
    switch tree {
    case .null: return theirs is NSNull
    case .bool(let value): return (theirs as? Bool) == value
    case .integer(let value): return (theirs as? NSNumber)?.int64Value == value
    case .number(let value):
      // Long numbers pass through a Decimal there, which costs the last digits.
      guard let other = (theirs as? NSNumber)?.doubleValue else { return false }
      return abs(other - value) <= 8 * value.ulp
    case .string(let text): return (theirs as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .array(let elements):
      guard let others = theirs as? [Any], others.count == elements.count else { return false }
      return zip(elements, others).allSatisfy { isSame($0, $1) }
    case .object(let members):
      guard let others = theirs as? [String: Any] else { return false }
      // Foundation's keys are Swift strings, of which canonically equal ones are one key.
      guard others.count == members.count else { return others.count == Set(members.map(\.name)).count }
      return members.allSatisfy { member in others[member.name].map { isSame(member.value, $0) } ?? false }
    }
  }
}
