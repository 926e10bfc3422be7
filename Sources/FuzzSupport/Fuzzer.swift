import FuzzDriver

/// The program around a fuzz target.
package enum Fuzzer {
  /// What libFuzzer calls with each input.
  package typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  /// Hands the command line to libFuzzer and returns when it has run what that asks for.
  ///
  /// The package manager renames the main function of every executable, so that libFuzzer's own is never called.
  package static func run(_ target: Target) {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    _ = LLVMFuzzerRunDriver(&count, &arguments, target)
  }

  /// The bytes of one input.
  package static func bytes(_ data: UnsafePointer<UInt8>?, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: data, count: count))
  }
}

/// Ends the run where an oracle is contradicted; libFuzzer then keeps the input.
@inline(never)
package func expect(
  _ condition: Bool, _ message: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line
) {
  if !condition { fatalError(message(), file: file, line: line) }
}

/// Ends the run where two values differ that must be equal.
package func expectEqual<Value: Equatable>(
  _ left: Value, _ right: Value, _ message: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) {
  if left != right { fatalError("\(message())\n  \(left)\n  \(right)", file: file, line: line) }
}
