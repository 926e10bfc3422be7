import KubeCore

/// Reads what a change gives and takes, for the pods that it can touch.
struct ChangeComparison {
  /// What one pair of classes gains and loses, as numbers of connection sets.
  struct Cell: Equatable {
    var gained = ConnectionSetTable.none
    var lost = ConnectionSetTable.none

    subscript(isGained: Bool) -> UInt32 { isGained ? gained : lost }
  }

  /// What one class may open to each class, before and after; node rules aside.
  struct Row {
    var before: [UInt32]
    var after: [UInt32]
  }

  let baseline: ConnectivityBaseline
  let joint: JointClasses
  private(set) var reader: ProfileReader
  /// Classes that have pods.
  private let active: [Int]
  private var cells: [UInt64: Cell] = [:]
  /// By source: the classes with which it gains, or loses, and the number of what.
  private var gains: [[(destination: Int, number: UInt32)]]
  private var losses: [[(destination: Int, number: UInt32)]]
  private(set) var rows: [Int: Row] = [:]
  var movers = NodeMovers()
  var counts = (gained: 0, lost: 0)

  init(_ baseline: ConnectivityBaseline, _ joint: JointClasses) {
    self.baseline = baseline
    self.joint = joint
    reader = joint.reader
    active = joint.classes.indices.filter { !joint.classes[$0].members.isEmpty }
    gains = Array(repeating: [], count: joint.classes.count)
    losses = gains
  }

  mutating func difference(limit: Int) -> ConnectivityDifference {
    var difference = ConnectivityDifference()
    OutsideComparison(baseline, joint).add(to: &difference, limit)
    for source in active where joint.classes[source].isEgressAffected { readRow(source) }
    for destination in active where joint.classes[destination].isIngressAffected { readColumn(destination) }
    applyNodeRules()
    difference.gained.count += counts.gained
    difference.lost.count += counts.lost
    addExamples(true, to: &difference.gained, limit)
    addExamples(false, to: &difference.lost, limit)
    return difference
  }

  // MARK: Reading

  private mutating func readRow(_ source: Int) {
    let from = joint.classes[source]
    let (old, new) = (joint.ends[from.before], joint.ends[from.after])
    var before = PeerReadings(.ingress, with: old)
    var after = PeerReadings(.ingress, with: new)
    let none = Array(repeating: ConnectionSetTable.none, count: from.isMoved ? joint.classes.count : 0)
    var row = Row(before: none, after: none)
    for destination in active {
      let to = joint.classes[destination]
      let first = read(from: old, to: joint.ends[to.before], ingress: &before)
      let second =
        from.isMoved
        ? read(from: new, to: joint.ends[to.after], ingress: &after)
        : read(from: new, to: joint.ends[to.after], ingress: &before)
      record(source, destination, first, second)
      if from.isMoved { (row.before[destination], row.after[destination]) = (first, second) }
    }
    if from.isMoved { rows[source] = row }
  }

  /// The connections to a class from those whose rows are not read.
  private mutating func readColumn(_ destination: Int) {
    let to = joint.classes[destination]
    let (old, new) = (joint.ends[to.before], joint.ends[to.after])
    var before = PeerReadings(.egress, with: old)
    var after = PeerReadings(.egress, with: new)
    for source in active where !joint.classes[source].isEgressAffected {
      let from = joint.classes[source]
      let first = read(from: joint.ends[from.before], to: old, egress: &before)
      let second =
        to.isMoved
        ? read(from: joint.ends[from.after], to: new, egress: &after)
        : read(from: joint.ends[from.after], to: new, egress: &before)
      record(source, destination, first, second)
    }
  }

  private mutating func read(from: ClassEnd, to: ClassEnd, ingress: inout PeerReadings) -> UInt32 {
    let slots = from.slots(to: to)
    var result = ConnectionSetTable.none
    for slot in 0..<FamilySlots.count where slots.contains(slot: slot) {
      let egress = reader.allowed(.egress, from.egress, with: to, FamilySlots.family(slot))
      guard egress != ConnectionSetTable.none else { continue }
      let both = reader.table.meet(egress, ingress.allowed(to.ingress, slot, &reader))
      result = reader.table.union(result, both)
    }
    return result
  }

  private mutating func read(from: ClassEnd, to: ClassEnd, egress: inout PeerReadings) -> UInt32 {
    let slots = from.slots(to: to)
    var result = ConnectionSetTable.none
    for slot in 0..<FamilySlots.count where slots.contains(slot: slot) {
      let ingress = reader.allowed(.ingress, to.ingress, with: from, FamilySlots.family(slot))
      guard ingress != ConnectionSetTable.none else { continue }
      let both = reader.table.meet(egress.allowed(from.egress, slot, &reader), ingress)
      result = reader.table.union(result, both)
    }
    return result
  }

  private mutating func record(_ source: Int, _ destination: Int, _ before: UInt32, _ after: UInt32) {
    guard before != after else { return }
    let from = joint.classes[source].members.count
    let pairs = from * joint.classes[destination].members.count - (source == destination ? from : 0)
    guard pairs > 0 else { return }
    let cell = cell(before, after)
    count(cell, pairs, into: &counts)
    if cell.gained != ConnectionSetTable.none { gains[source].append((destination, cell.gained)) }
    if cell.lost != ConnectionSetTable.none { losses[source].append((destination, cell.lost)) }
  }

  func count(_ cell: Cell, _ pairs: Int, into counts: inout (gained: Int, lost: Int)) {
    if cell.gained != ConnectionSetTable.none { counts.gained += pairs }
    if cell.lost != ConnectionSetTable.none { counts.lost += pairs }
  }

  mutating func cell(_ before: UInt32, _ after: UInt32) -> Cell {
    if before == after { return Cell() }
    let key = UInt64(before) << 32 | UInt64(after)
    if let known = cells[key] { return known }
    let (old, new) = (reader.table[before], reader.table[after])
    let cell = Cell(gained: reader.table.number(new.subtracting(old)), lost: reader.table.number(old.subtracting(new)))
    cells[key] = cell
    return cell
  }

  // MARK: Examples

  private mutating func addExamples(
    _ isGained: Bool, to list: inout ConnectivityDifference.Changes, _ limit: Int
  ) {
    guard isGained ? counts.gained > 0 : counts.lost > 0 else { return }
    let changes = isGained ? gains : losses
    var row = Array(repeating: ConnectionSetTable.none, count: joint.classes.count)
    for (source, index) in joint.classOf.enumerated() {
      guard list.examples.count < limit else { return }
      guard let index else { continue }
      let mover = movers.groupOf[source].flatMap { movers.groups[$0].hasCorrections ? $0 : nil }
      guard !changes[index].isEmpty || mover != nil else { continue }
      for change in changes[index] { row[change.destination] = change.number }
      for (destination, to) in joint.classOf.enumerated() where destination != source {
        guard let to else { continue }
        var number = row[to]
        if let mover, let special = nodeCell(mover, source, destination) { number = special[isGained] }
        guard number != ConnectionSetTable.none else { continue }
        guard list.examples.count < limit else { return }
        list.examples.append(
          ConnectionChange(
            from: .pod(baseline.pods[source].id), to: .pod(baseline.pods[destination].id),
            connections: reader.table[number]))
      }
      for change in changes[index] { row[change.destination] = ConnectionSetTable.none }
    }
  }
}
