import Foundation
import GRDB

/// The service's own tables. Released migrations never change.
enum SchedulingMigrations {
    static func register(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("scheduling-001 branches and employees") { db in
            try db.execute(
                sql: """
                    CREATE TABLE branch(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
                      isHeadOffice INTEGER NOT NULL, foldedCode TEXT NOT NULL UNIQUE, foldedName TEXT NOT NULL UNIQUE)
                      STRICT, WITHOUT ROWID;

                    -- responsibleId and secondResponsibleId are what row scopes look at: everybody has their own record.
                    CREATE TABLE employee(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL COLLATE NOCASE UNIQUE,
                      name TEXT NOT NULL, title TEXT, department TEXT, phones TEXT NOT NULL, email TEXT, managerId BLOB,
                      branchId BLOB REFERENCES branch(id), teams TEXT NOT NULL, isActive INTEGER NOT NULL, external TEXT,
                      recordedAt INTEGER, editedMembers TEXT NOT NULL,
                      responsibleId BLOB GENERATED ALWAYS AS (id) VIRTUAL,
                      secondResponsibleId BLOB GENERATED ALWAYS AS (NULL) VIRTUAL) STRICT, WITHOUT ROWID;
                    CREATE INDEX employee_manager ON employee(managerId);
                    CREATE INDEX employee_branch ON employee(branchId);

                    -- A key of its own: rowids that nobody declared may change when the file is rewritten.
                    CREATE TABLE employeeSearchKey(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
                    CREATE VIRTUAL TABLE employeeSearch USING fts5(words, tokenize='vietnamese');
                    """)
        }
        migrator.registerMigration("scheduling-002 copies of customers and contacts") { db in
            try db.execute(
                sql: """
                    CREATE TABLE customerCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
                      isActive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
                    CREATE TABLE contactCopy(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, customerId BLOB NOT NULL, name TEXT NOT NULL)
                      STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("scheduling-003 appointments") { db in
            try db.execute(
                sql: """
                    CREATE TABLE appointment(
                      id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, title TEXT NOT NULL, customerId BLOB, contactId BLOB,
                      opportunityId BLOB, employeeIds TEXT NOT NULL, startsAt INTEGER NOT NULL, endsAt INTEGER NOT NULL,
                      place TEXT, status TEXT NOT NULL CHECK (status IN ('scheduled', 'done', 'cancelled')),
                      outcome TEXT CHECK (outcome IN ('chose-another-supplier', 'promising', 'ordered', 'failed', 'other')),
                      outcomeNotes TEXT, outcomeAt INTEGER, cancelReason TEXT, isForced INTEGER NOT NULL, branchId BLOB,
                      responsibleId BLOB, secondResponsibleId BLOB,
                      CHECK (startsAt < endsAt), CHECK ((outcome IS NULL) = (status != 'done'))) STRICT, WITHOUT ROWID;
                    CREATE INDEX appointment_start ON appointment(startsAt);
                    CREATE INDEX appointment_customer ON appointment(customerId, startsAt);
                    CREATE INDEX appointment_responsible ON appointment(responsibleId, startsAt);

                    -- Who has what when; of a cancelled one nobody is busy. No appointment is longer than 14 days, so an overlap begins at most that much earlier.
                    CREATE TABLE booking(
                      partyId BLOB NOT NULL, startsAt INTEGER NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
                      kind TEXT NOT NULL CHECK (kind IN ('employee', 'customer')), endsAt INTEGER NOT NULL,
                      isBusy INTEGER NOT NULL, PRIMARY KEY (partyId, startsAt, appointmentId)) STRICT, WITHOUT ROWID;
                    CREATE INDEX booking_appointment ON booking(appointmentId);
                    """)
        }
        migrator.registerMigration("scheduling-004 teams, moves, whose a record is") { try $0.execute(sql: teams) }
        migrator.registerMigration("scheduling-005 working time and absences") { try $0.execute(sql: workingTime) }
        migrator.registerMigration("scheduling-006 calendar feeds and imports") { try $0.execute(sql: calendars) }
        migrator.registerMigration("scheduling-007 activities and proposals") { try $0.execute(sql: activities) }
        migrator.registerMigration("scheduling-008 appointments that recur") { try $0.execute(sql: series) }
        migrator.registerMigration("scheduling-009 plans and budgets", migrate: PlanningMigrations.plans)
        migrator.registerMigration("scheduling-010 diary", migrate: PlanningMigrations.diary)
        migrator.registerMigration("scheduling-011 checklists, procedures, queues, work lists") {
            try $0.execute(sql: work)
        }
        migrator.registerMigration("scheduling-012 projects, rooms, the firm, skills") { try $0.execute(sql: projects) }
        migrator.registerMigration("scheduling-013 invitations") { try $0.execute(sql: invitations) }
        // They touch no reference: looking at every one of millions of them would take a minute.
        migrator.registerMigration("scheduling-014 long appointments", foreignKeyChecks: .immediate) {
            try $0.execute(sql: longAppointments)
        }
        migrator.registerMigration("scheduling-015 free times, numbers in calendar files", foreignKeyChecks: .immediate)
        {
            try $0.execute(sql: CalendarsMigration.sql)
        }
        migrator.registerMigration(
            "scheduling-016 plans before their approvers, work of who leaves, explanations",
            foreignKeyChecks: .immediate
        ) {
            try $0.execute(
                sql: """
                    ALTER TABLE plan ADD COLUMN submission TEXT;
                    ALTER TABLE employee ADD COLUMN openWork TEXT;
                    ALTER TABLE proposalItem ADD COLUMN explanation TEXT;
                    CREATE INDEX employee_left ON employee(id) WHERE NOT isActive;
                    """)
        }
        migrator.registerMigration(
            "scheduling-017 when appointments were changed, diaries by time", foreignKeyChecks: .immediate
        ) {
            try $0.execute(
                sql: """
                    ALTER TABLE appointment ADD COLUMN revisedAt INTEGER;
                    CREATE INDEX activity_diary ON activity(json_extract(diary, '$.startedAt')) WHERE diary IS NOT NULL;
                    """)
        }
        migrator.registerMigration(
            "scheduling-018 the firm's own fields, names of what is linked", foreignKeyChecks: .immediate
        ) { try $0.execute(sql: CustomFieldsMigration.sql) }
        // What is overdue is found by what work lists call due, instead of the deadline first.
        migrator.registerMigration("scheduling-019 due by sessions or deadline", foreignKeyChecks: .immediate) {
            try $0.execute(
                sql: """
                    DROP INDEX activity_due;
                    CREATE INDEX activity_due ON activity(
                      coalesce(CASE WHEN plannedOn IS NOT NULL THEN coalesce(deadline, lastEnd - 1)
                        ELSE min(coalesce(lastEnd, 99999999999999), coalesce(deadline, 99999999999999)) END, 99999999999999))
                      WHERE status NOT IN ('done', 'cancelled');
                    """)
        }
        // What was cut from its plan is nobody's work until it is restored.
        migrator.registerMigration("scheduling-020 no work of what was cut", foreignKeyChecks: .immediate) {
            try $0.execute(
                sql: """
                    DELETE FROM workItem WHERE state != 'done'
                      AND itemId IN (SELECT id FROM activity WHERE isCut AND status != 'done');
                    """)
        }
    }

    private static let teams = """
        -- What scopes look at: a team is its leader's.
        CREATE TABLE team(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
          branchId BLOB REFERENCES branch(id), leaderId BLOB, foldedCode TEXT NOT NULL UNIQUE, foldedName TEXT NOT NULL,
          responsibleId BLOB GENERATED ALWAYS AS (leaderId) VIRTUAL,
          secondResponsibleId BLOB GENERATED ALWAYS AS (NULL) VIRTUAL) STRICT, WITHOUT ROWID;
        CREATE INDEX team_name ON team(foldedName);
        CREATE INDEX team_branch ON team(branchId);
        CREATE INDEX team_leader ON team(leaderId) WHERE leaderId IS NOT NULL;

        -- Where each employee has been since when: department, branch, manager and teams after each move. Of the first one
        -- of whoever was there before moves were kept, nobody knows the day.
        CREATE TABLE employeeMove(
          number INTEGER PRIMARY KEY AUTOINCREMENT, employeeId BLOB NOT NULL REFERENCES employee(id), onDay TEXT,
          at INTEGER, account BLOB, department TEXT, branchId BLOB, managerId BLOB, teams TEXT NOT NULL) STRICT;
        CREATE INDEX employeeMove_employee ON employeeMove(employeeId, number);
        INSERT INTO employeeMove(employeeId, department, branchId, managerId, teams)
          SELECT id, department, branchId, managerId, teams FROM employee;

        CREATE INDEX employee_responsible ON employee(responsibleId);
        CREATE INDEX appointment_secondResponsible ON appointment(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE INDEX appointment_branch ON appointment(branchId);

        ALTER TABLE customerCopy ADD COLUMN branchId BLOB;
        ALTER TABLE customerCopy ADD COLUMN responsibleId BLOB;
        ALTER TABLE customerCopy ADD COLUMN secondResponsibleId BLOB;
        -- Older than any version: the next comparison with the owner brings what is new of each.
        UPDATE customerCopy SET sequence = 0;
        """

    private static let workingTime = """
        -- One row at most: weekly hours, dated exceptions and the notices of years, as one document with one version.
        CREATE TABLE firmTime(
          number INTEGER PRIMARY KEY CHECK (number = 1), sequence INTEGER NOT NULL, document TEXT NOT NULL) STRICT;
        CREATE TABLE employeeWeek(
          employeeId BLOB PRIMARY KEY REFERENCES employee(id), sequence INTEGER NOT NULL, week TEXT)
          STRICT, WITHOUT ROWID;
        CREATE TABLE absence(
          id BLOB PRIMARY KEY, employeeId BLOB NOT NULL REFERENCES employee(id), startsAt INTEGER NOT NULL,
          endsAt INTEGER NOT NULL, kind TEXT NOT NULL, note TEXT, enteredAt INTEGER NOT NULL, account BLOB,
          CHECK (startsAt < endsAt)) STRICT, WITHOUT ROWID;
        CREATE INDEX absence_employee ON absence(employeeId, endsAt);
        """

    private static let calendars = """
        -- Of the secret address only its hash is kept; hashKey is the hash's beginning.
        CREATE TABLE calendarFeed(
          employeeId BLOB PRIMARY KEY REFERENCES employee(id), id BLOB NOT NULL, accountId BLOB NOT NULL,
          hashKey BLOB NOT NULL, hash BLOB NOT NULL, createdAt INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX calendarFeed_hashKey ON calendarFeed(hashKey);
        CREATE TABLE importedEntry(
          employeeId BLOB NOT NULL, uid TEXT NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
          version INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (employeeId, uid)) STRICT, WITHOUT ROWID;
        CREATE INDEX importedEntry_appointment ON importedEntry(appointmentId);
        """

    private static let activities = """
        -- firstStart and lastEnd are those of the sessions, else of the planned day.
        CREATE TABLE activity(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, title TEXT NOT NULL, description TEXT, kind TEXT NOT NULL,
          purpose TEXT NOT NULL, origin TEXT NOT NULL, customerId BLOB, contactId BLOB, opportunityId BLOB,
          contractId BLOB, employeeIds TEXT NOT NULL, sessions TEXT NOT NULL, plannedOn TEXT, deadline INTEGER,
          priority TEXT NOT NULL, travelMinutes INTEGER NOT NULL, place TEXT, plannedCosts TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('new', 'scheduled', 'unscheduled', 'done', 'cancelled')),
          appointmentIds TEXT NOT NULL, cancelReason TEXT, firstStart INTEGER, lastEnd INTEGER, branchId BLOB,
          responsibleId BLOB, secondResponsibleId BLOB) STRICT, WITHOUT ROWID;
        CREATE INDEX activity_waiting ON activity(firstStart) WHERE status IN ('new', 'unscheduled');
        CREATE INDEX activity_start ON activity(firstStart);
        CREATE INDEX activity_customer ON activity(customerId) WHERE customerId IS NOT NULL;
        CREATE INDEX activity_branch ON activity(branchId);
        CREATE INDEX activity_responsible ON activity(responsibleId);
        CREATE INDEX activity_secondResponsible ON activity(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE TABLE activityEmployee(
          employeeId BLOB NOT NULL, activityId BLOB NOT NULL REFERENCES activity(id),
          PRIMARY KEY (employeeId, activityId)) STRICT, WITHOUT ROWID;
        CREATE INDEX activityEmployee_activity ON activityEmployee(activityId);
        -- An appointment is a session of one activity at most.
        CREATE TABLE activityAppointment(
          appointmentId BLOB PRIMARY KEY REFERENCES appointment(id), activityId BLOB NOT NULL REFERENCES activity(id))
          STRICT, WITHOUT ROWID;
        CREATE INDEX activityAppointment_activity ON activityAppointment(activityId);

        CREATE TABLE scheduleProposal(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, accountId BLOB NOT NULL, createdAt INTEGER NOT NULL,
          fromDay TEXT NOT NULL, toDay TEXT NOT NULL, employeeIds TEXT NOT NULL, isOptimised INTEGER NOT NULL)
          STRICT, WITHOUT ROWID;
        CREATE INDEX scheduleProposal_account ON scheduleProposal(accountId, createdAt);
        CREATE TABLE proposalItem(
          proposalId BLOB NOT NULL REFERENCES scheduleProposal(id) ON DELETE CASCADE, activityId BLOB NOT NULL,
          position INTEGER NOT NULL, activityVersion INTEGER NOT NULL, reason TEXT, sessions TEXT NOT NULL,
          employeeIds TEXT NOT NULL, unableIds TEXT NOT NULL, shiftMinutes INTEGER NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('proposed', 'changed', 'left-out', 'committed')), clashes TEXT NOT NULL,
          PRIMARY KEY (proposalId, activityId)) STRICT, WITHOUT ROWID;
        """

    private static let series = """
        -- A series is one row, whatever its rule gives; what of it was moved, changed or has an outcome is an appointment of its own.
        ALTER TABLE appointment ADD COLUMN recurrence TEXT;
        ALTER TABLE appointment ADD COLUMN seriesEnd INTEGER;
        ALTER TABLE appointment ADD COLUMN seriesId BLOB;
        ALTER TABLE appointment ADD COLUMN recurrenceId INTEGER;
        CREATE UNIQUE INDEX appointment_series ON appointment(seriesId, recurrenceId) WHERE seriesId IS NOT NULL;
        CREATE INDEX appointment_seriesEnd ON appointment(seriesEnd) WHERE seriesEnd IS NOT NULL;
        CREATE INDEX appointment_seriesOfCustomer ON appointment(customerId, seriesEnd) WHERE recurrence IS NOT NULL;

        -- Who is busy by a series, from its first occurrence to the end of the last one that is booked.
        CREATE TABLE seriesParty(
          partyId BLOB NOT NULL, endsAt INTEGER NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
          kind TEXT NOT NULL CHECK (kind IN ('employee', 'customer', 'room')), startsAt INTEGER NOT NULL, isBusy INTEGER NOT NULL,
          PRIMARY KEY (partyId, endsAt, appointmentId)) STRICT, WITHOUT ROWID;
        CREATE INDEX seriesParty_appointment ON seriesParty(appointmentId);

        ALTER TABLE activity ADD COLUMN recurrence TEXT;
        """

    private static let invitations = """
        -- What each who attends an appointment of another's has said to it, and the parts of it that lists and others need.
        CREATE TABLE invitation(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
          employeeId BLOB NOT NULL, employeeName TEXT NOT NULL,
          participation TEXT NOT NULL
            CHECK (participation IN ('needs-action', 'accepted', 'declined', 'tentative', 'delegated')),
          askedAt INTEGER NOT NULL, answeredAt INTEGER, comment TEXT, proposedStartsAt INTEGER, proposedEndsAt INTEGER,
          refusal TEXT, delegatedToId BLOB, delegatedFromId BLOB, title TEXT NOT NULL, startsAt INTEGER NOT NULL,
          endsAt INTEGER NOT NULL, place TEXT, customerId BLOB, organiserId BLOB, branchId BLOB, responsibleId BLOB,
          secondResponsibleId BLOB, UNIQUE (appointmentId, employeeId),
          CHECK ((answeredAt IS NULL) = (participation = 'needs-action')),
          CHECK ((proposedStartsAt IS NULL) = (proposedEndsAt IS NULL)),
          CHECK ((delegatedToId IS NULL) = (participation != 'delegated'))) STRICT, WITHOUT ROWID;
        CREATE INDEX invitation_employee ON invitation(employeeId, participation, startsAt);

        -- A list from a day on looks back 14 days for what reaches into it: by the index alone.
        DROP INDEX appointment_start;
        CREATE INDEX appointment_start ON appointment(startsAt, endsAt);
        """

    private static let longAppointments = """
        -- What reaches into a span began at most a day before it, but for these few (see `Booking.reaching`).
        CREATE INDEX booking_long ON booking(partyId, endsAt) WHERE endsAt - startsAt > 86400000;
        """
}
