extension MoreActivities {
    /// What goes first when several activities of a priority are put back. Chance alone finds what no rule would; what is
    /// long, or has few places, packs tighter when it comes first; what is short makes them more.
    enum Order {
        case byChance, longestFirst, shortestFirst, fewestPlacesFirst

        /// - Parameter chance: from 0 to 7.
        init(chance: Int) {
            switch chance {
            case 0, 1: self = .fewestPlacesFirst
            case 2: self = .longestFirst
            case 3: self = .shortestFirst
            default: self = .byChance
            }
        }
    }

    /// The lesser goes first: those of a higher priority mostly, but not always.
    mutating func rank(_ index: Int, _ order: Order) -> Double {
        let level = Double(preparation.taken[index].priority.rawValue)
        let share: Double
        switch order {
        case .byChance: return level + 1.5 * random.fraction()
        case .longestFirst: share = 1 - Self.share(of: minutes[index], beside: 120)
        case .shortestFirst: share = Self.share(of: minutes[index], beside: 120)
        case .fewestPlacesFirst: share = Self.share(of: chooser.places(of: index).starts.count, beside: 100)
        }
        return level + 1.2 * share + 0.5 * random.fraction()
    }

    /// From 0 for nothing to nearly 1 for very much; half for what it is measured with.
    private static func share(of amount: Int, beside usual: Int) -> Double { Double(amount) / Double(amount + usual) }
}
