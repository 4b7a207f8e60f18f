import Testing
import Typesetting

struct NearestNameTests {
  @Test func `a word without neighbours finds none`() {
    #expect(NearestName.of("elephant", in: ["relu", "tanh"]) == nil)
    #expect(NearestName.of(String(repeating: "a", count: 100), in: ["a"]) == nil)
    #expect(NearestName.of("", in: ["a"]) == nil)
  }

  @Test(arguments: [
    ("rellu", "relu"), ("Avg_Pool", "avgpool"), ("no_bais", "nobias"), ("strid", "stride"),
  ])
  func `a slip finds what was meant`(_ word: String, _ wanted: String) {
    #expect(NearestName.of(word, in: ["relu", "avgpool", "nobias", "stride"]) == wanted)
  }
}
