import FuzzSupport
import KubeCore

/// Selectors, addresses, policies and the index of who is selected. The first byte says what the rest of the input is.
@main
enum FuzzSelectors {
  static func main() { Fuzzer.run(fuzz) }

  static func check(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    switch input.byte() {
    case UInt8(ascii: "a"): AddressOracle.check(String(decoding: input.rest(), as: UTF8.self))
    case UInt8(ascii: "i"): AddressOracle.checkSets(&input)
    case UInt8(ascii: "p"): PolicyOracle.check(Cluster(&input))
    case UInt8(ascii: "e"): IndexOracle.check(&input)
    default: SelectorOracle.check(input.selector(), (0..<4).map { _ in input.labels() })
    }
  }
}

@c(LLVMFuzzerTestOneInput)
func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzSelectors.check(Fuzzer.bytes(data, count))
  return 0
}
