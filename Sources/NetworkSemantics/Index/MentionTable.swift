/// Each label value, and each key as such, that a live selector mentions, by scope: where a new class finds the
/// selectors that concern it.
struct MentionTable {
  /// Stands for a key whatever its value.
  static let anyValue = UInt32.max

  struct Mention {
    var scope: UInt32
    var key: UInt32
    var value: UInt32
    var mentions: UInt32 = 0
    /// How many classes of the scope have the label.
    var classCount: UInt32 = 0
    /// At how many classes the selectors anchored here should look for a better place.
    var reanchorAt: UInt32 = 64
    /// Lists of selectors: anchored here, and excluding what has the label.
    var anchored = PostingList()
    var excluding = PostingList()
  }

  struct PostingList {
    var first = LabelIndex.none
    var count: UInt32 = 0
  }

  struct Posting {
    var selector: UInt32
    var next: UInt32
  }

  var mentions: [Mention] = []
  var postings: [Posting] = []
  private var freeMentions: [UInt32] = []
  private var freePostings: [UInt32] = []
  private var table = SlotTable()

  @inline(__always)
  func find(_ scope: UInt32, _ key: UInt32, _ value: UInt32) -> UInt32? {
    table.find(SlotHash.of(scope, key, value)) { slot in
      let mention = mentions[Int(slot)]
      return mention.scope == scope && mention.key == key && mention.value == value
    }
  }

  /// Adds a mention; tells whether it is the first of its label.
  mutating func retain(_ scope: UInt32, _ key: UInt32, _ value: UInt32) -> (slot: UInt32, isNew: Bool) {
    if let slot = find(scope, key, value) {
      mentions[Int(slot)].mentions += 1
      return (slot, false)
    }
    let mention = Mention(scope: scope, key: key, value: value, mentions: 1)
    let slot: UInt32
    if let reused = freeMentions.popLast() {
      slot = reused
      mentions[Int(slot)] = mention
    } else {
      slot = UInt32(mentions.count)
      mentions.append(mention)
    }
    table.insert(SlotHash.of(scope, key, value), slot)
    return (slot, true)
  }

  mutating func release(_ slot: UInt32) {
    mentions[Int(slot)].mentions -= 1
    let mention = mentions[Int(slot)]
    guard mention.mentions == 0 else { return }
    table.remove(SlotHash.of(mention.scope, mention.key, mention.value), slot)
    freeMentions.append(slot)
  }

  mutating func post(_ selector: UInt32, to list: WritableKeyPath<Mention, PostingList>, of slot: UInt32) {
    let posting = Posting(selector: selector, next: mentions[Int(slot)][keyPath: list].first)
    let index: UInt32
    if let reused = freePostings.popLast() {
      index = reused
      postings[Int(index)] = posting
    } else {
      index = UInt32(postings.count)
      postings.append(posting)
    }
    mentions[Int(slot)][keyPath: list].first = index
    mentions[Int(slot)][keyPath: list].count += 1
  }

  mutating func unpost(_ selector: UInt32, from list: WritableKeyPath<Mention, PostingList>, of slot: UInt32) {
    var previous = LabelIndex.none
    var index = mentions[Int(slot)][keyPath: list].first
    while index != LabelIndex.none {
      let posting = postings[Int(index)]
      if posting.selector == selector {
        if previous == LabelIndex.none {
          mentions[Int(slot)][keyPath: list].first = posting.next
        } else {
          postings[Int(previous)].next = posting.next
        }
        mentions[Int(slot)][keyPath: list].count -= 1
        freePostings.append(index)
        return
      }
      previous = index
      index = posting.next
    }
  }
}
