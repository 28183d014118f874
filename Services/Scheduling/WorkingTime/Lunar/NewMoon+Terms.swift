/// The tables of Meeus, chapter 49: periodic terms of the new moon.
extension NewMoon {
    /// Days times the sine of a sum of multiples of the three anomalies.
    struct Term {
        let days: Double
        let moon: Double
        let sun: Double
        let latitude: Double

        init(_ days: Double, moon: Double = 0, sun: Double = 0, latitude: Double = 0) {
            (self.days, self.moon, self.sun, self.latitude) = (days, moon, sun, latitude)
        }
    }

    static let terms = [
        Term(-0.40720, moon: 1), Term(0.17241, sun: 1), Term(0.01608, moon: 2), Term(0.01039, latitude: 2),
        Term(0.00739, moon: 1, sun: -1), Term(-0.00514, moon: 1, sun: 1), Term(0.00208, sun: 2),
        Term(-0.00111, moon: 1, latitude: -2), Term(-0.00057, moon: 1, latitude: 2), Term(0.00056, moon: 2, sun: 1),
        Term(-0.00042, moon: 3), Term(0.00042, sun: 1, latitude: 2), Term(0.00038, sun: 1, latitude: -2),
        Term(-0.00024, moon: 2, sun: -1), Term(-0.00007, moon: 1, sun: 2), Term(0.00004, moon: 2, latitude: -2),
        Term(0.00004, sun: 3), Term(0.00003, moon: 1, sun: 1, latitude: -2), Term(0.00003, moon: 2, latitude: 2),
        Term(-0.00003, moon: 1, sun: 1, latitude: 2), Term(0.00003, moon: 1, sun: -1, latitude: 2),
        Term(-0.00002, moon: 1, sun: -1, latitude: -2), Term(-0.00002, moon: 3, sun: 1), Term(0.00002, moon: 4),
    ]

    /// Days times the sine of `start + rate * k`.
    static let planetTerms: [(days: Double, start: Double, rate: Double)] = [
        (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886), (0.000126, 349.42, 36.412478),
        (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771), (0.000060, 207.14, 2.453732),
        (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239), (0.000042, 207.19, 0.121824),
        (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154), (0.000035, 239.56, 25.513099),
        (0.000023, 331.55, 3.592518),
    ]
}
