import Foundation
import Messages
import Planner

extension PlannerDesk {
    /// A plan, and why each activity was moved or found no time.
    struct Solution: Sendable {
        var plan: Plan
        var explanations: [EntityID: Bilingual]

        init(explainedBy explainer: consuming Explainer) throws {
            plan = explainer.plan
            let written = ExplanationWriter.write(explainer.explanations(), of: plan)
            let file = try JSONDecoder().decode(File.self, from: Data(written))
            let sentences = file.explanations.compactMap { entry in EntityID(entry.activity).map { ($0, entry.message) }
            }
            explanations = Dictionary(sentences, uniquingKeysWith: { first, _ in first })
        }

        /// Of what the planner writes, that which is told.
        private struct File: Decodable {
            struct Entry: Decodable {
                var activity: String
                var message: Bilingual
            }

            var explanations: [Entry]
        }
    }
}
