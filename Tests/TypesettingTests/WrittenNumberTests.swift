import Testing
import Typesetting

struct WrittenNumberTests {
  @Test(arguments: [
    ("0.1", 0.1), ("-3e-2", -0.03), ("0", 0), ("-0.00", 0), ("0e-500", 0), ("1e-300", 1e-300),
    ("0x0p0", 0),
  ])
  func `a number is what is written`(_ text: String, _ value: Double) {
    #expect(WrittenNumber.double(text) == value)
  }

  @Test(arguments: ["1e-400", "-1e-400", "0.0001e-399", "0x1p-2000", "one", "", "0,1"])
  func `what would become another number, and what is none, is refused`(_ text: String) {
    #expect(WrittenNumber.double(text) == nil)
  }
}
