extension LabelIndex {
  /// The number of a selector in a scope, held once more.
  mutating func retain(_ selector: SelectorMatcher, in scope: UInt32) -> UInt32 {
    let requirements = intern(selector)
    let kind: IndexedSelector.Kind =
      if selector.matchesNothing {
        .nothing
      } else if requirements.isEmpty {
        .everything
      } else {
        requirements.contains(where: \.isPositive) ? .including : .excluding
      }
    let hash = Self.hash(scope, kind, requirements)
    let known = selectorTable.find(hash) { slot in
      let other = selectors[Int(slot)]
      return other.scope == scope && other.kind == kind && other.requirements == requirements
    }
    let id = known ?? add(IndexedSelector(scope: scope, kind: kind, requirements: requirements), hash)
    selectors[Int(id)].holders += 1
    return id
  }

  mutating func release(_ selector: UInt32) {
    selectors[Int(selector)].holders -= 1
    if selectors[Int(selector)].holders == 0 { delete(selector) }
  }

  /// In symbols, which stay only if the selector is added.
  private mutating func intern(_ selector: SelectorMatcher) -> [IndexedSelector.Requirement] {
    selector.requirements.map { requirement in
      let key = keys.intern(requirement.key)
      switch requirement {
      case .isIn(_, let texts): return .init(operation: .isIn, key: key, values: texts.map { values.intern($0) })
      case .notIn(_, let texts): return .init(operation: .notIn, key: key, values: texts.map { values.intern($0) })
      case .exists: return .init(operation: .exists, key: key, values: [])
      case .doesNotExist: return .init(operation: .doesNotExist, key: key, values: [])
      }
    }
  }

  private static func hash(
    _ scope: UInt32, _ kind: IndexedSelector.Kind, _ requirements: [IndexedSelector.Requirement]
  ) -> UInt32 {
    var hash = SlotHash.mix(UInt64(scope) << 1 | (kind == .nothing ? 1 : 0))
    for requirement in requirements {
      hash = SlotHash.mix(hash ^ (UInt64(requirement.operation.rawValue) << 32 | UInt64(requirement.key)))
      for value in requirement.values { hash = SlotHash.mix(hash ^ UInt64(value)) }
    }
    return UInt32(truncatingIfNeeded: hash)
  }

  private mutating func add(_ selector: IndexedSelector, _ hash: UInt32) -> UInt32 {
    ensureScope(selector.scope)
    for requirement in selector.requirements {
      keys.retain(requirement.key)
      for value in requirement.values { values.retain(value) }
    }
    mentionKeys(of: selector)
    let id: UInt32
    if let reused = freeSelectors.popLast() {
      id = reused
      selectors[Int(id)] = selector
    } else {
      id = UInt32(selectors.count)
      selectors.append(selector)
    }
    selectorTable.insert(hash, id)
    switch selector.kind {
    case .everything: scopes[Int(selector.scope)].everything = id
    case .nothing: break
    case .including, .excluding: addMentions(of: id)
    }
    return id
  }

  private mutating func mentionKeys(of selector: IndexedSelector) {
    var isNew = false
    for requirement in selector.requirements {
      let word = UInt64(selector.scope) << 32 | UInt64(requirement.key)
      if keyMentions[word, default: 0] == 0 { isNew = true }
      keyMentions[word, default: 0] += 1
    }
    if isNew { project(selector.scope) }
  }

  /// Registers a selector's labels, anchors it, and links it to the classes that are there.
  private mutating func addMentions(of id: UInt32) {
    let selector = selectors[Int(id)]
    var new: [UInt32] = []
    for requirement in selector.requirements {
      for value in requirement.mentionedValues {
        let (slot, isNew) = mentions.retain(selector.scope, requirement.key, value)
        if isNew { new.append(slot) }
        if selector.kind == .excluding { mentions.post(id, to: \.excluding, of: slot) }
      }
    }
    forEachClass(in: selector.scope) { index, classID in
      let labels = index.classes[Int(classID)].labels
      for slot in new where index.mentions.mentions[Int(slot)].isOf(labels) {
        index.mentions.mentions[Int(slot)].classCount += 1
      }
      if selector.matches(labels) == (selector.kind == .including) { index.link(id, classID) }
    }
    if selector.kind == .including {
      anchor(id, on: bestAnchor(selector))
    } else {
      scopes[Int(selector.scope)].excluding.append(id)
    }
  }

  /// Calls `body` for each class whose items a selector of this scope sees.
  private mutating func forEachClass(in scope: UInt32, _ body: (inout LabelIndex, UInt32) -> Void) {
    if scope == Self.global {
      for index in classes.indices where classes[index].isLive { body(&self, UInt32(index)) }
      return
    }
    var classID = scopes[Int(scope)].firstClass
    while classID != Self.none {
      body(&self, classID)
      classID = classes[Int(classID)].nextInScope
    }
  }

  private mutating func delete(_ id: UInt32) {
    let selector = selectors[Int(id)]
    selectorTable.remove(Self.hash(selector.scope, selector.kind, selector.requirements), id)
    for link in selector.links { removeLink(at: link.position, ofClass: link.other) }
    switch selector.kind {
    case .everything: scopes[Int(selector.scope)].everything = Self.none
    case .nothing: break
    case .including: unanchor(id)
    case .excluding: scopes[Int(selector.scope)].excluding.removeAll { $0 == id }
    }
    for requirement in selector.requirements {
      for value in requirement.mentionedValues {
        guard let slot = mentions.find(selector.scope, requirement.key, value) else { continue }
        if selector.kind == .excluding { mentions.unpost(id, from: \.excluding, of: slot) }
        mentions.release(slot)
      }
    }
    selectors[Int(id)] = IndexedSelector(scope: selector.scope, kind: .nothing, requirements: [])
    freeSelectors.append(id)
    forgetKeys(of: selector)
    for requirement in selector.requirements {
      keys.release(requirement.key)
      for value in requirement.values { values.release(value) }
    }
  }

  private mutating func forgetKeys(of selector: IndexedSelector) {
    var isGone = false
    for requirement in selector.requirements {
      let word = UInt64(selector.scope) << 32 | UInt64(requirement.key)
      let count = keyMentions[word, default: 0]
      keyMentions[word] = count > 1 ? count - 1 : nil
      if count <= 1 { isGone = true }
    }
    if isGone { project(selector.scope) }
  }

  // MARK: Anchors

  /// The position of the requirement that the fewest classes satisfy; of equal ones, that with the fewest selectors.
  private func bestAnchor(_ selector: IndexedSelector) -> Int {
    var best = 0
    var bestCost = (classes: UInt64.max, selectors: UInt64.max)
    for (position, requirement) in selector.requirements.enumerated() where requirement.isPositive {
      let cost = anchorCost(selector.scope, requirement)
      if cost < bestCost { (best, bestCost) = (position, cost) }
    }
    return best
  }

  private func anchorCost(
    _ scope: UInt32, _ requirement: IndexedSelector.Requirement
  ) -> (classes: UInt64, selectors: UInt64) {
    requirement.mentionedValues.reduce((0, 0)) { cost, value in
      guard let slot = mentions.find(scope, requirement.key, value) else { return cost }
      let mention = mentions.mentions[Int(slot)]
      return (cost.classes + UInt64(mention.classCount), cost.selectors + UInt64(mention.anchored.count))
    }
  }

  private mutating func anchor(_ id: UInt32, on position: Int) {
    selectors[Int(id)].anchor = position
    let scope = selectors[Int(id)].scope
    let requirement = selectors[Int(id)].requirements[position]
    for value in requirement.mentionedValues {
      guard let slot = mentions.find(scope, requirement.key, value) else { continue }
      mentions.post(id, to: \.anchored, of: slot)
    }
  }

  private mutating func unanchor(_ id: UInt32) {
    let scope = selectors[Int(id)].scope
    let requirement = selectors[Int(id)].requirements[selectors[Int(id)].anchor]
    for value in requirement.mentionedValues {
      guard let slot = mentions.find(scope, requirement.key, value) else { continue }
      mentions.unpost(id, from: \.anchored, of: slot)
    }
  }

  /// Moves the selectors of a label that many classes have come to have to where fewer have it.
  mutating func reanchor(_ slot: UInt32) {
    let crowded = mentions.mentions[Int(slot)]
    mentions.mentions[Int(slot)].reanchorAt = crowded.classCount &* 4
    var moving: [UInt32] = []
    var posting = crowded.anchored.first
    while posting != Self.none {
      moving.append(mentions.postings[Int(posting)].selector)
      posting = mentions.postings[Int(posting)].next
    }
    for id in moving {
      let selector = selectors[Int(id)]
      let best = bestAnchor(selector)
      guard best != selector.anchor,
        anchorCost(selector.scope, selector.requirements[best]).classes * 2
          < anchorCost(selector.scope, selector.requirements[selector.anchor]).classes
      else { continue }
      unanchor(id)
      anchor(id, on: best)
    }
  }
}

extension MentionTable.Mention {
  /// Whether a class with these labels has the mentioned one.
  fileprivate func isOf(_ labels: [UInt64]) -> Bool {
    labels.contains {
      UInt32(truncatingIfNeeded: $0 >> 32) == key
        && (value == MentionTable.anyValue || UInt32(truncatingIfNeeded: $0) == value)
    }
  }
}
