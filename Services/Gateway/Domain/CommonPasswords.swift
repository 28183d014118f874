import Foundation

/// A small list of what is guessed first, here and elsewhere, of ten characters and more; shorter ones are refused anyway.
enum CommonPasswords {
    /// `folded` is in lower case.
    static func contains(_ folded: String) -> Bool {
        let bare = folded.filter { !$0.isWhitespace }
        return known.contains(bare) || Set(bare).count < 4 || isRun(bare) || isRepeated(bare)
    }

    /// `0123456789`, `abcdefghij`, and backwards.
    private static func isRun(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(scalars, scalars.dropFirst()).map { $1 - $0 })
        return steps == [1] || steps == [-1]
    }

    /// `123451234512345`, `passpasspass`: a part of at most five characters over and over.
    private static func isRepeated(_ text: String) -> Bool {
        let characters = Array(text)
        return (1...5).contains { length in
            length < characters.count && characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
        }
    }

    private static let known: Set<String> = [
        "1234567890", "0987654321", "0123456789", "12345678910", "123456789a", "a123456789", "1234567890a",
        "123456789@", "1234567890@", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "q1w2e3r4t5", "qwertyuiop",
        "qwerty12345", "qwerty123456", "qwertyuiop123", "asdfghjkl123", "zxcvbnm123", "zaq12wsxcde3", "password12",
        "password123", "password1234", "password123!", "password@123", "passw0rd123", "p@ssw0rd123", "p@ssword123",
        "password01", "mypassword", "administrator", "administrator1", "admin12345", "admin123456", "admin@1234",
        "admin@12345", "admin@123456", "quantrivien", "quantri123", "quantri@123", "matkhau123", "matkhau1234",
        "matkhau@123", "matkhaumoi", "matkhau123456", "anhyeuem123", "emyeuanh123", "anhyeuem12", "anhnhoem123",
        "iloveyou123", "iloveyou12", "iloveyou1234", "vietnam123", "vietnam1234", "vietnam@123", "vietnam2024",
        "vietnam2025", "vietnam2026", "hanoi12345", "saigon12345", "saigon123456", "khongbiet123", "khongcomatkhau",
        "congty12345", "congty@123", "welcome123", "welcome1234", "welcome@123", "letmein123", "changeme123",
        "changeme12", "sunshine123", "princess123", "football123", "michael123", "superman123", "dragon12345",
        "abc1234567", "abcd123456", "abcd1234567", "abc123456789", "aa12345678", "aa123456789", "aa@123456789",
        "abc@123456", "abcd@1234", "abcd@12345", "abcd@123456", "test123456", "testtest123", "secret12345",
        "default123", "computer123", "internet123", "whatever123", "trustno1234", "987654321a", "1111122222",
        "1122334455", "5544332211", "147258369a", "1472583690", "0369258147", "11223344556",
    ]
}
