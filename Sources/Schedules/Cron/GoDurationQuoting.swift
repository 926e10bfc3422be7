import Support

/// `text` in double quotes as Go's `time.ParseDuration` writes it: all but ASCII as bytes, `\xNN`.
func goDurationQuoted(_ text: String) -> String {
  var quoted = "\""
  for byte in text.utf8 {
    if byte < 0x20 || byte >= 0x80 {
      quoted += "\\x" + hexadecimal(UInt32(byte), digits: 2)
    } else {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { quoted += "\\" }
      quoted.unicodeScalars.append(Unicode.Scalar(byte))
    }
  }
  return quoted + "\""
}
