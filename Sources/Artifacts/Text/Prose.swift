/// A sentence in which some words are names, paths or things to type: `"The account \(code: user) may read it."`
///
/// What is meant is kept apart from how it looks: Markdown shows the words as code, JSON and a terminal as they are.
package struct Prose: ExpressibleByStringInterpolation, Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case text(String)
        case code(String)
    }

    package let pieces: [Piece]

    package init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        package mutating func appendInterpolation(_ text: String) {
            pieces.append(.text(text))
        }

        package mutating func appendInterpolation(_ prose: Prose) {
            pieces += prose.pieces
        }

        package mutating func appendInterpolation(_ number: Int) {
            pieces.append(.text(String(number)))
        }

        package mutating func appendInterpolation(code: String) {
            pieces.append(.code(code))
        }
    }

    package var plain: String {
        pieces.map { piece in
            switch piece {
            case .text(let text), .code(let text): text
            }
        }.joined()
    }
}
