extension SchedulingMigrations {
    /// SCH-3 and SCH-9.
    static let work = """
        -- While nobody has it, an activity waits in its team's queue since queuedAt.
        ALTER TABLE activity ADD COLUMN teamId BLOB;
        ALTER TABLE activity ADD COLUMN queuedAt INTEGER;
        ALTER TABLE activity ADD COLUMN takenAt INTEGER;
        ALTER TABLE activity ADD COLUMN isHeld INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE activity ADD COLUMN checklist TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE activity ADD COLUMN call TEXT;
        -- Highest first.
        ALTER TABLE activity ADD COLUMN priorityRank INTEGER GENERATED ALWAYS AS (
          CASE priority WHEN 'very-high' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END)
          VIRTUAL;
        -- First in first out within priority: a millisecond has fewer than 15 digits until the year 5138.
        CREATE INDEX activity_queue ON activity(teamId, priorityRank * 100000000000000 + queuedAt, id)
          WHERE queuedAt IS NOT NULL AND takenAt IS NULL AND status IN ('new', 'unscheduled');
        CREATE INDEX activity_team ON activity(teamId) WHERE queuedAt IS NOT NULL AND takenAt IS NULL;
        CREATE INDEX activity_call ON activity(coalesce(firstStart, 99999999999999), id) WHERE kind = 'call';

        -- Where to call.
        ALTER TABLE customerCopy ADD COLUMN phone TEXT;
        ALTER TABLE contactCopy ADD COLUMN phone TEXT;
        -- Older than any version: the next comparison with the owner brings what is new of each.
        UPDATE customerCopy SET sequence = 0;
        UPDATE contactCopy SET sequence = 0;

        -- The firm's, so nobody's in the sense of scopes.
        CREATE TABLE procedure(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, foldedName TEXT NOT NULL UNIQUE,
          description TEXT, edition INTEGER NOT NULL, steps TEXT NOT NULL, isActive INTEGER NOT NULL)
          STRICT, WITHOUT ROWID;
        CREATE TABLE procedureRun(
          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, procedureId BLOB NOT NULL REFERENCES procedure(id),
          procedureName TEXT NOT NULL, edition INTEGER NOT NULL, customerId BLOB, contactId BLOB, opportunityId BLOB,
          contractId BLOB, startedOn TEXT NOT NULL, steps TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'cancelled')), cancelReason TEXT, branchId BLOB,
          responsibleId BLOB, secondResponsibleId BLOB) STRICT, WITHOUT ROWID;
        CREATE INDEX procedureRun_start ON procedureRun(startedOn, id);
        CREATE INDEX procedureRun_running ON procedureRun(startedOn, id) WHERE status = 'running';
        CREATE INDEX procedureRun_procedure ON procedureRun(procedureId);
        CREATE INDEX procedureRun_customer ON procedureRun(customerId) WHERE customerId IS NOT NULL;
        CREATE INDEX procedureRun_opportunity ON procedureRun(opportunityId) WHERE opportunityId IS NOT NULL;
        CREATE INDEX procedureRun_contract ON procedureRun(contractId) WHERE contractId IS NOT NULL;
        CREATE INDEX procedureRun_branch ON procedureRun(branchId);
        CREATE INDEX procedureRun_responsible ON procedureRun(responsibleId);
        CREATE INDEX procedureRun_secondResponsible ON procedureRun(secondResponsibleId)
          WHERE secondResponsibleId IS NOT NULL;
        CREATE TABLE procedureRunActivity(
          activityId BLOB PRIMARY KEY REFERENCES activity(id), runId BLOB NOT NULL REFERENCES procedureRun(id))
          STRICT, WITHOUT ROWID;
        CREATE INDEX procedureRunActivity_run ON procedureRunActivity(runId);

        -- Who has what to do: activities, and appointments that are no sessions of any; nothing of what was cancelled.
        -- "at" is when it is due (99999999999999 where it never is), of what is done when it was.
        CREATE TABLE workItem(
          id BLOB PRIMARY KEY, employeeId BLOB NOT NULL, type TEXT NOT NULL CHECK (type IN ('activity', 'appointment')),
          itemId BLOB NOT NULL, state TEXT NOT NULL CHECK (state IN ('to-do', 'waiting', 'done')), at INTEGER NOT NULL,
          priorityRank INTEGER NOT NULL, customerId BLOB, UNIQUE (itemId, employeeId)) STRICT, WITHOUT ROWID;
        CREATE INDEX workItem_employee ON workItem(employeeId, state, at, id);
        CREATE INDEX workItem_state ON workItem(state, at, id);
        CREATE INDEX workItem_customer ON workItem(customerId, state, at, id) WHERE customerId IS NOT NULL;
        INSERT INTO workItem(id, employeeId, type, itemId, state, at, priorityRank, customerId)
          SELECT randomblob(16), w.employeeId, 'activity', a.id,
            CASE WHEN a.status = 'done' THEN 'done' WHEN w.does THEN 'to-do' ELSE 'waiting' END,
            CASE WHEN a.plannedOn IS NOT NULL THEN coalesce(a.deadline, a.lastEnd - 1)
              ELSE min(coalesce(a.lastEnd, 99999999999999), coalesce(a.deadline, 99999999999999)) END,
            a.priorityRank, a.customerId
          FROM activity a JOIN (
            SELECT activityId, employeeId, max(does) AS does FROM (
              SELECT activityId, employeeId, 1 AS does FROM activityEmployee
              UNION ALL SELECT id, responsibleId, 0 FROM activity WHERE responsibleId IS NOT NULL
              UNION ALL SELECT id, secondResponsibleId, 0 FROM activity WHERE secondResponsibleId IS NOT NULL)
            GROUP BY activityId, employeeId) w ON w.activityId = a.id
          WHERE a.status != 'cancelled';
        INSERT INTO workItem(id, employeeId, type, itemId, state, at, priorityRank, customerId)
          SELECT randomblob(16), b.partyId, 'appointment', p.id, CASE WHEN p.status = 'done' THEN 'done' ELSE 'to-do' END,
            p.endsAt, 2, p.customerId
          FROM appointment p JOIN booking b ON b.appointmentId = p.id AND b.kind = 'employee'
          WHERE p.status != 'cancelled' AND p.id NOT IN (SELECT appointmentId FROM activityAppointment);
        """
}
