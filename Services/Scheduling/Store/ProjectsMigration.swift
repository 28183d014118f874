extension SchedulingMigrations {
    static let projects = """
        CREATE TABLE project(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL COLLATE NOCASE UNIQUE, name TEXT NOT NULL,
          description TEXT, startsOn TEXT NOT NULL, endsOn TEXT, parentId BLOB REFERENCES project(id), customerId BLOB,
          members TEXT NOT NULL, contractIds TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('planned', 'in-progress', 'on-hold', 'closed', 'cancelled')),
          statusOn TEXT, statusNote TEXT, branchId BLOB, responsibleId BLOB, secondResponsibleId BLOB,
          CHECK (parentId IS NOT id), CHECK (endsOn IS NULL OR startsOn <= endsOn)) STRICT, WITHOUT ROWID;
        CREATE INDEX project_parent ON project(parentId) WHERE parentId IS NOT NULL;
        CREATE INDEX project_customer ON project(customerId) WHERE customerId IS NOT NULL;
        CREATE INDEX project_branch ON project(branchId);
        CREATE INDEX project_responsible ON project(responsibleId);
        CREATE INDEX project_secondResponsible ON project(secondResponsibleId) WHERE secondResponsibleId IS NOT NULL;
        CREATE TABLE projectEmployee(
          employeeId BLOB NOT NULL, projectId BLOB NOT NULL REFERENCES project(id), PRIMARY KEY (employeeId, projectId))
          STRICT, WITHOUT ROWID;
        CREATE INDEX projectEmployee_project ON projectEmployee(projectId);
        CREATE TABLE projectContract(
          contractId BLOB NOT NULL, projectId BLOB NOT NULL REFERENCES project(id), PRIMARY KEY (contractId, projectId))
          STRICT, WITHOUT ROWID;
        CREATE INDEX projectContract_project ON projectContract(projectId);

        ALTER TABLE activity ADD COLUMN projectId BLOB REFERENCES project(id);
        CREATE INDEX activity_project ON activity(projectId) WHERE projectId IS NOT NULL;
        CREATE INDEX activity_due ON activity(coalesce(deadline, lastEnd)) WHERE status NOT IN ('done', 'cancelled');
        CREATE INDEX activity_deadline ON activity(deadline) WHERE deadline IS NOT NULL;
        -- That of its sessions; an hour for one without.
        ALTER TABLE activity ADD COLUMN plannedMinutes INTEGER NOT NULL DEFAULT 60;
        UPDATE activity SET plannedMinutes = (
          SELECT CAST(round(sum(julianday(value ->> 'endsAt') - julianday(value ->> 'startsAt')) * 1440) AS INTEGER)
          FROM json_each(activity.sessions)) WHERE json_array_length(sessions) > 0;
        ALTER TABLE appointment ADD COLUMN projectId BLOB REFERENCES project(id);
        CREATE INDEX appointment_project ON appointment(projectId, startsAt) WHERE projectId IS NOT NULL;

        CREATE TABLE room(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, code TEXT NOT NULL COLLATE NOCASE UNIQUE, name TEXT NOT NULL,
          branchId BLOB REFERENCES branch(id), places INTEGER NOT NULL CHECK (places > 0), note TEXT,
          isActive INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        ALTER TABLE appointment ADD COLUMN roomId BLOB REFERENCES room(id);
        CREATE INDEX appointment_room ON appointment(roomId, startsAt) WHERE roomId IS NOT NULL;
        -- A room is booked as people are; the kinds of who is booked are a constraint, so the table is made anew.
        CREATE TABLE bookingWithRooms(
          partyId BLOB NOT NULL, startsAt INTEGER NOT NULL, appointmentId BLOB NOT NULL REFERENCES appointment(id),
          kind TEXT NOT NULL CHECK (kind IN ('employee', 'customer', 'room')), endsAt INTEGER NOT NULL,
          isBusy INTEGER NOT NULL, PRIMARY KEY (partyId, startsAt, appointmentId)) STRICT, WITHOUT ROWID;
        INSERT INTO bookingWithRooms(partyId, startsAt, appointmentId, kind, endsAt, isBusy)
          SELECT partyId, startsAt, appointmentId, kind, endsAt, isBusy FROM booking;
        DROP TABLE booking;
        ALTER TABLE bookingWithRooms RENAME TO booking;
        CREATE INDEX booking_appointment ON booking(appointmentId);

        -- One row at most, and its picture's bytes beside it.
        CREATE TABLE firm(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, shortName TEXT, address TEXT, taxCode TEXT,
          phone TEXT, email TEXT, website TEXT, logo TEXT, parameters TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE firmLogo(number INTEGER PRIMARY KEY CHECK (number = 1), bytes BLOB NOT NULL) STRICT;

        ALTER TABLE employee ADD COLUMN skills TEXT NOT NULL DEFAULT '[]';
        CREATE TABLE employeeSkill(
          employeeId BLOB NOT NULL REFERENCES employee(id), kind TEXT NOT NULL, foldedGroup TEXT NOT NULL,
          PRIMARY KEY (employeeId, kind, foldedGroup)) STRICT, WITHOUT ROWID;
        CREATE INDEX employeeSkill_group ON employeeSkill(foldedGroup, kind);
        """
}
