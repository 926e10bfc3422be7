import Testing

struct ScalarTests {
  /// Rows of go-yaml v2's `decode_test.go`, then what `sigs.k8s.io/yaml` makes of them.
  @Test(arguments: [
    ("v: hi", #"{"v":"hi"}"#), ("v: true", #"{"v":true}"#), ("v: 10", #"{"v":10}"#), ("v: 0b10", #"{"v":2}"#),
    ("v: 0xA", #"{"v":10}"#), ("v: 4294967296", #"{"v":4294967296}"#), ("v: 0.1", #"{"v":0.1}"#),
    ("v: .1", #"{"v":0.1}"#), ("v: -10", #"{"v":-10}"#), ("v: -.1", #"{"v":-0.1}"#), ("123", "123"),
    ("canonical: 6.8523e+5", #"{"canonical":685230}"#), ("expo: 685.230_15e+03", #"{"expo":685230.15}"#),
    ("fixed: 685_230.15", #"{"fixed":685230.15}"#), ("answer: NO", #"{"answer":false}"#),
    ("logical: True", #"{"logical":true}"#), ("option: on", #"{"option":true}"#), ("v: y", #"{"v":true}"#),
    ("v: Off", #"{"v":false}"#), ("v: yES", #"{"v":"yES"}"#), ("v: N", #"{"v":false}"#),
    ("decimal: +685_230", #"{"decimal":685230}"#), ("octal: 02472256", #"{"octal":685230}"#),
    ("octal: 0o17", #"{"octal":15}"#), ("octal: 0O17", #"{"octal":15}"#), ("v: 08", #"{"v":8}"#),
    ("v: 0777", #"{"v":511}"#), ("v: 09.5", #"{"v":9.5}"#), ("v: 0", #"{"v":0}"#), ("v: 00", #"{"v":0}"#),
    ("v: -0", #"{"v":0}"#), ("hexa: 0x_0A_74_AE", #"{"hexa":685230}"#), ("hexa: -0x1f", #"{"hexa":-31}"#),
    ("v: 0x", #"{"v":"0x"}"#), ("v: 0x1g", #"{"v":"0x1g"}"#),
    ("v: 0xFFFFFFFFFFFFFFFFFF", #"{"v":"0xFFFFFFFFFFFFFFFFFF"}"#),
    ("bin: 0b1010_0111_0100_1010_1110", #"{"bin":685230}"#), ("bin: -0b101010", #"{"bin":-42}"#),
    (
      "bin: -0b1000000000000000000000000000000000000000000000000000000000000000", #"{"bin":-9223372036854775808}"#
    ),
    ("empty:", #"{"empty":null}"#), ("canonical: ~", #"{"canonical":null}"#), ("english: null", #"{"english":null}"#),
    ("v: NULL", #"{"v":null}"#), ("v: nULL", #"{"v":"nULL"}"#),
    ("seq: [A,1,C]", #"{"seq":["A",1,"C"]}"#), ("seq:\n - A\n - B", #"{"seq":["A","B"]}"#),
    ("scalar: | # Comment\n\n literal\n\n \ttext\n\n", #"{"scalar":"\nliteral\n\n\ttext\n"}"#),
    (
      "scalar: > # Comment\n\n folded\n line\n \n next\n line\n  * one\n  * two\n\n last\n line\n\n",
      #"{"scalar":"\nfolded line\nnext line\n * one\n * two\n\nlast line\n"}"#
    ),
    ("max: 9223372036854775807", #"{"max":9223372036854775807}"#),
    ("min: -9223372036854775808", #"{"min":-9223372036854775808}"#),
    ("over: 9223372036854775808", #"{"over":9.223372036854775808e+18}"#),
    ("over: 18446744073709551615", #"{"over":1.8446744073709552e+19}"#),
    ("over: 18446744073709551616", #"{"over":1.8446744073709552e+19}"#),
    ("under: -9223372036854775809", #"{"under":-9223372036854775808}"#),
    ("tiny: 4.940656458412465441765687928682213723651e-324", #"{"tiny":5e-324}"#),
    ("huge: 1e400", #"{"huge":"1e400"}"#), ("nothing: 1e-400", #"{"nothing":0}"#),
    ("'1': '\"2\"'", #"{"1":"\"2\""}"#), ("v:\n- A\n- 'B\n\n  C'\n", #"{"v":["A","B\nC"]}"#),
    ("v: !!float '1.1'", #"{"v":1.1}"#), ("v: !!float 0", #"{"v":0}"#), ("v: !!float -1", #"{"v":-1}"#),
    ("v: !!null ''", #"{"v":null}"#), ("%TAG !y! tag:yaml.org,2002:\n---\nv: !y!int '1'", #"{"v":1}"#),
    ("v: ! test", #"{"v":"test"}"#), ("v: ! '5'", #"{"v":"5"}"#), ("v: ! 5", #"{"v":"5"}"#),
    ("v: !!str 5", #"{"v":"5"}"#),
    ("v: !custom 5", #"{"v":"5"}"#), ("v: !!bool yes", #"{"v":true}"#),
    ("foo: ''", #"{"foo":""}"#), ("a: -b_c", #"{"a":"-b_c"}"#), ("a: +b_c", #"{"a":"+b_c"}"#),
    ("a: 50cent_of_dollar", #"{"a":"50cent_of_dollar"}"#),
    ("a: {b: https://github.com/go-yaml/yaml}", #"{"a":{"b":"https://github.com/go-yaml/yaml"}}"#),
    ("a: 3s", #"{"a":"3s"}"#), ("a: <foo>", #"{"a":"<foo>"}"#), ("a: 1:1\n", #"{"a":"1:1"}"#),
    ("a: <<", #"{"a":"<<"}"#), ("a: +", #"{"a":"+"}"#),
    ("a: -", "1:4: expected the list's '-' on a line of its own, found '-'"),
    ("a: .", #"{"a":"."}"#), ("a: 1.", #"{"a":1}"#), ("a: .e5", #"{"a":".e5"}"#), ("a: ._5", #"{"a":"._5"}"#),
    ("a: 1.2.3", #"{"a":"1.2.3"}"#), ("a: 10.0.0.0/8", #"{"a":"10.0.0.0/8"}"#), ("a: 1e3", #"{"a":1000}"#),
    ("a: 123456E1\n", #"{"a":1234560}"#), ("a: !!binary aGVsbG8=\n", #"{"a":"hello"}"#),
    ("a: !!binary |\n  aGVs\n  bG8=\n", #"{"a":"hello"}"#),
    ("a: !!binary gIGC\n", "{\"a\":\"\u{FFFD}\u{FFFD}\u{FFFD}\"}"),
    ("a: 2015-01-01\n", #"{"a":"2015-01-01"}"#), ("a: 2015-02-24T18:19:39.12Z", #"{"a":"2015-02-24T18:19:39.12Z"}"#),
    ("a: !!timestamp \"2015-01-01\"", #"{"a":"2015-01-01"}"#),
    ("a: 2001-12-14 21:59:43.10 -5", #"{"a":"2001-12-14 21:59:43.10 -5"}"#),
    ("---\nhello\n...\n}not yaml", #""hello""#), ("a:\n  b\nb:\n  ? a\n  : a", #"{"a":"b","b":{"a":"a"}}"#),
    ("a: \"\\u00e9\\x41\\U0001F600\"", #"{"a":"éA😀"}"#),
  ])
  func `A scalar means what go-yaml and sigs yaml make of it`(text: String, json: String) {
    #expect(reading(text) == json.replacing("9.223372036854775808e+18", with: "9.223372036854776e+18"))
  }

  @Test(arguments: [
    ("1: a", "1"), ("0x10: a", "16"), ("true: a", "true"), ("yes: a", "true"), ("n: a", "false"), ("1.5: a", "1.5"),
    ("1.0: a", "1"), ("0.1: a", "0.1"), ("1e6: a", "1e+06"), ("123456.0: a", "123456"),
    ("1234567.0: a", "1.234567e+06"),
    ("0.00001: a", "1e-05"), ("-0.5: a", "-0.5"), (".inf: a", ".inf"), ("-.inf: a", "-.inf"), (".nan: a", ".nan"),
    ("'1': a", "1"), ("\"\": a", ""), ("2015-01-01: a", "2015-01-01"), ("!!str 1: a", "1"), ("&x b: a", "b"),
    ("? |\n  text\n: a", #"text\n"#),
  ])
  func `A key becomes the text that sigs yaml gives it`(text: String, key: String) {
    #expect(reading(text) == #"{"\#(key)":"a"}"#)
  }

  @Test(arguments: [
    ("a: .inf", "1:4: expected a number that JSON has, found '.inf'"),
    ("a: .NaN", "1:4: expected a number that JSON has, found '.NaN'"),
    ("a: !!int 3.5", "1:4: expected a value that fits the tag !!int, found '3.5'"),
    ("a: !!bool maybe", "1:4: expected a value that fits the tag !!bool, found 'maybe'"),
    ("a: !!timestamp soon", "1:4: expected a value that fits the tag !!timestamp, found 'soon'"),
    ("a: !!binary '*'", "1:4: expected base64 behind the tag !!binary, found '*'"),
    ("~: a", "1:1: expected a key that is text, a number or a boolean, found '~: a'"),
    (
      "18446744073709551615: a",
      "1:1: expected a key that is text, a number or a boolean, found '18446744073709551615: a'"
    ),
    ("[a]: b", "1:1: expected a key that is text, a number or a boolean, found '[a]: b'"),
    ("{a: b}: c", "1:1: expected a key that is text, a number or a boolean, found '{a: b}: c'"),
  ])
  func `What JSON cannot hold is refused with its place`(text: String, message: String) {
    #expect(reading(text) == message)
  }
}
