import KubeCore

/// The items of an index by number: their labels, and their place in their class's list.
struct ItemTable {
  struct Item {
    var labels = Labels()
    /// ``LabelIndex/none`` where the number is not in use.
    var classID = LabelIndex.none
    var next = LabelIndex.none
    var previous = LabelIndex.none
  }

  var items: [Item] = []

  mutating func ensure(_ item: UInt32) {
    while items.count <= Int(item) { items.append(Item()) }
  }

  subscript(item: UInt32) -> Item {
    get { items[Int(item)] }
    _modify { yield &items[Int(item)] }
  }
}
