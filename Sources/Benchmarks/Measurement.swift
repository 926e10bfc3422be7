import Glibc

/// CPU time of this process, user and system.
enum CPUTime {
  static var now: Double {
    var usage = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &usage)
    return Double(usage.tv_sec) + Double(usage.tv_nsec) / 1e9
  }

  /// Seconds of CPU that `body` takes.
  static func measure(_ body: () throws -> Void) rethrows -> Double {
    let start = now
    try body()
    return now - start
  }
}

/// Resident memory of this process.
enum ResidentMemory {
  /// Bytes, from `/proc/self/statm`; 0 where that cannot be read.
  static var bytes: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// One line of output.
enum Figure {
  static func print(_ name: String, _ shape: String, _ value: String) {
    let first = name + String(repeating: " ", count: max(1, 22 - name.count))
    let second = shape + String(repeating: " ", count: max(1, 46 - shape.count))
    Swift.print(first + second + value)
  }

  static func decimal(_ value: Double, _ digits: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = (value * scale).rounded()
    guard digits > 0 else { return String(Int(whole)) }
    let number = Int(whole)
    let fraction = String(number % Int(scale))
    return "\(number / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
