import Foundation
import Testing

@testable import Typesetting

/// Numbers as people read them.
struct NumberTextTests {
  @Test(arguments: [
    (-2, "−2"), (-0.0, "0"), (2 / 3.0, "0.6667"), (0.5, "0.5"), (-1e-7, "−1e−7"), (1e-5, "1e−5"),
    (4415.25, "4415.2"), (123_456.5, "123456.5"), (1e21, "1e21"), (3, "3"), (-0.00001, "−1e−5"),
    (.infinity, "∞"), (-.infinity, "−∞"), (.nan, "NaN"), (1000.04, "1000"),
  ])
  func `a number is short and has a true minus sign`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(
    arguments: [
      (0.9999546, "0.99995"), (-12.001, "−12.001"), (4415.04, "4415"), (999.96, "999.96"),
      (0.9999987, "1"), (123_456.04, "123456"), (2.9996, "2.9996"),
    ] as [(Double, String)])
  func `a number that is not whole does not look like one`(value: Double, text: String) {
    #expect(NumberText.short(value) == text)
  }

  @Test(
    arguments: [
      (-2, 2, "−2"), (-0.0, 2, "0"), (2 / 3.0, 2, "0.67"), (0.5, 2, "0.5"), (0.125, 2, "0.12"),
      (-1e-7, 2, "−1e−7"), (-0.00123, 2, "−0.001"), (-0.00123, 4, "−0.0012"),
      (4415.25, 2, "4415.2"),
      (999.996, 2, "1000"), (0.99996, 2, "1.00"), (123.456, 2, "123.5"), (1e21, 2, "1e21"),
      (.nan, 2, "NaN"), (1.25e-6, 2, "1e−6"), (-9.6e-5, 3, "−0.0001"), (0.004, 2, "0.004"),
      (0.006, 2, "0.01"), (-.infinity, 2, "−∞"), (1.234e-6, nil, "1.2e−6"), (0.66666, nil, "0.67"),
      (3, nil, "3"),
    ] as [(Double, Int?, String)])
  func `a number is brief where columns are narrow`(value: Double, decimals: Int?, text: String) {
    #expect(NumberText.brief(value, decimals: decimals) == text)
  }

  @Test(arguments: [
    ([], 2), ([0, 0], 2), ([-3.14, 0.001], 2), ([0.18, -0.002], 2), ([-0.02, 0.001], 3),
    ([0.0034], 4), ([2e-5, .nan, .infinity], nil), ([.nan, 7], 2),
  ])
  func `decimals follow the largest number`(values: [Double], decimals: Int?) {
    #expect(NumberText.briefDecimals(for: values) == decimals)
  }

  @Test func `what is not 0 is never written as 0, however narrow the column`() {
    for exponent in -12...0 {
      for digit in [1.0, 1.25, 4.9999, 5, 5.0001, 9.4999, 9.9996] {
        for value in [digit * pow(10, Double(exponent)), -digit * pow(10, Double(exponent))] {
          for decimals in [2, 3, 4, nil] {
            let text = NumberText.brief(value, decimals: decimals)
            #expect(text.contains { ("1"..."9").contains($0) }, "\(value): \(text)")
            #expect(text.hasPrefix("−") == (value < 0))
            let width = NumberText.briefWidth(of: [value], decimals: decimals)
            #expect(width == text.count, "\(value)")
            let many = Array(repeating: value, count: NumberText.mostMeasured + 1)
            #expect(NumberText.briefWidth(of: many, decimals: decimals) >= text.count)
          }
        }
      }
    }
    #expect(NumberText.brief(0, decimals: 2) == "0" && NumberText.brief(-0.0, decimals: 2) == "0")
  }

  @Test func `the widest of some numbers is as wide as it is written`() {
    let magnitudes: [Double] = [
      0, 1, 9, 10, 99, 100, 999.96, 1000, 1000.04, 4415.25, 9_999_999.96, 1e7, 10_000_000.5, 1e14,
      1e15, 1e21, 0.5, 0.25, 0.125, 0.66666, 0.033333, 0.0033333, 0.00033333, 0.000033333, 1e-4,
      1e-5, 1.2345e-300, 0.1, 0.3, 9.9996, 99.996, 0.99996, 0.10001, 12.5, 123.456, .infinity, .nan,
    ]
    for magnitude in magnitudes {
      for value in [magnitude, -magnitude] {
        #expect(NumberText.width(of: [value]) == NumberText.short(value).count, "\(value)")
        for decimals in [2, 3, 4, nil] {
          #expect(
            NumberText.briefWidth(of: [value], decimals: decimals)
              == NumberText.brief(value, decimals: decimals).count, "\(value)")
        }
      }
    }
    #expect(NumberText.width(of: [0.5, -0.66666, 7]) == 7)
    #expect(NumberText.width(of: []) == 1)
  }

  @Test func `a factor that is negative stands in parentheses`() {
    #expect(NumberText.factor(-1) == "(−1)")
    #expect(NumberText.factor(1) == "1")
  }

  @Test(arguments: [
    (0.5, 2, "0.50"), (-0.5, 0, "0"), (-1.5, 0, "−2"), (-0.001, 2, "0.00"),
    (1234.5678, 1, "1234.6"),
    (1e30, 0, "1000000000000000019884624838656"), (.nan, 3, "NaN"), (-.infinity, 1, "−∞"),
  ])
  func `a number has as many decimals as asked for, and never a negative zero`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.03, "0.03"), (12345.6, "12346"), (0.00012345, "0.000123"), (9.996, "10"), (-2, "−2"),
    (0.1, "0.1"), (1000, "1000"), (0.001, "0.001"), (0, "0"),
  ])
  func `digits that count are counted from the first that is not zero`(
    value: Double, text: String
  ) {
    #expect(NumberText.significant(value, 3) == text)
  }

  @Test(arguments: [
    (1.23456e-5, 3, "1.23e−5"), (-9.996e9, 3, "−1e10"), (1.25e30, 2, "1.2e30"), (0, 3, "0e0"),
    (.nan, 3, "NaN"),
  ])
  func `an exponent has no zeros before it and no plus`(value: Double, digits: Int, text: String) {
    #expect(NumberText.scientific(value, digits) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "−1,234,567"),
    (.min, "−9,223,372,036,854,775,808"),
  ])
  func `whole numbers are grouped in threes`(number: Int, text: String) {
    #expect(NumberText.grouped(number) == text)
  }

  @Test(arguments: [
    (0, "0:00", "0 s"), (42.4, "0:42", "42 s"), (200, "3:20", "3 min 20 s"),
    (7_500, "2:05:00", "2 h 5 min"), (180_000, "2 days 2 h", "50 h 0 min"),
    (1e12, "> 99 days", "277777 h 46 min"), (-1, "0:00", "0 s"),
  ])
  func `a time is told as on a clock or in words`(seconds: Double, clock: String, words: String) {
    #expect(DurationText.clock(seconds) == clock)
    #expect(DurationText.words(seconds) == words)
  }

  @Test(arguments: [
    (0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (65_536, "64 KiB"),
    (5_000_000, "4.8 MiB"),
  ])
  func `memory is counted in powers of two`(count: Int, text: String) {
    #expect(ByteCount.memory(count) == text)
  }

  @Test(arguments: [
    (0.999, "#########."), (1, "##########"), (2, "##########"), (-1, ".........."),
    (.nan, ".........."), (0.55, "#####....."),
  ])
  func `a bar is full only at the end`(share: Double, text: String) {
    #expect(TextBar.text(share, width: 10, full: "#", empty: ".") == text)
  }

  @Test(
    arguments: [
      (0, true), (-3, true), (0.1 + 0.2, true), (2.5, true), (1e-5, true), (-0.0625, true),
      (1e300, true), (.infinity, true), (.nan, true), (4415.2, true), (1 / 3.0, false),
      (0.9999997, false), (12345.67, false), (5.0625, false), (1.23456e-7, false),
    ] as [(Double, Bool)])
  func `a number that is written without rounding is known`(_ value: Double, _ isExact: Bool) {
    #expect(NumberText.isExact(value) == isExact)
    #expect(NumberText.isExact(1.0001) && !NumberText.isExact(1.00001))
  }

  @Test func `columns hold each of a great many numbers, whether or not all were measured`() {
    let few = (0..<4000).map { Double($0 * 7919 % 4001 - 2000) / 700 }
    let many = Array(repeating: few, count: 5).flatMap { $0 }
    for values in [few, many] {
      let width = NumberText.width(of: values)
      #expect(values.allSatisfy { NumberText.short($0).count <= width })
      for decimals in [nil, 2, 3] {
        let brief = NumberText.briefWidth(of: values, decimals: decimals)
        #expect(values.allSatisfy { NumberText.brief($0, decimals: decimals).count <= brief })
        if let decimals { #expect(brief <= 4 + decimals) }
      }
    }
    #expect(NumberText.briefWidth(of: [9.996], decimals: 2) == 5)
  }
}
