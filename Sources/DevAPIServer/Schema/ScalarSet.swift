/// A class of characters in a regular expression.
struct ScalarSet: Hashable, Sendable {
  private var ranges: [ClosedRange<UInt32>] = []
  private var categories: Set<String> = []
  private var complements: [ScalarSet] = []
  private var isNegated = false
  /// Letters match in either case.
  private var foldsCase = false

  init(_ ranges: ClosedRange<Unicode.Scalar>...) {
    self.ranges = ranges.map { $0.lowerBound.value...$0.upperBound.value }
  }

  static let any = ScalarSet("\u{0}"..."\u{10FFFF}")
  static let anyButNewline = ScalarSet("\n"..."\n").negated
  static let digit = ScalarSet("0"..."9")
  static let word = ScalarSet("0"..."9", "A"..."Z", "_"..."_", "a"..."z")
  static let space = ScalarSet("\t"..."\n", "\u{0C}"..."\r", " "..." ")

  var negated: ScalarSet {
    var set = self
    set.isNegated.toggle()
    return set
  }

  var foldingCase: ScalarSet {
    var set = self
    set.foldsCase = true
    return set
  }

  mutating func insert(_ range: ClosedRange<Unicode.Scalar>) {
    ranges.append(range.lowerBound.value...range.upperBound.value)
  }

  mutating func insert(_ set: ScalarSet) { complements.append(set) }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    var found = includes(scalar)
    if !found, foldsCase {
      let properties = scalar.properties
      for text in [properties.lowercaseMapping, properties.uppercaseMapping] where text.unicodeScalars.count == 1 {
        if let other = text.unicodeScalars.first, includes(other) { found = true }
      }
    }
    return found != isNegated
  }

  private func includes(_ scalar: Unicode.Scalar) -> Bool {
    if ranges.contains(where: { $0.contains(scalar.value) }) { return true }
    if complements.contains(where: { $0.contains(scalar) }) { return true }
    guard !categories.isEmpty else { return false }
    let category = Self.abbreviation(scalar.properties.generalCategory)
    return categories.contains(category) || categories.contains(String(category.prefix(1)))
  }
}

extension ScalarSet {
  /// `[:alpha:]` and its like, ASCII only as in RE2; `nil` for an unknown name.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet("0"..."9", "A"..."Z", "a"..."z")
    case "alpha": ScalarSet("A"..."Z", "a"..."z")
    case "ascii": ScalarSet("\u{0}"..."\u{7F}")
    case "blank": ScalarSet("\t"..."\t", " "..." ")
    case "cntrl": ScalarSet("\u{0}"..."\u{1F}", "\u{7F}"..."\u{7F}")
    case "digit": digit
    case "graph": ScalarSet("!"..."~")
    case "lower": ScalarSet("a"..."z")
    case "print": ScalarSet(" "..."~")
    case "punct": ScalarSet("!"..."/", ":"..."@", "["..."`", "{"..."~")
    case "space": ScalarSet("\t"..."\r", " "..." ")
    case "upper": ScalarSet("A"..."Z")
    case "word": word
    case "xdigit": ScalarSet("0"..."9", "A"..."F", "a"..."f")
    default: nil
    }
  }

  /// `\p{L}`, `\p{Lu}`, `\p{Any}`; `nil` for an unknown name.
  static func unicode(_ name: String) -> ScalarSet? {
    if name == "Any" { return any }
    let known = "C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs"
    guard known.split(separator: " ").contains(where: { $0 == name }) else { return nil }
    var set = ScalarSet()
    set.categories = [name]
    return set
  }

  private static func abbreviation(_ category: Unicode.GeneralCategory) -> String {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    default: "Cn"
    }
  }
}
