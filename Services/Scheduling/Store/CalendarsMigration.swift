/// Appointments that take nobody's time, versions in calendar files, how long an invitation to a series counts (SCH-4, SCH-8).
enum CalendarsMigration {
    static let sql = """
        ALTER TABLE appointment ADD COLUMN isFree INTEGER NOT NULL DEFAULT 0 CHECK (isFree IN (0, 1));

        -- What left a series has its UID in calendar files, and a higher SEQUENCE than that one had.
        ALTER TABLE appointment ADD COLUMN sequenceBase INTEGER NOT NULL DEFAULT 0;
        UPDATE appointment SET sequenceBase = coalesce((
            SELECT s.sequence / 100000000000000 * 10000 + s.sequence % 100000000000000 FROM appointment s
            WHERE s.id = appointment.seriesId), 0)
          WHERE seriesId IS NOT NULL;

        -- Of a series without an end lastEndsAt stays empty.
        ALTER TABLE invitation ADD COLUMN recurs INTEGER NOT NULL DEFAULT 0 CHECK (recurs IN (0, 1));
        ALTER TABLE invitation ADD COLUMN lastEndsAt INTEGER;
        UPDATE invitation SET recurs = 1, lastEndsAt = (
            SELECT CASE WHEN json_extract(a.recurrence, '$.rule') LIKE '%COUNT=%'
              OR json_extract(a.recurrence, '$.rule') LIKE '%UNTIL=%' THEN a.seriesEnd - 1 END
            FROM appointment a WHERE a.id = invitation.appointmentId)
          WHERE appointmentId IN (SELECT id FROM appointment WHERE recurrence IS NOT NULL);
        """
}
