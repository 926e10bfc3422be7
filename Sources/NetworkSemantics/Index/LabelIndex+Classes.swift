import KubeCore

extension LabelIndex {
  /// The class of these labels in a scope, new where need be.
  mutating func classID(of labels: Labels, in scope: UInt32) -> UInt32 {
    fillScratch(labels, scope)
    let hash = SlotHash.of(scope, scratch)
    let known = classTable.find(hash) { slot in
      classes[Int(slot)].scope == scope && classes[Int(slot)].labels == scratch
    }
    return known ?? addClass(scope, hash)
  }

  /// Leaves in ``scratch`` the labels whose keys some selector of the scope mentions, by key number.
  private mutating func fillScratch(_ labels: Labels, _ scope: UInt32) {
    scratch.removeAll(keepingCapacity: true)
    for label in labels {
      guard let key = keys.find(label.key), isMentioned(key, in: scope) else { continue }
      let word = UInt64(key) << 32 | UInt64(values.intern(label.value))
      var position = scratch.count
      while position > 0, scratch[position - 1] > word { position -= 1 }
      scratch.insert(word, at: position)
    }
  }

  private func isMentioned(_ key: UInt32, in scope: UInt32) -> Bool {
    if keyMentions[UInt64(Self.global) << 32 | UInt64(key)] != nil { return true }
    return scope != Self.global && keyMentions[UInt64(scope) << 32 | UInt64(key)] != nil
  }

  /// Adds a class with the labels in ``scratch``.
  private mutating func addClass(_ scope: UInt32, _ hash: UInt32) -> UInt32 {
    let added = LabelClass(scope: scope, labels: scratch, nextInScope: scopes[Int(scope)].firstClass)
    let classID: UInt32
    if let reused = freeClasses.popLast() {
      classID = reused
      classes[Int(classID)] = added
    } else {
      classID = UInt32(classes.count)
      classes.append(added)
    }
    if added.nextInScope != Self.none { classes[Int(added.nextInScope)].previousInScope = classID }
    scopes[Int(scope)].firstClass = classID
    classTable.insert(hash, classID)
    for label in added.labels {
      keys.retain(UInt32(truncatingIfNeeded: label >> 32))
      values.retain(UInt32(truncatingIfNeeded: label))
    }
    linkSelectors(to: classID)
    // Until an item is attached the class has none, and would be forgotten.
    addWarm(classID)
    return classID
  }

  private mutating func linkSelectors(to classID: UInt32) {
    visit &+= 1
    let labels = classes[Int(classID)].labels
    let scope = classes[Int(classID)].scope
    var crowded: [UInt32] = []
    for mention in mentionSlots(of: labels, in: scope) {
      mentions.mentions[Int(mention)].classCount += 1
      let found = mentions.mentions[Int(mention)]
      var posting = found.anchored.first
      while posting != Self.none {
        let selector = mentions.postings[Int(posting)].selector
        if selectors[Int(selector)].matches(labels) { link(selector, classID) }
        posting = mentions.postings[Int(posting)].next
      }
      posting = found.excluding.first
      while posting != Self.none {
        let selector = mentions.postings[Int(posting)].selector
        if selectors[Int(selector)].visit != visit {
          selectors[Int(selector)].visit = visit
          link(selector, classID)
        }
        posting = mentions.postings[Int(posting)].next
      }
      if found.classCount >= found.reanchorAt, found.anchored.count > 0 { crowded.append(mention) }
    }
    for mention in crowded { reanchor(mention) }
  }

  /// The mentions that concern a class: of each label, and of each key, in its scope and globally.
  func mentionSlots(of labels: [UInt64], in scope: UInt32) -> [UInt32] {
    var slots: [UInt32] = []
    for label in labels {
      let key = UInt32(truncatingIfNeeded: label >> 32)
      for value in [UInt32(truncatingIfNeeded: label), MentionTable.anyValue] {
        if let slot = mentions.find(Self.global, key, value) { slots.append(slot) }
        if scope != Self.global, let slot = mentions.find(scope, key, value) { slots.append(slot) }
      }
    }
    return slots
  }

  /// Removes a class without items.
  mutating func deleteClass(_ classID: UInt32) {
    let removed = classes[Int(classID)]
    for link in removed.links { removeLink(at: link.position, ofSelector: link.other) }
    for mention in mentionSlots(of: removed.labels, in: removed.scope) {
      mentions.mentions[Int(mention)].classCount -= 1
    }
    classTable.remove(SlotHash.of(removed.scope, removed.labels), classID)
    if removed.previousInScope == Self.none {
      scopes[Int(removed.scope)].firstClass = removed.nextInScope
    } else {
      classes[Int(removed.previousInScope)].nextInScope = removed.nextInScope
    }
    if removed.nextInScope != Self.none { classes[Int(removed.nextInScope)].previousInScope = removed.previousInScope }
    for label in removed.labels {
      keys.release(UInt32(truncatingIfNeeded: label >> 32))
      values.release(UInt32(truncatingIfNeeded: label))
    }
    classes[Int(classID)] = LabelClass(scope: removed.scope, labels: [], isLive: false)
    freeClasses.append(classID)
  }

  // MARK: Links

  mutating func link(_ selector: UInt32, _ classID: UInt32) {
    let inClass = UInt32(classes[Int(classID)].links.count)
    let inSelector = UInt32(selectors[Int(selector)].links.count)
    classes[Int(classID)].links.append(Link(other: selector, position: inSelector))
    selectors[Int(selector)].links.append(Link(other: classID, position: inClass))
  }

  /// Removes a link from a selector's side, filling its place with the last one.
  private mutating func removeLink(at position: UInt32, ofSelector selector: UInt32) {
    guard let last = selectors[Int(selector)].links.popLast(),
      Int(position) < selectors[Int(selector)].links.count
    else { return }
    selectors[Int(selector)].links[Int(position)] = last
    classes[Int(last.other)].links[Int(last.position)].position = position
  }

  /// Removes a link from a class's side, filling its place with the last one.
  mutating func removeLink(at position: UInt32, ofClass classID: UInt32) {
    guard let last = classes[Int(classID)].links.popLast(), Int(position) < classes[Int(classID)].links.count else {
      return
    }
    classes[Int(classID)].links[Int(position)] = last
    selectors[Int(last.other)].links[Int(last.position)].position = position
  }
}
