extension LabelIndex {
  /// How many items a selector matches.
  func itemCount(_ selector: UInt32) -> Int {
    let found = selectors[Int(selector)]
    switch found.kind {
    case .nothing: return 0
    case .everything: return itemCount(inScope: found.scope)
    case .including: return linkedItems(found)
    case .excluding: return itemCount(inScope: found.scope) - linkedItems(found)
    }
  }

  private func linkedItems(_ selector: IndexedSelector) -> Int {
    selector.links.reduce(0) { $0 + Int(classes[Int($1.other)].itemCount) }
  }

  func itemCount(inScope scope: UInt32) -> Int {
    scope == Self.global ? scopes.reduce(0) { $0 + $1.itemCount } : scopes[Int(scope)].itemCount
  }

  /// Calls `body` for each class with items that a selector matches.
  func forEachClass(of selector: UInt32, _ body: (UInt32) -> Void) {
    let found = selectors[Int(selector)]
    switch found.kind {
    case .nothing: return
    case .including:
      for link in found.links where classes[Int(link.other)].itemCount > 0 { body(link.other) }
    case .everything: forEachClass(inScope: found.scope, body)
    case .excluding:
      forEachClass(inScope: found.scope) { if found.matches(classes[Int($0)].labels) { body($0) } }
    }
  }

  /// Calls `body` for each class with items in a scope.
  func forEachClass(inScope scope: UInt32, _ body: (UInt32) -> Void) {
    if scope == Self.global {
      for index in classes.indices where classes[index].itemCount > 0 { body(UInt32(index)) }
      return
    }
    guard Int(scope) < scopes.count else { return }
    var classID = scopes[Int(scope)].firstClass
    while classID != Self.none {
      if classes[Int(classID)].itemCount > 0 { body(classID) }
      classID = classes[Int(classID)].nextInScope
    }
  }

  /// Calls `body` for each selector of an item's own scope that matches it.
  func forEachSelector(matching item: UInt32, _ body: (UInt32) -> Void) {
    guard contains(item) else { return }
    let found = classes[Int(items[item].classID)]
    let scope = scopes[Int(found.scope)]
    if scope.everything != Self.none { body(scope.everything) }
    for link in found.links {
      let selector = selectors[Int(link.other)]
      if selector.scope == found.scope, selector.kind == .including { body(link.other) }
    }
    for selector in scope.excluding where selectors[Int(selector)].matches(found.labels) { body(selector) }
  }

  /// Calls `body` for each item of a class.
  func forEachItem(of classID: UInt32, _ body: (UInt32) -> Void) {
    var item = classes[Int(classID)].firstItem
    while item != Self.none {
      body(item)
      item = items[item].next
    }
  }
}
