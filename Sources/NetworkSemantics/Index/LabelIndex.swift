import KubeCore

/// Which selectors match which items, kept up to date while both come and go. Items are pods or namespaces.
///
/// - Items with the same labels, as far as live selectors in their scope mention these, share a *class*; labels that no
///   selector mentions (`batch.kubernetes.io/job-name`) do not split classes. Adding an item to a class that is there
///   costs a look at its labels, however many selectors there are.
/// - Selectors with equal normal forms in one scope are one. A class knows the selectors that match it, a selector its
///   classes. Counts are of items per class, added up when asked for.
/// - A new class finds its selectors by *mentions*: each selector is anchored on the one of its requirements that the
///   fewest classes satisfy, and anchored anew when that number has grown fourfold. A selector that only excludes
///   (`NotIn`, `DoesNotExist`) is linked to the classes that it does not match.
/// - Classes that have lost their last item are kept a while (``warmLimit``): short-lived pods come again.
///
/// Scope 0 is global: its selectors see the items of all scopes.
struct LabelIndex {
  static let global: UInt32 = 0
  static let none = UInt32.max

  var keys = SymbolTable()
  var values = SymbolTable()
  /// How many selectors of a scope mention a key: by scope (high half) and key.
  var keyMentions: [UInt64: UInt32] = [:]
  var mentions = MentionTable()
  var scopes: [Scope] = [Scope()]

  var selectors: [IndexedSelector] = []
  var freeSelectors: [UInt32] = []
  var selectorTable = SlotTable()
  /// Grows with each new class, to visit a selector once a class.
  var visit: UInt32 = 0

  var classes: [LabelClass] = []
  var freeClasses: [UInt32] = []
  var classTable = SlotTable()
  /// Classes without items, the one that lost its last item longest ago first.
  var warm = WarmList()
  let warmLimit: Int

  var items = ItemTable()
  /// The labels of the item at hand, as symbols.
  var scratch: [UInt64] = []

  init(warmLimit: Int) { self.warmLimit = warmLimit }

  struct Scope {
    /// The selector `{}`, which needs no links.
    var everything = LabelIndex.none
    /// Selectors that only exclude.
    var excluding: [UInt32] = []
    var firstClass = LabelIndex.none
    var itemCount = 0
  }

  /// Items with the same labels.
  struct LabelClass {
    var scope: UInt32
    /// Key (high half) and value, by key number.
    var labels: [UInt64]
    /// To matching selectors, and to excluding selectors that do not match.
    var links: [Link] = []
    var itemCount: UInt32 = 0
    var firstItem = LabelIndex.none
    var previousInScope = LabelIndex.none
    var nextInScope = LabelIndex.none
    var previousWarm = LabelIndex.none
    var nextWarm = LabelIndex.none
    var isLive = true
  }

  /// One side of a link between class and selector: the other side, and where there the link stands.
  struct Link {
    var other: UInt32
    var position: UInt32
  }

  struct WarmList {
    var first = LabelIndex.none
    var last = LabelIndex.none
    var count = 0
  }

  /// The numbers that scopes up to this one need.
  mutating func ensureScope(_ scope: UInt32) {
    while scopes.count <= Int(scope) { scopes.append(Scope()) }
  }
}
