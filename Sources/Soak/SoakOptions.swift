/// What is run, and how long each part takes.
struct SoakOptions {
  var outage = 600
  var cut = 60
  var kills = 20
  /// The parts that are run: all where none is named.
  var only: Set<String> = []

  static let usage = """
    Usage: Soak [--outage SECONDS] [--cut SECONDS] [--kills COUNT] [PART…]

    Parts: cut, kills, freeze, outage. Without one all are run, for about a quarter of an hour. The exit status is 1
    where a goal is missed.
    """

  /// `nil` for arguments that are none.
  init?(_ arguments: some Sequence<String>) {
    var rest = Array(arguments)[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--outage", "--cut", "--kills":
        guard let number = rest.popFirst().flatMap({ Int($0) }), number > 0 else { return nil }
        set(argument, number)
      case "cut", "kills", "freeze", "outage": only.insert(argument)
      default: return nil
      }
    }
  }

  private mutating func set(_ option: String, _ number: Int) {
    switch option {
    case "--outage": outage = number
    case "--cut": cut = number
    default: kills = number
    }
  }

  func includes(_ part: String) -> Bool { only.isEmpty || only.contains(part) }
}
