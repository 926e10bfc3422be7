import KubeCore

extension LabelIndex {
  /// Adds an item, or gives it new labels; its scope stays what it was first.
  mutating func put(_ item: UInt32, in scope: UInt32, _ labels: Labels) {
    items.ensure(item)
    let old = items[item].classID
    let new = classID(of: labels, in: scope)
    items[item].labels = labels
    guard old != new else { return }
    if old != Self.none { detach(item) } else { scopes[Int(scope)].itemCount += 1 }
    attach(item, to: new)
    trimWarm()
  }

  /// Removes an item that is there.
  mutating func remove(_ item: UInt32) {
    let classID = items[item].classID
    guard classID != Self.none else { return }
    scopes[Int(classes[Int(classID)].scope)].itemCount -= 1
    detach(item)
    items[item].labels = Labels()
    trimWarm()
  }

  func contains(_ item: UInt32) -> Bool {
    Int(item) < items.items.count && items[item].classID != Self.none
  }

  private mutating func attach(_ item: UInt32, to classID: UInt32) {
    let first = classes[Int(classID)].firstItem
    items[item].classID = classID
    items[item].next = first
    items[item].previous = Self.none
    if first != Self.none { items[first].previous = item }
    classes[Int(classID)].firstItem = item
    classes[Int(classID)].itemCount += 1
    if classes[Int(classID)].itemCount == 1 { removeWarm(classID) }
  }

  private mutating func detach(_ item: UInt32) {
    let place = items[item]
    if place.previous == Self.none {
      classes[Int(place.classID)].firstItem = place.next
    } else {
      items[place.previous].next = place.next
    }
    if place.next != Self.none { items[place.next].previous = place.previous }
    items[item].classID = Self.none
    classes[Int(place.classID)].itemCount -= 1
    if classes[Int(place.classID)].itemCount == 0 { addWarm(place.classID) }
  }

  /// Puts every item of a scope into the class that its labels now mean.
  mutating func project(_ scope: UInt32) {
    var moving: [UInt32] = []
    if scope == Self.global {
      moving = items.items.indices.lazy.map { UInt32($0) }.filter { contains($0) }
    } else {
      var classID = scopes[Int(scope)].firstClass
      while classID != Self.none {
        var item = classes[Int(classID)].firstItem
        while item != Self.none {
          moving.append(item)
          item = items[item].next
        }
        classID = classes[Int(classID)].nextInScope
      }
    }
    for item in moving {
      let old = items[item].classID
      let new = classID(of: items[item].labels, in: classes[Int(old)].scope)
      guard old != new else { continue }
      detach(item)
      attach(item, to: new)
    }
    trimWarm()
  }

  // MARK: Classes without items

  func isWarm(_ classID: UInt32) -> Bool {
    warm.first == classID || classes[Int(classID)].previousWarm != Self.none
  }

  mutating func addWarm(_ classID: UInt32) {
    classes[Int(classID)].previousWarm = warm.last
    classes[Int(classID)].nextWarm = Self.none
    if warm.last == Self.none { warm.first = classID } else { classes[Int(warm.last)].nextWarm = classID }
    warm.last = classID
    warm.count += 1
  }

  mutating func removeWarm(_ classID: UInt32) {
    guard isWarm(classID) else { return }
    let previous = classes[Int(classID)].previousWarm
    let next = classes[Int(classID)].nextWarm
    if previous == Self.none { warm.first = next } else { classes[Int(previous)].nextWarm = next }
    if next == Self.none { warm.last = previous } else { classes[Int(next)].previousWarm = previous }
    classes[Int(classID)].previousWarm = Self.none
    classes[Int(classID)].nextWarm = Self.none
    warm.count -= 1
  }

  private mutating func trimWarm() {
    while warm.count > warmLimit {
      let oldest = warm.first
      removeWarm(oldest)
      deleteClass(oldest)
    }
  }
}
