import Messages
import Testing

/// ACC-2.
@Suite struct PermissionTests {
    @Test func everyPermissionComesBack() {
        for function in Function.allCases {
            for action in Action.allCases {
                for scope in AccessScope.allCases {
                    let permission = Permission(function, action, scope)
                    #expect(Permission(permission.description) == permission)
                }
            }
        }
        #expect(Permission(.customers, .edit, .team).description == "customers:edit:team")
    }

    @Test(arguments: [
        "", "customers", "customers:edit", "customers:edit:team:all", "Customers:edit:team", "customers:write:team",
        "customers:edit:world", "customers::team", " customers:edit:team",
    ])
    func whatIsNoPermissionIsRefused(text: String) {
        #expect(Permission(text) == nil)
    }

    @Test func scopesGrow() {
        #expect(AccessScope.allCases == AccessScope.allCases.sorted())
        #expect(AccessScope.own < .all)
    }
}

@Suite struct ReadyMadeRoleTests {
    @Test(arguments: ReadyMadeRole.allCases) func everyRoleHasKnownPermissionsAndAName(role: ReadyMadeRole) {
        #expect(!role.permissions.isEmpty)
        for permission in role.permissions { #expect(Permission(permission.description) == permission) }
        #expect(!role.label.en.isEmpty && !role.label.vi.isEmpty)
    }

    @Test(arguments: ReadyMadeRole.allCases) func onlyTheAdministratorMayTouchAccounts(role: ReadyMadeRole) {
        let may = role.permissions.contains { $0.function == .accounts }
        #expect(may == (role == .administrator))
    }

    /// One scope for each function and action, so that a scope never depends on the order of a set.
    @Test(arguments: ReadyMadeRole.allCases) func aRoleHasOneScopeForEachThing(role: ReadyMadeRole) {
        let things = role.permissions.map { "\($0.function) \($0.action)" }
        #expect(Set(things).count == things.count)
    }

    @Test(arguments: ReadyMadeRole.allCases) func whoMayChangeMayAlsoSee(role: ReadyMadeRole) {
        for permission in role.permissions where permission.action != .view {
            #expect(role.permissions.contains(Permission(permission.function, .view, permission.scope)))
        }
    }

    @Test func rolesAreNamedAsOnTheWire() {
        #expect(ReadyMadeRole.allCases.count == 10)
        #expect(ReadyMadeRole(rawValue: "sales-manager") == .salesManager)
    }
}
