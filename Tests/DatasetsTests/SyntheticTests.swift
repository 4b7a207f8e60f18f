import Datasets
import Testing

struct SyntheticTests {
  @Test
  func `the same seed draws the same images, another seed others`() {
    let one = Dataset.synthetic(seed: 4, trainCount: 40, testCount: 20)
    let again = Dataset.synthetic(seed: 4, trainCount: 40, testCount: 20)
    let other = Dataset.synthetic(seed: 5, trainCount: 40, testCount: 20)
    #expect(one.train == again.train && one.test == again.test)
    #expect(one.train.pixels != other.train.pixels)
  }

  @Test
  func `a smaller set is the beginning of a larger one`() {
    let small = Dataset.synthetic(seed: 1, trainCount: 30, testCount: 10)
    let large = Dataset.synthetic(seed: 1, trainCount: 80, testCount: 20)
    #expect(large.train.prefix(30) == small.train)
    #expect(large.test.prefix(10) == small.test)
  }

  @Test
  func `every ten images show each class once, and no image is flat`() {
    let set = Dataset.synthetic(seed: 2, trainCount: 50, testCount: 10)
    #expect(set.inputShape == [3, 32, 32] && set.classCount == 10)
    for row in 0..<5 {
      #expect(Set(set.train.labels[(10 * row)..<(10 * row + 10)]).count == 10)
    }
    for image in 0..<50 {
      let pixels = set.train.planes(at: image)
      #expect((pixels.max() ?? 0) > (pixels.min() ?? 0) + 40)
    }
    #expect(Set((0..<50).map { set.train.planes(at: $0) }).count == 50)
  }
}
