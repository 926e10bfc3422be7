/// The syntax tree of a CEL expression, as far as validation rules here may go.
indirect enum CELExpression: Hashable, Sendable {
  case literal(CELLiteral, at: Int)
  case name(String, at: Int)
  case list([CELExpression], at: Int)
  /// `operand.field`; the place is that of the dot.
  case select(CELExpression, field: String, at: Int)
  /// `has(operand.field)`.
  case has(CELExpression, field: String, at: Int)
  case index(CELExpression, CELExpression, at: Int)
  case size(CELExpression, at: Int)
  case not(CELExpression, at: Int)
  case negative(CELExpression, at: Int)
  case and(CELExpression, CELExpression, at: Int)
  case or(CELExpression, CELExpression, at: Int)
  case conditional(CELExpression, CELExpression, CELExpression, at: Int)
  case relation(CELRelation, CELExpression, CELExpression, at: Int)
}

enum CELLiteral: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
}

/// The operators that compare; raw values as CEL's errors name them.
enum CELRelation: String, Hashable, Sendable {
  case equal = "_==_"
  case notEqual = "_!=_"
  case less = "_<_"
  case lessOrEqual = "_<=_"
  case greater = "_>_"
  case greaterOrEqual = "_>=_"
  case isIn = "@in"
}

/// Why an expression does not compile, with its place.
struct CELError: Error, Hashable, Sendable {
  var detail: String
  /// Unicode scalars before the place.
  var offset: Int

  /// As cel-go prints it: the place, the line and an arrow below.
  func text(in source: String) -> String {
    var line = 1
    var column = 0
    let scalars = Array(source.unicodeScalars)
    for scalar in scalars.prefix(offset) {
      column += 1
      if scalar == "\n" {
        line += 1
        column = 0
      }
    }
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = line <= lines.count ? String(lines[line - 1]) : ""
    return "ERROR: <input>:\(line):\(column + 1): \(detail)\n | \(shown)\n | "
      + String(repeating: ".", count: column) + "^"
  }
}
